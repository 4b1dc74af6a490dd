//! What the network between browser and reference carries: the matrix "Your
//! network", cell by cell, and what something in between changed.
//!
//! Every cell speaks of the page's own reference, never of the target. Of
//! headers only the names are kept.

mod compare;
mod drip;

use crate::{Event, EventKind, Ms, record, tags};

pub use self::{
    compare::Sent,
    drip::{Drip, PAUSE_MS},
};

/// The most cells that one run may hold.
pub const MAX_CELLS: usize = 96;

/// The most references that a run may have passed over.
pub const MAX_PASSED_OVER: usize = 16;

/// The most names of headers in one list of a [`Mirror`].
pub const MAX_NAMES: usize = 40;

/// The most bytes of one such name.
pub const MAX_NAME: usize = 64;

tags! {
    /// A way of talking to the reference.
    pub enum Transport {
        /// A plain web request whose answer is read.
        Fetch = "fetch",
        /// A web request whose answer comes in chunks, one every 200 ms.
        Stream = "stream",
        /// Server-sent events, one every 200 ms.
        Events = "events",
        /// The opening of a WebSocket, and its first message.
        Socket = "socket",
        /// Messages of growing size over it, and their echoes.
        Messages = "messages",
        /// Silence over it, and one message after that.
        Hold = "hold",
        /// The opening of a WebSocket on an endpoint that offers it over
        /// HTTP/2 (RFC 8441).
        SocketHttp2 = "socket-http2",
        /// A web request to that endpoint.
        FetchHttp2 = "fetch-http2",
        /// A transport of a later version.
        Other = "other",
    }
    else Other
}

tags! {
    /// How one transport fared at one port.
    pub enum Outcome {
        /// All that was sent came back as it should.
        Passed = "passed",
        /// An error before anything came.
        Failed = "failed",
        /// Nothing came within our patience.
        Silent = "silent",
        /// It came whole, and as one lump: something kept it back.
        Buffered = "buffered",
        /// Something else came back than was sent.
        Altered = "altered",
        /// It began well and was ended by somebody else.
        Cut = "cut",
        /// Messages up to `largest` bytes came back, longer ones did not.
        Limited = "limited",
        /// The reference itself said no, politely: `code` says why.
        RefusedByReference = "refused-by-reference",
        /// The browser forbids it to this page, before anything is sent.
        NotPossible = "not-possible",
        /// It was not tried: stopped, or its time was over, or what it needs
        /// had failed.
        NotRun = "not-run",
        /// Somebody else answered in the reference's place.
        Foreign = "foreign",
        /// An outcome of a later version.
        Other = "other",
    }
    else Other
}

record! {
    /// One transport at one port of the reference.
    pub struct Cell {
        /// The transport.
        pub transport: Transport,
        /// Over TLS: `https` or `wss`.
        pub secure: bool,
        /// The port.
        pub port: u16,
        /// The host, if it is another than that of the reference itself.
        pub host: String,
        /// How it fared.
        pub outcome: Outcome,
        /// When it began.
        pub begun: Ms,
        /// When it ended.
        pub ended: Ms,
        /// The page was hidden, or without the focus (perhaps for a prompt of
        /// the browser), during some of that time: it is no measure then.
        pub disturbed: bool,
        /// Close code of a WebSocket.
        pub code: Option<u16>,
        /// HTTP status, where it could be read.
        pub status: Option<u16>,
        /// Chunks, events or echoes that came.
        pub chunks: Option<u32>,
        /// Chunks, events or echoes that should have come.
        pub wanted: Option<u32>,
        /// Milliseconds from the beginning to the first thing that came.
        pub first: Option<Ms>,
        /// Milliseconds from the first chunk or event to the last.
        pub spread: Option<Ms>,
        /// Bytes of the largest message that came back unchanged.
        pub largest: Option<u32>,
        /// The message that did not come back, or not unchanged.
        pub payload: Option<Payload>,
        /// The handshake agreed on permessage-deflate (RFC 7692).
        pub compressed: bool,
        /// What the reference saw of the request.
        pub mirror: Option<Mirror>,
    }
}

impl Cell {
    /// A cell of which nothing is known but where it is.
    pub fn new(transport: Transport, secure: bool, port: u16, at: Ms) -> Cell {
        Cell {
            transport,
            secure,
            port,
            host: String::new(),
            outcome: Outcome::NotRun,
            begun: at,
            ended: at,
            disturbed: false,
            code: None,
            status: None,
            chunks: None,
            wanted: None,
            first: None,
            spread: None,
            largest: None,
            payload: None,
            compressed: false,
            mirror: None,
        }
    }

    /// The same with its times in whole milliseconds: tenths tell nothing here, and
    /// make links longer.
    #[must_use]
    pub fn rounded(self) -> Cell {
        // What was not run took no time.
        let is_run = !matches!(self.outcome, Outcome::NotRun | Outcome::NotPossible);
        let time = |ms: Ms| if is_run { ms.round() } else { 0.0 };
        Cell {
            begun: time(self.begun),
            ended: time(self.ended),
            first: self.first.map(f64::round),
            spread: self.spread.map(f64::round),
            ..self
        }
    }
}

