//! The vocabulary that scenarios are written in.

use std::time::Duration;

use crate::serve::{self, Request};

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
    /// A middlebox in front of a healthy echo server and of the reference: it
    /// forwards requests without their `Upgrade` headers.
    StripsUpgrade,
    /// A healthy echo server, to be reached through an explicit proxy.
    BehindProxy(Proxy),
    /// Nothing but this URL.
    Nowhere(&'static str),
    /// Real nginx with this text in its `server` block. `BACKEND` in it stands
    /// for the address of a healthy echo server.
    Nginx(&'static str),
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
    /// Echoes messages by RFC 6455 until the client closes.
    Echo,
    /// Sends a close frame, and awaits the client's for a moment.
    Close(u16, &'static str),
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

    /// A correct 101, then these acts.
    pub(crate) const fn open(then: &'static [Act]) -> Answer {
        Answer::Switch { head: serve::plain, then }
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
