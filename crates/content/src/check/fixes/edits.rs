//! What the code blocks of *Change* say about where they go.
//!
//! The words behind the language of a block:
//!
//! | words | meaning |
//! |---|---|
//! | `FILE before` | these lines stand in FILE, and are replaced by … |
//! | `FILE` | … these, the next block |
//! | `FILE whole` | this is the whole file |
//! | `run` | a command, run in the folder of the files |
//! | none | an example that nobody applies |
//!
//! The text above names the file, so that a reader knows as much as the proof.

use super::super::Faults;
use crate::{
    page::{Block, Kind, Style},
    recipe::Edit,
};

/// The edits of a section, in order; leaves only the language with its blocks.
pub(super) fn read(change: &mut [(usize, Block)], faults: &mut Faults) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut before: Option<(usize, Edit)> = None;
    let mut named: Vec<String> = Vec::new();
    for (line, block) in change {
        if block.k != Kind::Code {
            let codes = block.t.iter().filter(|span| span.s == Style::Code);
            named.extend(codes.map(|span| span.t.clone()));
            continue;
        }
        let info = std::mem::take(&mut block.lang);
        let mut words = info.split(' ');
        block.lang = words.next().unwrap_or_default().to_owned();
        let words: Vec<&str> = words.collect();
        let text: String = block.t.iter().map(|span| span.t.as_str()).collect();
        let open = before.take();
        if let Some((at, edit)) = open.as_ref().filter(|(_, edit)| words != [&edit.file[..]]) {
            faults.add(*at, format!("no block says what these lines of `{}` become", edit.file));
        }
        match words[..] {
            [] => {}
            ["run"] => edits.push(Edit { file: String::new(), before: String::new(), after: text }),
            [file, "whole"] => {
                check_file(file, &named, *line, faults);
                edits.push(Edit { file: file.to_owned(), before: String::new(), after: text });
            }
            [file, "before"] => {
                check_file(file, &named, *line, faults);
                let edit = Edit { file: file.to_owned(), before: text, after: String::new() };
                before = Some((*line, edit));
            }
            [file] => match open.filter(|(_, edit)| edit.file == file) {
                Some((_, edit)) if edit.before == text => {
                    faults.add(*line, "these lines are the same as before");
                }
                Some((_, edit)) => edits.push(Edit { after: text, ..edit }),
                None => faults.add(*line, format!("the lines of `{file}` before are missing")),
            },
            _ => faults.add(*line, format!("`{info}` does not say where the lines go")),
        }
        named.clear();
    }
    if let Some((at, edit)) = before {
        faults.add(at, format!("no block says what these lines of `{}` become", edit.file));
    }
    edits
}

/// The reader is told which file it is, and it lies beside the others.
fn check_file(file: &str, named: &[String], line: usize, faults: &mut Faults) {
    if !named.iter().any(|name| name == file) {
        faults.add(line, format!("the text above does not name the file `{file}`"));
    }
    if file.starts_with('/') || file.split('/').any(|part| part == "..") {
        faults.add(line, format!("`{file}` leads out of the folder"));
    }
}
