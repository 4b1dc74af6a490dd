//! Takes out of a run what differs from the next one and says nothing.

use why1006_diagnosis::{Diagnosis, diagnose};
use why1006_evidence::{EventKind, Evidence, Ms, Place, Probe, network::Cell};

/// A timer never fires early, and what follows it takes some time. So whole
/// seconds are those that have passed, not the nearest: what takes a moment
/// stays at 0 and what begins after 1 s stays there, on a slow machine as well.
/// This much is given for clocks that are rounded themselves.
const SLACK_MS: f64 = 5.0;

/// What is rewritten in the texts and numbers of one run.
#[derive(Debug, Default)]
pub struct Normal {
    ports: Vec<Port>,
}

/// A port that happened to be free.
#[derive(Debug)]
struct Port {
    host: String,
    from: u16,
    to: u16,
}

impl Normal {
    /// Whatever stands on `from` at this host stands on `to` in the recording.
    pub fn port(&mut self, host: &str, from: u16, to: u16) {
        if from != to {
            self.ports.push(Port { host: host.to_owned(), from, to });
        }
    }

    /// The same evidence with times in whole seconds, no date and the usual
    /// ports.
    pub fn evidence(&self, raw: &Evidence) -> Evidence {
        let mut e = raw.clone();
        e.target.url = self.text(&e.target.url);
        for port in &self.ports {
            if port.host == e.target.host && port.from == e.target.port {
                e.target.port = port.to;
                break;
            }
        }
        for problem in &mut e.target.problems {
            problem.part = self.text(&problem.part);
        }
        e.circumstances.page.origin = self.text(&e.circumstances.page.origin);
        e.circumstances.started_at = 0.0;
        e.circumstances.utc_offset = 0;
        // What began in the same tick is noted in the order in which it ended,
        // which differs from run to run. Probes are declared in the order in
        // which the page starts them.
        e.observations.sort_by(|a, b| {
            a.begun.total_cmp(&b.begun).then((a.probe, a.place).cmp(&(b.probe, b.place)))
        });
        for observation in &mut e.observations {
            if observation.place == Place::Reference {
                // Our own endpoint greets, and the page leaves as soon as it is
                // open: which is first is chance.
                observation.events.retain(|event| event.kind != EventKind::Message);
            }
        }
        for event in &mut e.page_events {
            if event.kind == EventKind::ClockJump {
                // A length in ms.
                event.size = event.size.map(|ms| whole(ms.into()) as u32);
            }
        }
        each_time(&mut e, |at| *at = whole(*at));
        in_turn(&mut e);
        // Both clocks are this machine's.
        e.circumstances.clock_ahead = e.circumstances.clock_ahead.map(|s| s.round() + 0.0);
        e
    }

    /// The console's lines without build numbers and places in our own files,
    /// with the usual ports: first those about WebSockets, oldest first, then
    /// those about web requests, which run side by side and end in any order.
    pub fn console(&self, lines: &[impl AsRef<str>]) -> Vec<String> {
        let lines = lines.iter().map(|line| self.text(line.as_ref()));
        let lines = lines.filter(|line| !is_about_the_page(line));
        let lines = lines.map(|line| without_places(&without_hashes(&line)));
        let (mut sockets, mut others): (Vec<String>, Vec<String>) =
            lines.partition(|line| line.contains("ws://") || line.contains("wss://"));
        others.sort();
        sockets.append(&mut others);
        sockets
    }

    /// A text with the usual ports.
    pub fn text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for Port { host, from, to } in &self.ports {
            text = replaced(&text, &format!("{host}:{from}"), &format!("{host}:{to}"));
        }
        text
    }
}

/// Whether two runs mean the same, and saw the same of the network, but for lengths
/// of time.
pub fn means_the_same(one: &Evidence, other: &Evidence) -> bool {
    let meaning = |e| Diagnosis { quiet: None, ..diagnose(e) };
    let cell = |c: &Cell| (c.transport, c.secure, c.port, c.outcome);
    let cells = one.network.iter().map(cell);
    meaning(one) == meaning(other) && cells.eq(other.network.iter().map(cell))
}

/// Attempts are made one after the other: those of one second stay told apart,
/// by a millisecond each.
fn in_turn(e: &mut Evidence) {
    let attempts = e.observations.iter_mut().filter(|o| o.probe == Probe::WebSocket);
    for (turn, o) in attempts.enumerate() {
        let turn = turn as f64;
        o.begun += turn;
        o.ended += turn;
        o.events.iter_mut().for_each(|event| event.at += turn);
    }
}

fn whole(at: Ms) -> Ms {
    ((at + SLACK_MS) / 1000.0).floor().max(0.0) * 1000.0
}

/// Calls `change` with every time of the run, in one order.
pub fn each_time(e: &mut Evidence, mut change: impl FnMut(&mut Ms)) {
    for observation in &mut e.observations {
        change(&mut observation.begun);
        change(&mut observation.ended);
        observation.events.iter_mut().for_each(|event| change(&mut event.at));
    }
    e.page_events.iter_mut().for_each(|event| change(&mut event.at));
    for cell in &mut e.network {
        change(&mut cell.begun);
        change(&mut cell.ended);
        cell.first.iter_mut().chain(&mut cell.spread).for_each(&mut change);
    }
    change(&mut e.elapsed);
}

