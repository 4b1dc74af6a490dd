//! Servers that speak HTTP/2, with RFC 8441 or without.

use crate::Scenario;

pub(super) fn rows() -> Vec<Scenario> {
    Vec::new()
}