record! {
    /// A message of the ladder.
    pub struct Payload {
        /// Its length in bytes.
        pub size: u32,
        /// It was binary, not text.
        pub binary: bool,
        /// It was one byte over and over, which compresses to almost nothing.
        pub compressible: bool,
    }
}

tags! {
    /// The HTTP version of a request.
    pub enum HttpVersion {
        /// HTTP/1.0, which no browser sends.
        Http10 = "1.0",
        /// HTTP/1.1.
        Http11 = "1.1",
        /// HTTP/2.
        Http2 = "2",
        /// HTTP/3.
        Http3 = "3",
        /// Any other.
        Other = "other",
    }
    else Other
}

record! {
    /// How the request that reached the reference differs from what this engine
    /// sends. A proxy of the reference's own host shows here, too.
    pub struct Mirror {
        /// The version in which it arrived.
        pub version: HttpVersion,
        /// It arrived over TLS, as far as the reference tells.
        pub tls: Option<bool>,
        /// Names of headers that the engine does not send, in lower case.
        pub added: Vec<String>,
        /// Names of headers that the engine sends and that did not arrive.
        pub removed: Vec<String>,
        /// Names of headers that arrived with another value.
        pub changed: Vec<String>,
    }
}

impl Mirror {
    /// Whether anything differs.
    pub fn is_altered(&self) -> bool {
        let lists = [&self.added, &self.removed, &self.changed];
        self.version == HttpVersion::Http10 || lists.iter().any(|list| !list.is_empty())
    }

    /// All names of headers in it.
    fn names(&self) -> impl Iterator<Item = &String> {
        self.added.iter().chain(&self.removed).chain(&self.changed)
    }

    /// The same, to be changed.
    pub(crate) fn names_mut(&mut self) -> impl Iterator<Item = &mut String> {
        self.added.iter_mut().chain(&mut self.removed).chain(&mut self.changed)
    }

    /// Whether it holds no more than a run produces.
    pub(crate) fn fits(&self) -> bool {
        let lists = [&self.added, &self.removed, &self.changed];
        lists.iter().all(|l| l.len() <= MAX_NAMES) && self.names().all(|n| n.len() <= MAX_NAME)
    }
}

tags! {
    /// Why a run went on without a configured reference.
    pub enum Unusable {
        /// Neither its web request nor its WebSocket was answered.
        Unreachable = "unreachable",
        /// Somebody else answered in its place, such as a sign-in page.
        Foreign = "foreign",
        /// It is `http` and this page is `https`.
        MixedContent = "mixed-content",
        /// Its address cannot be read.
        Malformed = "malformed",
        /// A reason of a later version.
        Other = "other",
    }
    else Other
}

record! {
    /// A configured reference that the run did not use.
    pub struct PassedOver {
        /// Its host and port; empty if unreadable.
        pub host: String,
        /// Why.
        pub why: Unusable,
    }
}

/// Whether the page was hidden or without the focus at some time between `begun`
/// and `ended`; `events` are those of the page, in order.
pub fn is_disturbed(events: &[Event], hidden_at_start: bool, begun: Ms, ended: Ms) -> bool {
    let (mut hidden, mut blurred) = (hidden_at_start, false);
    for event in events.iter().filter(|e| e.at <= ended) {
        if event.at >= begun && (hidden || blurred) {
            return true;
        }
        match event.kind {
            EventKind::Hidden => hidden = true,
            EventKind::Visible => hidden = false,
            EventKind::Blurred => blurred = true,
            EventKind::Focused => blurred = false,
            // The machine slept, or had no network.
            EventKind::ClockJump | EventKind::Offline if event.at >= begun => return true,
            _ => {}
        }
    }
    hidden || blurred
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_in_a_prompt_or_a_hidden_tab_is_marked() {
        let event = |(at, kind): &(Ms, EventKind)| Event::new(*at, *kind);
        use EventKind::*;
        for (events, expected) in [
            (&[][..], false),
            (&[(50.0, Blurred), (80.0, Focused)], false),
            (&[(50.0, Blurred), (120.0, Focused)], true),
            (&[(50.0, Hidden)], true),
            (&[(150.0, Blurred), (160.0, Focused)], true),
            (&[(150.0, Hidden)], true),
            (&[(250.0, Hidden)], false),
            (&[(250.0, Offline)], false),
            (&[(150.0, ClockJump)], true),
            (&[(50.0, Offline), (60.0, Online)], false),
        ] {
            let events: Vec<Event> = events.iter().map(event).collect();
            assert_eq!(is_disturbed(&events, false, 100.0, 200.0), expected, "{events:?}");
        }
        assert!(is_disturbed(&[], true, 100.0, 200.0));
        assert!(!is_disturbed(&[Event::new(50.0, Visible)], true, 100.0, 200.0));
    }
}
