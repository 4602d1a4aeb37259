//! Embeds the screens and Tauri's configuration. The screens may call one command, `call`, and nothing else.

use std::{
    error::Error,
    fs::{self, File},
    io::Write as _,
    path::Path,
    time::SystemTime,
};

/// What stands in for the screens where they were never built: `cargo check` needs no node.
const NOT_BUILT: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>先锋台账</title><p>界面还没有生成：请运行 make screens。</p></html>\n";

fn main() -> Result<(), Box<dyn Error>> {
    let screens = Path::new("../ui/dist");
    if !screens.join("index.html").exists() {
        println!(
            "cargo::warning=ui/dist is missing: the window will show no screens until `make screens` was run"
        );
        fs::create_dir_all(screens)?;
        let mut page = File::create(screens.join("index.html"))?;
        page.write_all(NOT_BUILT.as_bytes())?;
        // Older than every source: make builds the screens all the same.
        page.set_modified(SystemTime::UNIX_EPOCH)?;
    }
    let commands = tauri_build::AppManifest::new().commands(&["call"]);
    let attributes =
        tauri_build::Attributes::new().codegen(tauri_build::CodegenContext::new()).app_manifest(commands);
    tauri_build::try_build(attributes)?;
    Ok(())
}
