//! `cargo xtask record`: what real browsers see of the lab, as files.

use std::{borrow::Cow, ffi::OsString};

use crate::{Result, command, page, tools};

/// Sets up page and browsers, then becomes the program of `crates/e2e`.
pub(crate) fn main(arguments: Vec<OsString>) -> Result<()> {
    let texts: Vec<_> = arguments.iter().map(|a| a.to_string_lossy()).collect();
    let says = |word: &str| texts.iter().any(|text| text == word);
    if says("--terminal") {
        tools::browsers::set_up_lab();
    } else if !(says("--help") || says("-h")) {
        set_up(&values(&texts, "--browser"));
        tools::browsers::set_up_lab();
        if values(&texts, "--dist").is_empty() {
            page::build(page::RELATIVE)?;
        }
    }
    let mut cargo = command::cargo();
    cargo.args(["run", "--quiet", "-p", "why1006-e2e", "--bin", "record", "--"]);
    command::become_program(cargo.args(arguments))
}

/// Sets up the browsers of these lists, or all. What is missing is said here;
/// the program runs the others.
fn set_up(lists: &[&str]) {
    let names: Vec<&str> = match lists {
        [] => vec!["chromium", "firefox", "webkit"],
        lists => lists.iter().flat_map(|list| list.split(',')).map(str::trim).collect(),
    };
    for name in names {
        if let Err(line) = tools::browsers::set_up_one(name) {
            eprintln!("{name}: {line}");
        }
    }
}

/// The values of `--name VALUE` and `--name=VALUE`.
fn values<'a>(arguments: &'a [Cow<'_, str>], name: &str) -> Vec<&'a str> {
    let value = |(at, argument): (usize, &'a Cow<'_, str>)| {
        if argument == name {
            return arguments.get(at + 1).map(|value| value.as_ref());
        }
        argument.strip_prefix(name)?.strip_prefix('=')
    };
    arguments.iter().enumerate().filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_in_both_spellings() {
        let words = ["--browser", "a,b", "--only", "x", "--browser=c"].map(Cow::from);
        assert_eq!(values(&words, "--browser"), ["a,b", "c"]);
        assert_eq!(values(&words, "--dist"), Vec::<&str>::new());
    }
}