/// Replaces `from` where no further digit follows.
pub fn replaced(text: &str, from: &str, to: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let after = &rest[at + from.len()..];
        out.push_str(&rest[..at]);
        out.push_str(if after.starts_with(|c: char| c.is_ascii_digit()) { from } else { to });
        rest = after;
    }
    out + rest
}

/// `app-0123456789abcdef.js` becomes `app.js`.
fn without_hashes(text: &str) -> String {
    const DIGITS: usize = 16;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('-') {
        let after = &rest[at + 1..];
        let is_hash = after.len() > DIGITS
            && after.bytes().take(DIGITS).all(|b| b.is_ascii_hexdigit())
            && matches!(after.as_bytes()[DIGITS], b'.' | b'_');
        out.push_str(&rest[..at]);
        if is_hash {
            rest = &after[DIGITS..];
        } else {
            out.push('-');
            rest = after;
        }
    }
    out + rest
}

/// Takes line and column out that stand behind the name of a script, in any of
/// the spellings `app.js:1:23:`, `app.js 0:2345`, `app.js 12`.
fn without_places(text: &str) -> String {
    const SCRIPT: &str = ".js";
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(SCRIPT) {
        let (before, after) = rest.split_at(at + SCRIPT.len());
        out.push_str(before);
        let place = after.strip_prefix([':', ' ']).unwrap_or_default();
        let end = place.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(place.len());
        let place = place[..end].trim_end_matches(':');
        let is_place = place.starts_with(|c: char| c.is_ascii_digit());
        rest = if is_place { &after[1 + place.len()..] } else { after };
    }
    out + rest
}

/// Engines remark that the page's wasm came some seconds before it was used,
/// whenever those seconds happen to be over.
fn is_about_the_page(line: &str) -> bool {
    line.contains("link preload")
}

#[cfg(test)]
mod tests {
    use why1006_evidence::record::Record;

    use super::*;

    fn run() -> Evidence {
        let text = include_str!("../../evidence/tests/v1.json");
        Evidence::read(&serde_json::from_str::<serde_json::Value>(text).unwrap()).unwrap()
    }

    #[test]
    fn times_are_the_seconds_that_have_passed() {
        for (at, second) in
            [(0.0, 0.0), (990.0, 0.0), (998.7, 1.0), (1040.0, 1.0), (1900.0, 1.0), (5000.0, 5.0)]
        {
            assert_eq!(whole(at), second * 1000.0, "{at}");
        }
        let seen = Normal::default().evidence(&run());
        assert_eq!(seen.observations[0].ended, 2000.0);
        assert_eq!(seen.observations[0].events[0].at, 0.0);
        assert_eq!((seen.circumstances.started_at, seen.elapsed), (0.0, 5000.0));
    }

    #[test]
    fn what_began_at_once_stands_in_one_order() {
        let mut raw = run();
        for observation in &mut raw.observations {
            observation.begun = 7.0;
        }
        let seen = Normal::default().evidence(&raw);
        raw.observations.reverse();
        let again = Normal::default().evidence(&raw);
        let order = |e: &Evidence| -> Vec<_> {
            e.observations.iter().map(|o| (o.probe, o.place)).collect()
        };
        assert_eq!(order(&seen), order(&again));
    }

    #[test]
    fn ports_are_the_usual_ones_everywhere() {
        let mut normal = Normal::default();
        normal.port("app.example.com", 4190, 4444);
        normal.port("localhost", 80, 18006);
        let mut raw = run();
        raw.circumstances.page.origin = "http://localhost:80".into();
        let seen = normal.evidence(&raw);
        assert!(seen.target.url.contains("@app.example.com:4444/"), "{}", seen.target.url);
        assert_eq!(seen.target.port, 4444);
        assert_eq!(seen.circumstances.page.origin, "http://localhost:18006");
        assert_eq!(normal.text("localhost:80 localhost:800"), "localhost:18006 localhost:800");
    }

    #[test]
    fn lines_lose_what_a_build_changes() {
        let mut normal = Normal::default();
        normal.port("localhost", 41234, 18006);
        let lines = [
            "The resource http://localhost:41234/a.wasm was preloaded using link preload",
            "http://localhost:41234/b - late",
            "http://localhost:41234/a-b - early",
            "http://localhost:41234/why1006-10e91923cde4bb93.js 0:2345 WebSocket to 'ws://a:1:2'",
            "http://localhost:41234/why1006-10e91923cde4bb93.js:1:23: CONSOLE wss://a",
        ];
        assert_eq!(
            normal.console(&lines),
            [
                "http://localhost:18006/why1006.js WebSocket to 'ws://a:1:2'",
                "http://localhost:18006/why1006.js: CONSOLE wss://a",
                "http://localhost:18006/a-b - early",
                "http://localhost:18006/b - late",
            ]
        );
        assert_eq!(without_hashes("why1006-10e91923cde4bb93_bg.wasm"), "why1006_bg.wasm");
        assert_eq!(without_places("a.json 12"), "a.json 12");
    }
}
