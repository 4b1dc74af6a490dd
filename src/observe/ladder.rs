//! One WebSocket to the reference: its opening, messages of growing size and
//! their echoes, and a quiet moment.

mod payload;
mod talk;

use why1006_evidence::network::{Cell, Outcome};

pub use self::payload::{FEW, MANY};
use self::{
    payload::{Message, message},
    talk::{Heard, Talk},
};
use super::{Around, mirror};
use crate::js;

/// Patience with the first message of the reference once it is open.
const GREETING_MS: u32 = 1_500;

/// Patience with one echo.
const ECHO_MS: u32 = 2_000;

/// "Try again later": the reference has no seat left.
const NO_SEAT: u16 = 1013;

/// How the reference ends what is well (RFC 6455, 7.4.1).
const NORMAL: u16 = 1000;
const GOING_AWAY: u16 = 1001;

/// "Message too big" (RFC 6455, 7.4.1), and how the reference puts it.
const TOO_BIG: u16 = 1009;
const TOO_BIG_WORDS: &str = "over the limit of";

/// An open WebSocket of the reference.
pub struct Open {
    talk: Talk,
    /// It closed already, or never spoke.
    is_over: bool,
}

/// Opens `url` and hears the reference out. `None` beside the cell if there is
/// nothing to go on with.
pub async fn open(
    around: &Around<'_>,
    mut cell: Cell,
    url: &str,
    patience_ms: u32,
) -> (Cell, Option<Open>) {
    let Around { clock, stop, page_events } = *around;
    cell.begun = clock.now();
    cell.ended = cell.begun;
    let violations = page_events.violations_of(url);
    let talk = match Talk::open(url) {
        Ok(talk) => talk,
        Err(thrown) => {
            // Mixed content, or this page's own policy.
            cell.outcome = match js::error_name(&thrown).as_str() {
                "SecurityError" | "NS_ERROR_CONTENT_BLOCKED" => Outcome::NotPossible,
                _ => Outcome::Failed,
            };
            return (cell, None);
        }
    };
    let heard = talk.next(patience_ms, stop).await;
    cell.ended = clock.now();
    cell.outcome = match heard {
        Some(Heard::Open) => Outcome::Passed,
        Some(Heard::Close(code, _)) => {
            cell.code = Some(code);
            match talk.has_erred() {
                true => Outcome::Failed,
                // It had opened: a failure to open shows an `error` first (WebSockets,
                // "When the WebSocket connection is closed"; Firefox keeps the `open`
                // back if the end follows at once).
                false => Outcome::Cut,
            }
        }
        // `error` and no `close`: the browser itself said no.
        Some(_) if page_events.violations_of(url) > violations => Outcome::NotPossible,
        Some(_) => Outcome::Failed,
        None if stop.is_pressed() => Outcome::NotRun,
        None => Outcome::Silent,
    };
    if cell.outcome != Outcome::Passed {
        return (cell, None);
    }
    cell.compressed = talk.is_compressed();
    let mut is_over = false;
    match talk.next(GREETING_MS, stop).await {
        Some(Heard::Text(said)) => match mirror::read_text(&said, url, true) {
            Some(mirror) => {
                cell.first = Some(clock.now() - cell.begun);
                cell.mirror = Some(mirror);
            }
            // The handshake was right, so it is no page that wants a sign-in.
            None => cell.outcome = Outcome::Altered,
        },
        Some(Heard::Close(code, _)) => {
            cell.code = Some(code);
            cell.outcome = match code == NO_SEAT {
                true => Outcome::RefusedByReference,
                false => Outcome::Cut,
            };
            is_over = true;
        }
        Some(Heard::Bytes(_)) => cell.outcome = Outcome::Altered,
        // The messages will show that nothing comes.
        Some(_) | None => {}
    }
    cell.ended = clock.now();
    let goes_on = cell.outcome == Outcome::Passed && !is_over;
    (cell, goes_on.then_some(Open { talk, is_over }))
}

