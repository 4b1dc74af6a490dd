//! Reading a request's head (RFC 9112, sections 2 to 5). Malformed input is a
//! value, never a panic.

use std::io;

use super::Conn;

/// Bytes of a request's head that we read at most.
const MAX_HEAD: usize = 64 * 1024;

/// What came in place of a request.
pub(crate) enum Incoming {
    Request(Request),
    /// Not HTTP/1, for example a TLS ClientHello.
    Malformed,
    /// A head over 64 KiB.
    TooLong,
    /// The client ended the connection.
    End,
}

/// The head of a request as the client wrote it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Request {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
}

impl Request {
    /// Reads the next request's head; bytes after it stay unread.
    pub(crate) async fn read(conn: &mut Conn) -> io::Result<Incoming> {
        loop {
            let unread = conn.unread();
            if unread.first().is_some_and(|b| !b.is_ascii_alphabetic()) {
                return Ok(Incoming::Malformed);
            }
            if let Some(end) = unread.windows(4).position(|w| w == b"\r\n\r\n") {
                let head = conn.take(end + 4);
                let request = std::str::from_utf8(&head[..end]).ok().and_then(Request::parse);
                return Ok(request.map_or(Incoming::Malformed, Incoming::Request));
            }
            if unread.len() > MAX_HEAD {
                return Ok(Incoming::TooLong);
            }
            if !conn.fill().await? {
                return Ok(Incoming::End);
            }
        }
    }

    fn parse(head: &str) -> Option<Request> {
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let (method, target, version) = (words.next()?, words.next()?, words.next()?);
        if target.is_empty() || words.next().is_some() || !version.starts_with("HTTP/1.") {
            return None;
        }
        let header = |line: &str| {
            let (name, value) = line.split_once(':')?;
            let is_name = !name.is_empty() && !name.contains([' ', '\t']);
            is_name.then(|| (name.to_owned(), value.trim().to_owned()))
        };
        let headers = lines.map(header).collect::<Option<_>>()?;
        Some(Request { method: method.to_owned(), target: target.to_owned(), headers })
    }

    /// The first value of a header, whatever the case of its name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// Whether a header lists this token, in any of its lines.
    pub(crate) fn lists(&self, name: &str, token: &str) -> bool {
        self.tokens(name).any(|t| t.eq_ignore_ascii_case(token))
    }

    /// The tokens of a comma-separated header, in order.
    pub(crate) fn tokens(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers
            .iter()
            .filter(move |(n, _)| n.eq_ignore_ascii_case(name))
            .flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .filter(|t| !t.is_empty())
    }

    /// The path without its query.
    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// Whether this asks for a WebSocket (RFC 6455, section 4.2.1).
    pub(crate) fn is_upgrade(&self) -> bool {
        self.method == "GET"
            && self.lists("upgrade", "websocket")
            && self.lists("connection", "upgrade")
            && self.header("sec-websocket-key").is_some()
    }

    /// The head as a proxy of the old kind sends it on: without the headers
    /// that concern one hop only (RFC 9110, section 7.6.1), `Upgrade` being one.
    pub(crate) fn forwarded(&self, target: &str) -> String {
        let mut head = format!("{} {target} HTTP/1.1\r\n", self.method);
        let hop = ["connection", "upgrade", "keep-alive", "proxy-connection"];
        for (name, value) in &self.headers {
            if !hop.iter().any(|h| name.eq_ignore_ascii_case(h)) {
                head += &format!("{name}: {value}\r\n");
            }
        }
        head + "Connection: close\r\n\r\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UPGRADE: &str = "GET /a?b HTTP/1.1\r\nHost: x\r\nUpgrade: WebSocket\r\n\
         Connection: keep-alive, Upgrade\r\nSec-WebSocket-Key: k";

    #[test]
    fn an_upgrade_is_seen() {
        let request = Request::parse(UPGRADE).unwrap();
        assert!(request.is_upgrade());
        assert_eq!(request.path(), "/a");
        assert_eq!(request.header("HOST"), Some("x"));
    }

    #[test]
    fn forwarding_loses_the_upgrade() {
        let head = Request::parse(UPGRADE).unwrap().forwarded("/a?b");
        assert_eq!(
            head,
            "GET /a?b HTTP/1.1\r\nHost: x\r\nSec-WebSocket-Key: k\r\nConnection: close\r\n\r\n"
        );
    }

    #[test]
    fn malformed_heads_are_refused() {
        for bad in ["", "GET", "GET /", "GET  HTTP/1.1", "GET / HTTP/2", "GET / HTTP/1.1 x"] {
            assert_eq!(Request::parse(bad), None, "{bad:?}");
        }
        assert_eq!(Request::parse("GET / HTTP/1.1\r\nno colon"), None);
        assert_eq!(Request::parse("GET / HTTP/1.1\r\nbad name: x"), None);
    }
}
