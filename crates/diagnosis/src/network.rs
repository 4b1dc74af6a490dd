//! "Your network": what the way to the reference carries, in one sentence and
//! as rows.
//!
//! It speaks of the reference alone. A reference that is down looks like a
//! network that stops it, and a proxy on the reference's own side like one on
//! the user's: the words say so, and no cause rests on the sentence.

mod carries;
mod columns;

use why1006_evidence::{
    Evidence, Ms,
    network::{Cell, HttpVersion, Outcome, Transport},
    tags,
};

use self::columns::columns;
pub use self::columns::{Column, Fate};
use crate::{Diagnosis, Facts, Judgement, Owner, Remark, Standing, Verdict, causes};

tags! {
    /// What a network carries to the reference, in one word.
    pub enum Carries {
        /// All that was tried came through unchanged, messages among it.
        Everything = "everything",
        /// WebSockets came through; something else did not, or was not tried.
        WebSockets = "websockets",
        /// WebSockets came through over TLS and not in clear text.
        OnlyTls = "only-tls",
        /// WebSockets came through at port 443 and nowhere else.
        Only443 = "only-443",
        /// They came through over TLS at port 443; which of the two matters was
        /// not seen.
        OnlyTls443 = "only-tls-443",
        /// WebSockets came through at some places and not at others.
        OnlySome = "only-some",
        /// Web requests came through, WebSockets did not.
        WebOnly = "web-only",
        /// Web requests came through in clear text, and nothing else did.
        PlainWebOnly = "plain-web-only",
        /// WebSockets opened, and then nothing came any more.
        Stalls = "stalls",
        /// WebSockets opened, and were then ended by somebody else.
        Cuts = "cuts",
        /// WebSockets opened and carried messages, and were ended when quiet.
        CutsQuiet = "cuts-quiet",
        /// WebSockets opened, and long messages did not come back.
        Limits = "limits",
        /// WebSockets opened, and messages came back changed.
        Alters = "alters",
        /// WebSockets came through; streamed answers came as one lump.
        Buffers = "buffers",
        /// Somebody else answers in the reference's place.
        SomebodyElse = "somebody-else",
        /// Nothing came through.
        Nothing = "nothing",
        /// Too little was tried.
        CannotTell = "cannot-tell",
    }
}

tags! {
    /// How a request was changed on its way to the reference.
    pub enum ChangeKind {
        /// It arrived in an older version of HTTP.
        Version = "version",
        /// A header was added.
        Added = "added",
        /// A header was taken away.
        Removed = "removed",
        /// A header arrived with another value.
        Changed = "changed",
    }
}

/// The matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Network<'a> {
    /// The sentence above it.
    pub carries: Carries,
    /// The places that were tried, in the order of the first cells.
    pub columns: Vec<Column<'a>>,
    /// One row for each transport that was tried somewhere, in the order of
    /// [`Transport::ALL`].
    pub rows: Vec<Row<'a>>,
    /// What was changed on the way, each once, in the order of the kinds; the
    /// name of a header, or the version that arrived.
    pub changes: Vec<(ChangeKind, &'a str)>,
}

/// One transport at every place.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// The transport.
    pub transport: Transport,
    /// Its cell at each of [`Network::columns`].
    pub cells: Vec<Option<&'a Cell>>,
}

/// Reads the cells of a run; without any, nothing can be told and there are no
/// rows.
pub fn read(evidence: &Evidence) -> Network<'_> {
    let cells = &evidence.network;
    let (columns, rows) = read_cells(cells);
    Network { carries: carries::carries(cells, &columns), rows, changes: changes(cells), columns }
}

/// The places and rows of cells, for those that are still coming in.
pub fn read_cells(cells: &[Cell]) -> (Vec<Column<'_>>, Vec<Row<'_>>) {
    let columns = columns(cells);
    let mut rows = Vec::new();
    for transport in Transport::ALL {
        let at = |column: &Column<'_>| {
            cells.iter().find(|c| c.transport == *transport && column.holds(c))
        };
        let found: Vec<Option<&Cell>> = columns.iter().map(at).collect();
        if found.iter().any(Option::is_some) {
            rows.push(Row { transport: *transport, cells: found });
        }
    }
    (columns, rows)
}

/// The longest quiet time for which a reference is held, in milliseconds: it keeps
/// no connection for more than two minutes.
const MAX_HOLD: Ms = 110_000.0;

/// How long the reference is to be held without a word, so that it can be compared
/// with a target that was cut after a quiet time; `None` if it was not, or after a
/// longer time than a reference keeps a connection.
pub fn hold(evidence: &Evidence) -> Option<Ms> {
    Facts::new(evidence).comparable_quiet().filter(|ms| *ms <= MAX_HOLD)
}

/// Whether a test of the network could tell more about this failure: a cause on
/// the network remains, a server that speaks first was not heard, or something on the
/// way may have ended the connection in its words; and the run was not stopped.
pub fn is_worth_it(evidence: &Evidence, diagnosis: &Diagnosis) -> bool {
    let is_on_it = |j: &Judgement| {
        j.standing >= Standing::Possible && causes::get(j.cause).owner == Owner::YourIt
    };
    let failed = !matches!(
        diagnosis.verdict,
        Verdict::Works | Verdict::BrowserRefused | Verdict::NotTested | Verdict::WaitingForUser
    );
    let may_be_it = failed && diagnosis.judgements.iter().any(is_on_it)
        || diagnosis.remarks.contains(&Remark::MuteThoughExpected)
        || Facts::new(evidence).is_end_anybodys();
    may_be_it && !evidence.stopped
}

/// Whether a cell shows that the network carries its transport; `None` where it
/// shows neither that nor the opposite.
pub fn is_carried(cell: &Cell) -> Option<bool> {
    match cell.outcome {
        // Its polite refusal came through.
        Outcome::Passed | Outcome::RefusedByReference => Some(true),
        Outcome::Altered | Outcome::Foreign | Outcome::Buffered => Some(false),
        // Time in a prompt, or in a hidden tab, is nobody's silence.
        Outcome::Failed | Outcome::Silent | Outcome::Cut | Outcome::Limited => {
            (!cell.disturbed).then_some(false)
        }
        Outcome::NotPossible | Outcome::NotRun | Outcome::Other => None,
    }
}

fn changes(cells: &[Cell]) -> Vec<(ChangeKind, &str)> {
    let mut found: Vec<(ChangeKind, &str)> = Vec::new();
    for kind in ChangeKind::ALL {
        for mirror in cells.iter().filter_map(|cell| cell.mirror.as_ref()) {
            let names: &[String] = match kind {
                ChangeKind::Version => &[],
                ChangeKind::Added => &mirror.added,
                ChangeKind::Removed => &mirror.removed,
                ChangeKind::Changed => &mirror.changed,
            };
            let is_old = *kind == ChangeKind::Version && mirror.version == HttpVersion::Http10;
            let version = is_old.then_some(HttpVersion::Http10.as_str());
            for name in names.iter().map(String::as_str).chain(version) {
                if !found.contains(&(*kind, name)) {
                    found.push((*kind, name));
                }
            }
        }
    }
    found
}
