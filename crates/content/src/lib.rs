//! The words of Why1006, by the tags of `diagnosis` and `evidence`.
//!
//! `en/` holds them as Markdown. The build script checks every file and fails
//! with file name and line. Where a word ends up depends on when it is needed:
//!
//! | when | where | what |
//! |---|---|---|
//! | before a run | in the wasm | headlines, owners, stages, titles of steps, notes about the address |
//! | with a report | `words.json` | causes in short, reasons, verdicts, steps, experiments, notes, needs |
//! | with the steps | `told.json` | clues, ways, answers, software, commands, what a tab shows, the paste box, what two runs mean |
//! | when it is read | `<id>.json`, `step-<id>.json`, `article-<id>.json` | the long [`page`]s |
//!
//! The two maps share one scheme of keys, `kind.tag.field`:
//!
//! - `clue.<tag>.text`: what it means; `{status}` stands for the status.
//! - `way.<tag>.label`: where it was seen; `vantage.<tag>.label`: from where, if
//!   that is not the usual place; `asker.<tag>.label`: whose origin was named.
//! - `meaning.<tag>.theirs`, `.yours`, `.not` and `.next`: what two runs mean together
//!   if it fails on their side or on the reader's, what they do not mean, and what
//!   would tell more; `circumstance.<tag>.label`, `fact.<tag>.label` and
//!   `saw.<tag>.label`: what differs around them, and what was seen of each.
//! - `stack.<tag>.label`: the name of some software.
//! - `command.<tag>.label` and `.about`: a command to copy, and what it tries.
//! - `answer.<step>.<clue>`: the button of an answer. Steps without such keys
//!   have no buttons.
//! - `tab.groups.order`: the groups of what a tab may show, with spaces between;
//!   `tab-group.<group>.label`, `.looks` and `.clues` (its choices, with spaces
//!   between; none where a code is typed); `tab.<clue>.label`, and where a
//!   browser has words of its own for it, `tab.<clue>.looks-<engine>`.
//! - `carries.<tag>.text` and `.limit`: the sentence above *Your network*, and what
//!   it does not prove; `transport.<tag>` and `outcome.<tag>`, each `.label` and
//!   `.about`: its rows and its cells; `change.<kind>.label`: what was changed on
//!   the way; `unusable.<tag>.text`: why a reference was not used.
//! - `need.<tag>.label` and `audience.<tag>.label`: what a step needs, and for
//!   whom it is.
//! - `report.<key>.text` and `label.<key>.text`: the words of a report that
//!   leaves the page.
//! - `paste.<key>.text`: the sentences around the paste box;
//!   `ignored.<tag>.text`: why a line was passed over; `fault.<tag>.text`: why a
//!   whole text could not be used.
//!
//! To add a cause, copy a file of `en/causes`; its name is the cause's id. A
//! step has its page in `en/steps`, an article in `en/articles`, a recipe its
//! file in `en/fixes/<stack>`.

#[cfg(test)]
mod check;
mod keys;
pub mod page;
#[cfg(any(feature = "pages", test))]
pub mod recipe;

use why1006_diagnosis::{
    CauseId, Diagnosis, Owner, Reason, Remark, Rung, Stage, StageState, Standing, Step, Verdict,
};
use why1006_evidence::{
    EngineFamily, ProblemKind,
    scan::{self, line},
};

include!(concat!(env!("OUT_DIR"), "/words.rs"));
#[cfg(feature = "pages")]
include!(concat!(env!("OUT_DIR"), "/told.rs"));

/// The keys of the experiments that a page can run: `probe@place` by the tags
/// of `why1006_evidence`. After the probe, `-again` is a further attempt like
/// the first and `-other-protocols` one that differs in the subprotocols it
/// offers.
pub const EXPERIMENTS: &[&str] = keys::EXPERIMENTS;

/// The keys of the page's own sentences, which `words.json` holds as `note.KEY`.
pub const NOTE_KEYS: &[&str] = keys::NOTE_KEYS;

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

