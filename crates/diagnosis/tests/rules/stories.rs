//! Whole runs with their truth: however much of one is left, the truth is not
//! ruled out, and nothing untrue is certain.

use why1006_diagnosis::{CauseId, diagnose};
use why1006_evidence::{EngineFamily, Evidence, Place, Probe, Scheme, host::HostClass};

use crate::probes::{ENGINES, again, attempt, can_be, changed, in_clear, over_tls, probe};

/// One server, its truth, and what it gave.
struct Story {
    name: &'static str,
    truth: &'static [CauseId],
    engines: &'static [EngineFamily],
    run: fn(EngineFamily) -> Evidence,
}

const CHROMIUM: &[EngineFamily] = &[EngineFamily::Chromium];
const FIREFOX: &[EngineFamily] = &[EngineFamily::Firefox];
const REFUSED: &str = "E 1006 · RE";
const GONE: &str = "E 1006 · XE";

fn at_this_machine(mut run: Evidence) -> Evidence {
    (run.target.host, run.target.host_class) = ("localhost".into(), HostClass::Localhost);
    run.circumstances.page.host_class = HostClass::Localhost;
    run
}

/// With the probes that run beside each other.
fn seen(mut run: Evidence, class: &str, frame: &str) -> Evidence {
    if run.target.scheme == Some(Scheme::Ws) {
        run = probe(run, Probe::FetchNoCors, Place::Nowhere, "X");
    }
    run = probe(run, Probe::StatusClass, Place::Target, class);
    probe(run, Probe::RedirectFrame, Place::Target, frame)
}

