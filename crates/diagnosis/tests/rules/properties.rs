//! What holds for every run, however it came about.

use proptest::{prelude::*, sample::Index};
use why1006_diagnosis::{CauseId, Diagnosis, Reason, Standing, Verdict, causes, diagnose};
use why1006_evidence::{Evidence, redact::redact};

use crate::{
    arbitrary,
    table::{Row, Setting, rows, settings},
};

pub(crate) fn measured() -> impl Strategy<Value = (Row, Setting)> {
    any::<(Index, Index)>().prop_map(|(row, setting)| {
        let row = row.get(rows()).clone();
        let settings = settings(row.scheme);
        (row, setting.get(&settings).clone())
    })
}

/// Failing cases are printed; no file is written beside the source.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// What every diagnosis keeps to, whatever the evidence.
fn is_well_formed(d: &Diagnosis) -> Result<(), TestCaseError> {
    prop_assert_eq!(d.judgements.len(), causes::ALL.len());
    prop_assert!(d.judgements.iter().all(|j| !j.because.is_empty()), "a standing has its reason");
    let (certain, remaining) = (d.certain(), d.remaining());
    prop_assert!(certain.iter().all(|c| !remaining.contains(c)));
    if d.verdict == Verdict::Works {
        // What the app's own console says may leave something.
        let is_told = |c: &CauseId| {
            d.judgements.iter().any(|j| j.cause == *c && j.because == [Reason::ToldSo])
        };
        prop_assert!(certain.is_empty() && remaining.iter().all(is_told), "{:?}", remaining);
    }
    let standings: Vec<Standing> = d.judgements.iter().map(|j| j.standing).collect();
    prop_assert!(standings.windows(2).all(|pair| pair[0] >= pair[1]), "the highest come first");
    Ok(())
}

/// The diagnosis without the order of causes of equal standing and place.
pub(crate) fn sorted(mut d: Diagnosis) -> Diagnosis {
    d.judgements.sort_by_key(|j| j.cause);
    d
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn fewer_observations_never_rule_out_the_truth(
        (row, setting) in measured(),
        kept in any::<u8>(),
    ) {
        let mut run = row.run(setting);
        let mut bit = 0;
        run.observations.retain(|_| {
            bit += 1;
            kept & (1 << (bit - 1)) != 0
        });
        let d = diagnose(&run);
        is_well_formed(&d)?;
        for ruled_out in d.ruled_out() {
            let is_true = row.truth.contains(&ruled_out.cause);
            prop_assert!(!is_true, "{}: {:?}", row.name, ruled_out);
        }
        for certain in d.certain() {
            prop_assert!(row.truth.contains(&certain), "{}: {} is certain", row.name, certain);
        }
    }

    #[test]
    fn the_order_of_probes_changes_nothing(
        (row, setting) in measured(),
        order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let run = row.run(setting);
        let mut shuffled = run.clone();
        shuffled.observations = order
            .into_iter()
            .filter_map(|at| run.observations.get(at).cloned())
            .collect();
        prop_assert_eq!(shuffled.observations.len(), run.observations.len());
        prop_assert_eq!(diagnose(&shuffled), diagnose(&run));
    }

}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn any_evidence_gives_a_diagnosis(evidence in arbitrary::evidence()) {
        let d = diagnose(&evidence);
        is_well_formed(&d)?;
        prop_assert_eq!(sorted(d.clone()), sorted(diagnose(&evidence)), "twice the same");
    }

    #[test]
    fn a_redacted_run_diagnoses_the_same(evidence in arbitrary::evidence()) {
        let redacted = redact(&evidence);
        prop_assert_eq!(diagnose(&redacted), diagnose(&evidence));
        prop_assert_eq!(redact(&redacted), redacted, "redacting twice changes nothing");
    }

    #[test]
    fn a_contradicting_run_says_so(evidence in arbitrary::evidence()) {
        // `close` before `open` is no order that an engine reports.
        let mut evidence: Evidence = evidence;
        let row = Row { cell: "1006 O · RE".into(), ..rows()[0].clone() };
        let run = row.run(Setting::hosted());
        evidence.observations = run.observations;
        let d = diagnose(&evidence);
        is_well_formed(&d)?;
        prop_assert!(!d.judgements.iter().any(|j| j.because.contains(
            &why1006_diagnosis::Reason::ItOpened
        )));
    }
}
