//! What the way to the comparison endpoint carries: the matrix of the page, a row
//! for each place and each way it went there.

use why1006_diagnosis::network::{Column, read};
use why1006_evidence::network::Outcome;

use crate::{
    Sheet,
    block::{Block, Line, Piece, words},
};

impl Sheet<'_> {
    /// The sentence about the network and what it does not prove.
    pub(crate) fn carries(&self) -> (String, String) {
        let carries = read(self.evidence).carries.as_str();
        let of = |field| self.words.get("carries", carries, field);
        (of("text"), of("limit"))
    }

    /// The sentence and the matrix, where there is one.
    pub(crate) fn network(&self) -> Vec<Block> {
        let rows = self.network_rows();
        if rows.is_empty() {
            return Vec::new();
        }
        let (carries, limit) = self.carries();
        let head = vec![self.words.label("state"), self.words.label("check")];
        vec![
            Block::Heading(self.words.label("network")),
            Block::Text(words([&carries, " ", &limit].concat())),
            Block::Table(head, rows),
        ]
    }

    /// A row for each place and each way it went there: what went so.
    fn network_rows(&self) -> Vec<Vec<Line>> {
        let network = read(self.evidence);
        let mut rows = Vec::new();
        for (at, column) in network.columns.iter().enumerate() {
            let here = || {
                let cells = network.rows.iter().map(|row| (row.transport, row.cells.get(at)));
                cells.filter_map(|(what, cell)| Some((what, cell?.as_ref()?.outcome)))
            };
            let mut outcomes: Vec<Outcome> = Vec::new();
            for (_, outcome) in here() {
                if !outcomes.contains(&outcome) {
                    outcomes.push(outcome);
                }
            }
            for outcome in outcomes {
                let mut line = place(column);
                let mut sign = ": ";
                for (what, _) in here().filter(|(_, is)| *is == outcome) {
                    let what = self.words.or_tag("transport", what.as_str(), "label");
                    line.push(Piece::Words([sign, &what].concat()));
                    sign = ", ";
                }
                let state = self.words.or_tag("outcome", outcome.as_str(), "label");
                rows.push(vec![words(state), line]);
            }
        }
        rows
    }
}

/// `https/wss :443`, with the host if it is another.
fn place(column: &Column) -> Line {
    let scheme = if column.secure { "https/wss :" } else { "http/ws :" };
    let mut line = words([scheme, &column.port.to_string()].concat());
    if !column.host.is_empty() {
        line.push(Piece::Words(" ".to_owned()));
        line.push(Piece::Value(column.host.to_owned()));
    }
    line
}