const STORIES: &[Story] = &[
    Story {
        name: "wants a subprotocol",
        truth: &[CauseId::SubprotocolMismatch],
        engines: &ENGINES,
        run: |e| {
            let run = again(seen(over_tls(e, REFUSED), "E", "R"), &["E 1006"]);
            changed(run, Place::Target, ["ok", "E 1006"])
        },
    },
    Story {
        name: "wants a subprotocol nobody knows",
        truth: &[CauseId::SubprotocolMismatch],
        engines: &ENGINES,
        run: |e| changed(seen(in_clear(e, REFUSED), "E", "R"), Place::Target, ["E 1006", "E 1006"]),
    },
    Story {
        name: "TLS port spoken to in clear text",
        truth: &[CauseId::WsToTlsPort],
        engines: &ENGINES,
        run: |e| {
            let run = probe(in_clear(e, GONE), Probe::FetchNoCors, Place::Nowhere, "X");
            let run = probe(run, Probe::FetchNoCors, Place::OtherScheme, "R");
            changed(run, Place::OtherScheme, ["ok", "E 1006"])
        },
    },
    Story {
        name: "nginx' TLS port, which answers clear text with 400",
        truth: &[CauseId::WsToTlsPort],
        engines: &ENGINES,
        run: |e| {
            changed(seen(in_clear(e, REFUSED), "E", "R"), Place::OtherScheme, ["ok", "E 1006"])
        },
    },
    Story {
        name: "clear-text port spoken to over TLS",
        truth: &[CauseId::WssToPlainPort],
        engines: &ENGINES,
        run: |e| changed(over_tls(e, GONE), Place::OtherScheme, ["ok", "E 1006"]),
    },
    Story {
        name: "127.0.0.1 alone",
        truth: &[CauseId::LocalhostIpFamily],
        engines: &ENGINES,
        run: |e| {
            let run = at_this_machine(in_clear(e, GONE));
            changed(run, Place::OtherSpelling, ["ok", "E 1006"])
        },
    },
    Story {
        name: "certificate for one spelling",
        truth: &[CauseId::ExpiredOrWrongHostCert],
        engines: CHROMIUM,
        run: |e| {
            let run = at_this_machine(over_tls(e, GONE));
            changed(run, Place::OtherSpelling, ["ok", "E 1006"])
        },
    },
    Story {
        name: "redirects to a login page",
        truth: &[CauseId::RedirectedHandshake],
        engines: &ENGINES,
        run: |e| seen(over_tls(e, "E 1006 · RL"), "L", "P"),
    },
    Story {
        name: "redirects to a slash",
        truth: &[CauseId::RedirectedHandshake],
        engines: CHROMIUM,
        run: |e| changed(seen(over_tls(e, REFUSED), "E", "R"), Place::OtherPath, ["ok", "E 1006"]),
    },
    Story {
        name: "redirects to wss:",
        truth: &[CauseId::RedirectedHandshake],
        engines: CHROMIUM,
        run: |e| seen(over_tls(e, "E 1006 · XE/R"), "E", "X"),
    },
    Story {
        name: "407 from the server",
        truth: &[CauseId::AuthAtHandshake],
        engines: CHROMIUM,
        run: |e| seen(over_tls(e, "E 1006 · XE/R"), "E", "X"),
    },
    Story {
        name: "swallows the upgrade",
        truth: &[CauseId::UpgradeSwallowed],
        engines: &ENGINES,
        run: |e| seen(over_tls(e, "pending · RE"), "E", "R"),
    },
    Story {
        name: "hangs at the path",
        truth: &[CauseId::ServerSilent],
        engines: &ENGINES,
        run: |e| seen(over_tls(e, "pending · TT/R"), "T", "T"),
    },
    Story {
        name: "HTTP/2 only, with RFC 8441",
        truth: &[CauseId::Http2Only],
        engines: CHROMIUM,
        run: |e| again(seen(over_tls(e, REFUSED), "E", "R"), &["ok", "ok"]),
    },
    Story {
        name: "HTTP/2 only",
        truth: &[CauseId::Http2Only],
        engines: FIREFOX,
        run: |e| again(over_tls(e, "E 1015 · RE"), &["E 1015", "E 1015"]),
    },
    Story {
        name: "RFC 8441 broken",
        truth: &[CauseId::Http2ExtendedConnect],
        engines: CHROMIUM,
        run: |e| again(over_tls(e, "ok · RE"), &["E 1006", "E 1006"]),
    },
    Story {
        name: "RFC 8441 never answered",
        truth: &[CauseId::Http2ExtendedConnect],
        engines: CHROMIUM,
        run: |e| again(seen(over_tls(e, REFUSED), "E", "R"), &["pending"]),
    },
    Story {
        name: "one dead node of two",
        truth: &[CauseId::StickySession, CauseId::UpstreamDown],
        engines: &ENGINES,
        run: |e| again(seen(over_tls(e, REFUSED), "E", "R"), &["ok", "E 1006"]),
    },
    Story {
        name: "one dead node of two, and a change in between",
        truth: &[CauseId::StickySession, CauseId::UpstreamDown],
        engines: &ENGINES,
        run: |e| {
            let run = attempt(seen(over_tls(e, REFUSED), "E", "R"), Place::Target, true, "ok");
            again(run, &["E 1006", "ok"])
        },
    },
    Story {
        name: "one dead node of two, only asked with a change in between",
        truth: &[CauseId::StickySession, CauseId::UpstreamDown],
        engines: &ENGINES,
        run: |e| {
            let run = seen(over_tls(e, REFUSED), "E", "R");
            let turn = |run| again(attempt(run, Place::Target, true, "ok"), &["E 1006"]);
            turn(turn(run))
        },
    },
    Story {
        name: "has just started",
        truth: &[CauseId::UpstreamDown],
        engines: &ENGINES,
        run: |e| again(seen(over_tls(e, REFUSED), "E", "R"), &["ok", "ok"]),
    },
    Story {
        name: "session from a visit",
        truth: &[CauseId::AuthAtHandshake],
        engines: &ENGINES,
        run: |e| again(seen(over_tls(e, REFUSED), "E", "R"), &["ok", "ok"]),
    },
    Story {
        name: "takes one connection a minute",
        truth: &[CauseId::RateLimit],
        engines: &ENGINES,
        run: |e| again(over_tls(e, "ok · RE"), &["E 1006", "E 1006"]),
    },
    Story {
        name: "too many requests from the first on",
        truth: &[CauseId::RateLimit],
        engines: &ENGINES,
        run: |e| again(seen(over_tls(e, REFUSED), "E", "R"), &["E 1006", "E 1006"]),
    },
    Story {
        name: "spent ticket",
        truth: &[CauseId::SingleUseTicket],
        engines: &ENGINES,
        run: |e| {
            let mut run = again(seen(over_tls(e, REFUSED), "E", "R"), &["E 1006"]);
            run.target.token_in_query = true;
            run
        },
    },
    Story {
        name: "SSH",
        truth: &[CauseId::NotHttpServer],
        engines: FIREFOX,
        run: |e| seen(in_clear(e, "E 1006 · RL"), "L", "R"),
    },
];

#[test]
fn of_any_part_of_a_story_the_truth_survives() {
    let mut found = Vec::new();
    for story in STORIES {
        for engine in story.engines {
            let whole = (story.run)(*engine);
            let count = whole.observations.len();
            for bits in 0..1_u32 << count {
                let mut some = whole.clone();
                let mut at = 0;
                some.observations.retain(|_| {
                    at += 1;
                    bits & (1 << (at - 1)) != 0
                });
                if !can_be(&some, &whole) {
                    continue;
                }
                for family in [*engine, EngineFamily::Unknown] {
                    some.circumstances.engine.family = family;
                    let d = diagnose(&some);
                    let gone = d.ruled_out().filter(|j| story.truth.contains(&j.cause));
                    let gone = gone.map(|j| format!("{} is ruled out: {:?}", j.cause, j.because));
                    let untrue = d.certain().into_iter().filter(|c| !story.truth.contains(c));
                    let untrue = untrue.map(|c| format!("{c} is certain"));
                    found.extend(
                        gone.chain(untrue).map(|f| format!("{} {family}: {f}", story.name)),
                    );
                }
            }
            let d = diagnose(&whole);
            let named = [d.certain(), d.remaining()].concat();
            assert!(named.iter().any(|c| story.truth.contains(c)), "{} in {engine}", story.name);
        }
    }
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
