//! The vocabulary for servers that speak HTTP/2.

use super::Web;

/// How a web server speaks HTTP/2. It answers web requests at `/` with a page
/// and elsewhere with 404.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Http2 {
    /// What those get who did not offer HTTP/2 in the TLS handshake.
    pub http1: Http1,
    /// What an extended CONNECT gets.
    pub connect: Connect,
    /// Ends the connection with GOAWAY at its first request of any kind.
    pub goaway: bool,
}

/// What a client gets that offers HTTP/1.1 only.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::large_enum_variant, reason = "a table of rows that is built once")]
pub(crate) enum Http1 {
    /// HTTP/1.1.
    Spoken(Web),
    /// The alert `no_application_protocol`.
    Alert,
    /// A TLS handshake in which no protocol is selected, then HTTP/2 all the same.
    Overheard,
    /// A TLS handshake in which no protocol is selected, then the end.
    Closed,
}

/// What an extended CONNECT for `websocket` gets (RFC 8441).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Connect {
    /// Nothing: it was not announced, so clients must not send it.
    NotAnnounced,
    /// A WebSocket that echoes.
    Echo,
    /// This status.
    Status(u16),
    /// RST_STREAM with this reason.
    Reset(h2::Reason),
    /// Neither status nor reset.
    Silent,
}

impl Connect {
    /// Whether the server's SETTINGS announce it.
    pub(crate) fn is_announced(self) -> bool {
        !matches!(self, Connect::NotAnnounced)
    }
}
