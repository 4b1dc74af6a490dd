//! The numbers and their bars.

use serde_json::{Value, json};
use why1006_e2e::{Error, Result};

/// Click to report over bare JavaScript, for endpoints that answer, median.
const RATIO_BAR: f64 = 1.25;
/// Seconds within which 95 of 100 reports on silent endpoints stand.
const SILENT_BAR_S: f64 = 15.0;

/// Everything that was measured.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pairs: Vec<Pair>,
    silent: Vec<(&'static str, f64)>,
}

/// A run of the page with its twin, in ms.
#[derive(Clone, Copy, Debug)]
struct Pair {
    id: &'static str,
    page: f64,
    bare: f64,
}

impl Seen {
    /// Keeps a run of the page and its twin in bare JavaScript, both in ms.
    pub(crate) fn pair(&mut self, id: &'static str, page: f64, bare: f64) {
        self.pairs.push(Pair { id, page, bare });
    }

    /// Keeps a run over a silent endpoint, in ms.
    pub(crate) fn silent(&mut self, id: &'static str, ms: f64) {
        self.silent.push((id, ms));
    }
}

/// What is printed.
#[derive(Debug)]
pub(crate) struct Figures {
    seen: Seen,
    ratio_median: f64,
    ratio_p95: f64,
    silent_p95_s: f64,
}

impl Figures {
    /// Sums up what was measured.
    ///
    /// # Errors
    /// A line if one of the two parts holds nothing that can be measured.
    pub(crate) fn new(seen: Seen) -> Result<Figures> {
        let none = || Error::new("nothing was measured");
        if seen.pairs.iter().any(|pair| pair.bare <= 0.0) {
            return Err(Error::new("bare JavaScript took no time at all"));
        }
        let mut ratios: Vec<f64> = seen.pairs.iter().map(|pair| pair.page / pair.bare).collect();
        let mut silent: Vec<f64> = seen.silent.iter().map(|(_, ms)| ms / 1000.0).collect();
        Ok(Figures {
            ratio_median: rounded(median(&mut ratios).ok_or_else(none)?, 1000.0),
            ratio_p95: rounded(percentile(&mut ratios, 0.95).ok_or_else(none)?, 1000.0),
            silent_p95_s: rounded(percentile(&mut silent, 0.95).ok_or_else(none)?, 100.0),
            seen,
        })
    }

    /// The contract of `--json`.
    pub(crate) fn json(&self) -> Value {
        json!({
            "ratio_median": self.ratio_median,
            "ratio_p95": self.ratio_p95,
            "silent_p95_s": self.silent_p95_s,
            "runs": self.runs(),
        })
    }

    /// The same for a reader, with the medians of each endpoint.
    pub(crate) fn text(&self) -> String {
        let mut lines = vec![format!("{:28} {:>8} {:>8}  ratio", "answers", "page ms", "bare ms")];
        for id in ids(self.seen.pairs.iter().map(|pair| pair.id)) {
            let of = |value: fn(&Pair) -> f64| {
                let pairs = self.seen.pairs.iter().filter(|pair| pair.id == id);
                median(&mut pairs.map(value).collect::<Vec<_>>()).unwrap_or_default()
            };
            let (page, bare) = (of(|pair| pair.page), of(|pair| pair.bare));
            let ratio = of(|pair| pair.page / pair.bare);
            lines.push(format!("{id:28} {page:8.1} {bare:8.1}  {ratio:.2}"));
        }
        lines.push(format!("{:28} {:>8}", "silent", "page ms"));
        for id in ids(self.seen.silent.iter().map(|(id, _)| *id)) {
            let times = self.seen.silent.iter().filter(|(other, _)| *other == id);
            let ms = median(&mut times.map(|(_, ms)| *ms).collect::<Vec<_>>()).unwrap_or_default();
            lines.push(format!("{id:28} {ms:8.1}"));
        }
        let Figures { ratio_median, ratio_p95, silent_p95_s, .. } = self;
        lines.push(format!(
            "click to report over bare JavaScript: median {ratio_median}, 95 % within {ratio_p95}; \
             the bar: {RATIO_BAR} for the median"
        ));
        lines.push(format!(
            "silent endpoints: 95 % within {silent_p95_s} s; the bar: {SILENT_BAR_S} s"
        ));
        lines.push(format!("{} runs of the page", self.runs()));
        lines.join("\n")
    }

