//! What the way to the comparison endpoint carries: the matrix of the page, a row
//! for each place and each way it went there.

use why1006_diagnosis::network::{Column, read};
use why1006_evidence::network::{Cell, Outcome, Transport};

use crate::{
    Sheet,
    block::{Block, Line, Piece, words},
    facts::seconds,
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
                cells.filter_map(|(what, cell)| Some((what, (*cell?)?)))
            };
            let mut outcomes: Vec<Outcome> = Vec::new();
            for (_, cell) in here() {
                if !outcomes.contains(&cell.outcome) {
                    outcomes.push(cell.outcome);
                }
            }
            for outcome in outcomes {
                let mut line = place(column);
                let mut sign = ": ";
                for (what, cell) in here().filter(|(_, cell)| cell.outcome == outcome) {
                    let what = self.words.or_tag("transport", what.as_str(), "label");
                    let measure = measure(cell).map(|m| [" (", &m, ")"].concat());
                    let measure = measure.as_deref().unwrap_or_default();
                    line.push(Piece::Words([sign, &what, measure].concat()));
                    sign = ", ";
                }
                let state = self.words.or_tag("outcome", outcome.as_str(), "label");
                rows.push(vec![words(state), line]);
            }
        }
        rows
    }
}

/// What the outcome of a cell is known by: after how long a quiet connection was cut,
/// up to which length messages came back. `None` for all others.
pub fn measure(cell: &Cell) -> Option<String> {
    match (cell.transport, cell.outcome) {
        (Transport::Hold, Outcome::Cut) => {
            Some(["after ", &seconds((cell.ended - cell.begun) / 1000.0)].concat())
        }
        (Transport::Messages, Outcome::Limited) => Some(["up to ", &bytes(cell.largest?)].concat()),
        _ => None,
    }
}

/// A number of bytes, in KiB where it is a whole number of them.
pub fn bytes(count: u32) -> String {
    match count % 1024 {
        0 if count > 0 => [&(count / 1024).to_string(), " KiB"].concat(),
        _ => [&count.to_string(), " B"].concat(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_says_after_how_long_and_a_limit_up_to_which_length() {
        let cell = |transport, outcome| Cell {
            outcome,
            ended: 13_400.0,
            largest: Some(1024),
            ..Cell::new(transport, true, 443, 1_000.0)
        };
        for (transport, outcome, expected) in [
            (Transport::Hold, Outcome::Cut, Some("after 12 s")),
            (Transport::Hold, Outcome::Passed, None),
            (Transport::Messages, Outcome::Limited, Some("up to 1 KiB")),
            (Transport::Messages, Outcome::Cut, None),
            (Transport::Socket, Outcome::Cut, None),
        ] {
            assert_eq!(measure(&cell(transport, outcome)).as_deref(), expected, "{transport}");
        }
        assert_eq!(
            (bytes(0), bytes(64), bytes(61_440)),
            ("0 B".into(), "64 B".into(), "60 KiB".into())
        );
    }
}
