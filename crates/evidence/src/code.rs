//! A short code of a run, for two people to read out to each other.
//!
//! It is made of the numbers of a run alone: when it began, how long it took, and
//! the time and codes of every event. Nothing of that is ever taken out of
//! evidence, nothing of it is told afterwards, and no tag of a later version reads
//! as something else: so the code is the same before and after redaction, after an
//! answer, and in every version of the page. It tells runs apart by chance, not by
//! proof: whoever writes evidence by hand can give it any code.

use crate::{Event, Evidence};

/// No vowels, so that no word comes about, and one of each pair that looks alike:
/// neither `0` nor `O`, `1`, `I` or `L`, neither `B`, `S` nor `Z`, no `U`.
const ALPHABET: &[u8; 25] = b"23456789CDFGHJKMNPQRTVWXY";

/// Characters on each side of the dash.
const HALF: usize = 4;

/// The code of what was observed, `XXXX-XXXX`: one of 152,587,890,625.
pub fn code(evidence: &Evidence) -> String {
    let mut sum = Sum::new();
    let c = &evidence.circumstances;
    sum.add_ms(c.started_at);
    sum.add_ms(evidence.elapsed);
    sum.add(i64::from(c.utc_offset));
    sum.add(i64::from(c.engine.major));
    sum.add(i64::from(evidence.target.port));
    for o in &evidence.observations {
        sum.add_ms(o.begun);
        sum.add_ms(o.ended);
        o.events.iter().for_each(|event| sum.add_event(event));
    }
    evidence.page_events.iter().for_each(|event| sum.add_event(event));
    sum.text()
}

/// FNV-1a, 64 bits.
struct Sum(u64);

impl Sum {
    const fn new() -> Sum {
        Sum(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, number: i64) {
        for byte in number.to_le_bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Times have one decimal, and a reader of JSON may get the last bit wrong.
    fn add_ms(&mut self, ms: f64) {
        self.add((ms * 10.0).round() as i64);
    }

    fn add_event(&mut self, event: &Event) {
        self.add_ms(event.at);
        let number = |n: Option<u16>| n.map_or(-1, i64::from);
        self.add(number(event.code));
        self.add(number(event.status));
    }

    fn text(&self) -> String {
        // The low bits of FNV depend on the low bits of its input alone.
        let mut rest = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16;
        let mut out = String::with_capacity(2 * HALF + 1);
        for at in 0..2 * HALF {
            if at == HALF {
                out.push('-');
            }
            let base = ALPHABET.len() as u64;
            out.push(char::from(ALPHABET[(rest % base) as usize]));
            rest /= base;
        }
        out
    }
}
