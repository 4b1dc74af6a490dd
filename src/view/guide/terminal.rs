//! Commands to copy, made from the address, for the system that is chosen.

use leptos::prelude::*;
use why1006_commands::{Command, Shell, Subject, removed, text};
use why1006_diagnosis::Step;
use why1006_evidence::scan;

use super::{Guide, radio::radios};
use crate::{
    js,
    view::{
        copy::copies,
        el::{Kid, classed, el, kids, nothing, p, replaced},
    },
    words,
};

/// The commands of a step, one for every way of finding out.
fn commands_of(step: Step) -> &'static [Command] {
    use Command::{Capture, Clients, Http2, Reach, Tls, Upgrade};
    match step {
        Step::RunCommand => &[Upgrade, Reach, Http2, Clients, Capture],
        Step::CheckCertificate => &[Tls],
        _ => &[],
    }
}

/// What sets a terminal apart, the choice of the system, and its commands.
pub(super) fn terminal(guide: Guide, step: Step) -> AnyView {
    let is_windows = RwSignal::new(runs_windows());
    let systems = radios(
        "Where will you run it?",
        "shell",
        &["Linux or macOS", "Windows, in PowerShell"],
        usize::from(is_windows.get_untracked()),
        move |at| is_windows.set(at == 1),
    );
    let list = replaced(move || {
        let shell = if is_windows.get() { Shell::PowerShell } else { Shell::Posix };
        commands(guide, step, shell)
    });
    let hint = words::told("paste", "terminal-differs", "text");
    kids![systems, list, classed("p", "note", kids![hint])].kid()
}

impl Guide {
    /// Whether a command can be made of the address.
    pub(super) fn has_commands(self) -> bool {
        self.with_subject(|subject| text(Command::Upgrade, subject, Shell::Posix).is_some())
            .unwrap_or(false)
    }

    fn with_subject<R>(self, read: impl FnOnce(&Subject) -> R) -> Option<R> {
        self.state.evidence.with(|seen| {
            let seen = seen.as_ref()?;
            Some(self.state.config.peek(|config| {
                let reference = config.as_ref().and_then(|c| c.reference_for(seen.target.scheme));
                read(&Subject {
                    target: &seen.target,
                    page_origin: &seen.circumstances.page.origin,
                    reference: reference.map(|reference| reference.http.as_str()),
                })
            }))
        })
    }
}

/// The first in full, the others folded.
fn commands(guide: Guide, step: Step, shell: Shell) -> AnyView {
    let made = guide.with_subject(|subject| {
        let texts = commands_of(step).iter();
        let texts = texts.filter_map(|one| Some((*one, text(*one, subject, shell)?)));
        (texts.collect::<Vec<_>>(), removed(subject))
    });
    let Some((texts, is_removed)) = made else { return nothing() };
    let mut list: Vec<AnyView> = texts.into_iter().map(|(one, text)| command(one, text)).collect();
    let others = list.split_off(list.len().min(1));
    let fold = (!others.is_empty()).then(|| {
        let summary = el("summary", &[], kids!["More commands"]);
        el("details", &[("id", "more-commands")], kids![summary, others])
    });
    let fill_in =
        is_removed.then(|| classed("p", "note", kids![words::told("paste", "fill-in", "text")]));
    kids![fill_in, list, fold].kid()
}

fn command(command: Command, text: String) -> AnyView {
    let tag = command.as_str();
    let label = words::told_or_tag("command", tag, "label");
    let about = words::told("command", tag, "about");
    let spoken = ["Copy: ", &label].concat();
    let button = [("class", "quiet"), ("type", "button"), ("aria-label", spoken.as_str())];
    let inside = kids![
        el("h3", &[], kids![label]),
        p(kids![about]),
        el("pre", &[("id", tag)], kids![el("code", &[], kids![text])]),
        classed("div", "row", kids![copies(tag, &button, "Copy")]),
    ];
    el("div", &[("class", "command"), ("data-command", tag)], inside)
}

/// The system of whoever reads this, and not of the browser that made a result
/// that came by a link.
fn runs_windows() -> bool {
    js::window().navigator().user_agent().is_ok_and(|agent| scan::has(&agent, "Windows"))
}
