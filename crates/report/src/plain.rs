//! Blocks as plain text, for a chat, a mail or a ticket.

use why1006_evidence::scan;

use crate::{
    block::{Block, Line, Piece},
    clean::clean,
};

/// Columns of a line; what has no space in it may be longer.
const WIDTH: usize = 72;

/// The widest first column; what is longer stands before a colon.
const COLUMN: usize = 26;

/// The blocks as lines of text, each of 72 columns where its words allow it. No
/// value begins a line or breaks one.
pub fn plain(blocks: &[Block]) -> String {
    let mut out = Text::default();
    for block in blocks {
        match block {
            Block::Title(line) => {
                out.wrap("", &flat(line), 0);
                out.gap();
            }
            Block::Heading(text) => {
                out.gap();
                out.wrap("", text, 0);
            }
            Block::Text(line) => {
                out.gap();
                out.wrap("", &flat(line), 0);
                out.gap();
            }
            Block::Facts(facts) => {
                out.gap();
                let rows: Vec<(&str, String)> =
                    facts.iter().map(|(name, line)| (&name[..], flat(line))).collect();
                out.rows(&rows, "");
            }
            Block::Table(_, rows) => {
                let rows: Vec<(String, String)> = rows
                    .iter()
                    .filter_map(|row| row.split_first())
                    .map(|(first, rest)| {
                        let rest: Vec<String> = rest.iter().map(flat).collect();
                        (flat(first), rest.join(" · "))
                    })
                    .collect();
                let rows: Vec<(&str, String)> =
                    rows.iter().map(|(first, rest)| (&first[..], rest.clone())).collect();
                out.rows(&rows, "  ");
            }
            Block::List(list) => list.iter().for_each(|line| out.wrap("  - ", &flat(line), 4)),
            Block::Result { paste, end, link, .. } => out.result(paste, end, link),
        }
    }
    out.0
}

/// A sentence as one line.
fn flat(line: &Line) -> String {
    line.iter().map(Piece::shown).collect()
}

#[derive(Default)]
struct Text(String);

impl Text {
    /// An empty line, unless there is one.
    fn gap(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    /// Names and what stands for each, in two columns.
    fn rows(&mut self, rows: &[(&str, String)], indent: &str) {
        let lengths = rows.iter().map(|(name, _)| name.chars().count());
        let widest = lengths.max().unwrap_or_default();
        for (name, text) in rows {
            let mut first = [indent, name].concat();
            if widest > COLUMN {
                first.push_str(": ");
            }
            while first.chars().count() < indent.len() + widest.min(COLUMN) + 2 && widest <= COLUMN
            {
                first.push(' ');
            }
            let hang = if widest > COLUMN { indent.len() + 2 } else { first.chars().count() };
            self.wrap(&first, text, hang);
        }
    }

    /// A text behind `first`, broken at its spaces; further lines hang.
    fn wrap(&mut self, first: &str, text: &str, hang: usize) {
        let mut line = first.to_owned();
        let mut is_fresh = true;
        for word in scan::parts(text, b" ") {
            let wide = line.chars().count() + word.chars().count() + usize::from(!is_fresh);
            if wide > WIDTH && !is_fresh {
                self.line(&line);
                line = " ".repeat(hang);
            } else if !is_fresh {
                line.push(' ');
            }
            line.push_str(word);
            is_fresh = false;
        }
        self.line(&line);
    }

    fn line(&mut self, line: &str) {
        self.0.push_str(line.trim_end_matches(' '));
        self.0.push('\n');
    }

    /// The result, so that it is found in the whole text and nothing of the text
    /// in it.
    fn result(&mut self, paste: &str, end: &str, link: &str) {
        let Some((page, data)) = scan::cut(link, b"#") else { return };
        self.gap();
        self.wrap("", paste, 0);
        self.line(&clean(page));
        self.gap();
        // A box of one line drops line breaks: nothing may run into it.
        let data = ["#", clean_data(data)].concat();
        let mut rest = &data[..];
        while !rest.is_empty() {
            let (line, tail) = scan::split_at(rest, rest.len().min(WIDTH));
            self.line(line);
            rest = tail;
        }
        self.line(&["(", end, ")"].concat());
    }
}

/// The fragment up to what no fragment of ours holds.
fn clean_data(data: &str) -> &str {
    let is_data = |c: char| c.is_ascii_alphanumeric() || "=._-".contains(c);
    scan::split_at(data, data.find(|c| !is_data(c)).unwrap_or(data.len())).0
}
