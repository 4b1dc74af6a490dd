//! The project's commands, in plain Rust so that they run on every system.
//!
//! - [`project`], [`command`]: where things are, how programs are started
//! - [`tools`]: sets up what a command needs and does not find
//! - [`page`]: builds the page and makes it ready for a host
//! - [`serve`], [`mod@test`], [`dist`], [`mod@bench`], [`diagnose`],
//!   [`accuracy`], [`lab`], [`record`]: one command each

mod accuracy;
mod bench;
mod command;
mod diagnose;
mod dist;
mod files;
mod lab;
mod page;
mod project;
mod record;
mod serve;
mod test;
mod tools;

use std::{ffi::OsString, process::ExitCode};

/// Every failure is one line that names the thing and the cure.
type Result<T> = std::result::Result<T, String>;

const HELP: &str = "\
Usage: cargo xtask <command>

  serve [--no-build] [-- SERVER ARGUMENTS]
                        build the page and host it with its reference endpoint
  test [--only STEP,…] [--list] [--stacks [--record]]
                        run every check of the project; --stacks: only the
                        proofs that recipes cure real software, --record: and
                        write what browsers saw of it while it was broken
  dist [--public-url PATH] [--server]
                        a folder for any static host, an archive and checksums;
                        with --server also the server with the page inside
  bench size [--json]   bytes of the built page; fails above the budget
  bench diagnose [--json]
                        time of one diagnosis, natively, over all recordings;
                        fails above its bar
  bench paste [--json]  time of reading the longest pastes, natively; fails
                        above its bar
  bench reference [--json]
                        256 WebSockets at once at the real server, each with the
                        ladder of messages, beside a minimal echo; fails above
                        its bars, in some seconds
  bench verdict [--rounds N] [--dist DIR] [--json]
                        from the click to the report, against bare JavaScript
                        and on silent endpoints; fails above its bars
  diagnose [URL] [--browser chromium|firefox|webkit] [--page http|https]
           [--trust CA.pem]… [--browser-arg ARG]… [--reference URL]
           [--dist DIR] [--json]
                        press the button of the real page in a real browser
  diagnose --from FILE|LINK|- [--json]
                        the diagnosis of a result that was passed on; no browser
  accuracy [--json] [--list] [--evidence DIR] [--write-docs]
           [--with-console | --with-tab | --with-both]
                        replay the recorded evidence: how good is the diagnosis?
                        with --write-docs also write docs/accuracy.md
  record [--browser NAME,…] [--page http,https] [--only ID,…] [--patience]
         [--out DIR] [--dist DIR]
                        write down what real browsers see of the lab
  lab [--only ID,…] [--json] [--page URL] [--reference-upstream HOST:PORT]
      [--ca-out FILE] [--no-namespace] [--until-stdin-closes]
                        endpoints broken on purpose, each with the truth known;
                        as root also those that need a network of their own

What a command needs and does not find is set up first.";

fn main() -> ExitCode {
    let mut arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let command = if arguments.is_empty() { OsString::from("help") } else { arguments.remove(0) };
    let outcome = match command.to_string_lossy().as_ref() {
        "serve" => serve::main(arguments),
        "test" => test::main(arguments),
        "dist" => dist::main(arguments),
        "bench" => bench::main(arguments),
        "diagnose" => diagnose::main(arguments),
        "accuracy" => accuracy::main(arguments),
        "record" => record::main(arguments),
        "lab" => lab::main(arguments),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("unknown command `{other}`; `cargo xtask help` lists them all")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("error: {line}");
            ExitCode::FAILURE
        }
    }
}
