//! What one situation is.

use why1006_e2e::BrowserKind;
use why1006_lab::{Scenario, find_network};
use why1006_stacks::{Program, Service};

/// How the browser is told that there is a proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is not: nothing is set, and what stands in between is out of sight.
    Unasked,
    /// An HTTP proxy at this `HOST:PORT`, in the settings.
    Proxy(&'static str),
    /// A SOCKS proxy, likewise; names are resolved by it.
    Socks(&'static str),
    /// A PAC file that sends what is outside the company to this HTTP proxy.
    Pac(&'static str),
}

/// One network with somebody in between.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    /// The id of its row in `why1006_lab::networks`, where the truth stands.
    pub id: &'static str,
    /// The folder below `situations` with the configuration.
    pub folder: &'static str,
    /// What stands in between, in the order in which it is started.
    pub boxes: &'static [Service],
    /// How the browser is told.
    pub way: Way,
    /// Whether the browser trusts the root by which the boxes sign.
    pub trusts_box: bool,
    /// Rules of iptables.
    pub wall: &'static [&'static str],
    /// The rules come after the page has loaded: a sign-in that ran out.
    pub late: bool,
    /// The name that the system's own list of hosts leaves to the name server.
    pub unlisted: Option<&'static str>,
    /// Whether WebKitGTK is tried as well.
    pub webkit: bool,
}

/// The usual place of an HTTP proxy here.
pub(crate) const PROXY: &str = "127.0.0.1:3128";
/// That of a SOCKS proxy.
pub(crate) const SOCKS: &str = "127.0.0.1:1080";
/// Where boxes out of sight get plain connections.
pub(crate) const HTTP_BOX: &str = "127.0.0.1:3080";
/// The same for TLS.
pub(crate) const TLS_BOX: &str = "127.0.0.1:3443";

impl Situation {
    /// A program before everything, of which the browser knows nothing.
    pub(crate) const fn unasked(id: &'static str, boxes: &'static [Service]) -> Situation {
        Situation {
            id,
            folder: id,
            boxes,
            way: Way::Unasked,
            trusts_box: false,
            wall: &[],
            late: false,
            unlisted: None,
            webkit: true,
        }
    }

    /// A program that the browser's settings name as its proxy.
    pub(crate) const fn proxy(id: &'static str, boxes: &'static [Service]) -> Situation {
        Situation { way: Way::Proxy(PROXY), ..Situation::unasked(id, boxes) }
    }

    /// The same by a PAC file; WebKit's driver takes none.
    pub(crate) const fn pac(self, id: &'static str) -> Situation {
        Situation { id, way: Way::Pac(PROXY), webkit: false, ..self }
    }

    /// The same software with the same configuration, another address tested.
    pub(crate) const fn also(self, id: &'static str) -> Situation {
        Situation { id, ..self }
    }

    /// Whether a browser is tried. WebKitGTK's driver takes neither PAC files nor SOCKS
    /// proxies, and what it is told to trust it does not trust in a tunnel: from behind
    /// a proxy that tunnels and changes nothing, all that goes over TLS fails.
    pub(crate) fn is_tried_in(&self, kind: BrowserKind) -> bool {
        kind != BrowserKind::WebKit || self.webkit && self.way == Way::Unasked
    }

    /// The row with address and truth.
    ///
    /// # Errors
    /// One line: there is none.
    pub fn truth(&self) -> Result<&'static Scenario, String> {
        find_network(self.id)
            .ok_or_else(|| format!("{}: crates/lab/src/networks.rs has no row", self.id))
    }
}

/// A program that listens there.
pub(crate) const fn service(program: Program, at: &'static str) -> Service {
    Service { program, at, broken_at: at }
}
