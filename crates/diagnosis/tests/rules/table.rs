//! Runs as the engines would report them, built from the notation of the
//! measurements.

use std::sync::LazyLock;

use why1006_diagnosis::CauseId;
use why1006_evidence::{
    Circumstances, End, Engine, EngineFamily, Event, EventKind, Evidence, Observation, PageContext,
    PageScheme, Place, Probe, Scheme, Target, VERSION, circumstances::PermissionState,
    host::HostClass, path::PathShape,
};

/// The rows of `observability.md`, section 4 (and 7 to 9 where named), with
/// the truth. Columns: scenario | what is true of it | scheme | Chromium |
/// Firefox | WebKitGTK, in that document's words: `ok`, `E CODE` (error and
/// close, never opened), `O …` (opened, then), `NNNNc` (close code, clean),
/// `pending`; then `R` resolved, `X` rejected, `T` silent for the web request
/// to the path, and after a slash for the one to `/` where it differs. `late`:
/// after 3.1 s. `-`: nothing was measured.
pub(crate) const ROWS: &str = "
ok_echo | works | wss | ok · RE | ok · RE | ok · RE
ok_echo_hang_get | works | wss | ok · TT | ok · TT | ok · TT
slow_ok | works | wss | ok · RE | ok · RE | ok · RE
open_silent | works | wss | O silent | O silent | O silent
ok_origin_only | origin-rejected | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
ok_origin_only | origin-rejected | ws | E 1006 · RE | E 1006 · RE | E 1006 · RE
sub_unoffered | subprotocol-mismatch | wss | E 1006 · RE | ok · RE | E 1006 · RE
sub_ignored | subprotocol-mismatch | wss | E 1006 · RE | - | -
sub_required | subprotocol-mismatch | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_200 | not-websocket-endpoint | wss | E 1006 · RL | E 1006 · RL | E 1006 · RL
http_404 | not-websocket-endpoint | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_404 | not-websocket-endpoint | ws | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_404_up_200_get | not-websocket-endpoint | wss | E 1006 · RL | E 1006 · RL | E 1006 · RL
http_401 | auth-at-handshake | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_403 | waf-rule | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_403_all | waf-rule | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_407 | corp-proxy-firewall | wss | E 1006 · XE/R | E 1006 · RE | E 1006 · RE
http_426 | proxy-upgrade-headers | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http_502_all | upstream-down | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
redir_301_path | redirected-handshake | wss | E 1006 · RE | E 1006 · RE | ok · RE
redir_302_login | redirected-handshake | wss | E 1006 · RL | E 1006 · RL | ok · RL
redir_307_login | redirected-handshake | wss | E 1006 · RL | E 1006 · RL | E 1006 · RL
redir_wss | redirected-handshake | wss | E 1006 · XE/R | E 1006 · XE/R | ok · XE
redir_wss | redirected-handshake | wss | E 1006 · XE | E 1006 · XE | -
redir_https | redirected-handshake | ws | E 1006 · RL | E 1006 · RL | ok · RL
bad_accept | bad-handshake | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
no_upgrade_hdr | bad-handshake | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
ext_unneg | bad-handshake | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
http10_101 | bad-handshake | wss | ok · RE | E 1006 · RE | E 1006 · RE
garbage_resp | connection-reset | wss | E 1006 · XE | E 1006 · RL | E 1006 · XE
empty_resp | connection-reset | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
empty_resp_ws | connection-reset | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
rst_resp_ws | connection-reset,waf-rule | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
tcp_banner | connection-reset | ws | E 1006 · XE | E 1006 · RL | E 1006 · XE
tcp_rst_first | connection-reset | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
nginx_444 | connection-reset | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
h2_goaway | connection-reset | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
hang_resp | server-silent | wss | pending · TT | pending · TT | pending · TT
hang_resp, but the root answers | server-silent | wss | pending · TT/R | pending · TT/R | pending · TT/R
hang_resp_ws | proxy-upgrade-headers | wss | pending · RL | pending · RL | pending · RL
hang_resp_ws | proxy-upgrade-headers | ws | pending · RL | pending · RL | pending · RL
a filter swallows upgrades | waf-rule | wss | pending · RL | pending · RL | pending · RL
nginx_strip before ok_echo_hang_get | proxy-upgrade-headers | wss | pending · TT | pending · TT | pending · TT
nginx_504 with the default 60 s | upstream-down | wss | pending · TT | pending · TT | pending · TT
nginx_504, but the root answers | upstream-down | wss | pending · TT/R | pending · TT/R | pending · TT/R
tcp_silence | server-silent | wss | pending · TT | pending · TT | pending · TT
refused | refused | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
refused | refused | ws | E 1006 · XE | E 1006 · XE | E 1006 · XE
refused, after failures of another tab | refused | wss | - | pending · XE | -
http_404, after failures of another tab | not-websocket-endpoint | wss | - | pending · RE | -
tls_expired, after failures of another tab | expired-or-wrong-host-cert | wss | - | pending · XE | -
drop | dropped-by-firewall | wss | pending · TT | pending · TT | pending · TT
blackhole | dropped-by-firewall | ws | pending · TT | pending · TT | pending · TT
noarp | dropped-by-firewall | wss | pending · XT | pending · XT | pending · XT
noarp, waited for | dropped-by-firewall | wss | late E 1006 · XT | late E 1006 · XT | late E 1006 · XT
reject_admin | refused,corp-proxy-firewall | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
dns_nx | dns | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
dns_servfail | dns | ws | E 1006 · XE | E 1006 · XE | E 1006 · XE
dns_timeout | dns | wss | pending · TT | pending · TT | pending · TT
tls_expired | expired-or-wrong-host-cert | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_wronghost | expired-or-wrong-host-cert | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_selfsigned | tls-untrusted | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_untrusted | tls-untrusted | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_missinginter | incomplete-chain | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_10only | tls-version | wss | E 1006 · XE | E 1006 · XE | ok · RE
tls_oldcipher | tls-version | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
tls_sni_alert | tls-version | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
real_tls11 | tls-version | wss | E 1006 · XE | E 1015 · XE | ok · RE
real_oldcipher | tls-version | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
real_reject_sni | tls-version | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_clientcert13 | client-certificate | wss | E 1006 · XE | E 1006 · XE | E 1006 · TT
tls_clientcert_opt | client-certificate | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
nginx_mtls | client-certificate | wss | E 1006 · RE | E 1006 · RE | E 1006 · TT
real_mtls13 | client-certificate | wss | E 1006 · XE | pending · TT | E 1006 · TT
plain_on_wss | wss-to-plain-port | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
plain_hang_on_wss | wss-to-plain-port | wss | pending · TT | pending · TT | pending · TT
plain_400_on_wss | wss-to-plain-port | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
tls_on_ws | ws-to-tls-port | ws | E 1006 · XE | E 1006 · XE | E 1006 · XE
nginx_http_to_https | ws-to-tls-port | ws | E 1006 · RE | E 1006 · RE | E 1006 · RE
nginx_strip | proxy-upgrade-headers | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
nginx_502 | upstream-down | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
nginx_h2_ok | works | wss | ok · RE | ok · RE | ok · XT
node_h2_only | http2-extended-connect | wss | E 1006 · RE | E 1015 · RE | E 1006 · RE
h2_only | http2-extended-connect | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
h2_connect_ok | http2-extended-connect | wss | E 1006 · RE | ok · RE | E 1006 · RE
h2_connect_403 | http2-extended-connect | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
h2_connect_silent | http2-extended-connect | wss | E 1006 · RE | pending · RE | E 1006 · RE
h2_connect_rst_h1ok | http2-extended-connect | wss | ok · RE | E 1006 · RE | ok · RE
proxy: CONNECT gets 403 | corp-proxy-firewall | wss | E 1006 · XE | E 1006 · XE | E 1006 · XE
proxy: CONNECT gets 403 | corp-proxy-firewall | ws | E 1006 · RE | E 1006 · RE | E 1006 · RE
proxy: 407 | corp-proxy-firewall | wss | E 1006 · TT | E 1006 · TT | E 1006 · TT
proxy: hangs | corp-proxy-firewall | wss | pending · TT | pending · TT | pending · TT
proxy: TLS interception, not trusted | tls-untrusted,corp-proxy-firewall | wss | E 1006 · XE | E 1015 · XE | E 1006 · XE
proxy: TLS interception, trusted, refuses by a page | corp-proxy-firewall | wss | E 1006 · RE | E 1006 · RE | E 1006 · RE
open_fin | cut-after-open | wss | O 1006 | O 1006 | O 1006
open_rst | cut-after-open | wss | O 1006 | O E 1006 | O E 1006
open_fin | cut-after-open | ws | O 1006 | O 1006 | O 1006
open_close_on_msg | policy-close | wss | O 1008c | O 1008c | O 1008c
close_1000 | normal-close | wss | O 1000c | O 1000c | O 1000c
close_1001 | deploy-close | wss | O 1001c | O 1001c | O 1001c
close_1002 | bad-utf8-or-frame | wss | O 1002c | O 1002c | O 1002c
close_1003 | bad-utf8-or-frame | wss | O 1003c | O 1003c | O 1003c
close_1007 | bad-utf8-or-frame | wss | O 1007c | O 1007c | O 1007c
close_1008 | policy-close | wss | O 1008c | O 1008c | O 1008c
close_1009 | message-too-big | wss | O 1009c | O 1009c | O 1009c
close_1010 | bad-utf8-or-frame | wss | O 1010c | O 1010c | O 1010c
close_1011 | server-error | wss | O 1011c | O 1011c | O 1011c
close_1012 | deploy-close | wss | O 1012c | O 1012c | O E 1006
close_1013 | deploy-close | wss | O 1013c | O 1013c | O E 1006
close_1014 | server-error | wss | O 1014c | O 1014 | O E 1006
close_3000 | policy-close | wss | O 3000c | O 3000c | O 3000c
close_4000 | policy-close | wss | O 4000c | O 4000c | O 4000c
close_4401 | policy-close | wss | O 4401c | O 4401c | O 4401c
close_4401 | policy-close | ws | O 4401c | O 4401c | O 4401c
close_4999 | policy-close | wss | O 4999c | O 4999c | O 4999c
close_none | normal-close | wss | O 1005c | O 1005c | O 1005c
close_bad_0 | bad-utf8-or-frame | wss | O 0c | O 0c | O E 1006
close_bad_999 | bad-utf8-or-frame | wss | O 999c | O 999c | O E 1006
close_bad_1004 | bad-utf8-or-frame | wss | O 1004c | O 1004c | O E 1006
close_bad_1005 | bad-utf8-or-frame | wss | O E 1006 | O 1005c | O E 1006
close_bad_1006 | bad-utf8-or-frame | wss | O E 1006 | O 1006c | O E 1006
close_bad_1015 | bad-utf8-or-frame | wss | O E 1006 | O 1015c | O E 1006
close_bad_1016 | bad-utf8-or-frame | wss | O 1016c | O 1016c | O E 1006
close_bad_2999 | bad-utf8-or-frame | wss | O 2999c | O 2999c | O E 1006
close_bad_5000 | bad-utf8-or-frame | wss | O 5000c | O 5000c | O E 1006
close_bad_65535 | bad-utf8-or-frame | wss | O 65535c | O 65535c | O E 1006
frame_rsv1 | bad-utf8-or-frame | wss | O E 1006 | O E 1006 | O E 1006
pmd_bad_data | permessage-deflate | wss | O deflate E 1006 | O deflate E 1006 | O deflate E 1006
close_1000_fin | normal-close | wss | O 1000c | O 1000 | O 1000c
close_1000_rst | normal-close | wss | O 1000 | O E 1000 | O E 1000
frame_masked | bad-utf8-or-frame | wss | O E 1006 | O m 1006 | O E 1006
frame_huge_len | bad-utf8-or-frame | wss | O 1006 | O E 1006 | O 1006
frame_http_tail | bad-utf8-or-frame | wss | O E 1006 | O 1006 | O 1006
fin_at_101 | cut-after-open | wss | O 1006 · RE | 1006 · RE | O 1006 · RE
";

