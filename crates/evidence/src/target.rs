//! The endpoint under test, with everything inference needs from its address.
//!
//! `diagnosis` reads only the typed fields, never `url`, so that a run whose
//! address was redacted diagnoses the same.

use crate::{circumstances::PageScheme, host::HostClass, path::PathShape, record, tags};

tags! {
    /// The scheme of a WebSocket URL (RFC 6455, section 3).
    pub enum Scheme {
        /// Clear text, port 80 by default.
        Ws = "ws",
        /// Over TLS, port 443 by default.
        Wss = "wss",
    }
}

impl Scheme {
    /// The port used when the URL names none.
    pub const fn default_port(self) -> u16 {
        match self {
            Scheme::Ws => 80,
            Scheme::Wss => 443,
        }
    }
}

record! {
    /// A WebSocket URL and the options of its test.
    pub struct Target {
        /// The address as the browser normalised it, or as typed if it could not.
        pub url: String,
        /// `None` when the address has no usable scheme.
        pub scheme: Option<Scheme>,
        /// The host in ASCII, IPv6 in brackets; empty if unreadable.
        pub host: String,
        /// What kind of place the host names.
        pub host_class: HostClass,
        /// The host is an IP address: no name has to be looked up.
        pub literal: bool,
        /// The effective port; 0 if unreadable.
        pub port: u16,
        /// A path that a well-known server uses.
        pub path_shape: PathShape,
        /// The query has a parameter that looks like a token or ticket.
        pub token_in_query: bool,
        /// Subprotocols offered in the handshake, in order.
        pub protocols: Vec<String>,
        /// What is wrong or remarkable about the address and its options.
        pub problems: Vec<Problem>,
        /// The page where the app itself runs, if the user said so.
        pub app: Option<App>,
    }
}

impl Target {
    /// The problems that forbid a connection in every engine.
    pub fn fatal(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|p| p.kind.is_fatal())
    }
}

record! {
    /// The page where the app runs, as the user gave it.
    pub struct App {
        /// Scheme, host and port, for example `https://app.example.com`.
        pub origin: String,
        /// Whether that page is loaded over TLS.
        pub scheme: PageScheme,
        /// The page that ran the test has that very origin.
        pub here: bool,
        /// What that page's policy says of the connection, if the user gave it.
        /// The policy itself is not kept.
        pub policy: Option<PolicySays>,
        /// That policy turns insecure requests into secure ones.
        pub upgrades: bool,
    }
}

tags! {
    /// What a Content-Security-Policy says of the connection, least first.
    pub enum PolicySays {
        /// It forbids the connection in every browser.
        Blocks = "blocks",
        /// It depends on the browser, or part of the policy cannot be read.
        Unclear = "unclear",
        /// It does not forbid the connection.
        Allows = "allows",
    }
    else Unclear
}

record! {
    /// One finding about the address, with the part it is about.
    pub struct Problem {
        /// What is wrong or remarkable.
        pub kind: ProblemKind,
        /// The offending part, at most 80 characters; may be empty.
        pub part: String,
    }
}

tags! {
    /// Findings about an address (`observability.md`, section 8, "URL and
    /// argument errors", and WHATWG WebSockets, the constructor's steps).
    pub enum ProblemKind {
        /// Nothing was typed.
        Empty = "empty",
        /// Longer than [`crate::ask::MAX_CHARS`].
        TooLong = "too-long",
        /// No address could be found in the text.
        NoAddress = "no-address",
        /// A placeholder such as `[mydomain]` still stands in the address.
        Placeholder = "placeholder",
        /// A scheme that is neither `ws` nor `wss` nor `http(s)`.
        WrongScheme = "wrong-scheme",
        /// A `#fragment`, which the constructor refuses even when empty.
        Fragment = "fragment",
        /// No host stands in the address.
        NoHost = "no-host",
        /// The host holds a character that no host may have.
        BadHost = "bad-host",
        /// The port is no number from 1 to 65535.
        BadPort = "bad-port",
        /// The browser cannot read the address for another reason.
        Unreadable = "unreadable",
        /// A subprotocol that is no token (RFC 9110, 5.6.2), or stands twice.
        BadProtocol = "bad-protocol",
        /// A port on the Fetch standard's list of bad ports.
        BlockedPort = "blocked-port",
        /// The scheme was missing and has been filled in.
        AddedScheme = "added-scheme",
        /// `http(s)` was read as `ws(s)`.
        HttpScheme = "http-scheme",
        /// User name or password in the address: Chromium never sends them, Firefox
        /// and WebKitGTK after a 401 (measured).
        Credentials = "credentials",
        /// Invisible characters were dropped.
        Invisible = "invisible",
        /// A control character stands in the address.
        Control = "control",
        /// A right-to-left or other direction mark stands in the address.
        Direction = "direction",
        /// A space stands in the address.
        Space = "space",
        /// The path belongs to Socket.IO but lacks `transport=websocket`.
        SocketIoQuery = "socket-io-query",
        /// The app's page address could not be read.
        BadApp = "bad-app",
        /// Part of the policy of the app's page could not be read.
        BadPolicy = "bad-policy",
        /// The policy of the app's page made `wss://` of `ws://`.
        Upgraded = "upgraded",
        /// A result stands there instead of an address.
        Result = "result",
        /// A finding of a later version.
        Other = "other",
    }
    else Other
}

impl ProblemKind {
    /// True where no engine can connect; the others are remarks.
    pub const fn is_fatal(self) -> bool {
        use ProblemKind::*;
        matches!(
            self,
            Empty
                | TooLong
                | NoAddress
                | Placeholder
                | WrongScheme
                | Fragment
                | NoHost
                | BadHost
                | BadPort
                | Unreadable
                | BadProtocol
                | Control
                | Direction
                | Result
        )
    }
}
