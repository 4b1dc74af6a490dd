//! The truth about networks with somebody in between: real proxies, filters and
//! portals before a healthy server. The lab raises none of it; `crates/networks`
//! does.

use std::sync::LazyLock;

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{Pages, Scenario, Tls, behaviour::Serve, scenario::Browser};

const SOCKET: &str = "wss://ws.example.com/socket";
const ODD: &str = "wss://ws.example.com:8443/socket";
const FEED: &str = "wss://ws.example.com/feed";
/// A path whose servers are known to speak first.
const CABLE: &str = "wss://ws.example.com/cable";
const PLAIN: &str = "ws://ws.example.com/socket";
/// A server with a certificate that nobody vouches for.
const OLD: &str = "wss://old.example.com/socket";
/// A name that nobody knows.
const GONE: &str = "wss://gone.example.com/socket";
/// A port where nobody listens.
const CLOSED: &str = "wss://ws.example.com:9443/socket";

type Fault = (CauseId, Stage, Owner);

/// The explicit proxy opens no tunnel to there.
const NO_TUNNEL: Fault = (CauseId::ProxyRefusesConnect, Stage::Transport, Owner::YourIt);
/// Somebody must sign in first.
const SIGN_IN: Fault = (CauseId::ProxySignIn, Stage::Transport, Owner::YourIt);
/// The same, by somebody who answers in every server's place.
const PORTAL: Fault = (CauseId::ProxySignIn, Stage::Tls, Owner::YourIt);
/// This server is not allowed here.
const FILTER: Fault = (CauseId::CorpProxyFirewall, Stage::Transport, Owner::YourIt);
/// The same, by somebody who answers in its place.
const PAGE: Fault = (CauseId::CorpProxyFirewall, Stage::Upgrade, Owner::YourIt);
/// WebSockets are stopped, web requests pass.
const STRIPS: Fault = (CauseId::NetworkStripsWebsockets, Stage::Upgrade, Owner::YourIt);
/// WebSockets open and are then cut.
const CUTS: Fault = (CauseId::NetworkCutsWebsockets, Stage::Close, Owner::YourIt);
/// TLS is signed anew by somebody whom the browser does not know.
const SIGNS_ANEW: Fault = (CauseId::TlsInterception, Stage::Tls, Owner::YourIt);
/// The box does not like the server's certificate, or does not reach it at all.
const SERVER_FAULT: Fault =
    (CauseId::InterceptedUpstreamFault, Stage::Upgrade, Owner::SiteOperator);

static ALL: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
    [explicit(), inspecting(), transparent(), filters(), after_open(), sign_in()]
        .concat()
        .into_iter()
        .map(|row| Scenario { area: "Networks with somebody in between", ..row })
        .collect()
});

/// Every network, in the order in which they are tried.
pub fn networks() -> &'static [Scenario] {
    &ALL
}

/// The row with this id.
pub fn find_network(id: &str) -> Option<&'static Scenario> {
    networks().iter().find(|s| s.id == id)
}

/// Explicit proxies that look at CONNECT alone.
fn explicit() -> Vec<Scenario> {
    vec![
        works("squid-allows", "Squid that tunnels to any host on 443.", SOCKET),
        works("squid-allows-pac", "The same Squid, found by a PAC file.", SOCKET),
        works("tinyproxy-allows", "tinyproxy as Debian sets it up.", SOCKET),
        works("microsocks-allows", "A SOCKS proxy that refuses nothing.", SOCKET),
        fails("squid-443-only", NO_TUNNEL, "Squid's usual rule: CONNECT to 443 alone.", ODD)
            .like("refused"),
        fails("squid-443-only-pac", NO_TUNNEL, "The same Squid, found by a PAC file.", ODD)
            .like("refused"),
        fails("squid-443-only-ws", NO_TUNNEL, "The same Squid, asked for a `ws:` address.", PLAIN)
            .like("proxy-allows-443-only"),
        fails("squid-denies-connect", NO_TUNNEL, "Squid that denies every CONNECT.", SOCKET)
            .like("proxy-refuses-connect-tls")
            .from(Pages::Http),
        fails("squid-denies-connect-pac", NO_TUNNEL, "The same, found by a PAC file.", SOCKET)
            .like("proxy-refuses-connect-tls")
            .from(Pages::Http),
        fails("squid-denies-connect-ws", NO_TUNNEL, "The same, for a `ws:` address.", PLAIN)
            .like("proxy-refuses-connect"),
        fails("tinyproxy-443-only", NO_TUNNEL, "tinyproxy with `ConnectPort 443`.", ODD)
            .like("refused"),
        fails("tinyproxy-443-only-ws", NO_TUNNEL, "The same, for a `ws:` address.", PLAIN)
            .like("proxy-allows-443-only"),
        fails("privoxy-443-only", NO_TUNNEL, "Privoxy with `limit-connect{443}`.", ODD)
            .like("refused"),
        fails("dante-443-only", NO_TUNNEL, "A SOCKS proxy that lets port 443 pass alone.", ODD)
            .like("refused"),
        fails("squid-denies-host", FILTER, "Squid that denies this host.", SOCKET).like("refused"),
        fails("squid-denies-host-pac", FILTER, "The same Squid, found by a PAC file.", SOCKET)
            .like("refused"),
        fails("squid-denies-host-ws", FILTER, "The same Squid, for a `ws:` address.", PLAIN)
            .like("proxy-refuses-host"),
        fails("tinyproxy-denies-host", FILTER, "tinyproxy with a filter for this host.", SOCKET)
            .like("refused"),
        fails("privoxy-denies-host", FILTER, "Privoxy with a block for this host.", SOCKET)
            .like("refused"),
        fails("dante-denies-host", FILTER, "A SOCKS proxy that blocks this host.", SOCKET)
            .like("refused"),
    ]
}

