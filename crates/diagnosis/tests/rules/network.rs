//! The sentence above the matrix, and what causes may read of it.

use proptest::{collection::vec, option, prelude::*, sample::select};
use why1006_diagnosis::{
    CauseId, Facts, Owner, Verdict, diagnose,
    network::{Carries, ChangeKind, read},
};
use why1006_evidence::{
    EngineFamily, Evidence, PageScheme, Place, Probe, Scheme,
    network::{Cell, HttpVersion, Mirror, Outcome, Transport},
};

use crate::table::{Setting, empty, fetch_seen, socket_seen};

/// `transport scheme:port outcome`, one in a line.
fn cells(lines: &str) -> Vec<Cell> {
    lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(cell).collect()
}

fn cell(line: &str) -> Cell {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (scheme, port) = words[1].split_once(':').unwrap();
    let transport = Transport::from_tag(words[0]).unwrap_or_else(|| panic!("{line}"));
    let mut cell = Cell::new(transport, scheme == "tls", port.parse().unwrap(), 0.0);
    cell.outcome = Outcome::from_tag(words[2]).unwrap_or_else(|| panic!("{line}"));
    cell.disturbed = words.get(3) == Some(&"disturbed");
    cell
}

fn evidence(cells: Vec<Cell>) -> Evidence {
    let mut evidence = empty(EngineFamily::Chromium, Scheme::Wss, &Setting::hosted());
    evidence.network = cells;
    evidence
}

fn says(lines: &str) -> Carries {
    read(&evidence(cells(lines))).carries
}

const ALL_WELL: &str = "fetch tls:443 passed
    stream tls:443 passed
    events tls:443 passed
    socket tls:443 passed
    messages tls:443 passed
    hold tls:443 passed";

#[test]
fn the_sentence_says_what_the_cells_have_in_common() {
    for (lines, expected) in [
        ("", Carries::CannotTell),
        (ALL_WELL, Carries::Everything),
        ("fetch tls:443 passed \n socket tls:443 passed", Carries::WebSockets),
        ("fetch tls:443 passed \n socket tls:443 not-run", Carries::CannotTell),
        ("fetch tls:443 passed \n socket tls:443 failed", Carries::WebOnly),
        ("fetch tls:443 failed \n socket tls:443 silent", Carries::Nothing),
        ("fetch tls:443 not-run \n socket tls:443 silent", Carries::CannotTell),
        // A port where nothing passes, beside one that was asked for web alone.
        (
            "fetch tls:443 passed \n socket tls:443 not-run \n fetch tls:8443 failed
             socket tls:8443 failed",
            Carries::CannotTell,
        ),
        ("fetch ws:80 foreign \n socket ws:80 failed", Carries::SomebodyElse),
        ("fetch tls:443 failed \n socket tls:443 failed disturbed", Carries::CannotTell),
        (
            "fetch tls:443 passed \n socket tls:443 passed \n messages tls:443 silent",
            Carries::Stalls,
        ),
        ("socket tls:443 passed \n messages tls:443 cut", Carries::Cuts),
        ("fetch tls:443 passed \n socket tls:443 cut", Carries::Cuts),
        ("fetch tls:443 passed \n socket tls:443 altered", Carries::Alters),
        (
            "fetch tls:443 failed \n socket tls:443 failed \n fetch ws:80 passed
             socket ws:80 failed",
            Carries::PlainWebOnly,
        ),
        (
            "socket tls:443 passed \n messages tls:443 passed \n hold tls:443 cut",
            Carries::CutsQuiet,
        ),
        // What was not tried at the other place makes no difference between them.
        (
            "socket tls:443 passed \n messages tls:443 passed \n hold tls:443 cut
             socket ws:80 passed \n messages ws:80 passed",
            Carries::CutsQuiet,
        ),
        (
            "socket tls:443 passed \n messages tls:443 passed \n hold tls:443 cut
             socket ws:80 passed \n messages ws:80 passed \n hold ws:80 passed",
            Carries::OnlySome,
        ),
        ("socket tls:443 passed \n messages tls:443 limited", Carries::Limits),
        ("socket tls:443 passed \n messages tls:443 altered", Carries::Alters),
        ("socket tls:443 passed \n messages tls:443 silent disturbed", Carries::WebSockets),
        // The reference's own limit is no network's.
        (
            "fetch tls:443 passed \n stream tls:443 passed \n socket tls:443 passed
             messages tls:443 refused-by-reference",
            Carries::Everything,
        ),
        (
            "fetch tls:443 passed \n stream tls:443 buffered \n socket tls:443 passed",
            Carries::Buffers,
        ),
        (
            "fetch tls:443 passed \n stream tls:443 failed \n socket tls:443 passed",
            Carries::WebSockets,
        ),
    ] {
        assert_eq!(says(lines), expected, "{lines}");
    }
}

