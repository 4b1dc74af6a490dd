//! What the user told, held against what remains.

use why1006_evidence::Evidence;

use crate::{Judgement, Reason};

/// Takes what the user told into account.
pub(crate) fn apply(_evidence: &Evidence, _judged: &mut [Judgement]) -> Option<(Reason, Reason)> {
    None
}
