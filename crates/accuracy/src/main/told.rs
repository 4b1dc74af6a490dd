//! `--with-console` and its kin: the figures with what the user could tell.

use std::{collections::BTreeSet, path::Path, process::ExitCode};

use serde_json::Value;
use why1006_accuracy::{Compared, Fit, Score, With, WithRow, compare, with_rows};
use why1006_diagnosis::CauseId;

use crate::{end, fatal, list, say};

/// Prints the figures; fails as without, and if the diagnosis leaves less or
/// more than the table permits.
pub(super) fn run(folder: &Path, with: With, json: bool, all: bool) -> Result<ExitCode, String> {
    let compared = compare(folder, with)?;
    if compared.is_empty() {
        return Err(format!("{}: no recording has that text", folder.display()));
    }
    let rows = with_rows(&compared, with)?;
    if json {
        let rows: Vec<Value> = rows.iter().map(WithRow::json).collect();
        say(&format!("{}\n", Value::Array(rows)))?;
    } else {
        say(&table(&rows))?;
    }
    let scores: Vec<Score> = compared.iter().map(|c| c.score.clone()).collect();
    let differ = |c: &&Compared| c.fails() && c.fit() != Fit::Exact;
    if all {
        say(&list(&scores))?;
        say(&compared.iter().filter(differ).map(difference).collect::<String>())?;
        let unread: BTreeSet<String> = compared
            .iter()
            .flat_map(|c| &c.unread)
            .map(|why| format!("unread        {why}\n"))
            .collect();
        say(&unread.into_iter().collect::<String>())?;
    }
    let mut wrong = fatal(&scores);
    let short = |c: &Compared| heading(c, &leaves(c));
    wrong.extend(compared.iter().filter(differ).map(short));
    end(wrong)
}

/// One row a line, with shares.
fn table(rows: &[WithRow]) -> String {
    let heads = ["runs", "sound", "false", "wrong", "failing", "exact", "smaller", "wider"];
    let mut text = format!("{:25}", "");
    for head in heads {
        text += &format!("{head:>9}");
    }
    text += &format!("{:>18}{:>20}{:>20}\n", "remain", "one cause", "one owner");
    for WithRow { row, fits, .. } in rows {
        let set = if row.set == "lab" { "" } else { row.set };
        text += &format!("{:25}", format!("{} {} {set}", row.engine.as_str(), row.page));
        let plain = row.plain;
        for value in [plain.scenarios, plain.sound, plain.false_certain, plain.owner_wrong] {
            text += &format!("{value:9}");
        }
        for value in [fits.failing, fits.exact, fits.smaller, fits.wider] {
            text += &format!("{value:9}");
        }
        let remain = format!("{} → {}", fits.mean(fits.remain_before), fits.mean(fits.remain));
        text += &format!("{remain:>18}");
        for (before, now) in
            [(fits.one_cause_before, fits.one_cause), (fits.one_owner_before, fits.one_owner)]
        {
            let shares = format!("{} → {}", fits.share(before), fits.share(now));
            text += &format!("{shares:>20}");
        }
        text += "\n";
    }
    text
}

/// A recording that differs: what was told, and which causes are at stake.
fn difference(c: &Compared) -> String {
    let mut text = heading(c, &leaves(c)) + "\n";
    for line in c.lines.iter().chain(&c.unread) {
        text += &format!("    {line}\n");
    }
    text
}

fn leaves(c: &Compared) -> String {
    let names = |causes: Vec<&CauseId>| -> String {
        let names: Vec<&str> = causes.into_iter().map(|c| c.as_str()).collect();
        if names.is_empty() { "-".into() } else { names.join(" ") }
    };
    let (expected, got): (&BTreeSet<_>, &BTreeSet<_>) = (&c.expected, &c.got);
    let (missing, more) = (expected.difference(got).collect(), got.difference(expected).collect());
    format!("missing: {}; more: {}", names(missing), names(more))
}

fn heading(c: &Compared, why: &str) -> String {
    let kind = match c.fit() {
        Fit::Exact => "exact",
        Fit::Smaller => "smaller",
        Fit::Wider => "wider",
    };
    let (engine, page) = (c.score.engine.as_str(), c.score.page.as_str());
    format!("{kind:14}{engine:18}{page:6}{:40}{why}", c.score.scenario.id)
}
