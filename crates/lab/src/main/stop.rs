//! What ends the lab from outside.

use std::{io, sync::mpsc, thread, time::Duration};

use tokio::sync::oneshot;

/// How long standard input is watched for having ended before we began.
const AT_ONCE: Duration = Duration::from_millis(50);

/// Whether the end of standard input stops the lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stdin {
    /// It does.
    Ends,
    /// It does if it is a pipe whose other end is held open by somebody. A
    /// terminal, a file and what had ended before the start mean nothing.
    EndsIfPipe,
}

/// Signals, and the end of standard input.
pub(crate) struct Stop {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 3],
    stdin: Option<oneshot::Receiver<()>>,
}

impl Stop {
    /// Listens from now on: whoever read our output may signal at once.
    pub(crate) fn new(stdin: Stdin) -> io::Result<Stop> {
        #[cfg(unix)]
        let signals = {
            use tokio::signal::unix::{SignalKind, signal};
            let [interrupt, terminate, hangup] =
                [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
            [signal(interrupt)?, signal(terminate)?, signal(hangup)?]
        };
        Ok(Stop {
            #[cfg(unix)]
            signals,
            stdin: watch(stdin)?,
        })
    }

    /// Returns when the lab shall stop.
    pub(crate) async fn wait(mut self) {
        let stdin_closes = async {
            match self.stdin {
                Some(ended) => drop(ended.await),
                None => std::future::pending().await,
            }
        };
        #[cfg(unix)]
        let signalled = async {
            let [interrupt, terminate, hangup] = &mut self.signals;
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
                _ = hangup.recv() => {}
            }
        };
        #[cfg(not(unix))]
        let signalled = tokio::signal::ctrl_c();
        tokio::select! {
            _ = signalled => {}
            () = stdin_closes => {}
        }
    }
}

/// Says when standard input has ended, if that matters.
fn watch(stdin: Stdin) -> io::Result<Option<oneshot::Receiver<()>>> {
    if stdin == Stdin::EndsIfPipe && !is_pipe() {
        return Ok(None);
    }
    let (tell, ended) = oneshot::channel();
    let (tell_soon, ended_soon) = mpsc::channel();
    // A read cannot be interrupted: the thread ends with the process.
    thread::Builder::new().name("stdin".to_owned()).spawn(move || {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        let _ = tell_soon.send(());
        let _ = tell.send(());
    })?;
    let had_ended = stdin == Stdin::EndsIfPipe && ended_soon.recv_timeout(AT_ONCE).is_ok();
    Ok((!had_ended).then_some(ended))
}

#[cfg(unix)]
fn is_pipe() -> bool {
    use std::os::{fd::AsFd, unix::fs::FileTypeExt};
    let stdin = io::stdin().as_fd().try_clone_to_owned().map(std::fs::File::from);
    stdin
        .and_then(|file| file.metadata())
        .is_ok_and(|m| m.file_type().is_fifo() || m.file_type().is_socket())
}

#[cfg(not(unix))]
fn is_pipe() -> bool {
    false
}
