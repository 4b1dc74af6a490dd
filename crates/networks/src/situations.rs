//! The table of situations.

use why1006_stacks::{Program, Service};

use crate::situation::{HTTP_BOX, PROXY, SOCKS, Situation, TLS_BOX, Way, service};

/// Also where others are led to it: it stops to take connections of those who
/// were not.
const SQUID: &[Service] = &[service(Program::Squid, PROXY)];
const TINYPROXY: &[Service] = &[service(Program::Tinyproxy, PROXY)];
const PRIVOXY: &[Service] = &[service(Program::Privoxy, PROXY)];
const MITMPROXY: &[Service] = &[service(Program::Mitmproxy, PROXY)];
const MITMPROXY_UNASKED: &[Service] = &[service(Program::Mitmproxy, TLS_BOX)];
const MICROSOCKS: &[Service] = &[service(Program::Microsocks, SOCKS)];
const DANTE: &[Service] = &[service(Program::Dante, SOCKS)];
const NGINX_HTTP: &[Service] = &[service(Program::Nginx, HTTP_BOX)];
const NGINX_TLS: &[Service] = &[service(Program::Nginx, TLS_BOX)];
/// Not where connections are led to it: asked there, it would ask itself.
const HAPROXY: &[Service] = &[service(Program::Haproxy, "127.0.0.1:3999")];

/// Connections of everybody but the boxes themselves go to a box: the group is
/// that which boxes run as.
macro_rules! redirect {
    ($port:literal, $to:literal) => {
        concat!(
            "-t nat -A OUTPUT -p tcp -d 93.184.216.32/28 --dport ",
            $port,
            " -m owner ! --gid-owner proxy -j REDIRECT --to-ports ",
            $to
        )
    };
}
const TO_HTTP_BOX: &[&str] = &[redirect!("80", "3080")];
const TO_TLS_BOX: &[&str] = &[redirect!("443", "3443")];

/// Ends the connections from before: those that are led to a box have its address by
/// then. A browser may keep one to the page's host for the next request.
const ENDS_EARLIER: &str = "-A OUTPUT -p tcp -d 93.184.216.32/28 -m multiport --dports 80,443 \
                            -m owner ! --gid-owner proxy -j REJECT --reject-with tcp-reset";

/// The first packet of TLS has the name in clear text.
macro_rules! named {
    ($verdict:literal) => {
        concat!(
            "-A OUTPUT -p tcp -d 93.184.216.34 --dport 443 -m string --algo bm \
             --string ws.example.com -j ",
            $verdict
        )
    };
}

const SQUID_443: Situation =
    Situation { folder: "squid-443-only", ..Situation::proxy("squid-allows", SQUID) };
const SQUID_NO_CONNECT: Situation = Situation::proxy("squid-denies-connect", SQUID);
const SQUID_HOST: Situation = Situation::proxy("squid-denies-host", SQUID);
const SQUID_LOGIN: Situation = Situation::proxy("squid-login-connect", SQUID);
const TINYPROXY_443: Situation =
    Situation { folder: "tinyproxy-443-only", ..Situation::proxy("tinyproxy-allows", TINYPROXY) };
const DANTE_HOST: Situation = Situation {
    way: Way::Socks(SOCKS),
    webkit: false,
    ..Situation::unasked("dante-denies-host", DANTE)
};

/// A box that signs TLS anew by a root that the browser knows.
const fn inspecting(id: &'static str, boxes: &'static [Service]) -> Situation {
    Situation { trusts_box: true, ..Situation::proxy(id, boxes) }
}

/// The same, out of sight.
const fn inspecting_unasked(id: &'static str, boxes: &'static [Service]) -> Situation {
    Situation { trusts_box: true, wall: TO_TLS_BOX, ..Situation::unasked(id, boxes) }
}

const fn before_http(id: &'static str, boxes: &'static [Service]) -> Situation {
    Situation { wall: TO_HTTP_BOX, ..Situation::unasked(id, boxes) }
}

const fn before_tls(id: &'static str, boxes: &'static [Service]) -> Situation {
    Situation { wall: TO_TLS_BOX, ..Situation::unasked(id, boxes) }
}

const fn firewall(id: &'static str, wall: &'static [&'static str]) -> Situation {
    Situation { wall, folder: "shared", ..Situation::unasked(id, &[]) }
}

/// A name server that does not say where ws.example.com is.
const fn names(id: &'static str, boxes: &'static [Service]) -> Situation {
    Situation { unlisted: Some("ws.example.com"), ..Situation::unasked(id, boxes) }
}

const SQUID_PASSES: Situation = inspecting("squid-inspects-and-passes", SQUID);
const SWALLOWS: Situation = inspecting("mitmproxy-swallows", MITMPROXY);
const PORTAL: Situation = Situation {
    late: true,
    wall: &[redirect!("80", "3080"), redirect!("443", "3443"), ENDS_EARLIER],
    ..Situation::unasked("portal", NGINX_HTTP)
};
const BLOCK_PAGE: &[Service] = &[service(Program::Nginx, "93.184.216.41:80")];
const BLOCKED: Situation = names("dns-block-page", BLOCK_PAGE);

/// The situations that stand for the others where all would take too long.
pub const FEW: [&str; 15] = [
    "squid-allows",
    "squid-denies-connect",
    "squid-denies-host-pac",
    "tinyproxy-443-only",
    "privoxy-denies-host",
    "dante-denies-host",
    "squid-inspects",
    "squid-inspects-no-name",
    "mitmproxy-untrusted",
    "haproxy-rejects-name",
    "netfilter-drops-name",
    "dns-no-such-name",
    "haproxy-cuts-idle",
    "mitmproxy-swallows-cable",
    "portal",
];

/// Every situation, in the order of the lab's rows.
pub fn situations() -> &'static [Situation] {
    SITUATIONS
}

