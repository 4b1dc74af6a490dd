//! With the feature `embed`: says plainly when there is no page to put into the
//! binary, and builds again when the page has changed.

use std::{env, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_EMBED").is_none() {
        return;
    }
    println!("cargo::rerun-if-changed=../../dist");
    if !Path::new("../../dist/index.html").is_file() {
        println!(
            "cargo::error=the feature `embed` puts the built page of `dist` into the binary, and \
             `dist/index.html` is missing: run `cargo xtask serve`, which builds it first"
        );
    }
}
