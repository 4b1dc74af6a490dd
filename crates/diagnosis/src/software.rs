//! What known software does when something is the matter: for the order of what
//! remains, and for that alone. It rules nothing out and makes nothing certain.
//!
//! The software is what the user chose, else what [`stack`] guesses. A
//! habit is what its documentation or its source says of it, never what a recording
//! shows. Where none fits, the order of all software holds.

use why1006_evidence::{
    Clue, Software,
    Software::{
        ActionCable, Apache, AwsAlb, AwsApiGateway, AwsCloudFront, AwsNlb, Azure, Caddy,
        Cloudflare, DjangoChannels, Grafana, HaProxy, Heroku, HomeAssistant, Iis, IngressNginx,
        Jupyter, Nginx, NginxProxyManager, NodeWs, Phoenix, SignalR, SocketIo, Spring, Traefik,
        Uvicorn,
    },
    Way,
};

use crate::{
    CauseId::{self, *},
    Facts,
    facts::{Attempt, Http, TOO_SOON_MS},
    stack, told,
};

/// What some software does, and which causes it speaks of, the likeliest first.
struct Habit {
    who: &'static [Software],
    when: When,
    causes: &'static [CauseId],
}

/// Where a habit shows.
enum When {
    /// The upgrade is refused with one of these statuses, as the user told.
    Status(&'static [u16]),
    /// It is refused, and no status was told.
    Refused,
    /// It opens, is quiet for a while, and ends without a word.
    Quiet,
    /// Nobody trusts the certificate of a public name at the usual port.
    Untrusted,
}

use When::{Quiet, Refused, Status, Untrusted};

const HABITS: &[Habit] = &[
    // `ws`: `shouldHandle` is false for another path, 400; `verifyClient` says no to
    // a login or an origin, 401 by default; its own server answers 426 to whatever
    // is no upgrade (lib/websocket-server.js). It looks at no origin by itself.
    habit(&[NodeWs], Status(&[400]), &[NotWebsocketEndpoint, ProxyUpgradeHeaders]),
    habit(&[NodeWs], Status(&[401]), &[AuthAtHandshake, OriginRejected]),
    habit(&[NodeWs], Status(&[426]), &[ProxyUpgradeHeaders]),
    habit(&[NodeWs], Refused, &[ProxyUpgradeHeaders, NotWebsocketEndpoint, AuthAtHandshake]),
    // Engine.IO: 400 for an unknown session, and for `transport=websocket` without an
    // upgrade (server.ts, `verify`). An address without its query is `socketio_vs_raw`.
    habit(&[SocketIo], Status(&[400]), &[SocketioVsRaw, StickySession, ProxyUpgradeHeaders]),
    // Action Cable: 404 for a refused origin and for what is no upgrade
    // (connection/base.rb); Rails' 404 for a path without a route.
    habit(
        &[ActionCable],
        Status(&[404]),
        &[OriginRejected, NotWebsocketEndpoint, ProxyUpgradeHeaders],
    ),
    // Daphne: 403 for what the app rejects before it accepts, 500 where it raises, as
    // without a route (ws_protocol.py). A 404 is Django's own: no upgrade came through.
    habit(&[DjangoChannels], Status(&[403]), &[OriginRejected, AuthAtHandshake]),
    habit(&[DjangoChannels], Status(&[500]), &[NotWebsocketEndpoint]),
    habit(&[DjangoChannels], Status(&[404]), &[ProxyUpgradeHeaders, NotWebsocketEndpoint]),
    // Starlette closes before it accepts where it has no route, and uvicorn makes 403 of
    // that; it looks at no origin by itself. A 404 is that of a web request.
    habit(&[Uvicorn], Status(&[403]), &[NotWebsocketEndpoint, AuthAtHandshake, OriginRejected]),
    habit(&[Uvicorn], Status(&[404, 405]), &[ProxyUpgradeHeaders, NotWebsocketEndpoint]),
    habit(&[Uvicorn], Refused, &[ProxyUpgradeHeaders, NotWebsocketEndpoint, AuthAtHandshake]),
    // All of these refuse an origin or a login with 403, and what is no upgrade with
    // 400; so a 404 is the path.
    habit(&[Phoenix, Spring, Jupyter, Grafana], Status(&[403]), &[OriginRejected, AuthAtHandshake]),
    habit(
        &[Phoenix, Spring, Jupyter, Grafana, NodeWs, SocketIo, HomeAssistant],
        Status(&[404]),
        &[NotWebsocketEndpoint],
    ),
    // Home Assistant says so of a proxy that it does not trust, too.
    habit(
        &[Phoenix, Spring, Jupyter, Grafana, HomeAssistant],
        Status(&[400]),
        &[ProxyUpgradeHeaders],
    ),
    // SignalR: `No Connection with that ID` is a 404 (HttpConnectionDispatcher.cs).
    habit(&[SignalR], Status(&[404]), &[StickySession, NotWebsocketEndpoint]),
    // Caddy answers 200 and nothing where no line matches; Traefik 404 without a router.
    habit(&[Caddy], Status(&[200]), &[NotWebsocketEndpoint]),
    habit(&[Traefik], Status(&[404]), &[NotWebsocketEndpoint]),
    // Apache: `ws://` behind ProxyPass without the module is `No protocol handler was
    // valid for the URL`, 500.
    habit(&[Apache], Status(&[500]), &[ProxyUpgradeHeaders]),
    // AWS: 464 is an HTTP/1.1 request for a target group of HTTP/2.
    habit(&[AwsAlb], Status(&[464]), &[Http2Only]),
    habit(&[Cloudflare, AwsAlb, AwsCloudFront], Status(&[403]), &[WafRule, OriginRejected]),
    habit(&[AwsApiGateway], Status(&[401, 403]), &[AuthAtHandshake, NotWebsocketEndpoint]),
    // A quiet connection is ended after 60 s by nginx, an Application Load Balancer and
    // Azure's gateways, after 55 s by Heroku, after 100 s by Cloudflare, and by all of
    // these after whatever time they were given.
    habit(
        &[
            Nginx,
            Apache,
            HaProxy,
            IngressNginx,
            NginxProxyManager,
            Cloudflare,
            AwsAlb,
            AwsNlb,
            AwsApiGateway,
            AwsCloudFront,
            Heroku,
            Azure,
        ],
        Quiet,
        &[IdleTimeoutProxy, CutAfterOpen],
    ),
    // Their certificate is a file that somebody puts together. Caddy, Traefik and hosts
    // fetch theirs, chain included.
    habit(&[Nginx, Apache, HaProxy, Iis, NodeWs], Untrusted, &[IncompleteChain, TlsUntrusted]),
];

/// What passes an upgrade on without a line for it.
const CARRIERS: &[Software] = &[Caddy, HaProxy, Traefik, IngressNginx, AwsAlb, Heroku];

/// Places lost by a proxy's missing lines where no line is needed.
const NEEDLESS: i32 = 40;

const fn habit(who: &'static [Software], when: When, causes: &'static [CauseId]) -> Habit {
    Habit { who, when, causes }
}

/// The software of this run: what was chosen, then what is guessed.
fn who(f: &Facts) -> impl Iterator<Item = Software> {
    f.evidence.software.into_iter().chain(stack::of(f).map(|(software, _)| software))
}

/// The causes that the software of this run speaks of, the likeliest first; none
/// where it has no habit for what was seen.
pub(crate) fn likeliest(f: &Facts) -> &'static [CauseId] {
    who(f).find_map(|software| habit_of(f, software)).unwrap_or_default()
}

