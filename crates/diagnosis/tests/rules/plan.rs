//! The plan: only what may still tell two causes apart, and doubt about it.

use why1006_diagnosis::plan::{self, Experiment};
use why1006_evidence::{End, EngineFamily, Event, EventKind, Evidence, Observation, Place, Probe};

use crate::table::{Setting, rows};

/// A run with the cell of this row's first engine, over this page.
fn start(name: &str, engine: EngineFamily, setting: Setting) -> Evidence {
    let is_it = |n: &str| n.starts_with(&format!("{name} in {engine}"));
    let row = rows().iter().find(|row| is_it(&row.name)).expect(name);
    row.run(setting)
}

/// Adds an attempt that opens or fails at once.
fn tried(e: &mut Evidence, x: Experiment, opens: bool) {
    let begun = e.elapsed + 1.0;
    let event = |at, kind| Event::new(at, kind);
    let mut events = match opens {
        true => vec![event(begun, EventKind::Open), event(begun, EventKind::Closing)],
        false => vec![event(begun, EventKind::Error)],
    };
    let mut close = event(begun + 1.0, EventKind::Close);
    close.code = Some(if opens { 1000 } else { 1006 });
    close.clean = Some(opens);
    events.push(close);
    let Experiment { probe, place, with_protocols } = x;
    let (ended, end) = (begun + 1.0, End::Settled);
    e.elapsed = ended;
    e.observations.push(Observation { probe, place, with_protocols, begun, ended, end, events });
}

/// Runs the plan to its end; `opens` answers for the server, with the number
/// of the attempt, from 1 for the first after the cold one.
fn follow(e: &mut Evidence, opens: impl Fn(Experiment, usize) -> bool) -> Vec<Experiment> {
    let mut made = Vec::new();
    while let Some(x) = plan::attempt(e) {
        tried(e, x, opens(x, made.len() + 1));
        made.push(x);
        assert!(made.len() <= 8, "{made:?}");
    }
    made
}

const AGAIN: Experiment = Experiment::web(Probe::WebSocket, Place::Target);
const PROTOCOLS: Experiment = Experiment { with_protocols: true, ..AGAIN };
const OTHER_PATH: Experiment = Experiment { place: Place::OtherPath, ..AGAIN };

#[test]
fn a_refusal_is_asked_in_other_ways_once_each() {
    for engine in [EngineFamily::Chromium, EngineFamily::Firefox, EngineFamily::WebKit] {
        let mut e = start("http_403", engine, Setting::hosted());
        let made = follow(&mut e, |_, _| false);
        assert_eq!(made, [AGAIN, PROTOCOLS, OTHER_PATH], "{engine}");
    }
}

#[test]
fn a_difference_is_repeated_from_both_sides() {
    let mut e = start("http_403", EngineFamily::Chromium, Setting::hosted());
    let made = follow(&mut e, |x, _| x.with_protocols);
    assert_eq!(made, [AGAIN, PROTOCOLS, PROTOCOLS, AGAIN, PROTOCOLS, AGAIN]);
}

#[test]
fn a_server_that_changes_its_mind_is_not_asked_for_ever() {
    let mut e = start("http_403", EngineFamily::Chromium, Setting::hosted());
    let made = follow(&mut e, |_, turn| turn % 2 == 1);
    assert_eq!(made, [AGAIN, AGAIN]);
    let mut e = start("http_403", EngineFamily::Chromium, Setting::hosted());
    let made = follow(&mut e, |_, turn| turn >= 2);
    assert_eq!(made, [AGAIN, PROTOCOLS, PROTOCOLS, AGAIN], "it opens without them as well");
}

/// Two to four servers in turn, some of which fail, whatever else used up turns
/// before: never is a difference repeated to the end.
#[test]
fn servers_that_take_turns_never_repeat_a_difference() {
    for nodes in [[false, true].as_slice(), &[false, true, true], &[false, false, true]]
        .into_iter()
        .chain([[false, true, true, true].as_slice(), &[false, false, true, true]])
        .chain([[false, true, false, true].as_slice(), &[false, false, false, true]])
    {
        for turn in 0..nodes.len() {
            let mut e = start("http_403", EngineFamily::Chromium, Setting::hosted());
            let made = follow(&mut e, |_, at| nodes[(turn + at) % nodes.len()]);
            let whole = [PROTOCOLS, PROTOCOLS, AGAIN, PROTOCOLS, AGAIN];
            let last: Vec<bool> =
                e.observations.iter().rev().take(5).rev().map(|o| o.saw(EventKind::Open)).collect();
            let is_repeated = made.ends_with(&whole) && last == [true, true, false, true, false];
            assert!(!is_repeated, "{nodes:?} from {turn}: {made:?}");
        }
    }
}

#[test]
fn nothing_more_is_asked_of_what_failed_before_any_server() {
    for (name, engine) in
        [("tls_expired", EngineFamily::Firefox), ("refused", EngineFamily::Chromium)]
    {
        let e = start(name, engine, Setting::hosted());
        assert_eq!(plan::attempt(&e), None, "{name}");
    }
    let e = start("hang_resp", EngineFamily::WebKit, Setting::hosted());
    assert_eq!(plan::attempt(&e), None, "silence");
}

#[test]
fn what_opened_is_tried_again_over_http2_only_where_that_can_differ() {
    let works = |engine| start("ok_echo", engine, Setting::hosted());
    assert_eq!(plan::attempt(&works(EngineFamily::Chromium)), Some(AGAIN));
    let class = Experiment::web(Probe::StatusClass, Place::Target);
    assert_eq!(plan::beside(&works(EngineFamily::Chromium)), [class]);
    for engine in [EngineFamily::Firefox, EngineFamily::WebKit] {
        assert_eq!(plan::attempt(&works(engine)), None);
        assert_eq!(plan::beside(&works(engine)), []);
    }
    let mut ticket = works(EngineFamily::Chromium);
    ticket.target.token_in_query = true;
    assert_eq!(plan::attempt(&ticket), None, "a ticket may be good for one use");

    let mut once = works(EngineFamily::Chromium);
    assert_eq!(follow(&mut once, |_, _| true), [AGAIN]);
    let mut never_again = works(EngineFamily::Chromium);
    assert_eq!(follow(&mut never_again, |_, _| false), [AGAIN, AGAIN]);
}

#[test]
fn elements_are_for_servers_that_answer() {
    let beside = |name, setting| plan::beside(&start(name, EngineFamily::Chromium, setting));
    let answered = beside("http_404", Setting::hosted());
    let web = Experiment::web;
    assert_eq!(
        answered,
        [
            web(Probe::FetchNoCors, Place::Nowhere),
            web(Probe::StatusClass, Place::Target),
            web(Probe::StatusClass, Place::Root),
            web(Probe::RedirectFrame, Place::Target),
        ]
    );
    assert_eq!(
        beside("refused", Setting::hosted()),
        [web(Probe::RedirectFrame, Place::Target), web(Probe::AddressSpace, Place::Target)],
        "a redirect to nowhere and the permission are all that script can tell from the rest"
    );
}