/// Boxes that look into TLS, with a root of their own.
fn inspecting() -> Vec<Scenario> {
    vec![
        works("squid-inspects-and-passes", "Squid that inspects and passes upgrades.", SOCKET),
        works("mitmproxy-inspects", "mitmproxy, trusted, which knows WebSockets.", SOCKET),
        works("nginx-inspects-and-passes", "nginx that inspects and passes upgrades.", SOCKET),
        fails("squid-inspects", STRIPS, "Squid that inspects as it comes: no upgrades.", SOCKET)
            .like("middlebox-strips-upgrade"),
        fails("nginx-inspects", STRIPS, "nginx that inspects and drops `Upgrade`.", SOCKET)
            .like("middlebox-strips-upgrade"),
        fails(
            "security-software",
            STRIPS,
            "mitmproxy on this computer, as virus scanners do, that drops `Upgrade`.",
            SOCKET,
        )
        .like("middlebox-strips-upgrade"),
        fails("squid-inspects-untrusted", SIGNS_ANEW, "Squid with an unknown root.", SOCKET)
            .like("interception_untrusted")
            .from(Pages::Http),
        fails(
            "squid-inspects-one-untrusted",
            SIGNS_ANEW,
            "Squid with an unknown root, that leaves the page's host alone.",
            SOCKET,
        )
        .like("interception_untrusted"),
        fails("mitmproxy-untrusted", SIGNS_ANEW, "mitmproxy with an unknown root.", SOCKET)
            .like("interception_untrusted")
            .from(Pages::Http),
        fails("squid-inspects-faulty", SERVER_FAULT, "Squid before a bad certificate.", OLD)
            .like("interception_answers_for_all"),
        fails("mitmproxy-faulty", SERVER_FAULT, "mitmproxy before a bad certificate.", OLD)
            .like("interception_answers_for_all"),
        fails("squid-inspects-denies-host", PAGE, "Squid with a page for this host.", SOCKET)
            .like("interception_answers_for_all"),
        fails(
            "squid-inspects-no-name",
            SERVER_FAULT,
            "Squid, and a name that leads nowhere.",
            GONE,
        )
        .like("interception_answers_for_all"),
        fails("squid-inspects-closed-port", SERVER_FAULT, "Squid, and nobody listens.", CLOSED)
            .like("interception_answers_for_all"),
    ]
}

/// Boxes that nobody told the browser about, in plain HTTP.
fn transparent() -> Vec<Scenario> {
    let strips = |id, does| fails(id, STRIPS, does, PLAIN).like("middlebox-strips-upgrade");
    vec![
        strips("squid-intercepts-http", "Squid that intercepts port 80; `wss:` is fine."),
        strips("nginx-http10", "nginx that speaks HTTP/1.0 to servers on port 80."),
        strips("haproxy-drops-upgrade", "HAProxy that takes `Upgrade` out on port 80."),
    ]
}

