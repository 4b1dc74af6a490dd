//! Less evidence only widens the answer; its order and its secrets do not count.

use proptest::{prelude::*, sample::Index, test_runner::RngSeed};
use why1006_diagnosis::diagnose;
use why1006_evidence::{Evidence, Place, Probe, redact::redact};
use why1006_lab::Truth;

use crate::runs::{RUNS, Run, none};

/// The same cases on every machine; failing ones are printed, not kept.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(1006);
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

/// The evidence with the observations whose bit is set. No run has a later
/// attempt at the target without the first.
pub(crate) fn kept(evidence: &Evidence, bits: u32) -> Evidence {
    let cold = evidence.first(Probe::WebSocket, Place::Target);
    let has_cold = evidence
        .observations
        .iter()
        .enumerate()
        .any(|(at, o)| cold.is_some_and(|cold| std::ptr::eq(cold, o)) && bits & (1 << at) != 0);
    let mut some = evidence.clone();
    let mut at = 0;
    some.observations.retain(|o| {
        at += 1;
        let is_attempt = o.probe == Probe::WebSocket && o.place != Place::Reference;
        bits & (1 << (at - 1)) != 0 && (has_cold || !is_attempt)
    });
    some
}

/// What fewer observations of a run must not bring about.
fn faults(run: &Run, some: &Evidence) -> Vec<String> {
    let d = diagnose(some);
    let left = || -> Vec<String> {
        some.observations.iter().map(|o| format!("{} {}", o.probe, o.place)).collect()
    };
    let gone = d.ruled_out().filter(|j| Truth::Cause(j.cause) == run.truth);
    let gone = gone.map(|j| format!("{} is true and ruled out: {:?}", j.cause, j.because));
    let certain = d.certain().into_iter().filter(|c| Truth::Cause(*c) != run.truth);
    let certain = certain.map(|c| format!("{c} is certain, the truth is {}", run.truth));
    gone.chain(certain).map(|fault| format!("{}: {fault}; left: {:?}", run.name, left())).collect()
}

#[test]
fn without_any_one_observation_the_truth_survives() {
    let mut found = Vec::new();
    for run in RUNS.iter() {
        let count = run.evidence.observations.len();
        let whole = (1_u32 << count) - 1;
        // Each one dropped, each one alone, none at all.
        let one = (0..count).map(|at| 1_u32 << at);
        for bits in one.clone().map(|bit| whole & !bit).chain(one).chain([0]) {
            found.extend(faults(run, &kept(&run.evidence, bits)));
        }
    }
    none(found);
}

fn any_run() -> impl Strategy<Value = &'static Run> {
    any::<Index>().prop_map(|at| at.get(&RUNS))
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn of_any_subset_the_truth_survives(run in any_run(), bits in any::<u32>()) {
        let found = faults(run, &kept(&run.evidence, bits));
        prop_assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn the_order_of_observations_changes_nothing(
        run in any_run(),
        bits in any::<u32>(),
        order in Just((0..32).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let some = kept(&run.evidence, bits);
        let mut shuffled = some.clone();
        shuffled.observations =
            order.into_iter().filter_map(|at| some.observations.get(at).cloned()).collect();
        prop_assert_eq!(shuffled.observations.len(), some.observations.len());
        prop_assert_eq!(diagnose(&shuffled), diagnose(&some), "{}", run.name);
    }

    #[test]
    fn of_two_attempts_the_first_counts_in_whatever_order(
        run in any_run(),
        other in any_run(),
        ahead in any::<bool>(),
    ) {
        let later = other.evidence.observations.iter().cloned().map(|mut o| {
            (o.begun, o.ended) = (o.begun + 60_000.0, o.ended + 60_000.0);
            o
        });
        let mut both = run.evidence.clone();
        let mut turned = run.evidence.clone();
        both.observations.extend(later.clone());
        turned.observations = later.chain(turned.observations).collect();
        if ahead {
            turned.observations.reverse();
        }
        prop_assert_eq!(diagnose(&turned), diagnose(&both), "{} and {}", run.name, other.name);
    }

    #[test]
    fn redaction_changes_no_diagnosis(run in any_run(), bits in any::<u32>()) {
        let some = kept(&run.evidence, bits);
        prop_assert_eq!(diagnose(&redact(&some)), diagnose(&some), "{}", run.name);
    }
}

#[test]
fn redaction_changes_the_diagnosis_of_no_recording() {
    let changed =
        RUNS.iter().filter(|run| diagnose(&redact(&run.evidence)) != diagnose(&run.evidence));
    none(changed.map(|run| run.name.clone()).collect());
}
