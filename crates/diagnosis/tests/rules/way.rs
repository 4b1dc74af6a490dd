//! What the status class, the redirect frame and the check of the address space say.

use why1006_diagnosis::{
    CauseId, Reason, Rung, Stage, StageState, Standing, Verdict, diagnose, rung_state,
};
use why1006_evidence::{
    EngineFamily, Evidence, PageScheme, Place, Probe, circumstances::PermissionState,
    host::HostClass,
};

use crate::probes::{
    ENGINES, again, alone, at_home, both, changed, in_clear, judged, nowhere, over_tls, probe,
    reference, standing,
};

/// Section 9, 407: the attempt fails at once, web requests wait.
#[test]
fn a_sign_in_of_the_proxy_is_indicated_where_requests_wait() {
    use CauseId::{ClientCertificate, OriginRejected, ProxySignIn};
    for engine in ENGINES {
        let d = diagnose(&over_tls(engine, "E 1006 · TT"));
        let expected = match engine {
            // Waits alike for a client certificate.
            EngineFamily::WebKit => Standing::Possible,
            _ => Standing::Indicated,
        };
        assert_eq!(judged(&d, ProxySignIn), (expected, Reason::RequestsWait), "{engine}");
        assert!(d.remaining().contains(&ClientCertificate), "{engine}");
        assert!(d.remaining().contains(&OriginRejected), "an app may leave requests open");
        let answered = diagnose(&over_tls(engine, "E 1006 · RE"));
        assert_eq!(standing(&answered, ProxySignIn), Standing::RuledOut, "{engine}");
    }
}

#[test]
fn a_redirect_to_another_origin_is_certain_where_the_server_sent_it() {
    use CauseId::{CorpProxyFirewall as Filter, OriginRejected, RedirectedHandshake as Redirected};
    for engine in ENGINES {
        let seen = |run, what| probe(run, Probe::RedirectFrame, Place::Target, what);
        let tls = || at_home(over_tls(engine, "E 1006 · RL"));
        alone(&diagnose(&seen(tls(), "P")), Redirected);
        let mut unknown = seen(tls(), "P");
        unknown.circumstances.engine.family = EngineFamily::Unknown;
        alone(&diagnose(&unknown), Redirected);
        // Web requests may end at a dead end.
        alone(&diagnose(&seen(at_home(over_tls(engine, "E 1006 · XE/R")), "P")), Redirected);
        // A filter that inspects TLS leads to its own page, for this host alone.
        both(&diagnose(&seen(over_tls(engine, "E 1006 · RL"), "P")), [Redirected, Filter]);

        let none = diagnose(&seen(tls(), "R"));
        assert_eq!(judged(&none, Redirected), (Standing::Possible, Reason::NoRedirectSeen));
        let void = diagnose(&seen(tls(), "X"));
        assert_eq!(standing(&void, Redirected), Standing::Possible, "a frame that only failed");

        // Over http a portal may be what redirects.
        let clear = || seen(in_clear(engine, "E 1006 · RL"), "P");
        assert_eq!(standing(&diagnose(&clear()), Redirected), Standing::Indicated, "{engine}");
        alone(&diagnose(&nowhere(at_home(clear()), "X")), Redirected);
        both(&diagnose(&nowhere(clear(), "X")), [Redirected, Filter]);
        let portal = diagnose(&nowhere(clear(), "R"));
        assert_eq!(
            (portal.certain(), portal.remaining().contains(&OriginRejected)),
            (vec![], true)
        );

        // It opened another time.
        let flaps = diagnose(&again(seen(tls(), "P"), &["ok"]));
        assert_eq!((flaps.certain(), standing(&flaps, Redirected)), (vec![], Standing::Possible));
    }
}

/// Section 3: 407 in Chromium, a redirect to another kind of scheme.
#[test]
fn a_path_that_fails_where_the_root_answers_is_no_fault_of_the_way() {
    use CauseId::{AuthAtHandshake, ConnectionReset, Dns, OriginRejected, RedirectedHandshake};
    let d = diagnose(&over_tls(EngineFamily::Chromium, "E 1006 · XE/R"));
    for cause in [AuthAtHandshake, RedirectedHandshake, ConnectionReset] {
        assert_eq!(judged(&d, cause), (Standing::Possible, Reason::PathRejected), "{cause}");
    }
    assert_eq!(standing(&d, Dns), Standing::RuledOut);
    assert_eq!(judged(&d, OriginRejected), (Standing::NotTested, Reason::PathRejected));
    assert_eq!(d.verdict, Verdict::AnsweredNotUpgraded);
}

