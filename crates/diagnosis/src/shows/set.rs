//! Sets of clues and of statuses, small enough to be copied about.

use why1006_evidence::Clue;

/// A set of clues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clues(u128);

const _: () = assert!(Clue::ALL.len() <= 128, "a set has 128 places");

impl Clues {
    /// No clue at all.
    pub const NONE: Clues = Clues(0);

    /// These clues.
    pub const fn of(list: &[Clue]) -> Clues {
        Clues::NONE.and(list)
    }

    /// These clues besides.
    pub const fn and(self, list: &[Clue]) -> Clues {
        let (mut bits, mut at) = (self.0, 0);
        while at < list.len() {
            bits |= 1 << list[at] as u128;
            at += 1;
        }
        Clues(bits)
    }

    /// The clues of both sets.
    pub const fn or(self, other: Clues) -> Clues {
        Clues(self.0 | other.0)
    }

    /// Whether the clue is in the set.
    pub const fn has(self, clue: Clue) -> bool {
        self.0 & (1 << clue as u128) != 0
    }
}

/// A set of HTTP statuses, by the classes that stand for different causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statuses(u16);

/// The classes. What is in none of them is of one more, [`Statuses::OTHERS`].
const CLASSES: [&[u16]; 15] = [
    &[200, 201, 202, 204, 206],
    &[301, 302, 303, 307, 308],
    &[400],
    &[401],
    &[403],
    &[404],
    &[405],
    &[407],
    &[410],
    &[421],
    &[426],
    &[429],
    &[500],
    &[501],
    &[502, 503, 504],
];

impl Statuses {
    /// No status: nothing answers.
    pub const NONE: Statuses = Statuses(0);
    /// The statuses of no class, which anything that answers may choose.
    pub const OTHERS: Statuses = Statuses(1 << CLASSES.len());

    /// The classes of these statuses besides.
    pub const fn and(self, list: &[u16]) -> Statuses {
        let (mut bits, mut at) = (self.0, 0);
        while at < list.len() {
            bits |= 1 << class(list[at]);
            at += 1;
        }
        Statuses(bits)
    }

    /// The statuses of both sets.
    pub const fn or(self, other: Statuses) -> Statuses {
        Statuses(self.0 | other.0)
    }

    /// Whether the status is in the set.
    pub const fn has(self, status: u16) -> bool {
        self.0 & (1 << class(status)) != 0
    }

    /// Whether the set has no status.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One status of each class but [`Statuses::OTHERS`].
    pub fn samples() -> impl Iterator<Item = u16> {
        CLASSES.iter().map(|class| class[0])
    }
}

const fn class(status: u16) -> usize {
    let mut row = 0;
    while row < CLASSES.len() {
        let mut at = 0;
        while at < CLASSES[row].len() {
            if CLASSES[row][at] == status {
                return row;
            }
            at += 1;
        }
        row += 1;
    }
    CLASSES.len()
}
