//! The order by software: what it is known to do stands first, and nothing else
//! changes.

use proptest::prelude::*;
use why1006_diagnosis::{CauseId, Diagnosis, diagnose};
use why1006_evidence::{
    Clue, EngineFamily, Evidence, Place, Probe, Problem, ProblemKind, Software, Told, Way,
    host::HostClass, path::PathShape,
};

use crate::{
    after_open::{after, run},
    arbitrary,
    probes::probe,
    properties::config,
    told::named,
};

use CauseId::*;

const REFUSED: &str = "E 1006 · RE";
const CUT: &str = "O 1006";

fn refused(told: &[Told]) -> Evidence {
    let mut run = run(EngineFamily::Chromium, REFUSED);
    run.target.path_shape = PathShape::Plain;
    run.told = told.to_vec();
    run
}

fn status(status: u16) -> Evidence {
    refused(&[Told::status(Way::Console, status)])
}

fn chosen(mut run: Evidence, software: Software) -> Diagnosis {
    run.software = Some(software);
    diagnose(&run)
}

/// What stands first of all that remains.
fn first(d: &Diagnosis) -> CauseId {
    d.certain().into_iter().chain(d.remaining()).next().expect("something remains")
}

fn place(d: &Diagnosis, cause: CauseId) -> usize {
    d.remaining().iter().position(|c| *c == cause).expect("it remains")
}

#[test]
fn one_status_means_another_thing_in_other_software() {
    for (code, software, expected) in [
        (403, Software::Uvicorn, NotWebsocketEndpoint),
        (403, Software::DjangoChannels, OriginRejected),
        (403, Software::Cloudflare, WafRule),
        (403, Software::AwsApiGateway, AuthAtHandshake),
        (404, Software::ActionCable, OriginRejected),
        (404, Software::Spring, NotWebsocketEndpoint),
        (404, Software::DjangoChannels, ProxyUpgradeHeaders),
        (404, Software::Traefik, NotWebsocketEndpoint),
        (400, Software::NodeWs, NotWebsocketEndpoint),
        (400, Software::Grafana, ProxyUpgradeHeaders),
        (500, Software::Apache, ProxyUpgradeHeaders),
        (500, Software::DjangoChannels, NotWebsocketEndpoint),
        (464, Software::AwsAlb, Http2Only),
    ] {
        let d = chosen(status(code), software);
        assert_eq!(first(&d), expected, "{code} of {software}");
        assert_eq!(d.ordered_by, Some(software), "{code}");
        assert!(d.asks_for_software);
    }
}

#[test]
fn without_a_habit_the_usual_order_stands() {
    let usual = diagnose(&status(403));
    assert_eq!(usual.ordered_by, None);
    let same = chosen(status(403), Software::Nginx);
    assert_eq!((same.remaining(), same.ordered_by), (usual.remaining(), None));
    // One of a later version has none.
    assert_eq!(chosen(status(403), Software::Other).remaining(), usual.remaining());
}

#[test]
fn what_is_guessed_orders_too_until_something_is_chosen() {
    let mut run = status(404);
    run.target.path_shape = PathShape::Phoenix;
    let guessed = diagnose(&run);
    assert_eq!(
        (first(&guessed), guessed.ordered_by),
        (NotWebsocketEndpoint, Some(Software::Phoenix))
    );
    let other = chosen(run.clone(), Software::DjangoChannels);
    assert_eq!(first(&other), ProxyUpgradeHeaders);
    // What stands in front has no habit for it: the app behind it is still guessed.
    let front = chosen(run, Software::Nginx);
    assert_eq!((first(&front), front.ordered_by), (NotWebsocketEndpoint, Some(Software::Phoenix)));
}

#[test]
fn what_passes_upgrades_on_by_itself_lacks_no_lines() {
    let plain = refused(&[]);
    assert_eq!(first(&diagnose(&plain)), ProxyUpgradeHeaders);
    for software in [Software::Caddy, Software::Traefik, Software::HaProxy] {
        let d = chosen(plain.clone(), software);
        assert_ne!(first(&d), ProxyUpgradeHeaders, "{software}");
        assert!(place(&d, ProxyUpgradeHeaders) > place(&d, AuthAtHandshake), "{software}");
    }
}

