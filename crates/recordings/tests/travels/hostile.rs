//! Links that somebody made or broke: refused or read, never worse.
//!
//! `WHY1006_CASES=1000000 cargo test --release -p why1006-recordings --test travels
//! hostile` reads a million.

use serde_json::{Value, json};
use why1006_diagnosis::diagnose;
use why1006_evidence::{
    VERSION, packed,
    record::Record,
    redact::{self, Hosts, Keep, redact_with},
    result::{Broken, MAX_TEXT, find, native},
};

use crate::everything;

/// Numbers that look random and are the same in each run (xorshift64*).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { self.next() as usize % end }
    }

    fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }
}

#[test]
fn a_million_hostile_links_are_refused_or_read() {
    let cases = std::env::var("WHY1006_CASES").ok().and_then(|cases| cases.parse().ok());
    let cases: usize = cases.unwrap_or(2_000);
    let runs: Vec<Value> =
        everything().iter().map(|(_, e)| redact::redact(e).write::<Value>()).collect();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut read = 0;
    for case in 0..cases {
        let run = dice.of(&runs);
        let text = match case % 4 {
            0 => spoilt_text(&mut dice, link(run)),
            1 => spoilt_deflate(&mut dice, run),
            2 => link(&spoilt_value(&mut dice, run)),
            _ => spoilt_json(&mut dice, run),
        };
        read += usize::from(try_it(&text));
    }
    println!("{cases} links: {read} read, the others refused");
    // Changed values alone often leave a result that can be read.
    assert!(read > cases / 50, "only {read} of {cases} were read: what is tried here?");
}

/// Everything that is done with a link; whether it was read.
fn try_it(text: &str) -> bool {
    let _ = find(text);
    let Ok(evidence) = native::read(text) else { return false };
    assert_eq!(evidence.check(), Ok(()));
    let diagnosis = diagnose(&evidence);
    assert!(!diagnosis.judgements.is_empty());
    let _ = redact::marked(&evidence, &Keep::default());
    let leaving = redact_with(&evidence, &Keep::default().hiding(Hosts::AllHidden));
    assert_eq!(native::decode(&native::encode(&leaving)).as_ref(), Ok(&leaving));
    true
}

fn link(run: &Value) -> String {
    whole(&deflate(run.to_string().as_bytes()))
}

/// A link whose checksum is right, whatever is in it.
fn whole(bytes: &[u8]) -> String {
    ["r=", &packed::pack(VERSION, true, bytes)].concat()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Characters changed, cut, doubled, put in.
fn spoilt_text(dice: &mut Dice, link: String) -> String {
    let mut bytes = link.into_bytes();
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len());
        match dice.below(5) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, dice.next() as u8),
            2 => bytes.extend_from_within(at..),
            3 if !bytes.is_empty() => drop(bytes.remove(at)),
            _ if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            _ => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Compressed bytes changed, the checksum right.
fn spoilt_deflate(dice: &mut Dice, run: &Value) -> String {
    let mut bytes = deflate(run.to_string().as_bytes());
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len());
        match dice.below(3) {
            0 => bytes.truncate(at.max(1)),
            1 => bytes.insert(at, dice.next() as u8),
            _ => bytes[at] ^= 1 << dice.below(8),
        }
    }
    whole(&bytes)
}

/// JSON text cut, spliced and repeated.
fn spoilt_json(dice: &mut Dice, run: &Value) -> String {
    let mut text = run.to_string().into_bytes();
    let at = dice.below(text.len());
    let part = dice.of(&PARTS);
    match dice.below(4) {
        0 => text.truncate(at),
        1 => drop(text.splice(at..at, part.repeat(1 + dice.below(2_000)).bytes())),
        2 => drop(text.splice(at..(at + dice.below(40)).min(text.len()), part.bytes())),
        _ => text[at] = dice.next() as u8,
    }
    whole(&deflate(&text))
}