/// One cell of the table.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The scenario, and whose column this is.
    pub(crate) name: String,
    /// What is true of the server; empty if it works.
    pub(crate) truth: Vec<CauseId>,
    /// Scheme of the address.
    pub(crate) scheme: Scheme,
    /// Which engine reported it.
    pub(crate) engine: EngineFamily,
    /// What it reported.
    pub(crate) cell: String,
}

/// Every cell that was measured.
pub(crate) fn rows() -> &'static [Row] {
    static ROWS: LazyLock<Vec<Row>> = LazyLock::new(read);
    &ROWS
}

fn read() -> Vec<Row> {
    use EngineFamily::{Chromium, Firefox, WebKit};
    let mut rows = Vec::new();
    for line in ROWS.lines().filter(|line| !line.is_empty()) {
        let columns: Vec<&str> = line.split(" | ").collect();
        let [name, truth, scheme, cells @ ..] = &columns[..] else { panic!("{line}") };
        assert_eq!(cells.len(), 3, "{line}");
        let truth: Vec<CauseId> = match *truth {
            "works" => Vec::new(),
            ids => ids.split(',').map(|id| CauseId::parse(id).expect(id)).collect(),
        };
        for (engine, cell) in [Chromium, Firefox, WebKit].into_iter().zip(cells) {
            if *cell != "-" {
                rows.push(Row {
                    name: format!("{name} in {engine}: {scheme} {cell}"),
                    // What opens and stays open has no cause.
                    truth: if is_fine(cell) { Vec::new() } else { truth.clone() },
                    scheme: Scheme::from_tag(scheme).expect(line),
                    engine,
                    cell: cell.to_string(),
                });
            }
        }
    }
    rows
}

