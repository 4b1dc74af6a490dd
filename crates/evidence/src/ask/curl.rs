//! Reading a curl command: address, origin, subprotocols.

use super::{Ask, AskKind, as_socket, find};
use crate::{scan, target::ProblemKind};

pub(super) fn read(text: &str) -> Ask {
    let words = split(text);
    // Only a word that is an address counts: headers hold addresses, too.
    let address = words.iter().zip(words.iter().skip(1)).find_map(|(option, word)| {
        let own = !takes_value(option) && !word.starts_with('-');
        let found = || {
            let page = || find::page_address(word).map(as_socket);
            find::socket_address(word).map(str::to_owned).or_else(page)
        };
        own.then(found).flatten()
    });
    let Some(address) = address else {
        return Ask::nothing(ProblemKind::NoAddress, text);
    };
    let mut ask = Ask::new(AskKind::Curl, address);
    let mut previous = "";
    for word in &words {
        if matches!(previous, "-H" | "--header") {
            header(&mut ask, word);
        } else if let Some(value) = word.strip_prefix("-H").filter(|v| !v.is_empty()) {
            header(&mut ask, value);
        }
        previous = word;
    }
    ask
}

/// Options of curl whose next word may hold an address that is not the target.
fn takes_value(option: &str) -> bool {
    const LONG: [&str; 10] = [
        "--header",
        "--referer",
        "--user-agent",
        "--proxy",
        "--cookie",
        "--data",
        "--output",
        "--resolve",
        "--connect-to",
        "--cacert",
    ];
    const SHORT: [&str; 7] = ["-H", "-e", "-A", "-x", "-b", "-d", "-o"];
    LONG.contains(&option) || SHORT.contains(&option)
}

fn header(ask: &mut Ask, line: &str) {
    let Some((name, value)) = scan::cut(line, b":") else {
        return;
    };
    let value = value.trim();
    match name.trim().to_ascii_lowercase().as_str() {
        "origin" => ask.app = Some(value.to_owned()),
        "sec-websocket-protocol" => {
            let names = scan::parts(value, b",").map(str::trim).filter(|p| !p.is_empty());
            ask.protocols.extend(names.map(str::to_owned));
        }
        _ => {}
    }
}

/// Splits a command line as a shell would, as far as quoting goes.
fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            // A line continued with `\`, `^` or a backtick is one command.
            (None, '\\' | '^' | '`') if chars.peek().is_none_or(|n| n.is_whitespace()) => {}
            (None, c) if c.is_whitespace() => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            (_, c) => word.push(c),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}
