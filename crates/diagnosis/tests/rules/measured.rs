//! Soundness on what was measured: the truth is never ruled out, and nothing
//! untrue is ever certain.

use why1006_diagnosis::{CauseId, Diagnosis, Owner, Verdict, diagnose};
use why1006_evidence::{
    EngineFamily, Event, EventKind, Evidence, PageScheme, Scheme, circumstances::PermissionState,
    host::HostClass, network::Outcome,
};

use crate::{
    after_open::heard,
    table::{self, Row, Setting, rows, settings},
};

/// What is wrong with a diagnosis, given the truth.
fn faults(d: &Diagnosis, truth: &[CauseId], works: bool) -> Vec<String> {
    let mut faults = Vec::new();
    for ruled_out in d.ruled_out() {
        if truth.contains(&ruled_out.cause) {
            faults.push(format!(
                "{} is true and ruled out: {:?}",
                ruled_out.cause, ruled_out.because
            ));
        }
    }
    for certain in d.certain() {
        if !truth.contains(&certain) {
            faults.push(format!("{certain} is untrue and certain"));
        }
    }
    if works != (d.verdict == Verdict::Works) {
        faults.push(format!("the verdict is {}", d.verdict));
    }
    if works && !(d.certain().is_empty() && d.remaining().is_empty()) {
        faults.push(format!("it works, and {:?} remain", d.remaining()));
    }
    faults
}

#[track_caller]
fn sound(found: Vec<String>) {
    let mut distinct = found.clone();
    distinct.sort();
    distinct.dedup();
    assert!(found.is_empty(), "{} faults:\n{}", distinct.len(), distinct.join("\n"));
}

#[test]
fn the_table_is_as_large_as_it_says() {
    let rows = rows();
    assert!(rows.len() > 300, "{} cells", rows.len());
    assert!(rows.iter().filter(|r| r.works()).count() > 20);
}

#[test]
fn on_every_measured_row_the_truth_survives() {
    let mut found = Vec::new();
    for row in rows() {
        for setting in settings(row.scheme) {
            let d = diagnose(&row.run(setting.clone()));
            for fault in faults(&d, &row.truth, row.works()) {
                let who = if setting.unknown { "unknown, " } else { "" };
                let page = setting.page_class;
                found.push(format!("{} ({who}page {page}): {fault}", row.name));
            }
        }
    }
    sound(found);
}

fn cell(name: &str, truth: &[CauseId], scheme: Scheme, engine: EngineFamily, cell: &str) -> Row {
    let name = format!("{name} in {engine}: {cell}");
    Row { name, truth: truth.to_vec(), scheme, engine, cell: cell.to_owned() }
}

/// Section 8, "Firefox trap": towards local addresses fetch rejects where the
/// WebSocket gets through.
#[test]
fn rejected_web_requests_to_local_addresses_prove_nothing_in_firefox() {
    use CauseId::*;
    let mut found = Vec::new();
    for truth in [
        OriginRejected,
        NotWebsocketEndpoint,
        AuthAtHandshake,
        SubprotocolMismatch,
        ProxyUpgradeHeaders,
        BadHandshake,
        UpstreamDown,
        WafRule,
        ConnectionReset,
    ] {
        for (target_class, literal) in [
            (HostClass::Private, true),
            (HostClass::Loopback, true),
            (HostClass::Localhost, false),
            (HostClass::LocalName, false),
            (HostClass::Mdns, false),
            // A public name that resolves to a private address.
            (HostClass::Public, false),
        ] {
            for unknown in [false, true] {
                let row =
                    cell("local", &[truth], Scheme::Wss, EngineFamily::Firefox, "E 1006 · XE");
                let local = Some(PermissionState::Prompt);
                let hosted = Setting::hosted();
                let d =
                    diagnose(&row.run(Setting { target_class, literal, unknown, local, ..hosted }));
                let faults = faults(&d, &row.truth, false).into_iter();
                found.extend(faults.map(|fault| format!("{target_class}: {fault}")));
            }
        }
    }
    sound(found);
}

