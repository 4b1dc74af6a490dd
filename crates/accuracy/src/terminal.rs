//! `docs/terminal.tsv`: which causes each outcome of curl and openssl permits.
//! Fixed before anything is measured with it.

use std::collections::BTreeSet;

use why1006_diagnosis::{CauseId, Facts, facts::Http};
use why1006_evidence::{Vantage, told::Way};
use why1006_lab::Truth;

use crate::{
    pattern::Pattern,
    printed::Printed,
    table::{Groups, Permits, best},
};

/// When a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    Always,
    /// Only if the browser got no answer either.
    Unanswered,
    /// The same, and only if the terminal has an open way out.
    Reached,
}

/// One line of the table.
#[derive(Debug)]
struct Outcome {
    at: usize,
    way: Way,
    counts: Counts,
    texts: Vec<Pattern>,
    permits: Permits,
}

/// The table.
pub struct Outcomes {
    near: BTreeSet<CauseId>,
    store: BTreeSet<CauseId>,
    resolver: BTreeSet<CauseId>,
    rows: Vec<Outcome>,
}

/// What several requests of one kind permit, and the words they were read by.
pub(crate) struct Said {
    pub(crate) permits: Permits,
    /// Each with the number of its row.
    pub(crate) lines: Vec<String>,
    /// What the table does not know.
    pub(crate) unread: Vec<String>,
}

/// The run and the place that outcomes are held against.
pub(crate) struct Scene<'f> {
    pub(crate) facts: &'f Facts<'f>,
    pub(crate) vantage: Vantage,
    /// The terminal got an answer from this page's reference.
    pub(crate) reference: bool,
}

impl Outcomes {
    /// Reads the table that this program was built with.
    ///
    /// # Errors
    /// One line that names the line of the table and its fault.
    pub fn new() -> Result<Outcomes, String> {
        Outcomes::parse(include_str!("../../../docs/terminal.tsv"))
    }

    /// Reads a table: groups, the line that names the columns, rows.
    ///
    /// # Errors
    /// As [`Outcomes::new`].
    pub fn parse(table: &str) -> Result<Outcomes, String> {
        let (mut groups, mut rows) = (Groups::default(), Vec::new());
        let numbered = table.lines().enumerate().map(|(at, line)| (at + 1, line));
        for (at, line) in numbered.filter(|(_, line)| !line.starts_with('#')) {
            let fault = |why: String| format!("docs/terminal.tsv:{at}: {why}");
            let cells: Vec<&str> = line.split('\t').collect();
            match cells.as_slice() {
                [name, ids, _why] if name.starts_with('@') => {
                    groups.define(name, ids).map_err(fault)?;
                }
                ["way", "if", "text", "causes", "why"] => {}
                [way, counts, text, ids, why] if !why.is_empty() => {
                    rows.push(row(at, [way, counts, text, ids], &groups).map_err(fault)?);
                }
                _ => return Err(fault("has not the five columns way to why".into())),
            }
        }
        let group = |name| groups.get(name).map_err(|why| format!("docs/terminal.tsv: {why}"));
        let (near, store, resolver) = (group("@near")?, group("@store")?, group("@resolver")?);
        Ok(Outcomes { near, store, resolver, rows })
    }

    /// What a text permits in itself, and the number of its row.
    ///
    /// # Errors
    /// One line: two rows match equally well.
    pub fn find(&self, way: Way, text: &str) -> Result<Option<(usize, &Permits)>, String> {
        Ok(self.row(way, text)?.map(|row| (row.at, &row.permits)))
    }

    fn row(&self, way: Way, text: &str) -> Result<Option<&Outcome>, String> {
        let rows = self.rows.iter().filter(|row| row.way == way).map(|row| (row, &*row.texts));
        best(rows, text).map_err(|(row, other)| {
            let (row, other) = (row.at, other.at);
            format!("docs/terminal.tsv:{row}: matches as well as line {other}: {text}")
        })
    }

    /// Whether what is printed here is what somebody elsewhere would see: not if
    /// something near this machine is at work. A client certificate is demanded
    /// by the server, of everybody.
    pub(crate) fn is_alike_elsewhere(&self, truth: Truth) -> bool {
        match truth {
            Truth::Works | Truth::Cause(CauseId::ClientCertificate) => true,
            Truth::Cause(CauseId::InterceptedUpstreamFault) => false,
            Truth::Cause(cause) => !self.near.contains(&cause),
        }
    }

    /// What the outcomes of one kind permit together, in this run and from this
    /// place.
    ///
    /// # Errors
    /// As [`Outcomes::find`].
    pub(crate) fn say<'p>(
        &self,
        way: Way,
        outcomes: impl IntoIterator<Item = &'p Printed>,
        scene: &Scene,
    ) -> Result<Said, String> {
        let mut said = Said { permits: Permits::Nothing, lines: Vec::new(), unread: Vec::new() };
        for outcome in outcomes {
            let text = outcome.words();
            let Some(row) = self.row(way, text)? else {
                said.unread.push(format!("docs/terminal.tsv has no row for {way} `{text}`"));
                said.permits = Permits::Everything;
                continue;
            };
            let line = format!("{way}:{} {}", row.at, outcome.short());
            if !said.lines.contains(&line) {
                said.lines.push(line);
            }
            said.permits = said.permits.or(self.from(row, outcome, scene));
        }
        Ok(said)
    }

    /// What a row permits in this run and from this place.
    fn from(&self, row: &Outcome, outcome: &Printed, scene: &Scene) -> Permits {
        let Scene { facts: f, vantage, reference } = *scene;
        let is_from_elsewhere = vantage != Vantage::Machine;
        let is_unanswered = matches!(f.http, Http::Rejected | Http::Silent);
        let is_open = reference || is_from_elsewhere;
        let counts = match row.counts {
            Counts::Always => true,
            Counts::Unanswered => is_unanswered,
            Counts::Reached => is_unanswered && is_open,
        };
        let is_local = is_from_elsewhere && f.evidence.target.host_class.is_local();
        let Permits::Causes(causes) = &row.permits else { return row.permits.clone() };
        if f.opened() || f.varies() || is_local || !counts {
            return Permits::Everything;
        }
        let mut all = causes.clone();
        match (is_from_elsewhere, outcome) {
            (true, Printed::Opened) if vantage == Vantage::Server => return Permits::Everything,
            (true, Printed::Opened) => all.extend(&self.resolver),
            // The same kind of failure needs nothing near; another says nothing.
            (true, _) => {
                return match (f.http == Http::Answered) == outcome.is_answer() {
                    true => Permits::Causes(all),
                    false => Permits::Everything,
                };
            }
            (false, _) => {}
        }
        all.extend(&self.near);
        if outcome.is_answer() {
            all.extend(&self.store);
            if !f.evidence.target.literal {
                all.extend(&self.resolver);
            }
        }
        Permits::Causes(all)
    }
}

fn row(at: usize, [way, counts, text, ids]: [&str; 4], groups: &Groups) -> Result<Outcome, String> {
    Ok(Outcome {
        at,
        way: match way {
            "upgrade" => Way::Terminal,
            "tls" => Way::TerminalTls,
            _ => return Err(format!("there is no way `{way}`")),
        },
        counts: match counts {
            "always" => Counts::Always,
            "unanswered" => Counts::Unanswered,
            "reached" => Counts::Reached,
            _ => return Err(format!("there is no `if` of `{counts}`")),
        },
        texts: text.split(" | ").map(Pattern::new).collect::<Result<_, _>>()?,
        permits: groups.permits(ids)?,
    })
}