fn is_fine(cell: &str) -> bool {
    cell.starts_with("ok") || cell == "O silent"
}

impl Row {
    /// Whether the connection opens and stays open.
    pub(crate) fn works(&self) -> bool {
        is_fine(&self.cell)
    }

    /// The run as the page would record it.
    pub(crate) fn run(&self, setting: Setting) -> Evidence {
        let (socket, http) = self.cell.split_once(" · ").unwrap_or((&self.cell, "RE"));
        let (path, root) = http.split_once('/').unwrap_or((http, http));
        let mut observations = vec![socket_seen(socket, Place::Target)];
        for (place, seen) in [(Place::Target, path), (Place::Root, root)] {
            observations.push(fetch_seen(Probe::FetchNoCors, place, seen));
        }
        let readable = if path.starts_with('T') { "T" } else { "X" };
        observations.push(fetch_seen(Probe::FetchCors, Place::Target, readable));
        if let Some((socket, http)) = setting.reference {
            observations.push(socket_seen(socket, Place::Reference));
            observations.push(fetch_seen(Probe::FetchCors, Place::Reference, http));
        }
        // One probe after the other, as far as the rules can tell.
        let mut now = 2.0;
        for o in &mut observations {
            let begun = now;
            o.events.iter_mut().for_each(|e| e.at += begun);
            now += o.ended + 1.0;
            (o.begun, o.ended) = (begun, now - 1.0);
        }
        let mut evidence = empty(self.engine, self.scheme, &setting);
        evidence.observations = observations;
        evidence.elapsed = now;
        evidence
    }
}

