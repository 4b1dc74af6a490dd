//! `cargo xtask test --stacks`: every proof, or those that are named.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use lexopt::prelude::*;
use why1006_content::recipes;
use why1006_e2e::{
    BrowserKind, dist,
    lanes::{self, LANES, Lane},
};
use why1006_lab::{ended, say};
use why1006_stacks::{Ground, Outcome, Proof, Wish, docs, proofs};

const HELP: &str = "\
stacks: real software, broken, seen to fail, mended by its recipe, seen to work

  --only ID[,ID]     these proofs only; ids as in crates/stacks/src/proof.rs
  --browser NAME     chromium or firefox alone [both, where a proof asks for it]
  --record           write the evidence of the broken servers to
                     tests/evidence/stacks
  --dist DIR         the built page [dist of this work tree]
  --write-docs       write docs/stacks.md and do nothing else

Fails if a recipe does not do what it says. What is not installed, or may not be
run here, is skipped with the reason.
";

#[derive(Default)]
struct Arguments {
    only: Vec<String>,
    browser: Option<BrowserKind>,
    record: bool,
    dist: Option<PathBuf>,
    write_docs: bool,
    help: bool,
}

fn main() -> ExitCode {
    ended(run())
}

fn run() -> Result<ExitCode, String> {
    let arguments = read().map_err(|why| format!("stacks: {why}"))?;
    if arguments.help {
        return say(HELP).map(|()| ExitCode::SUCCESS);
    }
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    if arguments.write_docs {
        let file = root.join("docs/stacks.md");
        return fs::write(&file, docs(&recipes()))
            .map(|()| ExitCode::SUCCESS)
            .map_err(|why| format!("{}: cannot be written: {why}", file.display()));
    }
    let known = |id: &String| proofs().iter().any(|proof| proof.id == id);
    if let Some(id) = arguments.only.iter().find(|id| !known(id)) {
        return Err(format!("no proof `{id}`; crates/stacks/src/proof.rs has them all"));
    }
    let wish = Wish { record: arguments.record.then(|| root.join("tests/evidence/stacks")) };
    let lanes = if arguments.only.len() == 1 { 1 } else { LANES };
    lanes::run(lanes, "proofs", async |lane| prove_all(&arguments, &wish, lane).await)
}

/// Runs the proofs and gives the number of those that failed.
async fn prove_all(arguments: &Arguments, wish: &Wish, lane: &Lane) -> Result<usize, String> {
    let dist = arguments.dist.clone().unwrap_or_else(dist);
    let kinds = match arguments.browser {
        Some(kind) => vec![kind],
        None => vec![BrowserKind::Chromium, BrowserKind::Firefox],
    };
    let began = Instant::now();
    let ground = Ground::start(&dist, &kinds).await?;
    let wanted = |proof: &&Proof| {
        arguments.only.is_empty() || arguments.only.iter().any(|id| id == proof.id)
    };
    let mut failed = 0;
    let mut skipped = 0;
    for proof in proofs().iter().filter(wanted) {
        if !lane.takes(proof.id)? {
            continue;
        }
        let began = Instant::now();
        let outcome = ground.prove(proof, wish).await;
        let seconds = began.elapsed().as_secs_f64();
        match outcome {
            Outcome::Proven => eprintln!("proven   {:32}{seconds:6.1} s", proof.id),
            Outcome::Skipped(why) => {
                skipped += 1;
                eprintln!("skipped  {}: {why}", proof.id);
            }
            Outcome::Failed(why) => {
                failed += 1;
                eprintln!("failed   {}: {why}", proof.id);
            }
        }
    }
    ground.stop().await;
    let seconds = began.elapsed().as_secs();
    eprintln!("{failed} failed, {skipped} skipped, all in {seconds} s.");
    Ok(failed)
}

fn read() -> Result<Arguments, lexopt::Error> {
    let mut arguments = Arguments::default();
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("only") => {
                let value = parser.value()?.string()?;
                arguments.only.extend(value.split(',').map(|id| id.trim().to_owned()));
            }
            Long("browser") => {
                let name = parser.value()?.string()?;
                let kind = BrowserKind::parse(&name).map_err(|why| why.to_string())?;
                arguments.browser = Some(kind);
            }
            Long("record") => arguments.record = true,
            Long("dist") => arguments.dist = Some(parser.value()?.into()),
            Long("write-docs") => arguments.write_docs = true,
            Short('h') | Long("help") => arguments.help = true,
            other => return Err(other.unexpected()),
        }
    }
    Ok(arguments)
}
