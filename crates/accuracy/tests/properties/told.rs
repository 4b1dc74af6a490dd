//! What the user tells never takes the truth away, in whatever order and however
//! little of it.

use std::{collections::BTreeSet, sync::LazyLock};

use proptest::{prelude::*, sample::Index};
use why1006_diagnosis::{CauseId, diagnose};
use why1006_evidence::{Evidence, Told, Way};
use why1006_lab::Truth;

use crate::{
    runs::{RUNS, Run, none},
    subsets::{config, kept},
};

/// The ways that recordings have.
const WAYS: [Way; 6] =
    [Way::Console, Way::Request, Way::Tab, Way::Terminal, Way::TerminalTls, Way::TerminalReference];

/// The runs of which the user could tell something.
static TOLD: LazyLock<Vec<&'static Run>> = LazyLock::new(|| {
    let told: Vec<&Run> = RUNS.iter().filter(|run| !run.told.is_empty()).collect();
    assert!(told.len() > 100, "{} runs", told.len());
    for way in WAYS {
        let count = told.iter().filter(|run| run.told.iter().any(|t| t.way == way)).count();
        assert!(count > 50, "{count} runs with {way}");
    }
    told
});

fn with(evidence: &Evidence, told: Vec<Told>) -> Evidence {
    let mut evidence = evidence.clone();
    evidence.told = told;
    evidence
}

fn named(evidence: &Evidence) -> BTreeSet<CauseId> {
    let d = diagnose(evidence);
    d.certain().into_iter().chain(d.remaining()).collect()
}

fn faults(run: &Run, some: &Evidence) -> Vec<String> {
    let d = diagnose(some);
    let gone = d.ruled_out().filter(|j| Truth::Cause(j.cause) == run.truth);
    let gone = gone.map(|j| format!("{} is true and ruled out: {:?}", j.cause, j.because));
    let certain = d.certain().into_iter().filter(|c| Truth::Cause(*c) != run.truth);
    let certain = certain.map(|c| format!("{c} is certain, the truth is {}", run.truth));
    let told = |fault| format!("{}: {fault}; told: {:?}", run.name, some.told);
    gone.chain(certain).map(told).collect()
}

/// Those entries whose bit is set. The requests of curl are those of one command,
/// which asks by turns, and one output: they are told together or not at all.
fn some_of(told: &[Told], bits: u64) -> Vec<Told> {
    let place = |at: usize| match told[at].way {
        Way::Terminal => told.iter().position(|t| t.way == Way::Terminal).unwrap_or(at),
        _ => at,
    };
    let is_in = |at: &usize| bits & (1 << place(*at)) != 0;
    (0..told.len()).filter(is_in).map(|at| told[at].clone()).collect()
}

#[test]
fn with_all_that_was_told_and_with_any_one_of_it_the_truth_survives() {
    let mut found = Vec::new();
    for run in TOLD.iter() {
        found.extend(faults(run, &with(&run.evidence, run.told.clone())));
        for one in &run.told {
            found.extend(faults(run, &with(&run.evidence, vec![one.clone()])));
        }
    }
    none(found);
}

/// Several ways are intersected, so to drop one only widens. Of one way that
/// does not hold: its lines are a union.
#[test]
fn to_drop_a_way_only_widens() {
    let mut found = Vec::new();
    for run in TOLD.iter() {
        let all = named(&with(&run.evidence, run.told.clone()));
        for way in WAYS {
            let rest = run.told.iter().filter(|told| told.way != way).cloned().collect();
            let rest = named(&with(&run.evidence, rest));
            let lost: Vec<_> = all.difference(&rest).collect();
            if !lost.is_empty() {
                found.push(format!("{} without {way}: {lost:?} are gone", run.name));
            }
        }
    }
    none(found);
}

fn any_told() -> impl Strategy<Value = &'static Run> {
    any::<Index>().prop_map(|at| *at.get(&TOLD))
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn of_any_part_of_what_was_seen_and_told_the_truth_survives(
        run in any_told(),
        seen in any::<u32>(),
        told in any::<u64>(),
    ) {
        let some = with(&kept(&run.evidence, seen), some_of(&run.told, told));
        let found = faults(run, &some);
        prop_assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn the_order_of_what_was_told_changes_nothing(
        (run, order) in any_told().prop_flat_map(|run| {
            (Just(run), Just(run.told.clone()).prop_shuffle())
        }),
    ) {
        let (one, other) =
            (with(&run.evidence, run.told.clone()), with(&run.evidence, order));
        prop_assert_eq!(diagnose(&one), diagnose(&other), "{}", run.name);
    }
}
