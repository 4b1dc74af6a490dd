//! What one endpoint of the lab is.

use std::fmt;

use why1006_diagnosis::{CauseId, Owner, Stage};
use why1006_evidence::EngineFamily;

use crate::{
    behaviour::Serve,
    site::{Firewall, Lookup, Site},
};

/// What is really the matter with an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// Nothing: a browser's WebSocket opens and stays open.
    Works,
    /// This cause, and no other.
    Cause(CauseId),
}

impl Truth {
    /// `works`, or the id of the cause.
    pub fn as_str(self) -> &'static str {
        match self {
            Truth::Works => "works",
            Truth::Cause(id) => id.as_str(),
        }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which scheme the URL has, and how the server at it does TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// `ws://`, and no TLS.
    Plain,
    /// `wss://`, with a certificate that the lab's root vouches for.
    Trusted,
    /// `wss://`, with a certificate of a root that nobody knows.
    UnknownRoot,
    /// `wss://`, with a certificate that nobody but itself has signed.
    SelfSigned,
    /// `wss://`, with a certificate that ended yesterday.
    Expired,
    /// `wss://`, with a certificate that begins the day after tomorrow.
    NotYetValid,
    /// `wss://`, with a certificate that names its host in the subject only.
    CommonNameOnly,
    /// `wss://`, with a certificate for clients, not for servers.
    ClientUsage,
    /// `wss://`, with a trusted certificate of an RSA key, valid for 790 days.
    Rsa,
    /// `wss://`, with a trusted certificate, in TLS 1.2 only.
    Only12,
    /// `wss://`, with a certificate for another host.
    OtherHost,
    /// `wss://`, with a good certificate but without its intermediate.
    NoIntermediate,
    /// `wss://`, although the server speaks clear text.
    ClearTextOnWss,
    /// `ws://`, although the server speaks TLS.
    TlsOnWs,
}

impl Tls {
    /// The scheme of the URL, `ws` or `wss`.
    pub fn scheme(self) -> &'static str {
        match self {
            Tls::Plain | Tls::TlsOnWs => "ws",
            _ => "wss",
        }
    }

    /// Whether the server speaks TLS.
    pub(crate) fn is_spoken(self) -> bool {
        !matches!(self, Tls::Plain | Tls::ClearTextOnWss)
    }
}

/// From which page a scenario can be seen at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pages {
    /// From both.
    Both,
    /// From an http page only; an https page would fail by another cause.
    Http,
    /// From an https page only; it works from an http page.
    Https,
}

/// In what state the browser has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// As it comes.
    Usual,
    /// Its clock is so many days ahead.
    DaysAhead(u16),
    /// An extension blocks its WebSockets to the scenario's host, nothing else.
    BlocksSockets,
    /// An extension blocks all its requests to that host.
    BlocksHost,
}

/// One endpoint with the truth about it.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its stable id in kebab case; the `wss://` twin of a row ends in `-tls`.
    pub id: &'static str,
    /// What is the matter with it.
    pub truth: Truth,
    /// Who has to act.
    pub owner: Owner,
    /// Where on its way a connection stops; nowhere if it works.
    pub stage: Option<Stage>,
    /// One sentence: what the server does.
    pub does: &'static str,
    /// Scheme of the URL and TLS of the server.
    pub tls: Tls,
    /// Path and query of the URL.
    pub path: &'static str,
    /// The server of the measurement that this one stands for: a name of
    /// `observability.md`, section 4, or its own id if there was none.
    pub like: &'static str,
    /// The engines that are not troubled by the fault: in them it works.
    pub works_in: &'static [EngineFamily],
    /// The pages from which it can be seen.
    pub pages: Pages,
    /// The subprotocols that the client must offer, in order.
    pub protocols: &'static [&'static str],
    /// Seconds to listen once it is open; as long as usual without it.
    pub hold: Option<u32>,
    /// In what state the browser has to be.
    pub browser: Browser,
    /// The part of the table that it stands in, as a heading.
    pub area: &'static str,
    pub(crate) serve: Serve,
    pub(crate) site: Site,
    pub(crate) firewall: Option<Firewall>,
    /// The port that it must have; any good one without it.
    pub(crate) port: Option<u16>,
}

impl Scenario {
    /// A row whose endpoint works.
    pub(crate) fn works(id: &'static str, does: &'static str, serve: Serve) -> Scenario {
        Scenario {
            id,
            truth: Truth::Works,
            owner: Owner::Nobody,
            stage: None,
            does,
            tls: Tls::Plain,
            path: "/socket",
            like: id,
            works_in: &[],
            pages: Pages::Both,
            protocols: &[],
            hold: None,
            browser: Browser::Usual,
            area: "",
            serve,
            site: Site::Loopback,
            firewall: None,
            port: None,
        }
    }

    /// A row whose endpoint fails, by which cause, where, and who has to act.
    pub(crate) fn fails(
        id: &'static str,
        (cause, stage, owner): (CauseId, Stage, Owner),
        does: &'static str,
        serve: Serve,
    ) -> Scenario {
        let row = Scenario::works(id, does, serve);
        Scenario { truth: Truth::Cause(cause), owner, stage: Some(stage), ..row }
    }

