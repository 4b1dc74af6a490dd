//! Every event of every probe, as a picture and as a table.

use leptos::prelude::*;
use why1006_evidence::{End, Event, EventKind, Evidence, Observation, Place, Probe};

use super::{state::State, time};

/// Height of one probe's row, in SVG units.
const ROW: f64 = 26.0;
/// Width of the picture, in SVG units; it scales to the page.
const WIDTH: f64 = 640.0;

pub(super) fn timeline(state: State) -> impl IntoView {
    let evidence = move || state.evidence.get();
    view! {
        <section class="card" aria-labelledby="timeline-title">
            <h2 id="timeline-title">"What happened, in order"</h2>
            {move || evidence().map(|e| picture(&e).into_any())}
            <details id="events">
                <summary>"All events as a table"</summary>
                <div class="scroll" tabindex="0" role="group" aria-label="Events">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">"Time"</th>
                                <th scope="col">"Test"</th>
                                <th scope="col">"What we saw"</th>
                            </tr>
                        </thead>
                        <tbody>{move || evidence().map(|e| rows(&e))}</tbody>
                    </table>
                </div>
            </details>
        </section>
    }
}

fn picture(e: &Evidence) -> impl IntoView + use<> {
    let total = e
        .observations
        .iter()
        .map(|o| o.ended)
        .fold(e.elapsed, f64::max)
        .max(1.0);
    let x = move |ms: f64| ms / total * WIDTH;
    let height = ROW * e.observations.len() as f64 + 18.0;
    let bars: Vec<_> = e
        .observations
        .iter()
        .enumerate()
        .map(|(row, o)| {
            let y = row as f64 * ROW;
            let width = (x(o.ended) - x(o.begun)).max(2.0);
            let dots: Vec<_> = o
                .events
                .iter()
                .map(|event| {
                    view! { <circle cx=x(event.at) cy=y + 19.0 r="3.5" data-kind=event.kind.as_str() /> }
                })
                .collect();
            view! {
                <g data-outcome=outcome(o)>
                    <text x="0" y=y + 11.0>{name(o)} ": " {result(o)}</text>
                    <rect x=x(o.begun) y=y + 16.0 width=width height="6" rx="3" />
                    {dots}
                </g>
            }
        })
        .collect();
    view! {
        <svg
            class="timeline" viewBox=format!("-4 0 {} {height}", WIDTH + 8.0) role="img"
            aria-label=format!("{} tests in {}", e.observations.len(), time::ms(total))
        >
            {bars}
            <text class="axis" x="0" y=height - 2.0>"0"</text>
            <text class="axis" x=WIDTH y=height - 2.0 text-anchor="end">{time::ms(total)}</text>
        </svg>
    }
}

fn rows(e: &Evidence) -> Vec<impl IntoView + use<>> {
    let mut list: Vec<(f64, String, String)> = Vec::new();
    for o in &e.observations {
        list.push((o.begun, name(o).into(), "started".into()));
        list.extend(
            o.events
                .iter()
                .map(|event| (event.at, name(o).into(), describe(event))),
        );
        match o.end {
            End::GaveUp => list.push((o.ended, name(o).into(), "no answer; we gave up".into())),
            End::Stopped => list.push((o.ended, name(o).into(), "stopped by you".into())),
            End::Void => list.push((
                o.ended,
                name(o).into(),
                "blocked by this page itself".into(),
            )),
            End::Settled => {}
        }
    }
    list.extend(
        e.page_events
            .iter()
            .map(|event| (event.at, "This page".into(), describe(event))),
    );
    list.sort_by(|a, b| a.0.total_cmp(&b.0));
    list.into_iter()
        .map(|(at, test, what)| {
            view! { <tr><td>{format!("{at:.1} ms")}</td><td>{test}</td><td>{what}</td></tr> }
        })
        .collect()
}

fn name(o: &Observation) -> &'static str {
    match (o.probe, o.place) {
        (Probe::WebSocket, Place::Target) => "WebSocket",
        (Probe::WebSocket, Place::Reference) => "Our own WebSocket, for comparison",
        (Probe::FetchNoCors, Place::Target) => "Web request, same address",
        (Probe::FetchNoCors, Place::Root) => "Web request, start page",
        (Probe::FetchCors, Place::Target) => "Web request, readable if allowed",
        (Probe::FetchCors, Place::Reference) => "Our own web page, for comparison",
        _ => "Another test",
    }
}

fn outcome(o: &Observation) -> &'static str {
    let good = o.saw(EventKind::Open) || o.saw(EventKind::Resolved);
    match o.end {
        _ if good => "good",
        End::GaveUp => "silent",
        End::Settled => "bad",
        End::Stopped | End::Void => "none",
    }
}

fn result(o: &Observation) -> &'static str {
    let cors = o.probe == Probe::FetchCors && o.place == Place::Target;
    match o.end {
        _ if o.saw(EventKind::Open) => "opened",
        _ if o.saw(EventKind::Resolved) => "answered",
        End::GaveUp => "no answer",
        End::Stopped => "stopped",
        End::Void => "blocked by this page",
        End::Settled if o.saw(EventKind::Threw) => "refused by the browser",
        // Nearly every server forbids that; it is no fault.
        End::Settled if cors => "not readable",
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
    if let Some(size) = e.size {
        add("size", size.to_string());
    }
    if let Some(state) = e.state {
        add("readyState", state.to_string());
    }
    text
}
