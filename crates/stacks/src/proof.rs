//! The table of proofs.

use why1006_content::{recipe::Recipe, recipes};
use why1006_diagnosis::Verdict;
use why1006_lab::{Scenario, find_stack};

use crate::Program;

/// Where the page that tests is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// At `https://www.example.com`, as the pages of an app often are.
    Www,
    /// By the server under test itself, out of the folder `site`.
    Itself,
}

/// A program of a proof.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// The program.
    pub program: Program,
    /// Where it listens.
    pub at: &'static str,
    /// Where it listens while it is broken; nowhere, since it ends, with `""`.
    pub broken_at: &'static str,
}

/// How one recipe is proven.
#[derive(Clone, Copy, Debug)]
pub struct Proof {
    /// The id of the recipe, with a dot for the slash; also that of the lab's
    /// row with the truth.
    pub id: &'static str,
    /// What runs, in the order in which it is started.
    pub services: &'static [Service],
    /// Where the page is served.
    pub from: From,
    /// What the page says in Chromium while it is broken.
    pub chromium: Verdict,
    /// The same in Firefox, where it is proven there, too.
    pub firefox: Option<Verdict>,
}

const EDGE: &str = "93.184.216.34:443";
const ODD: &str = "93.184.216.34:8443";
const APP: &str = "127.0.0.1:3000";

const fn service(program: Program, at: &'static str) -> Service {
    Service { program, at, broken_at: at }
}

const NGINX: Service = service(Program::Nginx, EDGE);
const ECHO: Service = service(Program::Node("echo.cjs"), APP);
/// Node with the whole app, at the edge.
const HTTPS: Service = service(Program::Node("server.js"), EDGE);
/// A healthy server beyond a proxy.
const BEYOND: Service = service(Program::Node("healthy.cjs"), EDGE);
const SQUID: Service = service(Program::Squid, "127.0.0.1:3128");
const PUMA: Service = service(Program::Puma, APP);

/// Every proof.
pub fn proofs() -> &'static [Proof] {
    PROOFS
}

