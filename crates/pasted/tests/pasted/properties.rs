//! Whatever is pasted: no panic, no secret, no list without end.
//!
//! Runs `WHY1006_CASES` cases of each test, 1,000 without it.

use std::{path::PathBuf, sync::LazyLock};

use crate::{context, quoted, terminal};
use proptest::prelude::*;
use why1006_evidence::{Target, Told, told::MAX_TOLD};
use why1006_pasted::{MAX_IGNORED, Reading, Source, Why, code, find_codes, read};

use crate::target;

const URL: &str = "wss://a.example/s/room/ws?ticket=1";

/// One line of each kind that was recorded, about [`URL`] and its twin.
static LINES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    let mut lines = std::collections::BTreeSet::new();
    for recording in why1006_recordings::all(&folder).expect("recordings") {
        let url = recording.evidence.target.url.clone();
        let twin = url.replacen("ws", "http", 1);
        for line in recording.console.into_iter().flatten() {
            let line = line.replace(&url, URL).replace(&twin, &URL.replacen("ws", "http", 1));
            // Other hosts have their scenario's numbers: one of each kind will do.
            if line.contains("a.example") || lines.len() % 7 == 0 {
                lines.insert(line);
            }
        }
        lines.extend(recording.tab.and_then(|tab| tab.text));
    }
    lines.into_iter().collect()
});

/// What terminals print, recorded and quoted.
static OUTPUTS: LazyLock<Vec<String>> =
    LazyLock::new(|| terminal::outputs().into_values().chain(quoted::texts()).collect());

fn cases() -> ProptestConfig {
    let cases = std::env::var("WHY1006_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases.unwrap_or(1_000))
    }
}

fn real() -> impl Strategy<Value = String> {
    any::<prop::sample::Index>().prop_map(|index| LINES[index.index(LINES.len())].clone())
}

fn source() -> impl Strategy<Value = Source> {
    prop_oneof![Just(Source::ThisPage), Just(Source::AppPage)]
}

fn any_target() -> Target {
    target(URL)
}

/// A real line with one stretch taken out or replaced.
fn mutated() -> impl Strategy<Value = String> {
    (real(), any::<(prop::sample::Index, prop::sample::Index)>(), "\\PC{0,6}|[\0-\u{1f}]{0,3}")
        .prop_map(|(line, (a, b), put)| {
            let chars: Vec<char> = line.chars().collect();
            let (a, b) = (a.index(chars.len() + 1), b.index(chars.len() + 1));
            let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 12));
            chars[..from]
                .iter()
                .copied()
                .chain(put.chars())
                .chain(chars[to..].iter().copied())
                .collect()
        })
}

/// The begin of one real line and the end of another, and so on.
fn spliced() -> impl Strategy<Value = String> {
    let piece = (real(), any::<prop::sample::Index>(), any::<bool>());
    let glue = prop_oneof![Just(""), Just("\n"), Just(" "), Just("'")];
    prop::collection::vec((piece, glue), 1..5).prop_map(|pieces| {
        let mut text = String::new();
        for ((line, index, front), glue) in pieces {
            let chars: Vec<char> = line.chars().collect();
            let at = index.index(chars.len() + 1);
            text.extend(if front { &chars[..at] } else { &chars[at..] });
            text.push_str(glue);
        }
        text
    })
}

fn output() -> impl Strategy<Value = String> {
    any::<prop::sample::Index>().prop_map(|index| OUTPUTS[index.index(OUTPUTS.len())].clone())
}

/// Some lines of one output, others of another, with colours, prompts or ends
/// of lines between.
fn outputs_joined() -> impl Strategy<Value = String> {
    let piece = (output(), any::<(prop::sample::Index, prop::sample::Index)>());
    let glue = prop_oneof![
        Just("\n"),
        Just("\r\n"),
        Just("\x1b[0m\n"),
        Just("\n$ "),
        Just("\n> "),
        Just("")
    ];
    prop::collection::vec((piece, glue), 1..4).prop_map(|pieces| {
        let mut text = String::new();
        for ((output, (a, b)), glue) in pieces {
            let lines: Vec<&str> = output.lines().collect();
            let (a, b) = (a.index(lines.len() + 1), b.index(lines.len() + 1));
            text.push_str(&lines[a.min(b)..a.max(b)].join(glue));
            text.push_str(glue);
        }
        text
    })
}

/// An output with one stretch taken out or replaced.
fn output_changed() -> impl Strategy<Value = String> {
    let put = "\\PC{0,8}|[\0-\u{1f}]{0,3}|[*<>$ :(){}/0-9\n-]{0,8}";
    (output(), any::<(prop::sample::Index, prop::sample::Index)>(), put).prop_map(
        |(output, (a, b), put)| {
            let chars: Vec<char> = output.chars().collect();
            let (a, b) = (a.index(chars.len() + 1), b.index(chars.len() + 1));
            let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 40));
            let before = chars[..from].iter().copied();
            before.chain(put.chars()).chain(chars[to..].iter().copied()).collect()
        },
    )
}

