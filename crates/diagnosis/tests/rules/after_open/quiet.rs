//! `idle-timeout-proxy`, by quiet periods.

use why1006_diagnosis::{
    CauseId::*, Owner, Reason, Standing::*, Verdict, diagnose, network::is_worth_it,
};
use why1006_evidence::{EngineFamily, Evidence, Says, network::Outcome, path::PathShape};

use super::{MEASURED, after, alone, heard, judged, run, saying, stands};

/// A second attempt, well after the first, that ends after another quiet time.
fn twice(mut evidence: Evidence, ms: f64) -> Evidence {
    let mut other = after(evidence.clone(), ms).observations[0].clone();
    let later = evidence.observations[0].ended + 60_000.0;
    other.events.iter_mut().for_each(|e| e.at += later);
    (other.begun, other.ended) = (other.begun + later, other.ended + later);
    evidence.observations.push(other);
    evidence
}

#[test]
fn a_known_quiet_period_before_the_end_is_indicated() {
    for engine in MEASURED {
        for cell in ["O 1006 · RE", "O 1000c · RE", "O 1005c · RE", "O 1001c · RE"] {
            for (s, expected) in [
                (30.0, Reason::QuietKnown),
                (55.0, Reason::QuietKnown),
                (56.9, Reason::QuietKnown),
                (60.0, Reason::QuietKnown),
                (98.5, Reason::QuietKnown),
                (240.0, Reason::QuietKnown),
                (300.0, Reason::QuietKnown),
                (350.0, Reason::QuietKnown),
                (590.0, Reason::QuietKnown),
                (12.0, Reason::EndedAfterQuiet),
                (45.0, Reason::EndedAfterQuiet),
                (75.0, Reason::EndedAfterQuiet),
                (130.0, Reason::EndedAfterQuiet),
            ] {
                let d = diagnose(&after(run(engine, cell), s * 1_000.0));
                let found = judged(&d, IdleTimeoutProxy);
                let is_known = expected == Reason::QuietKnown;
                let standing = if is_known { Indicated } else { Possible };
                assert_eq!((found.standing, found.because[0]), (standing, expected), "{cell} {s}");
                assert_eq!(d.certain(), [], "{cell} {s}: others explain it, too");
                assert!(d.quiet.is_some_and(|q| (q - s * 1_000.0).abs() < 0.1));
            }
        }
    }
}

#[test]
fn two_attempts_that_agree_are_worth_more_than_one() {
    for engine in MEASURED {
        let first = after(run(engine, "O 1006 · RE"), 42_000.0);
        stands(&first, IdleTimeoutProxy, Possible, Reason::EndedAfterQuiet);
        let steady = twice(first.clone(), 43_000.0);
        stands(&steady, IdleTimeoutProxy, Indicated, Reason::QuietSteady);
        let not = twice(first, 15_000.0);
        stands(&not, IdleTimeoutProxy, Possible, Reason::EndedAfterQuiet);
    }
}

#[test]
fn it_never_stands_beside_an_end_that_comes_soon() {
    for engine in MEASURED {
        for cell in ["O 1006 · RE", "O 1000c · RE"] {
            let soon = after(run(engine, cell), 900.0);
            stands(&soon, IdleTimeoutProxy, RuledOut, Reason::EndedTooSoon);
            let short = after(run(engine, cell), 9_000.0);
            stands(&short, IdleTimeoutProxy, Possible, Reason::CutWithoutClose);
        }
        // The server spoke a moment before: its quiet period begins anew.
        let mut spoken = after(run(engine, "O m 1006 · RE"), 60_000.0);
        let close = spoken.observations[0].events.last().unwrap().at;
        spoken.observations[0].events[1].at = close - 500.0;
        stands(&spoken, IdleTimeoutProxy, RuledOut, Reason::EndedTooSoon);
    }
}

/// A hold says nothing about periods longer than itself.
#[test]
fn a_hold_rules_out_the_shorter_periods_only() {
    for engine in MEASURED {
        let short = after(run(engine, "ok · RE"), 2_000.0);
        stands(&short, IdleTimeoutProxy, NotTested, Reason::ListenLonger);
        let long = after(run(engine, "ok · RE"), 120_000.0);
        stands(&long, IdleTimeoutProxy, NotTested, Reason::HeldThroughQuiet);
        let d = diagnose(&long);
        assert_eq!(d.verdict, Verdict::Works);
        assert_eq!(d.quiet, Some(120_000.0));
    }
}

