//! Which scenarios are told apart, and which could be.

use std::collections::{BTreeMap, HashMap, HashSet};

use why1006_evidence::EngineFamily;
use why1006_lab::Truth;

use crate::{Class, Classes, Score, classes::MEASURED};

/// How many pairs of scenarios there are with these two truths.
pub type ByTruths = BTreeMap<[&'static str; 2], u64>;

/// Pairs of scenarios with different truths, counted and weighed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pairs {
    /// Told apart, of those that could be.
    pub told: u64,
    /// Could be told apart by the measurement.
    pub possible: u64,
    /// Told apart although the table says that they cannot be.
    pub beyond: ByTruths,
    /// `told`, each pair with the product of its scenarios' weights.
    pub told_weight: f64,
    /// `possible`, weighed alike.
    pub possible_weight: f64,
    /// Those that could be told apart and are not: how many of which truths.
    pub missed: ByTruths,
}

/// Counts the pairs among the scores of one engine and page.
///
/// Two scenarios *are* told apart when neither diagnosis names the other's
/// truth. They *could* be when neither cause can show in the other's class.
/// For an unknown engine that must hold in every measured one.
pub(crate) fn pairs(scores: &[Score], classes: &Classes) -> Result<Pairs, String> {
    let mut pairs = Pairs::default();
    let Some(first) = scores.first() else { return Ok(pairs) };
    let engines = match first.engine {
        EngineFamily::Unknown => MEASURED.to_vec(),
        engine => vec![engine],
    };
    let views: Vec<View> = engines
        .into_iter()
        .map(|engine| View::new(scores, classes, engine))
        .collect::<Result<_, _>>()?;
    for (i, a) in scores.iter().enumerate() {
        for (j, b) in scores.iter().enumerate().skip(i + 1) {
            if a.truth == b.truth {
                continue;
            }
            let told = !a.names(b.truth) && !b.names(a.truth);
            let possible = views.iter().all(|view| view.could_tell(i, j));
            let weight = a.weight() * b.weight();
            let mut truths = [a.truth.as_str(), b.truth.as_str()];
            truths.sort_unstable();
            match (told, possible) {
                (true, true) => {
                    pairs.told += 1;
                    pairs.told_weight += weight;
                }
                (true, false) => *pairs.beyond.entry(truths).or_default() += 1,
                (false, true) => *pairs.missed.entry(truths).or_default() += 1,
                (false, false) => {}
            }
            if possible {
                pairs.possible += 1;
                pairs.possible_weight += weight;
            }
        }
    }
    Ok(pairs)
}

/// What one engine lets a page see of the scores' scenarios.
struct View {
    /// Of each score: its truth and its classes there.
    seen: Vec<(Truth, Vec<Class>)>,
    spread: HashMap<&'static str, HashSet<Class>>,
}

impl View {
    fn new(scores: &[Score], classes: &Classes, engine: EngineFamily) -> Result<View, String> {
        let (mut seen, mut spread) = (Vec::new(), HashMap::new());
        for score in scores {
            let truth = score.scenario.truth_in(engine);
            seen.push((truth, classes.all_of(score.scenario, engine, score.page)?));
            if !spread.contains_key(truth.as_str()) {
                spread.insert(truth.as_str(), classes.spread(truth, engine, score.page)?);
            }
        }
        Ok(View { seen, spread })
    }

    fn could_tell(&self, i: usize, j: usize) -> bool {
        let ((a, of_a), (b, of_b)) = (&self.seen[i], &self.seen[j]);
        let can_show = |truth: &Truth, classes: &[Class]| {
            classes.iter().any(|class| self.spread[truth.as_str()].contains(class))
        };
        a != b && !can_show(a, of_b) && !can_show(b, of_a)
    }
}
