//! Lets the linker of the page keep its table of symbols and its relocations:
//! by them `xtask/src/page/split/constants.rs` tells which constants the half of
//! the program that shows the form can read. The build takes them out again.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
