//! What an address names.

use why1006_diagnosis::{CauseId, Step};
use why1006_evidence::scan;

/// Where the list of all is, without `#`.
pub(super) const ALL: &str = "causes";

/// The longest id that is looked for, in bytes.
const MAX_ID: usize = 60;

/// What can be read.
pub(super) enum Place {
    /// The page of a cause.
    Cause(CauseId),
    /// The page of a step.
    Step(Step),
    /// The name of an article's page, if there is such an article.
    Article(String),
    /// The list of all.
    All,
    /// Nothing that this page knows.
    Unknown,
}

impl Place {
    /// Reads a fragment without `#` and without a heading.
    pub(super) fn of(fragment: &str) -> Place {
        let (kind, id) = scan::cut(fragment, b"/").unwrap_or((fragment, ""));
        let found = match kind {
            "cause" => CauseId::parse(id).map(Place::Cause),
            "step" => Step::from_tag(id).map(Place::Step),
            "article" if is_id(id) => Some(Place::Article(["article-", id].concat())),
            ALL if id.is_empty() => Some(Place::All),
            _ => None,
        };
        found.unwrap_or(Place::Unknown)
    }
}

/// The name becomes part of a file's address.
fn is_id(id: &str) -> bool {
    let is_fine = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=MAX_ID).contains(&id.len()) && id.bytes().all(is_fine)
}

/// A fragment as its page and the heading in it: `cause/dns/how-to-fix-it` is
/// `cause/dns` and `how-to-fix-it`.
pub(super) fn cut(fragment: &str) -> (String, String) {
    let behind = scan::upto(fragment, b"/") + 1;
    let (_, id) = scan::split_at(fragment, behind);
    let (page, anchor) = scan::split_at(fragment, behind + scan::upto(id, b"/"));
    (page.to_owned(), scan::trim_start(anchor, b"/").to_owned())
}
