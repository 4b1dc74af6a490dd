//! What the user told: a line of the console, what a tab showed, an answer.
//!
//! Only its meaning is kept, as tags and a status; the text itself is dropped
//! where it is read (`why1006-pasted`), so nothing secret can be in here.

use crate::{record, tags};

/// The most that one run may hold of it.
pub const MAX_TOLD: usize = 64;

tags! {
    /// Where the user saw it, and so what it is about.
    pub enum Way {
        /// A console line about the WebSocket attempt, on this page.
        Console = "console",
        /// A console line about a web request to the same address, on this page.
        Request = "request",
        /// A console line about the WebSocket attempt, on the app's own page.
        AppConsole = "app-console",
        /// The same address opened as a web page in a tab of this browser.
        Tab = "tab",
        /// The same test on another device and network, such as a phone.
        OtherNetwork = "other-network",
        /// The same test in a private window of this browser.
        PrivateWindow = "private-window",
        /// The same test in another browser on this device.
        OtherBrowser = "other-browser",
        /// The app itself, in this browser.
        App = "app",
        /// The clock of this device, held against another.
        Clock = "clock",
        /// The same handshake, made by a program in a terminal, such as curl.
        Terminal = "terminal",
        /// A web request to the same address, made by a program in a terminal.
        TerminalWeb = "terminal-web",
        /// A TLS handshake alone, made by a program in a terminal.
        TerminalTls = "terminal-tls",
        /// A look-up of the name, a ping or a bare connection from a terminal.
        TerminalReach = "terminal-reach",
        /// A web request to this page's own reference, made by a program in a
        /// terminal: the control of the others.
        TerminalReference = "terminal-reference",
        /// The attempt in the network panel of the developer tools, or in a file
        /// from there.
        Panel = "panel",
        /// The log of the server or of a proxy in front of it, about this attempt.
        ServerLog = "server-log",
        /// A way of a later version.
        Other = "other",
    }
    else Other
}

tags! {
    /// What was seen there. Engines word the same thing differently; a clue is
    /// what their words have in common (`console-messages.md`).
    pub enum Clue {
        /// An HTTP status instead of a connection, or of a page; see `status`.
        Status = "status",
        /// A page or a text of the server, its status unknown.
        Page = "page",
        /// The browser says that no HTTP answer came, and not why.
        NoAnswer = "no-answer",
        /// HTTP authentication failed: the server answered 401.
        AuthFailed = "auth-failed",
        /// The browser asked for a user name and a password.
        SignInPrompt = "sign-in-prompt",
        /// The sign-in page of a network, a hotel for example.
        NetworkSignIn = "network-sign-in",
        /// A page or notice of a filter: a company's, a school's, an antivirus'.
        BlockNotice = "block-notice",
        /// The proxy asks for authentication (407).
        ProxyAuth = "proxy-auth",
        /// The proxy refused the tunnel.
        TunnelFailed = "tunnel-failed",
        /// The proxy itself cannot be reached.
        ProxyUnreachable = "proxy-unreachable",
        /// The server's answer lacks the offered subprotocol or names another.
        Subprotocol = "subprotocol",
        /// A 101 with a missing, doubled or wrong header.
        BadHandshake = "bad-handshake",
        /// The server redirects, and does so without end.
        Redirects = "redirects",
        /// The answer is not HTTP.
        NotHttp = "not-http",
        /// The head of the answer is cut short or too long.
        BrokenHead = "broken-head",
        /// The connection was ended or reset before an answer.
        ClosedEarly = "closed-early",
        /// Nobody listens there.
        Refused = "refused",
        /// No route to that address.
        Unreachable = "unreachable",
        /// The name has no address.
        NameNotResolved = "name-not-resolved",
        /// No connection came about in the browser's own time.
        ConnectTimedOut = "connect-timed-out",
        /// Connected, and no answer came in the browser's own time.
        HandshakeTimedOut = "handshake-timed-out",
        /// It loads and loads.
        TimedOut = "timed-out",
        /// A script ended the attempt before it was over.
        ClosedByScript = "closed-by-script",
        /// The other side does not speak TLS as it should.
        TlsProtocol = "tls-protocol",
        /// No common TLS version or cipher.
        TlsVersion = "tls-version",
        /// The other side broke the TLS handshake off, for one of several reasons.
        TlsAlert = "tls-alert",
        /// The server does not know the host name that TLS asked for.
        TlsName = "tls-name",
        /// TLS found no common application protocol.
        Alpn = "alpn",
        /// The certificate is expired or not yet valid.
        CertDate = "cert-date",
        /// The certificate is for another name.
        CertName = "cert-name",
        /// Nobody the browser trusts has signed the certificate.
        CertAuthority = "cert-authority",
        /// The certificate signs itself.
        CertSelfSigned = "cert-self-signed",
        /// The certificate has another fault: revoked, weak, of the wrong kind.
        CertOther = "cert-other",
        /// A warning about the certificate, and no reason.
        CertUnspecific = "cert-unspecific",
        /// The server demands a client certificate.
        ClientCert = "client-cert",
        /// An HTTP/2 stream was refused or broken.
        Http2Stream = "http2-stream",
        /// A frame broke the protocol's rules.
        BrokenFrame = "broken-frame",
        /// A text is no UTF-8.
        BadText = "bad-text",
        /// A compressed message could not be read.
        BrokenCompression = "broken-compression",
        /// A message is larger than the browser takes.
        MessageTooBig = "message-too-big",
        /// A policy of the page forbids the connection.
        PagePolicy = "page-policy",
        /// The page is https and the address is not.
        MixedContent = "mixed-content",
        /// The browser guards addresses of the local network.
        LocalNetwork = "local-network",
        /// The browser is offline.
        Offline = "offline",
        /// The browser refuses that port.
        UnsafePort = "unsafe-port",
        /// An extension or the browser itself blocked it.
        BlockedByClient = "blocked-by-client",
        /// The browser has too many connections open.
        TooManySockets = "too-many-sockets",
        /// The browser says that it failed, and not why.
        Unspecific = "unspecific",
        /// Nothing about it was there.
        Nothing = "nothing",
        /// It worked.
        Works = "works",
        /// It failed as well.
        Fails = "fails",
        /// The clock is right.
        ClockRight = "clock-right",
        /// The clock is wrong.
        ClockWrong = "clock-wrong",
        /// The user cannot do this, or does not want to.
        Cannot = "cannot",
        /// The certificate's issuer is not sent along and not known.
        CertIncomplete = "cert-incomplete",
        /// The server refused the origin of the page, in words of its own.
        OriginRefused = "origin-refused",
        /// The request came to the app without the headers of an upgrade.
        NotUpgraded = "not-upgraded",
        /// The server has nothing at this path, in words of its own.
        NoRoute = "no-route",
        /// A proxy before the app could not connect to it.
        UpstreamRefused = "upstream-refused",
        /// A proxy before the app waited for it in vain.
        UpstreamTimedOut = "upstream-timed-out",
        /// The app ended the connection before it had answered its proxy.
        UpstreamClosed = "upstream-closed",
        /// A proxy ended an open connection after a quiet time.
        IdleCut = "idle-cut",
        /// The app failed with an error of its own.
        AppError = "app-error",
        /// A rule of a firewall for web applications refused the request.
        RuleBlocked = "rule-blocked",
        /// Too many requests, in the server's own words.
        RateLimited = "rate-limited",
        /// The server could not load its certificate or key.
        TlsFiles = "tls-files",
        /// Nothing of the attempt arrived there.
        NotArrived = "not-arrived",
        /// A clue of a later version.
        Other = "other",
    }
    else Other
}

