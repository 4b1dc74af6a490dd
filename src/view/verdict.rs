//! The headline, who has to act, what to do next.

use leptos::prelude::*;
use why1006_content as content;
use why1006_diagnosis::{CauseId, Diagnosis, Judgement, Owner, Remark, Step, Verdict, causes};
use why1006_evidence::{
    EventKind, Evidence, Place, Probe,
    circumstances::{NoReference, PermissionState},
};

use super::{
    el::{attribute, button, classed, el, focus, kids, live, p, patched, replaced, watch},
    experiment,
    guide::Guide,
    state::State,
};
use crate::words::{self, Of};

/// Moves the focus to the headline, so that a keyboard or a screen reader
/// continues with the answer.
pub(super) fn focus_headline() {
    focus("headline");
}

pub(super) fn verdict(state: State, guide: Guide) -> AnyView {
    let title = patched(move || {
        el("h2", &[("id", "headline"), ("tabindex", "-1")], kids![headline(state)])
    });
    let top = el("div", &[("role", "status")], kids![title]);
    let body = replaced(move || match state.running.get() {
        true => running(state),
        false => classed("div", "answer", done(state, guide)),
    });
    let attributes = [("class", "card verdict"), ("aria-labelledby", "headline")];
    live("section", &attributes, kids![top, body], move |section| {
        watch(move || attribute(&section, "data-tone", Some(tone(state))));
    })
}

fn tone(state: State) -> &'static str {
    if state.running.get() {
        return "busy";
    }
    if state.diagnosis.with(|d| d.as_ref().is_some_and(Diagnosis::is_app_fine)) {
        return "good";
    }
    match state.diagnosis.with(|d| d.as_ref().map(|d| d.verdict)) {
        Some(Verdict::Works) => "good",
        Some(
            Verdict::NotTested
            | Verdict::NotConclusive
            | Verdict::WaitingForUser
            | Verdict::WorksThenEnds,
        ) => "open",
        _ => "bad",
    }
}

/// The answer in one sentence.
pub(super) fn headline(state: State) -> String {
    if state.running.get() {
        return "Testing…".to_owned();
    }
    state.diagnosis.with(|d| match d {
        Some(d) if d.is_app_fine() && words::are_loaded() => words::note("app-fine"),
        Some(d) if words::are_loaded() => match (d.the_cause(), d.the_only(), &d.named) {
            (Some(cause), ..) => words::title(cause),
            (None, Some(cause), _) => [content::MOST_LIKELY, &words::title(cause)].concat(),
            // What the user read is more than any verdict of ours.
            (None, None, Some(told)) => words::clue(told),
            _ if d.own_origin && d.verdict == Verdict::AnsweredNotUpgraded => {
                words::note("own-refused")
            }
            _ => content::headline(d.verdict).to_owned(),
        },
        Some(d) => content::headline(d.verdict).to_owned(),
        None => String::new(),
    })
}

fn running(state: State) -> AnyView {
    let doing = patched(move || {
        let key = state.begun.with(|begun| state.evidence.with(|e| experiment::current(begun, e)));
        let why = words::experiment(&key, Of::Why);
        p(kids![el("b", &[], kids![experiment::name(&key), ". "]), why])
    });
    // A prompt takes the focus, or holds a local address back: that is its
    // reader's time.
    let asking = patched(move || {
        let may_ask = state.evidence.with(|e| e.as_ref().is_some_and(may_be_asking));
        p(kids![may_ask.then(|| words::note("asking"))])
    });
    let wait = patched(move || {
        let waiting = state.waiting.get().then(|| words::note("waiting"));
        p(kids![waiting.or((state.hold_seconds() > 10).then(|| words::note("listening")))])
    });
    let buttons = kids![
        button("stop", "quiet", "Stop", move || state.stop()),
        button("keep-waiting", "quiet", "Keep waiting for a slow server", move || {
            state.keep_waiting();
        }),
    ];
    classed(
        "div",
        "answer",
        kids![
            doing,
            el("progress", &[("aria-label", "The test is running")], kids![]),
            asking,
            classed("div", "buttons", buttons),
            wait,
        ],
    )
}

/// The browser may be waiting for its user: the window lost the focus to
/// something, or a permission that this address needs is not decided.
fn may_be_asking(e: &Evidence) -> bool {
    let focus = |kind| matches!(kind, EventKind::Blurred | EventKind::Focused);
    let c = &e.circumstances;
    let undecided = [c.local_network, c.loopback_network].contains(&Some(PermissionState::Prompt));
    e.page_events.iter().rfind(|event| focus(event.kind)).map(|event| event.kind)
        == Some(EventKind::Blurred)
        || undecided && e.target.host_class.is_local() && !c.page.host_class.is_local()
}

