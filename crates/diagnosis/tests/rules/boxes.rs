//! Who answers in a server's place: what a name that cannot exist, and the reference,
//! say of answers to web requests.

use why1006_diagnosis::{CauseId, Diagnosis, Reason, Remark, Stage, Standing, Verdict, diagnose};
use why1006_evidence::{
    EngineFamily, Place, Probe,
    network::{PassedOver, Unusable},
};

use crate::probes::{
    ENGINES, again, at_home, in_clear, judged, nowhere, over_tls, probe, reference, standing,
};

/// Section 9: behind an explicit proxy every `http` request is answered.
#[test]
fn an_answer_over_http_counts_where_nobody_answers_for_all() {
    use CauseId::{Dns, DroppedByFirewall, OriginRejected, ProxyRefusesConnect, Refused};
    let on_the_way = [Dns, Refused];
    for engine in ENGINES {
        let run = || in_clear(engine, "E 1006 · RE");
        let unsure = diagnose(&run());
        let direct = diagnose(&nowhere(run(), "X"));
        let proxied = diagnose(&nowhere(run(), "R"));
        for cause in on_the_way {
            assert_eq!(standing(&unsure, cause), Standing::Possible, "{engine} {cause}");
            assert_eq!(standing(&direct, cause), Standing::RuledOut, "{engine} {cause}");
            assert_eq!(standing(&proxied, cause), Standing::Possible, "{engine} {cause}");
        }
        assert_eq!(standing(&direct, DroppedByFirewall), Standing::RuledOut);
        assert_eq!(standing(&direct, ProxyRefusesConnect), Standing::RuledOut);
        assert!(direct.remaining().contains(&OriginRejected), "{engine}");
        assert_eq!(direct.verdict, Verdict::AnsweredNotUpgraded, "{engine}");
        // The server may never have been reached.
        assert_eq!(proxied.verdict, Verdict::NothingAnswered, "{engine}");
        assert_eq!(proxied.failed_stage, None, "{engine}");
        assert!(proxied.remaining().contains(&OriginRejected), "{engine}: or it may");
        assert!(proxied.remaining().contains(&ProxyRefusesConnect), "{engine}");
    }
}

#[test]
fn a_proxy_that_gives_no_tunnel_is_indicated_by_the_reference() {
    use CauseId::{NetworkStripsWebsockets, ProxyRefusesConnect};
    for engine in ENGINES {
        let stripped = reference(in_clear(engine, "E 1006 · RE"), Some(("E 1006", "R")));
        let proxied = diagnose(&nowhere(stripped.clone(), "R"));
        assert_eq!(proxied.verdict, Verdict::NetworkStripsWebsockets, "{engine}");
        assert_eq!(standing(&proxied, ProxyRefusesConnect), Standing::Indicated, "{engine}");
        assert_eq!(standing(&proxied, NetworkStripsWebsockets), Standing::Possible, "{engine}");
        assert_eq!(proxied.failed_stage, Some(Stage::Transport), "{engine}");
        let transparent = diagnose(&nowhere(stripped, "X"));
        let strips = standing(&transparent, NetworkStripsWebsockets);
        assert_eq!(strips, Standing::Indicated, "{engine}");
    }
}

