//! Prints, of one engine and page, the pairs of scenarios that could be told
//! apart and are not: `cargo run -p why1006-accuracy --example misses -- chromium http`.

use std::path::Path;

use why1006_accuracy::{Classes, replay};
use why1006_evidence::{EngineFamily, PageScheme};

fn main() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().unwrap_or_default();
    let (engine, page) = (next(), next());
    let engine = EngineFamily::from_tag(&engine).ok_or("the first argument is an engine")?;
    let page = PageScheme::from_tag(&page).ok_or("the second argument is http or https")?;
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    let classes = Classes::new()?;
    let scores: Vec<_> = replay(folder)?
        .scores
        .into_iter()
        .filter(|s| (s.engine, s.recorded_in, s.page) == (engine, engine, page))
        .collect();
    for a in &scores {
        for b in &scores {
            let named = match b.truth {
                why1006_lab::Truth::Cause(cause) => a.named.contains(&cause),
                why1006_lab::Truth::Works => a.verdict == why1006_diagnosis::Verdict::Works,
            };
            if a.truth == b.truth || !named {
                continue;
            }
            let class = |s: &why1006_accuracy::Score| classes.class(s.scenario, engine, page);
            let all_of = |s: &why1006_accuracy::Score| classes.all_of(s.scenario, engine, page);
            let spread = |s: &why1006_accuracy::Score| classes.spread(s.truth, engine, page);
            let (of_a, of_b) = (spread(a)?, spread(b)?);
            let can_show = all_of(a)?.iter().any(|class| of_b.contains(class))
                || all_of(b)?.iter().any(|class| of_a.contains(class));
            if !can_show {
                println!(
                    "{} ({}) names {} of {}",
                    a.scenario.id,
                    class(a)?,
                    b.truth,
                    b.scenario.id
                );
            }
        }
    }
    Ok(())
}
