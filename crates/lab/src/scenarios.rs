//! The table of all scenarios, one file per area.

mod after_open;
mod answers;
mod closes;
mod firewall;
mod first_words;
mod frames;
mod healthy;
mod http2;
mod interception;
mod localhost;
mod malformed;
mod names;
mod network;
mod nginx;
mod paths;
mod policy;
mod public;
mod redirects;
mod stateful;
mod statuses;
mod tls;
mod transport;

use std::sync::LazyLock;

use crate::Scenario;

static ALL: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
    [
        ("Endpoints that work", healthy::rows()),
        ("Addresses that the browser refuses", policy::rows()),
        ("Names that lead nowhere", names::rows()),
        ("Packets that do not arrive", firewall::rows()),
        ("The other address of localhost", localhost::rows()),
        ("No HTTP answer", transport::rows()),
        ("TLS and certificates", tls::rows()),
        ("TLS signed anew on the way", interception::rows()),
        ("Answers that are no 101", answers::rows()),
        ("Paths and subprotocols", paths::rows()),
        ("HTTP statuses", statuses::rows()),
        ("Redirects", redirects::rows()),
        ("A 101 that breaks the rules", malformed::rows()),
        ("HTTP/2", http2::rows()),
        ("Real nginx", nginx::rows()),
        ("Answers that depend on earlier ones", stateful::rows()),
        ("First words of known servers", first_words::rows()),
        ("Failures after the opening", after_open::rows()),
        ("Close frames", closes::rows()),
        ("Broken frames", frames::rows()),
        ("Middleboxes and proxies", network::rows()),
        ("At public names", public::rows()),
    ]
    .into_iter()
    .flat_map(|(area, rows)| rows.into_iter().map(move |row| Scenario { area, ..row }))
    .collect()
});

/// Every scenario this build knows, healthy ones first.
pub fn scenarios() -> &'static [Scenario] {
    &ALL
}

/// The scenario with this id.
pub fn find(id: &str) -> Option<&'static Scenario> {
    scenarios().iter().find(|s| s.id == id)
}

/// Up to five ids that somebody who wrote `id` may have meant, nearest first.
pub fn near(id: &str) -> Vec<&'static str> {
    let mut ranked: Vec<(usize, &'static str)> = scenarios()
        .iter()
        .map(|s| {
            let shares_text = id.len() >= 3 && (s.id.contains(id) || id.contains(s.id));
            let far = edits(id, s.id);
            (if shares_text { far.min(3) } else { far }, s.id)
        })
        .filter(|(far, known)| *far <= (known.len() / 3).max(3))
        .collect();
    ranked.sort_by_key(|(far, _)| *far);
    ranked.into_iter().take(5).map(|(_, known)| known).collect()
}

/// How many characters to insert, remove or replace (Levenshtein).
fn edits(a: &str, b: &str) -> usize {
    // An id has at most some forty characters; longer input is not near.
    if a.len() > 64 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use why1006_diagnosis::{Owner, causes};

    use super::*;
    use crate::Truth;

    #[test]
    fn ids_and_addresses_are_unique() {
        let ids: HashSet<_> = scenarios().iter().map(|s| s.id).collect();
        assert_eq!(ids.len(), scenarios().len());
        let addresses: HashSet<_> = scenarios().iter().map(|s| s.site.address(s.id)).collect();
        assert_eq!(addresses.len(), ids.len());
        // One label of a name (RFC 1035, section 2.3.4).
        assert!(ids.iter().all(|id| id.len() <= 63));
    }

    #[test]
    fn rows_are_well_formed() {
        for s in scenarios() {
            let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(s.id.chars().all(kebab), "{} is not kebab case", s.id);
            assert!(s.does.ends_with('.'), "{} wants one sentence", s.id);
            assert!(s.path.starts_with('/'), "{} has a relative path", s.id);
            assert_eq!(s.truth == Truth::Works, s.stage.is_none(), "{}", s.id);
            assert!(!s.area.is_empty(), "{} stands in no area", s.id);
        }
    }

    #[test]
    fn who_acts_is_who_acts_on_the_cause() {
        for s in scenarios() {
            let owner = match s.truth {
                Truth::Works => Owner::Nobody,
                Truth::Cause(id) => causes::get(id).owner,
            };
            assert_eq!(s.owner, owner, "{}", s.id);
        }
    }

    #[test]
    fn near_finds_slips_and_parts() {
        assert_eq!(near("helthy-echo").first(), Some(&"healthy-echo"));
        assert!(near("expired").contains(&"certificate-expired"));
        assert!(near("qqqqqqqqqqqqqqqqqqqq").is_empty());
        assert!(near(&"x".repeat(10_000)).is_empty());
    }
}
