//! Real nginx, with the faults that its configurations have.

use crate::Scenario;

pub(super) fn rows() -> Vec<Scenario> {
    Vec::new()
}
