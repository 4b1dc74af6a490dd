//! "Your network": the transports of the reference, place by place.
//!
//! It runs once the target's own probes are over, and talks to the reference
//! alone. No two WebSockets connect at once; web requests and what is said on
//! open sockets go on beside that.

pub(crate) mod places;

use std::{cell::Cell as Flag, rc::Rc};

use futures_util::future::join;
use why1006_evidence::{
    Place as At, Probe,
    network::{Cell, Outcome, Transport, is_disturbed},
};

use self::places::{CHUNKS, Place};
use crate::{
    js,
    observe::{
        Around, events, fetch,
        ladder::{self, FEW, MANY},
        notify::Notify,
        stream,
    },
};

/// Patience with a web request.
const FETCH_MS: u32 = 3_000;

/// Patience with the parts of an answer: half as long again as they take, and some
/// seconds for a slow way.
const STREAM_MS: u32 = CHUNKS * 200 * 3 / 2 + 2_500;

/// Patience with an opening; and with the next, once one was silent.
const OPEN_MS: u32 = 2_500;
const OPEN_AGAIN_MS: u32 = 1_500;

/// How long the messages may take.
const MESSAGES_MS: u32 = 4_000;

/// How long nothing is said, beside a target and alone.
const QUIET_MS: u32 = 1_000;
const QUIET_ALONE_MS: u32 = 3_000;

/// A test of the network.
pub(crate) struct Test<'a> {
    /// What every probe has around it.
    pub(crate) around: Around<'a>,
    /// The page was hidden when the clock began.
    pub(crate) hidden_at_start: bool,
    /// Everything at every place, and not only at the first.
    pub(crate) is_thorough: bool,
    /// How long nothing is said, if it is to be longer than usual: as long as the
    /// target was quiet before it ended.
    pub(crate) hold: Option<f64>,
    /// What has not ended by then, by the run's clock, is ended or not run; the quiet
    /// moment takes its own time.
    pub(crate) until: f64,
    /// Takes each cell before it is tried, as not run, and when it has ended.
    pub(crate) put: Rc<dyn Fn(Cell)>,
}

/// Tries all `places`.
pub(crate) async fn test(test: Test<'_>, places: Vec<Place>) {
    let run = Run { test, turn: Turn::default(), silent: Flag::new(false) };
    for (at, place) in places.iter().enumerate() {
        run.announce(place, run.is_whole_at(at));
    }
    let all = places.iter().enumerate().map(|(at, place)| run.place(place, run.is_whole_at(at)));
    fetch::together(all.collect()).await;
}

struct Run<'a> {
    test: Test<'a>,
    turn: Turn,
    silent: Flag<bool>,
}

