//! What the way to the comparison endpoint carries: the matrix of the page, a row
//! for each thing that was tried.

use why1006_diagnosis::network::{Column, read};

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

    fn network_rows(&self) -> Vec<Vec<Line>> {
        let network = read(self.evidence);
        let mut rows = Vec::new();
        for row in &network.rows {
            let what = self.words.or_tag("transport", row.transport.as_str(), "label");
            for (column, cell) in network.columns.iter().zip(&row.cells) {
                let Some(cell) = cell else { continue };
                let state = self.words.or_tag("outcome", cell.outcome.as_str(), "label");
                rows.push(vec![words(state), place(&what, column)]);
            }
        }
        rows
    }
}

/// `WebSocket, https/wss :443`, with the host if it is another.
fn place(what: &str, column: &Column) -> Line {
    let scheme = if column.secure { ", https/wss :" } else { ", http/ws :" };
    let mut line = words([what, scheme, &column.port.to_string()].concat());
    if !column.host.is_empty() {
        line.push(Piece::Words(" ".to_owned()));
        line.push(Piece::Value(column.host.to_owned()));
    }
    line
}
