//! What the evidence means: one direction, pure functions, no I/O.
//!
//! `Evidence → Facts → Judgements → Diagnosis`. The same evidence gives the
//! same diagnosis in every place. Start reading at [`diagnose`]; each cause is
//! one file in [`causes`].

mod catalogue;
pub mod cause;
pub mod causes;
pub mod compare;
mod conflicts;
pub mod facts;
mod groups;
mod ladder;
pub mod network;
pub mod plan;
mod profile;
mod remark;
pub mod shows;
mod software;
pub mod stack;
mod steps;
mod told;
mod verdict;
mod vocabulary;

use std::cmp::Reverse;

use why1006_evidence::{Evidence, Ms, Software, Told};

pub use crate::{
    catalogue::{CauseId, MERGED},
    cause::{Cause, Judged, Tier},
    facts::Facts,
    ladder::{Rung, StageState, rung_state},
    shows::Shows,
    steps::Offer,
    vocabulary::{Audience, Need, Owner, Reason, Remark, Stage, Standing, Step, Verdict},
};

/// The answer to one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// The answer in one word.
    pub verdict: Verdict,
    /// Who has to act; `Unknown` while the remaining causes disagree.
    pub owner: Owner,
    /// Every stage with its state, in order.
    pub stages: Vec<(Stage, StageState)>,
    /// The last stage that was seen to be passed.
    pub furthest_stage: Stage,
    /// The stage that was seen to fail, if one was.
    pub failed_stage: Option<Stage>,
    /// Every cause of the catalogue: what stands highest first, within a
    /// standing the likeliest for this address first.
    pub judgements: Vec<Judgement>,
    /// What the user can do to settle most of what remains: the first of `steps`.
    pub next_step: Option<Step>,
    /// What the user can do, what is most worth its effort first. Whatever
    /// fails, the last is [`Step::SendToSupport`]; none if the app works.
    pub steps: Vec<Offer>,
    /// What is worth telling beside the verdict: who greeted, for example.
    pub remarks: Vec<Remark>,
    /// What the user told that names the failure; `None` if nothing does, or it
    /// does not fit what was seen.
    pub named: Option<Told>,
    /// The software by whose habits the causes are ordered: the chosen one, else a
    /// guess ([`stack::guess`]); `None` where nothing known of it fits.
    pub ordered_by: Option<Software>,
    /// Another choice of the software may order otherwise.
    pub asks_for_software: bool,
    /// The page that ran the test has the origin of the address or of the app's
    /// page: the server saw no stranger.
    pub own_origin: bool,
    /// Milliseconds without a word of the server before the connection ended,
    /// or before this page closed it; `None` if it never opened.
    pub quiet: Option<Ms>,
    /// Pairs of statements about this run that cannot both hold: what
    /// contradicts what. Empty unless the evidence was edited, is of a version
    /// to come, or the user told what does not fit.
    pub conflicts: Vec<(Reason, Reason)>,
}

/// How one cause stands, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The cause.
    pub cause: CauseId,
    /// How it stands.
    pub standing: Standing,
    /// What that rests on; never empty.
    pub because: Vec<Reason>,
}

impl Diagnosis {
    /// The causes that nothing else in the catalogue could stand in for.
    pub fn certain(&self) -> Vec<CauseId> {
        self.with(|s| s == Standing::Certain)
    }

    /// The one cause that is the whole answer: it is certain, nothing remains
    /// beside it and nothing contradicts what was seen. `None` too where the
    /// verdict is no failure of the connection: it works, or this page may not
    /// test it.
    pub fn the_cause(&self) -> Option<CauseId> {
        if matches!(self.verdict, Verdict::Works | Verdict::NotTested) || !self.conflicts.is_empty()
        {
            return None;
        }
        // The highest standing comes first.
        let mut open = self.judgements.iter().filter(|j| j.standing >= Standing::Possible);
        let first = open.next().filter(|j| j.standing == Standing::Certain)?;
        open.next().is_none().then_some(first.cause)
    }

    /// The one cause that fits what the user told as well, and is not certain:
    /// another one was not tested. A verdict says more of what was not told.
    pub fn the_only(&self) -> Option<CauseId> {
        self.named.as_ref()?;
        match self.remaining()[..] {
            [one] if self.certain().is_empty() && self.conflicts.is_empty() => Some(one),
            _ => None,
        }
    }

