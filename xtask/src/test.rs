//! `cargo xtask test`: every check, cheapest first, until one fails.

mod steps;

use std::{ffi::OsString, time::Instant};

use crate::Result;
use steps::{STEPS, Step};

/// Runs all steps, or those that `--only` names, in the order of the table.
/// `--stacks` and `--networks` are short for `--only stacks` and `--only
/// networks`; with `--record` they also write what the browsers saw.
pub(crate) fn main(arguments: Vec<OsString>) -> Result<()> {
    let mut only: Vec<String> = Vec::new();
    let mut record = false;
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
            lexopt::Arg::Long("networks") => only.push("networks".to_owned()),
            lexopt::Arg::Long("record") => record = true,
            lexopt::Arg::Long("only") => {
                let value = parser.value().map_err(|e| e.to_string())?;
                only.extend(value.to_string_lossy().split(',').map(str::to_owned));
            }
            other => return Err(format!("test: {}", other.unexpected())),
        }
    }
    if record {
        return match &only[..] {
            [one] if one == "stacks" => steps::stacks_with(&["--record"]),
            [one] if one == "networks" => steps::networks_with(&["--record"]),
            _ => Err("test: --record goes with --stacks or --networks alone".into()),
        };
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
