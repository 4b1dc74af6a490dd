//! What the readers make of a scenario's outputs: `cargo run --example printed ID…`.
use std::path::Path;
use why1006_accuracy::told_all;
use why1006_recordings::{all, terminals};
fn main() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    let printed = terminals(folder).unwrap();
    let ids: Vec<String> = std::env::args().skip(1).collect();
    for r in all(folder).unwrap() {
        if r.engine.as_str() != "firefox" || !ids.contains(&r.scenario) {
            continue;
        }
        println!("{} {}", r.page, r.scenario);
        for t in told_all(&r, printed.get(&r.scenario)) {
            if t.way.as_str().starts_with("terminal") {
                println!("    {} {} {:?} {:?}", t.way, t.clue, t.status, t.asker);
            }
        }
    }
}