fn done(state: State, guide: Guide) -> Vec<AnyView> {
    let step = guide.current().map(|asked| asked.0);
    state.diagnosis.with(|d| d.as_ref().map(|d| answer(state, d, step)).unwrap_or_default())
}

fn answer(state: State, diagnosis: &Diagnosis, step: Option<Step>) -> Vec<AnyView> {
    let the_cause = diagnosis.the_cause().filter(|_| words::are_loaded());
    let certain = diagnosis.certain();
    let one = the_cause.or(diagnosis.the_only().filter(|_| words::are_loaded()));
    let what = match (one, certain.first()) {
        // Its title is the headline.
        (Some(cause), _) => Some(p(kids![words::summary(cause)])),
        (None, certain) => certain.map(|cause| cause_line(*cause)),
    };
    let act = act(diagnosis, one.as_ref().or(certain.first()), step);
    let not_tested = diagnosis.verdict == Verdict::NotTested;
    let pair =
        |term: &str, what: Vec<AnyView>| kids![el("dt", &[], kids![term]), el("dd", &[], what)];
    let mut who = pair("Who has to act", owner(diagnosis));
    who.extend(pair("What to do", kids![act, not_tested.then(|| http_copy(state)).flatten()]));
    let missing = (!words::are_loaded()).then(|| {
        p(kids![
            "The explanations could not be loaded from this page’s host. Test again later for them."
        ])
    });
    let engineer = match the_cause {
        Some(_) => diagnosis.judgements.first().map(reasons).unwrap_or_default(),
        None => said(diagnosis, Of::Engineer),
    };
    kids![
        missing,
        closing_words(state),
        what,
        classed("dl", "who", who),
        remarks(diagnosis),
        el(
            "details",
            &[("class", "engineer")],
            kids![el("summary", &[], kids!["For engineers"]), p(kids![engineer])],
        ),
        classed(
            "p",
            "hint",
            kids![
                limit(diagnosis, the_cause),
                " ",
                foreign(state, diagnosis.owner),
                no_comparison(state),
            ]
        ),
    ]
}

fn see(step: Step) -> String {
    [content::step_title(step), ". ", &words::note("see-step")].concat()
}

/// What the reader can do now. Where others have to act, that is to tell them;
/// else it is the next step, so that the two never differ.
fn act(diagnosis: &Diagnosis, cause: Option<&CauseId>, step: Option<Step>) -> String {
    let is_others =
        matches!(diagnosis.owner, Owner::YourIt | Owner::SiteOperator | Owner::AppDeveloper);
    match (cause, step) {
        _ if diagnosis.is_app_fine() => words::note("app-fine-act"),
        // Whether anybody has to act at all.
        (Some(_), Some(Step::AppWorks)) => see(Step::AppWorks),
        (Some(cause), _) if is_others => {
            [&*words::note("send-them"), " What they can do: ", &words::act(*cause)].concat()
        }
        (Some(cause), _) => words::act(*cause),
        (None, Some(step)) if is_others && step != Step::SendToSupport => {
            [words::note("send-them"), words::note("see-more")].join(" ")
        }
        (None, Some(step)) if diagnosis.verdict != Verdict::Works && words::are_loaded() => {
            see(step)
        }
        _ => said(diagnosis, Of::Act),
    }
}

/// What is said of a verdict. A page in the app's own place is no stranger.
fn said(diagnosis: &Diagnosis, of: Of) -> String {
    let own = match (diagnosis.verdict, of) {
        (Verdict::AnsweredNotUpgraded, Of::Act) => "own-refused-act",
        (Verdict::AnsweredNotUpgraded, Of::Engineer) => "own-refused-engineer",
        (Verdict::AnsweredNotUpgraded, Of::Limit) => "own-refused-limit",
        (Verdict::Works, Of::Act) => "own-works-act",
        _ => return words::verdict(diagnosis.verdict, of),
    };
    if diagnosis.own_origin { words::note(own) } else { words::verdict(diagnosis.verdict, of) }
}