const PROOFS: &[Proof] = &[
    // The first, so that no browser has seen the intermediate before.
    Proof {
        id: "nginx.chain",
        services: &[ECHO, NGINX],
        from: From::Www,
        chromium: Verdict::NothingAnswered,
        firefox: Some(Verdict::TlsFailed),
    },
    Proof {
        id: "nginx.upgrade-headers",
        services: &[ECHO, NGINX],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: Some(Verdict::AnsweredNotUpgraded),
    },
    Proof {
        id: "nginx.host",
        services: &[service(Program::Node("own-origin.cjs"), APP), NGINX],
        from: From::Itself,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: Some(Verdict::AnsweredNotUpgraded),
    },
    Proof {
        id: "nginx.read-timeout",
        services: &[ECHO, NGINX],
        from: From::Www,
        chromium: Verdict::WorksThenEnds,
        firefox: Some(Verdict::WorksThenEnds),
    },
    Proof {
        id: "nginx.sub-path",
        services: &[ECHO, NGINX],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: Some(Verdict::AnsweredNotUpgraded),
    },
    // Both take the frames of HTTP/2 for an answer without a head.
    Proof {
        id: "nginx.http2-cleartext",
        services: &[ECHO, service(Program::Nginx, "93.184.216.34:80")],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: Some(Verdict::AnsweredNotUpgraded),
    },
    Proof {
        id: "node-ws.path",
        services: &[HTTPS],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: None,
    },
    Proof {
        id: "node-ws.port",
        services: &[Service { at: ODD, broken_at: "93.184.216.34:8080", ..HTTPS }],
        from: From::Www,
        chromium: Verdict::NothingAnswered,
        firefox: None,
    },
    Proof {
        id: "node-ws.key-path",
        services: &[Service { at: ODD, broken_at: "", ..HTTPS }],
        from: From::Www,
        chromium: Verdict::NothingAnswered,
        firefox: None,
    },
    Proof {
        id: "node-ws.certificate-name",
        services: &[HTTPS],
        from: From::Www,
        chromium: Verdict::NothingAnswered,
        firefox: None,
    },
    Proof {
        id: "node-ws.token-at-handshake",
        services: &[HTTPS],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: None,
    },
    Proof {
        id: "action-cable.origin",
        services: &[PUMA, NGINX],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: Some(Verdict::AnsweredNotUpgraded),
    },
    Proof {
        id: "action-cable.upgrade-headers",
        services: &[PUMA, NGINX],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: Some(Verdict::AnsweredNotUpgraded),
    },
    Proof {
        id: "action-cable.mount-path",
        services: &[PUMA, NGINX],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: Some(Verdict::AnsweredNotUpgraded),
    },
    Proof {
        id: "action-cable.unauthorized",
        services: &[PUMA, NGINX],
        from: From::Www,
        chromium: Verdict::ClosedByServer,
        firefox: Some(Verdict::ClosedByServer),
    },
    Proof {
        id: "apache.upgrade",
        services: &[ECHO, service(Program::Apache, EDGE)],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: None,
    },
    Proof {
        id: "apache.module",
        services: &[ECHO, service(Program::Apache, EDGE)],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: None,
    },
    Proof {
        id: "haproxy.tunnel",
        services: &[ECHO, service(Program::Haproxy, EDGE)],
        from: From::Www,
        chromium: Verdict::WorksThenEnds,
        firefox: None,
    },
    Proof {
        id: "caddy.matcher",
        services: &[ECHO, service(Program::Caddy, EDGE)],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: None,
    },
    Proof {
        id: "socketio.raw-client",
        services: &[HTTPS],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: None,
    },
    Proof {
        id: "uvicorn.route",
        services: &[service(Program::Uvicorn, EDGE)],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: None,
    },
    Proof {
        id: "django-channels.allowed-hosts",
        services: &[service(Program::Daphne, EDGE)],
        from: From::Www,
        chromium: Verdict::AnsweredNotUpgraded,
        firefox: None,
    },
    // First of its kind: it takes the longest, and would be waited for at the end.
    Proof {
        id: "squid.quiet",
        services: &[BEYOND, SQUID],
        from: From::Www,
        chromium: Verdict::WorksThenEnds,
        firefox: None,
    },
    Proof {
        id: "squid.port",
        services: &[BEYOND, SQUID],
        from: From::Www,
        chromium: Verdict::NothingAnswered,
        firefox: None,
    },
    Proof {
        id: "squid.host",
        services: &[BEYOND, SQUID],
        from: From::Www,
        chromium: Verdict::NothingAnswered,
        firefox: None,
    },
    Proof {
        id: "squid.upgrade",
        services: &[BEYOND, SQUID],
        from: From::Www,
        chromium: Verdict::NetworkStripsWebsockets,
        firefox: None,
    },
    Proof {
        id: "squid.inspection",
        services: &[BEYOND, SQUID],
        from: From::Www,
        chromium: Verdict::NothingAnswered,
        firefox: None,
    },
    Proof {
        id: "squid.sign-in",
        services: &[BEYOND, SQUID],
        from: From::Www,
        chromium: Verdict::NotConclusive,
        firefox: None,
    },
];

impl Proof {
    /// Where the proxy listens through which the browser goes, if there is one.
    pub fn proxy(&self) -> Option<&'static str> {
        self.services.iter().find(|s| s.program == Program::Squid).map(|s| s.at)
    }

    /// The recipe that it proves.
    ///
    /// # Errors
    /// One line: there is none.
    pub fn recipe(&self) -> Result<Recipe, String> {
        let id = self.id.replacen('.', "/", 1);
        recipes().into_iter().find(|recipe| recipe.id == id).ok_or_else(|| {
            format!("{}: there is no recipe crates/content/en/fixes/{id}.md", self.id)
        })
    }

    /// The lab's row with the truth.
    ///
    /// # Errors
    /// One line: there is none.
    pub fn truth(&self) -> Result<&'static Scenario, String> {
        find_stack(self.id)
            .ok_or_else(|| format!("{}: crates/lab/src/stacks.rs has no row", self.id))
    }
}
