//! `docs/lines.tsv`: which causes each line of a console, and each code of an
//! error page, permits. Fixed before anything is measured with it.

use why1006_evidence::{EngineFamily, told::Way};

use crate::{
    pattern::Pattern,
    table::{Groups, Permits, best},
};

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
        let mut groups = Groups::default();
        let mut rows = Vec::new();
        let numbered = table.lines().enumerate().map(|(at, line)| (at + 1, line));
        for (at, line) in numbered.filter(|(_, line)| !line.starts_with('#')) {
            let fault = |why: String| format!("docs/lines.tsv:{at}: {why}");
            let cells: Vec<&str> = line.split('\t').collect();
            match cells.as_slice() {
                [name, ids, _why] if name.starts_with('@') => {
                    groups.define(name, ids).map_err(fault)?;
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
        let is_here =
            |row: &&Line| row.ways.contains(&way) && row.engine.is_none_or(|e| e == engine);
        let rows = self.rows.iter().filter(is_here).map(|row| (row, &*row.texts));
        best(rows, text).map_err(|(row, other)| {
            format!("docs/lines.tsv:{}: matches as well as line {}: {text}", row.at, other.at)
        })
    }
}

fn row(at: usize, [ways, engine, text, ids]: [&str; 4], groups: &Groups) -> Result<Line, String> {
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
        permits: groups.permits(ids)?,
    })
}
