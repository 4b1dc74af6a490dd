//! The headline, who has to act, what to do next.

use leptos::prelude::*;
use why1006_content as content;
use why1006_diagnosis::{CauseId, Diagnosis, Judgement, Owner, Remark, Step, Verdict};
use why1006_evidence::{EventKind, Evidence, circumstances::PermissionState};
use why1006_report as report;

use super::{
    blocks,
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
        Some(d) if words::are_loaded() => report::headline(d, words::all()),
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
    let cause = one.as_ref().or(certain.first());
    let (act, theirs) = act(diagnosis, cause, step);
    let not_tested = diagnosis.verdict == Verdict::NotTested;
    let pair =
        |term: &str, what: Vec<AnyView>| kids![el("dt", &[], kids![term]), el("dd", &[], what)];
    let mut who = pair("Who has to act", blocks::line(&report::owner(diagnosis, words::all())));
    let act = problem(state, cause).unwrap_or(act);
    who.extend(pair("What to do", kids![act, not_tested.then(|| http_copy(state)).flatten()]));
    if let Some(theirs) = theirs {
        who.extend(pair("What they can do", kids![theirs]));
    }
    let missing = (!words::are_loaded()).then(|| {
        p(kids![
            "The explanations could not be loaded from this page’s host. Test again later for them."
        ])
    });
    let engineer = match the_cause {
        Some(_) => diagnosis.judgements.first().map(reasons).unwrap_or_default(),
        None => report::said(diagnosis, words::all(), "engineer"),
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
        classed("p", "hint", kids![limits(state, diagnosis, the_cause)]),
    ]
}

fn see(step: Step) -> String {
    [content::step_title(step), ". ", &words::note("see-step")].concat()
}

/// What is wrong with the address, and its cure: better than that something is.
fn problem(state: State, cause: Option<&CauseId>) -> Option<String> {
    cause.filter(|cause| **cause == CauseId::UrlInvalid)?;
    let first = |e: &Option<Evidence>| {
        let problem = e.as_ref()?.target.fatal().next()?;
        Some(content::problem(problem.kind, &problem.part))
    };
    state.evidence.with(first)
}

/// What the reader can do now, and what others can. Where others have to act, that
/// is to tell them; else it is the next step, so that the two never differ.
fn act(
    diagnosis: &Diagnosis,
    cause: Option<&CauseId>,
    step: Option<Step>,
) -> (String, Option<String>) {
    let is_others =
        matches!(diagnosis.owner, Owner::YourIt | Owner::SiteOperator | Owner::AppDeveloper);
    let act = match (cause, step) {
        _ if diagnosis.is_app_fine() => words::note("app-fine-act"),
        // Whether anybody has to act at all.
        (Some(_), Some(Step::AppWorks)) => see(Step::AppWorks),
        (Some(cause), _) if is_others => {
            let theirs = words::are_loaded().then(|| words::act(*cause));
            return (words::note("send-them"), theirs);
        }
        (Some(cause), _) => words::act(*cause),
        (None, Some(step)) if is_others && step != Step::SendToSupport => {
            [words::note("send-them"), words::note("see-more")].join(" ")
        }
        (None, Some(step)) if diagnosis.verdict != Verdict::Works && words::are_loaded() => {
            see(step)
        }
        _ => report::said(diagnosis, words::all(), "act"),
    };
    (act, None)
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
        let (code, reason) = report::closing_words(e.as_ref()?)?;
        let reason = reason.map(|r| kids![" ", el("q", &[], kids![r.to_owned()])]);
        let code = el("code", &[], kids![code.to_string()]);
        Some(p(kids!["The other side said: ", code, reason]))
    })
}

/// What the answer does not prove, and what confounds it.
fn limits(state: State, diagnosis: &Diagnosis, the_cause: Option<CauseId>) -> String {
    let w = words::all();
    let confounds = state.evidence.with(|e| {
        let e = e.as_ref()?;
        let foreign = report::foreign(e, diagnosis.owner, w);
        Some([foreign, report::no_comparison(e, w)])
    });
    let mut all = report::limit(diagnosis, w, the_cause);
    for text in confounds.into_iter().flatten().flatten() {
        all.push(' ');
        all.push_str(&text);
    }
    all
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
