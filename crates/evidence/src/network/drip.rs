//! An answer that was sent bit by bit: did it come so?

use super::Outcome;
use crate::{Ms, scan};

/// The pause between two chunks or events of the reference.
pub const PAUSE_MS: Ms = 200.0;

/// The most bytes that are read of one such answer: somebody else's may be
/// endless.
const MAX_BYTES: usize = 8_192;

/// What has come of a streamed answer: lines `<index> <ms since the first>`.
#[derive(Clone, Debug, Default)]
pub struct Drip {
    /// When each line came.
    at: Vec<Ms>,
    /// By the reference's own count: when it sent the last one.
    sent: Ms,
    /// A line of another shape came, or they came in another order.
    is_foreign: bool,
    text: String,
    bytes: usize,
}

impl Drip {
    /// Takes what came at once.
    pub fn take(&mut self, at: Ms, bytes: &[u8]) {
        self.bytes += bytes.len();
        if self.bytes > MAX_BYTES {
            self.is_foreign = true;
        }
        if self.is_foreign {
            return;
        }
        self.text.extend(bytes.iter().map(|byte| char::from(*byte)));
        let text = std::mem::take(&mut self.text);
        let mut rest = text.as_str();
        while let Some((line, tail)) = scan::cut(rest, b"\n") {
            self.line(at, line);
            rest = tail;
        }
        self.text = rest.to_owned();
    }

    /// Takes one line or event.
    pub fn line(&mut self, at: Ms, line: &str) {
        let read = scan::cut(line, b" ").and_then(|(index, ms)| {
            Some((scan::number(index, 10)?, scan::number(scan::trim_end(ms, b"\r"), 10)?))
        });
        match read {
            Some((index, sent)) if index as usize == self.at.len() => {
                self.sent = sent.into();
                self.at.push(at);
            }
            _ => self.is_foreign = true,
        }
    }

    /// How many have come.
    pub fn came(&self) -> u32 {
        self.at.len() as u32
    }

    /// Whether something came that the reference does not say.
    pub fn is_foreign(&self) -> bool {
        self.is_foreign
    }

    /// When the first came.
    pub fn first(&self) -> Option<Ms> {
        self.at.first().copied()
    }

    /// Milliseconds from the first to the last.
    pub fn spread(&self) -> Option<Ms> {
        Some(self.at.last()? - self.at.first()?)
    }

    /// How an answer fared that came whole: in one lump, if the reference took
    /// its time over it and it took less than half of that to come.
    pub fn whole(&self, wanted: u32) -> Outcome {
        match self.spread() {
            _ if self.is_foreign => Outcome::Foreign,
            Some(spread) if self.came() >= wanted => {
                match self.sent >= PAUSE_MS * 2.0 && spread < self.sent / 2.0 {
                    true => Outcome::Buffered,
                    false => Outcome::Passed,
                }
            }
            Some(_) => Outcome::Cut,
            None => Outcome::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drip(parts: &[(Ms, &str)]) -> Drip {
        let mut drip = Drip::default();
        for (at, text) in parts {
            drip.take(*at, text.as_bytes());
        }
        drip
    }

    #[test]
    fn a_lump_is_told_from_a_drip() {
        let lines = ["0 0\n", "1 200\n", "2 401\n", "3 600\n", "4 800\n"];
        let spaced: Vec<(Ms, &str)> =
            lines.iter().enumerate().map(|(n, line)| (30.0 + 200.0 * n as f64, *line)).collect();
        let well = drip(&spaced);
        assert_eq!((well.whole(5), well.came(), well.spread()), (Outcome::Passed, 5, Some(800.0)));
        assert_eq!(well.whole(6), Outcome::Cut);
        let whole = lines.concat();
        assert_eq!(drip(&[(830.0, whole.as_str())]).whole(5), Outcome::Buffered);
        // Cut anywhere on the way, it reads the same.
        let (a, b) = whole.split_at(9);
        assert_eq!(drip(&[(830.0, a), (831.0, b)]).whole(5), Outcome::Buffered);
        // Two lumps of a slow way: more than half of the time.
        let (a, b) = whole.split_at(10);
        assert_eq!(drip(&[(300.0, a), (830.0, b)]).whole(5), Outcome::Passed);
    }

    #[test]
    fn what_the_reference_does_not_say_is_somebody_elses() {
        for text in ["<!doctype html>\n", "1 0\n", "0 0\n0 0\n", "0 -1\n", "0\n", "\n"] {
            assert_eq!(drip(&[(1.0, text)]).whole(5), Outcome::Foreign, "{text:?}");
        }
        assert!(drip(&[(1.0, &"x".repeat(MAX_BYTES + 1))]).is_foreign());
        assert_eq!(Drip::default().whole(5), Outcome::Failed);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_taken(parts in proptest::collection::vec(
            proptest::collection::vec(proptest::num::u8::ANY, 0..40), 0..20)
        ) {
            let mut drip = Drip::default();
            for (at, part) in parts.iter().enumerate() {
                drip.take(at as f64, part);
            }
            let _ = drip.whole(3);
        }
    }
}
