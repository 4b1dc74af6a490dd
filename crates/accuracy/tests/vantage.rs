//! A terminal is another place than the browser: one that goes past its proxy, and
//! one that does not get out at all.

use std::{collections::BTreeSet, path::Path};

use why1006_accuracy::told_all;
use why1006_diagnosis::{CauseId, Diagnosis, diagnose};
use why1006_evidence::{Asker, Clue, Told, Way};
use why1006_lab::{Truth, find};
use why1006_pasted::{Context, Source, read};
use why1006_recordings::{Recording, Terminal, all, terminals};

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"))
}

fn with(recording: &Recording, told: &[Told]) -> Diagnosis {
    let mut evidence = recording.evidence.clone();
    evidence.told = told.to_vec();
    diagnose(&evidence)
}

fn named(d: &Diagnosis) -> BTreeSet<CauseId> {
    d.certain().into_iter().chain(d.remaining()).collect()
}

fn truth(recording: &Recording) -> Truth {
    find(&recording.scenario).unwrap().truth_in(recording.engine)
}

#[track_caller]
fn is_sound(recording: &Recording, d: &Diagnosis, about: &str) {
    let (truth, name) = (truth(recording), format!("{} {about}", recording.scenario));
    let gone = d.ruled_out().any(|j| Truth::Cause(j.cause) == truth);
    assert!(!gone, "{name}: {truth} is ruled out");
    assert!(d.certain().into_iter().all(|c| Truth::Cause(c) == truth), "{name}: {:?}", d.certain());
}

/// The browser's proxy opens no tunnel, or stops this server; curl, which goes past
/// it, opens the same address with the same origin.
#[test]
fn past_the_browser_s_proxy_a_terminal_opens() {
    let printed = terminals(folder()).unwrap();
    let mut count = 0;
    for recording in all(folder()).unwrap() {
        if !recording.scenario.starts_with("proxy-") {
            continue;
        }
        let told = told_all(&recording, printed.get(&recording.scenario));
        let curl: Vec<Told> = told.into_iter().filter(|t| t.way == Way::Terminal).collect();
        assert!(curl.iter().any(|t| (t.clue, t.asker) == (Clue::Works, Some(Asker::ThisPage))));
        let d = with(&recording, &curl);
        is_sound(&recording, &d, "past its proxy");
        let Truth::Cause(cause) = truth(&recording) else { continue };
        assert!(named(&d).contains(&cause), "{} is still named", recording.scenario);
        count += 1;
    }
    assert!(count >= 50, "{count} recordings through a proxy");
}

/// What curl printed where a name, a port or a way was missing, as if of another
/// server, and without the control: that terminal got nowhere.
fn lost(printed: &Terminal, recording: &Recording) -> Vec<Told> {
    let target = &recording.evidence.target;
    let lines = printed.upgrade_http.as_deref().or(printed.upgrade_https.as_deref()).unwrap();
    let end = lines.iter().rposition(|line| line.starts_with("curl: (")).unwrap();
    let host = target.host.as_str();
    let text = lines[..=end].join("\n");
    // Where it tried to connect, whatever the host is called.
    let own = text.split("Failed to connect to ").nth(1).or(text.split("host: ").nth(1));
    let own = own.and_then(|rest| rest.split([' ', '\n']).next()).unwrap_or_default();
    let text = if own.is_empty() { text.clone() } else { text.replace(own, host) };
    let from = text.split(" port ").nth(1).and_then(|rest| rest.split(' ').next());
    let text = match from {
        Some(port) => {
            let (mark, to) = (format!(" port {port}"), format!(" port {}", target.port));
            text.replace(&mark, &to)
                .replace(&format!(":{port}..."), &format!(":{}...", target.port))
        }
        None => text.clone(),
    };
    let page_origin = &recording.evidence.circumstances.page.origin;
    let context = Context { target, page_origin, source: Source::ThisPage };
    let told = read(&text, &context).understood.into_iter().map(|u| u.told);
    told.filter(|t| t.way == Way::Terminal).collect()
}

/// The browser passes through its proxy to a server that refuses its origin, or
/// whose certificate is bad, or to whatever else; the terminal gets nowhere.
#[test]
fn a_terminal_that_gets_nowhere_excludes_nothing() {
    let printed = terminals(folder()).unwrap();
    let ends =
        ["name-unknown", "name-server-silent", "refused", "firewall-drops", "firewall-prohibits"];
    let (mut count, mut origins) = (0, 0);
    for recording in all(folder()).unwrap() {
        for end in ends {
            let told = lost(&printed[end], &recording);
            if told.is_empty() {
                // Its address is another kind than that of the output.
                continue;
            }
            let d = with(&recording, &told);
            is_sound(&recording, &d, end);
            let before = named(&with(&recording, &[]));
            assert_eq!(named(&d), before, "{} and {end}: {told:?}", recording.scenario);
            count += 1;
            origins += usize::from(truth(&recording) == Truth::Cause(CauseId::OriginRejected));
        }
    }
    assert!(count > 3000 && origins > 20, "{count} runs, {origins} of a refused origin");
}
