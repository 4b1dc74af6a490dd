//! Prints the diagnosis of one recording, for whoever works on a rule:
//! `cargo run -p why1006-accuracy --example show -- tests/evidence/…/ID.json`.

use std::path::Path;

use why1006_diagnosis::diagnose;
use why1006_recordings::Recording;

fn main() -> Result<(), String> {
    for file in std::env::args().skip(1) {
        let recording = Recording::read(Path::new(&file))?;
        let d = diagnose(&recording.evidence);
        println!("{file}: {} · {}", d.verdict, d.owner);
        for j in &d.judgements {
            let because: Vec<_> = j.because.iter().map(|r| r.as_str()).collect();
            println!("  {:12} {:28} {}", j.standing.as_str(), j.cause.as_str(), because.join(", "));
        }
    }
    Ok(())
}
