//! One probe of a run as a step for bare JavaScript.

use reqwest::Url;
use serde_json::{Value, json};
use why1006_evidence::{
    End, EventKind, Evidence, Observation, Place, Probe, Target, path::PathShape,
};

use super::address::{self, Reference};
use crate::{Error, Result};

/// Names that Action Cable offers.
const ACTION_CABLE: &[&str] = &["actioncable-v1-json", "actioncable-unsupported"];

/// Names that known servers want.
const KNOWN: &[&str] = &[
    "graphql-transport-ws",
    "graphql-ws",
    "actioncable-v1-json",
    "mqtt",
    "v12.stomp",
    "v11.stomp",
    "v10.stomp",
    "wamp.2.json",
    "soap",
];

/// What the script does for one observation of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The kind of experiment.
    pub probe: Probe,
    /// What its address stands for.
    pub place: Place,
    /// Its address.
    pub url: String,
    /// Subprotocols to offer.
    pub protocols: Vec<String>,
    /// How long an open socket is held, in ms; `None` if the server ended it.
    pub hold: Option<f64>,
    /// When to give up, in ms; `None` for a probe that ended by itself.
    pub patience: Option<f64>,
    /// How it has to end; `None` where the page's own policy interfered.
    pub outcome: Option<&'static str>,
}

/// The observations of a run as steps, in the order in which they began.
///
/// # Errors
/// A line that names an observation which cannot be done again: one of a later
/// version, or one that the user stopped.
pub fn steps(evidence: &Evidence, reference: Option<&Reference>) -> Result<Vec<Step>> {
    let mut observations: Vec<&Observation> = evidence.observations.iter().collect();
    observations.sort_by(|a, b| a.begun.total_cmp(&b.begun));
    observations.into_iter().map(|seen| step(seen, evidence, reference)).collect()
}

fn step(seen: &Observation, evidence: &Evidence, reference: Option<&Reference>) -> Result<Step> {
    let Observation { probe, place, .. } = *seen;
    if probe == Probe::Other || seen.end == End::Stopped {
        let end = seen.end;
        return Err(Error::new(format!("`{probe}` at `{place}` ({end}) cannot be done again")));
    }
    let at = |kind| seen.event(kind).map(|event| event.at);
    Ok(Step {
        probe,
        place,
        url: address::of(seen, evidence, reference)?,
        protocols: protocols(seen, &evidence.target),
        hold: at(EventKind::Open).zip(at(EventKind::Closing)).map(|(open, bye)| bye - open),
        patience: (seen.end == End::GaveUp).then_some(seen.ended - seen.begun),
        outcome: outcome(seen),
    })
}

fn outcome(seen: &Observation) -> Option<&'static str> {
    match (seen.end, seen.probe) {
        (End::Void, _) => None,
        (End::GaveUp, _) => Some("gave-up"),
        (_, Probe::WebSocket) if seen.saw(EventKind::Threw) => Some("threw"),
        (_, Probe::WebSocket) if seen.saw(EventKind::Open) => Some("opened"),
        (_, Probe::WebSocket) => Some("failed"),
        (_, Probe::StatusClass) if seen.saw(EventKind::Load) => Some("loaded"),
        (_, Probe::StatusClass) => Some("failed"),
        _ if seen.saw(EventKind::Resolved) => Some("answered"),
        _ => Some("rejected"),
    }
}

/// What the attempt offered. The evidence does not name what the page chose, but
/// what the server took of it.
fn protocols(seen: &Observation, target: &Target) -> Vec<String> {
    if !seen.with_protocols {
        return Vec::new();
    }
    if !target.protocols.is_empty() {
        return target.protocols.clone();
    }
    let usual = if target.path_shape == PathShape::ActionCable { ACTION_CABLE } else { KNOWN };
    let taken = seen.event(EventKind::Open).and_then(|open| open.name.as_deref());
    let others = usual.iter().copied().filter(|name| Some(*name) != taken);
    taken.into_iter().chain(others).map(str::to_owned).collect()
}

impl Step {
    /// What `bare.js` reads.
    pub(super) fn json(&self) -> Value {
        let kind = match self.probe {
            Probe::WebSocket => "socket",
            Probe::StatusClass => "element",
            Probe::RedirectFrame => "frame",
            _ => "request",
        };
        let mode = if self.probe == Probe::FetchCors { "cors" } else { "no-cors" };
        let space = (self.probe == Probe::AddressSpace).then_some("public");
        let origin = Url::parse(&self.url).ok().map(|url| url.origin().ascii_serialization());
        json!({
            "kind": kind,
            "url": self.url,
            "protocols": self.protocols,
            "mode": mode,
            "space": space,
            "origin": origin,
            "hold": self.hold,
            "patience": self.patience,
        })
    }
}