const PARTS: [&str; 12] = [
    "[",
    "{\"a\":",
    "\"",
    "\\u0000",
    "\\ud800",
    "null",
    "1e999",
    "-0",
    "[[],",
    "\"says\":",
    "<script>alert(1)</script>",
    "\u{202e}",
];

/// One to three values replaced or taken away, wherever they stand.
fn spoilt_value(dice: &mut Dice, run: &Value) -> Value {
    let mut run = run.clone();
    for _ in 0..=dice.below(3) {
        let mut all = Vec::new();
        places(&run, String::new(), &mut all);
        let place = dice.of(&all).clone();
        let value = hostile(dice, run.pointer(&place));
        if let Some(there) = run.pointer_mut(&place) {
            *there = value;
        }
    }
    run
}

fn places(json: &Value, path: String, found: &mut Vec<String>) {
    match json {
        Value::Object(object) => {
            object.iter().for_each(|(name, v)| places(v, format!("{path}/{name}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, v)| places(v, format!("{path}/{i}"), found));
        }
        _ => {}
    }
    found.push(path);
}

fn hostile(dice: &mut Dice, there: Option<&Value>) -> Value {
    let texts = [
        "",
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "wss://a.example/\u{202e}#\u{0}",
        "//@:/?#[]",
        "https://me:pa/ss@[::1]:99999/…",
        "open",
        "close",
        "certain",
    ];
    match (dice.below(10), there) {
        // What is there, many times.
        (0, Some(Value::Array(items))) if !items.is_empty() => {
            vec![dice.of(items).clone(); 1 + dice.below(70)].into()
        }
        (1, Some(Value::String(text))) => text.repeat(1 + dice.below(300)).into(),
        (2, Some(Value::Number(number))) => {
            json!(number.as_f64().unwrap_or_default() * -1e6)
        }
        (3, _) => Value::Null,
        (4, _) => json!(f64::from_bits(dice.next() << 16)),
        (5, _) => json!(dice.next() as u16),
        (6, _) => json!(dice.next().is_multiple_of(2)),
        (7, _) => json!([]),
        (8, _) => json!({}),
        _ => (*dice.of(&texts)).into(),
    }
}

#[test]
fn bombs_deep_nests_and_endless_texts_are_refused() {
    let refused = |text: &str| native::read(text).err();
    // 512 KiB is all that is inflated, of whatever is behind it.
    let bomb = whole(&deflate(&vec![b' '; 20_000_000]));
    assert!(bomb.len() < 64_000, "{} characters", bomb.len());
    assert_eq!(refused(&bomb), Some(Broken::TooLong));
    let bomb = whole(&deflate(&vec![b'['; 5_000_000]));
    assert_eq!(refused(&bomb), Some(Broken::TooLong));
    let nest = whole(&deflate("[".repeat(500_000).as_bytes()));
    assert_eq!(refused(&nest), Some(Broken::NoResult));
    let nest = whole(&deflate("{\"version\":".repeat(40_000).as_bytes()));
    assert_eq!(refused(&nest), Some(Broken::NoResult));
    assert_eq!(refused(&"r=1d01234567.A".repeat(MAX_TEXT)), Some(Broken::TooLong));
    assert_eq!(refused(&"A".repeat(MAX_TEXT + 1)), Some(Broken::TooLong));
    assert_eq!(refused("r=2d01234567.AAAA"), Some(Broken::Newer));
}

#[test]
fn unknown_tags_and_members_of_a_later_version_are_harmless() {
    let (_, evidence) = everything().swap_remove(0);
    let mut run = evidence.write::<Value>();
    run["a_later_member"] = json!([{ "x": "y" }]);
    run["observations"][0]["events"][0]["kind"] = json!("a-later-kind");
    run["observations"][0]["place"] = json!("a-later-place");
    run["told"] = json!([{ "way": "a-later-way", "clue": "a-later-clue" }]);
    assert!(try_it(&link(&run)));
    run["version"] = json!(2);
    assert_eq!(native::read(&link(&run)), Err(Broken::Newer));
}
