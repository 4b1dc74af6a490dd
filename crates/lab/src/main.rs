//! Starts the lab and keeps it up until it is told to stop.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use lexopt::prelude::*;
use serde_json::json;
use why1006_lab::{Lab, LeftOut, Options, Running, Scratch};

const HELP: &str = "\
why1006-lab: WebSocket endpoints broken on purpose, on loopback

  --only ID[,ID]                  start these scenarios only
  --reference-upstream HOST:PORT  reference endpoint behind the middleboxes
  --page URL                      diagnosing page that the index links to
  --ca-out FILE                   write the root certificate there (PEM)
  --json                          print one line of JSON when all is up
  --until-stdin-closes            stop when standard input ends
";

#[derive(Default)]
struct Arguments {
    options: Options,
    ca_out: Option<PathBuf>,
    json: bool,
    until_stdin_closes: bool,
    help: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("why1006-lab: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = read()?;
    if arguments.help {
        io::stdout().write_all(HELP.as_bytes())?;
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let stop = runtime.block_on(async { Stop::new(arguments.until_stdin_closes) })?;
    let lab = Lab::start(arguments.options)?;
    let mut scratch = None;
    let ca = match arguments.ca_out {
        Some(file) => file,
        None => scratch.insert(Scratch::new()?).path().join("ca.pem"),
    };
    std::fs::write(&ca, lab.ca_pem())
        .map_err(|why| format!("{} cannot be written: {why}", ca.display()))?;
    let ca = std::path::absolute(ca)?.display().to_string();
    let text = if arguments.json { json(&lab, &ca) } else { table(&lab, &ca) };
    io::stdout().write_all(text.as_bytes())?;
    io::stdout().flush()?;
    runtime.block_on(stop.wait());
    // The thread that reads standard input cannot be interrupted.
    runtime.shutdown_background();
    lab.stop();
    Ok(())
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
            Long("until-stdin-closes") => arguments.until_stdin_closes = true,
            Short('h') | Long("help") => arguments.help = true,
            other => return Err(other.unexpected()),
        }
    }
    Ok(arguments)
}

fn table(lab: &Lab, ca: &str) -> String {
    let wide = |of: fn(&Running) -> usize| lab.running().iter().map(of).max().unwrap_or(0);
    let (ids, urls) = (wide(|r| r.scenario.id.len()), wide(|r| r.url.len()));
    let mut text = String::new();
    for r in lab.running() {
        text += &format!("{:ids$}  {:urls$}  {}", r.scenario.id, r.url, r.scenario.does);
        if let Some(note) = &r.note {
            text += &format!(" {note}");
        }
        text += "\n";
    }
    for LeftOut { id, why } in lab.left_out() {
        text += &format!("{id:ids$}  left out: {why}\n");
    }
    text + &format!(
        "\nList with links: {}\nRoot certificate: {ca}\nStop with Ctrl-C.\n",
        lab.index()
    )
}

fn json(lab: &Lab, ca: &str) -> String {
    let scenario = |r: &Running| {
        json!({
            "id": r.scenario.id,
            "url": r.url,
            "truth": r.scenario.truth.as_str(),
            "owner": r.scenario.owner.as_str(),
            "stage": r.scenario.stage.map(|s| s.as_str()),
            "does": r.scenario.does,
            "protocols": r.scenario.protocols,
            "proxy": r.proxy,
            "reference": r.reference,
            "note": r.note,
        })
    };
    let left_out = |l: &LeftOut| json!({ "id": l.id, "why": l.why });
    let line = json!({
        "ca": ca,
        "index": lab.index(),
        "scenarios": lab.running().iter().map(scenario).collect::<Vec<_>>(),
        "left_out": lab.left_out().iter().map(left_out).collect::<Vec<_>>(),
    });
    format!("{line}\n")
}

/// What ends the lab from outside.
struct Stop {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 3],
    until_stdin_closes: bool,
}

impl Stop {
    /// Listens from now on: whoever read our output may signal at once.
    fn new(until_stdin_closes: bool) -> io::Result<Stop> {
        #[cfg(unix)]
        let signals = {
            use tokio::signal::unix::{SignalKind, signal};
            let [interrupt, terminate, hangup] =
                [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
            [signal(interrupt)?, signal(terminate)?, signal(hangup)?]
        };
        Ok(Stop {
            #[cfg(unix)]
            signals,
            until_stdin_closes,
        })
    }

    async fn wait(mut self) {
        let stdin_closes = async {
            if !self.until_stdin_closes {
                std::future::pending::<()>().await;
            }
            let read = || io::copy(&mut io::stdin().lock(), &mut io::sink());
            let _ = tokio::task::spawn_blocking(read).await;
        };
        #[cfg(unix)]
        let signalled = async {
            let [interrupt, terminate, hangup] = &mut self.signals;
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
                _ = hangup.recv() => {}
            }
        };
        #[cfg(not(unix))]
        let signalled = tokio::signal::ctrl_c();
        tokio::select! {
            _ = signalled => {}
            () = stdin_closes => {}
        }
    }
}
