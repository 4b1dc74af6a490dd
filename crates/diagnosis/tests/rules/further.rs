//! What holds for every run with further probes, whatever they gave.

use proptest::{prelude::*, sample::Index, sample::select, test_runner::RngSeed};
use why1006_diagnosis::{Diagnosis, Reason, diagnose};
use why1006_evidence::{
    EngineFamily, Evidence, PageScheme, Place, Probe, Scheme, circumstances::PermissionState,
    host::HostClass,
};

use crate::{
    probes::{attempt, can_be, probe},
    table::{Row, Setting, rows, settings},
};

/// A further probe: an attempt, or any other.
#[derive(Clone, Debug)]
enum Further {
    Attempt(Place, bool, &'static str),
    Other(Probe, Place, &'static str),
}

/// Probes that are no attempts, with what each may give.
const OTHERS: &[(Probe, Place, &[&str])] = &[
    (Probe::FetchNoCors, Place::Nowhere, &["R", "X", "T"]),
    (Probe::FetchNoCors, Place::OtherScheme, &["R", "X", "T"]),
    (Probe::FetchNoCors, Place::Target, &["R", "X", "T"]),
    (Probe::StatusClass, Place::Target, &["L", "E", "T"]),
    (Probe::StatusClass, Place::Root, &["L", "E", "T"]),
    (Probe::RedirectFrame, Place::Target, &["R", "X", "P", "T"]),
    (Probe::AddressSpace, Place::Target, &["R", "X", "T"]),
];

fn further() -> impl Strategy<Value = Further> {
    let places =
        select(&[Place::Target, Place::OtherScheme, Place::OtherSpelling, Place::OtherPath][..]);
    let cells = select(&["ok", "E 1006", "E 1015", "pending"][..]);
    let others = select(OTHERS);
    prop_oneof![
        3 => (places, any::<bool>(), cells).prop_map(|(place, changed, cell)| {
            Further::Attempt(place, changed && place == Place::Target, cell)
        }),
        2 => (others, any::<Index>()).prop_map(|((kind, place, seen), at)| {
            Further::Other(kind, place, seen[at.index(seen.len())])
        }),
    ]
}

/// A measured run that did not open or stayed open, with further probes.
fn run() -> impl Strategy<Value = Evidence> {
    let base = any::<(Index, Index)>().prop_map(|(row, setting)| {
        let row: Row = row.get(rows()).clone();
        let settings: Vec<Setting> = settings(row.scheme);
        let setting: Setting = setting.get(&settings).clone();
        row.run(setting)
    });
    let more = prop::collection::vec(further(), 0..7);
    let kind = (
        select(&[HostClass::Public, HostClass::Private, HostClass::Localhost][..]),
        select(&[20_001_u16, 80, 443, 25, 4190][..]),
        prop::option::of(-1e5..1e5_f64),
        any::<bool>(),
    );
    (base, more, kind).prop_map(|(mut run, more, (class, port, clock, prompt))| {
        (run.target.host_class, run.target.port) = (class, port);
        run.circumstances.clock_ahead = clock;
        if prompt {
            run.circumstances.local_network = Some(PermissionState::Prompt);
        }
        more.into_iter().fold(run, |run, more| match more {
            Further::Attempt(place, changed, cell) => attempt(run, place, changed, cell),
            Further::Other(kind, place, seen) => probe(run, kind, place, seen),
        })
    })
}

fn is_alone(d: &Diagnosis) -> Result<(), TestCaseError> {
    let (certain, remaining) = (d.certain(), d.remaining());
    prop_assert!(certain.len() < 2, "{:?}", certain);
    prop_assert!(certain.is_empty() || remaining.is_empty(), "{:?} and {:?}", certain, remaining);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 3000,
        max_global_rejects: 400_000,
        // The same cases on every machine; failing ones are printed, not kept.
        rng_seed: RngSeed::Fixed(1006),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn beside_a_certain_cause_nothing_is_named(run in run()) {
        is_alone(&diagnose(&run))?;
    }

    #[test]
    fn more_probes_take_no_certainty_back_in_silence(run in run(), bits in any::<u32>()) {
        let after = diagnose(&run);
        let mut some = run.clone();
        let mut at = 0;
        some.observations.retain(|_| {
            at += 1;
            bits & (1 << (at - 1)) != 0
        });
        prop_assume!(can_be(&some, &run));
        let before = diagnose(&some);
        is_alone(&before)?;
        for gone in after.ruled_out().filter(|j| before.certain().contains(&j.cause)) {
            let says = gone.because.contains(&Reason::Contradiction);
            prop_assert!(says, "{:?} after {:?}", gone, some.observations);
        }
    }

    #[test]
    fn the_order_of_further_probes_in_the_list_changes_nothing(run in run(), by in 1..12_usize) {
        let mut turned = run.clone();
        turned.observations.reverse();
        prop_assert_eq!(diagnose(&turned), diagnose(&run));
        let mut turned = run.clone();
        let count = turned.observations.len();
        turned.observations.rotate_left(by % count);
        prop_assert_eq!(diagnose(&turned), diagnose(&run));
    }

    /// What an engine does that nobody measured is not taken for granted.
    #[test]
    fn an_unknown_engine_is_certain_of_no_more_than_all_of_the_others(run in run()) {
        let told = |family, major| {
            let mut run = run.clone();
            // Which ports are refused differs by engine.
            run.target.port = 20_001;
            let engine = &mut run.circumstances.engine;
            (engine.family, engine.major) = (family, major);
            diagnose(&run).certain()
        };
        let unknown = told(EngineFamily::Unknown, 0);
        let page = &run.circumstances.page;
        let is_mixed = page.scheme == PageScheme::Https && run.target.scheme == Some(Scheme::Ws);
        for (family, major) in
            [(EngineFamily::Chromium, 156), (EngineFamily::Firefox, 153), (EngineFamily::WebKit, 26)]
        {
            let certain = told(family, major);
            // A rule of one engine may leave more open, never less.
            let fewer = certain.is_empty() || certain == unknown;
            prop_assert!(unknown.is_empty() || fewer || is_mixed, "{:?} {:?}", unknown, certain);
        }
    }
}
