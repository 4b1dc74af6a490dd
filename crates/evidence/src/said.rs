//! What the page said when a link was made.

use crate::{record, redact};

/// The longest tag that is taken for one, in bytes.
const MAX_TAG: usize = 40;

record! {
    /// What the page said when this was passed on, as tags. It is a label that
    /// nobody verified: the verdict is computed anew, by the rules of who reads.
    pub struct Said {
        /// The build whose rules it was, for example `0.1.0`.
        pub build: String,
        /// The tag of the verdict.
        pub verdict: String,
        /// The id of the cause that was named, if one was.
        pub cause: Option<String>,
        /// The tag of who has to act.
        pub owner: String,
    }
}

impl Said {
    /// Whether verdict, cause and owner are tags and no text.
    pub fn is_tags(&self) -> bool {
        is_tag(&self.verdict) && is_tag(&self.owner) && self.cause.iter().all(|cause| is_tag(cause))
    }
}

fn is_tag(text: &str) -> bool {
    (1..=MAX_TAG).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !redact::is_token_like(text)
}
