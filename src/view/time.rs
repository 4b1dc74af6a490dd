//! Times for a reader.

/// Local time of `ms` since 1970, with its zone, as the browser writes it.
pub(super) fn local(ms: f64) -> String {
    let text = js_sys::Date::new(&ms.into()).to_string();
    // "Sun Nov 22 2026 20:31:19 GMT+0000 (Coordinated Universal Time)"
    let text = text.as_string().unwrap_or_default();
    text.split(" (").next().unwrap_or_default().to_owned()
}

/// Milliseconds of a run, short.
pub(super) fn ms(value: f64) -> String {
    if value < 10_000.0 {
        format!("{value:.0} ms")
    } else {
        format!("{:.1} s", value / 1000.0)
    }
}
