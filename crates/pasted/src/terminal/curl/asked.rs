//! The command line of curl, as far as it was copied along.

use why1006_evidence::scan;

use super::command;

/// What the arguments say.
#[derive(Default)]
pub(super) struct Asked<'t> {
    pub(super) address: Option<&'t str>,
    pub(super) protocols: Option<&'t str>,
    /// `-k`: a certificate's faults are passed over.
    pub(super) skips_certificate: bool,
    /// `-w '%{http_code}'`.
    pub(super) writes_status: bool,
    origin: Option<&'t str>,
    upgrade: bool,
    /// The option whose value comes next.
    open: Option<&'t str>,
}

/// Short options that take a value.
const VALUES: &[u8] = b"AbcCdDeEFhHKmoPQrtTuUwxXyYz";

/// Long options that take one, as far as people use them here.
const LONG: [&str; 26] = [
    "--header",
    "--referer",
    "--user-agent",
    "--proxy",
    "--cookie",
    "--cookie-jar",
    "--data",
    "--data-raw",
    "--data-binary",
    "--form",
    "--output",
    "--resolve",
    "--connect-to",
    "--cacert",
    "--cert",
    "--key",
    "--user",
    "--proxy-user",
    "--request",
    "--max-time",
    "--connect-timeout",
    "--write-out",
    "--retry",
    "--max-redirs",
    "--interface",
    "--dump-header",
];

impl<'t> Asked<'t> {
    /// Reads the arguments, or more of them from a further line.
    pub(super) fn read(&mut self, arguments: &'t str) {
        for word in command::words(arguments) {
            match self.open.take() {
                Some(option) => self.value(option, word),
                None => self.word(word),
            }
        }
    }

    fn word(&mut self, word: &'t str) {
        if let Some((option, value)) = word.strip_prefix("--").and(scan::cut(word, b"=")) {
            return self.value(option, value);
        }
        if word.starts_with("--") {
            self.skips_certificate |= word == "--insecure";
            self.open = LONG.contains(&word).then_some(word).or(self.url_option(word));
            return;
        }
        let Some(cluster) = word.strip_prefix('-').filter(|rest| !rest.is_empty()) else {
            let is_redirection =
                matches!(word.as_bytes(), [b'|' | b'>' | b'<', ..] | [b'1' | b'2', b'>', ..]);
            if self.address.is_none() && !is_redirection && is_address(word) {
                self.address = Some(word);
            }
            return;
        };
        for (at, byte) in cluster.bytes().enumerate() {
            self.skips_certificate |= byte == b'k';
            if !VALUES.contains(&byte) {
                continue;
            }
            let (_, value) = scan::split_at(cluster, at + 1);
            let (_, option) = scan::split_at(cluster, at);
            let option = scan::split_at(option, 1).0;
            if value.is_empty() {
                self.open = Some(option);
            } else {
                let value = scan::trim_end(scan::trim_start(value, b"'\""), b"'\"");
                self.value(option, value);
            }
            return;
        }
    }

    fn url_option(&self, word: &'t str) -> Option<&'t str> {
        (word == "--url").then_some(word)
    }

    fn value(&mut self, option: &str, value: &'t str) {
        match option {
            "H" | "--header" => self.header(value),
            "--url" => self.address = Some(value),
            "w" | "--write-out" => {
                self.writes_status |=
                    scan::has(value, "http_code") || scan::has(value, "response_code");
            }
            _ => {}
        }
    }

    fn header(&mut self, header: &'t str) {
        let Some((name, value)) = scan::cut(header, b":") else { return };
        let value = scan::trim_start(value, b" ");
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if is("origin") {
            self.origin = Some(value);
        } else if is("upgrade") {
            self.upgrade = value.eq_ignore_ascii_case("websocket");
        } else if is("sec-websocket-protocol") {
            self.protocols = Some(value);
        }
    }

    /// Whether the command asks for a handshake; `None` without an address, as
    /// a command that was cut off may lack anything.
    pub(super) fn asks_upgrade(&self) -> Option<bool> {
        let address = self.address?;
        Some(self.upgrade || scan::begins_any_case(address.as_bytes(), "ws"))
    }

    /// Whose origin it names; the inner `None` is nobody's.
    pub(super) fn origin(&self) -> Option<Option<&'t str>> {
        match self.origin {
            Some(origin) => Some(Some(origin)),
            None => self.address.map(|_| None),
        }
    }

    /// Whether the address is one of TLS.
    pub(super) fn is_secure(&self) -> bool {
        let secure = |address: &str| {
            let bytes = address.as_bytes();
            scan::begins_any_case(bytes, "https:") || scan::begins_any_case(bytes, "wss:")
        };
        self.address.is_some_and(secure)
    }
}

/// Whether a word may be an address, with or without its scheme.
fn is_address(word: &str) -> bool {
    scan::has(word, "://") || scan::has_any(word, b".:") || word.starts_with("localhost")
}