/// The software that orders the causes of this run.
pub(crate) fn orders(f: &Facts) -> Option<Software> {
    who(f).find(|software| habit_of(f, *software).is_some() || carries(f, *software))
}

/// Some software has a habit for what was seen.
pub(crate) fn is_asked(f: &Facts) -> bool {
    HABITS.iter().any(|habit| shows(f, &habit.when))
}

fn habit_of(f: &Facts, software: Software) -> Option<&'static [CauseId]> {
    let found = HABITS.iter().find(|habit| habit.who.contains(&software) && shows(f, &habit.when));
    found.map(|habit| habit.causes)
}

fn shows(f: &Facts, when: &When) -> bool {
    match when {
        Status(list) => told::upgrade_statuses(f).any(|status| list.contains(&status)),
        Refused => is_refused(f) && told::upgrade_statuses(f).next().is_none(),
        Quiet => f.is_plain_end() && f.quiet().is_some_and(|quiet| quiet >= TOO_SOON_MS),
        Untrusted => {
            let t = &f.evidence.target;
            let is_usual = t.scheme.is_some_and(|s| s.default_port() == t.port);
            let is_public = !t.literal && !t.host_class.is_local();
            is_usual && is_public && (f.tls_reported() || is_untrusted(f))
        }
    }
}

/// The browser says that it does not know who signed the certificate.
fn is_untrusted(f: &Facts) -> bool {
    [Way::Console, Way::Request, Way::Tab].into_iter().any(|way| {
        [Clue::CertAuthority, Clue::CertIncomplete].into_iter().any(|clue| f.is_told(way, clue))
    })
}

/// Places lost because the software that was chosen needs no lines of its own.
pub(crate) fn doubt(f: &Facts, cause: CauseId) -> i32 {
    let carries = f.evidence.software.is_some_and(|software| carries(f, software));
    if carries && cause == ProxyUpgradeHeaders { NEEDLESS } else { 0 }
}

/// An upgrade is refused behind what passes upgrades on by itself.
fn carries(f: &Facts, software: Software) -> bool {
    is_refused(f) && CARRIERS.contains(&software)
}

fn is_refused(f: &Facts) -> bool {
    f.http == Http::Answered && matches!(f.cold, Attempt::Failed { .. })
}