#[test]
fn an_upgrade_swallowed_alone_is_certain_where_nothing_else_keeps_quiet() {
    use CauseId::{BrowserBackoff, ServerSilent, UpgradeSwallowed as Swallowed, WafRule};
    for engine in [EngineFamily::Chromium, EngineFamily::WebKit] {
        let run = || at_home(over_tls(engine, "pending · RE"));
        let d = diagnose(&run());
        alone(&d, Swallowed);
        // Somewhere else a filter may swallow it, for this host alone.
        let there = diagnose(&over_tls(engine, "pending · RE"));
        both(&there, [Swallowed, CauseId::CorpProxyFirewall]);
        assert_eq!(
            d.next_step,
            Some(why1006_diagnosis::Step::SendToSupport),
            "nothing is left to settle"
        );
        assert_eq!(standing(&d, WafRule), Standing::NotTested, "the server's log tells");
        // The network was not cleared.
        for cells in [None, Some(("pending", "T")), Some(("E 1006", "X"))] {
            let d = diagnose(&reference(run(), cells));
            assert_eq!((d.certain(), standing(&d, Swallowed)), (vec![], Standing::Indicated));
        }
        let stripped = diagnose(&reference(run(), Some(("pending", "R"))));
        assert_eq!(stripped.verdict, Verdict::NetworkStripsWebsockets, "{engine}");
        // The path leaves every request unanswered.
        let hangs = diagnose(&over_tls(engine, "pending · TT/R"));
        assert_eq!((hangs.certain(), standing(&hangs, ServerSilent)), (vec![], Standing::Possible));
        let opened = diagnose(&again(run(), &["ok"]));
        assert_eq!((opened.certain(), standing(&opened, Swallowed)), (vec![], Standing::Indicated));
        // Over http, who answered has to be sure.
        let clear = in_clear(engine, "pending · RE");
        assert_eq!(diagnose(&clear).certain(), [], "{engine}");
        alone(&diagnose(&nowhere(at_home(clear), "X")), Swallowed);
    }
    // Firefox keeps attempts back after failures of any tab.
    for run in [
        over_tls(EngineFamily::Firefox, "pending · RE"),
        nowhere(in_clear(EngineFamily::Firefox, "pending · RE"), "X"),
    ] {
        let d = diagnose(&run);
        assert_eq!((d.certain(), standing(&d, Swallowed)), (vec![], Standing::Indicated));
        assert_eq!(judged(&d, BrowserBackoff), (Standing::Possible, Reason::MayBeHeldBack));
    }
    let mut tired = over_tls(EngineFamily::Chromium, "pending · RE");
    tired.circumstances.earlier_failures = 12;
    let d = diagnose(&tired);
    assert_eq!(d.certain(), []);
    assert!(d.remaining().contains(&BrowserBackoff));
}

