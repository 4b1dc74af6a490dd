//! Which software an address looks like: a guess, and said to be one.

use why1006_evidence::{Evidence, Says, path::PathShape};

use crate::{Remark, facts::Facts, remark};

/// What a guess rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The path of the address.
    Path,
    /// What the server said first.
    Words,
}

/// All that [`guess`] can give, by the tags of the content's stacks.
pub const GUESSED: &[&str] =
    &["action-cable", "socketio", "phoenix", "signalr", "grafana", "jupyter", "home-assistant"];

/// The software that the server seems to be, from what it said, or else from the
/// path of its address; `None` where neither looks like anybody's.
pub fn guess(evidence: &Evidence) -> Option<(&'static str, By)> {
    let words = Facts::new(evidence).greeting().and_then(of_words).map(|stack| (stack, By::Words));
    words.or_else(|| Some((of_path(evidence.target.path_shape)?, By::Path)))
}

fn of_words(says: Says) -> Option<&'static str> {
    Some(match remark::of(says)? {
        Remark::SpeaksActionCable => "action-cable",
        Remark::SpeaksEngineIo => "socketio",
        Remark::SpeaksSignalR => "signalr",
        Remark::SpeaksPhoenix => "phoenix",
        Remark::AsksForLogin => "home-assistant",
        _ => return None,
    })
}

fn of_path(shape: PathShape) -> Option<&'static str> {
    Some(match shape {
        PathShape::ActionCable => "action-cable",
        PathShape::SocketIo => "socketio",
        PathShape::Phoenix => "phoenix",
        PathShape::Grafana => "grafana",
        PathShape::Jupyter => "jupyter",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guess_is_listed() {
        for guess in Says::ALL.iter().filter_map(|says| of_words(*says)) {
            assert!(GUESSED.contains(&guess), "{guess}");
        }
        for guess in PathShape::ALL.iter().filter_map(|shape| of_path(*shape)) {
            assert!(GUESSED.contains(&guess), "{guess}");
        }
    }
}