    /// The test failed from this page, and the app works, as the user told: there
    /// is nothing to mend.
    pub fn is_app_fine(&self) -> bool {
        self.owner == Owner::Nobody && self.verdict != Verdict::Works
    }

    /// The causes that remain besides the certain ones, likeliest first.
    pub fn remaining(&self) -> Vec<CauseId> {
        self.with(|s| matches!(s, Standing::Possible | Standing::Indicated))
    }

    /// The causes about which nothing was observed.
    pub fn not_tested(&self) -> Vec<CauseId> {
        self.with(|s| s == Standing::NotTested)
    }

    /// The causes that the observations contradict, with what contradicts them.
    pub fn ruled_out(&self) -> impl Iterator<Item = &Judgement> {
        self.judgements.iter().filter(|j| j.standing == Standing::RuledOut)
    }

    /// The causes that only a difference between this page and the app can
    /// show, the most common first; none unless it works from this page.
    pub fn by_contrast(&self) -> Vec<CauseId> {
        let shows = |j: &&Judgement| {
            self.verdict == Verdict::Works && j.because.contains(&Reason::ShowsByContrast)
        };
        self.judgements.iter().filter(shows).map(|j| j.cause).collect()
    }

    fn with(&self, wanted: impl Fn(Standing) -> bool) -> Vec<CauseId> {
        self.judgements.iter().filter(|j| wanted(j.standing)).map(|j| j.cause).collect()
    }
}

/// Judges every cause on the evidence and sums up.
pub fn diagnose(evidence: &Evidence) -> Diagnosis {
    let facts = Facts::new(evidence);
    let judged = causes::ALL.iter().map(|cause| {
        let Judged { standing, because } = (cause.judge)(&facts);
        Judgement { cause: cause.id, standing, because }
    });
    let mut judged: Vec<Judgement> = judged.collect();
    let misfit = told::apply(&facts, &mut judged);
    let judgements = in_order(&facts, judged);
    let verdict = verdict::verdict(&facts);
    let mut stages = ladder::stages(&facts);
    ladder::doubt(&facts, &judgements, &mut stages);
    let owner = verdict::owner(&facts, verdict, &judgements);
    let mut conflicts = conflicts::conflicts(&facts);
    let is_misfit = misfit.is_some();
    conflicts.extend(misfit);
    let steps = steps::offers(&facts, verdict, &judgements, &conflicts);
    Diagnosis {
        verdict,
        owner,
        furthest_stage: ladder::furthest(&stages),
        failed_stage: ladder::failed(&stages),
        stages,
        judgements,
        next_step: steps.first().map(|offer| offer.step),
        steps,
        remarks: remark::remarks(&facts, verdict),
        named: told::naming(&facts).filter(|_| !is_misfit && verdict != Verdict::Works),
        ordered_by: software::orders(&facts),
        asks_for_software: software::is_asked(&facts),
        own_origin: facts.is_app_origin(),
        quiet: facts.quiet(),
        conflicts,
    }
}

/// Places gained by what the software is known to do: more than rank, lean and what is
/// typical of a status give together.
const KNOWN: i32 = 1_000;

/// What stands highest first, within a standing the likeliest first.
fn in_order(f: &Facts, judged: Vec<Judgement>) -> Vec<Judgement> {
    let mut placed: Vec<(i32, Judgement)> = Vec::with_capacity(judged.len());
    let likeliest = software::likeliest(f);
    for (cause, j) in causes::ALL.iter().zip(judged) {
        // What needs a proxy to have answered in the server's place comes last,
        // and what needs the browser to have blocked the web requests.
        let far = j.because.first() == Some(&Reason::HttpAnsweredPerhapsByProxy)
            || j.because.contains(&Reason::HttpRejectedLocally) && !f.is_local_from_outside();
        let place = match likeliest.iter().position(|id| *id == cause.id) {
            Some(at) if !told::is_unlikely(f, cause) => at as i32 - KNOWN,
            _ => {
                i32::from(cause.rank) - (cause.lean)(f)
                    + software::doubt(f, cause.id)
                    + told::doubt(f, cause)
            }
        };
        let place = place + told::doubt_elsewhere(f, cause) + if far { 200 } else { 0 };
        let key = (Reverse(j.standing), place);
        // Inserted where it belongs: the library's sort is 6 kB of wasm.
        let at = placed.partition_point(|(place, j)| (Reverse(j.standing), *place) <= key);
        placed.insert(at, (place, j));
    }
    placed.into_iter().map(|(_, j)| j).collect()
}