/// Section 8, the test without a prompt.
#[test]
fn a_prompt_is_certain_where_the_address_is_local_and_all_else_waits() {
    use CauseId::LocalNetworkAccess as Guard;
    let silent = |class, state| {
        let mut run = over_tls(EngineFamily::Chromium, "pending · TT");
        run.target.host_class = class;
        run.circumstances.local_network = state;
        run
    };
    let space = |run, seen| probe(run, Probe::AddressSpace, Place::Target, seen);
    let ask = Some(PermissionState::Prompt);
    alone(&diagnose(&space(silent(HostClass::Loopback, ask), "X")), Guard);
    // A public name may lead to a local address. Through an explicit proxy the
    // check fails for any address (measured in Chromium 156), and may just hang.
    for class in [HostClass::Private, HostClass::Public] {
        let d = diagnose(&space(silent(class, ask), "X"));
        assert_eq!((d.certain(), d.remaining()[0]), (vec![], Guard), "{class}");
        assert_eq!(standing(&d, Guard), Standing::Indicated, "{class}");
        assert_eq!(standing(&d, CauseId::ServerSilent), Standing::Possible, "{class}");
        let waits = d.verdict == Verdict::WaitingForUser;
        assert_eq!(waits, class == HostClass::Private, "{class}: by its spelling");
        assert!(d.next_step.is_some(), "{class}: answer it");
        let public = diagnose(&space(silent(class, ask), "R"));
        assert_eq!(judged(&public, Guard), (Standing::RuledOut, Reason::AddressIsPublic));
        let granted = diagnose(&space(silent(class, Some(PermissionState::Granted)), "X"));
        assert_eq!(granted.certain(), [], "{class}");
    }
    // What was refused before is not silent.
    let mut refused = silent(HostClass::Public, Some(PermissionState::Denied));
    refused.circumstances.loopback_network = refused.circumstances.local_network;
    assert_eq!(judged(&diagnose(&refused), Guard), (Standing::RuledOut, Reason::NothingCame));
    // A check that fails for public addresses, too, says nothing.
    let mut rejected = over_tls(EngineFamily::Chromium, "E 1006 · XE");
    rejected.circumstances.local_network = ask;
    let d = diagnose(&space(rejected, "X"));
    assert_eq!(judged(&d, Guard), (Standing::Possible, Reason::NothingAgainst));
    // Only Chromium has it.
    let mut firefox = space(silent(HostClass::Private, ask), "X");
    firefox.circumstances.engine.family = EngineFamily::Firefox;
    firefox.circumstances.engine.major = 153;
    assert_eq!(standing(&diagnose(&firefox), Guard), Standing::RuledOut);
}

#[test]
fn a_clock_is_judged_by_how_far_it_is_off() {
    use CauseId::ClockSkew;
    let off = |cell: &str, ahead: Option<f64>| {
        let mut run = over_tls(EngineFamily::Firefox, cell);
        run.circumstances.clock_ahead = ahead;
        judged(&diagnose(&run), ClockSkew)
    };
    for (ahead, expected) in [
        (None, (Standing::NotTested, Reason::ClockUnknown)),
        (Some(-120.0), (Standing::RuledOut, Reason::ClockIsRight)),
        (Some(1_200.0), (Standing::NotTested, Reason::ClockIsOff)),
        (Some(-7_200.0), (Standing::Possible, Reason::ClockIsOff)),
        (Some(9e7), (Standing::Indicated, Reason::ClockIsOff)),
    ] {
        assert_eq!(off("E 1015 · XE", ahead), expected, "{ahead:?}");
    }
    assert_eq!(off("E 1006 · RE", Some(9e7)).0, Standing::RuledOut, "TLS works");
    assert_eq!(off("ok · RE", Some(9e7)), (Standing::RuledOut, Reason::ItOpened));
}

/// RFC 6797, section 8.3: addresses are never upgraded.
#[test]
fn what_hsts_cannot_reach_is_not_blamed_on_it() {
    use CauseId::HstsUpgrade;
    let name = |cell| in_clear(EngineFamily::Chromium, cell);
    assert_eq!(standing(&diagnose(&name("E 1006 · XE")), HstsUpgrade), Standing::Possible);
    let answered = judged(&diagnose(&name("E 1006 · RE")), HstsUpgrade);
    assert_eq!(answered, (Standing::RuledOut, Reason::HttpAnswered));
    let mut literal = name("E 1006 · XE");
    literal.target.literal = true;
    let literal = judged(&diagnose(&literal), HstsUpgrade);
    assert_eq!(literal, (Standing::RuledOut, Reason::HostIsAddress));
    let tls = judged(&diagnose(&over_tls(EngineFamily::Chromium, "E 1006 · XE")), HstsUpgrade);
    assert_eq!(tls, (Standing::RuledOut, Reason::TlsInvolved));
}

