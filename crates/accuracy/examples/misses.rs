//! Prints, of one engine and page, the pairs of scenarios that could be told
//! apart and are not: `cargo run -p why1006-accuracy --example misses -- chromium http`.
//! With `unknown` behind it the diagnosis is not told the engine.

use std::path::Path;

use why1006_accuracy::{Classes, Score, replay};
use why1006_evidence::{EngineFamily, PageScheme};
use why1006_lab::Truth;

const MEASURED: [EngineFamily; 3] =
    [EngineFamily::Chromium, EngineFamily::Firefox, EngineFamily::WebKit];

fn main() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    let (engine, page, told) = (next(), next(), next());
    let engine = EngineFamily::from_tag(&engine).ok_or("the first argument is an engine")?;
    let page = PageScheme::from_tag(&page).ok_or("the second argument is http or https")?;
    let (told, engines) = match told.as_str() {
        "" => (engine, vec![engine]),
        "unknown" => (EngineFamily::Unknown, MEASURED.to_vec()),
        _ => return Err("the third argument is `unknown` or none".to_owned()),
    };
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    let classes = Classes::new()?;
    let scores: Vec<_> = replay(folder)?
        .scores
        .into_iter()
        .filter(|s| (s.engine, s.recorded_in, s.page) == (told, engine, page))
        .collect();
    for a in &scores {
        for b in &scores {
            let named = match b.truth {
                Truth::Cause(cause) => a.named.contains(&cause),
                Truth::Works => a.verdict == why1006_diagnosis::Verdict::Works,
            };
            if a.truth == b.truth || !named {
                continue;
            }
            let mut could = true;
            for engine in &engines {
                could &= can_be_told(&classes, *engine, a, b)?;
            }
            if could {
                let class = classes.class(a.scenario, engine, page)?;
                println!("{} ({class}) names {} of {}", a.scenario.id, b.truth, b.scenario.id);
            }
        }
    }
    Ok(())
}

/// Neither cause can show as the other scenario does, in this engine.
fn can_be_told(
    classes: &Classes,
    engine: EngineFamily,
    a: &Score,
    b: &Score,
) -> Result<bool, String> {
    let (truth_a, truth_b) = (a.scenario.truth_in(engine), b.scenario.truth_in(engine));
    let shows = |truth, other: &Score| -> Result<bool, String> {
        let spread = classes.spread(truth, engine, other.page)?;
        let all = classes.all_of(other.scenario, engine, other.page)?;
        Ok(all.iter().any(|class| spread.contains(class)))
    };
    Ok(truth_a != truth_b && !shows(truth_a, b)? && !shows(truth_b, a)?)
}
