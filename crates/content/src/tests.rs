//! The words are there for every tag.

mod broken;

use std::{
    fs,
    path::{Path, PathBuf},
};

use why1006_diagnosis::compare::Meaning;
use why1006_evidence::{Clue, Place, Probe, Software, record::Record};

use super::*;
use crate::page::{Block, Kind, Page, Span, Style};

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("en")
}

#[test]
fn every_tag_finds_its_own_words() {
    let Ok(book) = check::read(&home()) else { panic!("the words of this tree are sound") };
    assert_eq!(book.causes.len(), CauseId::ALL.len());
    for (id, read) in CauseId::ALL.iter().zip(&book.causes) {
        let words = cause(*id);
        assert_eq!((words.title, words.summary), (&read.title[..], &read.summary[..]), "{id}");
        assert_eq!(words.act, read.act, "{id}");
        assert_eq!(read.page.id, id.as_str());
    }
    macro_rules! each {
        ($name:ident, $table:literal, $key:literal, $words:expr) => {
            for (row, tag) in $name::ALL.iter().enumerate() {
                let words: &str = $words(*tag);
                assert_eq!(book.table($table).tags[row], tag.as_str());
                assert_eq!(words, book.table($table).text(row, $key), "{tag}");
                assert!(!words.is_empty(), "{tag}");
            }
        };
    }
    each!(Reason, "reasons", "", reason);
    each!(Verdict, "verdicts", "do", |v| verdict(v).act);
    each!(Owner, "owners", "label", |o| owner(o).label);
    each!(Stage, "stages", "check", |s| stage(s).check);
    each!(Rung, "rungs", "name", |r| rung(r).name);
    each!(StageState, "states", "", stage_state);
    each!(Standing, "standings", "", standing);
    each!(Remark, "remarks", "", remark);
    each!(Step, "steps", "tells", |s| step(s).tells);
    for (row, key) in EXPERIMENTS.iter().enumerate() {
        let words = experiment(key).unwrap();
        assert_eq!(words.name, book.table("experiments").text(row, "name"), "{key}");
        assert_eq!(words.why, book.table("experiments").text(row, "why"), "{key}");
    }
    assert!(experiment("websocket@moon").is_none());
    for kind in ProblemKind::ALL {
        assert!(!problem(*kind, "").contains(['[', ']', '{']), "{kind}");
        assert!(!problem(*kind, "x").contains(['[', ']', '{']), "{kind}");
    }
}

/// What speaks of a failure on one side has words for either, and the rest for none.
#[test]
fn a_comparison_is_worded_for_the_side_that_fails() {
    let Ok(book) = check::read(&home()) else { panic!("the words of this tree are sound") };
    for (row, meaning) in Meaning::ALL.iter().enumerate() {
        let yours = book.table("meanings").text(row, "yours");
        assert_eq!(!yours.is_empty(), meaning.is_of_one_side(), "{meaning}");
    }
}

/// The keys are made of tags that runs really hold, so that a page can make
/// them from an observation.
#[test]
fn experiments_are_probes_at_places() {
    for key in EXPERIMENTS {
        let (probe, place) = key.split_once('@').unwrap();
        let probe = probe.trim_end_matches("-again").trim_end_matches("-other-protocols");
        let is_known = Probe::ALL.iter().any(|p| *p != Probe::Other && p.as_str() == probe);
        assert!(is_known, "{key}");
        assert!(Place::ALL.iter().any(|p| *p != Place::Other && p.as_str() == place), "{key}");
    }
}

