//! Runs the real page in real browsers over the lab's scenarios and writes what
//! they saw. `cargo xtask record` builds the page first.
//!
//! - `arguments`, `plan`: what is run
//! - `ground`: the lab and the page
//! - `engine`, `visit`: one browser, one scenario
//! - `undriven`: WebKit's console lines, from a second run
//! - `tabs`: what a new tab shows, from visits of their own
//! - `terminal`: what curl and openssl print, in a run of its own
//! - `results`: the files

mod arguments;
mod engine;
mod ground;
mod plan;
mod results;
mod tabs;
mod terminal;
mod undriven;
mod visit;

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use why1006_e2e::{BrowserKind, Result, network, normal};

use crate::{arguments::Arguments, engine::Engine, ground::Ground, results::Results};

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args_os().skip(1)) {
        Ok(arguments) if arguments.help => {
            // Whoever closed the pipe has read enough.
            let _ = writeln!(std::io::stdout(), "{}", Arguments::HELP);
            return ExitCode::SUCCESS;
        }
        Ok(arguments) => arguments,
        Err(error) => return failed(&error.to_string()),
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&format!("no runtime: {error}")),
    };
    match runtime.block_on(network::inside()) {
        Ok(Some(code)) => return code,
        Ok(None) => {}
        Err(error) => return failed(&error.to_string()),
    }
    match runtime.block_on(run(&arguments)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(1) => failed("one fault, see the line above"),
        Ok(faults) => failed(&format!("{faults} faults, see the lines above")),
        Err(error) => failed(&error.to_string()),
    }
}

fn failed(line: &str) -> ExitCode {
    eprintln!("error: {line}");
    ExitCode::FAILURE
}

/// Records everything and gives the number of faults.
async fn run(arguments: &Arguments) -> Result<usize> {
    let began = Instant::now();
    let folder = arguments.out.clone().unwrap_or_else(usual_folder);
    if arguments.terminal {
        return terminal::record(arguments, folder).await;
    }
    let results = Results::new(folder, arguments.patience, arguments.quick);
    for fault in &arguments.faults {
        results.fault(fault.clone());
    }
    let ids = plan::chosen(arguments).iter().map(|s| s.id.to_owned()).collect();
    let ground = Ground::start(arguments.dist.clone(), ids).await?;
    let engine = |kind| Engine { kind, ground: &ground, arguments, results: &results };
    let [chromium, firefox, webkit] = BrowserKind::ALL.map(engine);
    // They mostly wait, so they can do so beside one another.
    tokio::join!(chromium.run(), firefox.run(), webkit.run());
    if !arguments.tabs {
        results.list();
    }
    ground.host.stop().await;
    eprintln!("All in {} s.", began.elapsed().as_secs());
    Ok(results.faults())
}

/// `tests/evidence` of this work tree.
fn usual_folder() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).join("tests/evidence")
}
