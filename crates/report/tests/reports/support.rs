//! Recorded runs, the words, and one sheet of all three forms.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use why1006_content as content;
use why1006_diagnosis::diagnose;
use why1006_evidence::{EngineFamily, Evidence, PageScheme, redact::redact};
use why1006_recordings::Recording;
use why1006_report::{Block, Sheet, Words, markdown, plain};

static WORDS: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let mut all = content::fetched();
    all.extend(content::told());
    all
});

/// The word of a key. A report asks for no word that nobody wrote, but for those
/// of tags of a later version.
pub(crate) fn word(key: &str) -> String {
    let of_later = key.split('.').nth(1) == Some("other");
    assert!(of_later || WORDS.contains_key(key), "no word for {key}");
    WORDS.get(key).copied().unwrap_or_default().to_owned()
}

/// What every test holds the link to.
pub(crate) const LINK: &str = concat!(
    "https://why.example/#r=1d01234567.",
    "RVZJREVOQ0UtRVZJREVOQ0UtRVZJREVOQ0UtRVZJREVOQ0UtRVZJREVOQ0UtRVZJREVOQ0Ut",
    "RVZJREVOQ0UtRVZJREVOQ0UtRVZJREVOQ0UtRVZJREVOQ0UtRVZJREVOQ0UtRVZJREVOQ0Ut_-0"
);

/// What leaves the page, in each form.
pub(crate) struct Forms {
    pub(crate) whole: Vec<Block>,
    pub(crate) admin: Vec<Block>,
}

impl Forms {
    /// Of evidence as it is: nothing is taken out of it here.
    pub(crate) fn of(evidence: &Evidence, is_received: bool) -> Forms {
        Forms::linked(evidence, is_received, LINK)
    }

    /// The same with this link.
    pub(crate) fn linked(evidence: &Evidence, is_received: bool, link: &str) -> Forms {
        let diagnosis = diagnose(evidence);
        let sheet =
            Sheet { evidence, diagnosis: &diagnosis, words: Words(&word), link, is_received };
        Forms { whole: sheet.whole(), admin: sheet.admin() }
    }

    /// Text and Markdown of both, with their names.
    pub(crate) fn all(&self) -> [(&'static str, String); 4] {
        [
            ("txt", plain(&self.whole)),
            ("md", markdown(&self.whole)),
            ("admin.txt", plain(&self.admin)),
            ("admin.md", markdown(&self.admin)),
        ]
    }
}

/// A recorded run, as it leaves the page, at a time of its own.
pub(crate) fn recorded(engine: EngineFamily, page: PageScheme, scenario: &str) -> Evidence {
    let name = format!("{engine}/{page}/{scenario}.json");
    let recording = Recording::read(&evidence().join(name)).unwrap();
    lively(recording.evidence)
}

/// Every recording.
pub(crate) fn all() -> impl Iterator<Item = Evidence> {
    why1006_recordings::all(&evidence()).unwrap().into_iter().map(|r| lively(r.evidence))
}

fn lively(mut evidence: Evidence) -> Evidence {
    evidence.circumstances.started_at = 1_795_379_479_123.0;
    evidence.circumstances.utc_offset = 60;
    redact(&evidence)
}

fn evidence() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/evidence")
}
