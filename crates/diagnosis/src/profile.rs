//! Which measured rules hold for a browser.

use why1006_evidence::{Engine, EngineFamily};

/// Versions for which the measured rules are taken to hold: those near the
/// ones that `observability.md` measured (Chromium 156, Firefox 153). All
/// others get only the rules common to every engine.
const CHROMIUM: std::ops::RangeInclusive<u32> = 147..=162;
const FIREFOX: std::ops::RangeInclusive<u32> = 140..=159;

/// The family whose rules may be applied to `engine`.
pub(crate) fn profile(engine: &Engine) -> EngineFamily {
    match engine.family {
        EngineFamily::Chromium if !CHROMIUM.contains(&engine.major) => EngineFamily::Unknown,
        EngineFamily::Firefox if !FIREFOX.contains(&engine.major) => EngineFamily::Unknown,
        family => family,
    }
}
