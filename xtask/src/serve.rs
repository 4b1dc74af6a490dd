//! `cargo xtask serve`: the page with its reference endpoint on this machine.

use std::{env, ffi::OsString};

use crate::{Result, command, page, project};

/// Builds page and server, then becomes the server, so that Ctrl-C ends it.
///
/// The server is the development build that reads `dist` from disk: the tests
/// use the same one, and a changed page does not make it compile again.
pub(crate) fn main(arguments: Vec<OsString>) -> Result<()> {
    let mut build_page = true;
    let mut server_arguments = Vec::new();
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next().map_err(|e| e.to_string())? {
        match argument {
            lexopt::Arg::Long("no-build") => build_page = false,
            lexopt::Arg::Value(value) => {
                server_arguments.push(value);
                server_arguments.extend(parser.raw_args().map_err(|e| e.to_string())?);
            }
            other => return Err(unknown(&other)),
        }
    }
    let dist = if build_page { page::build(page::RELATIVE)? } else { project::dist() };
    if !dist.join("index.html").is_file() {
        return Err(format!("{} has no page; leave --no-build out", dist.display()));
    }
    let mut cargo = command::cargo();
    command::run(cargo.args(["build", "--quiet", "-p", "why1006-server"]), "building the server")?;
    let mut server = command::program(built("why1006-server"));
    server.arg("--dist").arg(dist).args(server_arguments);
    command::become_program(&mut server)
}

/// A program that `cargo build` made in the development profile.
pub(crate) fn built(program: &str) -> std::path::PathBuf {
    project::target().join("debug").join(format!("{program}{}", env::consts::EXE_SUFFIX))
}

fn unknown(argument: &lexopt::Arg<'_>) -> String {
    let shown = match argument {
        lexopt::Arg::Short(c) => format!("-{c}"),
        lexopt::Arg::Long(name) => format!("--{name}"),
        lexopt::Arg::Value(value) => value.to_string_lossy().into_owned(),
    };
    format!("serve does not know {shown}; what the server shall get goes behind `--`")
}
