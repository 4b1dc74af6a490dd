//! Times for a reader.

use why1006_evidence::scan;

/// Local time of `ms` since 1970, with its zone, as the browser writes it.
pub(super) fn local(ms: f64) -> String {
    let text = js_sys::Date::new(&ms.into()).to_string();
    // "Sun Nov 22 2026 20:31:19 GMT+0000 (Coordinated Universal Time)"
    let text = text.as_string().unwrap_or_default();
    scan::split_once(&text, " (").map_or(text.as_str(), |(time, _)| time).to_owned()
}

/// Milliseconds of a run, short.
pub(super) fn ms(value: f64) -> String {
    // Integers only: printing floats would cost the wasm 9 kB.
    let ms = value as u32;
    if ms < 10_000 { format!("{ms} ms") } else { format!("{}.{} s", ms / 1000, ms % 1000 / 100) }
}

/// Milliseconds of a run to one decimal.
pub(super) fn exact(value: f64) -> String {
    let tenths = (value * 10.0) as u32;
    format!("{}.{} ms", tenths / 10, tenths % 10)
}
