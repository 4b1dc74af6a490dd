//! One recording against the truth of its scenario.

use why1006_diagnosis::{
    CauseId, Diagnosis, Owner, Stage, StageState, Standing, Tier, Verdict, causes, diagnose,
};
use why1006_evidence::{EngineFamily, EventKind, Evidence, PageScheme, Place, Probe};
use why1006_lab::{Scenario, Truth, find, find_network, find_stack};
use why1006_recordings::Recording;

use crate::{Classes, classes::MEASURED};

/// A recording, replayed and held against the truth.
#[derive(Clone, Debug)]
pub struct Score {
    /// The scenario.
    pub scenario: &'static Scenario,
    /// Whose it is: `lab`, `stacks` for software of others, or `network` for what
    /// stands in between.
    pub set: &'static str,
    /// The engine that was recorded.
    pub recorded_in: EngineFamily,
    /// The engine that the diagnosis was told: the same, or `Unknown`.
    pub engine: EngineFamily,
    /// The page's scheme.
    pub page: PageScheme,
    /// What is the matter with it in the recorded engine.
    pub truth: Truth,
    /// The answer in one word.
    pub verdict: Verdict,
    /// Certain causes, then the others that remain, likeliest first.
    pub named: Vec<CauseId>,
    /// The truth is not ruled out.
    pub is_sound: bool,
    /// Causes that are certain and not the truth.
    pub false_certain: Vec<CauseId>,
    /// The measurement calls the cause certain, so it has to be.
    pub is_due: bool,
    /// The truth is certain.
    pub is_got: bool,
    /// Who has to act, as the diagnosis says.
    pub owner: Owner,
    /// What was missed, in words.
    pub misses: Vec<Miss>,
}

/// Something that a recording should have given and did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Which figure it spoils.
    pub kind: Kind,
    /// Why, in one line.
    pub why: String,
}

/// A figure that a miss spoils.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `sound`: the truth is ruled out.
    Unsound,
    /// `false_certain`.
    FalselyCertain,
    /// `owner_wrong`.
    WrongOwner,
    /// The ladder calls a stage passed while a cause there remains.
    PassedInDoubt,
    /// The ladder claims a stage as passed, or as failed, that was not.
    WrongStage,
    /// `certain_got`.
    NotCertain,
    /// `truth_in_three`.
    FarDown,
    /// `truth_first`, of software of others alone.
    NotFirst,
}

impl Kind {
    /// The name in lists.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Unsound => "unsound",
            Kind::FalselyCertain => "false-certain",
            Kind::WrongOwner => "owner-wrong",
            Kind::PassedInDoubt => "passed-in-doubt",
            Kind::WrongStage => "stage-wrong",
            Kind::NotCertain => "not-certain",
            Kind::FarDown => "not-in-three",
            Kind::NotFirst => "not-first",
        }
    }

    /// Whether such a miss makes the command fail.
    pub fn is_fatal(self) -> bool {
        self <= Kind::PassedInDoubt
    }
}

/// Replays a recording; `as_unknown` tells the diagnosis nothing of the engine.
///
/// # Errors
/// One line: the lab has no such scenario.
pub fn score(recording: &Recording, classes: &Classes, as_unknown: bool) -> Result<Score, String> {
    let Recording { engine, page, .. } = *recording;
    Ok(judge(scenario(recording)?, (engine, page), &recording.evidence, classes, as_unknown))
}

/// What was recorded.
pub(crate) fn scenario(recording: &Recording) -> Result<&'static Scenario, String> {
    let id = &recording.scenario;
    find(id).or_else(|| find_stack(id)).or_else(|| find_network(id)).ok_or_else(|| {
        format!("the lab has no scenario `{id}`; record again with `cargo xtask record`")
    })
}

/// Whose it is: `lab`, `stacks` for software of others, or `network`.
pub(crate) fn set(id: &str) -> &'static str {
    match (find_stack(id), find_network(id)) {
        (Some(_), _) => "stacks",
        (_, Some(_)) => "network",
        _ => "lab",
    }
}

/// Holds the diagnosis of what an engine saw from a page against the truth.
pub fn judge(
    scenario: &'static Scenario,
    (recorded_in, page): (EngineFamily, PageScheme),
    evidence: &Evidence,
    classes: &Classes,
    as_unknown: bool,
) -> Score {
    let truth = scenario.truth_in(recorded_in);
    let mut evidence = evidence.clone();
    if as_unknown {
        evidence.circumstances.engine.family = EngineFamily::Unknown;
    }
    let d = diagnose(&evidence);
    let (certain, remaining) = (d.certain(), d.remaining());
    let false_certain: Vec<CauseId> =
        certain.iter().copied().filter(|c| truth != Truth::Cause(*c)).collect();
    let is_due = if as_unknown {
        MEASURED.iter().all(|e| classes.is_certain(scenario, *e, page))
    } else {
        classes.is_certain(scenario, recorded_in, page)
    };
    let mut score = Score {
        scenario,
        set: set(scenario.id),
        recorded_in,
        engine: if as_unknown { EngineFamily::Unknown } else { recorded_in },
        page,
        truth,
        verdict: d.verdict,
        is_sound: is_sound(truth, &d),
        is_due,
        is_got: matches!(truth, Truth::Cause(c) if certain.contains(&c)),
        false_certain,
        named: [certain, remaining].concat(),
        owner: d.owner,
        misses: Vec::new(),
    };
    score.misses = in_doubt(&evidence, &d);
    score.misses.extend(score.misses(&d));
    score
}

