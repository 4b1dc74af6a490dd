//! What differs around two runs, as far as evidence shows it.

use why1006_evidence::{
    Evidence, Ms, PolicySays, circumstances::PermissionState, redact, scan, tags,
};

use super::{Fact, Same, Saw, Side};

/// Runs that lie farther apart met a server that may have changed meanwhile.
const APART_MS: Ms = 3_600_000.0;

/// A clock as wrong as this spoils logins and certificates, in seconds.
const CLOCK_OFF_S: f64 = 120.0;

tags! {
    /// Something other than the failure in which two runs differ.
    pub enum Circumstance {
        /// Another family of browsers.
        Engine = "engine",
        /// Another version of the same browser.
        EngineVersion = "engine-version",
        /// Another operating system.
        System = "system",
        /// Other permissions for local addresses.
        Permissions = "permissions",
        /// One page came over https and the other did not.
        PageScheme = "page-scheme",
        /// The pages have different origins.
        PageOrigin = "page-origin",
        /// One ran in the app's own place and the other did not.
        OwnOrigin = "own-origin",
        /// Other statements about the page where the app runs.
        AppPage = "app-page",
        /// Parts of the address or its options were taken out: it cannot be seen
        /// whether they are the same.
        HiddenParts = "hidden-parts",
        /// The address is one of a local network or of the machine itself: from another
        /// place it leads to another machine, or to none. It is not seen whether the
        /// two were at one place.
        LocalAddress = "local-address",
        /// More than an hour lies between them.
        Time = "time",
        /// One clock is known to be wrong, the other known to be right.
        Clock = "clock",
        /// One tab was hidden or offline; or had failed before, which matters to silence.
        Tab = "tab",
        /// The comparison endpoint fared otherwise, or only one run had one.
        Reference = "reference",
        /// Other builds of this page ran them, with other experiments perhaps.
        Build = "build",
    }
}

/// All that differ, in the order of the tags.
pub(super) fn differing(runs: [&Evidence; 2], sides: [&Side; 2], same: Same) -> Vec<Circumstance> {
    use Circumstance::*;
    let [a, b] = runs.map(|e| &e.circumstances);
    let (engines, pages) = ([&a.engine, &b.engine], [&a.page, &b.page]);
    let is_engine = engines[0].family != engines[1].family
        || browser(&engines[0].name) != browser(&engines[1].name);
    // Engines hold an attempt back after failures, which is all that they change.
    let is_silent = sides.iter().any(|side| side.saw(Fact::FirstAttempt) == Saw::Silent);
    let tab = |e: &Evidence| {
        let c = &e.circumstances;
        (c.hidden, c.offline, is_silent && c.earlier_failures > 0)
    };
    let is = |one: &Circumstance| match one {
        Engine => is_engine,
        EngineVersion => !is_engine && engines[0].major != engines[1].major,
        System => system(&engines[0].name) != system(&engines[1].name),
        Permissions => {
            let is_apart = |one: Option<PermissionState>, other| {
                one.zip(other).is_some_and(|(one, other)| one != other)
            };
            is_apart(a.local_network, b.local_network)
                || is_apart(a.loopback_network, b.loopback_network)
        }
        PageScheme => pages[0].scheme != pages[1].scheme,
        PageOrigin => pages[0].origin != pages[1].origin,
        OwnOrigin => sides[0].own_origin != sides[1].own_origin,
        AppPage => app_page(runs[0]) != app_page(runs[1]),
        HiddenParts => same == Same::Hidden,
        LocalAddress => runs.iter().any(|e| e.target.host_class.is_local()),
        Time => between(runs[0], runs[1]).abs() > APART_MS,
        Clock => is_clock_apart(a.clock_ahead, b.clock_ahead),
        Tab => tab(runs[0]) != tab(runs[1]),
        Reference => is_reference_apart(runs, sides),
        Build => runs[0].build != runs[1].build,
    };
    Circumstance::ALL.iter().copied().filter(is).collect()
}

/// From the beginning of one to that of the other, in ms.
pub(super) fn between(one: &Evidence, other: &Evidence) -> Ms {
    let [a, b] = [one, other].map(|e| {
        let c = &e.circumstances;
        c.started_at - c.clock_ahead.unwrap_or(0.0) * 1_000.0
    });
    b - a
}

/// `Chrome 156 on Linux` is `Chrome` and `Linux`: the number of the version has a
/// circumstance of its own.
fn browser(name: &str) -> &str {
    let name = scan::split_once(name, " on ").map_or(name, |(browser, _)| browser);
    scan::trim_end(name, b"0123456789 ")
}

fn system(name: &str) -> &str {
    scan::split_once(name, " on ").map_or("", |(_, system)| system)
}

fn is_clock_apart(one: Option<f64>, other: Option<f64>) -> bool {
    let is_off = |ahead: f64| ahead.abs() >= CLOCK_OFF_S;
    one.zip(other).is_some_and(|(one, other)| is_off(one) != is_off(other))
}

/// What was said of the page where the app runs.
fn app_page(e: &Evidence) -> Option<(String, Option<PolicySays>, bool)> {
    // A link has lost what is secret of it.
    e.target.app.as_ref().map(|app| (redact::url(&app.origin), app.policy, app.upgrades))
}

/// That it was not asked, because nothing was left to tell apart, is no difference.
fn is_reference_apart(runs: [&Evidence; 2], sides: [&Side; 2]) -> bool {
    let [one, other] = runs.map(|e| e.circumstances.no_reference.is_none());
    let differs = |fact| {
        let [a, b] = sides.map(|side| side.saw(fact));
        a != b && a != Saw::NotRun && b != Saw::NotRun
    };
    one != other || differs(Fact::ReferenceSocket) || differs(Fact::ReferenceWeb)
}
