//! How long `diagnose` takes over all recordings; `cargo xtask bench diagnose`.
//!
//! It stands here and not beside the rules because the recordings are what a
//! typical run is, and because this crate is built in a moment.

use std::{hint::black_box, path::PathBuf, process::ExitCode, time::Instant};

use why1006_diagnosis::diagnose;
use why1006_recordings::all;

/// Microseconds that the diagnosis of a typical run may take.
const BAR_US: f64 = 200.0;

/// How often each recording is diagnosed; every time counts.
const ROUNDS: usize = 50;

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

fn run(as_json: bool) -> Result<(), String> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    let recordings = all(&folder)?;
    let mut times = Vec::with_capacity(ROUNDS * recordings.len());
    for _ in 0..ROUNDS {
        for recording in &recordings {
            let began = Instant::now();
            black_box(diagnose(black_box(&recording.evidence)));
            times.push(began.elapsed().as_secs_f64() * 1e6);
        }
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let last = times.len().checked_sub(1)?;
        times.get((last as f64 * share).round() as usize).copied()
    };
    let (Some(median), Some(p95)) = (at(0.5), at(0.95)) else {
        let folder = folder.display();
        return Err(format!("{folder} has no recordings; make some with `cargo xtask record`"));
    };
    let rounded = |us: f64| (us * 100.0).round() / 100.0;
    let (median, p95) = (rounded(median), rounded(p95));
    if as_json {
        println!("{}", serde_json::json!({ "median_us": median, "p95_us": p95 }));
    } else {
        let count = recordings.len();
        println!("diagnosis: median {median} µs, 95 % within {p95} µs, {count} recordings");
        println!("the bar: {BAR_US} µs for the median");
    }
    if median > BAR_US {
        return Err(format!("the median is {median} µs; the bar is {BAR_US} µs"));
    }
    Ok(())
}
