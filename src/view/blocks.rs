//! The blocks of a report as elements, for the screen and for paper.

use leptos::prelude::*;
use why1006_report::{Block, Piece};

use super::el::{Kid, classed, el, kids, nothing, p};

/// A report; its title is a heading of this level.
pub(super) fn blocks(blocks: &[Block], title: &'static str, heading: &'static str) -> Vec<AnyView> {
    let one = |block: &Block| match block {
        Block::Title(pieces) => el(title, &[], line(pieces)),
        Block::Heading(text) => el(heading, &[], kids![text.clone()]),
        Block::Text(pieces) => p(line(pieces)),
        Block::Facts(facts) => {
            let rows = facts.iter().flat_map(|(name, pieces)| {
                kids![el("dt", &[], kids![name.clone()]), el("dd", &[], line(pieces))]
            });
            classed("dl", "who", rows.collect())
        }
        Block::Table(head, rows) => {
            let name = |name: &String| el("th", &[("scope", "col")], kids![name.clone()]);
            let row = |cells: &Vec<Vec<Piece>>| {
                let cells = cells.iter().map(|pieces| el("td", &[], line(pieces)));
                el("tr", &[], cells.collect())
            };
            let head = el("tr", &[], head.iter().map(name).collect());
            let body = el("tbody", &[], rows.iter().map(row).collect());
            el("table", &[], kids![el("thead", &[], kids![head]), body])
        }
        Block::List(list) => {
            el("ul", &[], list.iter().map(|pieces| el("li", &[], line(pieces))).collect())
        }
        Block::Result { .. } => nothing(),
    };
    blocks.iter().map(one).collect()
}

/// A sentence.
pub(super) fn line(pieces: &[Piece]) -> Vec<AnyView> {
    let one = |piece: &Piece| match piece {
        Piece::Words(_) => piece.shown().kid(),
        Piece::Strong(_) => el("strong", &[], kids![piece.shown()]),
        Piece::Value(_) => el("code", &[], kids![piece.shown()]),
    };
    pieces.iter().map(one).collect()
}
