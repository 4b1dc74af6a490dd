//! What the programs of this project say, and how they end.

use std::{
    fmt::Display,
    io::{self, Write},
    process::ExitCode,
};

/// Writes to standard output; a reader that has gone is no fault of ours.
///
/// # Errors
/// One line: it cannot be written.
pub fn say(text: &str) -> Result<(), String> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(why) if why.kind() != io::ErrorKind::BrokenPipe => Err(why.to_string()),
        _ => Ok(()),
    }
}

/// The code that a program ends with; an error is said in one line before.
pub fn ended(outcome: Result<ExitCode, impl Display>) -> ExitCode {
    outcome.unwrap_or_else(|why| {
        eprintln!("error: {why}");
        ExitCode::FAILURE
    })
}