#[test]
fn where_it_passes_and_where_not_is_told_apart_as_far_as_it_was_seen() {
    let plain_web = "fetch ws:80 passed \n socket ws:80 failed";
    let plain_dead = "fetch ws:80 failed \n socket ws:80 failed";
    for (more, expected) in [
        // Web requests pass in clear text, WebSockets do not: TLS it is.
        (plain_web, Carries::OnlyTls),
        // Nothing passes there: that is the port, or that it is not TLS.
        (plain_dead, Carries::OnlyTls443),
        (
            "fetch tls:8443 passed \n socket tls:8443 passed \n socket ws:80 failed",
            Carries::OnlyTls,
        ),
        ("fetch tls:8443 failed \n socket tls:8443 failed", Carries::Only443),
        ("socket tls:8443 failed \n socket ws:80 silent", Carries::Only443),
        ("socket tls:8443 failed \n socket ws:80 passed", Carries::OnlySome),
        // It opens and then swallows what is sent, in clear text alone.
        ("fetch ws:80 passed \n socket ws:80 passed \n messages ws:80 silent", Carries::OnlyTls),
        // The browser forbids it: nothing was seen of it.
        ("fetch ws:80 not-possible \n socket ws:80 not-possible", Carries::Everything),
    ] {
        assert_eq!(says(&format!("{ALL_WELL}\n{more}")), expected, "{more}");
    }
}

#[test]
fn rows_keep_their_order_and_know_what_is_missing() {
    let evidence = evidence(cells(
        "socket tls:443 passed
         fetch tls:443 passed
         fetch ws:80 failed",
    ));
    let network = read(&evidence);
    let places: Vec<(bool, u16)> = network.columns.iter().map(|c| (c.secure, c.port)).collect();
    assert_eq!(places, [(true, 443), (false, 80)]);
    let shape: Vec<(Transport, Vec<bool>)> = network
        .rows
        .iter()
        .map(|row| (row.transport, row.cells.iter().map(Option::is_some).collect()))
        .collect();
    assert_eq!(
        shape,
        [(Transport::Fetch, vec![true, true]), (Transport::Socket, vec![true, false])]
    );
}

#[test]
fn changes_are_named_once() {
    let mirror = |version, added: &[&str], removed: &[&str]| Mirror {
        version,
        tls: None,
        added: added.iter().map(|name| (*name).to_owned()).collect(),
        removed: removed.iter().map(|name| (*name).to_owned()).collect(),
        changed: vec!["user-agent".into()],
    };
    let mut all = cells("fetch ws:80 passed \n socket ws:80 passed");
    all[0].mirror = Some(mirror(HttpVersion::Http10, &["via"], &[]));
    all[1].mirror = Some(mirror(HttpVersion::Http11, &["via", "forwarded"], &["upgrade"]));
    let evidence = evidence(all);
    assert_eq!(
        read(&evidence).changes,
        [
            (ChangeKind::Version, "1.0"),
            (ChangeKind::Added, "via"),
            (ChangeKind::Added, "forwarded"),
            (ChangeKind::Removed, "upgrade"),
            (ChangeKind::Changed, "user-agent"),
        ]
    );
    let facts = Facts::new(&evidence);
    assert!(!facts.is_proxy_seen(), "it may stand before the reference");
}

#[test]
fn a_proxy_that_says_so_in_clear_text_alone_is_near_the_user() {
    let mirror = |added: &[&str]| {
        let added = added.iter().map(|name| (*name).to_owned()).collect();
        let (removed, changed) = (Vec::new(), Vec::new());
        Some(Mirror { added, removed, changed, tls: None, version: HttpVersion::Http11 })
    };
    for (over_tls, expected) in [(&[][..], true), (&["via"], false)] {
        let mut all = cells("fetch ws:80 passed \n fetch tls:443 passed");
        all[0].mirror = mirror(&["via", "x-forwarded-for"]);
        all[1].mirror = mirror(over_tls);
        assert_eq!(Facts::new(&evidence(all)).is_proxy_seen(), expected, "{over_tls:?}");
    }
}

