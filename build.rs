//! Lets the linker of the page keep its table of symbols and its relocations:
//! by them `xtask/src/page/split/constants.rs` tells which constants the half of
//! the program that shows the form can read. The build takes them out again.

use std::env;

/// The first slot of the table of functions. Few numbers in the program are as
/// large and mean something else, so a slot is recognised by its value; and up to
/// 8,191 a number takes two bytes.
const TABLE_BASE: u32 = 7_000;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
        println!("cargo::rustc-link-arg-bins=--table-base={TABLE_BASE}");
    }
}
