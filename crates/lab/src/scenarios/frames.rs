//! Servers that open and then break the framing of RFC 6455.

use crate::Scenario;

pub(super) fn rows() -> Vec<Scenario> {
    Vec::new()
}
