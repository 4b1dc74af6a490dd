//! POSIX shells take the commands as they are meant. They really run here, with
//! functions in place of the programs that print their arguments.

use std::{
    io::Write,
    process::{Command as Process, Stdio},
};

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use why1006_commands::{Command, Shell, Subject, text};
use why1006_evidence::Scheme;

use super::subjects::{app, encoded, forged, hostile, of, target};

/// `dash` is Debian's `sh`, `bash` most people's.
const SHELLS: [&str; 3] = ["sh", "dash", "bash"];

/// How many hostile cases one shell is given.
const CASES: usize = 1_500;

/// Each program prints how many words it was called with, and the words, its own
/// name among them, each with a NUL behind it.
const PROGRAMS: [&str; 9] =
    ["curl", "openssl", "getent", "dig", "nc", "websocat", "wscat", "sudo", "tshark"];

/// The calls that a shell makes of a script.
fn calls(shell: &str, script: &str) -> Vec<Vec<String>> {
    let mut whole = String::from("show() { printf '%s\\0' \"$#\" \"$@\"; }\n");
    whole.push_str("swallow() { while read -r line; do :; done; }\n");
    for name in PROGRAMS {
        // No name is found, so that the second way is tried as well. Those that read
        // what is typed would swallow the rest of this script.
        let end = match name {
            "getent" => "false",
            "openssl" | "websocat" => "swallow",
            _ => "true",
        };
        whole.push_str(&format!("{name}() {{ show {name} \"$@\"; {end}; }}\n"));
    }
    whole.push_str(script);
    whole.push('\n');
    let empty = std::env::temp_dir().join(format!("why1006-commands-{}", std::process::id()));
    std::fs::create_dir_all(&empty).unwrap();
    let path = ["/bin/", shell].concat();
    let mut child = Process::new(path)
        .current_dir(&empty)
        // Whatever leaves its quotes finds no program to start.
        .env_clear()
        .env("PATH", &empty)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(whole.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.is_empty(), "{shell}: {said}");
    let left: Vec<_> = std::fs::read_dir(&empty).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    let mut words = printed.split_terminator('\0').map(str::to_owned);
    let mut calls = Vec::new();
    while let Some(count) = words.next() {
        calls.push(words.by_ref().take(count.parse().unwrap()).collect());
    }
    calls
}

fn samples<S: Strategy>(strategy: S) -> Vec<S::Value> {
    let mut runner = TestRunner::deterministic();
    (0..CASES).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

#[test]
fn a_quoted_word_is_one_word() {
    let texts = samples(hostile().prop_filter("has no end", |text| !text.contains('\0')));
    let script: Vec<String> =
        texts.iter().map(|text| format!("curl {}", Shell::Posix.quote(text))).collect();
    for shell in SHELLS {
        let found = calls(shell, &script.join("\n"));
        assert_eq!(found.len(), texts.len(), "{shell}");
        for (call, text) in found.iter().zip(&texts) {
            assert_eq!(call, &["curl", text.as_str()], "{shell}");
        }
    }
}

#[test]
fn a_forged_address_stays_one_argument() {
    let cases = samples(forged());
    let mut script = String::new();
    let mut expected = Vec::new();
    for (target, page) in &cases {
        let subject = Subject { target, page_origin: page, reference: None };
        let Some(command) = text(Command::Upgrade, &subject, Shell::Posix) else { continue };
        script.push_str(&command);
        script.push('\n');
        let scheme = if target.scheme == Some(Scheme::Wss) { "https" } else { "http" };
        let rest = target.url.split_once("://").unwrap().1.split('#').next().unwrap();
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let host = authority.rsplit('@').next().unwrap();
        let url = format!("{scheme}://{}", encoded(&[host, path].concat()));
        let own = format!("{scheme}://{}:8443", encoded(&target.host));
        let known = target.app.as_ref().filter(|app| !app.origin.is_empty());
        let app = known.map_or(own, |app| encoded(&app.origin));
        let page = encoded(page);
        let origins = match page.is_empty() || app == page {
            true => vec![app],
            false => [&app, &app, &page, &app, &page].map(String::clone).to_vec(),
        };
        let protocols: Vec<String> =
            target.protocols.iter().filter(|name| !name.is_empty()).map(|n| encoded(n)).collect();
        for origin in &origins {
            let mut call: Vec<String> = [
                "curl",
                "--http1.1",
                "-g",
                "-sS",
                "-v",
                "-o",
                "/dev/null",
                "-m",
                "5",
                "-H",
                "Connection: Upgrade",
                "-H",
                "Upgrade: websocket",
                "-H",
                "Sec-WebSocket-Version: 13",
                "-H",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            ]
            .map(str::to_owned)
            .to_vec();
            call.extend(["-H".to_owned(), format!("Origin: {origin}")]);
            if !protocols.is_empty() {
                let names = protocols.join(", ");
                call.extend(["-H".to_owned(), format!("Sec-WebSocket-Protocol: {names}")]);
            }
            call.push(url.clone());
            expected.push(call);
        }
    }
    assert!(expected.len() > CASES, "{}", expected.len());
    for shell in SHELLS {
        assert_eq!(calls(shell, &script), expected, "{shell}");
    }
}

#[test]
fn no_command_runs_anything_else() {
    let cases = samples(forged());
    let mut script = String::new();
    for (target, page) in &cases {
        let subject = Subject { target, page_origin: page, reference: None };
        for command in Command::ALL {
            if let Some(command) = text(*command, &subject, Shell::Posix) {
                script.push_str(&command);
                script.push('\n');
            }
        }
    }
    for shell in SHELLS {
        for call in calls(shell, &script) {
            assert!(PROGRAMS.contains(&call[0].as_str()), "{shell}: {call:?}");
            let values = call.iter().filter(|word| word.contains("touch"));
            for word in values {
                let is_value =
                    word.contains("://") || word.contains(": ") || word.starts_with("--");
                assert!(is_value, "{shell}: {call:?}");
            }
        }
    }
}

#[test]
fn a_second_command_is_not_read_by_the_first() {
    let mut target = target(Scheme::Wss, "a.example", 443, "/ws");
    target.app = app("https://app.example");
    let mut script = String::new();
    for command in Command::ALL {
        script.push_str(&text(*command, &of(&target), Shell::Posix).unwrap());
        script.push('\n');
    }
    for shell in SHELLS {
        let names: Vec<String> =
            calls(shell, &script).into_iter().map(|mut call| call.remove(0)).collect();
        let expected = [
            "curl", "curl", "curl", "curl", "curl", "openssl", "getent", "dig", "nc", "curl",
            "websocat", "wscat", "sudo", "tshark",
        ];
        assert_eq!(names, expected, "{shell}");
    }
}