#[test]
fn where_nothing_is_guarded_a_rejection_tells() {
    let row = cell("refused", &[], Scheme::Wss, EngineFamily::Firefox, "E 1006 · XE");
    for setting in [
        Setting::hosted(),
        Setting { local: Some(PermissionState::Granted), ..Setting::hosted() },
        Setting { local: Some(PermissionState::Prompt), literal: true, ..Setting::hosted() },
        Setting { local: Some(PermissionState::Prompt), ..Setting::at_home() },
    ] {
        let d = diagnose(&row.run(setting.clone()));
        assert!(!d.remaining().contains(&CauseId::OriginRejected), "{setting:?}");
    }
}

/// Section 8, the table of Local Network Access.
#[test]
fn the_guard_of_local_addresses_is_not_ruled_out_in_chromium() {
    let truth = [CauseId::LocalNetworkAccess];
    for (cell_text, local, verdict) in [
        ("pending · TT", PermissionState::Prompt, Verdict::WaitingForUser),
        ("E 1006 · XE", PermissionState::Denied, Verdict::NothingAnswered),
    ] {
        for target_class in [HostClass::Private, HostClass::Loopback, HostClass::LocalName] {
            let row = cell("guard", &truth, Scheme::Wss, EngineFamily::Chromium, cell_text);
            let setting = Setting { target_class, local: Some(local), ..Setting::hosted() };
            let d = diagnose(&row.run(setting));
            sound(faults(&d, &truth, false));
            assert_eq!(d.verdict, verdict, "{target_class}");
            assert_eq!(d.remaining().first(), Some(&CauseId::LocalNetworkAccess), "{target_class}");
        }
    }
}

/// Section 7: about a dozen failures of a tab make Chromium wait up to 5 s.
#[test]
fn a_tired_tab_does_not_make_silence_mean_anything() {
    for (truth, text) in [
        (CauseId::Refused, "pending · XE"),
        (CauseId::NotWebsocketEndpoint, "pending · RE"),
        (CauseId::TlsUntrusted, "pending · XE"),
    ] {
        let row = cell("tired", &[truth], Scheme::Wss, EngineFamily::Chromium, text);
        let mut run = row.run(Setting::hosted());
        run.circumstances.earlier_failures = 14;
        sound(faults(&diagnose(&run), &row.truth, false));
        run.circumstances.earlier_failures = 0;
        let fresh = diagnose(&run);
        assert!(!fresh.remaining().contains(&truth), "in a fresh tab silence tells");
    }
}

/// A reference on this machine is on this side of every network.
#[test]
fn a_reference_next_door_does_not_clear_the_network() {
    let truth = [CauseId::NetworkStripsWebsockets];
    for text in ["E 1006 · RE", "pending · RE"] {
        let row = cell("stripped", &truth, Scheme::Ws, EngineFamily::Chromium, text);
        sound(faults(&diagnose(&row.run(Setting::at_home())), &truth, false));

        let hosted = Setting { page: PageScheme::Http, ..Setting::hosted() };
        let d = diagnose(&row.run(hosted));
        assert!(d.ruled_out().any(|j| j.cause == truth[0]), "one far away does");
        let next_door = Setting { target_class: HostClass::Loopback, ..Setting::at_home() };
        let d = diagnose(&row.run(next_door));
        assert!(d.ruled_out().any(|j| j.cause == truth[0]), "so does one as near as the target");
    }
}

#[test]
fn a_network_that_strips_both_is_named_and_nothing_else_is() {
    for text in ["E 1006 · RE", "pending · RE", "E 1006 · XE"] {
        for stripped in ["E 1006", "pending"] {
            let row = cell("network", &[], Scheme::Wss, EngineFamily::Chromium, text);
            let reference = Some((stripped, "R"));
            let d = diagnose(&row.run(Setting { reference, ..Setting::hosted() }));
            assert_eq!(d.verdict, Verdict::NetworkStripsWebsockets, "{text}");
            let network = [
                CauseId::NetworkStripsWebsockets,
                CauseId::CorpProxyFirewall,
                CauseId::ProxyRefusesConnect,
                CauseId::ProxySignIn,
            ];
            assert_eq!(d.remaining()[0], network[0], "{text}");
            assert_eq!(d.remaining().len(), network.len(), "{text}");
            assert!(network.iter().all(|c| d.remaining().contains(c)), "{text}");
            assert_eq!(d.owner, Owner::YourIt, "{text}");
            assert_eq!(d.certain(), [], "{text}");
        }
    }
}

