//! What remains and why; what was ruled out and by what.

use leptos::prelude::*;
use why1006_content as content;
use why1006_diagnosis::{Diagnosis, Judgement, Standing, Verdict, causes};

use super::{pages, state::State};

/// How many remaining causes are shown before the rest is folded.
const SHOWN: usize = 3;

pub(super) fn causes(state: State) -> impl IntoView {
    move || {
        state
            .diagnosis
            .with(|d| d.as_ref().map(|d| lists(d).into_any()))
    }
}

fn lists(diagnosis: &Diagnosis) -> impl IntoView + use<> {
    let with = |wanted: fn(Standing) -> bool| -> Vec<Judgement> {
        diagnosis
            .judgements
            .iter()
            .filter(|j| wanted(j.standing))
            .cloned()
            .collect()
    };
    // After a pass nothing is left to explain.
    let works = diagnosis.verdict == Verdict::Works;
    let open = if works {
        Vec::new()
    } else {
        with(|s| s > Standing::NotTested)
    };
    let title = match open.iter().any(|j| j.standing == Standing::Certain) {
        true if open.len() == 1 => "The cause",
        true => "The cause, and what may lie behind it",
        false => "What it can be",
    };
    let (shown, folded) = open.split_at(open.len().min(SHOWN));
    let remaining = (!open.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="remaining-title">
                <h2 id="remaining-title">{title}</h2>
                <p class="hint">{order_note(open.len())}</p>
                <div id="remaining">{shown.iter().map(one).collect::<Vec<_>>()}</div>
                {(!folded.is_empty()).then(|| fold("more", "also possible", folded, one))}
            </section>
        }
    });
    let ruled_out = with(|s| s == Standing::RuledOut);
    let not_tested = if works {
        Vec::new()
    } else {
        with(|s| s == Standing::NotTested)
    };
    view! {
        {remaining}
        <section class="card" aria-labelledby="out-title">
            <h2 id="out-title">"What it is not"</h2>
            {match ruled_out.is_empty() {
                true => view! { <p>"Nothing could be ruled out yet."</p> }.into_any(),
                false => fold("ruled-out", "ruled out by what we saw", &ruled_out, brief).into_any(),
            }}
            {(!not_tested.is_empty())
                .then(|| fold("not-tested", "could not be tested from here", &not_tested, brief))}
        </section>
    }
}

fn order_note(count: usize) -> &'static str {
    match count {
        1 => "",
        _ => {
            "A script in a page cannot see which of these it is. They stand in order of how \
             common they are for such an address."
        }
    }
}

fn fold<V: IntoView>(
    id: &'static str,
    label: &'static str,
    list: &[Judgement],
    show: fn(&Judgement) -> V,
) -> impl IntoView + use<V> {
    let items: Vec<_> = list.iter().map(show).collect();
    view! {
        <details id=id>
            <summary>{list.len()} " " {label}</summary>
            {items}
        </details>
    }
}

/// A cause in full: owner, why it is possible, how to settle and to fix it.
fn one(judgement: &Judgement) -> impl IntoView + use<> {
    let cause = judgement.cause;
    let words = content::cause(cause);
    let owner = content::owner(causes::get(cause).owner).label;
    let reasons: Vec<_> = judgement
        .because
        .iter()
        .map(|r| view! { <li>{content::reason(*r)}</li> })
        .collect();
    let page = RwSignal::new(false);
    view! {
        <details class="cause" data-cause=cause.as_str() data-standing=judgement.standing.as_str()
            on:toggle=move |_| page.set(true)
        >
            <summary>
                <span class="title">{words.title}</span>
                <span class="tags">
                    <span class="standing">{content::standing(judgement.standing)}</span>
                    <span class="owner">{owner}</span>
                </span>
            </summary>
            <p>{words.summary}</p>
            <p><b>"What to do: "</b> {words.act}</p>
            <ul class="because">{reasons}</ul>
            <Show when=move || page.get()>{pages::body(cause).into_any()}</Show>
        </details>
    }
    .into_any()
}

fn brief(judgement: &Judgement) -> impl IntoView + use<> {
    let words = content::cause(judgement.cause);
    let reason = judgement.because.first().map(|r| content::reason(*r));
    view! {
        <p class="brief" data-cause=judgement.cause.as_str()>
            <b>{words.title} "."</b> " " {reason}
        </p>
    }
    .into_any()
}