#[test]
fn another_answer_than_a_plain_request_gets_means_that_the_headers_came() {
    let told = |web| [Told::status(Way::Console, 400), Told::status(Way::Request, web)];
    let alike = diagnose(&refused(&told(400)));
    assert_eq!(first(&alike), ProxyUpgradeHeaders);
    let apart = diagnose(&refused(&told(404)));
    assert_eq!(first(&apart), NotWebsocketEndpoint);
    assert!(place(&apart, ProxyUpgradeHeaders) > 3, "it remains, further down");
    // Nor does the software's habit name it then.
    let d = chosen(refused(&told(404)), Software::Grafana);
    assert_ne!(first(&d), ProxyUpgradeHeaders);
    // Two answers to the upgrade, one of them that of a plain request.
    let both = [told(404).to_vec(), vec![Told::status(Way::Console, 404)]].concat();
    let both = diagnose(&refused(&both));
    assert!(place(&both, ProxyUpgradeHeaders) < 3);
}

#[test]
fn a_page_at_the_path_is_no_endpoint_that_refuses() {
    let page = probe(refused(&[]), Probe::StatusClass, Place::Target, "L");
    let d = diagnose(&page);
    let (path, origin) = (place(&d, NotWebsocketEndpoint), place(&d, OriginRejected));
    assert!(path < origin, "{:?}", d.remaining());
    let d = diagnose(&refused(&[Told::status(Way::Request, 200)]));
    assert!(place(&d, NotWebsocketEndpoint) < place(&d, OriginRejected));
    let d = diagnose(&refused(&[Told::status(Way::Request, 426)]));
    assert!(place(&d, OriginRejected) < place(&d, NotWebsocketEndpoint));
}

#[test]
fn a_quiet_end_is_the_patience_of_what_stands_in_front() {
    let cut = after(run(EngineFamily::Chromium, CUT), 5_000.0);
    assert_eq!(first(&diagnose(&cut)), CutAfterOpen);
    for software in [Software::Nginx, Software::HaProxy, Software::Heroku] {
        let d = chosen(cut.clone(), software);
        assert_eq!(first(&d), IdleTimeoutProxy, "{software}");
    }
    assert_eq!(first(&chosen(cut, Software::Grafana)), CutAfterOpen);
    // At once is nobody's patience.
    let soon = after(run(EngineFamily::Chromium, CUT), 100.0);
    assert_ne!(first(&chosen(soon, Software::Nginx)), IdleTimeoutProxy);
}

#[test]
fn a_certificate_that_is_put_together_by_hand_lacks_its_chain() {
    let mut run = run(EngineFamily::Chromium, "E 1006 · XE");
    run.told = vec![Told::new(Way::Console, Clue::CertAuthority)];
    (run.target.port, run.target.literal) = (443, false);
    run.target.host_class = HostClass::Public;
    assert_eq!(first(&diagnose(&run)), TlsUntrusted);
    assert_eq!(first(&chosen(run.clone(), Software::Nginx)), IncompleteChain);
    assert_eq!(first(&chosen(run.clone(), Software::Caddy)), TlsUntrusted);
    // Within one's own network certificates are signed by oneself.
    run.target.port = 8443;
    assert_eq!(first(&chosen(run, Software::Nginx)), TlsUntrusted);
}

#[test]
fn an_address_of_socket_io_without_its_query_is_refused_for_that() {
    let mut run = refused(&[]);
    run.target.path_shape = PathShape::SocketIo;
    assert_ne!(first(&diagnose(&run)), SocketioVsRaw);
    let part = String::new();
    run.target.problems.push(Problem { kind: ProblemKind::SocketIoQuery, part });
    assert_eq!(first(&diagnose(&run)), SocketioVsRaw);
    run.told = vec![Told::status(Way::Console, 400)];
    assert_eq!(first(&diagnose(&run)), SocketioVsRaw);
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn the_choice_orders_and_does_nothing_else(
        evidence in arbitrary::evidence(),
        software in prop::sample::select(Software::ALL),
    ) {
        let unchosen = Evidence { software: None, ..evidence };
        let (before, now) = (diagnose(&unchosen), chosen(unchosen.clone(), software));
        prop_assert_eq!(named(&before), named(&now));
        prop_assert_eq!(&before.certain(), &now.certain());
        prop_assert_eq!((before.verdict, before.owner), (now.verdict, now.owner));
        prop_assert_eq!(&before.stages, &now.stages);
        prop_assert_eq!(&before.named, &now.named);
        prop_assert_eq!(&before.conflicts, &now.conflicts);
        prop_assert_eq!(before.asks_for_software, now.asks_for_software);
        let by_cause = |d: &Diagnosis| {
            let mut all = d.judgements.clone();
            all.sort_by_key(|j| j.cause);
            all
        };
        prop_assert_eq!(by_cause(&before), by_cause(&now));
        let standings: Vec<_> = now.judgements.iter().map(|j| j.standing).collect();
        prop_assert!(standings.windows(2).all(|pair| pair[0] >= pair[1]));
    }
}
