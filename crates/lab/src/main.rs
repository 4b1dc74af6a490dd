//! Starts the lab and keeps it up until it is told to stop.

#[path = "main/show.rs"]
mod show;
#[path = "main/stop.rs"]
mod stop;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use lexopt::prelude::*;
use why1006_lab::{Lab, Namespace, Network, Options, Scenario, Scratch, find, near, scenarios};

use self::{
    show::{Unknown, json, table},
    stop::{Stdin, Stop},
};

const HELP: &str = "\
why1006-lab: WebSocket endpoints broken on purpose

On loopback; as root on Linux, what needs names, public and private addresses
or a firewall runs in a network namespace that ends with the lab.

  --only ID[,ID]                  start these scenarios only
  --reference-upstream HOST:PORT  reference endpoint behind the middleboxes
  --page URL                      diagnosing page that the index links to
  --ca-out FILE                   write the root certificate there (PEM)
  --json                          print one line of JSON when all is up
  --until-stdin-closes            stop when standard input ends; without it so
                                  if that is a pipe which is open at the start
  --no-namespace                  leave out what needs a network namespace
";

#[derive(Default)]
struct Arguments {
    options: Options,
    ca_out: Option<PathBuf>,
    json: bool,
    until_stdin_closes: bool,
    no_namespace: bool,
    help: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(why) => {
            eprintln!("why1006-lab: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut arguments = read()?;
    if arguments.help {
        io::stdout().write_all(HELP.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let unknown = set_aside(arguments.options.only.as_mut());
    for Unknown { why, .. } in &unknown {
        eprintln!("why1006-lab: {why}");
    }
    if arguments.options.only.as_ref().is_some_and(Vec::is_empty) {
        return Ok(ExitCode::FAILURE);
    }
    let stdin = if arguments.until_stdin_closes { Stdin::Ends } else { Stdin::EndsIfPipe };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let stop = runtime.block_on(async { Stop::new(stdin) })?;
    // Outlives the lab, whose thread is in it.
    let namespace;
    (namespace, arguments.options.network) =
        network(arguments.options.only.as_deref(), arguments.no_namespace);
    let lab = Lab::start(arguments.options)?;
    let mut scratch = None;
    let ca = match arguments.ca_out {
        Some(file) => file,
        None => scratch.insert(Scratch::new()?).path().join("ca.pem"),
    };
    std::fs::write(&ca, lab.ca_pem())
        .map_err(|why| format!("{} cannot be written: {why}", ca.display()))?;
    let ca = std::path::absolute(ca)?.display().to_string();
    let name = namespace.as_ref().map(|n| n.name().to_owned()).or_else(Namespace::current);
    let name = name.as_deref();
    let text = match arguments.json {
        true => json(&lab, &ca, name, &unknown),
        false => table(&lab, &ca, name),
    };
    io::stdout().write_all(text.as_bytes())?;
    io::stdout().flush()?;
    runtime.block_on(stop.wait());
    lab.stop();
    Ok(ExitCode::SUCCESS)
}

/// Takes out what is no scenario: the others still run.
fn set_aside(only: Option<&mut Vec<String>>) -> Vec<Unknown> {
    let Some(only) = only else {
        return Vec::new();
    };
    let (known, unknown): (Vec<_>, Vec<_>) = only.drain(..).partition(|id| find(id).is_some());
    *only = known;
    let why = |id: String| {
        let near = near(&id);
        Unknown { why: why1006_lab::Error::UnknownId { id: id.clone(), near }.to_string(), id }
    };
    unknown.into_iter().map(why).collect()
}

/// A network for the scenarios that need one of their own, if any does.
fn network(only: Option<&[String]>, no_namespace: bool) -> (Option<Namespace>, Network) {
    let chosen = |s: &Scenario| only.is_none_or(|only| only.iter().any(|id| id == s.id));
    let is_needed = scenarios().iter().any(|s| s.needs_namespace() && chosen(s));
    if no_namespace {
        return (None, Network::Unavailable("left out by --no-namespace".to_owned()));
    }
    if !is_needed {
        return (None, Network::LeftOut);
    }
    if Namespace::is_inside() {
        return (None, Network::Here);
    }
    match Namespace::create() {
        Ok(namespace) => {
            let name = namespace.name().to_owned();
            (Some(namespace), Network::In(name))
        }
        Err(why) => (None, Network::Unavailable(why)),
    }
}

fn read() -> Result<Arguments, lexopt::Error> {
    let mut arguments = Arguments::default();
    let options = &mut arguments.options;
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("only") => {
                let ids = parser.value()?.string()?;
                let ids = ids.split(',').map(str::trim).filter(|id| !id.is_empty());
                let only = options.only.get_or_insert_default();
                only.extend(ids.map(str::to_owned));
                if only.is_empty() {
                    return Err("--only names no scenario".into());
                }
            }
            Long("reference-upstream") => {
                options.reference_upstream = Some(parser.value()?.string()?);
            }
            Long("page") => options.page = Some(parser.value()?.string()?),
            Long("ca-out") => arguments.ca_out = Some(parser.value()?.into()),
            Long("json") => arguments.json = true,
            Long("no-namespace") => arguments.no_namespace = true,
            Long("until-stdin-closes") => arguments.until_stdin_closes = true,
            Short('h') | Long("help") => arguments.help = true,
            other => return Err(other.unexpected()),
        }
    }
    Ok(arguments)
}
