//! The figures of one engine and page, plain and weighted.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use why1006_diagnosis::Owner;
use why1006_evidence::EngineFamily;

use crate::{
    Classes, Score,
    pairs::{ByTruths, Pairs, pairs},
};

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The engine that the diagnosis was told.
    pub engine: EngineFamily,
    /// The engine that was recorded.
    pub recorded_in: EngineFamily,
    /// `http` or `https`.
    pub page: &'static str,
    /// Whose recordings: `lab`, `stacks` for software of others, or `network`
    /// for what stands in between.
    pub set: &'static str,
    /// Each scenario counts once.
    pub plain: Figures,
    /// Each counts by how many threads tell of its cause (`Tier::weight`).
    pub weighted: Figures,
    /// Pairs told apart although the measurement says they cannot be: a sign
    /// of a rule that claims too much, or of a table that allows too little.
    pub pairs_beyond: ByTruths,
    /// Pairs that could be told apart and are not: how many of which truths.
    pub pairs_missed: ByTruths,
}

/// The figures. Counts, but for `mean_remaining`; sums of weights if weighted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// Recordings.
    pub scenarios: f64,
    /// The truth is not ruled out.
    pub sound: f64,
    /// Something untrue is certain.
    pub false_certain: f64,
    /// The measurement calls the cause certain.
    pub certain_due: f64,
    /// Of those, the truth is certain.
    pub certain_got: f64,
    /// The right owner is named.
    pub owner_right: f64,
    /// A wrong owner is named.
    pub owner_wrong: f64,
    /// The truth stands first.
    pub truth_first: f64,
    /// The truth is among the first three.
    pub truth_in_three: f64,
    /// Causes that remain, certain ones included, on average over what fails.
    pub mean_remaining: f64,
    /// Pairs of scenarios that are told apart, of the possible ones.
    pub pairs_told: f64,
    /// Pairs that the measurement says can be.
    pub pairs_possible: f64,
}

/// One row per engine and page, `unknown` last; first all of the lab.
///
/// # Errors
/// One line: a scenario has no class in the reviewed table.
pub fn rows(scores: &[Score], classes: &Classes) -> Result<Vec<Row>, String> {
    let mut groups: BTreeMap<(&'static str, bool, usize, &'static str), Vec<Score>> =
        BTreeMap::new();
    for score in scores {
        let place = crate::classes::MEASURED.iter().position(|e| *e == score.recorded_in);
        let key = (
            score.set,
            score.engine == EngineFamily::Unknown,
            place.unwrap_or(usize::MAX),
            score.page.as_str(),
        );
        groups.entry(key).or_default().push(score.clone());
    }
    groups
        .into_iter()
        .map(|((set, _, _, page), scores)| row((set, page), &scores, classes))
        .collect()
}

fn row(
    (set, page): (&'static str, &'static str),
    scores: &[Score],
    classes: &Classes,
) -> Result<Row, String> {
    let pairs = pairs(scores, classes)?;
    let plain = Figures::new(scores, |_| 1.0, pairs.told as f64, pairs.possible as f64);
    let Pairs { told_weight, possible_weight, beyond: pairs_beyond, missed: pairs_missed, .. } =
        pairs;
    let weighted = Figures::new(scores, Score::weight, told_weight, possible_weight);
    // The caller's groups are never empty.
    let (engine, recorded_in) = scores
        .first()
        .map_or((EngineFamily::Unknown, EngineFamily::Unknown), |s| (s.engine, s.recorded_in));
    Ok(Row { engine, recorded_in, page, set, plain, weighted, pairs_beyond, pairs_missed })
}

impl Figures {
    fn new(scores: &[Score], weight: fn(&Score) -> f64, told: f64, possible: f64) -> Figures {
        let sum = |counts: &dyn Fn(&Score) -> bool| -> f64 {
            // An empty sum of floats is minus nought.
            scores.iter().filter(|s| counts(s)).map(weight).fold(0.0, |sum, w| sum + w)
        };
        let fails = |s: &Score| s.truth != why1006_lab::Truth::Works;
        let remaining: f64 =
            scores.iter().filter(|s| fails(s)).map(|s| weight(s) * s.named.len() as f64).sum();
        let failing = sum(&fails);
        Figures {
            scenarios: sum(&|_| true),
            sound: sum(&|s| s.is_sound),
            false_certain: sum(&|s| !s.false_certain.is_empty()),
            certain_due: sum(&|s| s.is_due),
            certain_got: sum(&|s| s.is_due && s.is_got),
            owner_right: sum(&|s| s.owner != Owner::Unknown && !s.is_owner_wrong()),
            owner_wrong: sum(&Score::is_owner_wrong),
            truth_first: sum(&|s| s.place() == Some(0)),
            truth_in_three: sum(&|s| s.place().is_some_and(|p| p < 3)),
            mean_remaining: if failing > 0.0 { remaining / failing } else { 0.0 },
            pairs_told: told,
            pairs_possible: possible,
        }
    }

    /// Names and values in the order of the contract.
    pub fn named(&self) -> [(&'static str, f64); 12] {
        [
            ("scenarios", self.scenarios),
            ("sound", self.sound),
            ("false_certain", self.false_certain),
            ("certain_due", self.certain_due),
            ("certain_got", self.certain_got),
            ("owner_right", self.owner_right),
            ("owner_wrong", self.owner_wrong),
            ("truth_first", self.truth_first),
            ("truth_in_three", self.truth_in_three),
            ("mean_remaining", self.mean_remaining),
            ("pairs_told", self.pairs_told),
            ("pairs_possible", self.pairs_possible),
        ]
    }

    fn json(&self) -> Map<String, Value> {
        let value = |(name, value): (&str, f64)| {
            let whole = value.fract() == 0.0 && name != "mean_remaining";
            // Counts as whole numbers, means to two places.
            let value =
                if whole { json!(value as u64) } else { json!((value * 100.0).round() / 100.0) };
            (name.to_owned(), value)
        };
        self.named().into_iter().map(value).collect()
    }
}

impl Row {
    /// The row as the contract of `cargo xtask accuracy --json` has it; beyond
    /// it `recorded_in`, `weighted` and `pairs_beyond`.
    pub fn json(&self) -> Value {
        let mut row = Map::new();
        row.insert("engine".into(), json!(self.engine.as_str()));
        row.insert("recorded_in".into(), json!(self.recorded_in.as_str()));
        row.insert("page".into(), json!(self.page));
        row.insert("set".into(), json!(self.set));
        row.extend(self.plain.json());
        row.insert("pairs_beyond".into(), json!(self.pairs_beyond.values().sum::<u64>()));
        row.insert("weighted".into(), Value::Object(self.weighted.json()));
        Value::Object(row)
    }
}
