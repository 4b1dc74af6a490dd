//! Some recorded runs as they read. `WHY1006_BLESS=1` writes them anew.

use std::{env, fs, path::Path};

use why1006_evidence::{
    Clue, EngineFamily, Evidence, PageScheme, Told, Way,
    network::{Cell, Outcome, Transport},
    packed::pack,
    record::Record,
    result,
};
use why1006_report::{markdown, plain};

use crate::support::{Forms, all, recorded};

fn told(mut evidence: Evidence, told: &[Told]) -> Evidence {
    evidence.told = told.to_vec();
    evidence
}

fn goldens() -> Vec<(&'static str, Evidence, bool)> {
    use EngineFamily::*;
    let run = |engine, page, scenario| recorded(engine, page, scenario);
    let answered = run(Chromium, PageScheme::Https, "public-origin-checked-403-tls");
    let told_elsewhere =
        [Told::status(Way::Console, 403), Told::new(Way::OtherNetwork, Clue::Fails).by_receiver()];
    vec![
        ("works", run(Chromium, PageScheme::Http, "public-healthy-echo"), false),
        ("answered", answered.clone(), false),
        ("answered-told", told(answered, &told_elsewhere), true),
        ("nothing", run(Firefox, PageScheme::Https, "public-refused-tls"), false),
        ("closed", run(Firefox, PageScheme::Http, "closes-4401"), false),
        ("cut", run(WebKit, PageScheme::Http, "cut-after-open"), false),
        ("network", run(Chromium, PageScheme::Http, "middlebox-strips-upgrade"), false),
        ("silent", run(WebKit, PageScheme::Https, "firewall-drops-tls"), false),
        ("remark", run(Chromium, PageScheme::Http, "subprotocol-required-400"), false),
        ("port", run(WebKit, PageScheme::Http, "blocked-port"), false),
    ]
}

#[test]
fn reports_read_as_they_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut wrong = Vec::new();
    for (name, evidence, is_received) in goldens() {
        for (ending, text) in Forms::of(&evidence, is_received).all() {
            let path = folder.join(format!("{name}.{ending}"));
            if env::var_os("WHY1006_BLESS").is_some() {
                fs::write(&path, &text).unwrap();
            } else if fs::read_to_string(&path).unwrap_or_default() != text {
                wrong.push(format!("{name}.{ending}"));
            }
        }
    }
    assert!(wrong.is_empty(), "other than before: {wrong:?}; look, and set WHY1006_BLESS=1");
}

#[test]
fn every_recording_fits_a_chat_and_half_a_page() {
    let mut longest = (0, 0);
    for evidence in all() {
        let forms = Forms::of(&evidence, true);
        let (whole, admin) = (plain(&forms.whole), plain(&forms.admin));
        for text in [&whole, &admin] {
            // An address has no space to break a line at.
            let long = text.lines().filter(|line| !line.contains("://"));
            for line in long {
                assert!(line.chars().count() <= 72, "{line}");
            }
        }
        let lines = |text: &str| text.lines().count();
        longest = (longest.0.max(lines(&whole)), longest.1.max(lines(&admin)));
    }
    eprintln!("the longest report has {} lines, the administrator's page {}", longest.0, longest.1);
    assert!(longest.0 <= 60 && longest.1 <= 50, "{longest:?}");
}

#[test]
fn the_result_is_found_in_the_whole_text() {
    for evidence in all() {
        let json: serde_json::Value = evidence.write();
        let fragment = ["r=", &pack(1, false, json.to_string().as_bytes())].concat();
        for page in ["https://why.example/", "https://why.example/why/index.html"] {
            let link = [page, "#", &fragment].concat();
            let text = plain(&Forms::linked(&evidence, false, &link).whole);
            let data = text.split_once("\n#r=").unwrap().1;
            assert!(data.lines().all(|line| line.len() <= 72), "{text}");
            // The first box is one line, and drops line breaks.
            for pasted in [text.replace('\n', ""), text.replace('\n', "\r\n> "), text] {
                assert_eq!(result::find(&pasted).as_ref(), Some(&fragment), "{pasted}");
            }
        }
    }
}

#[test]
fn the_matrix_stands_in_both_and_alone() {
    let mut evidence =
        recorded(EngineFamily::Chromium, PageScheme::Http, "middlebox-strips-upgrade");
    let cell = |transport, outcome, host: &str| Cell {
        outcome,
        host: host.to_owned(),
        ..Cell::new(transport, true, 443, 0.0)
    };
    evidence.network = vec![
        cell(Transport::Fetch, Outcome::Passed, ""),
        cell(Transport::Socket, Outcome::Silent, "why|`x`"),
    ];
    for alone in [false, true] {
        evidence.circumstances.network_alone = alone;
        let forms = Forms::of(&evidence, false);
        for blocks in [&forms.whole, &forms.admin] {
            let text = plain(blocks);
            let rows = "  Passed     https/wss :443: Web request\n  \
                        No answer  https/wss :443 why|`x`: WebSocket\n";
            assert!(text.contains(rows), "{text}");
            let is_about_an_address = text.contains("ws://");
            assert_ne!(is_about_an_address, alone, "{text}");
            let text = markdown(blocks);
            assert!(
                text.contains("| No answer | https/wss :443 `` why¦`x` ``: WebSocket |"),
                "{text}"
            );
        }
    }
}