/// Section 3: Firefox takes an SSH banner for an answer.
#[test]
fn bytes_that_are_no_http_pass_for_an_answer_in_firefox_alone() {
    use CauseId::NotHttpServer;
    for (engine, expected) in [
        (EngineFamily::Chromium, Standing::RuledOut),
        (EngineFamily::WebKit, Standing::RuledOut),
        (EngineFamily::Firefox, Standing::Possible),
    ] {
        let d = diagnose(&nowhere(in_clear(engine, "E 1006 · RL"), "X"));
        assert_eq!(standing(&d, NotHttpServer), expected, "{engine}");
        let rejected = diagnose(&in_clear(engine, "E 1006 · XE"));
        assert_eq!(standing(&rejected, NotHttpServer), Standing::Possible, "{engine}");
    }
}

#[test]
fn interception_is_indicated_where_the_reference_fails_alike() {
    use CauseId::TlsInterception;
    let run = over_tls(EngineFamily::Firefox, "E 1015 · XE");
    assert_eq!(standing(&diagnose(&run), TlsInterception), Standing::Possible);
    let both = reference(run, Some(("E 1015", "X")));
    assert_eq!(standing(&diagnose(&both), TlsInterception), Standing::Indicated);
}

#[test]
fn what_contradicts_what_is_said() {
    let none = diagnose(&over_tls(EngineFamily::Chromium, "ok · RE"));
    assert_eq!(none.conflicts, []);
    let mut port = over_tls(EngineFamily::Chromium, "ok · RE");
    port.target.port = 25;
    let listed = (Reason::PortIsListed, Reason::ItOpened);
    assert_eq!(diagnose(&port).conflicts, [listed]);
    let mut mixed = in_clear(EngineFamily::Chromium, "ok · RE");
    mixed.circumstances.page.scheme = PageScheme::Https;
    let is_mixed = (Reason::PageIsHttpsTargetIsWs, Reason::ItOpened);
    assert_eq!(diagnose(&mixed).conflicts, [is_mixed]);
    let tls = in_clear(EngineFamily::Firefox, "E 1015 · RE");
    assert_eq!(diagnose(&tls).conflicts, [(Reason::NoTlsInvolved, Reason::TlsReported)]);
    let page = over_tls(EngineFamily::WebKit, "E 1006 · XE");
    let page = probe(page, Probe::StatusClass, Place::Target, "L");
    assert_eq!(diagnose(&page).conflicts, [(Reason::HttpRejected, Reason::PageAtPath)]);
    let order = over_tls(EngineFamily::Chromium, "1006 O · RE");
    assert_eq!(diagnose(&order).conflicts, [(Reason::NeverOpened, Reason::ItOpened)]);
}

/// Beside what one cause alone explains the ladder shows where it stopped.
#[test]
fn the_ladder_stops_where_the_certain_cause_strikes() {
    let state = |run: &Evidence, stage: Stage| diagnose(run).stages[stage as usize].1;
    let flip = |run| changed(run, Place::OtherScheme, ["ok", "E 1006"]);
    for engine in ENGINES {
        let scheme = flip(over_tls(engine, "E 1006 · XE"));
        assert_eq!(state(&scheme, Stage::Transport), StageState::Passed, "{engine}");
        assert_eq!(state(&scheme, Stage::Tls), StageState::Failed, "{engine}");
        let later = again(over_tls(engine, "ok · RE"), &["E 1006", "E 1006"]);
        assert_eq!(diagnose(&later).failed_stage, Some(Stage::Upgrade), "{engine}");
    }
}

/// An extension, or a firewall, can stop WebSockets alone: what web requests passed
/// is passed by them, and what nothing passed is not known.
#[test]
fn the_ladder_calls_nothing_passed_where_a_cause_remains() {
    for engine in ENGINES {
        let rungs = |run: &Evidence| {
            let stages = diagnose(run).stages;
            [Rung::Browser, Rung::Server].map(|rung| rung_state(rung, &stages))
        };
        let answered = rungs(&over_tls(engine, "E 1006 · RE"));
        assert_eq!(answered, [StageState::PassedByWeb; 2], "{engine}");
        let nothing = rungs(&over_tls(engine, "E 1006 · XE"));
        assert_eq!(nothing, [StageState::NotKnown; 2], "{engine}");
        assert_eq!(rungs(&over_tls(engine, "ok · RE")), [StageState::Passed; 2], "{engine}");
    }
}
