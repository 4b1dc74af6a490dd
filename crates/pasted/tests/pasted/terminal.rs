//! What real programs printed, run against broken servers on loopback.
//!
//! A folder has the name and version of its program, a file the name of what
//! was wrong. `expected.tsv` says of each what it is to be read as, written by
//! hand: the file, the tested address, what is understood, what is named.

use std::{collections::BTreeMap, fs, path::PathBuf};

use why1006_evidence::Told;
use why1006_pasted::{Reading, Source, read};

use crate::{context, target, told};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pasted/terminal"))
}

/// All outputs, by folder and file.
pub(crate) fn outputs() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for program in fs::read_dir(folder()).expect("the outputs") {
        let program = program.expect("an entry").path();
        if !program.is_dir() {
            continue;
        }
        for file in fs::read_dir(&program).expect("outputs of one program") {
            let file = file.expect("an entry").path();
            let name = file.strip_prefix(folder()).expect("inside").display().to_string();
            all.insert(name, fs::read_to_string(&file).expect("text"));
        }
    }
    assert!(all.len() > 200, "{} outputs", all.len());
    all
}

fn tags(told: &Told) -> String {
    let mut tags = format!("{} {}", told.way, told.clue);
    if let Some(status) = told.status {
        tags.push_str(&format!(" {status}"));
    }
    if let Some(asker) = told.asker {
        tags.push_str(&format!(" by {asker}"));
    }
    tags
}

/// What a reading says, in tags.
fn summary(reading: &Reading) -> (String, String) {
    let understood: Vec<String> = reading.understood.iter().map(|one| tags(&one.told)).collect();
    let ignored: Vec<&str> = reading.ignored.iter().map(|one| one.why.as_str()).collect();
    (understood.join("; "), ignored.join("; "))
}

#[test]
fn every_output_is_read_as_expected() {
    let outputs = outputs();
    let expected = fs::read_to_string(folder().join("expected.tsv")).expect("expectations");
    let mut seen = 0;
    for line in expected.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, url, understood, ignored] = fields[..] else { panic!("{line}") };
        let text = outputs.get(name).unwrap_or_else(|| panic!("no output {name}"));
        let target = target(url);
        let reading = read(text, &context(&target, Source::ThisPage));
        assert_eq!(summary(&reading), (understood.into(), ignored.into()), "{name}: {reading:#?}");
        seen += 1;
    }
    assert_eq!(seen, outputs.len(), "outputs without an expectation");
}

#[test]
fn no_output_shows_its_secret() {
    for (name, text) in outputs() {
        let target = target("wss://a.example/ws");
        let reading = read(&text, &context(&target, Source::ThisPage));
        let shown = format!("{reading:?}");
        for secret in ["Abc123secret", "secretpw", "bWU6", "dGhlIHNhbXBsZSBub25jZQ"] {
            assert!(!shown.contains(secret), "{name}: {shown}");
        }
    }
}

#[test]
fn outcomes_of_the_handshake_are_counted() {
    let one = "$ curl -v -H 'Upgrade: websocket' -H 'Origin: https://why.example' https://a.example/ws\n\
               > GET /ws HTTP/1.1\n> Host: a.example\n> Upgrade: websocket\n\
               > Origin: https://why.example\n>\n< HTTP/1.1 403 Forbidden\n<\n";
    let target = target("wss://a.example/ws");
    for times in 1..4_u16 {
        let text = one.repeat(usize::from(times));
        let reading = read(&text, &context(&target, Source::ThisPage));
        let counted: Vec<_> = reading.understood.iter().map(|one| one.told.times).collect();
        assert_eq!(counted, [Some(times)], "{reading:?}");
    }
}

#[test]
fn outputs_are_read_one_after_another_as_alone() {
    let outputs = outputs();
    let target = target("wss://a.example/ws");
    let of = |text: &str| told(&read(text, &context(&target, Source::AppPage)));
    // Those with their command: without one, an output may go on in the next.
    let whole: Vec<&String> = outputs.values().filter(|text| text.starts_with("$ ")).collect();
    for pair in whole.windows(2) {
        let mut alone = of(pair[0]);
        for told in of(pair[1]) {
            if !alone.contains(&told) {
                alone.push(told);
            }
        }
        assert_eq!(of(&format!("{}\n{}", pair[0], pair[1])), alone, "{}\n{}", pair[0], pair[1]);
    }
}

#[test]
fn colours_prompts_and_line_ends_change_nothing() {
    let target = target("wss://a.example/ws");
    for (name, text) in outputs() {
        let plain = read(&text, &context(&target, Source::ThisPage));
        let prompt = text.replacen("$ ", "me@pc:~/app$ ", 1);
        let windows = text.replacen("$ ", "PS C:\\Users\\me> ", 1).replace('\n', "\r\n");
        let coloured: String =
            text.lines().map(|line| format!("\x1b[1;32m{line}\x1b[0m\x1b[K\n")).collect();
        for text in [prompt, windows, coloured] {
            let again = read(&text, &context(&target, Source::ThisPage));
            assert_eq!(summary(&again), summary(&plain), "{name}: {text}");
        }
    }
}