    /// Holds the numbers against their bars.
    ///
    /// # Errors
    /// One line that names each bar that is missed.
    pub(crate) fn judge(&self) -> Result<()> {
        let mut missed = Vec::new();
        if self.ratio_median > RATIO_BAR {
            let ratio = self.ratio_median;
            missed.push(format!(
                "click to report takes {ratio} times bare JavaScript; the bar is {RATIO_BAR}"
            ));
        }
        if self.silent_p95_s > SILENT_BAR_S {
            let s = self.silent_p95_s;
            missed.push(format!("a report on silence takes {s} s; the bar is {SILENT_BAR_S} s"));
        }
        if missed.is_empty() { Ok(()) } else { Err(Error::new(missed.join("; "))) }
    }

    fn runs(&self) -> usize {
        self.seen.pairs.len() + self.seen.silent.len()
    }
}

/// Each id once, in the order of its first visit.
fn ids(all: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut found = Vec::new();
    for id in all {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// The value in the middle, or the mean of the two there; `None` of nothing.
fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    Some(if values.len() % 2 == 1 { upper } else { (values[middle - 1] + upper) / 2.0 })
}

/// The smallest value that at least this share of all does not exceed (the
/// nearest rank); `None` of nothing.
fn percentile(values: &mut [f64], share: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() as f64 * share).ceil().max(1.0) as usize;
    values.get(rank - 1).copied()
}

fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(pairs: &[(f64, f64)], silent: &[f64]) -> Result<Figures> {
        let mut seen = Seen::default();
        pairs.iter().for_each(|(page, bare)| seen.pair("a", *page, *bare));
        silent.iter().for_each(|ms| seen.silent("b", *ms));
        Figures::new(seen)
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&mut []), None);
    }

    #[test]
    fn the_percentile_is_the_nearest_rank() {
        let mut hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!(percentile(&mut hundred, 0.95), Some(95.0));
        // 95 % of eight are more than seven of them.
        assert_eq!(percentile(&mut [8.0, 1.0, 7.0, 2.0, 6.0, 3.0, 5.0, 4.0], 0.95), Some(8.0));
        assert_eq!(percentile(&mut [1.0], 0.95), Some(1.0));
        assert_eq!(percentile(&mut [], 0.95), None);
    }

    #[test]
    fn the_answer_has_four_numbers() {
        let figures = figures(&[(110.0, 100.0), (130.0, 100.0), (90.0, 100.0)], &[8000.0]);
        let expected = json!({
            "ratio_median": 1.1, "ratio_p95": 1.3, "silent_p95_s": 8.0, "runs": 4,
        });
        assert_eq!(figures.unwrap().json(), expected);
    }

    #[test]
    fn each_bar_is_held_alone() {
        let judged = |page, silent| figures(&[(page, 100.0)], &[silent]).unwrap().judge();
        assert!(judged(125.0, 15_000.0).is_ok());
        let slow = judged(126.0, 15_000.0).unwrap_err().to_string();
        assert!(slow.contains("1.26") && !slow.contains("silence"), "{slow}");
        let late = judged(125.0, 15_100.0).unwrap_err().to_string();
        assert!(late.contains("15.1 s") && !late.contains("JavaScript"), "{late}");
        let both = judged(126.0, 15_100.0).unwrap_err().to_string();
        assert!(both.contains("1.26") && both.contains("15.1 s"), "{both}");
    }

    #[test]
    fn nothing_measured_is_no_pass() {
        assert!(figures(&[], &[1.0]).is_err());
        assert!(figures(&[(1.0, 1.0)], &[]).is_err());
        assert!(figures(&[(1.0, 0.0)], &[1.0]).is_err());
    }
}