/// Who has to act, or is the first to ask; and that it does not depend on which
/// cause it is.
fn owner(diagnosis: &Diagnosis) -> Vec<AnyView> {
    let first = diagnosis.judgements.first().filter(|_| diagnosis.named.is_some());
    let first = first.filter(|_| diagnosis.owner == Owner::Unknown).map(|j| {
        let owner = content::owner_label(causes::get(j.cause).owner);
        kids![". First to ask: ", el("strong", &[], kids![owner])]
    });
    let label = el("strong", &[], kids![content::owner_label(diagnosis.owner)]);
    let is_shared = !matches!(diagnosis.owner, Owner::Nobody | Owner::Unknown)
        && diagnosis.certain().is_empty()
        && diagnosis.remaining().len() > 1;
    let may_be_nobody =
        diagnosis.next_step == Some(Step::AppWorks) && !diagnosis.certain().is_empty();
    kids![
        label,
        first,
        is_shared.then(|| kids![". ", words::note("whichever")]),
        may_be_nobody.then(|| kids![". ", words::note("unless-app-works")]),
    ]
}

/// Why a cause stands as it does, as one text.
fn reasons(judgement: &Judgement) -> String {
    let mut all = String::new();
    for reason in &judgement.because {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(&words::reason(*reason));
    }
    all
}

/// What the answer does not prove. Beside one cause only those limits of a
/// verdict stay true that say nothing of other causes.
fn limit(diagnosis: &Diagnosis, the_cause: Option<CauseId>) -> String {
    let verdict = diagnosis.verdict;
    match (the_cause, verdict) {
        (None, _) if diagnosis.named.is_some() => words::note("rests-on-told"),
        (None, _) | (_, Verdict::ClosedByServer | Verdict::BrowserRefused) => {
            said(diagnosis, Of::Limit)
        }
        _ => words::note("one-cause"),
    }
}

/// What is worth telling besides, and blames nobody.
fn remarks(diagnosis: &Diagnosis) -> Option<AnyView> {
    let all = &diagnosis.remarks;
    let item = |remark: &Remark| {
        el("li", &[("data-remark", remark.as_str())], kids![words::remark(*remark)])
    };
    let are_there = !all.is_empty() && words::are_loaded();
    are_there.then(|| classed("ul", "remarks", all.iter().map(item).collect()))
}

fn cause_line(cause: CauseId) -> AnyView {
    let title = words::title(cause);
    p(kids![el("strong", &[], kids![title, ". "]), words::summary(cause)])
}

/// The other side's own words, shown as they are.
fn closing_words(state: State) -> Option<AnyView> {
    state.evidence.with(|e| {
        let seen = e.as_ref()?.first(Probe::WebSocket, Place::Target)?;
        seen.event(EventKind::Open)?;
        let ours = seen.saw(EventKind::Closing);
        let close = seen.event(EventKind::Close).filter(|_| !ours)?;
        let code = close.code.filter(|code| *code != 1006)?;
        let reason = close.reason.clone().map(|r| kids![" ", el("q", &[], kids![r])]);
        let code = el("code", &[], kids![code.to_string()]);
        Some(p(kids!["The other side said: ", code, reason]))
    })
}

/// Without a control experiment the network remains a suspect.
fn no_comparison(state: State) -> Option<String> {
    state.evidence.with(|e| {
        let c = &e.as_ref()?.circumstances;
        if c.page.by_snippet {
            return Some([" ", &words::note("no-comparison-snippet")].concat());
        }
        let why = match c.no_reference? {
            NoReference::MixedContent => "no-comparison-mixed",
            NoReference::Malformed => "no-comparison-malformed",
            NoReference::IndexPage | NoReference::NoFile | NoReference::Other => "no-comparison",
        };
        Some([" ", &words::note(why)].concat())
    })
}

/// The standing caveat of a page that is not the app.
fn foreign(state: State, owner: Owner) -> Option<String> {
    let (snippet, same, app) = state.evidence.with(|e| {
        e.as_ref().map_or((false, false, false), |e| {
            let app = e.target.app.as_ref().is_some_and(|a| a.here);
            let page = &e.circumstances.page;
            (page.by_snippet, page.same_origin, app)
        })
    });
    let key = match (snippet, same, app) {
        (true, ..) => "by-snippet",
        (_, true, _) => "same-origin",
        (.., true) => "app-origin",
        _ if owner == Owner::You => return None,
        _ => "foreign",
    };
    Some(words::note(key))
}

/// The same test on the http copy of this page, if the host has one.
pub(super) fn http_copy(state: State) -> Option<Vec<AnyView>> {
    let page = state.config.with(|c| c.as_ref()?.http_page.clone())?;
    let url = state.evidence.with(|e| e.as_ref().map(|e| e.target.url.clone()))?;
    let encoded = js_sys::encode_uri_component(&url).as_string()?;
    let address = format!("{}#url={encoded}", page.trim_end_matches('#'));
    let link = el(
        "a",
        &[("id", "http-copy"), ("href", &address)],
        kids!["Open the http copy of this page"],
    );
    Some(kids![" ", link])
}
