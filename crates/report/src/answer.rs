//! The sentences of the answer, which the screen and every report share.

use why1006_content as content;
use why1006_diagnosis::{CauseId, Diagnosis, Owner, Step, Verdict, causes};
use why1006_evidence::{EventKind, Evidence, Place, Probe, circumstances::NoReference};

use crate::{
    Words,
    block::{Line, Piece},
};

/// The sentence that stands above the whole answer.
pub fn headline(d: &Diagnosis, words: Words) -> String {
    if d.is_app_fine() {
        return words.note("app-fine");
    }
    match (d.the_cause(), d.the_only(), &d.named) {
        (Some(cause), ..) => words.title(cause),
        (None, Some(cause), _) => [content::MOST_LIKELY, &words.title(cause)].concat(),
        // What the user read is more than any verdict of ours.
        (None, None, Some(told)) => words.clue(told),
        _ if d.own_origin && d.verdict == Verdict::AnsweredNotUpgraded => words.note("own-refused"),
        _ => content::headline(d.verdict).to_owned(),
    }
}

/// What is said of a verdict: `act`, `engineer` or `limit`. A page in the app's own
/// place is no stranger.
pub fn said(d: &Diagnosis, words: Words, of: &str) -> String {
    let own = match (d.verdict, of) {
        (Verdict::AnsweredNotUpgraded, "act") => "own-refused-act",
        (Verdict::AnsweredNotUpgraded, "engineer") => "own-refused-engineer",
        (Verdict::AnsweredNotUpgraded, "limit") => "own-refused-limit",
        (Verdict::Works, "act") => "own-works-act",
        _ => return words.verdict(d.verdict, of),
    };
    if d.own_origin { words.note(own) } else { words.verdict(d.verdict, of) }
}

/// Who has to act, or is the first to ask; and that it does not depend on which
/// cause it is.
pub fn owner(d: &Diagnosis, words: Words) -> Line {
    let strong = |owner| Piece::Strong(content::owner_label(owner).to_owned());
    let mut line = vec![strong(d.owner)];
    let first = d.judgements.first().filter(|_| d.named.is_some());
    if let Some(first) = first.filter(|_| d.owner == Owner::Unknown) {
        line.push(Piece::Words(". First to ask: ".to_owned()));
        line.push(strong(causes::get(first.cause).owner));
    }
    let is_shared = !matches!(d.owner, Owner::Nobody | Owner::Unknown)
        && d.certain().is_empty()
        && d.remaining().len() > 1;
    let may_be_nobody = d.next_step == Some(Step::AppWorks) && !d.certain().is_empty();
    let mut add = |key: &str| line.push(Piece::Words([". ", &words.note(key)].concat()));
    if is_shared {
        add("whichever");
    }
    if may_be_nobody {
        add("unless-app-works");
    }
    line
}

/// What the answer does not prove. Beside one cause only those limits of a
/// verdict stay true that say nothing of other causes.
pub fn limit(d: &Diagnosis, words: Words, the_cause: Option<CauseId>) -> String {
    match (the_cause, d.verdict) {
        (None, _) if d.named.is_some() => words.note("rests-on-told"),
        (None, _) | (_, Verdict::ClosedByServer | Verdict::BrowserRefused) => {
            said(d, words, "limit")
        }
        _ => words.note("one-cause"),
    }
}

/// Without a control experiment the network remains a suspect.
pub fn no_comparison(e: &Evidence, words: Words) -> Option<String> {
    let c = &e.circumstances;
    if c.page.by_snippet {
        return Some(words.note("no-comparison-snippet"));
    }
    Some(words.note(match c.no_reference? {
        NoReference::MixedContent => "no-comparison-mixed",
        NoReference::Malformed => "no-comparison-malformed",
        NoReference::IndexPage | NoReference::NoFile | NoReference::Other => "no-comparison",
    }))
}

/// The standing caveat of a page that is not the app.
pub fn foreign(e: &Evidence, owner: Owner, words: Words) -> Option<String> {
    let page = &e.circumstances.page;
    let is_here = e.target.app.as_ref().is_some_and(|app| app.here);
    let key = match (page.by_snippet, page.same_origin, is_here) {
        (true, ..) => "by-snippet",
        (_, true, _) => "same-origin",
        (.., true) => "app-origin",
        _ if owner == Owner::You => return None,
        _ => "foreign",
    };
    Some(words.note(key))
}

/// The close code and reason of the other side, if it said goodbye to the first
/// attempt in its own words.
pub fn closing_words(e: &Evidence) -> Option<(u16, Option<&str>)> {
    let seen = e.first(Probe::WebSocket, Place::Target)?;
    seen.event(EventKind::Open)?;
    let ours = seen.saw(EventKind::Closing);
    let close = seen.event(EventKind::Close).filter(|_| !ours)?;
    let code = close.code.filter(|code| *code != 1006)?;
    Some((code, close.reason.as_deref()))
}
