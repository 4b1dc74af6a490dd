//! A thread with the scenarios that share a network.

use std::{future::Future, io, thread, time::Duration};

use tokio::sync::oneshot;

use super::{Error, raise::Held};
use crate::namespace;

/// Runs until it is dropped, which returns when all ports are free.
pub(super) struct Worker {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Worker {
    /// Starts a thread, in the namespace `netns` if one is named, and waits
    /// until `job` has brought up what it shall. Fails as `job` does, or when
    /// the namespace cannot be entered.
    pub(super) fn start<T, J, F>(netns: Option<String>, job: J) -> Result<(Worker, T), Error>
    where
        J: FnOnce() -> F + Send + 'static,
        F: Future<Output = Result<(T, Vec<Held>), Error>>,
        T: Send + 'static,
    {
        let (up, is_up) = std::sync::mpsc::sync_channel(1);
        let (stop, stopped) = oneshot::channel();
        let run = move || {
            if let Some(name) = netns
                && let Err(why) = namespace::enter(&name)
            {
                return drop(up.send(Err(Error::System(io::Error::other(why)))));
            }
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = match runtime {
                Ok(runtime) => runtime,
                Err(why) => return drop(up.send(Err(Error::System(why)))),
            };
            runtime.block_on(async {
                let (made, held) = match job().await {
                    Ok(all) => all,
                    Err(why) => return drop(up.send(Err(why))),
                };
                if up.send(Ok(made)).is_ok() {
                    let _ = stopped.await;
                }
                for one in held {
                    one.release().await;
                }
            });
            // Ends every task and closes its sockets before the thread ends;
            // the time is for name lookups still under way.
            runtime.shutdown_timeout(Duration::from_secs(2));
        };
        let thread = thread::Builder::new().name("why1006-lab".to_owned()).spawn(run);
        let thread = Some(thread.map_err(Error::System)?);
        let worker = Worker { stop: Some(stop), thread };
        let made = is_up
            .recv()
            .map_err(|_| Error::System(io::Error::other("the lab's thread ended early")))??;
        Ok((worker, made))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
