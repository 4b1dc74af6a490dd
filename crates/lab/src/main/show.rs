//! What the lab prints when all is up.

use serde_json::json;
use why1006_lab::{Lab, LeftOut, Pages, Running};

/// What was asked for and is no scenario.
pub(crate) struct Unknown {
    pub(crate) id: String,
    pub(crate) why: String,
}

/// For people: one line per scenario.
pub(crate) fn table(lab: &Lab, ca: &str, netns: Option<&str>) -> String {
    let wide = |of: fn(&Running) -> usize| lab.running().iter().map(of).max().unwrap_or(0);
    let (ids, urls) = (wide(|r| r.scenario.id.len()), wide(|r| r.url.len()));
    let mut text = String::new();
    for r in lab.running() {
        text += &format!("{:ids$}  {:urls$}  {}", r.scenario.id, r.url, r.scenario.does);
        if let Some(note) = &r.note {
            text += &format!(" {note}");
        }
        text += "\n";
    }
    for LeftOut { id, why } in lab.left_out() {
        text += &format!("{id:ids$}  left out: {why}\n");
    }
    if let Some(name) = netns {
        text += &format!("\nNetwork namespace: {name}");
    }
    text + &format!(
        "\n{} up, {} left out\nList with links: {}\nRoot certificate: {ca}\nStop with Ctrl-C.\n",
        lab.running().len(),
        lab.left_out().len(),
        lab.index()
    )
}

/// For programs: one line of JSON.
pub(crate) fn json(lab: &Lab, ca: &str, netns: Option<&str>, unknown: &[Unknown]) -> String {
    let scenario = |r: &Running| {
        json!({
            "id": r.scenario.id,
            "url": r.url,
            "truth": r.scenario.truth.as_str(),
            "owner": r.scenario.owner.as_str(),
            "stage": r.scenario.stage.map(|s| s.as_str()),
            "does": r.scenario.does,
            "protocols": r.scenario.protocols,
            "hold": r.scenario.hold,
            "proxy": r.proxy,
            "reference": r.reference,
            "note": r.note,
            "netns": r.netns,
            "area": r.scenario.area,
            "like": r.scenario.like,
            "works_in": r.scenario.works_in.iter().map(|e| e.as_str()).collect::<Vec<_>>(),
            "pages": pages(r.scenario.pages),
        })
    };
    let left_out = |l: &LeftOut| json!({ "id": l.id, "why": l.why });
    let unknown = unknown.iter().map(|u| json!({ "id": u.id, "why": u.why }));
    let line = json!({
        "ca": ca,
        "index": lab.index(),
        "scenarios": lab.running().iter().map(scenario).collect::<Vec<_>>(),
        "left_out": unknown.chain(lab.left_out().iter().map(left_out)).collect::<Vec<_>>(),
        "netns": netns,
    });
    format!("{line}\n")
}

/// The schemes of the pages from which it can be seen.
fn pages(pages: Pages) -> &'static [&'static str] {
    match pages {
        Pages::Both => &["http", "https"],
        Pages::Http => &["http"],
        Pages::Https => &["https"],
    }
}