/// AWS API Gateway ends what was quiet with 1001, so it is a restart only
/// where it comes at once.
#[test]
fn a_server_that_goes_away_after_a_quiet_time_may_be_a_gateway() {
    for engine in MEASURED {
        alone(&heard(run(engine, "O 1001c · RE"), Outcome::Passed), DeployClose);
        let quiet = after(run(engine, "O 1001c · RE"), 600_000.0);
        stands(&quiet, DeployClose, Possible, Reason::CloseCode);
        stands(&quiet, IdleTimeoutProxy, Indicated, Reason::QuietKnown);
        alone(&after(run(engine, "O 4401c · RE"), 60_000.0), PolicyClose);
    }
}

#[test]
fn servers_that_miss_our_words_are_not_taken_for_proxies() {
    let engine_io = saying(run(EngineFamily::Firefox, "O 1005c · RE"), &[Says::EngineIoOpen]);
    let missed = after(engine_io, 30_000.0);
    stands(&missed, IdleTimeoutProxy, NotTested, Reason::PageSaysNothing);
    for shape in [PathShape::Phoenix, PathShape::GraphQl, PathShape::Mqtt] {
        let mut waits = after(run(EngineFamily::Chromium, "O 1006 · RE"), 60_000.0);
        waits.target.path_shape = shape;
        stands(&waits, IdleTimeoutProxy, Possible, Reason::EndedAfterQuiet);
    }
}

#[test]
fn a_broken_frame_is_no_time_out() {
    let broken = after(run(EngineFamily::Chromium, "O E 1006 · RE"), 60_000.0);
    alone(&heard(broken, Outcome::Passed), BadUtf8OrFrame);
    // An RST after a quiet time, as balancers send it, looks alike elsewhere.
    let reset = after(run(EngineFamily::Firefox, "O E 1006 · RE"), 350_000.0);
    stands(&reset, IdleTimeoutProxy, Indicated, Reason::QuietKnown);
    assert!(diagnose(&reset).remaining().contains(&BadUtf8OrFrame));
}

/// A cut is what a killed server, a crashed handler, a missing login and a hop
/// with a limit leave behind: none of them is contradicted by it.
#[test]
fn a_cut_rules_out_nothing_that_ends_so() {
    for engine in MEASURED {
        let d = diagnose(&run(engine, "O 1006 · RE"));
        for cause in [CutAfterOpen, ServerError, AuthAtHandshake, DeployClose, MessageTooBig] {
            assert_eq!(judged(&d, cause).standing, Possible, "{engine} {cause}");
        }
        assert_eq!(d.remaining()[0], CutAfterOpen, "the commonest stands first");
        assert_eq!(d.remaining().last(), Some(&MessageTooBig), "the rarest last");
    }
    // Firefox after a FIN right behind the 101: nothing was read, so nothing of
    // what needs a message or a frame is named.
    let at_once = diagnose(&run(EngineFamily::Firefox, "1006 · RE"));
    for cause in [AuthAtHandshake, DeployClose, MessageTooBig, BadUtf8OrFrame] {
        assert_eq!(judged(&at_once, cause).standing, NotTested, "{cause}");
    }
    assert_eq!(at_once.remaining(), [CutAfterOpen, ServerError, NetworkCutsWebsockets]);
}

/// A box that looks into WebSockets breaks a frame or closes in good order, for
/// everybody: the reference tells. An app's own numbers are the app's.
#[test]
fn what_the_server_did_is_certain_where_the_network_spoils_nothing() {
    for (cell, cause) in [
        ("O 1008c · RE", PolicyClose),
        ("O 1009c · RE", MessageTooBig),
        ("O 1011c · RE", ServerError),
        ("O E 1006 · RE", BadUtf8OrFrame),
    ] {
        let seen = || run(EngineFamily::Chromium, cell);
        let before = diagnose(&seen());
        assert_eq!((before.certain(), before.owner), (vec![], Owner::Unknown), "{cell}");
        assert_eq!(before.remaining(), [cause, NetworkCutsWebsockets], "{cell}");
        assert!(is_worth_it(&seen(), &before), "{cell}: a test of the network tells");
        alone(&heard(seen(), Outcome::Passed), cause);
        let spoiled = diagnose(&heard(seen(), Outcome::Cut));
        assert_eq!((spoiled.certain(), spoiled.owner), (vec![], Owner::Unknown), "{cell}");
        assert!(spoiled.remaining().contains(&NetworkCutsWebsockets), "{cell}");
    }
    let own = run(EngineFamily::Chromium, "O 4401c · RE");
    alone(&own, PolicyClose);
    alone(&heard(own, Outcome::Cut), PolicyClose);
}
