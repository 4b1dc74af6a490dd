//! The command line.

use std::{ffi::OsString, path::PathBuf};

use lexopt::prelude::*;
use why1006_e2e::{Error, Result};

const HELP: &str = "\
Usage: cargo xtask bench verdict [OPTIONS]

Times the page in Chromium over endpoints of the lab, from the click to the
report: against bare JavaScript that does the same probes one after the other,
and on endpoints that stay silent. Fails above a bar.

  --rounds N          how often each endpoint is visited, 1 to 50 [2]
  --dist DIR          the built page [dist of this work tree]
  --json              one line of JSON";

/// What the command line asks for.
#[derive(Debug)]
pub(crate) enum Wish {
    /// Print this and be done.
    Help(&'static str),
    /// Measure.
    Run(Arguments),
}

/// The options as given.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) rounds: usize,
    pub(crate) dist: Option<PathBuf>,
    pub(crate) json: bool,
}

/// Reads the command line.
///
/// # Errors
/// One line that names the option and what it takes.
pub(crate) fn read(arguments: impl Iterator<Item = OsString>) -> Result<Wish> {
    let mut found = Arguments { rounds: 2, dist: None, json: false };
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next().map_err(fault)? {
        match argument {
            Long("help") | Short('h') => return Ok(Wish::Help(HELP)),
            Long("rounds") => {
                let text = parser.value().and_then(|value| value.string()).map_err(fault)?;
                let number = text.parse().ok().filter(|number| (1..=50).contains(number));
                found.rounds = number.ok_or_else(|| {
                    Error::new(format!("--rounds {text}: give a number from 1 to 50"))
                })?;
            }
            Long("dist") => found.dist = Some(parser.value().map_err(fault)?.into()),
            Long("json") => found.json = true,
            other => return Err(Error::new(format!("{}; see --help", other.unexpected()))),
        }
    }
    Ok(Wish::Run(found))
}

fn fault(error: lexopt::Error) -> Error {
    Error::new(format!("{error}; see --help"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(words: &[&str]) -> std::result::Result<Arguments, String> {
        match read(words.iter().map(OsString::from)) {
            Ok(Wish::Run(arguments)) => Ok(arguments),
            Ok(Wish::Help(text)) => Err(text.to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn options_are_read() {
        let usual = given(&[]).unwrap();
        assert_eq!((usual.rounds, usual.dist, usual.json), (2, None, false));
        let all = given(&["--json", "--rounds=7", "--dist", "x"]).unwrap();
        assert_eq!((all.rounds, all.dist, all.json), (7, Some(PathBuf::from("x")), true));
        assert!(given(&["--rounds", "1", "-h"]).unwrap_err().starts_with("Usage"));
    }

    #[test]
    fn faults_name_the_option() {
        for words in [&["--rounds", "0"], &["--rounds", "51"], &["--rounds", "two"]] {
            assert!(given(words).unwrap_err().contains("from 1 to 50"), "{words:?}");
        }
        assert!(given(&["--rounds"]).unwrap_err().contains("--rounds"));
        assert!(given(&["--colour"]).unwrap_err().contains("--colour"));
        assert!(given(&["wss://a"]).unwrap_err().contains("wss://a"));
    }
}