#[test]
fn causes_read_the_cells_of_the_targets_own_scheme_and_port() {
    let mut seen = evidence(cells(
        "fetch tls:443 passed
         socket tls:443 failed
         socket tls:8443 passed
         socket ws:80 failed disturbed
         fetch ws:80 foreign",
    ));
    seen.target.scheme = Some(Scheme::Wss);
    seen.target.port = 443;
    let facts = Facts::new(&seen);
    assert_eq!(facts.carries_alike(Transport::Socket), Some(false));
    assert_eq!(facts.carries_alike(Transport::Fetch), Some(true));
    assert_eq!(facts.carries_alike(Transport::Messages), None);
    assert_eq!(facts.carries_over(Transport::Socket, true), Some(true));
    assert_eq!(facts.carries_over(Transport::Socket, false), None, "a prompt was up");
    assert!(facts.is_reference_foreign());
}

/// Cells of any kind.
pub(crate) fn any_cells() -> impl Strategy<Value = Vec<Cell>> {
    let names = || vec(select(&["via", "forwarded", "user-agent", "x-y"][..]), 0..3);
    let mirror = (select(HttpVersion::ALL), names(), names(), any::<Option<bool>>()).prop_map(
        |(version, added, removed, tls)| {
            let own = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
            Mirror { version, tls, added: own(added), removed: own(removed), changed: Vec::new() }
        },
    );
    let place = (any::<bool>(), select(&[80_u16, 443, 8443][..]), select(&["", "b.test"][..]));
    let one = (
        (select(Transport::ALL), select(Outcome::ALL), place),
        (any::<bool>(), option::of(any::<u16>()), option::of(any::<u32>()), option::of(mirror)),
    );
    vec(one, 0..12).prop_map(|all| {
        all.into_iter()
            .map(|((transport, outcome, (secure, port, host)), (disturbed, code, size, mirror))| {
                Cell {
                    outcome,
                    host: host.into(),
                    disturbed,
                    code,
                    largest: size,
                    mirror,
                    ..Cell::new(transport, secure, port, 1.0)
                }
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn every_cell_has_its_place_and_a_disturbed_failure_accuses_nobody(all in any_cells()) {
        let mut calm = evidence(all.clone());
        let network = read(&calm);
        for cell in &all {
            let row = network.rows.iter().find(|r| r.transport == cell.transport).unwrap();
            let at = network.columns.iter().position(|c| c.holds(cell)).unwrap();
            prop_assert!(row.cells[at].is_some());
        }
        calm.network.retain(|c| {
            !matches!(c.outcome, Outcome::Altered | Outcome::Foreign | Outcome::Buffered)
        });
        calm.network.iter_mut().for_each(|c| c.disturbed = true);
        let says = read(&calm).carries;
        prop_assert!(
            matches!(says, Carries::Everything | Carries::WebSockets | Carries::CannotTell),
            "{says}"
        );
    }
}

/// From behind a proxy that opens no tunnel: all that goes over TLS fails, and so
/// does every WebSocket.
#[test]
fn a_network_that_carries_no_socket_at_all_explains_the_failure() {
    for engine in [EngineFamily::Chromium, EngineFamily::Firefox, EngineFamily::WebKit] {
        let setting = Setting { page: PageScheme::Http, ..Setting::hosted() };
        let setting = Setting { reference: Some(("E 1006", "X")), ..setting };
        let mut seen = empty(engine, Scheme::Wss, &setting);
        seen.observations.push(socket_seen("E 1006", Place::Target));
        for place in [Place::Target, Place::Root] {
            seen.observations.push(fetch_seen(Probe::FetchNoCors, place, "X"));
        }
        seen.observations.push(socket_seen("E 1006", Place::Reference));
        seen.observations.push(fetch_seen(Probe::FetchCors, Place::Reference, "X"));
        let before = diagnose(&seen);
        assert_eq!((before.verdict, before.owner), (Verdict::NothingAnswered, Owner::Unknown));

        seen.network = cells(
            "fetch tls:443 failed \n socket tls:443 failed
             fetch ws:80 passed \n socket ws:80 failed",
        );
        let d = diagnose(&seen);
        assert_eq!((d.verdict, d.owner), (Verdict::NetworkStripsWebsockets, Owner::YourIt));
        assert_eq!(d.remaining()[0], CauseId::ProxyRefusesConnect, "{engine}");
        assert!(d.remaining().contains(&CauseId::TlsInterception), "a filter of TLS remains");
        assert!(d.not_tested().contains(&CauseId::Refused), "the server was not reached");

        // One that opens anywhere, or web requests that do not pass either, say less.
        for (from, to) in [("socket ws:80 failed", "socket ws:80 passed"), ("passed", "failed")] {
            let lines = "fetch tls:443 failed \n socket tls:443 failed
                         fetch ws:80 passed \n socket ws:80 failed";
            seen.network = cells(&lines.replace(from, to));
            assert_eq!(diagnose(&seen).verdict, Verdict::NothingAnswered, "{engine} {to}");
        }
    }
}
