//! Starting and stopping scenarios.

mod raise;

use std::{fmt, io, sync::Arc, thread, time::Duration};

use tokio::sync::oneshot;

use self::raise::{Ground, raise_all};
use crate::{Authority, Identity, Scenario, near, scenarios};

/// What to start.
#[derive(Default)]
pub struct Options {
    /// Ids of the scenarios to start; all without it.
    pub only: Option<Vec<String>>,
    /// `host:port` of a reference endpoint (plain http) that the middleboxes
    /// put behind themselves, under `/reference/`.
    pub reference_upstream: Option<String>,
    /// Address of the diagnosing page that the index links to; without it
    /// `http://localhost:8006/`.
    pub page: Option<String>,
    /// Issues the certificates; a new one without it.
    pub authority: Option<Authority>,
}

/// A scenario that is up.
#[derive(Clone, Debug)]
pub struct Running {
    /// What it is.
    pub scenario: &'static Scenario,
    /// The URL under test.
    pub url: String,
    /// `host:port` of the HTTP proxy that the browser must use for everything,
    /// loopback included.
    pub proxy: Option<String>,
    /// The reference's URL as seen from behind the middlebox.
    pub reference: Option<String>,
    /// One sentence: how the browser must be set up, if at all.
    pub note: Option<String>,
}

/// A scenario that could not be started here.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// Which one.
    pub id: &'static str,
    /// Why, and what would mend it, in one line.
    pub why: String,
}

/// The running lab. It has a thread of its own, so it can be started from
/// blocking and from async code alike; dropping it stops everything and
/// returns when all ports are free and all children have ended.
pub struct Lab {
    running: Vec<Running>,
    left_out: Vec<LeftOut>,
    index: String,
    authority: Arc<Authority>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

/// Why the lab did not start.
#[derive(Debug)]
pub enum Error {
    /// No scenario has this id; these are near.
    UnknownId {
        /// What was asked for.
        id: String,
        /// Ids that may have been meant.
        near: Vec<&'static str>,
    },
    /// The reference upstream is not `host:port`.
    Upstream(String),
    /// A certificate could not be made.
    Certificate(String),
    /// The system refused something that the whole lab needs.
    System(io::Error),
}

impl Lab {
    /// Starts the scenarios and returns when all are up. One that cannot run
    /// here is in [`Lab::left_out`]; the others still run. Fails on an unknown
    /// id or a bad upstream, or when nothing can run at all.
    pub fn start(options: Options) -> Result<Lab, Error> {
        let chosen = choose(options.only.as_deref())?;
        if let Some(upstream) = &options.reference_upstream {
            check_upstream(upstream)?;
        }
        let authority = match options.authority {
            Some(authority) => authority,
            None => Authority::new("Why1006 lab")?,
        };
        let authority = Arc::new(authority);
        let ground = Ground {
            authority: authority.clone(),
            stranger: Authority::new("Nobody's")?,
            reference: options.reference_upstream,
            page: options.page.unwrap_or_else(|| "http://localhost:8006/".to_owned()),
            rsa: tokio::sync::OnceCell::new(),
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Error::System)?;
        let (up, is_up) = std::sync::mpsc::sync_channel(1);
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("why1006-lab".to_owned())
            .spawn(move || {
                runtime.block_on(async {
                    let (raised, held) = match raise_all(&chosen, ground).await {
                        Ok(all) => all,
                        Err(why) => return drop(up.send(Err(why))),
                    };
                    if up.send(Ok(raised)).is_ok() {
                        let _ = stopped.await;
                    }
                    for one in held {
                        one.release().await;
                    }
                });
                // Ends every task and closes its sockets before the thread
                // ends; the time is for name lookups still under way.
                runtime.shutdown_timeout(Duration::from_secs(2));
            })
            .map_err(Error::System)?;
        let raised = is_up
            .recv()
            .map_err(|_| Error::System(io::Error::other("the lab's thread ended early")))??;
        Ok(Lab {
            running: raised.running,
            left_out: raised.left_out,
            index: raised.index,
            authority,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// The scenarios that are up, in the order of the table.
    pub fn running(&self) -> &[Running] {
        &self.running
    }

    /// The running scenario with this id.
    pub fn get(&self, id: &str) -> Option<&Running> {
        self.running.iter().find(|r| r.scenario.id == id)
    }

    /// The scenarios that were asked for and cannot run here.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// The address of the page that lists the scenarios.
    pub fn index(&self) -> &str {
        &self.index
    }

    /// The root certificate that a browser has to trust, PEM.
    pub fn ca_pem(&self) -> String {
        self.authority.pem()
    }

    /// A certificate by the lab's root for a server beside it, such as the one
    /// that serves the page. Fails on a name that no certificate can hold.
    pub fn issue(&self, hosts: &[&str]) -> Result<Identity, Error> {
        self.authority.issue(hosts)
    }

    /// Stops everything; the same as dropping it.
    pub fn stop(self) {}
}

impl Drop for Lab {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn choose(only: Option<&[String]>) -> Result<Vec<&'static Scenario>, Error> {
    let Some(only) = only else {
        return Ok(scenarios().iter().collect());
    };
    if let Some(id) = only.iter().find(|id| crate::find(id).is_none()) {
        return Err(Error::UnknownId { id: id.clone(), near: near(id) });
    }
    Ok(scenarios().iter().filter(|s| only.iter().any(|id| id == s.id)).collect())
}

fn check_upstream(text: &str) -> Result<(), Error> {
    match text.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && !host.contains('/') => {
            port.parse::<u16>().map(drop).map_err(|_| Error::Upstream(text.to_owned()))
        }
        _ => Err(Error::Upstream(text.to_owned())),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::UnknownId { id, near } if near.is_empty() => {
                write!(f, "`{id}` is no scenario; start without `only` to see all")
            }
            Error::UnknownId { id, near } => {
                write!(f, "`{id}` is no scenario; near it: {}", near.join(", "))
            }
            Error::Upstream(text) => {
                write!(f, "`{text}` is no reference upstream; write it as 127.0.0.1:8006")
            }
            Error::Certificate(why) => write!(f, "a certificate cannot be made: {why}"),
            Error::System(why) => write!(f, "the lab cannot start: {why}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<rcgen::Error> for Error {
    fn from(why: rcgen::Error) -> Error {
        Error::Certificate(why.to_string())
    }
}