/// The words of an experiment.
#[derive(Debug)]
pub struct ExperimentWords {
    /// What it is, in a few words, for the timeline.
    pub name: &'static str,
    /// What it tells apart, in one sentence of at most 140 characters.
    pub why: &'static str,
}

/// The sentence that a stranger reads first.
pub fn headline(verdict: Verdict) -> &'static str {
    line(VERDICTS_HEADLINE, verdict as usize)
}

/// The sentence that stands above a whole answer: the title of its one cause,
/// certain or not, or else the headline of its verdict. The page says the same,
/// but for what the user told: a line that names the failure, or that the app
/// works, stands there instead.
pub fn headline_of(diagnosis: &Diagnosis) -> String {
    let title = |cause| line(CAUSES_TITLE, cause as usize);
    match (diagnosis.the_cause(), diagnosis.the_only()) {
        (Some(cause), _) => title(cause).to_owned(),
        (None, Some(cause)) => [MOST_LIKELY, title(cause)].concat(),
        (None, None) => headline(diagnosis.verdict).to_owned(),
    }
}

/// Stands before the title of a cause that alone fits and is not certain.
pub const MOST_LIKELY: &str = "Most likely: ";

/// Who `owner` is, in a few words.
pub fn owner_label(owner: Owner) -> &'static str {
    line(OWNERS_LABEL, owner as usize)
}

/// What `step` is, in a few words.
pub fn step_title(step: Step) -> &'static str {
    line(STEPS_TITLE, step as usize)
}

/// The short words of `cause`.
#[inline]
pub fn cause(cause: CauseId) -> CauseWords {
    let at = cause as usize;
    CauseWords {
        title: line(CAUSES_TITLE, at),
        summary: line(CAUSES_SUMMARY, at),
        act: line(CAUSES_ACT, at),
    }
}

/// Why a cause stands as it does: a whole sentence, from the reader's side.
pub fn reason(reason: Reason) -> &'static str {
    line(REASONS, reason as usize)
}

/// What is worth telling beside a verdict: one or two whole sentences.
pub fn remark(remark: Remark) -> &'static str {
    line(REMARKS, remark as usize)
}

/// The words of `verdict`.
#[inline]
pub fn verdict(verdict: Verdict) -> VerdictWords {
    let at = verdict as usize;
    VerdictWords {
        headline: line(VERDICTS_HEADLINE, at),
        act: line(VERDICTS_DO, at),
        engineer: line(VERDICTS_ENGINEER, at),
        limit: line(VERDICTS_LIMIT, at),
    }
}

/// The words of `owner`.
#[inline]
pub fn owner(owner: Owner) -> OwnerWords {
    let at = owner as usize;
    OwnerWords { label: line(OWNERS_LABEL, at), sentence: line(OWNERS_SENTENCE, at) }
}

/// The words of `stage`.
#[inline]
pub fn stage(stage: Stage) -> StageWords {
    StageWords {
        name: line(STAGES_NAME, stage as usize),
        check: line(STAGES_CHECK, stage as usize),
    }
}

/// The words of `rung`, one of the four plain steps of the ladder.
#[inline]
pub fn rung(rung: Rung) -> StageWords {
    StageWords { name: line(RUNGS_NAME, rung as usize), check: line(RUNGS_CHECK, rung as usize) }
}

/// What was seen of a stage, as a label.
pub fn stage_state(state: StageState) -> &'static str {
    line(STATES, state as usize)
}

/// How a cause stands, as a label.
pub fn standing(standing: Standing) -> &'static str {
    line(STANDINGS, standing as usize)
}

/// The words of `step`.
#[inline]
pub fn step(step: Step) -> StepWords {
    let at = step as usize;
    StepWords {
        title: line(STEPS_TITLE, at),
        how: line(STEPS_HOW, at),
        tells: line(STEPS_TELLS, at),
    }
}

/// How to do `step` in this browser, 1 to 4 sentences; the general way where
/// the browser makes no difference or is not known.
pub fn step_how(step: Step, engine: EngineFamily) -> &'static str {
    ENGINE_HOW
        .iter()
        .find(|(s, e, _)| *s == step && *e == engine)
        .map_or(line(STEPS_HOW, step as usize), |(_, _, how)| how)
}

