//! The shape that every cause has, and the words its file is written in.

use crate::{CauseId, Facts, Owner, Reason, Shows, Stage, Standing};

/// One possible root cause. Its file under `causes` fills this in.
pub struct Cause {
    /// Its stable id, also the name of its file and of its page of words.
    pub id: CauseId,
    /// Where on the way it strikes.
    pub stage: Stage,
    /// Who has to act on it.
    pub owner: Owner,
    /// How many public threads tell of it.
    pub tier: Tier,
    /// Its place among all, 1 for the most common: orders what remains.
    pub rank: u8,
    /// What it can show as, in the words of what a user may tell.
    pub shows: Shows,
    /// Judges the cause on the facts.
    pub judge: fn(&Facts) -> Judged,
    /// Places gained (or lost) because of this address, for order only.
    pub lean: fn(&Facts) -> i32,
}

/// How well attested a cause is: the tier of `causes.md`, section 3.
///
/// What was found by measurement alone, and is in no thread, is of tier D.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// Ten threads or more.
    A,
    /// Five to nine.
    B,
    /// Two to four.
    C,
    /// One, or the text of a standard.
    D,
}

impl Tier {
    /// The least number of threads in the tier: what one scenario of such a
    /// cause weighs in weighted figures.
    pub const fn weight(self) -> f64 {
        match self {
            Tier::A => 10.0,
            Tier::B => 5.0,
            Tier::C => 2.0,
            Tier::D => 1.0,
        }
    }
}

/// A standing and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// How the cause stands.
    pub standing: Standing,
    /// Why; the weightiest first, never empty.
    pub because: Vec<Reason>,
}

/// The observations contradict the cause.
pub fn ruled_out(reason: Reason) -> Judged {
    Judged { standing: Standing::RuledOut, because: vec![reason] }
}

/// One observation contradicts the cause, and another one would prove it: the
/// reader is told of both, so that no certainty is taken back in silence.
pub fn contradicted(reason: Reason) -> Judged {
    Judged { standing: Standing::RuledOut, because: vec![reason, Reason::Contradiction] }
}

/// Nothing was observed that could speak for or against the cause.
pub fn not_tested(reason: Reason) -> Judged {
    Judged { standing: Standing::NotTested, because: vec![reason] }
}

/// The cause fits, and so do others.
pub fn possible(reasons: &[Reason]) -> Judged {
    Judged { standing: Standing::Possible, because: reasons.to_vec() }
}

/// The cause fits better than its rivals.
pub fn indicated(reasons: &[Reason]) -> Judged {
    Judged { standing: Standing::Indicated, because: reasons.to_vec() }
}

/// Nothing else in the catalogue explains what was seen.
pub fn certain(reasons: &[Reason]) -> Judged {
    Judged { standing: Standing::Certain, because: reasons.to_vec() }
}

/// No address makes the cause likelier or less likely.
pub fn no_lean(_: &Facts) -> i32 {
    0
}

/// What a cause's file imports.
pub(crate) mod prelude {
    pub(crate) use super::{
        Cause, Judged, Tier, certain, contradicted, indicated, no_lean, not_tested, possible,
        ruled_out,
    };
    pub(crate) use crate::{
        CauseId, Facts, Owner, Reason, Shows, Stage, Standing, shows::group::*,
    };
    pub(crate) use why1006_evidence::Clue;
}
