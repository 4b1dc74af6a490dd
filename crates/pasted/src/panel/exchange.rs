//! A request and its answer, as the panel shows them, and what they say.

use std::borrow::Cow;

use why1006_evidence::{Asker, Clue, Told, Way, scan};

use super::accept;
use crate::{
    asker::Askers,
    line::{self, Says},
    reading::Why,
};

/// The most headers of one message that are kept. Those that count are few.
const MAX_HEADERS: usize = 64;

/// Begins of the names of headers that count, in lower case.
const NAMES: [&str; 4] = ["origin", "upgrade", "connection", "sec-websocket-"];

/// What is known of one request.
#[derive(Debug, Default)]
pub(super) struct Exchange<'t> {
    /// 0 where no answer came.
    pub(super) status: Option<u16>,
    /// What the browser says of a failure.
    pub(super) error: Option<Cow<'t, str>>,
    /// It is a WebSocket, as the panel says or a header of the request.
    pub(super) is_socket: bool,
    /// A message was received.
    pub(super) is_used: bool,
    pub(super) request: Headers<'t>,
    pub(super) response: Headers<'t>,
}

/// The headers of a message that count, and whether it had others.
#[derive(Debug, Default)]
pub(super) struct Headers<'t> {
    list: Vec<(&'t str, Cow<'t, str>)>,
    is_known: bool,
}

impl<'t> Headers<'t> {
    pub(super) fn add(&mut self, name: &'t str, value: Cow<'t, str>) {
        self.is_known = true;
        let counts = NAMES.iter().any(|known| scan::begins_any_case(name.as_bytes(), known));
        if counts && self.list.len() < MAX_HEADERS {
            self.list.push((name, value));
        }
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = move |(one, _): &&(&str, Cow<str>)| one.eq_ignore_ascii_case(name);
        self.list.iter().filter(named).map(|(_, value)| value.as_ref())
    }

    fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    fn has(&self, name: &str, word: &str) -> bool {
        self.all(name)
            .any(|value| scan::parts(value, b",").any(|one| bare(one).eq_ignore_ascii_case(word)))
    }
}

/// One of a list, without blanks and parameters.
fn bare(one: &str) -> &str {
    let one = scan::head(one, b";");
    scan::trim_end(scan::trim_start(one, b" \t"), b" \t")
}

impl Exchange<'_> {
    /// What it says of the attempt: something, or why not.
    pub(super) fn says(&self, askers: &Askers, offers: bool) -> Result<Told, Why> {
        let protocols = self.request.first("Sec-WebSocket-Protocol").unwrap_or("");
        let asker = match self.request.first("Origin") {
            Some(origin) => askers.of(origin),
            None => askers.owner(),
        };
        // This page also tries the other way round.
        let is_variant = self.is_shown() && protocols.is_empty() == offers;
        if is_variant && asker == Asker::ThisPage {
            return Err(Why::OwnVariant);
        }
        let told = self.told(protocols)?;
        // Whoever was not answered need not have been asked for anybody.
        let is_answer = matches!(
            told.clue,
            Clue::Status | Clue::Works | Clue::BadHandshake | Clue::Subprotocol
        );
        Ok(if is_answer { told.by(asker) } else { told })
    }

    /// The headers of the handshake are there, not only what a script asked for.
    fn is_shown(&self) -> bool {
        self.request.first("Sec-WebSocket-Key").is_some()
    }

    fn told(&self, protocols: &str) -> Result<Told, Why> {
        let named = self.error.as_deref().map(line::reason);
        match (named, self.status) {
            (Some(Says::Clue(clue)), _) if clue != Clue::Unspecific => {
                Ok(Told::new(Way::Panel, clue))
            }
            (Some(Says::Status(status)), _) => Ok(Told::status(Way::Panel, status)),
            (Some(Says::Protocols { .. }), _) => Ok(Told::new(Way::Panel, Clue::Subprotocol)),
            (named, Some(101)) => match self.fault(protocols) {
                Some(clue) => Ok(Told::new(Way::Panel, clue)),
                // It failed for a reason that is not told.
                None if named.is_some() && !self.is_used => Err(Why::Harmless),
                None if !self.is_used && !self.is_whole() => Err(Why::NeedsHeaders),
                None => Ok(Told::new(Way::Panel, Clue::Works)),
            },
            (_, Some(status @ 102..600)) => Ok(Told::status(Way::Panel, status)),
            _ => Err(Why::Harmless),
        }
    }

    /// Both keys of the handshake are there, so that it can be judged.
    fn is_whole(&self) -> bool {
        self.is_shown() && self.response.is_known
    }

    /// What a browser minds in a 101 (RFC 6455, section 4.1). Messages show that
    /// it did not.
    fn fault(&self, protocols: &str) -> Option<Clue> {
        let answer = &self.response;
        if self.is_used || !answer.is_known {
            return None;
        }
        let key = self.request.first("Sec-WebSocket-Key");
        let accept = answer.first("Sec-WebSocket-Accept").unwrap_or("");
        let is_wrong = key.is_some_and(|key| !accept::is_answer(bare(key), bare(accept)));
        let offered = |one| self.request.has("Sec-WebSocket-Extensions", bare(one));
        let is_odd = self.is_shown()
            && answer
                .all("Sec-WebSocket-Extensions")
                .flat_map(|value| scan::parts(value, b","))
                .any(|one| !bare(one).is_empty() && !offered(one));
        if !answer.has("Upgrade", "websocket")
            || !answer.has("Connection", "upgrade")
            || answer.all("Sec-WebSocket-Accept").count() != 1
            || is_wrong
            || is_odd
        {
            return Some(Clue::BadHandshake);
        }
        let mut chosen = answer.all("Sec-WebSocket-Protocol");
        let first = chosen.next();
        let is_doubled = chosen.next().is_some();
        let fits = match first {
            _ if is_doubled => false,
            None => bare(protocols).is_empty(),
            Some(one) => {
                !self.is_shown()
                    || scan::parts(protocols, b",").any(|offered| bare(offered) == bare(one))
            }
        };
        (!fits).then_some(Clue::Subprotocol)
    }

    /// Some header of the request asks for a WebSocket.
    pub(super) fn asks_for_socket(&self) -> bool {
        self.is_shown() || self.request.has("Upgrade", "websocket")
    }
}
