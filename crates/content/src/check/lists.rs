//! The words that belong to no enum, by their keys. Only the build reads these:
//! they are fetched, so the wasm holds none of them.

/// Before the id of a step, in the name of its page's file.
pub(crate) const STEP: &str = "step-";

/// Before the id of an article, in the name of its file.
pub(crate) const ARTICLE: &str = "article-";

/// The articles: what belongs to several causes.
pub(crate) const ARTICLES: &[&str] = &["authentication"];

/// The software that recipes are for, by the tags of `stacks.md`: servers in
/// front of an app first, then apps, hosts, browsers and the networks of users,
/// the commonest first.
pub(crate) const STACKS: &[&str] = &[
    "nginx",
    "apache",
    "caddy",
    "haproxy",
    "traefik",
    "ingress-nginx",
    "nginx-proxy-manager",
    "iis",
    "node-ws",
    "socketio",
    "action-cable",
    "django-channels",
    "uvicorn",
    "phoenix",
    "signalr",
    "spring",
    "jupyter",
    "grafana",
    "home-assistant",
    "vite",
    "next",
    "cloudflare",
    "aws-alb",
    "aws-nlb",
    "aws-api-gateway",
    "aws-cloudfront",
    "heroku",
    "azure",
    "chrome",
    "firefox",
    "safari",
    "squid",
];

/// What a step needs besides this page, by the tags of `Need`.
pub(crate) const NEEDS: &[&str] = &[
    "nothing",
    "new-tab",
    "private-window",
    "other-browser",
    "other-network",
    "phone",
    "developer-tools",
    "terminal",
    "server",
];

/// For whom a step is, by the tags of `Audience`.
pub(crate) const AUDIENCES: &[&str] = &["anyone", "engineer"];

/// The answers to a step that are chosen with a button, by the tags of `Step`
/// and `Clue`, in the order of the buttons.
pub(crate) const ANSWERS: &[(&str, &str)] = &[
    ("app-works", "works"),
    ("app-works", "fails"),
    ("app-works", "cannot"),
    ("other-network", "works"),
    ("other-network", "fails"),
    ("other-network", "cannot"),
    ("private-window", "works"),
    ("private-window", "fails"),
    ("private-window", "cannot"),
    ("other-browser", "works"),
    ("other-browser", "fails"),
    ("other-browser", "cannot"),
    ("check-clock", "clock-right"),
    ("check-clock", "clock-wrong"),
    ("check-clock", "cannot"),
    ("console-line", "nothing"),
    ("console-line", "cannot"),
    ("open-in-tab", "cannot"),
    ("run-command", "cannot"),
    ("check-certificate", "cannot"),
    ("read-server-log", "not-arrived"),
    ("read-server-log", "cannot"),
];

/// The commands to copy, by the tags of `why1006_commands::Command`.
pub(crate) const COMMANDS: &[&str] = &["upgrade", "tls", "reach", "http2", "clients", "capture"];

/// What a tab may show, by the tags of `Clue`: first one chooses a group, then
/// one of it. The last choice of a group is for whoever cannot tell more,
/// except in `notice`, where each is plain. Words that a browser shows for
/// several reasons stand at that last choice, so that a choice never says more
/// than was seen. The group `code` has no choice of its own: there the code is
/// typed.
pub(crate) const TAB_GROUPS: &[(&str, &[&str])] = &[
    ("page", &["status", "page"]),
    (
        "certificate",
        &[
            "cert-date",
            "cert-name",
            "cert-authority",
            "cert-self-signed",
            "cert-other",
            "cert-unspecific",
        ],
    ),
    (
        "no-connection",
        &[
            "refused",
            "unreachable",
            "closed-early",
            "tls-version",
            "tls-protocol",
            "not-http",
            "redirects",
            "tunnel-failed",
            "proxy-unreachable",
            "offline",
            "no-answer",
        ],
    ),
    ("name", &["name-not-resolved"]),
    ("slow", &["timed-out"]),
    ("password", &["proxy-auth", "sign-in-prompt"]),
    ("own-certificate", &["client-cert"]),
    ("notice", &["network-sign-in", "block-notice", "blocked-by-client"]),
    ("code", &[]),
];

/// The sentences around the paste box.
pub(crate) const PASTE: &[&str] = &[
    "hint",
    "hint-code",
    "fill-in",
    "terminal-differs",
    "understood",
    "nothing-kept",
    "several-targets",
    "contradiction",
    "changed",
    "cannot-know",
    "hoped-for",
];

/// Why a line of a pasted text was passed over, by the tags of
/// `why1006_pasted::Why`.
pub(crate) const IGNORED: &[&str] = &[
    "other-site",
    "other-address",
    "other-path",
    "other-request",
    "own-probe",
    "own-variant",
    "harmless",
    "bad-call",
    "request-only",
    "needs-headers",
    "cut-off",
    "after-open",
    "not-started",
    "ping",
    "name-found",
    "unchecked",
    "not-told",
    "tool",
    "no-address",
    "not-understood",
    "too-many",
];

/// Why a pasted text as a whole could not be used, by the tags of
/// `why1006_pasted::Fault`.
pub(crate) const FAULTS: &[&str] =
    &["too-long", "empty", "binary", "file-name", "other-site", "nothing-useful", "not-understood"];

/// The sentences of a report that leaves the page, by the keys that
/// `why1006-report` asks for.
pub(crate) const REPORT: &[&str] = &[
    "received",
    "send",
    "unsigned",
    "paste",
    "admin-this-machine",
    "admin-works",
    "admin-strips",
    "admin-strips-tls",
    "admin-cuts",
    "admin-cuts-alike",
    "admin-carries",
    "admin-not-sent",
    "admin-no-comparison",
    "admin-unclear",
    "admin-none",
    "allow-tls",
    "allow-plain",
    "allow-upgrade",
    "allow-inspection",
    "allow-idle",
];

/// The labels in such a report, likewise.
pub(crate) const LABELS: &[&str] = &[
    "test",
    "test-network",
    "owner",
    "act",
    "meanwhile",
    "tells",
    "address",
    "protocols",
    "app",
    "said",
    "time",
    "clock-ahead",
    "clock-behind",
    "browser",
    "page",
    "page-snippet",
    "code",
    "host",
    "port",
    "protocol",
    "protocol-wss",
    "protocol-ws",
    "ladder",
    "state",
    "check",
    "network",
    "fits",
    "standing",
    "cause",
    "more",
    "ruled-out",
    "not-tested",
    "told",
    "way",
    "clue",
    "teller",
    "by-tester",
    "by-receiver",
    "open",
    "end",
    "admin",
    "seen",
    "socket",
    "web",
    "reference-socket",
    "reference-web",
    "nowhere",
    "told-row",
    "quiet",
    "opened",
    "ended",
    "not-opened",
    "varies",
    "silent",
    "refused-here",
    "not-tried",
    "stopped",
    "unclear",
    "answered",
    "not-answered",
    "by-proxy",
    "near",
    "near-all",
    "elsewhere",
    "near-untested",
    "allow",
];