/// Section 2 and 5, 1: how each engine says no before it sends anything.
#[test]
fn what_the_browser_refuses_is_told_by_engine() {
    use EngineFamily::{Chromium, Firefox, WebKit};
    let threw =
        |name: &str| vec![Event { name: Some(name.into()), ..Event::new(3.0, EventKind::Threw) }];
    let error = || vec![Event { state: Some(0), ..Event::new(3.0, EventKind::Error) }];
    let refused = |engine, scheme, events: Vec<Event>| -> Evidence {
        let row = cell("refused by browser", &[], scheme, engine, "pending · XE");
        let mut run = row.run(Setting::hosted());
        run.observations.truncate(1);
        (run.observations[0].events, run.observations[0].end) =
            (events, why1006_evidence::End::Settled);
        run
    };
    for (engine, events) in
        [(Chromium, threw("SecurityError")), (Firefox, threw("SecurityError")), (WebKit, error())]
    {
        let d = diagnose(&refused(engine, Scheme::Ws, events));
        assert_eq!(d.remaining(), [], "{engine}");
        let mixed = vec![CauseId::MixedContent];
        assert_eq!((d.verdict, d.certain()), (Verdict::NotTested, mixed), "{engine}");
    }
    for (engine, events) in [
        (Chromium, error()),
        (Firefox, threw("NS_ERROR_CONTENT_BLOCKED")),
        (WebKit, threw("SecurityError")),
    ] {
        let mut run = refused(engine, Scheme::Wss, events);
        run.page_events = vec![Event::new(3.0, EventKind::Policy)];
        let d = diagnose(&run);
        assert_eq!(d.certain(), [CauseId::CspConnectSrc], "{engine}");
        assert_eq!((d.verdict, d.remaining()), (Verdict::BrowserRefused, vec![]), "{engine}");
    }
    for engine in [Chromium, Firefox, WebKit] {
        let d = diagnose(&refused(engine, Scheme::Wss, threw("SyntaxError")));
        assert_eq!(d.certain(), [CauseId::UrlInvalid], "{engine}");
    }
    for (engine, events) in [
        (Chromium, table::socket_seen("E 1006", why1006_evidence::Place::Target).events),
        (Firefox, table::socket_seen("E 1006", why1006_evidence::Place::Target).events),
        (WebKit, error()),
    ] {
        let mut run = refused(engine, Scheme::Wss, events);
        run.target.port = 25;
        let d = diagnose(&run);
        assert_eq!(d.certain(), [CauseId::BlockedPort], "{engine}");
    }
}

/// Section 5, "Certain": what is sound to say has to be said.
#[test]
fn what_only_one_cause_explains_is_certain() {
    use EngineFamily::{Chromium, Firefox, WebKit};
    for (engine, text, cause) in [
        (Chromium, "O 1001c", CauseId::DeployClose),
        (WebKit, "O 1001c", CauseId::DeployClose),
        (Firefox, "O 1012c", CauseId::DeployClose),
        (Firefox, "O 1014", CauseId::ServerError),
        (WebKit, "O 1011c", CauseId::ServerError),
        (Chromium, "O 1009c", CauseId::MessageTooBig),
        (Firefox, "O 1007c", CauseId::BadUtf8OrFrame),
        (Firefox, "O 1015c", CauseId::BadUtf8OrFrame),
        (Chromium, "O E 1006", CauseId::BadUtf8OrFrame),
        (WebKit, "O 1008c", CauseId::PolicyClose),
        (Chromium, "O 4401c", CauseId::PolicyClose),
    ] {
        let row = cell("certain", &[cause], Scheme::Wss, engine, text);
        let d = diagnose(&heard(row.run(Setting::hosted()), Outcome::Passed));
        assert_eq!(d.certain(), [cause], "{engine} {text}");
    }
}

