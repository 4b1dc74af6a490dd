//! Blocks as Markdown, for a tracker: CommonMark with GitHub's tables.
//!
//! Trackers make links of mentions, references and bare addresses wherever text
//! is no code; so each value is a code span. Of our own words, whatever Markdown
//! minds is escaped.

use crate::block::{Block, Line, Piece};

/// The blocks as Markdown.
pub fn markdown(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        match block {
            Block::Title(line) => push(&mut out, &["## ", &inline(line), "\n"]),
            Block::Heading(text) => push(&mut out, &["### ", &escaped(text), "\n"]),
            Block::Text(line) => push(&mut out, &[&inline(line), "\n"]),
            Block::Facts(facts) => {
                for (name, line) in facts {
                    push(&mut out, &["- **", &escaped(name), ":** ", &inline(line), "\n"]);
                }
            }
            Block::List(list) => {
                list.iter().for_each(|line| push(&mut out, &["- ", &inline(line), "\n"]));
            }
            Block::Table(head, rows) => {
                let head: Vec<String> = head.iter().map(|name| escaped(name)).collect();
                row(&mut out, &head);
                row(&mut out, &vec!["---".to_owned(); head.len()]);
                for cells in rows {
                    let cells: Vec<String> = cells.iter().map(cell).collect();
                    row(&mut out, &cells);
                }
            }
            Block::Result { open, link, .. } if is_plain_link(link) => {
                push(&mut out, &["[", &escaped(open), "](<", link, ">)\n"]);
            }
            Block::Result { .. } => {}
        }
    }
    out
}

fn push(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}

fn row(out: &mut String, cells: &[String]) {
    for cell in cells {
        push(out, &["| ", cell, " "]);
    }
    out.push_str("|\n");
}

fn inline(line: &Line) -> String {
    let mut out = String::new();
    for piece in line {
        match piece {
            Piece::Words(text) => out.push_str(&escaped(text)),
            Piece::Strong(text) => push(&mut out, &["**", &escaped(text), "**"]),
            Piece::Value(_) => out.push_str(&code(&piece.shown())),
        }
    }
    out
}

/// A line in a cell. A bar would end the cell in a code span, too, and so would
/// one that is escaped behind a backslash.
fn cell(line: &Line) -> String {
    let safe: Line = line
        .iter()
        .map(|piece| match piece {
            Piece::Value(value) => Piece::Value(value.replace('|', "¦")),
            other => other.clone(),
        })
        .collect();
    inline(&safe)
}

/// A code span with more backticks around it than there are in it.
fn code(text: &str) -> String {
    let (mut run, mut longest) = (0, 0);
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    // An empty span is no span, and a space next to the fence is taken off.
    let edge = if text.is_empty() || text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    match text.chars().all(|c| c == ' ') {
        true => "–".to_owned(),
        false => [&fence[..], edge, text, edge, &fence].concat(),
    }
}

/// Words with a backslash before whatever Markdown minds.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if "\\`*_{}[]<>|#&~$@!".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// An address as a browser writes it has nothing that ends it.
fn is_plain_link(link: &str) -> bool {
    let is_web = link.starts_with("https://") || link.starts_with("http://");
    is_web && link.bytes().all(|b| b.is_ascii_graphic() && !b"<>\\`\"|".contains(&b))
}
