//! The diagnosis with what curl and openssl print, held against
//! `docs/terminal.tsv`.

use std::collections::BTreeSet;

use why1006_diagnosis::{
    CauseId, Facts,
    facts::{Attempt, Http},
};
use why1006_evidence::{Told, Vantage, Way};
use why1006_pasted::{Context, Source, read};
use why1006_recordings::{Recording, Terminal};

use crate::{
    Classes, Compared, Outcomes, With,
    printed::{self, Printed, Request},
    score::scenario,
    terminal::{Said, Scene},
    with::{compared, leaves},
};

/// The recording with what was printed; `None` if that program has nothing to do
/// there, or would print something else elsewhere.
///
/// # Errors
/// One line: two rows of the table match one text.
pub(crate) fn one(
    recording: &Recording,
    printed: &Terminal,
    with: With,
    classes: &Classes,
    outcomes: &Outcomes,
) -> Result<Option<Compared>, String> {
    let Some(lines) = output(recording, printed, with) else { return Ok(None) };
    let evidence = &recording.evidence;
    if with == With::CurlElsewhere {
        let is_alike = outcomes.is_alike_elsewhere(scenario(recording)?.truth);
        // A local address leads elsewhere to another machine, or to none.
        if !is_alike || evidence.target.host_class.is_local() {
            return Ok(None);
        }
    }
    let facts = Facts::new(evidence);
    let mut scene = Scene { facts: &facts, vantage: vantage(with), reference: false };
    let (said, is_contrast) = match with {
        With::Openssl => {
            // Its output has no control.
            (outcomes.say(Way::TerminalTls, [&printed::tls(lines)], &scene)?, false)
        }
        _ => {
            let all = printed::requests(lines, &evidence.target.protocols);
            let is_control = |r: &Request| r.path.as_deref() == Some("/reference/http");
            let (control, all): (Vec<Request>, Vec<Request>) =
                all.into_iter().partition(is_control);
            scene.reference = control.iter().any(|r| r.came.is_answer());
            let page = &evidence.circumstances.page.origin;
            // What was never sent fails for every origin.
            let is_page = |r: &&Request| r.origin.as_ref().is_none_or(|origin| origin == page);
            let (strangers, known): (Vec<&Request>, Vec<&Request>) = all.iter().partition(is_page);
            let said = outcomes.say(Way::Terminal, strangers.iter().map(|r| &r.came), &scene)?;
            (said, is_contrast(&facts, &strangers, &known))
        }
    };
    let told = told(recording, printed, with);
    let Said { permits, lines: seen, mut unread } = said;
    let way = if with == With::Openssl { Way::TerminalTls } else { Way::Terminal };
    // An output that was interrupted shows as one that was cut off in the copy.
    let is_interrupted = seen.iter().any(|line| line.contains(" waited "));
    if !is_interrupted && !told.iter().any(|told| told.way == way) {
        unread.push(format!("the parser tells nothing of `{}`", seen.join("`, `")));
    }
    let expect = |before: &BTreeSet<CauseId>| match is_contrast {
        true => before.iter().copied().filter(|c| *c == CauseId::OriginRejected).collect(),
        false => leaves(before, &[permits]),
    };
    compared(recording, (told, None), classes, expect, seen, unread).map(Some)
}

/// Refused each time for this page's origin, and opened each time for another.
fn is_contrast(facts: &Facts, strangers: &[&Request], known: &[&Request]) -> bool {
    let is_status =
        |r: &&Request| matches!(&r.came, Printed::Answer(words) if words.starts_with("status"));
    facts.http == Http::Answered
        && matches!(facts.cold, Attempt::Failed { .. })
        && !(strangers.is_empty() || known.is_empty())
        && strangers.iter().all(is_status)
        && known.iter().all(|r| r.came == Printed::Opened)
}

/// What the parser of the page makes of it.
pub(crate) fn told(recording: &Recording, printed: &Terminal, with: With) -> Vec<Told> {
    let Some(lines) = output(recording, printed, with) else { return Vec::new() };
    let circumstances = &recording.evidence.circumstances;
    let context = Context {
        target: &recording.evidence.target,
        page_origin: &circumstances.page.origin,
        source: Source::ThisPage,
    };
    let reading = read(&lines.join("\n"), &context);
    let told = reading.understood.into_iter().map(|understood| understood.told);
    told.map(|told| if with == With::CurlElsewhere { told.at(vantage(with)) } else { told })
        .collect()
}

fn output<'p>(recording: &Recording, printed: &'p Terminal, with: With) -> Option<&'p [String]> {
    match with {
        With::Openssl => printed.tls.as_deref(),
        _ => printed.upgrade(recording.page),
    }
}

fn vantage(with: With) -> Vantage {
    if with == With::CurlElsewhere { Vantage::Elsewhere } else { Vantage::Machine }
}
