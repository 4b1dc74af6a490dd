//! What the cells of "Your network" say, for causes that lie on the way.
//!
//! A cell speaks of the reference. One that fails alike supports a cause on the
//! network; one that passes excludes only what hits everything that goes
//! through that network at that port: a block of one host or of a category of
//! hosts remains.

use why1006_evidence::{
    Scheme,
    network::{Cell, Outcome, Transport},
};

use super::Facts;
use crate::network::is_carried;

impl Facts<'_> {
    /// The cells of a transport that can be used, at whatever place.
    pub fn cells(&self, transport: Transport) -> impl Iterator<Item = &Cell> {
        let cells = &self.evidence.network;
        cells.iter().filter(move |c| c.transport == transport && is_carried(c).is_some())
    }

    /// The cells of a transport over the target's own scheme and port.
    pub fn cells_alike(&self, transport: Transport) -> impl Iterator<Item = &Cell> {
        let target = &self.evidence.target;
        let secure = target.scheme == Some(Scheme::Wss);
        self.cells(transport).filter(move |c| c.secure == secure && c.port == target.port)
    }

    /// Whether the network carries a transport to the reference at the target's
    /// scheme and port; `None` if that was not seen.
    pub fn carries_alike(&self, transport: Transport) -> Option<bool> {
        self.cells_alike(transport).find_map(is_carried)
    }

    /// Whether it does over TLS or in clear text, at whatever port: `Some(true)`
    /// if it does at one of them.
    pub fn carries_over(&self, transport: Transport, secure: bool) -> Option<bool> {
        let known = self.cells(transport).filter(|c| c.secure == secure).filter_map(is_carried);
        known.reduce(|before, now| before || now)
    }

    /// Web requests get through to the reference and no WebSocket does, neither
    /// over TLS nor in clear text, at whatever port.
    pub fn is_no_socket_carried(&self) -> bool {
        let is = |transport, secure, carried| self.carries_over(transport, secure) == Some(carried);
        (is(Transport::Fetch, true, true) || is(Transport::Fetch, false, true))
            && is(Transport::Socket, true, false)
            && is(Transport::Socket, false, false)
    }

    /// To the reference web requests get through in clear text and not over TLS.
    pub fn is_tls_stopped(&self) -> bool {
        self.carries_over(Transport::Fetch, true) == Some(false)
            && self.carries_over(Transport::Fetch, false) == Some(true)
    }

    /// WebSockets get through to the reference at port 443, and nothing does at
    /// the target's own port.
    pub fn is_port_stopped(&self) -> bool {
        let at_443 = |c: &Cell| c.port == 443 && is_carried(c) == Some(true);
        self.evidence.target.port != 443
            && self.cells(Transport::Socket).any(at_443)
            && self.carries_alike(Transport::Socket) == Some(false)
            && self.carries_alike(Transport::Fetch) == Some(false)
    }

    /// WebSockets get through to the reference over TLS at port 443, and in clear
    /// text they do not while web requests do: so does a proxy that opens tunnels to
    /// 443 alone, and one that takes `Upgrade` out of clear text.
    pub fn is_443_needed(&self) -> bool {
        let at_443 = |c: &Cell| c.secure && c.port == 443 && is_carried(c) == Some(true);
        self.cells(Transport::Socket).any(at_443)
            && self.carries_over(Transport::Fetch, false) == Some(true)
            && self.carries_over(Transport::Socket, false) == Some(false)
    }

    /// Somebody else answered in the reference's place, such as a sign-in page.
    pub fn is_reference_foreign(&self) -> bool {
        let mut web = self.evidence.network.iter().filter(|c| c.transport == Transport::Fetch);
        web.any(|c| c.outcome == Outcome::Foreign)
    }

    /// A proxy near the user is on the way, as far as can be seen: it said so in `Via`
    /// (RFC 9110, section 7.6.3) in clear text and could not over TLS, as one before the
    /// reference itself could; or WebSockets pass at 443 alone; or it signs TLS anew.
    pub fn is_proxy_seen(&self) -> bool {
        let said = |secure: bool| {
            let cells = self.evidence.network.iter().filter(|c| c.secure == secure);
            let mut mirrors = cells.filter_map(|c| c.mirror.as_ref()).peekable();
            mirrors.peek()?;
            Some(mirrors.any(|m| m.added.iter().any(|added| added == "via")))
        };
        said(false) == Some(true) && said(true) == Some(false)
            || self.is_443_needed()
            || self.is_answered_anew()
    }
}
