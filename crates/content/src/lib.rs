//! The words of Why1006, by the tags of `diagnosis` and `evidence`.
//!
//! `en/` holds them as Markdown. The build script checks every file and fails
//! with file name and line. The short words are compiled in, one table per
//! enum; the long page of a cause is a JSON file beside the page, fetched when
//! somebody wants to read it ([`page`]).
//!
//! To add a cause, copy a file of `en/causes`; its name is the cause's id.

#[cfg(test)]
mod check;
pub mod page;

use why1006_diagnosis::{CauseId, Owner, Reason, Rung, Stage, StageState, Standing, Step, Verdict};
use why1006_evidence::{EngineFamily, ProblemKind};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The short words of a cause.
#[derive(Debug)]
pub struct CauseWords {
    /// Its plain name, at most 60 characters.
    pub title: &'static str,
    /// What it means and what helps, for a layman, at most 220 characters.
    pub summary: &'static str,
    /// The first action of its owner, at most 140 characters.
    pub act: &'static str,
}

/// The words of a verdict.
#[derive(Debug)]
pub struct VerdictWords {
    /// One sentence for a stranger, without jargon, at most 90 characters.
    pub headline: &'static str,
    /// What to do next, at most 200 characters.
    pub act: &'static str,
    /// One exact sentence for the engineer.
    pub engineer: &'static str,
    /// What this verdict does not prove.
    pub limit: &'static str,
}

/// The words of an owner.
#[derive(Debug)]
pub struct OwnerWords {
    /// Who that is, in a few words.
    pub label: &'static str,
    /// What follows from it.
    pub sentence: &'static str,
}

/// The words of a stage or of a rung.
#[derive(Debug)]
pub struct StageWords {
    /// Its plain name.
    pub name: &'static str,
    /// What is checked there, in one line.
    pub check: &'static str,
}

/// The words of a step.
#[derive(Debug)]
pub struct StepWords {
    /// What to do, in a few words.
    pub title: &'static str,
    /// How to do it where nothing is known of the browser; see [`step_how`].
    pub how: &'static str,
    /// What it will tell.
    pub tells: &'static str,
}

/// The short words of `cause`.
pub fn cause(cause: CauseId) -> &'static CauseWords {
    &CAUSES[cause as usize]
}

/// Why a cause stands as it does: a whole sentence, from the reader's side.
pub fn reason(reason: Reason) -> &'static str {
    REASONS[reason as usize]
}

/// The words of `verdict`.
pub fn verdict(verdict: Verdict) -> &'static VerdictWords {
    &VERDICTS[verdict as usize]
}

/// The words of `owner`.
pub fn owner(owner: Owner) -> &'static OwnerWords {
    &OWNERS[owner as usize]
}

/// The words of `stage`.
pub fn stage(stage: Stage) -> &'static StageWords {
    &STAGES[stage as usize]
}

/// The words of `rung`, one of the four plain steps of the ladder.
pub fn rung(rung: Rung) -> &'static StageWords {
    &RUNGS[rung as usize]
}

/// What was seen of a stage, as a label.
pub fn stage_state(state: StageState) -> &'static str {
    STATES[state as usize]
}

/// How a cause stands, as a label.
pub fn standing(standing: Standing) -> &'static str {
    STANDINGS[standing as usize]
}

/// The words of `step`.
pub fn step(step: Step) -> &'static StepWords {
    &STEPS[step as usize]
}

/// How to do `step` in this browser, 1 to 4 sentences; the general way where
/// the browser makes no difference or is not known.
pub fn step_how(step: Step, engine: EngineFamily) -> &'static str {
    ENGINE_HOW
        .iter()
        .find(|(s, e, _)| *s == step && *e == engine)
        .map_or(STEPS[step as usize].how, |(_, _, how)| how)
}

/// What is wrong or remarkable about an address, and the cure. `part` is the
/// offending part; if it is empty, the text does without it.
pub fn problem(kind: ProblemKind, part: &str) -> String {
    let text = PROBLEMS[kind as usize];
    let Some((before, rest)) = text.split_once('[') else {
        return text.to_owned();
    };
    let Some((inside, after)) = rest.split_once(']') else {
        return text.to_owned();
    };
    let Some((left, right)) = inside.split_once("{part}").filter(|_| !part.is_empty()) else {
        return [before, after].concat();
    };
    [before, left, part, right, after].concat()
}

/// The long page of every cause, in the order of [`CauseId::ALL`].
#[cfg(feature = "pages")]
pub fn pages() -> Vec<page::Page> {
    serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/pages.json")))
        .expect("the build script wrote it from the same types")
}

#[cfg(test)]
mod tests;