/// `causes.md`, section 3, number 11: 1002 right after the opening is also how a
/// server refuses a subprotocol. Where the two agreed on one it is not.
#[test]
fn a_breach_of_the_protocol_is_certain_only_where_a_subprotocol_was_agreed_upon() {
    use CauseId::{BadUtf8OrFrame, SubprotocolMismatch};
    for engine in [EngineFamily::Chromium, EngineFamily::Firefox, EngineFamily::WebKit] {
        let row = cell("1002", &[BadUtf8OrFrame], Scheme::Wss, engine, "O 1002c");
        let mut run = heard(row.run(Setting::hosted()), Outcome::Passed);
        let d = diagnose(&run);
        assert_eq!(
            (d.certain(), d.remaining()),
            (vec![], vec![BadUtf8OrFrame, SubprotocolMismatch])
        );
        run.target.protocols = vec!["mqtt".into()];
        run.observations[0].with_protocols = true;
        assert_eq!(diagnose(&run).certain(), [], "offered, and none selected");
        let open = run.observations[0].events.iter_mut().find(|e| e.kind == EventKind::Open);
        open.unwrap().name = Some("mqtt".into());
        let d = diagnose(&run);
        assert_eq!((d.certain(), d.remaining()), (vec![BadUtf8OrFrame], vec![]), "selected");
    }
}

/// A missing login or subprotocol may be the rule that an app closes by. That it
/// closed by a rule of its own is certain all the same; the rest was not tested.
#[test]
fn which_rule_an_app_closed_by_is_not_tested() {
    for text in ["O 1008c", "O 3000c", "O 4401c"] {
        let row = cell("rule", &[], Scheme::Wss, EngineFamily::Firefox, text);
        let d = diagnose(&heard(row.run(Setting::hosted()), Outcome::Passed));
        assert_eq!((d.certain(), d.remaining()), (vec![CauseId::PolicyClose], vec![]), "{text}");
        for cause in [CauseId::AuthAtHandshake, CauseId::SubprotocolMismatch] {
            assert!(d.not_tested().contains(&cause), "{text}: {cause}");
        }
    }
}

/// Section 3: Chromium takes an answer of 407 for a failed request. As long as
/// `/` was not asked, the login may be what is missing.
#[test]
fn one_rejected_request_does_not_rule_a_login_out_in_chromium() {
    let row = cell("407", &[], Scheme::Wss, EngineFamily::Chromium, "E 1006 · X");
    let mut run = row.run(Setting::hosted());
    run.observations.retain(|o| o.place != why1006_evidence::Place::Root);
    assert!(diagnose(&run).remaining().contains(&CauseId::AuthAtHandshake));
    let whole = diagnose(
        &cell("", &[], Scheme::Wss, EngineFamily::Chromium, "E 1006 · X/X").run(Setting::hosted()),
    );
    assert!(whole.ruled_out().any(|j| j.cause == CauseId::AuthAtHandshake));
}

/// Resolution: the facts of section 5 that separate causes do separate them.
#[test]
fn what_can_be_separated_is() {
    use CauseId::*;
    use EngineFamily::{Chromium, Firefox};
    for (engine, text, gone) in [
        (
            Chromium,
            "E 1006 · RE",
            &[Dns, Refused, TlsUntrusted, DroppedByFirewall, ServerSilent][..],
        ),
        (Chromium, "E 1006 · XE", &[OriginRejected, NotWebsocketEndpoint, DroppedByFirewall]),
        (Chromium, "pending · TT", &[Refused, TlsUntrusted, OriginRejected, ConnectionReset]),
        (Chromium, "pending · RE", &[Dns, Refused, TlsUntrusted]),
        (Firefox, "E 1015 · XE", &[Dns, Refused, OriginRejected, ConnectionReset]),
        (Firefox, "E 1006 · XE", &[TlsUntrusted, IncompleteChain, ExpiredOrWrongHostCert]),
        (Firefox, "pending · TT", &[Refused, TlsUntrusted, OriginRejected, ConnectionReset]),
        (Chromium, "O 4401c", &[DeployClose, ServerError, CutAfterOpen, Dns, OriginRejected]),
    ] {
        let d = diagnose(&cell("split", &[], Scheme::Wss, engine, text).run(Setting::hosted()));
        let out: Vec<CauseId> = d.ruled_out().map(|j| j.cause).collect();
        for cause in gone {
            assert!(out.contains(cause), "{engine} {text}: {cause} is not ruled out");
        }
    }
}