/// The stages that are called passed although a cause there remains. A connection
/// that opened came past each of them, whatever ended it.
fn in_doubt(evidence: &Evidence, d: &Diagnosis) -> Vec<Miss> {
    let cold = evidence.first(Probe::WebSocket, Place::Target);
    if cold.is_some_and(|o| o.saw(EventKind::Open)) {
        return Vec::new();
    }
    let remain = d.judgements.iter().filter(|j| j.standing >= Standing::Possible);
    remain
        .map(|j| (j.cause, causes::get(j.cause).stage))
        .filter(|(_, stage)| d.stages.contains(&(*stage, StageState::Passed)))
        .map(|(cause, stage)| Miss {
            kind: Kind::PassedInDoubt,
            why: format!("{stage} is passed, {cause} remains ({})", d.verdict),
        })
        .collect()
}

/// The truth is not ruled out; what works is said to work, explained by nothing.
fn is_sound(truth: Truth, d: &Diagnosis) -> bool {
    match truth {
        Truth::Cause(cause) => {
            d.ruled_out().all(|j| j.cause != cause) && d.verdict != Verdict::Works
        }
        Truth::Works => {
            d.verdict == Verdict::Works && d.certain().is_empty() && d.remaining().is_empty()
        }
    }
}

impl Score {
    /// Who has to act in truth.
    pub fn true_owner(&self) -> Owner {
        if self.truth == Truth::Works { Owner::Nobody } else { self.scenario.owner }
    }

    /// The owner is named, and not the true one.
    pub fn is_owner_wrong(&self) -> bool {
        self.owner != Owner::Unknown && self.owner != self.true_owner()
    }

    /// The place of the truth among what is named, from 0; what works is first
    /// if the verdict says so.
    pub fn place(&self) -> Option<usize> {
        match self.truth {
            Truth::Works => (self.verdict == Verdict::Works).then_some(0),
            Truth::Cause(cause) => self.named.iter().position(|c| *c == cause),
        }
    }

    /// Whether a reader of this diagnosis may take the truth to be this.
    pub(crate) fn names(&self, truth: Truth) -> bool {
        match truth {
            Truth::Works => self.verdict == Verdict::Works,
            Truth::Cause(cause) => self.named.contains(&cause),
        }
    }

    /// What the scenario weighs: by the threads that tell of its cause. What
    /// works weighs as much as the commonest.
    pub fn weight(&self) -> f64 {
        match self.truth {
            Truth::Works => Tier::A.weight(),
            Truth::Cause(cause) => causes::get(cause).tier.weight(),
        }
    }

    fn misses(&self, d: &Diagnosis) -> Vec<Miss> {
        let mut misses = Vec::new();
        let mut miss = |is: bool, kind, why: String| {
            if is {
                misses.push(Miss { kind, why });
            }
        };
        let because: Vec<&str> = d
            .judgements
            .iter()
            .find(|j| Truth::Cause(j.cause) == self.truth)
            .map(|j| j.because.iter().map(|r| r.as_str()).collect())
            .unwrap_or_default();
        let (truth, because) = (self.truth, because.join(", "));
        let verdict = self.verdict;
        miss(!self.is_sound, Kind::Unsound, format!("{truth} is ruled out ({verdict}): {because}"));
        for cause in &self.false_certain {
            miss(true, Kind::FalselyCertain, format!("{cause} is certain, the truth is {truth}"));
        }
        let (owner, true_owner) = (self.owner, self.true_owner());
        let wrong = format!("{owner} is to act, in truth {true_owner} ({verdict})");
        miss(self.is_owner_wrong(), Kind::WrongOwner, wrong);
        let (furthest, failed) = (d.furthest_stage, d.failed_stage);
        if let (Truth::Cause(_), Some(stage)) = (truth, self.scenario.stage) {
            let too_far = format!("{furthest} is passed, it fails at {stage} ({verdict})");
            // Where nothing is passed, the first stage stands for that.
            let is_too_far = place(furthest) >= place(stage) && failed != Some(stage);
            miss(is_too_far, Kind::WrongStage, too_far);
            let elsewhere = format!("fails at {failed:?}, in truth at {stage} ({verdict})");
            miss(failed.is_some_and(|f| f != stage), Kind::WrongStage, elsewhere);
        }
        let missed = format!("{truth} is not certain ({verdict}): {because}");
        miss(self.is_due && !self.is_got, Kind::NotCertain, missed);
        let place = match self.place() {
            Some(place) => format!("place {} of {}", place + 1, self.named.len()),
            None => "not named".to_owned(),
        };
        let is_far = self.place().is_none_or(|place| place >= 3);
        let is_second = self.set == "stacks" && !is_far && self.place() != Some(0);
        let why = format!("{truth}: {place} ({verdict})");
        miss(is_second, Kind::NotFirst, why.clone());
        miss(is_far, Kind::FarDown, why);
        misses
    }
}

/// How far along the way a stage is.
fn place(stage: Stage) -> Option<usize> {
    Stage::ALL.iter().position(|s| *s == stage)
}
