//! What a report is made of, before anybody writes it.

use crate::clean::clean;

/// One part of a report.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// What the whole is about.
    Title(Line),
    /// What the next blocks are about.
    Heading(String),
    /// A paragraph.
    Text(Line),
    /// Names with what stands for each.
    Facts(Vec<(String, Line)>),
    /// Rows of equal length below a head.
    Table(Vec<String>, Vec<Vec<Line>>),
    /// Points in no order.
    List(Vec<Line>),
    /// The result itself, by its link: text in which it can be found again, or
    /// a link to follow. Paper has no use for it.
    Result {
        /// What to do with it, where it is text.
        paste: String,
        /// What it is called, where it is a link.
        open: String,
        /// Stands behind its text, so that nothing is taken for a part of it.
        end: String,
        /// `https://…#r=…`
        link: String,
    },
}

/// One or more sentences.
pub type Line = Vec<Piece>;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Our own words.
    Words(String),
    /// Our own words, of weight.
    Strong(String),
    /// Something that the run saw or somebody typed: shown as it is, whatever it
    /// looks like.
    Value(String),
}

impl Piece {
    /// What it says, on one line, with whatever has no shape made visible.
    pub fn shown(&self) -> String {
        match self {
            Piece::Words(text) | Piece::Strong(text) => text.clone(),
            Piece::Value(value) => clean(value),
        }
    }
}

/// A sentence of our own words.
pub(crate) fn words(text: impl Into<String>) -> Line {
    vec![Piece::Words(text.into())]
}

/// A sentence that is a value.
pub(crate) fn value(text: &str) -> Line {
    vec![Piece::Value(text.to_owned())]
}