/// Where a run is made.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    /// How the page was loaded.
    pub(crate) page: PageScheme,
    /// What kind of place its host is.
    pub(crate) page_class: HostClass,
    /// What kind of place the target's host is.
    pub(crate) target_class: HostClass,
    /// The host is an address.
    pub(crate) literal: bool,
    /// The engine's own name is kept from the rules.
    pub(crate) unknown: bool,
    /// Permission for local addresses.
    pub(crate) local: Option<PermissionState>,
    /// What the reference's socket and web request give, in the table's words.
    pub(crate) reference: Option<(&'static str, &'static str)>,
}

impl Setting {
    /// A hosted https page, a public target, a reference that works.
    pub(crate) fn hosted() -> Setting {
        Setting {
            page: PageScheme::Https,
            page_class: HostClass::Public,
            target_class: HostClass::Public,
            literal: false,
            unknown: false,
            local: None,
            reference: Some(("ok", "R")),
        }
    }

    /// The page served from this machine over http, as after a first clone.
    pub(crate) fn at_home() -> Setting {
        let hosted = Setting::hosted();
        Setting { page: PageScheme::Http, page_class: HostClass::Loopback, ..hosted }
    }
}

fn empty(engine: EngineFamily, scheme: Scheme, s: &Setting) -> Evidence {
    let major = match engine {
        EngineFamily::Chromium => 156,
        EngineFamily::Firefox => 153,
        _ => 26,
    };
    let family = if s.unknown { EngineFamily::Unknown } else { engine };
    Evidence {
        version: VERSION,
        build: "test".into(),
        target: Target {
            url: format!("{scheme}://app.test:20001/ws"),
            scheme: Some(scheme),
            host: "app.test".into(),
            host_class: s.target_class,
            literal: s.literal,
            port: 20_001,
            path_shape: PathShape::Plain,
            token_in_query: false,
            protocols: Vec::new(),
            problems: Vec::new(),
            app: None,
        },
        circumstances: Circumstances {
            engine: Engine { family, major, name: engine.to_string() },
            page: PageContext {
                scheme: s.page,
                origin: "https://why.test".into(),
                host_class: s.page_class,
                same_origin: false,
            },
            started_at: 1_795_384_800_000.0,
            utc_offset: 0,
            offline: false,
            hidden: false,
            earlier_failures: 0,
            local_network: s.local,
            loopback_network: s.local,
            // The http page of the first clone has no TLS beside it.
            reference_scheme: s.reference.map(|_| match s.page {
                PageScheme::Https => Scheme::Wss,
                _ => Scheme::Ws,
            }),
            no_reference: None,
        },
        observations: Vec::new(),
        page_events: Vec::new(),
        elapsed: 0.0,
        stopped: false,
    }
}

