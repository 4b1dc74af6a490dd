//! What further attempts say, and that a third one has to confirm it.

use why1006_diagnosis::{CauseId, Reason, Remark, Standing, Verdict, diagnose};
use why1006_evidence::{End, EngineFamily, EventKind, Place, Probe, host::HostClass};

use crate::probes::{
    ENGINES, again, alone, attempt, changed, in_clear, judged, over_tls, probe, standing, stopped,
};

#[test]
fn a_subprotocol_that_opens_it_is_certain_when_that_is_repeated() {
    for engine in ENGINES {
        let failed = || again(over_tls(engine, "E 1006 · RE"), &["E 1006"]);
        let none = diagnose(&changed(failed(), Place::Target, ["ok", "E 1006"]));
        alone(&none, SUB);
        // The app may offer one: nobody said that it does not.
        assert!(none.remarks.contains(&Remark::NoneOffered), "{engine}");
        // The reverse: the target's own names fail, and without them it opens.
        let mut offers = over_tls(engine, "E 1006 · RE");
        offers.target.protocols = vec!["mqtt".into()];
        offers.observations[0].with_protocols = true;
        let offers = again(offers, &["E 1006"]);
        let named = diagnose(&changed(offers, Place::Target, ["ok", "E 1006"]));
        alone(&named, SUB);
        assert!(!named.remarks.contains(&Remark::NoneOffered), "{engine}");
        let once = diagnose(&attempt(failed(), Place::Target, true, "ok"));
        assert_eq!(judged(&once, SUB), (Standing::Indicated, Reason::OtherProtocolsOpened));
        assert!(once.remaining().len() > 5, "{engine}: once is chance");
        // An unchanged attempt opened as well: the change may be none.
        for last in [&["ok"][..], &["E 1006", "ok"], &["ok", "E 1006"]] {
            let flaps = again(attempt(failed(), Place::Target, true, "ok"), last);
            let d = diagnose(&flaps);
            assert_eq!(d.certain(), [], "{engine} {last:?}");
            assert_eq!(standing(&d, CauseId::StickySession), Standing::Indicated, "{engine}");
        }
        // Two servers that take turns give the same.
        let turns = attempt(over_tls(engine, "E 1006 · RE"), Place::Target, true, "ok");
        let turns = again(turns, &["E 1006"]);
        assert_eq!(standing(&diagnose(&turns), SUB), Standing::Indicated, "{engine}");
        // Failures before the change do not confirm it.
        let before = attempt(again(failed(), &["E 1006"]), Place::Target, true, "ok");
        assert_eq!(diagnose(&before).certain(), [], "{engine}");
    }
}

const SUB: CauseId = CauseId::SubprotocolMismatch;

#[test]
fn a_name_that_nobody_else_knows_stays_possible() {
    let neither =
        attempt(over_tls(EngineFamily::Chromium, "E 1006 · RE"), Place::Target, true, "E 1006");
    assert_eq!(standing(&diagnose(&neither), SUB), Standing::Possible);
}

/// The first attempt is the one before all web requests, with the target's own
/// subprotocols: nothing later takes its place.
#[test]
fn a_later_attempt_never_stands_for_the_first() {
    for engine in ENGINES {
        let whole = changed(over_tls(engine, "E 1006 · RE"), Place::Target, ["ok", "E 1006"]);
        let mut run = whole.clone();
        run.observations.remove(0);
        let d = diagnose(&run);
        assert_eq!((d.certain(), d.remaining()), (vec![], vec![]), "{engine}");
        assert_eq!(judged(&d, SUB), (Standing::NotTested, Reason::NotProbed), "{engine}");
        // Nor does one that offered something else, even alone.
        run.observations.retain(|o| o.probe == Probe::WebSocket && o.saw(EventKind::Open));
        run.observations.retain(|o| o.place == Place::Target);
        assert_ne!(diagnose(&run).verdict, Verdict::Works, "{engine}");
        let stop = diagnose(&stopped(whole));
        assert_eq!(judged(&stop, SUB), (Standing::NotTested, Reason::RunStopped), "{engine}");
    }
}