/// A portal that leaves name servers alone: a name that cannot exist does not, and
/// every other address is answered by it, the reference's included.
#[test]
fn who_answers_for_the_reference_may_answer_for_the_server() {
    use CauseId::{Dns, OriginRejected, ProxySignIn};
    for engine in ENGINES {
        let run = || nowhere(in_clear(engine, "E 1006 · RE"), "X");
        assert_eq!(standing(&diagnose(&run()), ProxySignIn), Standing::RuledOut, "{engine}");
        let mut portal = reference(run(), None);
        let why = Unusable::Foreign;
        portal.circumstances.passed_over = vec![PassedOver { host: "www.example".into(), why }];
        let d = diagnose(&portal);
        assert_eq!(judged(&d, ProxySignIn), (Standing::Indicated, Reason::ReferenceForeign));
        assert_eq!(judged(&d, Dns).0, Standing::Possible, "{engine}: it may answer for any name");
        assert!(d.remaining().contains(&OriginRejected), "{engine}: it may pass this one");
        let all = diagnose(&nowhere(portal.clone(), "R"));
        assert_eq!(judged(&all, ProxySignIn), (Standing::Indicated, Reason::ReferenceForeign));
        // One that leads to its page, also over TLS if its root is trusted.
        let moved =
            probe(over_tls(engine, "E 1006 · RL"), Probe::RedirectFrame, Place::Target, "P");
        let known = diagnose(&reference(moved.clone(), None));
        assert_eq!(judged(&known, ProxySignIn), (Standing::Possible, Reason::RedirectSeen));
        let passes = diagnose(&moved);
        assert_eq!(standing(&passes, ProxySignIn), Standing::RuledOut, "{engine}: not here");
    }
}

/// Squid with `ssl_bump` answers over TLS for names that do not exist, and for servers
/// that it does not reach (recorded: `squid-inspects-no-name`).
#[test]
fn an_answer_over_tls_counts_unless_a_box_answers_for_all() {
    use CauseId::{
        ClockSkew, CorpProxyFirewall, Dns, InterceptedUpstreamFault, OriginRejected, Refused,
        TlsInterception, TlsUntrusted,
    };
    for engine in ENGINES {
        let run = || reference(over_tls(engine, "E 1006 · RE"), Some(("ok", "R")));
        let (unsure, direct) = (diagnose(&run()), diagnose(&nowhere(run(), "X")));
        let boxed = diagnose(&nowhere(run(), "R"));
        for cause in [Dns, Refused, TlsUntrusted] {
            assert_eq!(standing(&unsure, cause), Standing::RuledOut, "{engine} {cause}");
            assert_eq!(standing(&direct, cause), Standing::RuledOut, "{engine} {cause}");
            let expected = (Standing::Possible, Reason::HttpAnsweredPerhapsByProxy);
            assert_eq!(judged(&boxed, cause), expected, "{engine} {cause}");
        }
        assert!(boxed.remarks.contains(&Remark::AnsweredAnew), "{engine}");
        assert!(!direct.remarks.contains(&Remark::AnsweredAnew), "{engine}");
        let expected = (Standing::Possible, Reason::ProxyAnswersForAll);
        assert_eq!(judged(&boxed, InterceptedUpstreamFault), expected, "{engine}");
        // This browser trusts the box, and the box hides the server's certificate.
        for cause in [TlsInterception, ClockSkew] {
            assert_eq!(standing(&boxed, cause), Standing::RuledOut, "{engine} {cause}");
        }
        let at = |d: &Diagnosis, cause| d.remaining().iter().position(|c| *c == cause).unwrap();
        for cause in [InterceptedUpstreamFault, CorpProxyFirewall] {
            assert!(at(&boxed, cause) < at(&direct, cause), "{engine} {cause}");
        }
        assert!(boxed.remaining().contains(&OriginRejected), "{engine}: it may be the server");
        // No box stands before this machine.
        let here = diagnose(&nowhere(at_home(over_tls(engine, "E 1006 · RE")), "R"));
        assert_eq!(standing(&here, Refused), Standing::RuledOut, "{engine}");
    }
}

/// Behind a box that looks into TLS, an unreachable server is answered for.
#[test]
fn a_box_that_answers_for_a_server_may_lose_its_patience() {
    let d = diagnose(&again(over_tls(EngineFamily::Chromium, "E 1006 · RE"), &["pending"]));
    let cause = CauseId::InterceptedUpstreamFault;
    assert_eq!(judged(&d, cause), (Standing::Possible, Reason::SilentAnotherTime));
}