tags! {
    /// Where the machine stands that saw it.
    pub enum Vantage {
        /// This browser: its own proxy, resolver and certificate store.
        Browser = "browser",
        /// This machine outside the browser. A terminal may use another proxy,
        /// another certificate store and another resolver.
        Machine = "machine",
        /// The machine of the server, or one beside it.
        Server = "server",
        /// Another machine on another network.
        Elsewhere = "elsewhere",
        /// A place of a later version.
        Other = "other",
    }
    else Other
}

tags! {
    /// The `Origin` that a request outside this page named.
    pub enum Asker {
        /// This page's.
        ThisPage = "this-page",
        /// That of the page where the app runs; if it is not known, that of the
        /// tested address itself.
        App = "app",
        /// None at all.
        Nobody = "nobody",
        /// Another, or one of a later version.
        Other = "other",
    }
    else Other
}

record! {
    /// One thing that the user told about the run.
    pub struct Told {
        /// Where it was seen.
        pub way: Way,
        /// What was seen.
        pub clue: Clue,
        /// The HTTP status, with [`Clue::Status`].
        pub status: Option<u16>,
        /// Whose origin the request named; `None` where it is not known, and for
        /// what this browser did by itself.
        pub asker: Option<Asker>,
        /// Where it was seen from, if that is not the usual place of the way.
        pub vantage: Option<Vantage>,
        /// How often it was seen, where that was counted: requests of one command.
        pub times: Option<u16>,
        /// Added by somebody who got the result, and not by who ran the test. What
        /// they only passed on names the place of who ran it as its `vantage`.
        pub by_receiver: bool,
    }
}

impl Way {
    /// Where what is told in this way is seen from unless somebody says otherwise.
    pub const fn vantage(self) -> Vantage {
        match self {
            Way::Terminal
            | Way::TerminalWeb
            | Way::TerminalTls
            | Way::TerminalReach
            | Way::TerminalReference => Vantage::Machine,
            Way::ServerLog => Vantage::Server,
            Way::OtherNetwork => Vantage::Elsewhere,
            Way::Other => Vantage::Other,
            _ => Vantage::Browser,
        }
    }
}

impl Told {
    /// Something told that has no status.
    pub const fn new(way: Way, clue: Clue) -> Told {
        Told {
            way,
            clue,
            status: None,
            asker: None,
            vantage: None,
            times: None,
            by_receiver: false,
        }
    }

    /// A status that was told.
    pub const fn status(way: Way, status: u16) -> Told {
        Told { status: Some(status), ..Told::new(way, Clue::Status) }
    }

    /// The same by a request that named this origin.
    pub const fn by(self, asker: Asker) -> Told {
        Told { asker: Some(asker), ..self }
    }

    /// The same, seen from this place.
    pub const fn at(self, vantage: Vantage) -> Told {
        Told { vantage: Some(vantage), ..self }
    }

    /// The same, seen so often.
    pub const fn often(self, times: u16) -> Told {
        Told { times: Some(times), ..self }
    }

    /// The same, added by somebody who got the result.
    pub const fn by_receiver(self) -> Told {
        Told { by_receiver: true, ..self }
    }

    /// Where it was seen from. Whoever got a result has another browser and another
    /// machine than who ran the test.
    pub fn seen_from(&self) -> Vantage {
        match (self.vantage, self.way.vantage()) {
            (Some(said), _) => said,
            (None, Vantage::Browser | Vantage::Machine) if self.by_receiver => Vantage::Elsewhere,
            (None, usual) => usual,
        }
    }

    /// Another person saw it, at another place and time: neither the browser that ran
    /// the test nor its machine, nor a log about this very attempt.
    pub fn is_from_another(&self) -> bool {
        self.by_receiver
            && self.way != Way::ServerLog
            && !matches!(self.seen_from(), Vantage::Browser | Vantage::Machine)
    }
}