/// Who knows the old id, or the product, finds it on the page of the cause
/// that took it in.
#[test]
fn merged_ids_are_spoken_of_where_they_went() {
    let Ok(book) = check::read(&home()) else { panic!("the words of this tree are sound") };
    for (id, words) in [
        ("firefox-load-interrupted", "interrupted while the page was loading"),
        ("firefox-backoff", "Firefox delays"),
        ("cloudflare-edge", "Cloudflare"),
        ("heroku-55s", "Heroku"),
        ("api-gateway-limits", "API Gateway"),
        ("traefik-haproxy-elb", "Traefik"),
        ("iis-feature-off", "WebSocket Protocol"),
        ("apache-wstunnel", "proxy_wstunnel"),
        ("trusted-proxy", "trust their proxy"),
        ("antivirus-https-scan", "Virus scanners"),
        ("mobile-suspend", "Phones"),
        ("proxy-reload", "When a proxy reloads"),
        ("wrong-port-exposed", "never published"),
        ("http-auth-safari", "Safari"),
    ] {
        let cause = CauseId::parse(id).unwrap();
        assert_ne!(cause.as_str(), id, "it is no merged id");
        let spans = book.causes[cause as usize].page.blocks.iter().flat_map(|b| &b.t);
        let text: String = spans.map(|span| span.t.as_str()).collect();
        assert!(text.contains(words), "{id}: {words}");
    }
}

#[test]
fn the_first_doubt_about_a_refusal_is_this_page() {
    let words = verdict(Verdict::AnsweredNotUpgraded);
    assert!(words.headline.contains("only this page"), "{}", words.headline);
    assert!(words.act.starts_with("A healthy server may refuse this page"), "{}", words.act);
    assert!(words.act.contains("cookies"));
    assert!(words.engineer.contains("First suspect: our foreign Origin"), "{}", words.engineer);
}

/// A pass is no dead end: what only the contrast with the app shows is named.
#[test]
fn a_pass_says_what_to_look_at_next() {
    let works = verdict(Verdict::Works);
    assert!(works.act.starts_with("It works from this page. If your app still fails"));
    for part in ["close early", "rules", "login", "frame", "developers"] {
        assert!(works.act.contains(part), "{part}: {}", works.act);
    }
    for part in ["close()", "CSP", "mixed content", "third-party cookies", "sandbox"] {
        assert!(works.engineer.contains(part), "{part}: {}", works.engineer);
    }
    let not_tested = verdict(Verdict::NotTested).act;
    assert!(not_tested.starts_with("To test it, "), "{not_tested}");
}

/// Each verdict stands in plain and in engineer's wording.
#[test]
fn every_verdict_is_said_twice() {
    const JARGON: [&str; 9] =
        ["1006", "1015", "tls", "upgrade", "handshake", "origin", "csp", "cors", "rfc"];
    let plain = |text: &str| {
        let lower = text.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric());
        words.find(|word| JARGON.contains(word)).map(str::to_owned)
    };
    for tag in Verdict::ALL {
        let words = verdict(*tag);
        assert!(words.headline.chars().count() <= 90, "{tag}");
        assert_eq!(plain(words.headline), None, "{tag}: {}", words.headline);
        assert_eq!(plain(words.act), None, "{tag}: {}", words.act);
        assert_ne!(words.engineer, words.headline, "{tag}");
        assert!(!words.limit.is_empty(), "{tag}");
        let same = Verdict::ALL.iter().filter(|v| headline(**v) == words.headline).count();
        assert_eq!(same, 1, "{tag} has a headline of its own");
    }
}

#[test]
fn problems_name_the_part_or_do_without() {
    assert_eq!(
        problem(ProblemKind::BlockedPort, "6667"),
        "Browsers refuse this port, 6667, for safety's sake. Serve the app on another port, best 443."
    );
    assert_eq!(
        problem(ProblemKind::BlockedPort, ""),
        "Browsers refuse this port for safety's sake. Serve the app on another port, best 443."
    );
    assert!(problem(ProblemKind::Fragment, "#a[b]{part}").contains("#a[b]{part}"));
}

