//! What a few observations leave, and no more.

use why1006_diagnosis::{CauseId, Diagnosis, Reason, Standing, diagnose};
use why1006_evidence::{EngineFamily, Event, EventKind, Evidence, Place, Probe, host::HostClass};

use crate::probes::{
    ENGINES, again, at_home, changed, in_clear, judged, over_tls, probe, standing,
};

#[test]
fn of_several_subprotocols_two_causes_remain() {
    for engine in ENGINES {
        let mut run = over_tls(engine, "E 1006 · RE");
        run.target.protocols = vec!["graphql-ws".into(), "graphql-transport-ws".into()];
        run.observations[0].with_protocols = true;
        let run = changed(again(run, &["E 1006"]), Place::Target, ["ok", "E 1006"]);
        let d = diagnose(&run);
        assert_eq!(d.certain(), [], "{engine}");
        assert_eq!(d.remaining(), [CauseId::SubprotocolMismatch, CauseId::BadHandshake]);
    }
}

/// An exception that the user made for a certificate is for one name.
#[test]
fn over_tls_another_spelling_leaves_the_certificate() {
    for engine in [EngineFamily::Chromium, EngineFamily::WebKit] {
        let mut run = over_tls(engine, "E 1006 · XE");
        (run.target.host, run.target.host_class) = ("127.0.0.1".into(), HostClass::Loopback);
        run.circumstances.page.host_class = HostClass::Localhost;
        let d = diagnose(&changed(run, Place::OtherSpelling, ["ok", "E 1006"]));
        assert_eq!(d.certain(), [], "{engine}");
        assert_eq!(d.remaining()[0], CauseId::LocalhostIpFamily, "{engine}");
        for cause in [CauseId::ExpiredOrWrongHostCert, CauseId::TlsUntrusted] {
            assert_eq!(judged(&d, cause), (Standing::Possible, Reason::OtherSpellingOpened));
        }
        for cause in [CauseId::ConnectionReset, CauseId::Refused, CauseId::WssToPlainPort] {
            assert_eq!(standing(&d, cause), Standing::NotTested, "{engine} {cause}");
        }
    }
}

/// Refused first, then no answer: not for a reason that lasts. Engines that keep
/// attempts back are silent by themselves (`observability.md`, section 7).
#[test]
fn a_refusal_followed_by_silence_does_not_last() {
    let lasting = [CauseId::OriginRejected, CauseId::ClientCertificate, CauseId::ConnectionReset];
    let moving = [CauseId::Http2ExtendedConnect, CauseId::RateLimit, CauseId::WafRule];
    let run = |engine| again(over_tls(engine, "E 1006 · RE"), &["pending"]);
    let d = diagnose(&run(EngineFamily::Chromium));
    for cause in lasting {
        assert_eq!(judged(&d, cause), (Standing::NotTested, Reason::SilentAnotherTime));
    }
    for cause in moving {
        assert_eq!(judged(&d, cause), (Standing::Possible, Reason::SilentAnotherTime));
    }
    let mut tired = run(EngineFamily::Chromium);
    tired.circumstances.earlier_failures = 11;
    for held_back in [tired, run(EngineFamily::Firefox)] {
        let d = diagnose(&held_back);
        for cause in lasting {
            assert_eq!(standing(&d, cause), Standing::Possible, "{cause}");
        }
    }
}

/// Chromium's later attempts are those that go over HTTP/2.
#[test]
fn what_opens_later_is_not_broken_over_http2() {
    let later = |engine| diagnose(&again(over_tls(engine, "E 1006 · RE"), &["ok", "ok"]));
    let cause = CauseId::Http2ExtendedConnect;
    let opened = (Standing::RuledOut, Reason::OpenedAnotherTime);
    assert_eq!(judged(&later(EngineFamily::Chromium), cause), opened);
    assert_eq!(standing(&later(EngineFamily::Firefox), cause), Standing::Possible);
}

/// Whoever swallows the upgrade: behind that stands no other cause as possible
/// but somebody near the user, who may swallow it for this host alone.
#[test]
fn an_upgrade_without_an_answer_is_that_or_a_filter() {
    use CauseId::{ClientCertificate, CorpProxyFirewall};
    for engine in ENGINES {
        let run = || over_tls(engine, "pending · RE");
        let (d, home) = (diagnose(&run()), diagnose(&at_home(run())));
        assert_eq!(standing(&d, ClientCertificate), Standing::NotTested, "{engine}");
        assert_eq!(judged(&d, CorpProxyFirewall), (Standing::Possible, Reason::UpgradeSilent));
        assert_eq!(standing(&home, CorpProxyFirewall), Standing::NotTested, "{engine}");
    }
}

#[test]
fn a_fault_of_tls_keeps_no_web_request_waiting() {
    for engine in ENGINES {
        let d = diagnose(&over_tls(engine, "E 1006 · TT"));
        for cause in [
            CauseId::TlsVersion,
            CauseId::WssToPlainPort,
            CauseId::TlsUntrusted,
            CauseId::InterceptedUpstreamFault,
        ] {
            let (standing, because) = judged(&d, cause);
            let waits = (Standing::NotTested, Reason::RequestsWait);
            let firefox = (Standing::RuledOut, Reason::TlsNotReported);
            assert!([waits, firefox].contains(&(standing, because)), "{engine} {cause}");
        }
        assert_eq!(standing(&d, CauseId::ClientCertificate), Standing::Possible, "{engine}");
    }
}

#[test]
fn a_tls_port_says_the_same_to_every_plain_request() {
    let tls_port = |run: &Evidence| {
        let d: Diagnosis = diagnose(run);
        judged(&d, CauseId::WsToTlsPort)
    };
    for engine in ENGINES {
        let nobody = |run| probe(run, Probe::FetchNoCors, Place::Nowhere, "X");
        let path = nobody(in_clear(engine, "E 1006 · XE"));
        let path = probe(path, Probe::FetchNoCors, Place::Root, "R");
        assert_eq!(tls_port(&path), (Standing::RuledOut, Reason::PathRejected), "{engine}");
        for (status, expected) in [(400, Standing::Possible), (403, Standing::RuledOut)] {
            let mut run = nobody(in_clear(engine, "E 1006 · RE"));
            let read = Event { status: Some(status), ..Event::new(20.0, EventKind::Resolved) };
            let cors = run.observations.iter_mut();
            cors.filter(|o| o.probe == Probe::FetchCors && o.place == Place::Target)
                .for_each(|o| o.events = vec![read.clone()]);
            assert_eq!(tls_port(&run).0, expected, "{engine} {status}");
        }
    }
}

/// No engine, and no well-known proxy, gives an upgrade up within some seconds.
#[test]
fn an_end_after_some_seconds_was_an_answer() {
    for engine in ENGINES {
        let mut run = over_tls(engine, "E 1006 · RE");
        for event in &mut run.observations[0].events {
            event.at = 3_000.0;
        }
        run.observations[0].ended = 3_000.0;
        let d = diagnose(&run);
        assert_eq!(standing(&d, CauseId::UpgradeSwallowed), Standing::RuledOut, "{engine}");
    }
}
