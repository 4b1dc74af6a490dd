//! What was understood of a pasted text, what was passed over, and why.

use leptos::prelude::*;
use why1006_pasted::{Fault, Ignored, Reading, Understood, Why};

use super::Guide;
use crate::{
    view::el::{Kid, classed, el, kids, nothing, p},
    words,
};

/// The last text, if something of it was understood.
pub(super) fn reading(guide: Guide) -> AnyView {
    guide.reading.with(|found| match found {
        Some(found) if !found.understood.is_empty() => of_use(found),
        _ => nothing(),
    })
}

fn of_use(found: &Reading) -> AnyView {
    let lines = found.understood.iter().map(understood).collect();
    let inside = kids![
        p(kids![words::told("paste", "understood", "text")]),
        classed("ul", "lines", lines),
        ignored(&found.ignored),
        classed("p", "hint", kids![words::told("paste", "nothing-kept", "text")]),
    ];
    el("div", &[("class", "pasted"), ("id", "paste-read")], inside)
}

/// Why nothing of a text can be used, and what was hoped for. The text stays
/// where it is, to be mended.
pub(super) fn of_no_use(found: &Reading) -> AnyView {
    let fault = found.fault.unwrap_or(Fault::NotUnderstood);
    let sentence = words::told_or_tag("fault", fault.as_str(), "text");
    let hoped = match fault {
        Fault::TooLong | Fault::Empty => None,
        _ => Some(p(kids![words::told("paste", "hoped-for", "text")])),
    };
    let note = [("class", "note"), ("data-fault", fault.as_str())];
    kids![el("div", &note, kids![p(kids![sentence]), hoped]), ignored(&found.ignored)].kid()
}

fn understood(one: &Understood) -> AnyView {
    let line = [("data-clue", one.told.clue.as_str())];
    let excerpt = classed("code", "excerpt", kids![one.excerpt.clone()]);
    el("li", &line, kids![words::said(&one.told), times(one.lines), excerpt])
}

fn times(lines: u32) -> Option<String> {
    (lines > 1).then(|| [" (", &lines.to_string(), " lines)"].concat())
}

/// What was passed over, by reason.
fn ignored(list: &[Ignored]) -> Option<AnyView> {
    let total: u32 = list.iter().map(|one| one.lines).sum();
    let mut groups = Vec::new();
    for (at, first) in list.iter().enumerate() {
        if !list[..at].iter().any(|earlier| earlier.why == first.why) {
            groups.push(group(first.why, list));
        }
    }
    let label = match total {
        0 => return None,
        1 => "1 line was passed over, and why".to_owned(),
        _ => [&total.to_string(), " lines were passed over, and why"].concat(),
    };
    let elsewhere =
        |one: &Ignored| matches!(one.why, Why::OtherSite | Why::OtherAddress | Why::OtherPath);
    let several = list
        .iter()
        .any(elsewhere)
        .then(|| p(kids![words::told("paste", "several-targets", "text")]));
    let mut inside = kids![el("summary", &[], kids![label]), several];
    inside.extend(groups);
    Some(el("details", &[("class", "ignored")], inside))
}

fn group(why: Why, list: &[Ignored]) -> AnyView {
    let alike = list.iter().filter(|one| one.why == why);
    let lines = alike
        .map(|one| {
            let about = (!one.about.is_empty()).then(|| el("b", &[], kids![one.about.clone()]));
            let excerpt = classed("code", "excerpt", kids![one.excerpt.clone()]);
            el("li", &[], kids![about, times(one.lines), excerpt])
        })
        .collect();
    let sentence = p(kids![words::told_or_tag("ignored", why.as_str(), "text")]);
    let group = [("class", "brief"), ("data-why", why.as_str())];
    el("div", &group, kids![sentence, classed("ul", "lines", lines)])
}
