//! `docs/lines.tsv`: which causes each line of a console, and each code of an
//! error page, permits. Fixed before anything is measured with it.

use std::collections::{BTreeSet, HashMap};

use why1006_diagnosis::CauseId;
use why1006_evidence::{EngineFamily, told::Way};

use crate::pattern::Pattern;

/// The causes that what was read permits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permits {
    /// It excludes nothing.
    Everything,
    /// It stands beside another line and says nothing by itself.
    Nothing,
    /// These may print it.
    Causes(BTreeSet<CauseId>),
}

impl Permits {
    /// Whether it lets the cause stand; a remark does not, it is passed over.
    pub fn permits(&self, cause: CauseId) -> bool {
        match self {
            Permits::Everything => true,
            Permits::Nothing => false,
            Permits::Causes(causes) => causes.contains(&cause),
        }
    }

    /// What either permits: two lines of one way.
    pub fn or(self, other: Permits) -> Permits {
        match (self, other) {
            (Permits::Everything, _) | (_, Permits::Everything) => Permits::Everything,
            (Permits::Nothing, one) | (one, Permits::Nothing) => one,
            (Permits::Causes(a), Permits::Causes(b)) => Permits::Causes(&a | &b),
        }
    }
}

/// One line of the table.
#[derive(Debug)]
pub struct Line {
    /// Its number in the file, from 1.
    pub at: usize,
    ways: Vec<Way>,
    /// `None` is any.
    engine: Option<EngineFamily>,
    texts: Vec<Pattern>,
    /// The causes that may print it.
    pub permits: Permits,
}

/// The table.
pub struct Lines {
    rows: Vec<Line>,
}

impl Lines {
    /// Reads the table that this program was built with.
    ///
    /// # Errors
    /// One line that names the line of the table and its fault.
    pub fn new() -> Result<Lines, String> {
        Lines::parse(include_str!("../../../docs/lines.tsv"))
    }

    /// Reads a table: groups, the line that names the columns, rows.
    ///
    /// # Errors
    /// As [`Lines::new`].
    pub fn parse(table: &str) -> Result<Lines, String> {
        let mut groups = HashMap::new();
        let mut rows = Vec::new();
        let numbered = table.lines().enumerate().map(|(at, line)| (at + 1, line));
        for (at, line) in numbered.filter(|(_, line)| !line.starts_with('#')) {
            let fault = |why: String| format!("docs/lines.tsv:{at}: {why}");
            let cells: Vec<&str> = line.split('\t').collect();
            match cells.as_slice() {
                [name, ids, _why] if name.starts_with('@') => {
                    let Permits::Causes(causes) = permits(ids, &groups).map_err(fault)? else {
                        return Err(fault("a group has to name causes".into()));
                    };
                    if groups.insert(*name, causes).is_some() {
                        return Err(fault(format!("{name} is defined twice")));
                    }
                }
                ["way", "engine", "text", "causes", "why"] => {}
                [ways, engine, text, ids, why] if !why.is_empty() => {
                    rows.push(row(at, [ways, engine, text, ids], &groups).map_err(fault)?);
                }
                _ => return Err(fault("has not the five columns way to why".into())),
            }
        }
        Ok(Lines { rows })
    }

    /// The row for what was read: of those that match, the one with the most
    /// letters.
    ///
    /// # Errors
    /// One line: two rows match equally well.
    pub fn find(
        &self,
        way: Way,
        engine: EngineFamily,
        text: &str,
    ) -> Result<Option<&Line>, String> {
        let mut best: Option<(usize, &Line)> = None;
        let mut rival = None;
        for row in &self.rows {
            let is_here = row.ways.contains(&way) && row.engine.is_none_or(|e| e == engine);
            let letters = row.texts.iter().filter_map(|t| t.letters_in(text)).max();
            let Some(letters) = letters.filter(|_| is_here) else { continue };
            match best {
                Some((most, _)) if letters < most => {}
                Some((most, _)) if letters == most => rival = Some(row.at),
                _ => (best, rival) = (Some((letters, row)), None),
            }
        }
        match (best, rival) {
            (Some((_, row)), Some(other)) => {
                Err(format!("docs/lines.tsv:{}: matches as well as line {other}: {text}", row.at))
            }
            (best, _) => Ok(best.map(|(_, row)| row)),
        }
    }
}

fn row(
    at: usize,
    [ways, engine, text, ids]: [&str; 4],
    groups: &HashMap<&str, BTreeSet<CauseId>>,
) -> Result<Line, String> {
    let way = |way| match Way::from_tag(way) {
        Some(way @ (Way::Console | Way::Request | Way::Tab)) => Ok(way),
        _ => Err(format!("there is no way `{way}`")),
    };
    let engine = match engine {
        "any" => None,
        tag => Some(EngineFamily::from_tag(tag).ok_or_else(|| format!("no engine `{tag}`"))?),
    };
    Ok(Line {
        at,
        ways: ways.split(' ').map(way).collect::<Result<_, _>>()?,
        engine,
        texts: text.split(" | ").map(Pattern::new).collect::<Result<_, _>>()?,
        permits: permits(ids, groups)?,
    })
}

fn permits(ids: &str, groups: &HashMap<&str, BTreeSet<CauseId>>) -> Result<Permits, String> {
    match ids {
        "*" => return Ok(Permits::Everything),
        "-" => return Ok(Permits::Nothing),
        _ => {}
    }
    let mut causes = BTreeSet::new();
    for id in ids.split(' ') {
        match (groups.get(id), CauseId::from_tag(id)) {
            (Some(group), _) => causes.extend(group),
            (None, Some(cause)) => _ = causes.insert(cause),
            (None, None) => return Err(format!("there is no cause and no group `{id}`")),
        }
    }
    Ok(Permits::Causes(causes))
}
