//! `background-throttle`, by what the page noticed of itself.

use why1006_diagnosis::{CauseId::*, Reason, Standing::*, diagnose};
use why1006_evidence::{EngineFamily, Event, EventKind, Evidence, network::Outcome};

use super::{MEASURED, after, alone, heard, run, stands};

/// The run with an event of the page in the midst of the connection.
fn with(mut evidence: Evidence, kind: EventKind) -> Evidence {
    let o = &evidence.observations[0];
    let middle = (o.events[0].at + o.ended) / 2.0;
    evidence.page_events.push(Event::new(middle, kind));
    evidence
}

#[test]
fn a_tab_that_was_hidden_or_slept_is_a_suspect() {
    for engine in MEASURED {
        for cell in ["O 1006 · RE", "O 1000c · RE"] {
            let awake = after(run(engine, cell), 60_000.0);
            stands(&awake, BackgroundThrottle, RuledOut, Reason::TabStayedVisible);
            let hidden = with(awake.clone(), EventKind::Hidden);
            stands(&hidden, BackgroundThrottle, Possible, Reason::TabWasHidden);
            stands(&hidden, IdleTimeoutProxy, Possible, Reason::EndedAfterQuiet);
            let slept = with(awake, EventKind::ClockJump);
            stands(&slept, BackgroundThrottle, Indicated, Reason::MachineSlept);
            assert!(diagnose(&slept).remaining().len() > 1, "others remain");
        }
    }
}

#[test]
fn what_happened_before_or_after_does_not_count() {
    let mut run = after(run(EngineFamily::Chromium, "O 1006 · RE"), 60_000.0);
    let ended = run.observations[0].ended;
    for at in [1.0, ended + 5_000.0] {
        run.page_events.push(Event::new(at, EventKind::Hidden));
    }
    stands(&run, BackgroundThrottle, RuledOut, Reason::TabStayedVisible);
    // Hidden since before the run: the events themselves say so.
    run.observations[0].events[0].hidden = true;
    stands(&run, BackgroundThrottle, Possible, Reason::TabWasHidden);
}

#[test]
fn a_hidden_tab_does_not_stand_beside_a_certain_cause() {
    for (engine, cell, cause) in [
        (EngineFamily::Chromium, "O 4401c · RE", PolicyClose),
        (EngineFamily::Firefox, "O 1001c · RE", DeployClose),
        (EngineFamily::Chromium, "O E 1006 · RE", BadUtf8OrFrame),
    ] {
        for kind in [EventKind::Hidden, EventKind::ClockJump] {
            alone(&heard(with(run(engine, cell), kind), Outcome::Passed), cause);
        }
    }
    let held = with(after(run(EngineFamily::WebKit, "ok · RE"), 60_000.0), EventKind::Hidden);
    stands(&held, BackgroundThrottle, RuledOut, Reason::StayedOpen);
}
