//! Which software an address looks like: a guess, and said to be one.

use why1006_evidence::{Evidence, Says, Software, path::PathShape};

use crate::{Remark, facts::Facts, remark};

/// What a guess rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The path of the address.
    Path,
    /// What the server said first.
    Words,
}

/// The software that the server seems to be, from what it said, or else from the
/// path of its address; `None` where neither looks like anybody's.
pub fn guess(evidence: &Evidence) -> Option<(Software, By)> {
    of(&Facts::new(evidence))
}

/// The same, of a run whose facts are known.
pub(crate) fn of(f: &Facts) -> Option<(Software, By)> {
    let words = f.greeting().and_then(of_words).map(|software| (software, By::Words));
    words.or_else(|| Some((of_path(f.evidence.target.path_shape)?, By::Path)))
}

fn of_words(says: Says) -> Option<Software> {
    Some(match remark::of(says)? {
        Remark::SpeaksActionCable => Software::ActionCable,
        Remark::SpeaksEngineIo => Software::SocketIo,
        Remark::SpeaksSignalR => Software::SignalR,
        Remark::SpeaksPhoenix => Software::Phoenix,
        Remark::AsksForLogin => Software::HomeAssistant,
        _ => return None,
    })
}

fn of_path(shape: PathShape) -> Option<Software> {
    Some(match shape {
        PathShape::ActionCable => Software::ActionCable,
        PathShape::SocketIo => Software::SocketIo,
        PathShape::Phoenix => Software::Phoenix,
        PathShape::Grafana => Software::Grafana,
        PathShape::Jupyter => Software::Jupyter,
        _ => return None,
    })
}
