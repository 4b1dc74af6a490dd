//! What a cause can show as, in the words of what a user may tell: sets of
//! clues, of HTTP statuses, and who is spared.
//!
//! Each cause declares its own in its file, from the groups below. A set names
//! everything that the cause *may* show as: what is not in it, once told, speaks
//! against the cause. In doubt a clue is in (`causes.md`, section 4;
//! `console-messages.md`; `observability.md`, sections 8 to 10).

use why1006_evidence::{Clue, Way};

/// A set of clues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clues(u64);

const _: () = assert!(Clue::ALL.len() <= 64, "a set has 64 places");

impl Clues {
    /// No clue at all.
    pub const NONE: Clues = Clues(0);
    /// Every clue.
    pub const ANY: Clues = Clues(u64::MAX);

    /// These clues.
    pub const fn of(list: &[Clue]) -> Clues {
        Clues::NONE.and(list)
    }

    /// These clues besides.
    pub const fn and(self, list: &[Clue]) -> Clues {
        let (mut bits, mut at) = (self.0, 0);
        while at < list.len() {
            bits |= 1 << list[at] as u64;
            at += 1;
        }
        Clues(bits)
    }

    /// The clues of both sets.
    pub const fn or(self, other: Clues) -> Clues {
        Clues(self.0 | other.0)
    }

    /// The clues that are in both sets.
    pub const fn both(self, other: Clues) -> Clues {
        Clues(self.0 & other.0)
    }

    /// Whether the clue is in the set.
    pub const fn has(self, clue: Clue) -> bool {
        self.0 & 1 << clue as u64 != 0
    }

    /// How many clues are in the set.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }
}

/// What a cause can show as.
#[derive(Clone, Copy, Debug)]
pub struct Shows {
    /// On a console line about the attempt. [`Clue::Status`] is in the set if
    /// `statuses` has any.
    pub console: Clues,
    /// As the HTTP status of a refused upgrade: spans, both ends included.
    pub statuses: &'static [(u16, u16)],
    /// In a tab with the same address, and as a failure of a web request to it.
    /// A page and its status are never held against a cause.
    pub tab: Clues,
    /// Where the same may work while the cause is at work here.
    pub spares: &'static [Way],
}

impl Shows {
    /// The upgrade may be refused with this status.
    pub fn has_status(&self, status: u16) -> bool {
        self.statuses.iter().any(|(from, to)| (*from..=*to).contains(&status))
    }
}
