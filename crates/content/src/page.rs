//! The long pages as data: what the tool writes and the browser reads.
//!
//! Keys are short because every page travels over the network. All text is
//! text: nothing in here is ever put on screen as HTML.

use why1006_evidence::{record, tags};

record! {
    /// The page of one cause or step, or an article.
    pub struct Page {
        /// The name of its file: the id of a cause, `step-<id>` or
        /// `article-<id>`.
        pub id: String,
        /// Its title, at most 60 characters.
        pub title: String,
        /// The body, in reading order.
        pub blocks: Vec<Block>,
        /// How the cause is mended in one software or another, by stack; empty
        /// for everything but causes.
        pub fixes: Vec<Fix>,
    }
}

record! {
    /// What one software has to change.
    pub struct Fix {
        /// Whose it is, by the tags of `stacks.md`.
        pub stack: String,
        /// The name of that software.
        pub label: String,
        /// What is changed, at most 60 characters.
        pub title: String,
        /// A test has shown that exactly these lines cure the failure.
        pub proven: bool,
        /// The versions that it holds for.
        pub versions: String,
        /// What to look for in the log, the change, how to verify it, sources.
        pub blocks: Vec<Block>,
    }
}

record! {
    /// One block of a page. Neighbouring `li` blocks form one list.
    pub struct Block {
        /// What it is.
        pub k: Kind,
        /// Its text; a code block has one plain span with its line breaks.
        pub t: Vec<Span>,
        /// The anchor of a heading, unique in its page; else empty.
        pub id: String,
        /// The language of a code block, for example `nginx`; else empty.
        pub lang: String,
    }
}

record! {
    /// A run of text in one style.
    pub struct Span {
        /// The text.
        pub t: String,
        /// How it is set.
        pub s: Style,
        /// Where a link leads: `https://…`, `#anchor` of this page,
        /// `cause:<id>`, `step:<id>` or `article:<id>`; else empty.
        pub href: String,
    }
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
