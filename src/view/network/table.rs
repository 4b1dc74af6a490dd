//! The matrix: transports by places, each cell with a sign and a word; what it
//! rests on stands in a row below it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;
use why1006_diagnosis::network::{Column, Row, read_cells};
use why1006_evidence::network::{Cell, Outcome, Transport};
use why1006_report::measure;

use super::{cell, with_cells};
use crate::{
    view::{
        el::{Kid, el, kids, live, on, patched},
        state::State,
        watched::Watched,
    },
    words,
};

/// The cell that is open: its row and column.
type Open = Watched<Option<(usize, usize)>>;

pub(super) fn table(state: State) -> AnyView {
    let open: Open = Watched::new(None);
    let table = patched(move || {
        state.testing.track();
        open.with(|open| with_cells(state, |cells| matrix(state, cells, *open)))
    });
    let frame = [
        ("class", "matrix"),
        ("role", "region"),
        ("aria-label", "Your network, as a table"),
        ("tabindex", "0"),
    ];
    // The table is patched in place: one listener for all its buttons.
    live("div", &frame, kids![table], move |frame| {
        on(&frame, "click", move |event| {
            let pressed = event.target().and_then(|t| t.dyn_into::<Element>().ok());
            let pressed = pressed.and_then(|e| e.closest("[data-cell]").ok()?);
            let Some(pressed) = pressed.and_then(|e| place(&e)) else { return };
            let now = open.peek(|open| *open);
            open.set(Some(pressed).filter(|_| now != Some(pressed)));
        });
    })
}

fn place(button: &Element) -> Option<(usize, usize)> {
    let text = button.get_attribute("data-cell")?;
    let (row, column) = text.split_once(',')?;
    Some((row.parse().ok()?, column.parse().ok()?))
}

fn matrix(state: State, cells: &[Cell], open: Option<(usize, usize)>) -> AnyView {
    let (columns, rows) = read_cells(cells);
    if rows.is_empty() {
        return el("table", &[("id", "network")], kids![]);
    }
    let head: Vec<AnyView> = std::iter::once(el("td", &[], kids![]))
        .chain(columns.iter().map(|c| el("th", &[("scope", "col")], kids![title(c)])))
        .collect();
    let mut body = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let here = open.filter(|(row, _)| *row == at).map(|(_, column)| column);
        body.push(one(state, at, row, here));
        body.push(detail(row, &columns, here));
    }
    el(
        "table",
        &[("id", "network")],
        kids![el("thead", &[], kids![el("tr", &[], head)]), el("tbody", &[], body)],
    )
}

/// `https/wss 443`, with the host if it is another.
fn title(column: &Column<'_>) -> AnyView {
    let scheme = if column.secure { "https, wss" } else { "http, ws" };
    let port = [":", &column.port.to_string()].concat();
    let host = (!column.host.is_empty()).then(|| el("small", &[], kids![column.host]));
    kids![el("span", &[], kids![scheme]), " ", el("b", &[], kids![port]), host].kid()
}

fn one(state: State, at: usize, row: &Row<'_>, open: Option<usize>) -> AnyView {
    let name = words::transport(row.transport.as_str(), "label");
    let mut kids = kids![el("th", &[("scope", "row")], kids![name])];
    for (column, cell) in row.cells.iter().enumerate() {
        kids.push(el(
            "td",
            &[],
            kids![cell.map(|c| {
                let place = format!("{at},{column}");
                let expanded = if open == Some(column) { "true" } else { "false" };
                let is_awaited = state.is_awaited(c);
                let attributes = [
                    ("type", "button"),
                    ("class", "cell"),
                    ("data-cell", place.as_str()),
                    ("data-outcome", if is_awaited { "awaited" } else { c.outcome.as_str() }),
                    ("aria-expanded", expanded),
                ];
                el("button", &attributes, mark(c, is_awaited))
            })],
        ));
    }
    el("tr", &[("data-transport", row.transport.as_str())], kids)
}

/// A sign and a word: never colour alone.
fn mark(cell: &Cell, is_awaited: bool) -> Vec<AnyView> {
    let sign = match cell.outcome {
        _ if is_awaited => "…",
        Outcome::Passed => "✓",
        Outcome::Failed | Outcome::Silent | Outcome::Cut | Outcome::Foreign => "✕",
        Outcome::Buffered | Outcome::Altered | Outcome::Limited => "!",
        Outcome::RefusedByReference | Outcome::Other => "?",
        Outcome::NotPossible | Outcome::NotRun => "–",
    };
    let word = match is_awaited {
        true => "Waiting".to_owned(),
        false => words::outcome(cell.outcome.as_str(), "label"),
    };
    let word = match measure(cell).filter(|_| !is_awaited) {
        Some(measure) => [&word, " ", &measure].concat(),
        None => word,
    };
    kids![el("span", &[("aria-hidden", "true")], kids![sign]), " ", word]
}

/// The row below: always there, so that the table keeps its shape.
fn detail(row: &Row<'_>, columns: &[Column<'_>], open: Option<usize>) -> AnyView {
    let found = open.and_then(|at| Some((row.cells.get(at).copied()??, columns.get(at)?)));
    let width = (columns.len() + 1).to_string();
    let inside = found.map(|(cell, column)| kids![title(column), cell::rests_on(cell)].kid());
    // Patching changes values, and takes no attribute away.
    let is_open = if found.is_some() { "true" } else { "false" };
    el(
        "tr",
        &[("class", "detail"), ("data-open", is_open)],
        kids![el("td", &[("colspan", &width)], kids![inside])],
    )
}

/// The tag of a transport that has no words is its own.
pub(super) fn about(transport: Transport) -> String {
    words::transport(transport.as_str(), "about")
}
