//! What the reference shows of a network that cuts, mutes or limits what is open.

use why1006_diagnosis::{CauseId::*, Owner, Reason, Standing::*, Verdict, diagnose, network};
use why1006_evidence::{
    Evidence,
    network::{Cell, Outcome, Transport},
    path::PathShape,
};

use super::{MEASURED, after, judged, run, stands};

/// A cell of the reference at the target's own scheme and port.
fn cell(evidence: &Evidence, transport: Transport, outcome: Outcome) -> Cell {
    Cell { outcome, chunks: Some(0), ..Cell::new(transport, true, evidence.target.port, 0.0) }
}

fn with(mut evidence: Evidence, transport: Transport, outcome: Outcome) -> Evidence {
    let cell = cell(&evidence, transport, outcome);
    evidence.network.push(cell);
    evidence
}

/// The reference was held for so long, and then this came of it.
fn held(mut evidence: Evidence, seconds: f64, outcome: Outcome) -> Evidence {
    let cell = cell(&evidence, Transport::Hold, outcome);
    evidence.network.push(Cell { ended: seconds * 1_000.0, ..cell });
    evidence
}

#[test]
fn a_reference_that_is_cut_after_the_same_quiet_time_speaks_for_what_lies_before_both() {
    for engine in MEASURED {
        let target = after(run(engine, "O 1006 · RE"), 60_000.0);
        stands(&target, IdleTimeoutProxy, Indicated, Reason::QuietKnown);
        let both = held(target.clone(), 61.0, Outcome::Cut);
        stands(&both, NetworkCutsWebsockets, Indicated, Reason::ReferenceCutAlike);
        stands(&both, IdleTimeoutProxy, Possible, Reason::EndedAfterQuiet);
        let d = diagnose(&both);
        assert_eq!(d.remaining()[0], NetworkCutsWebsockets, "{engine}");
        // One operator may host both, behind one proxy.
        assert_eq!((d.verdict, d.owner), (Verdict::WorksThenEnds, Owner::Unknown));

        // Another time, or a cell of which it is not known whose silence it was.
        stands(
            &held(target.clone(), 20.0, Outcome::Cut),
            IdleTimeoutProxy,
            Indicated,
            Reason::QuietKnown,
        );
        let mut hidden = both;
        hidden.network[0].disturbed = true;
        stands(&hidden, IdleTimeoutProxy, Indicated, Reason::QuietKnown);
    }
}

#[test]
fn a_reference_that_stays_as_long_excludes_nothing_and_orders() {
    for engine in MEASURED {
        let target = after(run(engine, "O 1006 · RE"), 45_000.0);
        let place = |e: &Evidence| {
            diagnose(e).remaining().iter().position(|c| *c == NetworkCutsWebsockets).unwrap()
        };
        let stays = held(target.clone(), 48.0, Outcome::Passed);
        stands(&stays, NetworkCutsWebsockets, Possible, Reason::ReferenceHeld);
        assert!(place(&stays) > place(&target), "{engine}");
        let shorter = held(target.clone(), 40.0, Outcome::Passed);
        stands(&shorter, NetworkCutsWebsockets, Possible, Reason::EndedAfterQuiet);
    }
}

#[test]
fn the_reference_is_held_as_long_as_the_target_was_quiet_if_it_can_be() {
    for engine in MEASURED {
        let quiet = |ms| network::hold(&after(run(engine, "O 1006 · RE"), ms));
        assert_eq!(quiet(3_000.0), None, "no quiet time");
        assert!(quiet(12_000.0).is_some_and(|ms| (14_000.0..17_000.0).contains(&ms)));
        assert!(quiet(60_000.0).is_some_and(|ms| (62_400.0..65_000.0).contains(&ms)));
        assert_eq!(quiet(118_000.0), None, "longer than a reference keeps a connection");
    }
}

#[test]
fn a_reference_that_is_cut_before_its_first_word_explains_a_cut() {
    for engine in MEASURED {
        let target = run(engine, "O 1006 · RE");
        let both = with(target.clone(), Transport::Socket, Outcome::Cut);
        let d = diagnose(&both);
        assert_eq!((d.verdict, d.owner), (Verdict::NetworkCutsWebsockets, Owner::YourIt));
        assert_eq!(d.remaining(), [NetworkCutsWebsockets]);
        assert_eq!(judged(&d, CutAfterOpen).standing, NotTested, "{engine}");
        // Elsewhere it may be another network's doing, or another port's.
        let mut elsewhere = both.clone();
        elsewhere.network[0].port = 8443;
        assert_eq!(diagnose(&elsewhere).verdict, Verdict::WorksThenEnds);
        // A target that spoke was not cut like that.
        let words = with(run(engine, "O m 1006 · RE"), Transport::Socket, Outcome::Cut);
        assert_eq!(diagnose(&words).verdict, Verdict::WorksThenEnds);
    }
}

#[test]
fn messages_that_do_not_come_through_support_a_cut_and_name_nobody() {
    for engine in MEASURED {
        for outcome in [Outcome::Limited, Outcome::Cut, Outcome::Altered, Outcome::Silent] {
            let both = with(run(engine, "O 1006 · RE"), Transport::Messages, outcome);
            stands(&both, NetworkCutsWebsockets, Indicated, Reason::ReferenceSpoiled);
            let d = diagnose(&both);
            assert_eq!((d.remaining()[0], d.owner), (NetworkCutsWebsockets, Owner::Unknown));
        }
        for outcome in [Outcome::Passed, Outcome::RefusedByReference, Outcome::NotRun] {
            let well = with(run(engine, "O 1006 · RE"), Transport::Messages, outcome);
            stands(&well, NetworkCutsWebsockets, Possible, Reason::CutWithoutClose);
        }
    }
}

#[test]
fn a_server_that_should_greet_and_a_network_that_keeps_messages_are_no_success() {
    for engine in MEASURED {
        let mut target = after(run(engine, "O silent"), 2_000.0);
        target.target.path_shape = PathShape::ActionCable;
        assert!(network::is_worth_it(&target, &diagnose(&target)), "{engine}");
        let quiet = after(run(engine, "O silent"), 2_000.0);
        assert!(!network::is_worth_it(&quiet, &diagnose(&quiet)), "no such path");

        for outcome in [Outcome::Silent, Outcome::Limited] {
            let mute = with(target.clone(), Transport::Messages, outcome);
            let d = diagnose(&mute);
            assert_eq!((d.verdict, d.owner), (Verdict::NetworkCutsWebsockets, Owner::YourIt));
            assert_eq!(d.remaining(), [NetworkCutsWebsockets]);
        }
        let well = with(target.clone(), Transport::Messages, Outcome::Passed);
        assert_eq!(diagnose(&well).verdict, Verdict::Works);
    }
}
