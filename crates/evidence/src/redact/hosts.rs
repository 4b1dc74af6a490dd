//! Other names for hosts, where the user asks for them.

use super::{
    fields::{self, Field},
    keep::{Hosts, Kind},
};
use crate::{
    Evidence,
    host::{self, HostClass},
    scan,
};

/// What other names begin and end with; between them stands a number.
const HEAD: &str = "hidden-";
const TAIL: &str = ".internal";

/// Whether this is a name that stands for a hidden one.
pub fn is_hidden(host: &str) -> bool {
    number(host).is_some()
}

fn number(host: &str) -> Option<u32> {
    let name = scan::trim_start(scan::trim_end(host, b"].").trim_start_matches('_'), b"[");
    scan::number(name.strip_prefix(HEAD)?.strip_suffix(TAIL)?, 10)
}

/// The hosts that the evidence is about, without dots at their ends.
pub(super) fn named(e: &Evidence) -> Vec<String> {
    let of = |address: &str| {
        let rest = scan::split_once(address, "//").map_or("", |(_, rest)| rest);
        let place = scan::head(rest, b"/?#");
        let place = scan::cut_last(place, b"@").map_or(place, |(_, place)| place);
        match scan::upto(place, b"]") {
            end if end < place.len() => scan::split_at(place, end + 1).0.to_owned(),
            _ => scan::head(place, b":").to_owned(),
        }
    };
    let app = e.target.app.as_ref().map(|app| of(&app.origin)).unwrap_or_default();
    let mut hosts = vec![e.target.host.clone(), of(&e.target.url), app];
    hosts.push(of(&e.circumstances.page.origin));
    hosts.retain_mut(|host| {
        *host = scan::trim_end(host, b".").to_ascii_lowercase();
        !host.is_empty()
    });
    hosts
}

/// The other names of one evidence: the same host has the same one everywhere.
pub(super) struct Names {
    hosts: Hosts,
    /// The hosts that the evidence is about.
    named: Vec<String>,
    /// Hidden hosts in lower case, and the numbers of their other names.
    given: Vec<(String, u32)>,
    /// The last number that was given.
    last: u32,
}

impl Names {
    /// For an evidence, in which some may be hidden already.
    pub(super) fn new(evidence: &Evidence, hosts: Hosts) -> Names {
        let mut last = 0;
        if hosts != Hosts::Shown {
            fields::walk(&mut evidence.clone(), &mut |_, kind, text| {
                if kind == Some(Kind::Host) {
                    last = last.max(number(text).unwrap_or(0));
                }
                None
            });
        }
        Names { hosts, named: named(evidence), given: Vec::new(), last }
    }

    /// The other name of a host; `None` if it is shown.
    pub(super) fn hidden(&mut self, field: Field, host: &str) -> Option<String> {
        let name = scan::trim_end(host, b".").to_ascii_lowercase();
        if self.hosts == Hosts::Shown || is_hidden(host) || tells_nothing(&name) {
            return None;
        }
        let is_internal = host::class(&name).is_local();
        // Among words only what is known to be a host.
        let is_one = !matches!(field, Field::Reason | Field::Name | Field::Browser)
            || self.named.contains(&name);
        let goes = is_internal || (self.hosts == Hosts::AllHidden && is_one);
        if !goes {
            return None;
        }
        let known = self.given.iter().find(|(given, _)| *given == name).map(|(_, number)| *number);
        let number = known.unwrap_or_else(|| {
            self.last = self.last.saturating_add(1);
            self.given.push((name, self.last));
            self.last
        });
        Some(shaped(host, &[HEAD, &number.to_string(), TAIL].concat()))
    }
}

/// This machine by a name that all machines have.
fn tells_nothing(name: &str) -> bool {
    let class = host::class(name);
    name == "localhost"
        || name.is_empty()
        || matches!(class, HostClass::Loopback | HostClass::Unspecified)
}

/// The other name, as fit or unfit for a policy's list as the host is: the
/// diagnosis asks whether it could stand there.
fn shaped(host: &str, name: &str) -> String {
    let is_usual = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
    if host.starts_with('[') {
        ["[", name, "]"].concat()
    } else if host.ends_with('.') {
        [name, "."].concat()
    } else if host.bytes().all(is_usual) {
        name.to_owned()
    } else {
        ["_", name].concat()
    }
}
