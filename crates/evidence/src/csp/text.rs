//! Finding the policies in what was pasted, and the directives in a policy.

use crate::scan::{self, find_any_case as find, split_at};

/// The header's name, which also stands in the `meta` element.
const NAME: &str = "content-security-policy";

/// What follows it where nothing is enforced.
const REPORT_ONLY: &str = "-report-only";

/// The enforced policies in the text: bare, or after the name of the header as
/// in a list of headers, a server's configuration or curl's output, or in
/// `meta` elements. Those that only report are left out.
pub(super) fn enforced(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let Some(mut at) = head(text, 0) else {
        divide(text, &mut found);
        return found;
    };
    // What stands between the name before and this one.
    let mut from = 0;
    loop {
        let start = at + NAME.len();
        let next = head(text, start);
        let rest = split_at(split_at(text, next.unwrap_or(text.len())).0, start).1;
        if find(rest, REPORT_ONLY) != Some(0) {
            match content(split_at(text, from).1, at - from) {
                // A meta element holds one policy, whatever its commas.
                Some(value) => found.push(value),
                None => {
                    let value = scan::trim_start(rest, b":=\" \t");
                    divide(scan::head(value, b"\"\r\n<"), &mut found);
                }
            }
        }
        from = start;
        match next {
            Some(next) => at = next,
            None => return found,
        }
    }
}

/// The policies in the value of a header, between its commas.
#[inline(never)]
fn divide<'t>(value: &'t str, found: &mut Vec<&'t str>) {
    found.extend(scan::parts(value, b","));
}

/// Where the header's name stands next as a name, from a place on. It may well
/// stand in the address of a report, too.
fn head(text: &str, mut from: usize) -> Option<usize> {
    loop {
        let at = from + find(split_at(text, from).1, NAME)?;
        let bytes = text.as_bytes();
        from = at + NAME.len();
        let end = match find(split_at(text, from).1, REPORT_ONLY) {
            Some(0) => from + REPORT_ONLY.len(),
            _ => from,
        };
        let is_free = at == 0 || !b"/=?&-_.".contains(&bytes[at - 1]);
        if is_free && bytes.get(end).is_some_and(|b| b":\"' \t".contains(b)) {
            return Some(at);
        }
    }
}

/// The value of `content` in the `meta` element around a place, if it stands
/// in one.
fn content(text: &str, place: usize) -> Option<&str> {
    let is_edge = |b: &u8| matches!(b, b'<' | b'>');
    let edge = text.as_bytes().iter().take(place).rposition(is_edge)?;
    let text = split_at(text, edge).1;
    if find(text, "<meta") != Some(0) {
        return None;
    }
    let value = split_at(text, find(text, "content=")? + "content=".len()).1;
    let quote = value.bytes().next().filter(|b| matches!(b, b'"' | b'\''))?;
    let value = split_at(value, 1).1;
    Some(split_at(value, value.bytes().position(|b| b == quote).unwrap_or(value.len())).0)
}

/// The first directive of a policy whose name is as wanted: name and value.
#[inline(never)]
fn first<'t>(policy: &'t str, is_wanted: &dyn Fn(&str) -> bool) -> Option<(&'t str, &'t str)> {
    scan::parts(policy, b";")
        .map(|d| {
            let d = d.trim_ascii();
            split_at(d, d.bytes().position(|b| b.is_ascii_whitespace()).unwrap_or(d.len()))
        })
        .find(|(name, _)| is_wanted(name))
}

/// The value of a directive; the first of its name counts (CSP 3, 2.2.1).
pub(super) fn directive<'t>(policy: &'t str, name: &str) -> Option<&'t str> {
    Some(first(policy, &|n| n.eq_ignore_ascii_case(name))?.1)
}

/// The first name that is none. All that exist are of letters and a hyphen,
/// but for two.
pub(super) fn odd_name(policy: &str) -> Option<&str> {
    let is_odd = |name: &str| {
        name.bytes().any(|b| !b.is_ascii_alphabetic() && b != b'-')
            || !name.bytes().any(|b| b == b'-')
                && !["", "sandbox", "webrtc"].iter().any(|n| name.eq_ignore_ascii_case(n))
    };
    Some(first(policy, &is_odd)?.0)
}