impl Open {
    /// Sends each of `payloads` and compares what comes back; ends at the first
    /// that does not.
    pub async fn messages(
        &mut self,
        around: &Around<'_>,
        mut cell: Cell,
        payloads: &[payload::Kind],
        patience_ms: u32,
    ) -> Cell {
        let Around { clock, stop, .. } = *around;
        cell.begun = clock.now();
        cell.wanted = Some(payloads.len() as u32);
        let (mut came, mut heaviest) = (0, 0);
        let compressed = self.talk.is_compressed();
        cell.outcome = Outcome::Passed;
        for kind in payloads {
            let left = f64::from(patience_ms) - (clock.now() - cell.begun);
            if left <= 0.0 {
                // What came is well; the rest was not tried.
                break;
            }
            let sent = message(*kind);
            let patience = ECHO_MS.min(left as u32);
            let outcome = self.echo(around, &sent, patience, &mut cell).await;
            if outcome == Outcome::Passed {
                came += 1;
                cell.first = cell.first.or(Some(clock.now() - cell.begun));
                cell.largest = cell.largest.max(Some(kind.size));
                heaviest = heaviest.max(kind.weight(compressed));
                continue;
            }
            let is_longer = cell
                .largest
                .is_some_and(|largest| kind.size > largest || kind.weight(compressed) > heaviest);
            cell.payload = Some(kind.payload());
            cell.outcome = match outcome {
                Outcome::Silent | Outcome::Cut if is_longer => Outcome::Limited,
                other => other,
            };
            break;
        }
        if came == 0 && cell.outcome == Outcome::Passed {
            cell.outcome = Outcome::NotRun;
        }
        if stop.is_pressed() && cell.outcome == Outcome::Silent {
            cell.outcome = Outcome::NotRun;
        }
        cell.chunks = Some(came);
        cell.ended = clock.now();
        cell
    }

    /// Says nothing for `quiet_ms`, then sends one message more.
    pub async fn hold(&mut self, around: &Around<'_>, mut cell: Cell, quiet_ms: u32) -> Cell {
        let Around { clock, stop, .. } = *around;
        cell.begun = clock.now();
        cell.outcome = match self.talk.next(quiet_ms, stop).await {
            Some(Heard::Close(code, _)) => {
                cell.code = Some(code);
                self.is_over = true;
                match code {
                    // Its longest life is over, or it stops: it says goodbye.
                    NORMAL | GOING_AWAY => Outcome::RefusedByReference,
                    _ => Outcome::Cut,
                }
            }
            Some(_) => Outcome::Altered,
            None if stop.is_pressed() => Outcome::NotRun,
            None => {
                let sent = message(payload::SHORT);
                self.echo(around, &sent, ECHO_MS, &mut cell).await
            }
        };
        cell.ended = clock.now();
        cell
    }

    /// Whether it can still be talked on.
    pub fn is_open(&self) -> bool {
        !self.is_over
    }

    async fn echo(
        &mut self,
        around: &Around<'_>,
        sent: &Message,
        patience_ms: u32,
        cell: &mut Cell,
    ) -> Outcome {
        if !self.talk.send(sent) {
            self.is_over = true;
            return Outcome::Cut;
        }
        match self.talk.next(patience_ms, around.stop).await {
            Some(Heard::Text(back)) if sent.is_text(&back) => Outcome::Passed,
            Some(Heard::Bytes(back)) if sent.is_bytes(&back) => Outcome::Passed,
            Some(Heard::Close(code, reason)) => {
                cell.code = Some(code);
                self.is_over = true;
                match code == TOO_BIG && reason.contains(TOO_BIG_WORDS) {
                    true => Outcome::RefusedByReference,
                    false => Outcome::Cut,
                }
            }
            Some(_) => Outcome::Altered,
            None => {
                self.is_over = true;
                if around.stop.is_pressed() { Outcome::NotRun } else { Outcome::Silent }
            }
        }
    }
}
