//! The certificates that a server sent, and what a fault says beside them.
//!
//! The numbers 20 and 21 say that an issuer is not known on that machine. That
//! may be as it should be everywhere else (a company's own authority), or the
//! server forgot to send the issuer along. The chain tells as much as this:
//!
//! - The server's own certificate came, and none that signed it: the issuer is
//!   *not sent along and not known*, [`Clue::CertIncomplete`]. A private
//!   authority that signs servers without a certificate between looks the same;
//!   so the clue does not say that browsers lack the issuer.
//! - The issuer calls itself a root, or is the one of a known tool for
//!   developers: roots are never sent, so none is missing, and this machine
//!   does not trust it, [`Clue::CertAuthority`].
//! - Its issuer came: whether the next one is a root, or one more between, is
//!   not visible, [`Clue::CertAuthority`].
//! - The chain is not visible: [`Clue::CertAuthority`], which is true of both.

use why1006_evidence::{Clue, scan};

/// What is visible of the chain.
#[derive(Default)]
pub(super) struct Chain<'t> {
    /// How many certificates are listed.
    count: u32,
    subject: &'t str,
    issuer: &'t str,
    /// A certificate of that issuer's name is listed, too.
    has_issuer: bool,
    /// All names of the certificate, where somebody printed them.
    names: Option<&'t str>,
}

/// What a fault's number says (`x509_vfy.h`), without the chain.
pub(crate) fn verify(number: u32) -> Clue {
    match number {
        9 | 10 => Clue::CertDate,
        18 => Clue::CertSelfSigned,
        2 | 19 | 20 | 21 | 27 => Clue::CertAuthority,
        62 | 64 => Clue::CertName,
        0 => Clue::CertUnspecific,
        _ => Clue::CertOther,
    }
}

impl<'t> Chain<'t> {
    /// Takes a line of the list: ` 0 s:CN = a.example`, `   i:…`.
    pub(super) fn take(&mut self, text: &'t str) -> bool {
        if let Some(issuer) = text.strip_prefix("i:") {
            if self.count == 1 {
                self.issuer = issuer;
            }
            return true;
        }
        let (depth, rest) = scan::cut(text, b" ").unwrap_or(("", ""));
        let is_number = scan::number(depth, 10).is_some_and(|depth| depth < 100);
        let Some(subject) = rest.strip_prefix("s:").filter(|_| is_number) else {
            return text.starts_with("a:PKEY") || text.starts_with("v:NotBefore");
        };
        if depth == "0" {
            self.subject = subject;
        }
        self.has_issuer |= self.count > 0 && subject == self.issuer;
        self.count += 1;
        true
    }

    /// All names, as `x509 -text` prints them behind the first `DNS:`.
    pub(super) fn names(&mut self, names: &'t str) {
        self.names = Some(names);
    }

    /// Whether the certificate is for another host; `None` if not all of its
    /// names are visible.
    pub(super) fn is_for_another(&self, host: &str) -> Option<bool> {
        let mut names = scan::parts(self.names?, b",");
        Some(!names.any(|name| {
            let name = scan::trim_start(name, b" ");
            covers(name.strip_prefix("DNS:").unwrap_or(name), host)
        }))
    }

    /// What a fault's number says beside this chain.
    pub(super) fn clue(&self, number: u32) -> Clue {
        let is_missing = !self.issuer.is_empty() && self.issuer != self.subject && !self.has_issuer;
        match number {
            20 | 21 if is_missing && !is_root(self.issuer) => Clue::CertIncomplete,
            _ => verify(number),
        }
    }
}

/// Whether an issuer is a root by its own name.
fn is_root(issuer: &str) -> bool {
    ["root", "mkcert", "development ca"]
        .iter()
        .any(|word| scan::find_any_case(issuer, word).is_some())
}

/// Whether a certificate's name covers a host: the same, or `*` for its first
/// label (RFC 6125, section 6.4.3).
pub(super) fn covers(name: &str, host: &str) -> bool {
    match name.strip_prefix("*.") {
        Some(rest) => {
            scan::cut(host, b".").is_some_and(|(_, tail)| tail.eq_ignore_ascii_case(rest))
        }
        None => name.eq_ignore_ascii_case(host),
    }
}