/// The words of the experiment with this key; `None` if it is not among
/// [`EXPERIMENTS`].
pub fn experiment(key: &str) -> Option<ExperimentWords> {
    let at = EXPERIMENTS.iter().position(|known| *known == key)?;
    Some(ExperimentWords { name: line(EXPERIMENTS_NAME, at), why: line(EXPERIMENTS_WHY, at) })
}

/// What is wrong or remarkable about an address, and the cure. `part` is the
/// offending part; if it is empty, the text does without it.
pub fn problem(kind: ProblemKind, part: &str) -> String {
    let text = line(PROBLEMS, kind as usize);
    let Some((before, rest)) = scan::cut(text, b"[") else {
        return text.to_owned();
    };
    let Some((inside, after)) = scan::cut(rest, b"]") else {
        return text.to_owned();
    };
    let Some((left, right)) = scan::split_once(inside, "{part}").filter(|_| !part.is_empty())
    else {
        return [before, after].concat();
    };
    [before, left, part, right, after].concat()
}

/// The sentences of the page itself that only a report needs, by their keys.
pub fn notes() -> &'static [(&'static str, &'static str)] {
    NOTES
}

/// The words that a page fetches when a run begins, by `kind.tag.field`: all
/// that a report needs, but headlines and labels, which travel in the wasm.
#[cfg(feature = "pages")]
pub fn fetched() -> std::collections::BTreeMap<String, &'static str> {
    let mut map = std::collections::BTreeMap::new();
    for id in CauseId::ALL {
        let words = cause(*id);
        map.insert(format!("cause.{id}.title"), words.title);
        map.insert(format!("cause.{id}.summary"), words.summary);
        map.insert(format!("cause.{id}.act"), words.act);
    }
    for tag in Reason::ALL {
        map.insert(format!("reason.{tag}.because"), reason(*tag));
    }
    for tag in Remark::ALL {
        map.insert(format!("remark.{tag}.text"), remark(*tag));
    }
    for tag in Verdict::ALL {
        let words = verdict(*tag);
        map.insert(format!("verdict.{tag}.act"), words.act);
        map.insert(format!("verdict.{tag}.engineer"), words.engineer);
        map.insert(format!("verdict.{tag}.limit"), words.limit);
    }
    for (key, text) in notes() {
        map.insert(format!("note.{key}.text"), *text);
    }
    for tag in Step::ALL {
        map.insert(format!("step.{tag}.tells"), step(*tag).tells);
        for engine in EngineFamily::ALL {
            map.insert(format!("step.{tag}.how-{engine}"), step_how(*tag, *engine));
        }
    }
    for (at, key) in EXPERIMENTS.iter().enumerate() {
        map.insert(format!("experiment.{key}.name"), line(EXPERIMENTS_NAME, at));
        map.insert(format!("experiment.{key}.why"), line(EXPERIMENTS_WHY, at));
    }
    for (key, text) in MORE {
        map.insert((*key).to_owned(), *text);
    }
    map
}

/// The words of the steps and of what the user tells, by `kind.tag.field`; the
/// head of this file lists them.
#[cfg(feature = "pages")]
pub fn told() -> std::collections::BTreeMap<String, &'static str> {
    TOLD.iter().map(|(key, text)| ((*key).to_owned(), *text)).collect()
}

/// The long pages: of every cause in the order of [`CauseId::ALL`], of every
/// step in that of [`Step::ALL`], and the articles.
#[cfg(feature = "pages")]
pub fn pages() -> Vec<page::Page> {
    let json: serde_json::Value =
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/pages.json")))
            .expect("the build script wrote JSON");
    why1006_evidence::record::Record::read(&json).expect("from the same types")
}

/// The recipes, by stack: what the page shows and what a proof applies.
#[cfg(feature = "pages")]
pub fn recipes() -> Vec<recipe::Recipe> {
    let json: serde_json::Value =
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/recipes.json")))
            .expect("the build script wrote JSON");
    why1006_evidence::record::Record::read(&json).expect("from the same types")
}

#[cfg(test)]
mod tests;
