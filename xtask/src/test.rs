//! `cargo xtask test`: every check, cheapest first, until one fails.

mod steps;

use std::{ffi::OsString, time::Instant};

use crate::Result;
use steps::{STEPS, Step};

/// Runs all steps, or those that `--only` names, in the order of the table.
/// `--stacks` is short for `--only stacks`, and `--networks` runs all situations,
/// of which the step runs a few; with `--record` they also write what the browsers
/// saw.
pub(crate) fn main(arguments: Vec<OsString>) -> Result<()> {
    let mut only: Vec<String> = Vec::new();
    let (mut record, mut networks) = (false, false);
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next().map_err(|e| e.to_string())? {
        match argument {
            lexopt::Arg::Long("list") => {
                for step in STEPS {
                    println!("{:<14}{}", step.name, step.about);
                }
                return Ok(());
            }
            lexopt::Arg::Long("stacks") => only.push("stacks".to_owned()),
            lexopt::Arg::Long("networks") => networks = true,
            lexopt::Arg::Long("record") => record = true,
            lexopt::Arg::Long("only") => {
                let value = parser.value().map_err(|e| e.to_string())?;
                only.extend(value.to_string_lossy().split(',').map(str::to_owned));
            }
            other => return Err(format!("test: {}", other.unexpected())),
        }
    }
    let more: &[&str] = if record { &["--record"] } else { &[] };
    match &only[..] {
        [] if networks => return steps::networks_with(more),
        [one] if record && !networks && one == "stacks" => return steps::stacks_with(more),
        _ if networks || record => {
            return Err("test: --networks goes alone, --record with that or --stacks alone".into());
        }
        _ => {}
    }
    if let Some(name) = only.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        return Err(format!("test has no step `{name}`; `cargo xtask test --list` names them"));
    }
    let chosen = |step: &&Step| only.is_empty() || only.iter().any(|name| name == step.name);
    let began = Instant::now();
    for step in STEPS.iter().filter(chosen) {
        eprintln!("── {} · {}", step.name, step.about);
        let began = Instant::now();
        let outcome = (step.run)();
        eprintln!("── {} · {:.1} s", step.name, began.elapsed().as_secs_f64());
        outcome.map_err(|line| {
            format!("{}: {line} (again: cargo xtask test --only {})", step.name, step.name)
        })?;
    }
    eprintln!("All passed in {:.0} s.", began.elapsed().as_secs_f64());
    Ok(())
}
