//! What the engines let a page tell apart: two reviewed tables, made from the
//! measurement (`observability.md`, sections 2 to 9) and from no recording.

use std::collections::{HashMap, HashSet};

use why1006_diagnosis::CauseId;
use why1006_evidence::{EngineFamily, PageScheme};
use why1006_lab::{Pages, Scenario, Truth, scenarios};

/// Servers of one class look the same to every probe that was measured.
pub type Class = &'static str;

/// Class of a server that works.
const WORKS: Class = "works";

/// Class of whatever fails farther away than the reference is: from there the
/// reference clears no network. The lab's page, and its reference with it, is on
/// this machine.
const BEYOND_REFERENCE: Class = "beyond-reference";

/// The engines that were measured, in the order of the table's columns.
pub(crate) const MEASURED: [EngineFamily; 3] =
    [EngineFamily::Chromium, EngineFamily::Firefox, EngineFamily::WebKit];

/// Both tables.
pub struct Classes {
    rows: HashMap<&'static str, Measured>,
    also: HashMap<CauseId, Vec<Also>>,
}

/// A class, in all engines or in one.
#[derive(Clone, Copy)]
struct Also {
    class: Class,
    only: Option<EngineFamily>,
}

struct Measured {
    classes: [Class; 3],
    certain: Vec<EngineFamily>,
}

impl Classes {
    /// Reads the tables that this program was built with.
    ///
    /// # Errors
    /// One line that names the table, the line and the fault.
    pub fn new() -> Result<Classes, String> {
        let rows = lines("classes.tsv", include_str!("../classes.tsv"), measured)?;
        let also = lines("also.tsv", include_str!("../also.tsv"), more)?;
        Ok(Classes { rows: rows.into_iter().skip(1).collect(), also: also.into_iter().collect() })
    }

    /// The class of a scenario; its own line comes before that of the server
    /// that it stands for, and of either the line for this page alone.
    ///
    /// # Errors
    /// One line: the table does not know what the scenario stands for.
    pub fn class(
        &self,
        scenario: &Scenario,
        engine: EngineFamily,
        page: PageScheme,
    ) -> Result<Class, String> {
        if scenario.truth_in(engine) == Truth::Works {
            return Ok(WORKS);
        }
        let row = self.row(scenario, page)?;
        let column = MEASURED.iter().position(|e| *e == engine);
        let column = column.ok_or_else(|| format!("{} was not measured", engine.as_str()))?;
        Ok(row.classes[column])
    }

    /// All classes that a scenario is of.
    ///
    /// # Errors
    /// As [`Classes::class`].
    pub fn all_of(
        &self,
        scenario: &Scenario,
        engine: EngineFamily,
        page: PageScheme,
    ) -> Result<Vec<Class>, String> {
        let mut all = vec![self.class(scenario, engine, page)?];
        if scenario.truth_in(engine) != Truth::Works && scenario.is_public() {
            all.push(BEYOND_REFERENCE);
        }
        Ok(all)
    }

    /// Whether the measurement calls the cause certain in this engine (section 5).
    pub fn is_certain(&self, scenario: &Scenario, engine: EngineFamily, page: PageScheme) -> bool {
        scenario.truth_in(engine) != Truth::Works
            && self.row(scenario, page).is_ok_and(|row| row.certain.contains(&engine))
    }

    /// All classes in which a truth can show in this engine, from this page.
    ///
    /// # Errors
    /// As [`Classes::class`], for any scenario with that truth.
    pub fn spread(
        &self,
        truth: Truth,
        engine: EngineFamily,
        page: PageScheme,
    ) -> Result<HashSet<Class>, String> {
        let mut all: HashSet<Class> = match truth {
            Truth::Works => HashSet::from([WORKS]),
            Truth::Cause(id) => {
                let also = self.also.get(&id).into_iter().flatten();
                also.filter(|a| a.only.is_none_or(|e| e == engine)).map(|a| a.class).collect()
            }
        };
        for scenario in scenarios().iter().filter(|s| is_seen(s, page)) {
            if scenario.truth_in(engine) == truth {
                all.insert(self.class(scenario, engine, page)?);
            }
        }
        Ok(all)
    }

    fn row(&self, scenario: &Scenario, page: PageScheme) -> Result<&Measured, String> {
        let rows = [scenario.id, scenario.like].into_iter().find_map(|name| {
            let here = format!("{name}@{}", page.as_str());
            self.rows.get(here.as_str()).or_else(|| self.rows.get(name))
        });
        rows.ok_or_else(|| {
            format!(
                "scenario {}: crates/accuracy/classes.tsv has no line `{}`; add one from the \
                 measurement",
                scenario.id, scenario.like
            )
        })
    }
}

fn is_seen(scenario: &Scenario, page: PageScheme) -> bool {
    match scenario.pages {
        Pages::Both => true,
        Pages::Http => page == PageScheme::Http,
        Pages::Https => page == PageScheme::Https,
    }
}

/// Reads every line that is no comment.
fn lines<T>(
    name: &str,
    text: &'static str,
    read: fn(&'static str) -> Option<T>,
) -> Result<Vec<T>, String> {
    let rows = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    rows.map(|(at, line)| read(line).ok_or(format!("{name}:{}: cannot be read: {line}", at + 1)))
        .collect()
}

fn measured(line: &'static str) -> Option<(&'static str, Measured)> {
    let mut cells = line.split('\t');
    let name = cells.next()?;
    let classes = [cells.next()?, cells.next()?, cells.next()?];
    let certain = match cells.next()? {
        // The line that names the columns.
        "-" | "certain" => Vec::new(),
        names => names.split(' ').map(EngineFamily::from_tag).collect::<Option<_>>()?,
    };
    cells.next().is_none().then_some((name, Measured { classes, certain }))
}

fn more(line: &'static str) -> Option<(CauseId, Vec<Also>)> {
    let (id, classes) = line.split_once('\t')?;
    let also = |cell: &'static str| match cell.split_once('@') {
        Some((class, engine)) => Some(Also { class, only: Some(EngineFamily::from_tag(engine)?) }),
        None => Some(Also { class: cell, only: None }),
    };
    Some((CauseId::parse(id)?, classes.split(' ').map(also).collect::<Option<_>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_can_be_read_and_name_classes_that_exist() {
        let classes = Classes::new().unwrap();
        for (cause, also) in &classes.also {
            for Also { class, only } in also {
                let column = |row: &Measured| match only {
                    Some(only) => MEASURED.iter().position(|e| e == only).map(|at| row.classes[at]),
                    None => row.classes.into_iter().find(|own| own == class),
                };
                let is_known = *class == BEYOND_REFERENCE
                    || classes.rows.values().any(|row| column(row) == Some(*class));
                assert!(is_known, "{cause}: no server is of class {class} there");
            }
        }
    }

    #[test]
    fn every_scenario_has_a_class() {
        let classes = Classes::new().unwrap();
        let mut missing = HashSet::new();
        for scenario in scenarios() {
            for engine in MEASURED {
                for page in [PageScheme::Http, PageScheme::Https] {
                    missing.extend(classes.class(scenario, engine, page).err());
                }
            }
        }
        let mut missing: Vec<_> = missing.into_iter().collect();
        missing.sort();
        assert!(missing.is_empty(), "{}", missing.join("\n"));
    }
}
