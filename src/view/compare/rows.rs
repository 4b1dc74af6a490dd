//! The rows: each has both sides, and says so in words where columns are stacked.

use leptos::prelude::*;
use why1006_content as content;
use why1006_diagnosis::{
    Rung,
    compare::{Comparison, Seen, Side},
};
use why1006_evidence::Evidence;

use crate::{
    view::{
        el::{Kid, classed, el, kids, p},
        ladder::mark,
        time,
    },
    words,
};

/// How the two sides are called, in their order.
const NAMES: [&str; 2] = ["Theirs", "Yours"];

/// How much two sides of a row differ.
#[derive(Clone, Copy, PartialEq)]
enum Differs {
    No,
    Yes,
    First,
}

/// Who, when and with what; verdict, owner, ladder, facts and times.
pub(super) fn rows(c: &Comparison, runs: [&Evidence; 2]) -> AnyView {
    let sides = [&c.theirs, &c.ours];
    let first_rung = c.first_rung();
    let yes = |differs: bool| if differs { Differs::Yes } else { Differs::No };
    let mut list = kids![
        row("Made", Differs::No, runs.map(made)),
        row(
            "Answer",
            yes(c.theirs.verdict != c.ours.verdict),
            sides.map(|side| content::headline(side.verdict).kid()),
        ),
        row(
            "Who has to act",
            yes(c.theirs.owner != c.ours.owner),
            sides.map(|side| content::owner_label(side.owner).kid()),
        ),
    ];
    list.extend(Rung::ALL.iter().map(|rung| {
        let differs = match first_rung == Some(*rung) {
            true => Differs::First,
            false => yes(c.rung_differs(*rung)),
        };
        row(content::rung(*rung).name, differs, sides.map(|side| mark(side.rung(*rung))))
    }));
    let facts = c.theirs.facts.iter().zip(&c.ours.facts);
    list.extend(facts.map(|(theirs, ours)| {
        let is_first = first_rung.is_none() && c.first_fact == Some(theirs.fact);
        let differs = if is_first { Differs::First } else { yes(theirs.differs(ours)) };
        let label = words::told_or_tag("fact", theirs.fact.as_str(), "label");
        row(&label, differs, [theirs, ours].map(seen))
    }));
    list.push(row("Open for", Differs::No, sides.map(open_for)));
    list.push(row("In all", Differs::No, sides.map(|side| time::ms(side.elapsed).kid())));
    classed("ul", "beside", list)
}

/// Browser, page and time, as the browser that made it said.
fn made(e: &Evidence) -> AnyView {
    let c = &e.circumstances;
    kids![
        p(kids![c.engine.name.clone()]),
        p(kids![el("code", &[], kids![c.page.origin.clone()])]),
        p(kids![time::there(c.started_at, c.utc_offset)]),
    ]
    .kid()
}

fn seen(one: &Seen) -> AnyView {
    let mut text = words::told_or_tag("saw", one.saw.as_str(), "label");
    let code = one.code.map(|code| ["code ", &code.to_string()].concat());
    let after = one.after.map(time::ms);
    let details: Vec<String> = code.into_iter().chain(after).collect();
    if !details.is_empty() {
        text.push_str(&[" (", &details.join(", "), ")"].concat());
    }
    text.kid()
}

fn open_for(side: &Side) -> AnyView {
    side.open_for.map_or_else(|| "–".to_owned(), time::ms).kid()
}

/// A row with both sides. That it differs is said by a word and a sign, not by colour
/// alone.
fn row(label: &str, differs: Differs, sides: [AnyView; 2]) -> AnyView {
    let tag = match differs {
        Differs::No => None,
        Differs::Yes => Some("≠ differs"),
        Differs::First => Some("≠ differs first"),
    };
    let tag = tag.map(|tag| classed("span", "differs", kids![tag]));
    let state = match differs {
        Differs::No => "no",
        Differs::Yes => "yes",
        Differs::First => "first",
    };
    let mut inside = kids![el("div", &[("class", "what")], kids![el("b", &[], kids![label]), tag])];
    inside.extend(NAMES.into_iter().zip(sides).map(|(name, side)| {
        let name = classed("span", "whose", kids![name, ": "]);
        classed("div", "side", kids![name, side])
    }));
    el("li", &[("data-differs", state)], inside)
}
