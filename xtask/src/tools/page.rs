//! The tools that build the page.

use std::{env, path::Path};

use super::{Toolbox, cargo_tool, npm_package};
use crate::{Result, command, project};

/// Newer ones may write another index.html than [`crate::page`] expects.
const TRUNK_VERSION: &str = "0.21.14";

/// Debian's 108 damages today's wasm; 132 is what the page was started with
/// in all browsers of the tests.
const BINARYEN_VERSION: &str = "132.0.0";

/// Minifies the page's scripts.
const TERSER_VERSION: &str = "5.51.2";

/// The compilation target of the page.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Everything a build of the page needs.
pub(crate) fn set_up() -> Result<Toolbox> {
    let mut toolbox = for_wasm_tests()?;
    toolbox.folders.push(cargo_tool("trunk", "trunk", TRUNK_VERSION)?);
    let binaryen = npm_package("binaryen", BINARYEN_VERSION)?;
    // npm links the programs of a package into a folder beside it.
    let modules = binaryen.parent().unwrap_or(Path::new("."));
    toolbox.folders.push(modules.join(".bin"));
    npm_package("terser", TERSER_VERSION)?;
    if command::find("node").is_none() {
        return Err(
            "node is missing, which runs wasm-opt and terser: install Node.js 20 or newer".into()
        );
    }
    toolbox.versions +=
        &format!(" trunk {TRUNK_VERSION} binaryen {BINARYEN_VERSION} terser {TERSER_VERSION}");
    Ok(toolbox)
}

/// The wasm target and the wasm-bindgen programs of exactly the locked version.
pub(crate) fn for_wasm_tests() -> Result<Toolbox> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = command::output(&rustc, &["--version"])
        .ok_or("rustc is missing: install Rust with rustup")?;
    wasm_target(&command::output(&rustc, &["--print", "sysroot"]).unwrap_or_default())?;
    let wanted = project::locked("wasm-bindgen")?;
    let folder = cargo_tool("wasm-bindgen", "wasm-bindgen-cli", &wanted)?;
    Ok(Toolbox { folders: vec![folder], versions: format!("{version} wasm-bindgen {wanted}") })
}

fn wasm_target(sysroot: &str) -> Result<()> {
    if Path::new(sysroot).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    let mut rustup = command::program("rustup");
    command::run(rustup.args(["target", "add", WASM]), "rustup target add").map_err(|_| {
        format!(
            "the download of Rust's {WASM} target failed: check the network, or run \
             `rustup target add {WASM}`"
        )
    })
}
