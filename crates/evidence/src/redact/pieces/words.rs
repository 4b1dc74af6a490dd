//! Words in pieces.

use super::{
    super::{
        keep::Kind,
        token::{is_secret_name, is_token_like},
    },
    Pieces,
};
use crate::{host, scan};

impl<'t> Pieces<'t> {
    /// Words, and addresses among them.
    pub(super) fn words(&mut self, text: &'t str, kind: Kind) {
        let mut rest = text;
        while let Some(at) = scan::find(rest, "://") {
            let (head, _) = scan::split_at(rest, at);
            let scheme = head.bytes().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
            let (before, address) = scan::split_at(rest, at - scheme);
            let end = address.find(|c: char| c.is_whitespace() || "\"'<>`".contains(c));
            let (address, after) = scan::split_at(address, end.unwrap_or(address.len()));
            self.spans(before, kind);
            self.address(address);
            rest = after;
        }
        self.spans(rest, kind);
    }

    /// Words without addresses.
    pub(super) fn spans(&mut self, text: &'t str, kind: Kind) {
        // A name of something secret was the last word; its value comes next.
        let (mut is_named, mut is_hot) = (false, false);
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if is_edge(first) {
                let (edge, tail) = scan::split_at(rest, first.len_utf8());
                match first {
                    '=' | ':' => is_hot |= is_named,
                    '"' | '\'' => {}
                    _ if first.is_whitespace() => {}
                    _ => (is_named, is_hot) = (false, false),
                }
                self.plain(edge);
                rest = tail;
                continue;
            }
            let (word, tail) = scan::split_at(rest, rest.find(is_edge).unwrap_or(rest.len()));
            self.word(word, kind, is_hot);
            // `Bearer` and `Basic` have their value behind a space.
            is_hot = ["bearer", "basic"].iter().any(|scheme| scheme.eq_ignore_ascii_case(word))
                && tail.starts_with(' ')
                && tail.trim_start().split(is_edge).next().is_some_and(has_digit);
            is_named = is_secret_name(word);
            rest = tail;
        }
    }

    fn word(&mut self, word: &'t str, kind: Kind, is_hot: bool) {
        let mail = scan::cut(word, b"@").is_some_and(|(user, _)| !user.is_empty());
        if is_token_like(word) || (is_hot && word.len() > 3) {
            self.secret(kind, word);
        } else if mail {
            self.secret(Kind::User, word);
        } else if self.is_host(word) {
            self.secret(Kind::Host, word);
        } else {
            self.plain(word);
        }
    }

    /// One of the hosts that this is about, or internal by its spelling.
    fn is_host(&self, word: &str) -> bool {
        self.hosts.iter().any(|host| host.eq_ignore_ascii_case(word))
            || (scan::has_any(word, b".") && host::class(word).is_local())
    }
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || "=:,;\"'()&<>{}|".contains(c)
}