fn sound(text: &str, reading: &Reading) {
    assert!(reading.understood.len() <= MAX_TOLD);
    assert!(reading.ignored.len() <= MAX_IGNORED + Why::ALL.len());
    assert_eq!(reading.fault.is_some(), reading.understood.is_empty());
    let told: Vec<&Told> = reading.understood.iter().map(|one| &one.told).collect();
    assert!(told.iter().enumerate().all(|(at, one)| !told[..at].contains(one)));
    let excerpts = reading.understood.iter().map(|one| &one.excerpt);
    let others = reading.ignored.iter().flat_map(|one| [&one.excerpt, &one.about]);
    assert!(excerpts.chain(others).all(|text| text.chars().count() <= 160));
    let lines = text.split(['\n', '\r']).count() as u32;
    let counted = reading.understood.iter().map(|one| one.lines);
    assert!(counted.chain(reading.ignored.iter().map(|one| one.lines)).sum::<u32>() <= lines);
}

fn check(text: &str, source: Source) {
    check_read(text, source);
    let _ = code(text);
}

fn check_read(text: &str, source: Source) {
    let reading = read(text, &context(&any_target(), source));
    sound(text, &reading);
    assert_eq!(reading, read(text, &context(&any_target(), source)));
    // The same text says the same, whatever white space is around it.
    let again = read(&format!("\n{text}\n"), &context(&any_target(), source));
    assert_eq!(told_of(&reading), told_of(&again));
}

fn told_of(reading: &Reading) -> Vec<&Told> {
    reading.understood.iter().map(|one| &one.told).collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_text(text in ".{0,200}|(?s-u:[ -~\n'\"/:?#@.]){0,200}|[wshtp:/. 'a-e\n]{0,80}", source in source()) {
        check(&text, source);
        let _ = find_codes(&text).count();
    }

    #[test]
    fn lines_with_a_part_changed(text in mutated(), source in source()) {
        check(&text, source);
    }

    #[test]
    fn lines_cut_and_joined(text in spliced(), source in source()) {
        check(&text, source);
    }

    #[test]
    fn no_secret_survives(
        line in real(),
        secret in "[A-Z]{3}[a-z]{4}[0-9]{5}[A-Za-z0-9]{8}",
        short in "[a-z]{3}[0-9][a-z]{2}",
        at in any::<prop::sample::Index>(),
        form in 0..6usize,
    ) {
        let put = match form {
            0 => format!(" {secret} "),
            1 => format!(" Authorization: Basic {short} "),
            2 => format!(" cookie: sid={short}; x={short}"),
            3 => format!(" https://u:{short}@a.example/{secret}?t={short}&{secret}#{short} "),
            4 => format!(" wss://a.example/s/{secret}/ws?ticket={short} "),
            _ => format!(" token={short}1234 key: {short}5678 "),
        };
        let words: Vec<&str> = line.split(' ').collect();
        let at = at.index(words.len() + 1);
        let text = format!("{}{put}{}", words[..at].join(" "), words[at..].join(" "));
        let reading = read(&text, &context(&any_target(), Source::ThisPage));
        let secrets = [secret.as_str(), short.as_str(), "Authorization", "cookie"];
        let shown = reading.understood.iter().map(|one| &one.excerpt);
        let others = reading.ignored.iter().flat_map(|one| [&one.excerpt, &one.about]);
        for excerpt in shown.chain(others) {
            prop_assert!(!secrets.iter().any(|s| excerpt.contains(s)), "{excerpt}");
        }
    }
    #[test]
    fn outputs_with_a_part_changed(text in output_changed(), source in source()) {
        check_read(&text, source);
    }

    #[test]
    fn outputs_cut_and_joined(text in outputs_joined(), source in source()) {
        check_read(&text, source);
    }

    #[test]
    fn no_secret_survives_in_an_output(
        output in output(),
        secret in "[A-Z]{3}[a-z]{4}[0-9]{5}[A-Za-z0-9]{8}",
        short in "[a-z]{3}[0-9][a-z]{2}",
        (line, word) in any::<(prop::sample::Index, prop::sample::Index)>(),
        form in 0..9usize,
    ) {
        let put = match form {
            0 => format!(" {secret} "),
            1 => format!(" -H 'Authorization: Basic {short}' "),
            2 => format!(" -b 'sid={short}; x={short}' "),
            3 => format!(" https://u:{short}@a.example/{secret}?t={short}&{secret}#{short} "),
            4 => format!(" -u 'me:{short}' "),
            5 => format!("\n> Cookie: x={short}\n"),
            6 => format!("\n< Set-Cookie: x={short}; path=/\n"),
            7 => format!("\n> X-Api-Key: {short}5678\n"),
            _ => format!("\n> GET /ws?t={short} HTTP/1.1\n> Host: {secret}\n"),
        };
        let mut lines: Vec<String> = output.lines().map(str::to_owned).collect();
        let at = line.index(lines.len());
        let words: Vec<&str> = lines[at].split(' ').collect();
        let cut = word.index(words.len() + 1);
        lines[at] = format!("{}{put}{}", words[..cut].join(" "), words[cut..].join(" "));
        let reading = read(&lines.join("\n"), &context(&any_target(), Source::ThisPage));
        let shown = reading.understood.iter().map(|one| &one.excerpt);
        let others = reading.ignored.iter().flat_map(|one| [&one.excerpt, &one.about]);
        for excerpt in shown.chain(others) {
            prop_assert!(!excerpt.contains(&secret) && !excerpt.contains(&short), "{excerpt}");
        }
    }
}