/// Section 10: a first attempt over HTTP/1.1 opens, later ones do not.
#[test]
fn broken_websockets_over_http2_are_indicated_and_never_certain() {
    use CauseId::Http2ExtendedConnect as Broken;
    let opened = |engine| over_tls(engine, "ok · RE");
    let twice = ["E 1006", "E 1006"];
    let d = diagnose(&again(opened(EngineFamily::Chromium), &twice));
    assert_eq!(judged(&d, Broken), (Standing::Indicated, Reason::FailedAnotherTime));
    assert_eq!(d.certain(), []);
    // A server that counts connections looks the same.
    for same in [CauseId::RateLimit, CauseId::SingleUseTicket, CauseId::StickySession] {
        assert!(d.remaining().contains(&same), "{same}");
    }
    for (later, expected) in [
        (&["ok"][..], Standing::RuledOut),
        (&["E 1006"], Standing::NotTested),
        (&[], Standing::NotTested),
        (&["E 1006", "ok", "E 1006"], Standing::Possible),
    ] {
        let d = diagnose(&again(opened(EngineFamily::Chromium), later));
        assert_eq!(standing(&d, Broken), expected, "{later:?}");
    }
    for engine in [EngineFamily::Firefox, EngineFamily::WebKit] {
        let d = diagnose(&again(opened(engine), &twice));
        assert_eq!(standing(&d, Broken), Standing::RuledOut, "{engine}");
    }
}

#[test]
fn http2_only_is_certain_where_firefox_says_so_twice() {
    use CauseId::Http2Only;
    let once = over_tls(EngineFamily::Firefox, "E 1015 · RE");
    assert_eq!(standing(&diagnose(&once), Http2Only), Standing::Indicated);
    alone(&diagnose(&again(once.clone(), &["E 1015"])), Http2Only);
    let flaps = diagnose(&again(once, &["E 1015", "ok"]));
    assert_eq!((flaps.certain(), standing(&flaps, Http2Only)), (vec![], Standing::Indicated));
    let chromium =
        |later: &[&str]| diagnose(&again(over_tls(EngineFamily::Chromium, "E 1006 · RE"), later));
    assert_eq!(standing(&chromium(&["ok", "ok"]), Http2Only), Standing::Indicated);
    assert_eq!(standing(&chromium(&["ok", "E 1006"]), Http2Only), Standing::Possible);
    assert_eq!(standing(&chromium(&["E 1006"]), Http2Only), Standing::Possible);
    // Some of several servers, or one that has just started, do the same.
    assert!(chromium(&["ok", "ok"]).remaining().contains(&CauseId::StickySession));
    assert!(chromium(&["ok", "ok"]).remaining().contains(&CauseId::UpstreamDown));
    // A web request may have brought the cookie that was missing.
    assert!(chromium(&["ok", "ok"]).remaining().contains(&CauseId::AuthAtHandshake));
}

#[test]
fn repetition_tells_of_several_servers_only_by_a_difference() {
    use CauseId::StickySession;
    for engine in ENGINES {
        let failed = |later: &[&str]| {
            judged(&diagnose(&again(over_tls(engine, "E 1006 · RE"), later)), StickySession)
        };
        assert_eq!(failed(&[]), (Standing::NotTested, Reason::RepeatWouldTell), "{engine}");
        let alike = failed(&["E 1006"; 4]);
        assert_eq!(alike, (Standing::NotTested, Reason::AllAlike), "{engine}");
        let mixed = failed(&["E 1006", "E 1006", "ok", "E 1006"]);
        assert_eq!(mixed, (Standing::Indicated, Reason::OpenedAnotherTime), "{engine}");
    }
}

#[test]
fn the_scheme_is_certain_on_one_port_and_where_clear_text_was_not_answered() {
    use CauseId::{WsToTlsPort, WssToPlainPort};
    let flip = |run| diagnose(&changed(run, Place::OtherScheme, ["ok", "E 1006"]));
    for engine in ENGINES {
        alone(&flip(in_clear(engine, "E 1006 · XE")), WsToTlsPort);
        alone(&flip(over_tls(engine, "E 1006 · XE")), WssToPlainPort);
        // nginx answers clear text on its TLS port, and may redirect it.
        let answered = flip(in_clear(engine, "E 1006 · RE"));
        assert_eq!(answered.certain(), [], "{engine}");
        assert_eq!(standing(&answered, WsToTlsPort), Standing::Indicated, "{engine}");
        // 80 and 443 are two ports.
        let mut default = in_clear(engine, "E 1006 · XE");
        default.target.port = 80;
        let default = flip(default);
        assert_eq!(default.certain(), [], "{engine}");
        assert_eq!(standing(&default, WsToTlsPort), Standing::Indicated, "{engine}");
        let once = attempt(in_clear(engine, "E 1006 · XE"), Place::OtherScheme, false, "ok");
        assert_eq!(diagnose(&once).certain(), [], "{engine}");
        // What opened without TLS is remembered when TLS answers after all.
        let mut both =
            changed(over_tls(engine, "E 1006 · XE"), Place::OtherScheme, ["ok", "E 1006"]);
        both = probe(both, Probe::FetchNoCors, Place::Target, "R");
        let found = diagnose(&both);
        let plain = found.judgements.iter().find(|j| j.cause == WssToPlainPort).unwrap();
        assert!(plain.because.contains(&Reason::Contradiction), "{engine}: {plain:?}");
    }
}