/// Filters that refuse this server alone, or its port.
fn filters() -> Vec<Scenario> {
    let filter = |id, does, url| fails(id, FILTER, does, url);
    vec![
        filter("haproxy-rejects-name", "HAProxy that ends TLS for this name.", SOCKET)
            .like("refused"),
        filter("haproxy-holds-name", "HAProxy that lets TLS for this name hang.", SOCKET)
            .like("hang_resp"),
        filter("squid-ends-name", "Squid that terminates TLS for this name.", SOCKET)
            .like("refused"),
        filter("netfilter-resets-name", "A firewall that resets TLS for this name.", SOCKET)
            .like("refused"),
        filter("netfilter-drops-name", "A firewall that drops TLS for this name.", SOCKET)
            .like("hang_resp"),
        filter("netfilter-rejects-port", "A firewall that rejects all but 80 and 443.", ODD)
            .like("reject_admin"),
        filter("netfilter-drops-port", "A firewall that drops all but 80 and 443.", ODD)
            .like("drop"),
        filter("dns-no-such-name", "A name server that says there is no such name.", SOCKET)
            .like("dns_nx"),
        filter("dns-zero", "A name server that says 0.0.0.0.", SOCKET).like("addr_zero"),
        fails(
            "dns-block-page",
            (CauseId::CorpProxyFirewall, Stage::Tls, Owner::YourIt),
            "A name server that leads to a page of its own.",
            SOCKET,
        )
        .like("interception_untrusted"),
        fails("dns-block-page-ws", PAGE, "The same, for a `ws:` address.", PLAIN).like("http_200"),
        fails(
            "browser-extension",
            (CauseId::BrowserShield, Stage::Policy, Owner::You),
            "An extension of the browser blocks this host.",
            SOCKET,
        )
        .like("refused")
        .seen_by(Browser::BlocksHost),
    ]
}

/// WebSockets that open and do not stay.
fn after_open() -> Vec<Scenario> {
    vec![
        fails("squid-cuts-idle", CUTS, "Squid that ends a tunnel after 12 quiet seconds.", SOCKET)
            .like("nginx_idle")
            .held_for(16),
        fails("haproxy-cuts-idle", CUTS, "HAProxy that ends what is quiet for 12 s.", SOCKET)
            .like("nginx_idle")
            .held_for(16),
        fails(
            "mitmproxy-cuts-opened",
            CUTS,
            "mitmproxy that knows nothing of what may follow a 101.",
            SOCKET,
        )
        .like("open_fin"),
        fails("netfilter-cuts-bytes", CUTS, "A firewall that resets after 16 kB.", FEED)
            .like("open_rst"),
        fails("mitmproxy-limits-messages", CUTS, "mitmproxy that cuts at long messages.", FEED)
            .like("open_fin"),
        fails("netfilter-drops-long", CUTS, "A way that loses long packets alone.", CABLE)
            .like("open_silent"),
        fails("mitmproxy-swallows", CUTS, "mitmproxy that lets no message through.", FEED)
            .like("open_silent"),
        fails("mitmproxy-swallows-cable", CUTS, "The same, before a server that greets.", CABLE)
            .like("open_silent"),
    ]
}

/// Networks that ask who you are.
fn sign_in() -> Vec<Scenario> {
    vec![
        fails("squid-login-connect", SIGN_IN, "Squid that wants a login for CONNECT.", SOCKET)
            .like("proxy-wants-login-for-connect-tls")
            .from(Pages::Http),
        fails("squid-login-connect-ws", SIGN_IN, "The same, for a `ws:` address.", PLAIN)
            .like("proxy-wants-login-for-connect"),
        fails("squid-login-host", SIGN_IN, "Squid that wants a login for this host.", SOCKET)
            .like("proxy-wants-login-for-host"),
        fails("portal", PORTAL, "A portal in the place of every server.", SOCKET),
        fails("portal-ws", SIGN_IN, "The same, for a `ws:` address.", PLAIN),
    ]
}

fn works(id: &'static str, does: &'static str, url: &'static str) -> Scenario {
    seen(Scenario::works(id, does, Serve::Nowhere(url)), url)
}

fn fails(id: &'static str, fault: Fault, does: &'static str, url: &'static str) -> Scenario {
    seen(Scenario::fails(id, fault, does, Serve::Nowhere(url)), url)
}

/// `ws:` can be seen from an http page only.
fn seen(row: Scenario, url: &str) -> Scenario {
    match url.starts_with("ws:") {
        true => row.from(Pages::Http).with(Tls::Plain),
        false => row.with(Tls::Trusted),
    }
}

/// What a page that sends nothing cannot see of a network, and why.
const UNSEEN: [(&str, &str); 1] = [(
    "mitmproxy-swallows",
    "The opening passes, and this page, which sends nothing, hears nothing: a server that has \
     nothing to say looks the same. Where a server is known to speak first, the test of the \
     network follows and shows it.",
)];

/// Why the network with this id is out of this page's sight; `None` if it is not.
pub fn unseen(id: &str) -> Option<&'static str> {
    UNSEEN.iter().find(|(unseen, _)| *unseen == id).map(|(_, why)| *why)
}
