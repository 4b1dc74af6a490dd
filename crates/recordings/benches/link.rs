//! How long a link to a result is, over all recordings; `cargo xtask bench link`.
//!
//! A link holds the redacted evidence as JSON, deflated and in base64url
//! (`src/link.rs`). Beside it stand other forms of the same data, so that the
//! choice can be seen: what they would save, and what they would cost. The deflate
//! here is miniz's at zlib's usual level, which browsers use as well.

use std::{io::Write, path::PathBuf, process::ExitCode};

use flate2::{Compression, write::DeflateEncoder};
use serde_json::{Value, json};
use why1006_diagnosis::diagnose;
use why1006_evidence::{Said, record::Record, redact};
use why1006_recordings::all;

/// Characters that a typical link may have.
const BAR: usize = 1_500;

/// What stands before the data: a page, the key, the form and the checksum.
const HEAD: usize = "https://why.example/#r=1d01234567.".len();

fn main() -> ExitCode {
    let as_json = std::env::args().any(|argument| argument == "--json");
    match run(as_json) {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("error: {line}");
            ExitCode::FAILURE
        }
    }
}

/// Writes a run in some form.
type Form = fn(&Value) -> Vec<u8>;

/// The forms that are compared; the first is the link's.
const FORMS: [(&str, Form); 4] = [
    ("json_deflate", |evidence| deflate(evidence.to_string().as_bytes())),
    ("json_plain", |evidence| evidence.to_string().into_bytes()),
    ("cbor_deflate", |evidence| deflate(&cbor(evidence))),
    ("cbor_plain", cbor),
];

fn run(as_json: bool) -> Result<(), String> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    let runs: Vec<Value> = all(&folder)?.iter().map(|r| lively(r.evidence.clone())).collect();
    let mut rows = Vec::new();
    for (name, form) in FORMS {
        let mut lengths: Vec<usize> = runs.iter().map(|run| characters(&form(run))).collect();
        lengths.sort_unstable();
        let at = |share: f64| {
            let last = lengths.len().checked_sub(1)?;
            lengths.get((last as f64 * share).round() as usize).copied()
        };
        let (Some(median), Some(p95), Some(max)) = (at(0.5), at(0.95), at(1.0)) else {
            return Err(format!("{} has no recordings", folder.display()));
        };
        rows.push((name, median, p95, max));
    }
    let figures = |(median, p95, max)| json!({ "median": median, "p95": p95, "max": max });
    let (_, median, p95, max) = rows[0];
    if as_json {
        let mut answer = figures((median, p95, max));
        let beside = rows.iter().map(|(name, a, b, c)| ((*name).to_owned(), figures((*a, *b, *c))));
        answer["beside"] = Value::Object(beside.collect());
        println!("{answer}");
    } else {
        println!("characters of a link, {} recordings", runs.len());
        for (name, median, p95, max) in &rows {
            println!("{name:14} median {median:5}  95 % within {p95:5}  max {max:5}");
        }
        println!("the bar: {BAR} for the median of json_deflate, which is the link");
    }
    if median > BAR {
        return Err(format!("the median is {median} characters; the bar is {BAR}"));
    }
    Ok(())
}

/// The redacted run with times as a browser has them, in tenths of milliseconds:
/// recordings have them rounded away, and deflate would be flattered.
fn lively(mut evidence: why1006_evidence::Evidence) -> Value {
    let mut seed = 0x2545_f491_u32;
    let mut next = |time: &mut f64| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *time += f64::from(seed >> 20) / 10.0;
    };
    evidence.circumstances.started_at = 1_795_384_800_123.0;
    for observation in &mut evidence.observations {
        next(&mut observation.begun);
        next(&mut observation.ended);
        observation.events.iter_mut().for_each(|event| next(&mut event.at));
    }
    next(&mut evidence.elapsed);
    // What the page says of it goes along.
    let d = diagnose(&evidence);
    evidence.said = Some(Said {
        build: evidence.build.clone(),
        verdict: d.verdict.as_str().to_owned(),
        cause: d.the_cause().map(|cause| cause.as_str().to_owned()),
        owner: d.owner.as_str().to_owned(),
    });
    redact::redact(&evidence).write()
}

fn characters(bytes: &[u8]) -> usize {
    HEAD + (bytes.len() * 4).div_ceil(3)
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

/// RFC 8949, with the names of members as they are in JSON.
fn cbor(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    put(value, &mut out);
    out
}

fn put(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.push(0xf6),
        Value::Bool(truth) => out.push(0xf4 + u8::from(*truth)),
        Value::Number(number) => match number.as_u64() {
            Some(whole) => head(0, whole, out),
            None => {
                out.push(0xfb);
                out.extend(number.as_f64().unwrap_or_default().to_be_bytes());
            }
        },
        Value::String(text) => {
            head(3, text.len() as u64, out);
            out.extend(text.as_bytes());
        }
        Value::Array(items) => {
            head(4, items.len() as u64, out);
            items.iter().for_each(|item| put(item, out));
        }
        Value::Object(members) => {
            head(5, members.len() as u64, out);
            for (name, member) in members {
                put(&Value::String(name.clone()), out);
                put(member, out);
            }
        }
    }
}

fn head(kind: u8, length: u64, out: &mut Vec<u8>) {
    let kind = kind << 5;
    match length {
        0..=23 => out.push(kind | length as u8),
        24..=0xff => out.extend([kind | 24, length as u8]),
        0x100..=0xffff => {
            out.push(kind | 25);
            out.extend((length as u16).to_be_bytes());
        }
        _ => {
            out.push(kind | 27);
            out.extend(length.to_be_bytes());
        }
    }
}
