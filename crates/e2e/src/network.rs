//! A network of our own: names, public addresses and firewalls are scenarios,
//! too, and the browsers must stand in the same network as the lab.

use std::{ffi::OsStr, process::ExitCode};

use tokio::process::Command;
use why1006_lab::{Namespace, Network};

use crate::{Error, Result};

/// What the lab may raise here.
pub fn here() -> Network {
    if Namespace::is_inside() {
        Network::Here
    } else {
        Network::Unavailable(
            "it needs a network namespace: run `cargo xtask record` as root".into(),
        )
    }
}

/// Runs this program again inside a namespace that ends with it, and gives its
/// exit code; `None` if it is inside already, or if none can be had.
///
/// # Errors
/// One line if it cannot be started there.
pub async fn inside() -> Result<Option<ExitCode>> {
    if Namespace::is_inside() {
        return Ok(None);
    }
    let namespace = match Namespace::create() {
        Ok(namespace) => namespace,
        Err(why) => {
            eprintln!("what needs a network of its own is left out: {why}");
            return Ok(None);
        }
    };
    Ok(Some(ExitCode::from(again(&namespace, None).await?)))
}

/// Runs this program again inside, with one more variable, and gives the code that
/// it ended with.
pub(crate) async fn again(namespace: &Namespace, variable: Option<(&str, &OsStr)>) -> Result<u8> {
    let fault = |e: std::io::Error| Error::new(format!("cannot start inside the namespace: {e}"));
    let program = std::env::current_exe().map_err(fault)?;
    // Told to stop even if this process is killed.
    let mut command = Command::from(namespace.command("setpriv"));
    command.args(["--pdeathsig", "TERM", "--"]).arg(program).envs(variable);
    let mut child =
        command.args(std::env::args_os().skip(1)).kill_on_drop(true).spawn().map_err(fault)?;
    tokio::select! {
        ended = child.wait() => {
            let code = ended.map_err(fault)?.code();
            Ok(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
        }
        () = told_to_stop() => {
            // It ends its browsers when it is told, which killing it would not.
            #[cfg(unix)]
            if let Some(id) = child.id().and_then(|id| rustix::process::Pid::from_raw(id as i32)) {
                let _ = rustix::process::kill_process(id, rustix::process::Signal::TERM);
            }
            let _ = child.wait().await;
            Ok(1)
        }
    }
}

#[cfg(unix)]
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let one = async |kind| match signal(kind) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    };
    tokio::select! {
        () = one(SignalKind::interrupt()) => {}
        () = one(SignalKind::terminate()) => {}
        () = one(SignalKind::hangup()) => {}
    }
}

#[cfg(not(unix))]
async fn told_to_stop() {
    let _ = tokio::signal::ctrl_c().await;
}
