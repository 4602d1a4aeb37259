# The commands a person types. Each installs what it lacks and says so.
.PHONY: demo run test lint bench package golden screens bindings licences window looks
SHELL := /bin/bash
TARGET := $(if $(CARGO_TARGET_DIR),$(CARGO_TARGET_DIR),target)
XIANFENG := $(TARGET)/debug/xianfeng
WINDOW := $(TARGET)/debug/xianfeng-window
OFFICE := out/office
ARGS ?=
SCREENS := ui/dist/index.html
PACKAGES := ui/node_modules/.package-lock.json
# What the window is built against, and what its stories need: a screen without a monitor, a bus, a driver.
WINDOW_NEEDS := cc=build-essential pkg-config=pkg-config lib:webkit2gtk-4.1=libwebkit2gtk-4.1-dev
STORY_NEEDS := Xvfb=xvfb WebKitWebDriver=webkit2gtk-driver dbus-daemon=dbus xdotool=xdotool
CONTRACT = cargo run --quiet --locked -p xianfeng-tests --bin contract

# The sample office, from its four workbooks to every official paper in out/.
demo:
	@.ci/need cc=build-essential
	cargo build --quiet --locked -p xianfeng-cli
	@.ci/demo $(XIANFENG) $(OFFICE) out

# The window on the sample office; with words for it, the terminal: make run ARGS="list members"
run:
	@test -d $(OFFICE) || $(MAKE) demo
ifneq ($(ARGS),)
	@$(XIANFENG) --office $(OFFICE) $(ARGS)
else
	@test -n "$$DISPLAY$$WAYLAND_DISPLAY" || { echo '这里没有图形桌面。请在浏览器里使用：make run ARGS=serve'; exit 1; }
	@$(MAKE) --no-print-directory window
	@XIANFENG_TODAY=2012-06-26 $(WINDOW) --office $(OFFICE)
endif

window: screens
	@.ci/need $(WINDOW_NEEDS)
	cargo build --quiet --locked -p xianfeng-window

# The screens, built when something in them changed.
screens: $(SCREENS)

$(PACKAGES): ui/package.json ui/package-lock.json
	@.ci/need node=nodejs npm=npm
	cd ui && npm ci --silent --no-fund --no-audit
	@touch $@

$(SCREENS): $(PACKAGES) ui/index.html ui/vite.config.ts $(shell find ui/src ui/public assets/help assets/licences -type f 2>/dev/null)
	cd ui && npm run --silent build

# The pictures of README and guide, from photos of the screens. They are looked at before they are committed.
looks: screens
	@.ci/need chromium=chromium sqlite3=sqlite3 convert=imagemagick
	cargo build --quiet --locked -p xianfeng-cli
	cd ui && CARGO_TARGET_DIR=$(abspath $(TARGET)) npx playwright test photos.spec
	@.ci/looks out/photos/1366x768 assets/help/*.md README.md

# ui/src/api/commands.ts from the contract of core::api.
bindings: $(PACKAGES)
	@$(CONTRACT) | node ui/scripts/bindings.mjs

# assets/licences/components.json: what others wrote that is in the program.
licences: $(PACKAGES)
	@cargo metadata --format-version 1 --locked | node ui/scripts/licences.mjs

# Every check and every test.
test: lint
	@.ci/need $(STORY_NEEDS) chromium=chromium sqlite3=sqlite3 pdftotext=poppler-utils qpdf=qpdf mutool=mupdf-tools soffice=libreoffice-calc-nogui
	cargo build --quiet --locked --workspace --bins
	cargo test --quiet --locked --workspace
	cd ui && npm run --silent test && npm run --silent stories
	CARGO_TARGET_DIR=$(abspath $(TARGET)) node --test --test-concurrency=1 tests/window/

lint: screens
	@.ci/need $(WINDOW_NEEDS)
	@cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1 || rustup component add clippy rustfmt
	cargo fmt --all --check
	cargo clippy --quiet --locked --workspace --all-targets -- -D warnings
	@# One build for lint and test: of single packages, other features would be chosen and all be built anew.
	cargo build --quiet --locked --workspace --bins
	$(TARGET)/debug/contract | node ui/scripts/bindings.mjs --check
	cargo metadata --format-version 1 --locked | node ui/scripts/licences.mjs --check
	cd ui && npm run --silent lint && npm run --silent check
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --workspace --no-deps --document-private-items

# Golden papers: written anew; read the diff before committing it.
golden:
	UPDATE_GOLDEN=1 cargo test --quiet --workspace golden
	git diff --stat -- '*golden*'

# Side by side with what a user would use instead.
bench: screens
	@.ci/need $(WINDOW_NEEDS) $(STORY_NEEDS) chromium=chromium python3=python3 time=time
	@python3 -c 'import ensurepip' 2>/dev/null || .ci/need no-such-command=python3-venv
	cargo build --quiet --locked --release --workspace --bins
	@tests/bench/run $(TARGET)/release
	@node tests/bench/screens.mjs $(TARGET)/release
	cargo build --quiet --locked --release -p xianfeng-window --example empty
	@CARGO_TARGET_DIR=$(abspath $(TARGET)) node tests/bench/window.mjs $(TARGET)/release

# A folder that runs anywhere (terminal, `serve`, fonts, sample), and the Debian package with the window. Both
# carry the licence texts of all that others wrote.
package: screens
	@.ci/need $(WINDOW_NEEDS)
	cargo build --quiet --locked --release -p xianfeng-cli -p xianfeng-window
	rm -rf out/package $(TARGET)/release/bundle/deb && mkdir -p out/package/xianfeng/assets
	cp $(TARGET)/release/xianfeng LICENSE README.md out/package/xianfeng/
	cp -r assets/fonts assets/sample out/package/xianfeng/assets/ && cp -r ui/dist out/package/xianfeng/assets/ui
	cargo metadata --format-version 1 --locked | node ui/scripts/licences.mjs --texts out/package/xianfeng/assets/licences.txt
	tar -C out/package -czf out/xianfeng.tar.gz xianfeng
	CARGO_TARGET_DIR=$(abspath $(TARGET)) ui/node_modules/.bin/tauri bundle --bundles deb
	cp $(TARGET)/release/bundle/deb/*.deb out/
	@ls -l out/xianfeng.tar.gz out/*.deb
