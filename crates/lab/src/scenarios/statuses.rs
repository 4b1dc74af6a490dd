//! Servers that answer the upgrade with an HTTP status.

use crate::Scenario;

pub(super) fn rows() -> Vec<Scenario> {
    Vec::new()
}
