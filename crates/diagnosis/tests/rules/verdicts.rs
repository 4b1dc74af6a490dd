//! The answer in one word, over what was measured and over repeated attempts.

use why1006_diagnosis::{CauseId, Owner, Reason, Remark, Verdict, causes, diagnose};
use why1006_evidence::{End, EngineFamily, Evidence, Place, Scheme};

use crate::{
    after_open::{MEASURED, judged, run},
    table::{Setting, rows, socket_seen},
};

/// The run with further attempts, made alike, one after the other.
fn again(mut evidence: Evidence, cells: &[&str]) -> Evidence {
    for cell in cells {
        let mut o = socket_seen(cell, Place::Target);
        let later = evidence.elapsed + 3_000.0;
        o.events.iter_mut().for_each(|e| e.at += later);
        (o.begun, o.ended) = (later, o.ended + later);
        evidence.elapsed = o.ended;
        evidence.observations.push(o);
    }
    evidence
}

#[test]
fn every_measured_cell_gets_its_verdict() {
    for row in rows() {
        let (socket, http) = row.cell.split_once(" · ").unwrap_or((&row.cell, "RE"));
        let answered = http.split('/').any(|seen| seen.starts_with('R'));
        let silent = http.split('/').any(|seen| seen.starts_with('T'));
        let words: Vec<&str> = socket.split(' ').collect();
        let expected = match &words[..] {
            _ if row.works() => Verdict::Works,
            ["O", rest @ ..] => match rest.last().unwrap().trim_end_matches('c') {
                "1000" | "1005" => Verdict::WorksThenEnds,
                "1006" if !socket.ends_with('c') => Verdict::WorksThenEnds,
                _ => Verdict::ClosedByServer,
            },
            // Firefox's sign of a cut right behind the 101.
            ["1006"] => Verdict::WorksThenEnds,
            ["E", _] | ["pending"] | ["late", ..] if answered => Verdict::AnsweredNotUpgraded,
            ["pending"] => Verdict::Silent,
            ["late", ..] if silent => Verdict::Silent,
            ["E", "1015"] => Verdict::TlsFailed,
            ["E", _] | ["late", ..] if !silent => Verdict::NothingAnswered,
            _ => continue,
        };
        let page = match row.scheme {
            Scheme::Wss => Setting::hosted(),
            Scheme::Ws => Setting::at_home(),
        };
        let d = diagnose(&row.run(page));
        assert_eq!(d.verdict, expected, "{}", row.name);
        assert_eq!(d.owner == Owner::Nobody, expected == Verdict::Works, "{}", row.name);
    }
}

#[test]
fn a_difference_counts_only_when_it_is_repeated() {
    for engine in MEASURED {
        let opened = || run(engine, "ok · RE");
        for (later, expected) in [
            (&[][..], Verdict::Works),
            (&["ok"], Verdict::Works),
            (&["E 1006"], Verdict::Works),
            (&["E 1006", "ok"], Verdict::Works),
            (&["E 1006", "E 1006"], Verdict::OpensSometimes),
            (&["ok", "E 1006", "ok", "E 1006"], Verdict::OpensSometimes),
        ] {
            let d = diagnose(&again(opened(), later));
            assert_eq!(d.verdict, expected, "{engine} {later:?}");
            let once = later.iter().filter(|cell| **cell != "ok").count() == 1;
            assert_eq!(d.remarks.contains(&Remark::Flapping), once, "{engine} {later:?}");
            if expected == Verdict::Works {
                assert_eq!((d.certain(), d.remaining()), (vec![], vec![]), "{engine} {later:?}");
            }
        }
        for first in ["E 1006 · RE", "pending · RE", "E 1006 · XE"] {
            let failed = diagnose(&again(run(engine, first), &["ok"]));
            assert_eq!(failed.verdict, Verdict::OpensSometimes, "{engine} {first}");
            let still = diagnose(&again(run(engine, first), &["E 1006", "E 1006"]));
            assert_ne!(still.verdict, Verdict::OpensSometimes, "{engine} {first}");
        }
    }
}

/// Section 7: Firefox keeps attempts back after failures, so later silence says
/// nothing there.
#[test]
fn later_silence_counts_where_no_engine_makes_it() {
    for (engine, expected) in [
        (EngineFamily::Chromium, Verdict::OpensSometimes),
        (EngineFamily::WebKit, Verdict::OpensSometimes),
        (EngineFamily::Firefox, Verdict::Works),
    ] {
        let silent = again(run(engine, "ok · RE"), &["pending", "pending"]);
        assert_eq!(diagnose(&silent).verdict, expected, "{engine}");
    }
}

/// An attempt with other subprotocols, one that was stopped, and one that this
/// page's policy refused are no equals of the first.
#[test]
fn only_equal_attempts_are_compared() {
    let failed = run(EngineFamily::Chromium, "E 1006 · RE");
    let mut other = again(failed.clone(), &["ok"]);
    other.observations.last_mut().unwrap().with_protocols = true;
    assert_eq!(diagnose(&other).verdict, Verdict::AnsweredNotUpgraded);
    for end in [End::Stopped, End::Void] {
        let mut stopped = again(run(EngineFamily::Chromium, "ok · RE"), &["pending", "pending"]);
        for o in stopped.observations.iter_mut().rev().take(2) {
            (o.end, o.ended) = (end, o.begun + 10.0);
        }
        assert_eq!(diagnose(&stopped).verdict, Verdict::Works, "{end}");
    }
}

/// A code that tells why is worth more than that later attempts failed.
#[test]
fn a_telling_code_stays_the_verdict() {
    let later = ["E 1006", "E 1006"];
    let closed = again(run(EngineFamily::Firefox, "O 4401c · RE"), &later);
    let d = diagnose(&closed);
    assert_eq!((d.verdict, d.certain()), (Verdict::ClosedByServer, vec![CauseId::PolicyClose]));
    let cut = again(run(EngineFamily::Firefox, "O 1006 · RE"), &later);
    assert_eq!(diagnose(&cut).verdict, Verdict::OpensSometimes);
}

#[test]
fn a_pass_lists_what_only_the_contrast_shows() {
    use CauseId::*;
    for engine in MEASURED {
        let d = diagnose(&run(engine, "ok · RE"));
        let expected = [ClosedByPage, CspConnectSrc, ThirdPartyCookie, PermissionsSandbox];
        assert_eq!(d.by_contrast(), expected, "the most common first");
        for cause in d.by_contrast() {
            assert_eq!(judged(&d, cause).because, [Reason::ShowsByContrast]);
            assert_eq!(causes::get(cause).owner, Owner::AppDeveloper, "{cause}");
        }
        for cell in ["E 1006 · RE", "O 1006 · RE", "pending · TT"] {
            assert_eq!(diagnose(&run(engine, cell)).by_contrast(), [], "{engine} {cell}");
        }
    }
    // From a page over http, the app's own page may be https.
    let row = rows().iter().find(|r| r.scheme == Scheme::Ws).unwrap().clone();
    let row = crate::table::Row { cell: "ok · RE".into(), ..row };
    let plain = diagnose(&row.run(Setting::at_home()));
    assert_eq!(plain.by_contrast().first(), Some(&MixedContent));
}
