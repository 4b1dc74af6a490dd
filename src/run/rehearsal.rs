//! A run that has seen nothing, and one that is made up.

use std::hint::black_box;

use why1006_diagnosis::{diagnose, plan};
use why1006_evidence::{
    Circumstances, End, Event, EventKind, Evidence, Observation, Place, Probe, Target, VERSION,
};

use crate::observe::circumstances;

/// Evidence of nothing yet.
pub(super) fn unseen(target: Target, circumstances: Circumstances) -> Evidence {
    Evidence {
        version: VERSION,
        build: env!("CARGO_PKG_VERSION").to_owned(),
        target,
        circumstances,
        observations: Vec::new(),
        page_events: Vec::new(),
        told: Vec::new(),
        network: Vec::new(),
        elapsed: 0.0,
        stopped: false,
        said: None,
        software: None,
    }
}

/// Plans and judges made-up failures and forgets them: browsers compile a
/// function when it is first called, and the first run would wait for hundreds.
pub fn rehearse(target: Target) {
    let circumstances = circumstances::gather(&target, 0);
    let mut evidence = unseen(target, circumstances);
    let seen = |probe, events: &[EventKind]| Observation {
        probe,
        place: Place::Target,
        with_protocols: false,
        begun: 0.0,
        ended: 1.0,
        end: End::Settled,
        events: events.iter().map(|kind| Event::new(1.0, *kind)).collect(),
    };
    evidence.observations.push(seen(Probe::WebSocket, &[EventKind::Error, EventKind::Close]));
    for end in [EventKind::Resolved, EventKind::Rejected] {
        evidence.observations.truncate(1);
        evidence.observations.push(seen(Probe::FetchNoCors, &[end]));
        black_box((plan::beside(&evidence), plan::attempt(&evidence), diagnose(&evidence)));
    }
}