#[test]
fn the_console_is_found_by_browser() {
    let how = |engine| step_how(Step::ConsoleLine, engine);
    assert!(how(EngineFamily::Chromium).contains("F12"));
    assert_ne!(how(EngineFamily::Chromium), how(EngineFamily::Firefox));
    assert!(how(EngineFamily::Unknown).contains("Safari"));
    assert_eq!(step_how(Step::RunAgain, EngineFamily::Firefox), step(Step::RunAgain).how);
}

#[test]
fn a_page_survives_json() {
    let Ok(book) = check::read(&home()) else { panic!("the words of this tree are sound") };
    for page in book.pages() {
        let json: serde_json::Value = page.write();
        assert_eq!(Page::read(&json).as_ref(), Some(page));
    }
    let link = Span { t: "x".into(), s: Style::Link, href: "cause:dns".into() };
    let block = Block { k: Kind::Li, t: vec![link], id: String::new(), lang: String::new() };
    let json: serde_json::Value = block.write();
    let span = serde_json::json!({ "t": "x", "s": "a", "href": "cause:dns" });
    assert_eq!(json, serde_json::json!({ "k": "li", "t": [span] }));
    // A block of a later version reads as a paragraph.
    let quote = serde_json::json!({ "k": "quote", "t": [{ "t": "x", "s": "" }] });
    let later = Block::read(&quote).unwrap();
    assert_eq!(later.k, Kind::P);
}

/// What is shown with a cause is what a proof applies: one file, read once.
#[test]
fn recipes_stand_on_the_page_of_their_cause() {
    let Ok(book) = check::read(&home()) else { panic!("the words of this tree are sound") };
    assert!(book.recipes.iter().any(|recipe| recipe.fix.proven));
    for recipe in &book.recipes {
        let cause = CauseId::from_tag(&recipe.cause).unwrap();
        assert!(book.causes[cause as usize].page.fixes.contains(&recipe.fix), "{}", recipe.id);
        let texts = recipe.fix.blocks.iter().filter(|block| block.k == Kind::Code);
        let texts: Vec<&str> = texts.map(|block| &block.t[0].t[..]).collect();
        for edit in &recipe.edits {
            assert!(texts.contains(&&edit.after[..]), "{}: {}", recipe.id, edit.after);
        }
        assert!(recipe.href.starts_with("https://") && !recipe.source.is_empty(), "{}", recipe.id);
        let json: serde_json::Value = recipe.write();
        assert_eq!(recipe::Recipe::read(&json).as_ref(), Some(recipe));
    }
}

/// What can be chosen for the order is what recipes are for, but for browsers, of which
/// a run knows its own, and for what stands near the user instead of the server.
#[test]
fn the_stacks_are_the_software_of_a_run_and_what_is_near_the_user() {
    let known = Software::ALL.iter().filter(|software| **software != Software::Other);
    let mut all: Vec<&str> = known.map(|software| software.as_str()).collect();
    all.extend(["chrome", "firefox", "safari", "squid"]);
    assert_eq!(check::lists::STACKS, all);
}

/// Answers and choices are members of the enums that they stand for.
#[test]
fn what_is_told_is_made_of_tags() {
    let is_clue = |tag: &&str| Clue::from_tag(tag).is_some_and(|c| c.as_str() == *tag);
    for (step, clue) in check::lists::ANSWERS {
        assert!(Step::from_tag(step).is_some(), "{step}");
        assert!(is_clue(clue), "{step}: {clue}");
    }
    let commands: Vec<&str> =
        why1006_commands::Command::ALL.iter().map(|command| command.as_str()).collect();
    assert_eq!(check::lists::COMMANDS, commands);
    let mut seen = Vec::new();
    for (group, clues) in check::lists::TAB_GROUPS {
        assert!(clues.iter().all(is_clue), "{group}");
        assert!(clues.iter().all(|clue| !seen.contains(clue)), "{group}: a choice stands twice");
        seen.extend(*clues);
    }
    // Whoever cannot tell more chooses what rules out least.
    for (group, last) in
        [("page", "page"), ("certificate", "cert-unspecific"), ("no-connection", "no-answer")]
    {
        let found = check::lists::TAB_GROUPS.iter().find(|(g, _)| *g == group).unwrap();
        assert_eq!(found.1.last(), Some(&last));
    }
}

