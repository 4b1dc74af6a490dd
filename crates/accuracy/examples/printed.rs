//! Prints what is told of the outputs of curl and openssl of some scenarios, for
//! whoever works on a reader: `cargo run -p why1006-accuracy --example printed -- ID…`.

use std::path::Path;

use why1006_accuracy::told_all;
use why1006_recordings::{all, terminals};

fn main() -> Result<(), String> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    let (printed, ids) = (terminals(folder)?, std::env::args().skip(1).collect::<Vec<_>>());
    for recording in all(folder)?.iter().filter(|r| ids.contains(&r.scenario)) {
        println!("{} {} {}", recording.engine, recording.page, recording.scenario);
        for told in told_all(recording, printed.get(&recording.scenario)) {
            let asker = told.asker.map_or("", |asker| asker.as_str());
            let status = told.status.map(|status| status.to_string()).unwrap_or_default();
            println!("    {} {} {status} {asker}", told.way, told.clue);
        }
    }
    Ok(())
}
