# The commands a person types. Each installs what it lacks and says so.
.PHONY: demo run test lint bench package golden
SHELL := /bin/bash
TARGET := $(if $(CARGO_TARGET_DIR),$(CARGO_TARGET_DIR),target)
XIANFENG := $(TARGET)/debug/xianfeng
OFFICE := out/office
ARGS ?= list organizations

# The sample office, from its four workbooks to every official paper in out/.
demo:
	@.ci/need cc=build-essential
	cargo build --quiet --locked -p xianfeng-cli
	@.ci/demo $(XIANFENG) $(OFFICE) out

# The terminal on the sample office: make run ARGS="list members"
run:
	@test -d $(OFFICE) || $(MAKE) demo
	@$(XIANFENG) --office $(OFFICE) $(ARGS)

# Every check and every test.
test: lint
	@.ci/need pdftotext=poppler-utils qpdf=qpdf mutool=mupdf-tools soffice=libreoffice-calc-nogui
	cargo build --quiet --locked --workspace --bins
	cargo test --quiet --locked --workspace

lint:
	@.ci/need cc=build-essential
	@cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1 || rustup component add clippy rustfmt
	cargo fmt --all --check
	cargo clippy --quiet --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --workspace --no-deps --document-private-items

# Golden papers: written anew; read the diff before committing it.
golden:
	UPDATE_GOLDEN=1 cargo test --quiet --workspace golden
	git diff --stat -- '*golden*'

# Side by side with what a user would use instead.
bench:
	@.ci/need cc=build-essential python3=python3 time=time
	@python3 -c 'import ensurepip' 2>/dev/null || .ci/need no-such-command=python3-venv
	cargo build --quiet --locked --release --workspace --bins
	@tests/bench/run $(TARGET)/release

# A folder that runs anywhere: the program, its fonts, its licences.
package:
	@.ci/need cc=build-essential
	cargo build --quiet --locked --release -p xianfeng-cli
	rm -rf out/package && mkdir -p out/package/xianfeng
	cp $(TARGET)/release/xianfeng LICENSE README.md out/package/xianfeng/
	mkdir -p out/package/xianfeng/assets && cp -r assets/fonts assets/sample out/package/xianfeng/assets/
	tar -C out/package -czf out/xianfeng.tar.gz xianfeng
	@ls -l out/xianfeng.tar.gz
