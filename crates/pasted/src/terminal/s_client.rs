//! `openssl s_client`, of OpenSSL 1.0 to 3.6 and LibreSSL.
//!
//! It goes on after a certificate's fault, and says so by number. What it says
//! of a missing issuer is told apart in `chain`. It checks the name of the
//! certificate only if it is asked to (`-verify_hostname`): without that, a
//! handshake that went well tells nothing of the name, and counts as that it
//! works only if the certificate's own name, which it prints, is the host's.
//!
//! With TLS 1.3 a server refuses a client after the handshake, so a fault at
//! the end counts more than what stands above it. `Verify return code: 0 (ok)`
//! is also printed where no certificate came at all.

mod chain;

use why1006_evidence::{Clue, Told, Way, scan};

use super::{Out, Test, Whose, command, test::split_port};
use crate::{gather::Line, reading::Why, unusable::BLANK};
use chain::Chain;
pub(super) use chain::verify;

/// How many different faults of one certificate are told.
const MAX_FAULTS: usize = 4;

/// One run of s_client.
pub(crate) struct SClient<'t> {
    test: Test<'t>,
    /// The host and port of `-connect`, and the name of `-servername`.
    connect: Option<&'t str>,
    servername: Option<&'t str>,
    chain: Chain<'t>,
    /// The numbers of the certificate's faults, with their lines.
    faults: Vec<(u32, Line<'t>)>,
    /// What broke the handshake or the connection.
    broke: Option<(Clue, Line<'t>)>,
    /// The line that says which cipher was agreed on.
    agreed: Option<Line<'t>>,
    /// The name was checked and found good.
    has_name: bool,
    asks_name: bool,
    subject: &'t str,
    /// Between the lines of a certificate in base64.
    in_certificate: bool,
    /// The result stands there; a further `depth=` is of another run.
    is_judged: bool,
}

/// Whether an output of s_client begins with a line.
pub(crate) fn opens(text: &str) -> bool {
    match text.as_bytes() {
        [b'd', ..] => text.strip_prefix("depth=").is_some_and(|rest| scan::has_any(rest, b" ")),
        [b'C', ..] => text.starts_with("CONNECTED(") || text == "Certificate chain",
        [b'v', ..] => text.starts_with("verify error:num="),
        [b'V', ..] => text.starts_with("Verify return code: "),
        [b'c' | b'w' | b'r', ..] => errno(text).is_some(),
        [b'n', ..] => text == "no peer certificate available",
        [b'0'..=b'9' | b'A'..=b'F', ..] => library_error(text),
        _ => false,
    }
}

fn is_base64(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
}

/// `40E7…:error:0A00010B:SSL routines:…`, of any version.
fn library_error(text: &str) -> bool {
    let (thread, rest) = scan::cut(text, b":").unwrap_or(("", ""));
    (4..=20).contains(&thread.len())
        && thread.bytes().all(|byte| byte.is_ascii_hexdigit())
        && rest.starts_with("error:")
}

/// The number of `connect:errno=111`, with whether it is of connecting.
fn errno(text: &str) -> Option<(bool, u32)> {
    let (call, number) = scan::split_once(text, ":errno=")?;
    let known = matches!(call, "connect" | "write" | "read" | "getaddrinfo" | "socket");
    Some((call == "connect", scan::number(number, 10)?)).filter(|_| known)
}

/// What the numbers of Linux, macOS and Windows stand for.
fn of_errno((connects, number): (bool, u32)) -> Option<Clue> {
    Some(match number {
        111 | 61 | 10061 => Clue::Refused,
        101 | 113 | 51 | 65 | 10051 | 10065 => Clue::Unreachable,
        110 | 60 | 10060 => Clue::ConnectTimedOut,
        _ if connects => return None,
        _ => Clue::ClosedEarly,
    })
}

impl<'t> SClient<'t> {
    pub(crate) fn new(test: Test<'t>) -> SClient<'t> {
        SClient {
            test,
            connect: None,
            servername: None,
            chain: Chain::default(),
            faults: Vec::new(),
            broke: None,
            agreed: None,
            has_name: false,
            asks_name: false,
            subject: "",
            in_certificate: false,
            is_judged: false,
        }
    }

    /// One whose command was copied along.
    pub(crate) fn asked(test: Test<'t>, arguments: &'t str) -> SClient<'t> {
        let mut client = SClient::new(test);
        let mut option = "";
        for word in command::words(arguments) {
            match option {
                "-connect" => client.connect = Some(word),
                "-servername" => client.servername = Some(word),
                "-verify_hostname" => client.asks_name = true,
                _ => {}
            }
            option = word;
        }
        client
    }

    pub(crate) fn take(&mut self, line: Line<'t>, out: &mut Out<'_, 't>) -> bool {
        let text = line.text;
        let starts = text.starts_with("CONNECTED(") || text.starts_with("depth=");
        if self.is_judged && starts && self.agreed.is_some() {
            self.judge(out);
            *self = SClient::new(self.test);
        }
        if text.starts_with("-----") {
            self.in_certificate = text.starts_with("-----BEGIN");
        } else if self.in_certificate && is_base64(text) {
        } else if let Some(rest) = text.strip_prefix("verify error:num=") {
            let number = scan::number(scan::head(rest, b": "), 10);
            self.fault(number.unwrap_or(0), line);
        } else if let Some(rest) = text.strip_prefix("Verify return code: ") {
            self.is_judged = true;
            match scan::number(scan::head(rest, b" "), 10) {
                Some(0) | None => {}
                Some(number) => self.fault(number, line),
            }
        } else if let Some(found) = errno(text) {
            self.breaks(of_errno(found), line);
        } else if library_error(text) || text.starts_with("gethostbyname failure") {
            let is_name = text.starts_with("gethost");
            let clue = if is_name { Some(Clue::NameNotResolved) } else { out.fault(text) };
            self.breaks(clue, line);
        } else if let Some((_, cipher)) = scan::split_once(text, "Cipher is ") {
            if text.starts_with("New, ") || text.starts_with("Reused, ") {
                self.agreed = (cipher != "(NONE)").then_some(line);
            }
        } else if text.starts_with("Verified peername: ") {
            self.has_name = true;
        } else if let Some(rest) = text.strip_prefix("subject=") {
            self.subject = rest;
        } else if let Some(names) = text.strip_prefix("DNS:") {
            self.chain.names(names);
        } else if !self.chain.take(text) {
            return self.is_known(text);
        }
        true
    }

    /// The other lines: titles, rules, the certificates, the session.
    fn is_known(&self, text: &str) -> bool {
        const BEGINS: [&str; 34] = [
            "CONNECTED(",
            "Connecting to ",
            "depth=",
            "verify return:",
            "---",
            "Certificate chain",
            "notAfter=",
            "notBefore=",
            "Server certificate",
            "issuer=",
            "no peer certificate",
            "No client certificate",
            "Acceptable client",
            "Client Certificate Types",
            "Requested Signature",
            "Shared Requested",
            "Peer sign",
            "Server Temp Key",
            "Negotiated TLS",
            "Peer Temp Key",
            "SSL handshake has",
            "Verification",
            "Server public key",
            "Secure Renegotiation",
            "This TLS version",
            "Compression:",
            "Expansion:",
            "No ALPN",
            "ALPN protocol",
            "Early data",
            "SSL-Session:",
            "DONE",
            "Post-Handshake",
            "read R BLOCK",
        ];
        text.is_empty()
            || BEGINS.iter().any(|begin| text.starts_with(begin))
            || self.is_session(text)
    }

    /// `Session-ID: …` and the bytes of a ticket, `0000 - 7f 3a …`.
    fn is_session(&self, text: &str) -> bool {
        const NAMES: [&str; 14] = [
            "Protocol",
            "Cipher",
            "Session-ID",
            "Session-ID-ctx",
            "Resumption PSK",
            "PSK identity",
            "PSK identity hint",
            "SRP username",
            "TLS session ticket",
            "TLS session ticket lifetime hint",
            "Start Time",
            "Timeout",
            "Extended master secret",
            "Max Early Data",
        ];
        let name = scan::trim_end(scan::head(text, b":"), BLANK);
        let is_bytes = matches!(text.as_bytes(), [_, _, _, _, b' ', b'-', ..]);
        is_bytes || NAMES.contains(&name) || name == "Master-Key" || name == "Key-Arg"
    }

    fn fault(&mut self, number: u32, line: Line<'t>) {
        let is_known = self.faults.iter().any(|(known, _)| *known == number);
        if !is_known && self.faults.len() < 2 * MAX_FAULTS {
            self.faults.push((number, line));
        }
    }

    /// The first that says something; a system's number is often followed by
    /// one that says nothing.
    fn breaks(&mut self, clue: Option<Clue>, line: Line<'t>) {
        if let (None, Some(clue)) = (self.broke, clue) {
            self.broke = Some((clue, line));
        }
    }

    pub(crate) fn finish(self, out: &mut Out<'_, 't>) -> Whose<'t> {
        self.judge(out);
        self.whose()
    }

    fn judge(&self, out: &mut Out<'_, 't>) {
        let whose = self.whose();
        let mut say = |clue, line| {
            if out.may_judge(line) {
                out.say(Told::new(Way::TerminalTls, clue), whose, line);
            }
        };
        if let Some((clue, line)) = self.broke {
            say(clue, line);
        }
        let mut told: Vec<Clue> = Vec::new();
        for (number, line) in &self.faults {
            let clue = self.chain.clue(*number);
            if !told.contains(&clue) && told.len() < MAX_FAULTS {
                told.push(clue);
                say(clue, *line);
            }
        }
        // Faults that end at the first certificate say nothing of its name.
        let other_name = self.chain.is_for_another(self.host());
        let Some(line) = self.agreed else { return };
        if other_name == Some(true) && !told.contains(&Clue::CertName) {
            say(Clue::CertName, line);
        } else if told.is_empty() && self.broke.is_none() {
            if self.has_name || other_name == Some(false) || self.is_subject() {
                say(Clue::Works, line);
            } else if self.is_judged {
                out.leave(Why::NotTold, whose, line);
            }
        }
    }

    /// The host that the certificate should be for.
    fn host(&self) -> &str {
        let connect = self.connect.map(|connect| split_port(connect).0);
        self.servername.or(connect).unwrap_or(self.test.target_host())
    }

    /// Whether the subject's own name is the host: then it is also among the
    /// names that browsers look at (Baseline Requirements, 7.1.4.3).
    fn is_subject(&self) -> bool {
        let name =
            scan::split_once(self.subject, "CN = ").or(scan::split_once(self.subject, "CN="));
        let name = name.map_or("", |(_, rest)| scan::head(rest, b",/"));
        !name.is_empty() && chain::covers(name, self.host())
    }

    fn whose(&self) -> Whose<'t> {
        let (host, port) = self.connect.map_or(("", None), split_port);
        let name = self.servername.unwrap_or(host);
        let of_name = self.test.host(name, port);
        of_name.or_else(|| self.test.host(host, port)).unwrap_or(Whose::Ours)
    }
}
