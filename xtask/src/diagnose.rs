//! `cargo xtask diagnose`: the real page in a real browser, from the terminal.

use std::ffi::OsString;

use crate::{Result, command, page, tools};

/// Sets up page and browser, then becomes the program of `crates/e2e`.
pub(crate) fn main(arguments: Vec<OsString>) -> Result<()> {
    let texts: Vec<_> = arguments.iter().map(|a| a.to_string_lossy()).collect();
    let asks_for_help = texts.iter().any(|text| text == "--help" || text == "-h");
    // A result that was passed on needs neither page nor browser.
    let runs = !asks_for_help && value(&texts, "--from").is_none();
    if runs {
        tools::browsers::set_up_one(value(&texts, "--browser").unwrap_or("chromium"))?;
        if value(&texts, "--dist").is_none() {
            page::build(page::RELATIVE)?;
        }
    }
    let mut cargo = command::cargo();
    cargo.args(["run", "--quiet", "-p", "why1006-e2e", "--bin", "diagnose", "--"]);
    command::become_program(cargo.args(arguments))
}

/// The value of `--name VALUE` or `--name=VALUE`, the last one.
fn value<'a>(arguments: &'a [std::borrow::Cow<'_, str>], name: &str) -> Option<&'a str> {
    let mut found = None;
    for (index, argument) in arguments.iter().enumerate() {
        if argument == name {
            found = arguments.get(index + 1).map(|value| value.as_ref());
        } else if let Some(rest) = argument.strip_prefix(name)
            && let Some(value) = rest.strip_prefix('=')
        {
            found = Some(value);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn an_option_is_found_in_both_spellings() {
        let arguments: Vec<_> = ["wss://a", "--browser", "firefox", "--dist=x"]
            .into_iter()
            .map(std::borrow::Cow::from)
            .collect();
        assert_eq!(value(&arguments, "--browser"), Some("firefox"));
        assert_eq!(value(&arguments, "--dist"), Some("x"));
        assert_eq!(value(&arguments, "--page"), None);
    }
}
