//! Finding the policies in what was pasted, and the directives in a policy.

/// The header's name, which also stands in the `meta` element.
const NAME: &str = "content-security-policy";

/// The enforced policies in the text: bare, or after the name of the header as
/// in a list of headers, a server's configuration or curl's output, or in
/// `meta` elements. Those that only report are left out.
pub(super) fn enforced(text: &str) -> Vec<&str> {
    // The same places hold in both: only ASCII letters differ.
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    let heads = heads(&lower);
    for (at, start) in heads.iter().enumerate() {
        let end = heads.get(at + 1).map_or(text.len(), |next| next - NAME.len());
        if lower[*start..].starts_with("-report-only") {
            continue;
        }
        match content(&lower, *start) {
            // A meta element holds one policy, whatever its commas.
            Some((from, to)) => found.push(&text[from..to]),
            None => {
                let value = text[*start..end].trim_start_matches([':', '=', '"', ' ', '\t']);
                let value = value.split(['"', '\r', '\n', '<']).next().unwrap_or_default();
                found.extend(value.split(','));
            }
        }
    }
    if heads.is_empty() {
        found.extend(text.split(','));
    }
    found
}

/// Where the header's name ends, wherever it stands as a name. It may well
/// stand in the address of a report, too.
fn heads(lower: &str) -> Vec<usize> {
    let is_name = |at: &usize| {
        let before = lower[..*at].bytes().next_back().unwrap_or(b' ');
        let after = lower[at + NAME.len()..].trim_start_matches("-report-only");
        !b"/=?&-_.".contains(&before) && after.starts_with([':', '"', '\'', ' ', '\t'])
    };
    lower.match_indices(NAME).map(|(at, _)| at).filter(is_name).map(|at| at + NAME.len()).collect()
}

/// The value of `content` in the `meta` element around a place, if it stands
/// in one.
fn content(lower: &str, place: usize) -> Option<(usize, usize)> {
    let tag = lower[..place].rfind("<meta").filter(|tag| !lower[*tag..place].contains('>'))?;
    let from = tag + lower[tag..].find("content=")? + "content=".len();
    let quote = lower[from..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = &lower[from + 1..];
    Some((from + 1, from + 1 + value.find(quote).unwrap_or(value.len())))
}

/// The names of a policy's directives with what follows them.
fn directives(policy: &str) -> impl Iterator<Item = (&str, &str)> {
    policy.split(';').map(str::trim_ascii).filter(|d| !d.is_empty()).map(|d| {
        let end = d.find(|c: char| c.is_ascii_whitespace()).unwrap_or(d.len());
        d.split_at(end)
    })
}

/// The value of a directive; the first of its name counts (CSP 3, 2.2.1).
pub(super) fn directive<'t>(policy: &'t str, name: &str) -> Option<&'t str> {
    directives(policy).find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// The first name that is none. All that exist are of letters and a hyphen,
/// but for two.
pub(super) fn odd_name(policy: &str) -> Option<&str> {
    let is_odd = |name: &str| {
        name.bytes().any(|b| !b.is_ascii_alphabetic() && b != b'-')
            || !name.contains('-')
                && !["sandbox", "webrtc"].iter().any(|n| name.eq_ignore_ascii_case(n))
    };
    directives(policy).map(|(name, _)| name).find(|name| is_odd(name))
}
