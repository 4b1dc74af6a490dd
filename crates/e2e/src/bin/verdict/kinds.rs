//! Which endpoints of the lab are visited, and from which page.

use why1006_evidence::PageScheme::{self, Http, Https};

/// An endpoint and the page that tests it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) id: &'static str,
    pub(crate) page: PageScheme,
}

const fn kind(id: &'static str, page: PageScheme) -> Kind {
    Kind { id, page }
}

/// Endpoints that answer, each in another way; a refusal is an answer, too.
/// None remembers its visitors: each run has to see the same.
pub(crate) const ANSWERING: [Kind; 12] = [
    kind("healthy-echo", Http),
    kind("closes-4401", Http),
    kind("cut-after-open", Http),
    kind("refused", Http),
    kind("wrong-path-404", Http),
    kind("status-403", Http),
    kind("gateway-502", Http),
    kind("login-redirect-302", Http),
    kind("subprotocol-required-400", Http),
    kind("bad-accept", Http),
    kind("healthy-echo-tls", Https),
    kind("status-403-tls", Https),
];

/// Endpoints that leave the first attempt without an event.
pub(crate) const SILENT: [Kind; 4] = [
    kind("silent", Http),
    kind("upgrade-swallowed", Http),
    kind("never-answers", Http),
    kind("silent-tls", Https),
];

#[cfg(test)]
mod tests {
    use why1006_lab::find;

    use super::*;

    #[test]
    fn every_endpoint_can_be_visited_again_and_again() {
        for Kind { id, page } in ANSWERING.iter().chain(&SILENT).copied() {
            let scenario = find(id).unwrap_or_else(|| panic!("{id} is no scenario"));
            assert!(!scenario.remembers() && !scenario.needs_namespace(), "{id}");
            assert_eq!(scenario.tls.scheme() == "wss", page == Https, "{id}");
        }
    }
}
