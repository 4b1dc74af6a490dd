//! PowerShell takes the commands as they are meant, by the rules that are written
//! down of it: `about_Quoting_Rules`, `about_Parsing`, `about_Special_Characters`.
//!
//! The reader here is stricter than PowerShell: outside of quotes it knows only
//! what our commands need, and stops at all else.

use proptest::prelude::*;
use why1006_commands::{Command, Shell, Subject, text};

use super::subjects::{encoded, forged, hostile};

/// All that PowerShell takes for a single quote.
const QUOTES: [char; 5] = ['\'', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}'];

/// The calls of a script, each a list of words; `Err` with what is not harmless.
fn calls(script: &str) -> Result<Vec<Vec<String>>, String> {
    let mut calls = vec![Vec::new()];
    let mut chars = script.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => calls.push(Vec::new()),
            ' ' => {}
            '`' if chars.next() == Some('\n') => {}
            c if QUOTES.contains(&c) => {
                let word = quoted(&mut chars).ok_or("a quote has no end")?;
                if !matches!(chars.peek(), None | Some(' ' | '\n')) {
                    return Err(format!("more behind the quote of {word}"));
                }
                calls.last_mut().unwrap().push(word);
            }
            c if c.is_ascii_alphanumeric() || c == '-' => {
                let mut word = String::from(c);
                while let Some(c) = chars.next_if(|c| !matches!(c, ' ' | '\n')) {
                    word.push(c);
                }
                let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
                // The name of a parameter ends at a dot (issue 6291 of PowerShell).
                let is_split = word.starts_with('-') && word.contains('.');
                if is_split || word == "--" || !word.chars().all(is_bare) {
                    return Err(format!("{word} is not bare"));
                }
                calls.last_mut().unwrap().push(word);
            }
            c => return Err(format!("{c:?} outside of quotes")),
        }
    }
    Ok(calls)
}

/// The rest of a word in quotes: two in a row are one of them.
fn quoted(chars: &mut std::iter::Peekable<std::str::Chars>) -> Option<String> {
    let mut word = String::new();
    loop {
        let c = chars.next()?;
        if QUOTES.contains(&c) {
            match chars.next_if(|next| QUOTES.contains(next)) {
                Some(second) => word.push(second),
                None => return Some(word),
            }
        } else {
            word.push(c);
        }
    }
}

/// What a program gets of its words: PowerShell 5.1 joins them to one text, in
/// double quotes where they hold a space, and escapes nothing; the program parts
/// the text again (`CommandLineToArgvW`).
fn arrive(words: &[String]) -> Vec<String> {
    let mut line = String::new();
    for word in words {
        let has_space = word.contains([' ', '\t', '\n']);
        let quote = if has_space { "\"" } else { "" };
        line.push_str(&format!("{quote}{word}{quote} "));
    }
    let mut all = Vec::new();
    let (mut word, mut is_quoted, mut slashes) = (String::new(), false, 0);
    for c in line.chars() {
        match c {
            '\\' => slashes += 1,
            '"' => {
                word.extend(std::iter::repeat_n('\\', slashes / 2));
                match slashes % 2 {
                    1 => word.push('"'),
                    _ => is_quoted = !is_quoted,
                }
                slashes = 0;
            }
            c => {
                word.extend(std::iter::repeat_n('\\', std::mem::take(&mut slashes)));
                match c {
                    ' ' | '\t' | '\n' if !is_quoted => {
                        if !word.is_empty() {
                            all.push(std::mem::take(&mut word));
                        }
                    }
                    c => word.push(c),
                }
            }
        }
    }
    all
}

/// The script with its loop written out. No value holds a space.
fn unrolled(script: &str) -> String {
    let Some((list, rest)) = script
        .strip_prefix("foreach ($origin in ")
        .and_then(|rest| rest.split_once(") {\n"))
        .filter(|(list, _)| !list.contains('\n'))
    else {
        return script.to_owned();
    };
    let body = rest.strip_suffix(" }").unwrap_or(rest);
    let turn = |origin: &str| {
        let word = origin.strip_prefix('\'').unwrap();
        body.replace("\"Origin: $origin\"", &["'Origin: ", word].concat())
    };
    list.split(", ").map(turn).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_reader_knows_what_is_not_harmless() {
    for script in [
        "a 'b",
        "a 'b'c",
        "a $x",
        "a --http1.1",
        "a; b",
        "a 'b' | c",
        "a \"b\"",
        "a 'b\u{2019}; c'",
    ] {
        assert!(calls(script).is_err(), "{script}");
    }
    let read = calls("a 'it''s' -b `\n  'x y'\nc").unwrap();
    assert_eq!(read, [vec!["a", "it's", "-b", "x y"], vec!["c"]]);
    let broken = ["a".to_owned(), "x \"y\" z\\".to_owned()];
    assert_ne!(arrive(&broken), broken);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn a_quoted_word_is_one_word(text in hostile()) {
        let script = format!("a {}", Shell::PowerShell.quote(&text));
        prop_assert_eq!(calls(&script), Ok(vec![vec!["a".to_owned(), text]]));
    }

    #[test]
    fn a_forged_address_stays_one_argument((target, page) in forged()) {
        let subject = Subject { target: &target, page_origin: &page, reference: None };
        for command in Command::ALL {
            let Some(script) = text(*command, &subject, Shell::PowerShell) else { continue };
            let programs = ["curl.exe", "Resolve-DnsName", "Test-NetConnection", "websocat.exe"];
            for call in calls(&unrolled(&script)).map_err(TestCaseError::fail)? {
                prop_assert!(programs.contains(&call[0].as_str()), "{script}");
                prop_assert_eq!(&arrive(&call), &call);
                if call[0] == "curl.exe" {
                    let scheme = if target.url.starts_with("wss") { "https://" } else { "http://" };
                    let url = call.last().unwrap();
                    prop_assert!(url.starts_with(scheme), "{script}");
                    prop_assert_eq!(&encoded(url), url);
                }
            }
        }
    }
}
