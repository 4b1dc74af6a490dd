//! `cargo xtask accuracy`: the recorded evidence through the diagnosis.

use std::ffi::OsString;

use crate::{Result, command};

/// Becomes the program of `crates/accuracy`.
pub(crate) fn main(arguments: Vec<OsString>) -> Result<()> {
    let mut cargo = command::cargo();
    cargo.args(["run", "--quiet", "-p", "why1006-accuracy", "--"]);
    command::become_program(cargo.args(arguments))
}
