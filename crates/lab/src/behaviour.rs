//! The vocabulary that scenarios are written in.

mod http2;

use std::{net::IpAddr, time::Duration};

pub(crate) use self::http2::{Connect, Http1, Http2};
use crate::{
    Tls,
    serve::{self, Request},
};

/// What stands at a scenario's address.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::large_enum_variant, reason = "a table of rows that is built once")]
pub(crate) enum Serve {
    /// Nothing listens; the port is held so that nobody else takes it.
    Nothing,
    /// A listener that acts on the bare TCP connection, below any TLS.
    Tcp(&'static [Act]),
    /// A web server.
    Web(Web),
    /// Two web servers; the URL under test leads to the first. In its headers
    /// `OTHER_ORIGIN` stands for the origin of the second, `OTHER` for its
    /// `host:port`.
    Pair {
        first: Web,
        other: Web,
        /// Whether the second speaks TLS; without it as the first does.
        other_tls: bool,
    },
    /// A web server in clear text, and at another port of the same host one that
    /// speaks TLS, which the browser is to visit first.
    AndSecure { first: Web, visited: Web },
    /// A web server whose answers depend on what came before.
    Remembers(Rule),
    /// A web server in clear text that does this to a TLS greeting.
    Clear { web: Web, greeted: &'static [Act] },
    /// These acts, as soon as the TLS handshake is done.
    AfterTls(&'static [Act]),
    /// A web server that also, or only, speaks HTTP/2.
    Http2(Http2),
    /// Real Node with a server for HTTP/2 only.
    NodeHttp2,
    /// `openssl s_server` that demands a client certificate, with these
    /// options beside.
    OpensslDemanding(&'static [&'static str]),
    /// A middlebox in front of a healthy echo server and of the reference: it
    /// forwards requests without their `Upgrade` headers.
    StripsUpgrade,
    /// A healthy echo server, to be reached through an explicit proxy.
    BehindProxy(Proxy),
    /// A healthy echo server at one of the addresses that `localhost` stands
    /// for, with nothing at the port of the other, where the URL leads.
    OtherFamily { server: IpAddr, url: IpAddr },
    /// A middlebox in front of a healthy echo server signs TLS anew.
    Intercepted(Interception),
    /// Nothing but this URL.
    Nowhere(&'static str),
    /// Real nginx with this text in its `server` block. In it stand `BACKEND`
    /// for the address of a healthy echo server, `DEAD` for one where nothing
    /// listens, `MUTE` for one that accepts and never answers,
    /// `PASSES` for the lines that pass upgrades on to `BACKEND`.
    Nginx(&'static str),
    /// The same, with HTTP/2 beside HTTP/1.1.
    NginxHttp2(&'static str),
}

/// An explicit HTTP proxy that lets some requests through: `http://` ones by
/// forwarding them, all others by a CONNECT tunnel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Proxy {
    /// What it stops.
    pub stops: Stops,
    /// What that gets in place of an answer.
    pub by: Refusal,
}

/// A middlebox that ends TLS and speaks TLS of its own to the server. Where it
/// does not trust the server's certificate it answers 502 to everything.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Interception {
    /// Whether the browser knows the root by which it signs.
    pub is_trusted: bool,
    /// The certificate of the server behind it.
    pub server: Tls,
}

/// What an explicit proxy stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stops {
    /// Every CONNECT, whoever it is for.
    Tunnels,
    /// Every CONNECT but those to port 443.
    OtherPorts,
    /// Everything that is for the scenario's own server.
    TheServer,
}

/// How an explicit proxy refuses.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Refusal {
    /// By an answer of its own.
    Status(u16),
    /// By never answering.
    Silence,
    /// By a TCP reset.
    Rst,
}

/// How a web server answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Web {
    /// To an upgrade, at any path.
    pub upgrade: Answer,
    /// To any other request, at any path but `/`.
    pub get: Answer,
    /// To any other request of `/`.
    pub root: Answer,
    /// Turns upgrades away before [`Web::upgrade`] is asked.
    pub guard: Option<Guard>,
    /// Paths with an answer of their own, to upgrades too. Asked first.
    pub pages: &'static [(&'static str, Answer)],
}

/// What the past changes at a healthy echo server. After a quiet time, see
/// `serve::memory`, it has forgotten everything, so that each run is the first.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    /// A `ticket` in the query lets one upgrade in, then never again: further
    /// ones get `otherwise`. The ticket `spent` was used before the start.
    Ticket { spent: &'static str, otherwise: Answer },
    /// One WebSocket at a time. While it is open, and for `lingers` after its
    /// end, upgrades get `otherwise`.
    OneSession { lingers: Duration, otherwise: Answer },
    /// So many upgrades are let in, then they get `otherwise`.
    Limit { upgrades: usize, otherwise: Answer },
    /// Connections go to these servers in turn, by their first request.
    InTurn(&'static [Web]),
    /// The first request starts the app; all wait until that has taken its time.
    StartsCold(Duration),
    /// So many requests of any kind get `meanwhile`.
    WarmsUp { requests: usize, meanwhile: Answer },
    /// A request of `/` begins a session with the cookie `session`; an upgrade
    /// without both gets `otherwise`.
    Session { otherwise: Answer },
}

/// A condition on upgrades.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guard {
    /// Whether the request may pass.
    pub passes: fn(&Request) -> bool,
    /// What it gets otherwise.
    pub otherwise: Answer,
}

