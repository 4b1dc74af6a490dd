//! Where the truth stands in the set `stacks`, recording by recording: as script
//! saw it, with the software chosen, with the console pasted, and with both; and
//! what no order can mend.

use std::path::Path;

use why1006_diagnosis::{CauseId, Owner};
use why1006_evidence::{EngineFamily, Evidence, PageScheme, Software};
use why1006_lab::{Scenario, Truth};
use why1006_recordings::Recording;

use crate::{
    Classes, judge,
    replay::recordings,
    score::{scenario, set},
    with::console,
};

/// The places of the truth in one recording, from 0; `None` if it is ruled out.
#[derive(Clone, Debug)]
pub struct Places {
    /// What was recorded.
    pub scenario: &'static Scenario,
    /// The engine that was recorded.
    pub engine: EngineFamily,
    /// The page's scheme.
    pub page: PageScheme,
    /// Before any step.
    pub before: Option<usize>,
    /// With the software chosen.
    pub software: Option<usize>,
    /// With the console pasted.
    pub console: Option<usize>,
    /// With both.
    pub both: Option<usize>,
    /// Who has to act, with both.
    pub owner: Owner,
    /// What else remains with both, in its order, and where the truth stands in it.
    pub named: Vec<CauseId>,
    /// Recordings of this engine in which script saw the very same, times apart.
    pub alike: Vec<&'static Scenario>,
}

/// The software that a server of the set `stacks` runs: the part of its id before the
/// dot. `None` of the lab's own.
pub fn software(scenario: &Scenario) -> Option<Software> {
    let (tag, _) = scenario.id.split_once('.')?;
    Software::from_tag(tag)
}

/// One for each recording of the set, in the order of the files.
///
/// # Errors
/// As [`crate::replay()`].
pub fn places(folder: &Path) -> Result<Vec<Places>, String> {
    let classes = Classes::new()?;
    let mut all = Vec::new();
    let mut seen: Vec<(Recording, &'static Scenario, Evidence)> = Vec::new();
    for recording in recordings(folder)? {
        let scenario = scenario(&recording)?;
        if set(scenario.id) == "stacks" {
            let bare = bare(&recording.evidence);
            seen.push((recording, scenario, bare));
        }
    }
    for (recording, scenario, bare) in &seen {
        let score = |told: bool, chosen: bool| {
            let mut evidence: Evidence = recording.evidence.clone();
            evidence.told = if told { console(recording) } else { Vec::new() };
            evidence.software = software(scenario).filter(|_| chosen);
            judge(scenario, (recording.engine, recording.page), &evidence, &classes, false)
        };
        let alike = seen.iter().filter(|(_, its, other)| its.id != scenario.id && other == bare);
        let both = score(true, true);
        all.push(Places {
            scenario,
            engine: recording.engine,
            page: recording.page,
            before: score(false, false).place(),
            software: score(false, true).place(),
            console: score(true, false).place(),
            both: both.place(),
            owner: both.owner,
            named: both.named,
            alike: alike.map(|(_, its, _)| *its).collect(),
        });
    }
    Ok(all)
}

/// What was seen without times, and without the text of the address, which no rule
/// reads.
fn bare(evidence: &Evidence) -> Evidence {
    let mut bare = evidence.clone();
    bare.target.url = String::new();
    bare.circumstances.started_at = 0.0;
    bare.elapsed = 0.0;
    for o in &mut bare.observations {
        (o.begun, o.ended) = (0.0, 0.0);
        o.events.iter_mut().for_each(|event| event.at = 0.0);
    }
    bare
}

const ABOUT: &str = "
### Where the truth stands, recording by recording

The place of the truth among what remains: before any step, with the software chosen, with the \
console pasted, and with both. Choosing orders and rules nothing out, so what remains is the same. \
The software was chosen here as whoever runs the server would. What it is known to do \
(`crates/diagnosis/src/software.rs`) comes from its documentation and source, as do the recipes \
that these servers were broken for; so these places are those of well-known faults.

";

const ALIKE: &str = "
### What no order can mend

- **seen alike**: recordings in which script saw the very same, times apart. Where they have more \
than three truths, some truth stands fourth before any step.
- **stand with it**: what else remains with the software chosen and the console pasted, likeliest \
first; nothing that was told speaks against it. *Before it* is what precedes the truth.
- **owner**: as the diagnosis names it; not known while what remains has several.

";

const HEAD: &str = "\
| recording | engine | truth | before | software | console | both |
|---|---|---|--:|--:|--:|--:|
";

const ALIKE_HEAD: &str = "\
| recording | engine | owner | seen alike | before it | stand with it |
|---|---|---|---|---|---|
";

const COUNTS_HEAD: &str = "\
| engine | runs | first before | in three | first with software | in three | first with console \
| in three | first with both | in three | owner named |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
";

/// The tables of `docs/accuracy.md`.
pub(crate) fn tables(all: &[Places]) -> String {
    let mut engines: Vec<EngineFamily> = all.iter().map(|p| p.engine).collect();
    engines.dedup();
    let counts: String = engines.iter().map(|engine| counts(all, *engine)).collect();
    let rows: String = all.iter().map(row).collect();
    let alike: String = all.iter().map(alike).collect();
    format!("{ABOUT}{COUNTS_HEAD}{counts}\n{HEAD}{rows}{ALIKE}{ALIKE_HEAD}{alike}")
}

fn counts(all: &[Places], engine: EngineFamily) -> String {
    let here: Vec<&Places> = all.iter().filter(|p| p.engine == engine).collect();
    let mut cells = vec![engine.as_str().to_owned(), here.len().to_string()];
    let places: [fn(&Places) -> Option<usize>; 4] =
        [|p| p.before, |p| p.software, |p| p.console, |p| p.both];
    for place in places {
        for below in [1, 3] {
            let is_there = |p: &&&Places| place(p).is_some_and(|place| place < below);
            cells.push(here.iter().filter(is_there).count().to_string());
        }
    }
    cells.push(here.iter().filter(|p| p.owner != Owner::Unknown).count().to_string());
    line(&cells)
}

fn row(p: &Places) -> String {
    let place = |place: Option<usize>| place.map_or("–".to_owned(), |at| (at + 1).to_string());
    let places = [p.before, p.software, p.console, p.both].map(place);
    let mut cells = vec![p.scenario.id.to_owned(), p.engine.to_string(), truth(p.scenario)];
    cells.extend(places);
    line(&cells)
}

fn alike(p: &Places) -> String {
    let names = |causes: &[CauseId]| match causes {
        [] => "–".to_owned(),
        causes => causes.iter().map(|c| c.as_str()).collect::<Vec<_>>().join(", "),
    };
    let at = p.both.unwrap_or(p.named.len());
    let (before, rest) = p.named.split_at(at);
    let alike: Vec<&str> = p.alike.iter().map(|scenario| scenario.id).collect();
    line(&[
        p.scenario.id.to_owned(),
        p.engine.to_string(),
        p.owner.to_string(),
        if alike.is_empty() { "–".to_owned() } else { alike.join(", ") },
        names(before),
        names(rest.get(1..).unwrap_or_default()),
    ])
}

fn truth(scenario: &Scenario) -> String {
    match scenario.truth {
        Truth::Cause(cause) => cause.to_string(),
        Truth::Works => "works".to_owned(),
    }
}

fn line(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}