#[test]
fn a_page_over_http_is_none_of_a_tls_port() {
    use CauseId::WsToTlsPort;
    for (engine, expected) in [
        (EngineFamily::Chromium, Standing::RuledOut),
        (EngineFamily::WebKit, Standing::RuledOut),
        // An alert may pass for an answer.
        (EngineFamily::Firefox, Standing::Possible),
    ] {
        let run = probe(in_clear(engine, "E 1006 · RL"), Probe::StatusClass, Place::Target, "L");
        let unsure = diagnose(&run);
        assert_eq!(standing(&unsure, WsToTlsPort), Standing::Possible, "perhaps a proxy's page");
        let run = probe(run, Probe::FetchNoCors, Place::Nowhere, "X");
        assert_eq!(standing(&diagnose(&run), WsToTlsPort), expected, "{engine}");
    }
}

#[test]
fn another_spelling_of_this_machine_is_certain_in_clear_text() {
    use CauseId::LocalhostIpFamily as Family;
    let local = |mut run: why1006_evidence::Evidence| {
        (run.target.host, run.target.host_class) = ("localhost".into(), HostClass::Localhost);
        run.circumstances.page.host_class = HostClass::Localhost;
        run
    };
    for engine in ENGINES {
        let spelled = |cell: &str| {
            let run = local(in_clear(engine, cell));
            diagnose(&changed(run, Place::OtherSpelling, ["ok", "E 1006"]))
        };
        alone(&spelled("E 1006 · XE"), Family);
        // Something else answers by that name, or minds how it is called.
        let answered = spelled("E 1006 · RE");
        assert_eq!(
            (answered.certain(), standing(&answered, Family)),
            (vec![], Standing::Indicated)
        );
        let tls = diagnose(&changed(
            local(over_tls(engine, "E 1006 · XE")),
            Place::OtherSpelling,
            ["ok", "E 1006"],
        ));
        match engine {
            EngineFamily::Firefox => alone(&tls, Family),
            _ => assert!(tls.remaining().contains(&CauseId::ExpiredOrWrongHostCert), "{engine}"),
        }
        let alike = local(in_clear(engine, "E 1006 · XE"));
        let alike = diagnose(&attempt(alike, Place::OtherSpelling, false, "E 1006"));
        assert_eq!(judged(&alike, Family), (Standing::NotTested, Reason::OtherSpellingFailed));
        let elsewhere = diagnose(&in_clear(engine, "E 1006 · XE"));
        assert_eq!(standing(&elsewhere, Family), Standing::RuledOut, "{engine}");
    }
}

#[test]
fn another_path_leaves_two_and_no_more_of_the_refusals() {
    use CauseId::{NotWebsocketEndpoint, OriginRejected, RedirectedHandshake};
    for engine in ENGINES {
        let run = changed(over_tls(engine, "E 1006 · RE"), Place::OtherPath, ["ok", "E 1006"]);
        let d = diagnose(&run);
        if engine == EngineFamily::WebKit {
            // It would have followed a redirect.
            alone(&d, NotWebsocketEndpoint);
            continue;
        }
        assert_eq!(d.certain(), [], "{engine}");
        assert_eq!(standing(&d, NotWebsocketEndpoint), Standing::Indicated, "{engine}");
        assert_eq!(standing(&d, RedirectedHandshake), Standing::Indicated, "{engine}");
        assert_eq!(judged(&d, OriginRejected), (Standing::NotTested, Reason::OtherPathOpened));
    }
}

/// A server that takes its time opens within the patience of a first attempt, and
/// not within the shorter one of those after it.
#[test]
fn what_was_given_up_sooner_than_the_first_took_says_nothing() {
    for engine in ENGINES {
        for (took, verdict) in [(3_000.0, Verdict::Works), (50.0, Verdict::OpensSometimes)] {
            let mut slow = over_tls(engine, "ok · RE");
            slow.observations[0].events.iter_mut().for_each(|e| e.at += took);
            slow.observations[0].ended += took;
            let mut slow = again(slow, &["pending", "pending"]);
            for o in slow.observations.iter_mut().filter(|o| o.end == End::GaveUp) {
                o.ended = o.begun + 2_500.0;
            }
            // Firefox keeps later attempts back, so that their silence says nothing.
            let holds = engine == EngineFamily::Firefox;
            let expected = if holds { Verdict::Works } else { verdict };
            assert_eq!(diagnose(&slow).verdict, expected, "{engine} {took}");
        }
    }
}
