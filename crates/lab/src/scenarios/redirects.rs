//! Servers that send the handshake elsewhere.
//!
//! Chromium and Firefox follow no redirect of a handshake. WebKitGTK does: it
//! works there if a WebSocket is at the other end.

use why1006_diagnosis::{CauseId, Owner, Stage};
use why1006_evidence::EngineFamily;

use crate::{
    Pages, Scenario,
    behaviour::{Answer, HEALTHY, Serve, Web},
};

const LOGIN: Answer =
    Answer::html(200, "<!doctype html><title>Log in</title><form><input name=user></form>\n");

/// A page for whoever comes by web, an echo for a WebSocket.
const PAGE_AND_ECHO: Web = Web { get: LOGIN, ..HEALTHY };

const TO_HTTPS: Answer = Answer::redirect(301, &[("Location", "OTHER_ORIGIN/socket")]);

const TO_SLASH: Answer = Answer::redirect(301, &[("Location", "/socket/")]);

const FOLLOWED: &[EngineFamily] = &[EngineFamily::WebKit];

pub(super) fn rows() -> Vec<Scenario> {
    [
        redirects(
            "login-redirect-302",
            "redir_307_login",
            "Redirects upgrade and GET of the path to the login page `/login` with a 302.",
            to_login(Answer::redirect(302, &[("Location", "/login")])),
        )
        .and_tls(),
        redirects(
            "login-redirect-307",
            "redir_307_login",
            "Redirects upgrade and GET of the path to the login page `/login` with a 307.",
            to_login(Answer::redirect(307, &[("Location", "/login")])),
        )
        .and_tls(),
        // The measured server echoed at the other end, so WebKit opened it;
        // there this one looks like a login on the same host.
        redirects(
            "login-elsewhere-302",
            "redir_307_login",
            "Redirects every path but `/` to a login page at another origin with a 302.",
            Serve::Pair {
                first: away(Answer::redirect(302, &[("Location", "OTHER_ORIGIN/login")])),
                other: Web { upgrade: LOGIN, ..PAGE_AND_ECHO },
                other_tls: false,
            },
        )
        .and_tls(),
        redirects(
            "redirect-elsewhere-302",
            "redir_302_login",
            "Redirects every path but `/` to another origin, a page and echo, with a 302.",
            Serve::Pair {
                first: away(Answer::redirect(302, &[("Location", "OTHER_ORIGIN/socket")])),
                other: PAGE_AND_ECHO,
                other_tls: false,
            },
        )
        .works_in(FOLLOWED)
        .and_tls(),
        redirects(
            "redirect-path-301",
            "redir_301_path",
            "Redirects upgrade and GET of `/socket` to `/socket/`, which echoes, with a 301.",
            Serve::Web(Web { pages: &[("/socket", TO_SLASH)], ..HEALTHY }),
        )
        .works_in(FOLLOWED)
        .and_tls(),
        redirects(
            "redirect-https-301",
            "redir_https",
            "Redirects every request to https, where a page and echo is, with a 301.",
            Serve::Pair {
                first: Web { root: TO_HTTPS, ..away(TO_HTTPS) },
                other: PAGE_AND_ECHO,
                other_tls: true,
            },
        )
        .works_in(FOLLOWED)
        // WebKit would stop at the `ws://` address as mixed content.
        .from(Pages::Http)
        .alone(),
        redirects(
            "redirect-wss-301",
            "redir_wss",
            "Redirects upgrade and GET of the path to a healthy `wss://` address with a 301.",
            Serve::Pair {
                first: away(Answer::redirect(301, &[("Location", "wss://OTHER/socket")])),
                other: HEALTHY,
                other_tls: true,
            },
        )
        .works_in(FOLLOWED)
        .and_tls(),
    ]
    .concat()
}

fn redirects(id: &'static str, like: &'static str, does: &'static str, serve: Serve) -> Scenario {
    let fault = (CauseId::RedirectedHandshake, Stage::Upgrade, Owner::SiteOperator);
    Scenario::fails(id, fault, does, serve).like(like)
}

/// This redirect at every path but `/`.
fn away(redirect: Answer) -> Web {
    Web { upgrade: redirect, get: redirect, ..HEALTHY }
}

/// At `/login` itself the same server shows a page, so that a browser that
/// follows the redirect ends there.
fn to_login(redirect: Answer) -> Serve {
    Serve::Web(Web { pages: &[("/login", LOGIN)], ..away(redirect) })
}
