//! What the server said, and what its silence means.

use why1006_diagnosis::{CauseId::*, Reason, Remark, Standing::*, Verdict, diagnose};
use why1006_evidence::{
    EngineFamily, Event, EventKind, Evidence, Says, network::Outcome, path::PathShape,
    redact::redact,
};

use super::{MEASURED, after, alone, heard, run, saying, stands};

#[test]
fn an_unauthorized_of_action_cable_is_certain_whatever_code_follows() {
    for engine in MEASURED {
        for cell in [
            "O 1000c · RE",
            "O 1005c · RE",
            "O 1006 · RE",
            "O E 1006 · RE",
            "O 1002c · RE",
            "ok · RE",
        ] {
            let said = saying(run(engine, cell), &[Says::ActionCableUnauthorized]);
            alone(&said, AuthAtHandshake);
            let d = diagnose(&said);
            assert_eq!(d.verdict, Verdict::ClosedByServer, "{engine} {cell}");
            assert!(d.not_tested().contains(&NormalClose), "the words explain the end");
            assert!(d.remarks.contains(&Remark::SpeaksActionCable));
        }
    }
}

#[test]
fn a_restart_in_words_is_a_restart() {
    for engine in MEASURED {
        let said = saying(
            run(engine, "O 1000c · RE"),
            &[Says::ActionCableWelcome, Says::ActionCablePing, Says::ActionCableRestart],
        );
        alone(&said, DeployClose);
        stands(&said, DeployClose, Certain, Reason::SaidRestart);
    }
}

/// Rails says `invalid_request` of a refused origin, and of more.
#[test]
fn an_invalid_request_points_to_the_origin_and_proves_nothing() {
    let said =
        saying(run(EngineFamily::Firefox, "O 1000c · RE"), &[Says::ActionCableInvalidRequest]);
    stands(&said, OriginRejected, Indicated, Reason::SaidInvalidRequest);
    let d = diagnose(&said);
    assert_eq!((d.certain(), d.remaining()), (vec![], vec![OriginRejected, PolicyClose]));
}

#[test]
fn a_goodbye_without_a_known_reason_is_the_apps_own() {
    for says in [Says::ActionCableDisconnect, Says::SockJsClose] {
        let said = saying(run(EngineFamily::Chromium, "O 1000c · RE"), &[says]);
        stands(&said, PolicyClose, Indicated, Reason::SaidGoodbye);
        assert_eq!(diagnose(&said).remaining(), [PolicyClose, NormalClose]);
    }
}

/// A greeting is no farewell: what follows is judged as ever.
#[test]
fn a_greeting_explains_no_end() {
    let greeted = saying(run(EngineFamily::Chromium, "O 1000c · RE"), &[Says::ActionCableWelcome]);
    stands(&greeted, NormalClose, Possible, Reason::ClosedInOrder);
    let cut = saying(run(EngineFamily::Chromium, "O 1006 · RE"), &[Says::SockJsOpen]);
    stands(&cut, CutAfterOpen, Possible, Reason::CutWithoutClose);
    assert!(diagnose(&cut).certain().is_empty());
}

#[test]
fn who_asks_for_a_login_and_leaves_probably_missed_it() {
    for engine in MEASURED {
        for cell in ["O 1000c · RE", "O 1006 · RE"] {
            let asked = saying(run(engine, cell), &[Says::AsksForLogin]);
            stands(&asked, AuthAtHandshake, Indicated, Reason::AskedForLogin);
            assert!(diagnose(&asked).remaining().len() > 1);
        }
        alone(&saying(run(engine, "O 4401c · RE"), &[Says::AsksForLogin]), PolicyClose);
        let leaves = saying(run(engine, "O 1001c · RE"), &[Says::AsksForLogin]);
        alone(&heard(leaves, Outcome::Passed), DeployClose);
    }
}

#[test]
fn pushers_codes_are_read_only_where_pusher_speaks() {
    for (cell, reason) in [
        ("O 4001c · RE", Reason::PusherSettings),
        ("O 4100c · RE", Reason::PusherLater),
        ("O 4200c · RE", Reason::PusherAgain),
    ] {
        let plain = run(EngineFamily::Firefox, cell);
        let because = |e: &Evidence| {
            let d = diagnose(e);
            super::judged(&d, PolicyClose).because.clone()
        };
        assert_eq!(because(&plain), [Reason::CloseCode]);
        let said = saying(plain.clone(), &[Says::PusherError]);
        assert_eq!(because(&said), [Reason::CloseCode, reason]);
        alone(&said, PolicyClose);
        assert!(diagnose(&said).remarks.contains(&Remark::SaysError));
        let mut by_path = plain;
        by_path.target.path_shape = PathShape::Pusher;
        assert_eq!(because(&by_path), [Reason::CloseCode, reason]);
    }
}

