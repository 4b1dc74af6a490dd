//! `cargo xtask accuracy`: the figures as a table or as JSON, and the misses.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use lexopt::prelude::*;
use why1006_accuracy::{Miss, Replay, Row, Score, With, docs, places, replay, with_all};
use why1006_lab::{ended, say};

#[path = "main/told.rs"]
mod told;

const HELP: &str = "\
accuracy: replays all recorded evidence through the diagnosis

  --json           an array of rows, one per engine, page and set
  --list           each miss with its reason
  --evidence DIR   other recordings than tests/evidence
  --with-console   with the recorded lines of the console, as if pasted
  --with-tab       with what a tab shows of the address, as if picked
  --with-both      with the two
  --with-curl      with what curl prints of the handshake, as if pasted
  --with-curl-elsewhere
                   the same, as if from another network; public addresses only
  --with-openssl   with what openssl prints of TLS
  --with-software  with the console pasted and the software chosen; of the set stacks
  --write-docs     also write docs/accuracy.md; not with --evidence or --with-…

Fails if a truth is ruled out, something untrue is certain, a wrong owner is named,
or a step is called passed where a cause remains; --with-… also if the diagnosis leaves less or more than docs/lines.tsv or
docs/terminal.tsv permits. Rows with the engine `unknown` are the same recordings, relabelled.
";

#[derive(Default)]
struct Arguments {
    json: bool,
    list: bool,
    evidence: Option<PathBuf>,
    write_docs: bool,
    with: Option<With>,
    help: bool,
}

fn main() -> ExitCode {
    ended(run())
}

fn run() -> Result<ExitCode, String> {
    let arguments = read().map_err(|why| format!("accuracy: {why}"))?;
    if arguments.help {
        return say(HELP).map(|()| ExitCode::SUCCESS);
    }
    if arguments.write_docs && arguments.with.is_some() {
        return Err("docs/accuracy.md holds the figures of every kind; leave --with-… out".into());
    }
    if arguments.write_docs && arguments.evidence.is_some() {
        return Err("docs/accuracy.md is about tests/evidence; leave --evidence out".into());
    }
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let folder = arguments.evidence.unwrap_or_else(|| root.join("tests/evidence"));
    if let Some(with) = arguments.with {
        return told::run(&folder, with, arguments.json, arguments.list);
    }
    let Replay { scores, rows } = replay(&folder)?;
    if arguments.write_docs {
        let file = root.join("docs/accuracy.md");
        let with = with_all(&folder)?;
        fs::write(&file, docs(&rows, &with, &places(&folder)?))
            .map_err(|why| format!("{}: cannot be written: {why}", file.display()))?;
    }
    if arguments.json {
        let rows: Vec<_> = rows.iter().map(Row::json).collect();
        say(&format!("{}\n", serde_json::Value::Array(rows)))?;
    } else {
        say(&table(&rows))?;
    }
    if arguments.list {
        say(&list(&scores))?;
        say(&pairs(&rows))?;
    }
    end(fatal(&scores))
}

/// The misses that make the command fail.
fn fatal(scores: &[Score]) -> Vec<String> {
    let fatal = misses(scores).filter(|(_, miss)| miss.kind.is_fatal());
    fatal.map(|(score, miss)| line(score, miss)).collect()
}

/// Success, unless an answer is wrong.
fn end(wrong: Vec<String>) -> Result<ExitCode, String> {
    if wrong.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    for line in &wrong {
        eprintln!("{line}");
    }
    Err(format!("{} answers are wrong, see above", wrong.len()))
}

fn read() -> Result<Arguments, lexopt::Error> {
    let mut arguments = Arguments::default();
    let with = |arguments: &mut Arguments, with| match arguments.with.replace(with) {
        Some(other) if other != with => Err("only one of --with-… at a time"),
        _ => Ok(()),
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("json") => arguments.json = true,
            Long("list") => arguments.list = true,
            Long("write-docs") => arguments.write_docs = true,
            Long("with-console") => with(&mut arguments, With::Console)?,
            Long("with-tab") => with(&mut arguments, With::Tab)?,
            Long("with-both") => with(&mut arguments, With::Both)?,
            Long("with-curl") => with(&mut arguments, With::Curl)?,
            Long("with-curl-elsewhere") => with(&mut arguments, With::CurlElsewhere)?,
            Long("with-openssl") => with(&mut arguments, With::Openssl)?,
            Long("with-software") => with(&mut arguments, With::Software)?,
            Long("evidence") => arguments.evidence = Some(parser.value()?.into()),
            Short('h') | Long("help") => arguments.help = true,
            other => return Err(other.unexpected()),
        }
    }
    Ok(arguments)
}

/// The plain figures, one row a line; weighted shares below.
fn table(rows: &[Row]) -> String {
    let mut text = String::new();
    let name = |row: &Row| {
        let set = if row.set == "lab" { "" } else { row.set };
        match row.engine == row.recorded_in {
            true => format!("{} {} {set}", row.engine.as_str(), row.page),
            false => format!("unknown ({}) {} {set}", row.recorded_in.as_str(), row.page),
        }
    };
    let heads = [
        "runs", "sound", "false", "due", "got", "right", "wrong", "first", "in 3", "remain",
        "told", "possible",
    ];
    text += &format!("{:32}", "");
    for head in heads {
        text += &format!("{head:>9}");
    }
    for (title, figures) in [
        ("\n", (|row| row.plain) as fn(&Row) -> why1006_accuracy::Figures),
        ("\n\nweighted by how common the cause is\n", |row| row.weighted),
    ] {
        text += title;
        for row in rows {
            text += &format!("{:32}", name(row));
            for (name, value) in figures(row).named() {
                text += &match name {
                    "mean_remaining" => format!("{value:9.2}"),
                    _ => format!("{value:9}"),
                };
            }
            text += "\n";
        }
    }
    text
}

fn misses(scores: &[Score]) -> impl Iterator<Item = (&Score, &Miss)> {
    scores.iter().flat_map(|score| score.misses.iter().map(move |miss| (score, miss)))
}

fn list(scores: &[Score]) -> String {
    let mut lines: Vec<(why1006_accuracy::Kind, String)> =
        misses(scores).map(|(score, miss)| (miss.kind, line(score, miss))).collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line + "\n").collect()
}

/// Pairs by their truths: those that could be told apart and are not, then
/// those that are although the measurement says that they cannot be.
fn pairs(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows.iter().filter(|row| row.engine == row.recorded_in) {
        for (name, pairs) in [("pair", &row.pairs_missed), ("pair-beyond", &row.pairs_beyond)] {
            let mut pairs: Vec<_> = pairs.iter().collect();
            pairs.sort_by_key(|(truths, count)| (std::cmp::Reverse(**count), **truths));
            for ([a, b], count) in pairs {
                let engine = row.engine.as_str();
                text += &format!("{name:14}{engine:18}{:6}{count:5}  {a} · {b}\n", row.page);
            }
        }
    }
    text
}

fn line(score: &Score, miss: &Miss) -> String {
    let engine = match score.engine == score.recorded_in {
        true => score.engine.as_str().to_owned(),
        false => format!("unknown({})", score.recorded_in.as_str()),
    };
    let (kind, page) = (miss.kind.as_str(), score.page.as_str());
    format!("{kind:14}{engine:18}{page:6}{:40}{}", score.scenario.id, miss.why)
}