const SITUATIONS: &[Situation] = &[
    SQUID_443,
    SQUID_443.pac("squid-allows-pac"),
    TINYPROXY_443,
    Situation {
        way: Way::Socks(SOCKS),
        webkit: false,
        folder: "shared",
        ..Situation::unasked("microsocks-allows", MICROSOCKS)
    },
    SQUID_443.also("squid-443-only"),
    SQUID_443.pac("squid-443-only-pac"),
    SQUID_443.also("squid-443-only-ws"),
    SQUID_NO_CONNECT,
    SQUID_NO_CONNECT.pac("squid-denies-connect-pac"),
    SQUID_NO_CONNECT.also("squid-denies-connect-ws"),
    TINYPROXY_443.also("tinyproxy-443-only"),
    TINYPROXY_443.also("tinyproxy-443-only-ws"),
    Situation::proxy("privoxy-443-only", PRIVOXY),
    Situation { folder: "dante-443-only", ..DANTE_HOST }.also("dante-443-only"),
    SQUID_HOST,
    SQUID_HOST.pac("squid-denies-host-pac"),
    SQUID_HOST.also("squid-denies-host-ws"),
    Situation::proxy("tinyproxy-denies-host", TINYPROXY),
    Situation::proxy("privoxy-denies-host", PRIVOXY),
    DANTE_HOST,
    SQUID_PASSES,
    inspecting("mitmproxy-inspects", MITMPROXY),
    inspecting_unasked("nginx-inspects-and-passes", NGINX_TLS),
    inspecting("squid-inspects", SQUID),
    inspecting_unasked("nginx-inspects", NGINX_TLS),
    inspecting_unasked("security-software", MITMPROXY_UNASKED),
    Situation { folder: "squid-inspects", ..Situation::proxy("squid-inspects-untrusted", SQUID) },
    Situation::proxy("squid-inspects-one-untrusted", SQUID),
    Situation {
        folder: "mitmproxy-inspects",
        ..Situation::proxy("mitmproxy-untrusted", MITMPROXY)
    },
    SQUID_PASSES.also("squid-inspects-faulty"),
    Situation { folder: "mitmproxy-inspects", ..inspecting("mitmproxy-faulty", MITMPROXY) },
    inspecting("squid-inspects-denies-host", SQUID),
    SQUID_PASSES.also("squid-inspects-no-name"),
    SQUID_PASSES.also("squid-inspects-closed-port"),
    before_http("squid-intercepts-http", SQUID),
    before_http("nginx-http10", NGINX_HTTP),
    before_http("haproxy-drops-upgrade", HAPROXY),
    before_tls("haproxy-rejects-name", HAPROXY),
    before_tls("haproxy-holds-name", HAPROXY),
    before_tls("squid-ends-name", SQUID),
    firewall("netfilter-resets-name", &[named!("REJECT --reject-with tcp-reset")]),
    firewall("netfilter-drops-name", &[named!("DROP")]),
    firewall(
        "netfilter-rejects-port",
        &["-A OUTPUT -p tcp --syn -d 93.184.216.32/28 -m multiport ! --dports 80,443 -j REJECT \
           --reject-with icmp-admin-prohibited"],
    ),
    firewall(
        "netfilter-drops-port",
        &["-A OUTPUT -p tcp --syn -d 93.184.216.32/28 -m multiport ! --dports 80,443 -j DROP"],
    ),
    names("dns-no-such-name", &[]),
    names("dns-zero", &[]),
    BLOCKED,
    BLOCKED.also("dns-block-page-ws"),
    Situation { webkit: false, ..firewall("browser-extension", &[]) },
    Situation::proxy("squid-cuts-idle", SQUID),
    before_tls("haproxy-cuts-idle", HAPROXY),
    inspecting("mitmproxy-cuts-opened", MITMPROXY),
    firewall(
        "netfilter-cuts-bytes",
        &["-A OUTPUT -p tcp -d 93.184.216.34 --dport 443 -m connbytes --connbytes 16384: \
           --connbytes-dir reply --connbytes-mode bytes -j REJECT --reject-with tcp-reset"],
    ),
    inspecting("mitmproxy-limits-messages", MITMPROXY),
    // As where a tunnel is narrower than both ends believe, and nobody may say so.
    Situation {
        late: true,
        ..firewall(
            "netfilter-drops-long",
            &["-A OUTPUT -p tcp -s 93.184.216.32/28 -m length --length 3000:65535 -j DROP"],
        )
    },
    SWALLOWS,
    SWALLOWS.also("mitmproxy-swallows-cable"),
    SQUID_LOGIN,
    SQUID_LOGIN.also("squid-login-connect-ws"),
    Situation::proxy("squid-login-host", SQUID),
    PORTAL,
    PORTAL.also("portal-ws"),
];
