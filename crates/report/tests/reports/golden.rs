//! Some recorded runs as they read. `WHY1006_BLESS=1` writes them anew.

use std::{env, fs, path::Path};

use why1006_diagnosis::diagnose;
use why1006_evidence::{Clue, EngineFamily, Evidence, PageScheme, Told, Way};
use why1006_report::{Piece, Sheet, Words, markdown, plain};

use crate::support::{Forms, LINK, all, recorded, word};

fn told(mut evidence: Evidence, told: &[Told]) -> Evidence {
    evidence.told = told.to_vec();
    evidence
}

fn goldens() -> Vec<(&'static str, Evidence, bool)> {
    use EngineFamily::*;
    let run = |engine, page, scenario| recorded(engine, page, scenario);
    let answered = run(Chromium, PageScheme::Https, "public-origin-checked-403-tls");
    let told_elsewhere =
        [Told::status(Way::Console, 403), Told::new(Way::OtherNetwork, Clue::Fails)];
    vec![
        ("works", run(Chromium, PageScheme::Http, "public-healthy-echo"), false),
        ("answered", answered.clone(), false),
        ("answered-told", told(answered, &told_elsewhere), true),
        ("nothing", run(Firefox, PageScheme::Https, "public-refused-tls"), false),
        ("closed", run(Firefox, PageScheme::Http, "closes-4401"), false),
        ("cut", run(WebKit, PageScheme::Http, "cut-after-open"), false),
        ("network", run(Chromium, PageScheme::Http, "middlebox-strips-upgrade"), false),
        ("silent", run(WebKit, PageScheme::Https, "firewall-drops-tls"), false),
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
        let text = plain(&Forms::of(&evidence, false).whole);
        let (_, data) = text.split_once("\n#r=").unwrap();
        let (data, rest) = data.split_once("\n(").unwrap();
        assert_eq!(rest, "End of the result)\n");
        assert!(data.lines().all(|line| line.len() <= 72));
        let joined = data.replace('\n', "");
        assert_eq!(LINK.split_once("#r=").unwrap().1, joined);
    }
}

#[test]
fn rows_of_the_network_stand_in_both() {
    let evidence = recorded(EngineFamily::Chromium, PageScheme::Http, "middlebox-strips-upgrade");
    let words = |text: &str| vec![Piece::Words(text.to_owned())];
    let at = vec![Piece::Words("WebSocket at ".to_owned()), Piece::Value("why|`x`".to_owned())];
    let network = [(at, words("No answer")), (words("Streaming"), words("In one lump"))];
    let diagnosis = diagnose(&evidence);
    let sheet = Sheet {
        evidence: &evidence,
        diagnosis: &diagnosis,
        words: Words(&word),
        link: "",
        is_received: false,
        network: &network,
    };
    for blocks in [sheet.whole(), sheet.admin()] {
        let text = plain(&blocks);
        let rows = "This network\n  No answer    WebSocket at why|`x`\n  In one lump  Streaming\n";
        assert!(text.contains(rows), "{text}");
        let text = markdown(&blocks);
        assert!(text.contains("| No answer | WebSocket at `` why¦`x` `` |"), "{text}");
    }
}
