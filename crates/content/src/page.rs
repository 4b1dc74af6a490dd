//! The long pages as data: what the tool writes and the browser reads.
//!
//! Keys are short because every page travels over the network. All text is
//! text: nothing in here is ever put on screen as HTML.

use serde::{Deserialize, Serialize};
use why1006_evidence::tags;

/// The page of one cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The id of the cause.
    pub id: String,
    /// Its title, at most 60 characters.
    pub title: String,
    /// The body, in reading order.
    pub blocks: Vec<Block>,
}

/// One block of a page. Neighbouring `li` blocks form one list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub k: Kind,
    /// Its text; a code block has one plain span with its line breaks.
    pub t: Vec<Span>,
    /// The anchor of a heading, unique in its page; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The language of a code block, for example `nginx`; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
}

/// A run of text in one style.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// The text.
    pub t: String,
    /// How it is set.
    #[serde(default = "plain", skip_serializing_if = "is_plain")]
    pub s: Style,
    /// Where a link leads: `https://…`, `#anchor` of this page, or
    /// `cause:<id>`; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub href: String,
}

tags! {
    /// The kinds of block.
    pub enum Kind {
        /// A section.
        H2 = "h2",
        /// A part of a section, most often a stack such as nginx.
        H3 = "h3",
        /// A paragraph.
        P = "p",
        /// An item of an unordered list.
        Li = "li",
        /// Lines to be copied as they are.
        Code = "code",
    }
    else P
}

tags! {
    /// The styles of a span.
    pub enum Style {
        /// Running text.
        Plain = "",
        /// A name from a program or protocol.
        Code = "code",
        /// Strong emphasis.
        Strong = "strong",
        /// Emphasis.
        Em = "em",
        /// A link.
        Link = "a",
    }
    else Plain
}

fn plain() -> Style {
    Style::Plain
}

fn is_plain(style: &Style) -> bool {
    *style == Style::Plain
}