/// What one request gets.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Answer {
    /// An HTTP response.
    Reply(Reply<'static>),
    /// A `101` with this head, then these acts.
    Switch { head: fn(&Request) -> String, then: &'static [Act] },
    /// No response: these acts in its place.
    Acts(&'static [Act]),
    /// This answer after some time.
    Late(Duration, &'static Answer),
}

/// An HTTP response with a text as its body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reply<'a> {
    pub status: u16,
    pub content_type: &'static str,
    pub headers: &'static [(&'static str, &'static str)],
    pub body: &'a str,
}

/// One step of a server that does not answer by the book.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Waits until the first byte is there.
    AwaitBytes,
    /// Lets time pass.
    Wait(Duration),
    /// Sends these bytes as they are.
    Send(&'static [u8]),
    /// Sends a text message.
    Text(&'static str),
    /// Lets time pass, and meanwhile answers pings and the client's close
    /// frame, which ends it all.
    Attend(Duration),
    /// The same for ever, with this text message each time.
    Every(Duration, &'static str),
    /// Echoes messages by RFC 6455 until the client closes.
    Echo,
    /// Sends a close frame, and awaits the client's for a moment.
    Close(u16, &'static str),
    /// Reads frames, answering none, until the client's close frame is there.
    AwaitClose,
    /// Reads and never answers.
    Silence,
    /// Ends the connection in order: TLS `close_notify`, TCP FIN.
    Fin,
    /// Ends the connection with a TCP RST.
    Rst,
}

impl Answer {
    pub(crate) const fn html(status: u16, body: &'static str) -> Answer {
        Answer::reply(status, "text/html; charset=utf-8", body)
    }

    pub(crate) const fn text(status: u16, body: &'static str) -> Answer {
        Answer::reply(status, "text/plain; charset=utf-8", body)
    }

    /// A redirect with this header and no body worth reading.
    pub(crate) const fn redirect(
        status: u16,
        location: &'static [(&'static str, &'static str)],
    ) -> Answer {
        let content_type = "text/plain; charset=utf-8";
        Answer::Reply(Reply { status, content_type, headers: location, body: "Elsewhere.\n" })
    }

    const fn reply(status: u16, content_type: &'static str, body: &'static str) -> Answer {
        Answer::Reply(Reply { status, content_type, headers: &[], body })
    }

    pub(crate) const fn json(status: u16, body: &'static str) -> Answer {
        Answer::reply(status, "application/json", body)
    }

    /// The same response with these headers in place of its own.
    pub(crate) const fn with(self, headers: &'static [(&'static str, &'static str)]) -> Answer {
        match self {
            Answer::Reply(reply) => Answer::Reply(Reply { headers, ..reply }),
            other => other,
        }
    }

    /// A correct 101, then these acts.
    pub(crate) const fn open(then: &'static [Act]) -> Answer {
        Answer::Switch { head: serve::plain, then }
    }
}

impl Web {
    /// The same with the address of another server in the headers of its
    /// replies; see [`Serve::Pair`].
    pub(crate) fn naming(self, other_origin: &str) -> Web {
        let name = |answer: Answer| answer.naming(other_origin);
        let pages: Vec<_> =
            self.pages.iter().map(|(path, answer)| (*path, name(*answer))).collect();
        Web {
            upgrade: name(self.upgrade),
            get: name(self.get),
            root: name(self.root),
            guard: self.guard.map(|g| Guard { otherwise: name(g.otherwise), ..g }),
            // Leaked once per start of the scenario: some hundred bytes.
            pages: pages.leak(),
        }
    }
}

impl Answer {
    fn naming(self, origin: &str) -> Answer {
        let host = origin.split_once("://").map_or(origin, |(_, host)| host);
        match self {
            Answer::Reply(reply) if reply.headers.iter().any(|(_, v)| v.contains("OTHER")) => {
                let named = reply.headers.iter().map(|(name, value)| {
                    let value = value.replace("OTHER_ORIGIN", origin).replace("OTHER", host);
                    (*name, &*value.leak())
                });
                Answer::Reply(Reply { headers: named.collect::<Vec<_>>().leak(), ..reply })
            }
            other => other,
        }
    }
}

/// A small page, as many servers have at `/`.
pub(crate) const HOME: Answer =
    Answer::html(200, "<!doctype html><title>Home</title><p>A web page.\n");

/// A healthy echo server. It answers 426 to web requests, as the usual
/// WebSocket libraries do.
pub(crate) const HEALTHY: Web = Web {
    upgrade: Answer::open(&[Act::Echo]),
    get: Answer::text(426, "Upgrade Required\n"),
    root: HOME,
    guard: None,
    pages: &[],
};

/// The same answer to everything.
pub(crate) const fn everywhere(answer: Answer) -> Serve {
    Serve::Web(Web { upgrade: answer, get: answer, root: answer, guard: None, pages: &[] })
}
