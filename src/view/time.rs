//! Times for a reader.

use why1006_evidence::scan;

/// Local time of `ms` since 1970, with its zone, as the browser writes it.
pub(super) fn local(ms: f64) -> String {
    let text = js_sys::Date::new(&ms.into()).to_string();
    // "Sun Nov 22 2026 20:31:19 GMT+0000 (Coordinated Universal Time)"
    let text = text.as_string().unwrap_or_default();
    scan::split_once(&text, " (").map_or(text.as_str(), |(time, _)| time).to_owned()
}

/// The latest time that a date of JavaScript can hold, in ms.
const LATEST: f64 = 8.64e15;

/// The same time where clocks are `offset` minutes ahead of UTC; empty if it is none,
/// as it may be in a link from anybody.
pub(super) fn there(ms: f64, offset: i32) -> String {
    let there = ms + f64::from(offset) * 60_000.0;
    // Also false of what is no number at all; such a date throws.
    let is_time = there.abs() <= LATEST && offset.unsigned_abs() <= 24 * 60;
    if !is_time {
        return String::new();
    }
    // "2026-11-22T20:31:19.123Z"
    let text = String::from(js_sys::Date::new(&there.into()).to_iso_string());
    let (date, time) = scan::split_once(&text, "T").unwrap_or_default();
    let time = scan::split_once(time, ".").map_or(time, |(time, _)| time);
    let sign = if offset < 0 { "−" } else { "+" };
    let two = |number: u32| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    let ahead = offset.unsigned_abs();
    let zone = [" UTC", sign, &two(ahead / 60), ":", &two(ahead % 60)].concat();
    [date, " ", time, &zone].concat()
}

/// A stretch of time for a reader, in the largest unit that fits.
pub(super) fn between(ms: f64) -> String {
    let minutes = (ms.abs() / 60_000.0) as u32;
    let (count, unit) = match minutes {
        0 => return "less than a minute".to_owned(),
        1..=119 => (minutes, " minute"),
        120..=2_879 => (minutes / 60, " hour"),
        _ => (minutes / 1_440, " day"),
    };
    [&*count.to_string(), unit, if count == 1 { "" } else { "s" }].concat()
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
