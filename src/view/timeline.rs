//! Every event of every probe, as a picture and as a table.

use leptos::prelude::*;
use why1006_evidence::{End, Event, EventKind, Evidence, Observation, Place, Probe};

use super::{
    el::{card, classed, el, kids, live, patched, shape, watch},
    experiment::{key_of, name_of},
    state::State,
    time,
};
use crate::words::{self, Of};

/// Height of one probe's row, in SVG units.
const ROW: u32 = 26;
/// Width of a letter, in SVG units, on average and rather too much.
const LETTER: u32 = 7;
/// The least width of the picture, in SVG units. It is drawn as wide as its
/// place, so that the texts keep their size on a phone.
const MIN_WIDTH: u32 = 260;

pub(super) fn timeline(state: State) -> AnyView {
    let picture = live("div", &[], kids![], move |place| {
        watch(move || {
            place.set_text_content(None);
            state.evidence.with(|e| e.iter().for_each(|e| draw(e, &place)));
        });
    });
    let table = patched(move || {
        let rows = state.evidence.with(|e| e.as_ref().map(rows).unwrap_or_default());
        let heads = ["Time", "Test", "What we saw"]
            .map(|head| el("th", &[("scope", "col")], kids![head]))
            .into_iter()
            .collect();
        let head = el("thead", &[], kids![el("tr", &[], heads)]);
        el("table", &[], kids![head, el("tbody", &[], rows)])
    });
    let scroll =
        [("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Events")];
    let events = el(
        "details",
        &[("id", "events")],
        kids![el("summary", &[], kids!["All events as a table"]), el("div", &scroll, kids![table]),],
    );
    card("timeline-title", "What happened, in order", kids![picture, events])
}

/// Draws one bar per probe, with a dot per event.
fn draw(e: &Evidence, place: &web_sys::Element) {
    let total = e.observations.iter().map(|o| o.ended).fold(e.elapsed, f64::max).max(1.0);
    let wide = (place.client_width().max(0) as u32).saturating_sub(8).max(MIN_WIDTH);
    let x = |ms: f64| (ms / total * f64::from(wide)) as u32;
    let height = ROW * e.observations.len() as u32 + 18;
    let label = format!("{} tests in {}", e.observations.len(), time::ms(total));
    let view_box = format!("-4 0 {} {height}", wide + 8);
    let picture =
        [("class", "timeline"), ("role", "img"), ("aria-label", &label), ("viewBox", &view_box)];
    let Some(svg) = shape(place, "svg", &picture) else {
        return;
    };
    for (row, o) in e.observations.iter().enumerate() {
        let y = row as u32 * ROW;
        let Some(group) = shape(&svg, "g", &[("data-outcome", outcome(o))]) else {
            return;
        };
        let text = shape(&group, "text", &[("x", "0"), ("y", &(y + 11).to_string())]);
        if let Some(text) = text {
            let (mut name, result) = (name_of(e, o), result(o));
            // SVG breaks no lines, and the result matters more than the name.
            let room = (wide / LETTER) as usize;
            if let Some((end, _)) = name.char_indices().nth(room.saturating_sub(result.len() + 2)) {
                name.truncate(end);
                name.push('…');
            }
            text.set_text_content(Some(&format!("{name}: {result}")));
        }
        let width = x(o.ended).saturating_sub(x(o.begun)).max(2);
        let (left, top) = (x(o.begun).to_string(), (y + 16).to_string());
        let bar = [
            ("x", left.as_str()),
            ("y", &top),
            ("width", &width.to_string()),
            ("height", "6"),
            ("rx", "3"),
        ];
        shape(&group, "rect", &bar);
        for event in &o.events {
            let (cx, cy) = (x(event.at).to_string(), (y + 19).to_string());
            shape(&group, "circle", &[("cx", cx.as_str()), ("cy", &cy), ("r", "3.5")]);
        }
    }
    let bottom = (height - 2).to_string();
    let right = wide.to_string();
    let ends = [("0", "start", "0".to_owned()), (right.as_str(), "end", time::ms(total))];
    for (x, anchor, words) in ends {
        let axis = [("class", "axis"), ("x", x), ("y", bottom.as_str()), ("text-anchor", anchor)];
        if let Some(text) = shape(&svg, "text", &axis) {
            text.set_text_content(Some(&words));
        }
    }
}

/// One row of the table: when, which test, what was seen, why it ran.
type Row = (f64, String, String, String);

