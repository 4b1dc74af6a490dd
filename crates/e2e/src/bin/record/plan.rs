//! What is run from which page, and for how long.

use std::time::Duration;

use why1006_e2e::BrowserKind;
use why1006_evidence::{EngineFamily, PageScheme};
use why1006_lab::{Pages, Scenario, find, scenarios};

use crate::arguments::Arguments;

/// What `--patience` records: the engines' own time-outs differ by where the
/// silence begins (`observability.md`, 7).
const PATIENT: &[&str] = &[
    "silent",
    "silent-tls",
    "upgrade-swallowed",
    "upgrade-swallowed-tls",
    "firewall-drops",
    "name-server-silent",
];

/// The engine of a browser.
pub(crate) fn engine(kind: BrowserKind) -> EngineFamily {
    match kind {
        BrowserKind::Chromium => EngineFamily::Chromium,
        BrowserKind::Firefox => EngineFamily::Firefox,
        BrowserKind::WebKit => EngineFamily::WebKit,
    }
}

/// The scenarios that the command line asks for, in the order of the table.
pub(crate) fn chosen(arguments: &Arguments) -> Vec<&'static Scenario> {
    let wanted = |scenario: &&Scenario| match &arguments.only {
        Some(only) => only.iter().any(|id| id == scenario.id),
        None => !arguments.patience || PATIENT.contains(&scenario.id),
    };
    scenarios().iter().filter(wanted).collect()
}

/// Whether a scenario is run from this page.
///
/// The http page shows what `ws://` has to show, and those `wss://` scenarios
/// that have no `ws://` twin. The https page shows all of `wss://`, and
/// `ws://` where just that is the point.
pub(crate) fn is_run_from(scenario: &Scenario, page: PageScheme) -> bool {
    let secure = scenario.tls.scheme() == "wss";
    let has_twin = scenario.id.strip_suffix("-tls").is_some_and(|plain| find(plain).is_some());
    match (scenario.pages, page) {
        (Pages::Http, page) => page == PageScheme::Http,
        (Pages::Https, page) => page == PageScheme::Https,
        (Pages::Both, PageScheme::Http) => !secure || !has_twin,
        (Pages::Both, _) => secure,
    }
}

/// How long a patient user waits before pressing *Stop*: a little longer than
/// the engine does, or a minute where it waits forever
/// (`observability.md`, 7: 30 s for TLS and 240 s for HTTP in Chromium, 20 s in
/// Firefox).
pub(crate) fn patience(kind: BrowserKind) -> Duration {
    Duration::from_secs(match kind {
        BrowserKind::Chromium => 260,
        BrowserKind::Firefox => 40,
        BrowserKind::WebKit => 60,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(id: &str) -> (bool, bool) {
        let scenario = find(id).unwrap();
        let from = |page| is_run_from(scenario, page);
        (from(PageScheme::Http), from(PageScheme::Https))
    }

    #[test]
    fn twins_are_shared_out_between_the_pages() {
        assert_eq!(pages("healthy-echo"), (true, false));
        assert_eq!(pages("healthy-echo-tls"), (false, true));
        assert_eq!(pages("certificate-expired"), (true, true));
        assert_eq!(pages("tls-on-ws"), (true, false));
    }

    #[test]
    fn every_scenario_is_run_from_some_page() {
        for scenario in scenarios() {
            let from = |page| is_run_from(scenario, page);
            assert!(from(PageScheme::Http) || from(PageScheme::Https), "{}", scenario.id);
        }
    }

    #[test]
    fn patient_scenarios_exist() {
        for id in PATIENT {
            assert!(find(id).is_some(), "{id}");
        }
    }
}