    /// The same at another path.
    pub(crate) fn at(self, path: &'static str) -> Scenario {
        Scenario { path, ..self }
    }

    /// The same with other TLS.
    pub(crate) fn with(self, tls: Tls) -> Scenario {
        Scenario { tls, ..self }
    }

    /// The same, standing for this server of the measurement.
    pub(crate) fn like(self, like: &'static str) -> Scenario {
        Scenario { like, ..self }
    }

    /// The same, without trouble in these engines.
    pub(crate) fn works_in(self, works_in: &'static [EngineFamily]) -> Scenario {
        Scenario { works_in, ..self }
    }

    /// The same, from these pages only.
    pub(crate) fn from(self, pages: Pages) -> Scenario {
        Scenario { pages, ..self }
    }

    /// The same, for a client that offers these subprotocols.
    pub(crate) fn offering(self, protocols: &'static [&'static str]) -> Scenario {
        Scenario { protocols, ..self }
    }

    /// The same, for a browser in this state.
    pub(crate) fn seen_by(self, browser: Browser) -> Scenario {
        Scenario { browser, ..self }
    }

    /// The same, to be listened to for so many seconds.
    pub(crate) fn held_for(self, seconds: u32) -> Scenario {
        Scenario { hold: Some(seconds), ..self }
    }

    /// What whoever tests it has to set, in a sentence or two.
    pub(crate) fn settings(&self) -> Option<String> {
        let protocols = match self.protocols {
            [] => None,
            all => Some(format!("Offer these subprotocols: {}.", all.join(", "))),
        };
        let hold = self.hold.map(|seconds| format!("Listen for {seconds} s once it is open."));
        let browser = match self.browser {
            Browser::Usual => None,
            Browser::DaysAhead(days) => {
                Some(format!("Set the browser's clock {days} days ahead, as `faketime` does."))
            }
            Browser::BlocksSockets => {
                Some("Use an extension that blocks WebSockets to this host.".to_owned())
            }
            Browser::BlocksHost => {
                Some("Use an extension that blocks all requests to this host.".to_owned())
            }
        };
        let all: Vec<String> = protocols.into_iter().chain(hold).chain(browser).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }

    /// Whether the server remembers who came before: whoever must not be misled
    /// by another's visit starts a lab of its own with this scenario alone.
    pub fn remembers(&self) -> bool {
        matches!(self.serve, Serve::Remembers(_))
    }

    /// The same on this port.
    pub(crate) fn on_port(self, port: u16) -> Scenario {
        Scenario { port: Some(port), ..self }
    }

    /// The same in a network namespace, at this site.
    pub(crate) fn on(self, site: Site) -> Scenario {
        Scenario { site, ..self }
    }

    /// The same in a network namespace, at a public name of its own.
    pub(crate) fn in_public(self) -> Scenario {
        self.on(Site::Name(Lookup::Found))
    }

    /// The same behind a firewall.
    pub(crate) fn behind(self, firewall: Firewall) -> Scenario {
        Scenario { firewall: Some(firewall), ..self }
    }

    /// Whether it needs a [`crate::Namespace`].
    pub fn needs_namespace(&self) -> bool {
        self.site != Site::Loopback || self.firewall.is_some()
    }

    /// Whether its host is a name or a public address: not on this machine, nor in
    /// its network.
    pub fn is_public(&self) -> bool {
        matches!(self.site, Site::Name(_) | Site::Unrouted)
    }

    /// The host of its URL.
    pub fn host(&self) -> String {
        self.site.host(self.id)
    }

    /// Whether there is anything at its address, if only a port that is held.
    pub fn has_address(&self) -> bool {
        !matches!(self.serve, Serve::Nowhere(_)) && self.site.is_here()
    }

    /// The URL, where the row is about nothing but that.
    pub fn url(&self) -> Option<&'static str> {
        match self.serve {
            Serve::Nowhere(url) => Some(url),
            _ => None,
        }
    }

    /// What is the matter with it in this engine.
    pub fn truth_in(&self, engine: EngineFamily) -> Truth {
        if self.works_in.contains(&engine) { Truth::Works } else { self.truth }
    }

    /// Only this.
    pub(crate) fn alone(self) -> Vec<Scenario> {
        vec![self]
    }

    /// This and its `wss://` twin with a trusted certificate.
    pub(crate) fn and_tls(self) -> Vec<Scenario> {
        // Leaked once per process: the table is built once and lives as long.
        let id = format!("{}-tls", self.id).leak();
        let twin = Scenario { id, tls: Tls::Trusted, ..self.clone() };
        vec![self, twin]
    }

    /// This for an http page, where every browser lets `ws://` through, and its
    /// `wss://` twin for both.
    pub(crate) fn and_tls_for_all(self) -> Vec<Scenario> {
        let mut both = self.and_tls();
        both[0].pages = Pages::Http;
        both
    }
}
