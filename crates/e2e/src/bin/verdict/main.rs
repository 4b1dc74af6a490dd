//! How long the page makes people wait: its whole run against bare JavaScript
//! that does the same probes in series in the same browser, and its report on
//! endpoints that stay silent. `cargo xtask bench verdict` builds the page first.
//!
//! - `arguments`: the command line
//! - `kinds`: which endpoints of the lab
//! - `ground`: the lab and the page
//! - `visit`: one run of the page, one of bare JavaScript
//! - `course`: all of them, in turn
//! - `figures`: the numbers and their bars

mod arguments;
mod course;
mod figures;
mod ground;
mod kinds;
mod visit;

use std::process::ExitCode;

use why1006_e2e::Result;

use crate::{
    arguments::{Arguments, Wish},
    figures::Figures,
    ground::Ground,
};

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match arguments::read(std::env::args_os().skip(1)) {
        Ok(Wish::Help(text)) => {
            println!("{text}");
            return ExitCode::SUCCESS;
        }
        Ok(Wish::Run(arguments)) => run(arguments).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<()> {
    let as_json = arguments.json;
    let ground = Ground::start(arguments.dist).await?;
    let seen = course::run(&ground, arguments.rounds).await;
    ground.stop().await;
    let figures = Figures::new(seen?)?;
    if as_json {
        println!("{}", figures.json());
    } else {
        println!("{}", figures.text());
    }
    figures.judge()
}