/// A step is told from the others by its words, and its page by its title.
#[test]
fn every_step_has_a_page_of_its_own() {
    let Ok(book) = check::read(&home()) else { panic!("the words of this tree are sound") };
    assert_eq!(book.steps.len(), Step::ALL.len());
    for (at, (step, page)) in Step::ALL.iter().zip(&book.steps).enumerate() {
        assert_eq!(page.id, format!("step-{step}"));
        assert_eq!(page.title, step_title(*step), "the same step has one name");
        assert!(book.steps[..at].iter().all(|other| other.title != page.title), "{step}");
    }
}

#[cfg(feature = "pages")]
#[test]
fn the_words_of_the_steps_are_found_by_key() {
    let told = told();
    assert_eq!(told["clue.refused.text"], "Nothing takes connections at that address and port.");
    assert_eq!(told["answer.app-works.works"], "The app works");
    assert_eq!(told["stack.apache.label"], "Apache httpd");
    assert!(told["clue.status.text"].contains("{status}"));
    assert!(told["tab.cert-date.looks-chromium"].contains("ERR_CERT_DATE_INVALID"));
    assert_eq!(told["tab-group.page.clues"], "status page");
    for group in told["tab.groups.order"].split(' ') {
        assert!(told.contains_key(&format!("tab-group.{group}.label")), "{group}");
        let clues = told[&format!("tab-group.{group}.clues")];
        for clue in clues.split(' ').filter(|clue| !clue.is_empty()) {
            assert!(told.contains_key(&format!("tab.{clue}.label")), "{clue}");
        }
    }
    // Each key is in one of the two files, so that a page may join them.
    let fetched = fetched();
    assert!(told.keys().all(|key| !fetched.contains_key(key)));
    assert_eq!(fetched["need.new-tab.label"], "A new tab");
}

#[cfg(feature = "pages")]
#[test]
fn pages_are_compiled_in_with_the_feature() {
    let pages = pages();
    assert_eq!(pages.len(), CauseId::ALL.len() + Step::ALL.len() + check::lists::ARTICLES.len());
    assert!(pages.iter().all(|p| p.blocks.len() > 6));
    // Each becomes a file of its own, beside those of the short words.
    for (at, page) in pages.iter().enumerate() {
        assert!(!["index", "words", "told"].contains(&&page.id[..]), "{}", page.id);
        assert!(pages[..at].iter().all(|other| other.id != page.id), "{}", page.id);
    }
}

/// All that is written in `src/view` and in reports, without line breaks and
/// indents.
fn source_of_the_view() -> String {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![home.join("../../src/view"), home.join("../report/src")];
    let mut text = String::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let file = fs::read_to_string(entry.path()).unwrap();
                text.extend(file.lines().map(str::trim));
            }
        }
    }
    text
}

/// The first literal after each `call`.
fn asked<'t>(text: &'t str, call: &str) -> Vec<&'t str> {
    let rests = text.split(call).skip(1);
    rests.filter_map(|rest| rest.strip_prefix('"')?.split('"').next()).collect()
}

/// The page asks for its sentences by key, and no compiler looks at those.
#[test]
fn the_page_asks_for_every_note_and_for_no_other() {
    let text = source_of_the_view();
    let notes_asked = asked(&text, "words::note(");
    assert!(!notes_asked.is_empty());
    for key in &notes_asked {
        assert!(notes().iter().any(|(note, _)| note == key), "no such note: {key}");
    }
    for (key, _) in notes() {
        let quoted = format!("\"{key}\"");
        assert!(text.contains(&quoted), "nobody asks for the note {key}");
    }
    for key in asked(&text, "words::told(\"paste\", ") {
        assert!(check::lists::PASTE.contains(&key), "no such sentence: {key}");
    }
}
