//! Servers that open and then send a close frame, legal or not.

use crate::Scenario;

pub(super) fn rows() -> Vec<Scenario> {
    Vec::new()
}
