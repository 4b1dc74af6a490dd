//! Starting and stopping scenarios.

mod raise;
mod worker;

use std::{
    fmt, io,
    sync::{Arc, OnceLock},
};

use tokio::sync::mpsc;

use self::{
    raise::{Ground, Raised, raise_all},
    worker::Worker,
};
use crate::{
    Authority, Identity, Namespace, Scenario, index, namespace, near, place, relay, scenarios,
    serve::spawn,
};

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
    /// Where the scenarios run that need a [`Namespace`]; without it nowhere.
    pub network: Network,
}

/// Where the scenarios run that need a [`Namespace`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Network {
    /// Nowhere: they are in [`Lab::left_out`].
    #[default]
    LeftOut,
    /// Nowhere, and this one line says why.
    Unavailable(String),
    /// Here: this process was started by [`Namespace::command`].
    Here,
    /// In the namespace of this name, while all others stay on the loopback of
    /// this process, where everybody's browser reaches them. A diagnosing page
    /// on this machine is reached from inside, too, at the same address.
    In(String),
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
    /// An address that the browser must have visited before.
    pub visit_first: Option<String>,
    /// The reference's URL as seen from behind the middlebox.
    pub reference: Option<String>,
    /// One sentence: how the browser must be set up, if at all.
    pub note: Option<String>,
    /// The network namespace from inside which alone it can be reached.
    pub netns: Option<String>,
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
    /// Stop when they are dropped.
    _workers: Vec<Worker>,
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
        let page = options.page.unwrap_or_else(|| "http://localhost:8006/".to_owned());
        let ground = Arc::new(Ground {
            authority: authority.clone(),
            stranger: Authority::new("Nobody's")?,
            reference: options.reference_upstream,
            rsa: tokio::sync::OnceCell::new(),
        });
        let (inside, mut outside): (Vec<_>, Vec<_>) =
            chosen.into_iter().partition(|s| s.needs_namespace());
        let mut all = Raised::default();
        let mut enter = None;
        let mut here = None;
        match options.network {
            // As long as there is nothing to do inside, nobody goes there.
            _ if inside.is_empty() => {}
            Network::LeftOut => all.leave_out(&inside, namespace::NEEDS_ROOT),
            Network::Unavailable(why) => all.leave_out(&inside, &why),
            Network::Here => match Namespace::current() {
                Some(name) => {
                    outside.extend(&inside);
                    here = Some(name);
                }
                None => all.leave_out(&inside, "this process is in no namespace of the lab"),
            },
            Network::In(name) => enter = Some(name),
        }
        let port = enter.as_ref().and_then(|_| relay::port(&page));
        let (to, from) = mpsc::channel(16);
        let list = Arc::new(OnceLock::new());
        let (worker, (raised, index)) = Worker::start(None, {
            let (list, ground) = (list.clone(), ground.clone());
            move || async move {
                let index = serve_index(list).map_err(Error::System)?;
                if let Some(port) = port {
                    relay::outside(from, port);
                }
                let (raised, held) = raise_all(&outside, &ground, here.as_deref()).await;
                Ok(((raised, index), held))
            }
        })?;
        all.add(raised);
        let mut workers = vec![worker];
        if let Some(name) = enter {
            match within(name, inside.clone(), ground, &page, port.map(|port| (port, to))) {
                Ok((worker, raised)) => {
                    workers.push(worker);
                    all.add(raised);
                }
                // The others still run.
                Err(why) => all.leave_out(&inside, &why.to_string()),
            }
        }
        all.sort();
        let _ = list.set(index::html(&all.running, &all.left_out, &page));
        let Raised { running, left_out } = all;
        Ok(Lab { running, left_out, index, authority, _workers: workers })
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

/// Serves the page that lists the scenarios, as soon as there is one.
fn serve_index(list: Arc<OnceLock<String>>) -> io::Result<String> {
    let listener = place::listen("index")?;
    let address = format!("http://{}/", listener.local_addr()?);
    spawn(listener, None, move |conn| index::serve(conn, list.clone()));
    Ok(address)
}

/// Raises what needs a network of its own, in the namespace `name`.
fn within(
    name: String,
    chosen: Vec<&'static Scenario>,
    ground: Arc<Ground>,
    page: &str,
    relay: Option<(u16, relay::Sender)>,
) -> Result<(Worker, Raised), Error> {
    let open = format!(
        "Reached only from inside {name}: ip netns exec {name} chromium --no-sandbox '{page}'."
    );
    Worker::start(Some(name.clone()), move || async move {
        if let Some((port, to)) = relay {
            relay::inside(port, to).await.map_err(Error::System)?;
        }
        let (mut raised, held) = raise_all(&chosen, &ground, Some(&name)).await;
        for one in &mut raised.running {
            one.note = Some(open.clone());
        }
        Ok((raised, held))
    })
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