fn rows(e: &Evidence) -> Vec<AnyView> {
    let mut list: Vec<Row> = Vec::new();
    let mut add = |row: Row| {
        let place = list.partition_point(|other| other.0 <= row.0);
        list.insert(place, row);
    };
    for o in &e.observations {
        let name = || name_of(e, o);
        let why = words::experiment(&key_of(e, o), Of::Why);
        add((o.begun, name(), "started".into(), why));
        for event in &o.events {
            add((event.at, name(), describe(event), String::new()));
        }
        let end = match o.end {
            End::GaveUp => "no answer; we gave up",
            End::Stopped => "stopped by you",
            End::Void => "blocked by this page itself",
            End::Settled => continue,
        };
        add((o.ended, name(), end.into(), String::new()));
    }
    for event in &e.page_events {
        add((event.at, "This page".into(), describe(event), String::new()));
    }
    let cell = |kids| el("td", &[], kids);
    list.into_iter()
        .map(|(at, test, what, why)| {
            let why = (!why.is_empty()).then(|| classed("small", "why", kids![why]));
            let cells = [kids![time::exact(at)], kids![test], kids![what, why]];
            el("tr", &[], cells.into_iter().map(cell).collect())
        })
        .collect()
}

/// The other side closed what this page would have held open.
fn is_closed_by_peer(o: &Observation) -> bool {
    o.saw(EventKind::Open) && o.saw(EventKind::Close) && !o.saw(EventKind::Closing)
}

/// A failure that is no fault: nearly every server forbids scripts to read it,
/// and the other tests ask for what need not be there.
fn is_aside(o: &Observation) -> bool {
    let (probe, place) = (o.probe, o.place);
    let is_plain = matches!(probe, Probe::WebSocket | Probe::FetchNoCors)
        && matches!(place, Place::Target | Place::Root)
        || place == Place::Reference;
    !is_plain && o.end == End::Settled
}

fn is_good(o: &Observation) -> bool {
    [EventKind::Open, EventKind::Resolved, EventKind::Load].iter().any(|kind| o.saw(*kind))
}

fn outcome(o: &Observation) -> &'static str {
    match o.end {
        _ if is_closed_by_peer(o) => "bad",
        _ if is_good(o) => "good",
        _ if is_aside(o) => "none",
        End::GaveUp => "silent",
        End::Settled => "bad",
        End::Stopped | End::Void => "none",
    }
}

fn result(o: &Observation) -> &'static str {
    match o.end {
        _ if is_closed_by_peer(o) => "opened, then ended",
        _ if o.saw(EventKind::Open) => "opened",
        _ if is_good(o) => "answered",
        End::GaveUp => "no answer",
        End::Stopped => "stopped",
        End::Void => "blocked by this page",
        End::Settled if o.saw(EventKind::Threw) => "refused by the browser",
        End::Settled if o.saw(EventKind::Policy) => "redirected",
        End::Settled if o.probe == Probe::FetchCors && is_aside(o) => "not readable",
        End::Settled => "failed",
    }
}

fn describe(e: &Event) -> String {
    let mut text = match e.kind {
        EventKind::Threw => "the browser refused".to_owned(),
        EventKind::Resolved => "answered".to_owned(),
        EventKind::Rejected => "failed".to_owned(),
        EventKind::Closing => "we closed it".to_owned(),
        EventKind::Policy => "this page’s policy blocked a request".to_owned(),
        EventKind::Hidden => "the tab was hidden".to_owned(),
        EventKind::Visible => "the tab was shown".to_owned(),
        EventKind::Blurred => "the window lost the focus".to_owned(),
        kind => kind.as_str().to_owned(),
    };
    let mut add = |label: &str, value: String| text.push_str(&format!("; {label} {value}"));
    if let Some(code) = e.code {
        add("code", code.to_string());
    }
    if let Some(clean) = e.clean {
        add("clean", if clean { "yes" } else { "no" }.into());
    }
    if let Some(status) = e.status {
        add("status", status.to_string());
    }
    if let Some(name) = &e.name {
        add("name", name.clone());
    }
    if let Some(reason) = &e.reason {
        add("text", format!("“{reason}”"));
    }
    if let Some(says) = e.says {
        add("known as", says.as_str().into());
    }
    if let Some(size) = e.size {
        add("size", size.to_string());
    }
    if let Some(state) = e.state {
        add("readyState", state.to_string());
    }
    text
}
