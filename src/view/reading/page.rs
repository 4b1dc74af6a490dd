//! One page: what it is about, who acts, what to do first, and all its words.

use leptos::prelude::*;
use why1006_content::{self as content, page::Page};
use why1006_diagnosis::{CauseId, Diagnosis, Step, causes};
use why1006_evidence::Engine;

use super::{
    TITLE, drawn,
    list::{self, Listed},
    place::{ALL, Place},
};
use crate::{
    js::{self, spawn_local},
    view::{
        el::{Kid, classed, el, kids, p, replaced},
        pages,
        state::State,
        watched::Watched,
    },
    words,
};

/// What was fetched for a page.
enum Fetched {
    /// Its words, or none.
    Words(Option<Page>),
    /// The list of articles, or none.
    List(Option<Vec<Listed>>),
}

/// The page at this fragment, between two ways back.
pub(super) fn page(state: State, fragment: String) -> AnyView {
    let fetched = Watched::new(None::<Fetched>);
    let here = fragment.clone();
    spawn_local(async move {
        let found = words::load_beside(fetch(Place::of(&here))).await;
        let title = title(&here, &found);
        fetched.set(Some(found));
        drawn(state, here, title).await;
    });
    let body = replaced(move || {
        fetched.with(|fetched| match fetched {
            None => classed("p", "card", kids!["Loading…"]),
            Some(found) => show(state, &fragment, found),
        })
    });
    classed("div", "reading", kids![ways(state, "nav"), body, ways(state, "div")])
}

async fn fetch(place: Place) -> Fetched {
    let name = match place {
        Place::Cause(cause) => cause.as_str().to_owned(),
        Place::Step(step) => ["step-", step.as_str()].concat(),
        Place::Article(name) => {
            // A page that is not there and a host that does not answer are two things.
            return match (pages::load(&name).await, list::articles().await) {
                (None, Some(all)) if all.iter().all(|article| article.name != name) => {
                    Fetched::List(Some(all))
                }
                (page, _) => Fetched::Words(page),
            };
        }
        Place::All | Place::Unknown => return Fetched::List(list::articles().await),
    };
    Fetched::Words(pages::load(&name).await)
}

/// The title of the page, as the tab shows it.
fn title(fragment: &str, fetched: &Fetched) -> String {
    match (Place::of(fragment), fetched) {
        (Place::Cause(cause), _) => words::title(cause),
        (Place::Step(step), _) => content::step_title(step).to_owned(),
        (Place::All, _) => list::TITLE.to_owned(),
        (Place::Article(_), Fetched::Words(Some(page))) => page.title.clone(),
        (Place::Article(_), Fetched::Words(None)) => "This page did not load".to_owned(),
        _ => "There is no such page here".to_owned(),
    }
}

fn show(state: State, fragment: &str, fetched: &Fetched) -> AnyView {
    let title = || el("h2", &[("id", TITLE), ("tabindex", "-1")], kids![title(fragment, fetched)]);
    let whole = |kind: String, mut about: Vec<AnyView>, page: Option<&Page>| {
        let mut inside = kids![classed("p", "kind", kids![kind]), title()];
        inside.append(&mut about);
        inside.push(pages::words_of(page, fragment, true));
        let attributes = [("class", "card page"), ("aria-labelledby", TITLE)];
        el("article", &attributes, inside)
    };
    match (Place::of(fragment), fetched) {
        (Place::Cause(cause), Fetched::Words(page)) => {
            let stage = content::stage(causes::get(cause).stage).name;
            let kind = ["A possible cause · ", stage].concat();
            whole(kind, about_cause(state, cause), page.as_ref())
        }
        (Place::Step(step), Fetched::Words(page)) => {
            whole("Something you can do".to_owned(), about_step(step), page.as_ref())
        }
        (_, Fetched::Words(page)) => whole("To read".to_owned(), kids![], page.as_ref()),
        (place, Fetched::List(articles)) => {
            let is_unknown = !matches!(place, Place::All);
            list::list(title(), is_unknown, articles.as_deref().unwrap_or_default())
        }
    }
}

/// What the cause means, who has to act and what comes first; and how it stands
/// in the result that is shown behind this page.
fn about_cause(state: State, cause: CauseId) -> Vec<AnyView> {
    let pair = |term: &str, what: Vec<AnyView>| {
        kids![el("dt", &[], kids![term]), el("dd", &[], what)].kid()
    };
    let owner = content::owner_label(causes::get(cause).owner);
    let rows = kids![
        pair("Who has to act", kids![el("strong", &[], kids![owner])]),
        pair("What to do first", kids![words::act(cause)]),
        state.diagnosis.peek(|d| Some(pair("In the result", standing(d.as_ref()?, cause)?))),
    ];
    kids![p(kids![words::summary(cause)]), classed("dl", "who", rows)]
}

fn standing(d: &Diagnosis, cause: CauseId) -> Option<Vec<AnyView>> {
    let judgement = d.judgements.iter().find(|j| j.cause == cause)?;
    let because = judgement.because.first().map(|r| words::reason(*r));
    Some(kids![content::standing(judgement.standing), ". ", because])
}

fn about_step(step: Step) -> Vec<AnyView> {
    let agent = js::window().navigator().user_agent().unwrap_or_default();
    let engine = Engine::from_user_agent(&agent).family;
    kids![
        p(kids![words::step_how(step, engine)]),
        classed("p", "hint", kids![words::step_tells(step)]),
    ]
}

/// The way back to form and report, and the way to the list. Above and below a
/// page; one landmark is enough.
fn ways(state: State, tag: &'static str) -> AnyView {
    let back = ["#", &state.behind.peek(String::clone)].concat();
    let label = replaced(move || {
        let is_there = state.evidence.with(Option::is_some);
        let label = match (state.running.get(), is_there) {
            (true, _) => "← Back to the test",
            (false, true) => "← Back to the result",
            (false, false) => "← Test a connection",
        };
        label.kid()
    });
    let all = ["#", ALL].concat();
    let inside = kids![
        el("a", &[("class", "back"), ("href", &back)], kids![label]),
        el("a", &[("href", &all)], kids!["All causes"]),
    ];
    classed(tag, "ways", inside)
}
