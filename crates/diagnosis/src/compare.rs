//! Two runs beside each other: what differs, and what that may mean.
//!
//! Each run is one sample of one place at one time. So a difference is a lead at
//! most, and only where one thing alone differs as far as can be seen; whose network
//! a browser is in cannot be seen at all. What the two runs mean together is a
//! [`Meaning`], whose words say what it does not mean as well.
//!
//! - `side`: one run in short, as facts that have the same form on both sides
//! - `target`: whether both tested the same
//! - `circumstance`: what differs around the two
//! - `meaning`: what to make of it

mod circumstance;
mod meaning;
mod side;
mod target;

use why1006_evidence::{Evidence, Ms};

pub use self::{
    circumstance::Circumstance,
    meaning::{Meaning, Whose},
    side::{Fact, Saw, Seen, Side},
    target::Same,
};
use self::{circumstance::differing, meaning::meaning};
use crate::{Facts, Rung, Stage, StageState, diagnose};

/// Two runs beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The run that came from somebody else.
    pub theirs: Side,
    /// The run that was made here.
    pub ours: Side,
    /// Whether both tested the same address with the same options.
    pub same: Same,
    /// The first stage whose states contradict each other; `None` if none do. What one
    /// side could not tell contradicts nothing.
    pub first_stage: Option<Stage>,
    /// The first fact that differs.
    pub first_fact: Option<Fact>,
    /// What differs around the two runs, as far as it can be seen.
    pub circumstances: Vec<Circumstance>,
    /// Milliseconds from the beginning of theirs to that of ours, each by the clock
    /// of its browser, and put right where that is known to be wrong.
    pub between: Ms,
    /// What the two mean together.
    pub meaning: Meaning,
    /// On which side the failure is that the meaning speaks of; `None` where it speaks
    /// of both or of none.
    pub failing: Option<Whose>,
}

impl Comparison {
    /// The first of the four rungs that differs.
    pub fn first_rung(&self) -> Option<Rung> {
        let stage = self.first_stage?;
        Rung::ALL.iter().copied().find(|rung| rung.stages().contains(&stage))
    }

    /// The states of a rung contradict each other.
    pub fn rung_differs(&self, rung: Rung) -> bool {
        contradicts(self.theirs.rung(rung), self.ours.rung(rung))
    }
}

/// Holds two runs against each other.
pub fn compare(theirs: &Evidence, ours: &Evidence) -> Comparison {
    let both = [theirs, ours].map(|e| (Facts::new(e), diagnose(e)));
    let [left, right] = both.each_ref().map(|(facts, d)| Side::new(facts, d));
    let same = target::same(&theirs.target, &ours.target);
    let circumstances = differing([theirs, ours], [&left, &right], same);
    let (meaning, failing) =
        meaning([theirs, ours], [&both[0].0, &both[1].0], [&left, &right], same, &circumstances);
    let first_fact = left.facts.iter().zip(&right.facts).find(|(a, b)| a.differs(b));
    Comparison {
        first_stage: first_stage(&left, &right),
        first_fact: first_fact.map(|(seen, _)| seen.fact),
        same,
        between: circumstance::between(theirs, ours),
        circumstances,
        meaning,
        failing,
        theirs: left,
        ours: right,
    }
}

fn first_stage(one: &Side, other: &Side) -> Option<Stage> {
    let mut pairs = one.stages.iter().zip(&other.stages);
    pairs.find(|((_, a), (_, b))| contradicts(*a, *b)).map(|((stage, _), _)| *stage)
}

fn contradicts(one: StageState, other: StageState) -> bool {
    use StageState::*;
    let tells = |state| !matches!(state, NotKnown | NotUsed);
    // Where web requests passed, a WebSocket may have, too.
    let is_alike = matches!((one, other), (Passed, PassedByWeb) | (PassedByWeb, Passed));
    one != other && tells(one) && tells(other) && !is_alike
}
