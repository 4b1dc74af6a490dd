//! `cargo xtask lab`: the broken endpoints, until Ctrl-C.

use std::ffi::OsString;

use crate::{Result, command, serve::built, tools};

/// Builds the lab, then becomes it, so that Ctrl-C and signals reach it and it
/// can take down what it has put up.
pub(crate) fn main(arguments: Vec<OsString>) -> Result<()> {
    if !arguments.iter().any(|a| a == "--help" || a == "-h") {
        tools::browsers::set_up_lab();
    }
    let mut cargo = command::cargo();
    cargo.args(["build", "--quiet", "-p", "why1006-lab", "--bin", "why1006-lab"]);
    command::run(&mut cargo, "building the lab")?;
    command::become_program(command::program(built("why1006-lab")).args(arguments))
}
