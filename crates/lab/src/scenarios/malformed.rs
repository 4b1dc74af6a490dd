//! Servers whose 101 breaks the handshake's rules.

use crate::Scenario;

pub(super) fn rows() -> Vec<Scenario> {
    Vec::new()
}
