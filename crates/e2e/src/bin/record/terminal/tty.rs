//! A command in a terminal: programs that write into a pipe keep their words back
//! and mix them up, and lose them when they are interrupted.

use std::{path::Path, time::Duration};

use why1006_e2e::{Error, Result};

/// How long a user waits for a command that does not end by itself, as openssl
/// does not where a server is silent, before pressing Ctrl+C. curl ends earlier.
const PATIENCE: Duration = Duration::from_secs(30);

/// What `sh` shows of the command, where the programs trust the roots in `bundle`
/// and use no proxy. Interrupted after a while, as by Ctrl+C.
///
/// # Errors
/// One line: the system gives no terminal, or the command outlives its end.
#[cfg(unix)]
pub(super) async fn print(command: &str, bundle: &Path) -> Result<String> {
    use std::{fs::File, io::Read, os::unix::process::CommandExt as _};

    use rustix::{
        process::{Pid, Signal, kill_process_group},
        pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    };

    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).map_err(fault)?;
    grantpt(&terminal).map_err(fault)?;
    unlockpt(&terminal).map_err(fault)?;
    let name = ptsname(&terminal, Vec::new()).map_err(fault)?;
    let name = name.to_str().map_err(fault)?.to_owned();
    let side = File::options().read(true).write(true).open(&name).map_err(fault)?;

    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", command]).process_group(0);
    let copy = || side.try_clone().map_err(fault);
    shell.stdin(copy()?).stdout(copy()?).stderr(copy()?);
    shell.env("CURL_CA_BUNDLE", bundle).env("SSL_CERT_FILE", bundle);
    for name in ["http_proxy", "https_proxy", "all_proxy"] {
        shell.env_remove(name).env_remove(name.to_uppercase());
    }
    let mut child =
        tokio::process::Command::from(shell).kill_on_drop(true).spawn().map_err(fault)?;
    let group = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
    drop(side);

    // Ends when the last program has closed the terminal, which Linux calls EIO.
    let reading = tokio::task::spawn_blocking(move || {
        let (mut bytes, mut terminal) = (Vec::new(), File::from(terminal));
        let _ = terminal.read_to_end(&mut bytes);
        bytes
    });
    if tokio::time::timeout(PATIENCE, child.wait()).await.is_err()
        && let Some(group) = group
    {
        let _ = kill_process_group(group, Signal::INT);
    }
    let bytes = tokio::time::timeout(PATIENCE, reading).await.map_err(fault)?.map_err(fault)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The offered commands recorded here are those of POSIX.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub(super) async fn print(_command: &str, _bundle: &Path) -> Result<String> {
    Err(Error::new("terminals are recorded on Unix only"))
}

fn fault(error: impl std::fmt::Display) -> Error {
    Error::new(format!("no terminal: {error}"))
}
