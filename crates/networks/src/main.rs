//! `cargo xtask test --networks`: every situation, or those that are named.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use lexopt::prelude::*;
use why1006_e2e::{
    BrowserKind, dist,
    lanes::{self, LANES, Lane},
};
use why1006_lab::{ended, say};
use why1006_networks::{FEW, Ground, Outcome, Situation, Wish, situations};

const HELP: &str = "\
networks: the page from behind real proxies, filters and portals

  --only ID[,ID]     these situations only; ids as in crates/networks/src/situations.rs
  --few              one or two of each software, in Chromium: what every test runs
  --browser NAME[,NAME]
                     chromium, firefox, webkit [chromium,firefox]; WebKit is
                     tried where nobody tells it of a proxy
  --record           write the evidence to tests/evidence/network
  --pictures DIR     write pictures of the reports in Chromium
  --dist DIR         the built page [dist of this work tree]

Fails if a truth is ruled out, somebody else is blamed, or what works is said to
fail. What is not installed, or may not be run here, is skipped with the reason.
";

#[derive(Default)]
struct Arguments {
    only: Vec<String>,
    few: bool,
    browsers: Vec<BrowserKind>,
    record: bool,
    pictures: Option<PathBuf>,
    dist: Option<PathBuf>,
    help: bool,
}

fn main() -> ExitCode {
    ended(run())
}

fn run() -> Result<ExitCode, String> {
    let arguments = read().map_err(|why| format!("networks: {why}"))?;
    if arguments.help {
        return say(HELP).map(|()| ExitCode::SUCCESS);
    }
    let known = |id: &String| situations().iter().any(|situation| situation.id == id);
    if let Some(id) = arguments.only.iter().find(|id| !known(id)) {
        return Err(format!("no situation `{id}`; crates/networks/src/situations.rs has them all"));
    }
    let lanes = if arguments.only.len() == 1 { 1 } else { LANES };
    lanes::run(lanes, "situations", async |lane| try_all(&arguments, lane).await)
}

/// Tries the situations and gives the number of those that failed.
async fn try_all(arguments: &Arguments, lane: &Lane) -> Result<usize, String> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let wish = Wish {
        browsers: match &arguments.browsers[..] {
            [] if arguments.few => vec![BrowserKind::Chromium],
            [] => vec![BrowserKind::Chromium, BrowserKind::Firefox],
            some => some.to_vec(),
        },
        record: arguments.record.then(|| root.join("tests/evidence/network")),
        pictures: arguments.pictures.clone(),
    };
    let ground = Ground::start(&arguments.dist.clone().unwrap_or_else(dist)).await?;
    let wanted = |situation: &&Situation| match arguments.few {
        true => FEW.contains(&situation.id),
        false => arguments.only.is_empty() || arguments.only.iter().any(|id| id == situation.id),
    };
    let (mut failed, mut skipped, began) = (0, 0, Instant::now());
    for situation in situations().iter().filter(wanted) {
        if !lane.takes(situation.id)? {
            continue;
        }
        let began = Instant::now();
        let outcome = ground.try_out(situation, &wish).await;
        let (id, seconds) = (situation.id, began.elapsed().as_secs_f64());
        match outcome {
            Outcome::Sound(said) => {
                eprintln!("sound    {id:32}{seconds:6.1} s");
                said.iter().for_each(|line| eprintln!("         {line}"));
            }
            Outcome::Skipped(why) => {
                skipped += 1;
                eprintln!("skipped  {id}: {why}");
            }
            Outcome::Failed(faults) => {
                failed += 1;
                faults.iter().for_each(|why| eprintln!("failed   {id}: {why}"));
            }
        }
    }
    ground.stop().await;
    eprintln!("{failed} failed, {skipped} skipped, all in {} s.", began.elapsed().as_secs());
    Ok(failed)
}

fn read() -> Result<Arguments, lexopt::Error> {
    let mut arguments = Arguments::default();
    let mut parser = lexopt::Parser::from_env();
    let names = |text: String| -> Vec<String> {
        text.split(',').map(|name| name.trim().to_owned()).collect()
    };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("only") => arguments.only.extend(names(parser.value()?.string()?)),
            Long("browser") => {
                for name in names(parser.value()?.string()?) {
                    let kind = BrowserKind::parse(&name).map_err(|why| why.to_string())?;
                    arguments.browsers.push(kind);
                }
            }
            Long("few") => arguments.few = true,
            Long("record") => arguments.record = true,
            Long("pictures") => arguments.pictures = Some(parser.value()?.into()),
            Long("dist") => arguments.dist = Some(parser.value()?.into()),
            Short('h') | Long("help") => arguments.help = true,
            other => return Err(other.unexpected()),
        }
    }
    Ok(arguments)
}
