//! Starting other programs.
//!
//! Standard output belongs to the command's own answer, so whatever a child
//! prints goes to standard error.

use std::{
    env,
    ffi::OsStr,
    io,
    path::PathBuf,
    process::{Command, Stdio},
};

use crate::{Result, project};

/// Cargo, the one that runs this program, in the root of the work tree.
pub(crate) fn cargo() -> Command {
    let mut command = program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What `cargo xtask` tells this program about itself would look like a
    // changed environment to the packages that a nested cargo builds.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command
}

/// A program in the root of the work tree, its output on standard error.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(project::root()).stdin(Stdio::null()).stdout(io::stderr());
    command
}

/// Runs to the end; `what` names it when it fails.
pub(crate) fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command.status().map_err(|e| {
        format!("{what}: cannot start `{}`: {e}", command.get_program().to_string_lossy())
    })?;
    if status.success() { Ok(()) } else { Err(format!("{what} failed ({status})")) }
}

/// Runs to the end and returns what the command printed on standard output.
pub(crate) fn printed(command: &mut Command, what: &str) -> Result<String> {
    let output = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|e| format!("{what}: cannot start: {e}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{what} failed ({})", output.status))
    }
}

/// What a program prints on standard output; `None` if it fails or is missing.
pub(crate) fn output(name: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(name).args(arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where `name` lies on PATH. Debian keeps daemons in `sbin`, which ordinary
/// users do not have there.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    // Windows starts npm through a `.cmd` file.
    let names = [format!("{name}{}", env::consts::EXE_SUFFIX), format!("{name}.cmd")];
    env::split_paths(&path)
        .chain(project::cargo_bin())
        .chain(["/usr/sbin".into(), "/usr/local/sbin".into()])
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)).collect::<Vec<_>>())
        .find(|file| file.is_file())
}

/// Becomes `command`, so that signals reach it and nothing is left behind.
#[cfg(unix)]
pub(crate) fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let error = command.stdin(Stdio::inherit()).stdout(Stdio::inherit()).exec();
    Err(format!("cannot start `{}`: {error}", command.get_program().to_string_lossy()))
}

/// Runs `command` to its end and leaves with its exit code.
#[cfg(not(unix))]
pub(crate) fn become_program(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::inherit()).stdout(Stdio::inherit()).status();
    match status {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(e) => Err(format!("cannot start `{}`: {e}", command.get_program().to_string_lossy())),
    }
}