impl Run<'_> {
    fn is_whole_at(&self, at: usize) -> bool {
        self.test.is_thorough || at == 0
    }

    fn cell(&self, place: &Place, transport: Transport) -> Cell {
        let mut cell = Cell::new(transport, place.secure, place.port, self.test.around.clock.now());
        cell.host = place.host.clone();
        cell
    }

    /// Shows what will be tried, and what cannot be.
    fn announce(&self, place: &Place, is_whole: bool) {
        use Transport::*;
        let transports: &[Transport] = match (place.is_http2, is_whole) {
            (true, _) => &[FetchHttp2, SocketHttp2],
            (false, true) => &[Fetch, Stream, Events, Socket, Messages, Hold],
            (false, false) => &[Fetch, Socket, Messages],
        };
        for transport in transports {
            let mut cell = self.cell(place, *transport);
            cell.outcome = place.forbidden.unwrap_or(Outcome::NotRun);
            (self.test.put)(cell);
        }
    }

    fn put(&self, mut cell: Cell) {
        let events = self.test.around.page_events.events();
        cell.disturbed = is_disturbed(&events, self.test.hidden_at_start, cell.begun, cell.ended);
        (self.test.put)(cell);
    }

    /// How long something may take that wants `ms`; `None` if time is over.
    fn patience(&self, ms: u32) -> Option<u32> {
        let left = self.test.until - self.test.around.clock.now();
        let is_over = self.test.around.stop.is_pressed() || left < 200.0;
        (!is_over).then(|| ms.min(left as u32))
    }

    async fn place(&self, place: &Place, is_whole: bool) {
        if place.forbidden.is_some() {
            return;
        }
        if place.is_http2 {
            // The connection has to be there before a WebSocket can use it.
            self.web(place, Transport::FetchHttp2, false).await;
            self.socket(place, Transport::SocketHttp2, false).await;
            return;
        }
        let web = self.web(place, Transport::Fetch, is_whole);
        join(web, self.socket(place, Transport::Socket, is_whole)).await;
    }

    /// The web request, then the answers that come in parts.
    async fn web(&self, place: &Place, transport: Transport, is_whole: bool) {
        let Some(patience) = self.patience(FETCH_MS) else { return };
        let around = &self.test.around;
        let mut cell = self.cell(place, transport);
        let answer = fetch::reference(around, &place.http, patience).await;
        cell.begun = answer.seen.begun;
        cell.status = answer.seen.events.first().and_then(|e| e.status);
        cell.outcome = match fetch::outcome(&answer.seen) {
            Outcome::Passed if answer.is_foreign => Outcome::Foreign,
            Outcome::Passed if answer.mirror.is_none() => Outcome::Silent,
            Outcome::Failed => self.who_answers(place).await,
            other => other,
        };
        cell.mirror = answer.mirror;
        cell.ended = around.clock.now();
        let passed = cell.outcome == Outcome::Passed;
        self.put(cell);
        if !passed || !is_whole {
            return;
        }
        let streamed = async {
            let (url, patience) = (place.sibling("stream")?, self.patience(STREAM_MS)?);
            let cell = self.cell(place, Transport::Stream);
            self.put(stream::read(around, cell, &url, CHUNKS, patience).await);
            Some(())
        };
        let listened = async {
            let (url, patience) = (place.sibling("events")?, self.patience(STREAM_MS)?);
            let cell = self.cell(place, Transport::Events);
            self.put(events::listen(around, cell, &url, CHUNKS, patience).await);
            Some(())
        };
        join(streamed, listened).await;
    }

    /// A request that failed as one that is to be read: the reference lets every
    /// page read it, so whoever answers it otherwise is somebody else.
    async fn who_answers(&self, place: &Place) -> Outcome {
        let Some(patience) = self.patience(FETCH_MS) else { return Outcome::Failed };
        let probe = (Probe::FetchNoCors, At::Reference);
        let seen =
            fetch::request(&self.test.around, &js::window(), probe, &place.http, patience).await;
        match fetch::outcome(&seen) {
            Outcome::Passed => Outcome::Foreign,
            _ => Outcome::Failed,
        }
    }

    /// The WebSocket, and what is said on it.
    async fn socket(&self, place: &Place, transport: Transport, is_whole: bool) {
        let around = &self.test.around;
        self.turn.take().await;
        let wanted = if self.silent.get() { OPEN_AGAIN_MS } else { OPEN_MS };
        let Some(patience) = self.patience(wanted) else {
            self.turn.give();
            return;
        };
        let cell = self.cell(place, transport);
        let (cell, open) = ladder::open(around, cell, &place.socket, patience).await;
        self.silent.set(self.silent.get() || cell.outcome == Outcome::Silent);
        self.turn.give();
        self.put(cell);
        let Some(mut open) = open.filter(|_| !place.is_http2) else { return };
        let Some(patience) = self.patience(MESSAGES_MS) else { return };
        let payloads = if is_whole { MANY } else { FEW };
        let cell = self.cell(place, Transport::Messages);
        self.put(open.messages(around, cell, payloads, patience).await);
        if is_whole
            && open.is_open()
            && let Some(quiet) = self.quiet()
        {
            let cell = self.cell(place, Transport::Hold);
            self.put(open.hold(around, cell, quiet).await);
        }
    }

    /// How long nothing is said.
    fn quiet(&self) -> Option<u32> {
        let usual = if self.test.is_thorough { QUIET_ALONE_MS } else { QUIET_MS };
        let at_least = self.patience(usual)?;
        Some(self.test.hold.map_or(at_least, |hold| hold as u32))
    }
}

/// Whose turn it is to connect.
#[derive(Default)]
struct Turn {
    is_taken: Flag<bool>,
    free: Notify,
}

impl Turn {
    async fn take(&self) {
        while self.is_taken.replace(true) {
            self.free.wait().await;
        }
    }

    fn give(&self) {
        self.is_taken.set(false);
        self.free.notify();
    }
}