/// On a pass nothing is named; who greeted is a remark.
#[test]
fn a_pass_tells_who_greeted_and_names_nobody() {
    for (says, remark) in [
        (Says::ActionCableWelcome, Remark::SpeaksActionCable),
        (Says::EngineIoOpen, Remark::SpeaksEngineIo),
        (Says::PusherEstablished, Remark::SpeaksPusher),
        (Says::SockJsOpen, Remark::SpeaksSockJs),
        (Says::DevServer, Remark::SpeaksDevServer),
        (Says::AsksForLogin, Remark::AsksForLogin),
    ] {
        let d = diagnose(&saying(run(EngineFamily::Chromium, "ok · RE"), &[says]));
        assert_eq!(d.verdict, Verdict::Works, "{says}");
        assert_eq!((d.certain(), d.remaining()), (vec![], vec![]), "{says}");
        assert_eq!(d.remarks, [remark]);
    }
}

#[test]
fn silence_is_usual_for_some_and_strange_for_others() {
    let quiet = |shape, ms| {
        let mut silent = run(EngineFamily::Chromium, "ok · RE");
        silent.observations[0].events.retain(|e| e.kind != EventKind::Message);
        silent.target.path_shape = shape;
        diagnose(&after(silent, ms)).remarks
    };
    for shape in [PathShape::ActionCable, PathShape::SocketIo, PathShape::Pusher] {
        assert_eq!(quiet(shape, 2_000.0), [Remark::MuteThoughExpected], "{shape}");
        assert_eq!(quiet(shape, 500.0), [], "{shape}: nobody had time to speak");
    }
    for shape in [PathShape::Phoenix, PathShape::GraphQl, PathShape::Mqtt] {
        assert_eq!(quiet(shape, 2_000.0), [Remark::QuietAsExpected], "{shape}");
    }
    assert_eq!(quiet(PathShape::Plain, 2_000.0), []);
    // Something was said, and nobody known says so.
    let mut spoken = run(EngineFamily::Chromium, "ok · RE");
    spoken.target.path_shape = PathShape::ActionCable;
    assert_eq!(diagnose(&after(spoken, 2_000.0)).remarks, []);
}

#[test]
fn slow_answers_and_wrong_clocks_are_told() {
    let mut slow = run(EngineFamily::Chromium, "ok · RE");
    slow.observations[0].events.iter_mut().for_each(|e| e.at += 2_500.0);
    slow.circumstances.clock_ahead = Some(-400.0);
    assert_eq!(diagnose(&slow).remarks, [Remark::SlowAnswer, Remark::ClockOff]);
    slow.circumstances.clock_ahead = Some(60.0);
    assert_eq!(diagnose(&slow).remarks, [Remark::SlowAnswer]);
}

#[test]
fn words_survive_redaction_and_their_order_counts() {
    let said = saying(
        run(EngineFamily::Firefox, "O 1000c · RE"),
        &[Says::ActionCableWelcome, Says::ActionCableUnauthorized],
    );
    let redacted = redact(&said);
    let words = |e: &Evidence| -> Vec<Option<Says>> {
        e.observations[0].events.iter().map(|e: &Event| e.says).collect()
    };
    assert_eq!(words(&redacted), words(&said));
    assert_eq!(diagnose(&redacted), diagnose(&said));
    // The last farewell is what ended it.
    let both = saying(
        run(EngineFamily::Firefox, "O 1000c · RE"),
        &[Says::ActionCableUnauthorized, Says::ActionCableRestart],
    );
    alone(&both, DeployClose);
}

/// The other attempts' words are not those of the first.
#[test]
fn words_of_the_reference_do_not_count() {
    let mut run = run(EngineFamily::Chromium, "E 1006 · RE");
    let reference = run.observations.iter_mut().find(|o| o.place.as_str() == "reference").unwrap();
    reference.events[1].says = Some(Says::ActionCableUnauthorized);
    let d = diagnose(&run);
    assert_eq!(d.certain(), []);
    assert_eq!(d.remarks, []);
}