fn observation(probe: Probe, place: Place) -> Observation {
    Observation {
        probe,
        place,
        with_protocols: false,
        begun: 0.0,
        ended: 30.0,
        end: End::Settled,
        events: Vec::new(),
    }
}

/// A socket's events from a cell of the table.
pub(crate) fn socket_seen(cell: &str, place: Place) -> Observation {
    let mut o = observation(Probe::WebSocket, place);
    let mut now = 5.0;
    let mut add = |o: &mut Observation, event: Event| {
        now += 3.0;
        o.events.push(Event { at: now, ..event });
    };
    let event = |kind| Event::new(0.0, kind);
    let close = |code: u16, clean| Event {
        code: Some(code),
        clean: Some(clean),
        ..event(EventKind::Close)
    };
    if cell == "pending" {
        (o.end, o.ended) = (End::GaveUp, 5_000.0);
        return o;
    }
    for word in cell.split(' ') {
        match word {
            "ok" | "silent" => {
                if word == "ok" {
                    add(&mut o, event(EventKind::Open));
                    add(&mut o, event(EventKind::Message));
                }
                add(&mut o, Event { code: Some(1000), ..event(EventKind::Closing) });
                add(&mut o, close(1000, true));
            }
            "O" => add(&mut o, event(EventKind::Open)),
            "m" => add(&mut o, Event { size: Some(4), ..event(EventKind::Message) }),
            "deflate" => o.events[0].reason = Some("permessage-deflate".into()),
            "E" => add(&mut o, Event { state: Some(3), ..event(EventKind::Error) }),
            "late" => {}
            code => {
                let clean = code.ends_with('c');
                let code = code.trim_end_matches('c').parse().expect(cell);
                add(&mut o, close(code, clean));
            }
        }
    }
    if cell.starts_with("late") {
        o.events.iter_mut().for_each(|e| e.at += 3_100.0);
    }
    o.ended = o.events.last().map_or(0.0, |e| e.at) + 1.0;
    o
}

/// A web request's end from a cell of the table.
pub(crate) fn fetch_seen(probe: Probe, place: Place, cell: &str) -> Observation {
    let mut o = observation(probe, place);
    let event = match cell.as_bytes()[0] {
        b'R' => Event {
            name: Some(if probe == Probe::FetchCors { "cors" } else { "opaque" }.into()),
            status: (probe == Probe::FetchCors).then_some(200),
            ..Event::new(20.0, EventKind::Resolved)
        },
        b'X' => Event { name: Some("TypeError".into()), ..Event::new(20.0, EventKind::Rejected) },
        b'T' => {
            (o.end, o.ended) = (End::GaveUp, 4_000.0);
            return o;
        }
        _ => panic!("{cell}"),
    };
    o.events.push(event);
    o
}

/// Every setting that a row of the scheme is tried in.
pub(crate) fn settings(scheme: Scheme) -> Vec<Setting> {
    let mut all = Vec::new();
    for unknown in [false, true] {
        for reference in [Some(("ok", "R")), Some(("pending", "T")), Some(("E 1006", "X")), None] {
            for local in [None, Some(PermissionState::Prompt), Some(PermissionState::Denied)] {
                let base = Setting { unknown, reference, local, ..Setting::hosted() };
                if scheme == Scheme::Wss {
                    all.push(base.clone());
                } else {
                    all.push(Setting { page: PageScheme::Http, ..base.clone() });
                }
                let home = Setting::at_home();
                all.push(Setting { unknown, reference, local, ..home });
            }
        }
    }
    all
}
