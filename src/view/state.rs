//! What the page knows, as signals, and the few things it can do.

mod form;
mod hold;
mod network;

use std::{
    cell::{Cell as Flag, RefCell},
    rc::Rc,
};

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use why1006_diagnosis::{Diagnosis, diagnose};
use why1006_evidence::{
    Evidence, Place, Probe, Software, Target, Told,
    ask::{Ask, AskKind},
    network::Cell,
    redact::Keep,
};

pub(super) use self::form::read_form;
use super::{beside::Beside, el::watch, visit::Visit, watched::Watched};
use crate::{
    config::{self, Config},
    js::spawn_local,
    link::Broken,
    observe::Stop,
    rest,
    run::{self, Options, Progress},
    words,
};

/// How long an open connection is listened to, by default.
pub(crate) const HOLD_SECONDS: u32 = 2;

/// The longest time it may be listened to.
pub(crate) const MAX_HOLD_SECONDS: u32 = 600;

/// An experiment: what, where, and whether it offers subprotocols.
pub(crate) type Begun = (Probe, Place, bool);

/// What was told, and the software that was chosen.
type Kept = (Vec<Told>, Option<Software>);

/// When a run is first drawn, and how often while it goes on.
const FIRST_DRAW_MS: u32 = 100;
const DRAW_MS: u32 = 250;

/// How deep regions are nested that are drawn apart, and rather too much.
const DEPTH: usize = 8;

/// Somewhat more than a browser takes until it shows what was changed.
const FRAME_MS: u32 = 20;

/// All signals of the page. Copied freely: signals are handles.
#[derive(Clone, Copy)]
pub(crate) struct State {
    /// The text of the first box.
    pub(crate) address: RwSignal<String>,
    /// Subprotocols, as typed.
    pub(crate) protocols: RwSignal<String>,
    /// Address of the app's page, as typed.
    pub(crate) app: RwSignal<String>,
    /// The policy of the app's page, as pasted. It goes no further than this.
    pub(crate) csp: RwSignal<String>,
    /// Seconds to listen after the opening, as typed.
    pub(crate) hold: RwSignal<String>,
    /// Test five times.
    pub(crate) repeat: RwSignal<bool>,
    /// Run the deeper test.
    pub(crate) deeper: RwSignal<bool>,
    /// What the host says about itself; `None` until it is read.
    pub(crate) config: Watched<Option<Config>>,
    /// What the form asks for.
    pub(crate) asked: Watched<(Ask, Target)>,
    /// The button was pressed with the form as it stands.
    pub(crate) complaining: RwSignal<bool>,
    /// A run goes on.
    pub(crate) running: RwSignal<bool>,
    /// The answer of the last run stands in the page.
    pub(crate) answered: RwSignal<bool>,
    /// So does all that is folded or below it.
    pub(crate) whole: RwSignal<bool>,
    /// The ladder stands in the page; the timeline does. A first run that is over
    /// in a moment draws neither before its answer.
    pub(crate) ladder: RwSignal<bool>,
    pub(crate) timeline: RwSignal<bool>,
    /// What was seen, growing while a run goes on.
    pub(crate) evidence: Watched<Option<Evidence>>,
    /// What that means.
    pub(crate) diagnosis: Watched<Option<Diagnosis>>,
    /// The result came by a link.
    pub(crate) received: RwSignal<bool>,
    /// Who asked for this test.
    pub(crate) visit: Visit,
    /// The result that came by a link, and the one to hold beside it.
    pub(super) beside: Beside,
    /// The link in the address bar holds no readable result.
    pub(crate) broken_link: Watched<Option<Broken>>,
    /// The link to the result.
    pub(crate) link: RwSignal<String>,
    /// What the user chose to pass on; forgotten with the page.
    pub(crate) keep: Watched<Keep>,
    /// The experiments of the run that have begun, in order.
    pub(crate) begun: Watched<Vec<Begun>>,
    /// The user chose to keep waiting.
    pub(crate) waiting: RwSignal<bool>,
    /// The fragment of the page of words that is read; empty without one.
    pub(crate) reading: Watched<String>,
    /// The fragment of form and report, to go back to.
    pub(crate) behind: Watched<String>,
    /// The rest of the program is there.
    pub(crate) rest: RwSignal<bool>,
    /// What a run needs was asked for.
    prepared: RwSignal<bool>,
    /// The cells of a test of the network, growing while it goes on; empty if there
    /// is none but in the evidence.
    pub(crate) cells: Watched<Vec<Cell>>,
    /// A test of the network goes on.
    pub(crate) testing: RwSignal<bool>,
    /// The network was asked for without an address.
    pub(crate) network: RwSignal<bool>,
    /// *Stop* of the test of the network.
    network_stop: Watched<Option<Stop>>,
    /// *Stop* and *Keep waiting* of the current run.
    handles: Watched<Option<Progress>>,
}

impl State {
    pub(crate) fn new() -> State {
        let state = State {
            address: RwSignal::new(String::new()),
            protocols: RwSignal::new(String::new()),
            app: RwSignal::new(String::new()),
            csp: RwSignal::new(String::new()),
            hold: RwSignal::new(HOLD_SECONDS.to_string()),
            repeat: RwSignal::new(false),
            deeper: RwSignal::new(false),
            config: Watched::new(None),
            asked: Watched::new(read_form("", "", "", "")),
            complaining: RwSignal::new(false),
            running: RwSignal::new(false),
            answered: RwSignal::new(true),
            whole: RwSignal::new(true),
            ladder: RwSignal::new(true),
            timeline: RwSignal::new(true),
            evidence: Watched::new(None),
            diagnosis: Watched::new(None),
            received: RwSignal::new(false),
            visit: Visit::new(),
            beside: Beside::new(),
            broken_link: Watched::new(None),
            link: RwSignal::new(String::new()),
            keep: Watched::new(Keep::default()),
            begun: Watched::new(Vec::new()),
            waiting: RwSignal::new(false),
            reading: Watched::new(String::new()),
            behind: Watched::new(String::new()),
            rest: RwSignal::new(false),
            prepared: RwSignal::new(false),
            cells: Watched::new(Vec::new()),
            testing: RwSignal::new(false),
            network: RwSignal::new(false),
            network_stop: Watched::new(None),
            handles: Watched::new(None),
        };
        watch(move || {
            let (address, protocols) = (state.address.get(), state.protocols.get());
            state.complaining.set(false);
            let (app, csp) = (state.app.get(), state.csp.get());
            state.asked.set(read_form(&address, &protocols, &app, &csp));
        });
        state
    }

    /// Takes what was seen and told, and judges it.
    pub(super) fn show(self, seen: Evidence) {
        self.diagnosis.set(Some(diagnose(&seen)));
        self.evidence.set(Some(seen));
    }

    pub(crate) async fn load_config(self) {
        let config = config::load().await;
        if !config.faults.is_empty() {
            // What is said of them is in the rest.
            self.prepare();
        }
        self.config.set(Some(config));
    }

    /// Starts a run of what the form asks for.
    pub(crate) fn start(self) {
        if self.running.get_untracked() {
            return;
        }
        let (ask, target) = read_form(
            &self.address.get_untracked(),
            &self.protocols.get_untracked(),
            &self.app.get_untracked(),
            &self.csp.get_untracked(),
        );
        if ask.kind == AskKind::Result {
            return self.open(self.address.get_untracked());
        }
        let kept = self.kept(&target);
        self.complaining.set(true);
        let options = Options {
            hold_ms: self.hold_seconds() * 1000,
            repeat: self.repeat.get_untracked(),
            deeper: self.deeper.get_untracked(),
            alone: false,
        };
        self.begin(target, options, kept);
    }

    /// Begins a run with a clean page.
    fn begin(self, target: Target, options: Options, kept: Kept) {
        self.stop_network();
        let received = self.received.get_untracked();
        self.beside.comparing.set(false);
        self.received.set(false);
        self.broken_link.set(None);
        self.waiting.set(false);
        self.begun.set(Vec::new());
        self.link.set(String::new());
        self.running.set(true);
        self.answered.set(false);
        self.whole.set(false);
        if self.evidence.peek(Option::is_none) {
            self.ladder.set(false);
            self.timeline.set(false);
        }
        self.prepare();
        spawn_local(async move {
            match self.load_rest(true).await {
                true => self.go(target, options, kept),
                false => {
                    self.received.set(received);
                    self.running.set(false);
                    self.answered.set(true);
                    self.whole.set(true);
                    raise(self.ladder);
                    raise(self.timeline);
                }
            }
        });
    }

    /// What was told of the same address holds for another test of it, as when
    /// the console is read for the first time; what did not fit is dropped.
    fn kept(self, target: &Target) -> Kept {
        let fits = self.diagnosis.peek(|d| d.as_ref().is_some_and(|d| d.conflicts.is_empty()));
        let is_own = fits && !self.received.get_untracked();
        self.evidence.peek(|e| match e {
            Some(e) if is_own && e.target == *target => (e.told.clone(), e.software),
            _ => Kept::default(),
        })
    }

    /// Somebody uses the form: fetches what a run needs, once, so that it is
    /// there at the click and takes nothing away from the probes.
    pub(crate) fn prepare(self) {
        if self.prepared.get_untracked() {
            return;
        }
        self.prepared.set(true);
        spawn_local(async move {
            // If it does not come, the click tries again and says so.
            if self.load_rest(false).await {
                self.rehearse();
            }
        });
    }

    /// Loads the rest of the program; false if it cannot be had, which the user
    /// hears if `aloud`.
    pub(crate) async fn load_rest(self, aloud: bool) -> bool {
        let there = rest::load(aloud).await;
        if there {
            raise(self.rest);
        }
        there
    }

    /// Fetches the words, then the pages that a report may need, and judges
    /// something. Only once the rest of the program is there.
    #[inline(never)]
    fn rehearse(self) {
        spawn_local(async move {
            words::load().await;
            super::pages::prefetch();
        });
        // Who clicked already would only wait for it.
        if !self.running.get_untracked() {
            run::rehearse(self.asked.peek(|(_, target)| target.clone()));
        }
    }

    /// The run itself. Only once the rest of the program is there.
    #[inline(never)]
    fn go(self, target: Target, options: Options, kept: Kept) {
        let news = Rc::new(News::default());
        let (seen, begun) = (news.clone(), news.clone());
        let progress = Progress {
            changed: Rc::new(move |now| *seen.seen.borrow_mut() = Some(now)),
            doing: Rc::new(move |probe, place, with_protocols| {
                begun.begun.borrow_mut().push((probe, place, with_protocols));
            }),
            stop: Stop::default(),
            keep_waiting: Rc::new(Flag::new(self.waiting.get_untracked())),
        };
        self.handles.set(Some(progress.clone()));
        spawn_local(self.draw(news.clone()));
        spawn_local(async move {
            // A quick click comes before the host's file: without it the run
            // would lack its control experiment.
            if self.config.peek(Option::is_none) {
                self.load_config().await;
            }
            let config = self.config.peek(Option::clone).unwrap_or_default();
            let target = match options.alone {
                true => network::target(&config, &progress.stop).await.unwrap_or(target),
                false => target,
            };
            let run = run::run(target, config.clone(), options, progress);
            let mut ran = words::load_beside(run).await;
            (ran.evidence.told, ran.evidence.software) = kept;
            let seen = ran.evidence.clone();
            news.is_over.set(true);
            self.beside.made_here(&seen);
            self.show(seen.clone());
            let goes_on = self.wants_network(&ran);
            raise(self.ladder);
            self.running.set(false);
            self.handles.set(None);
            drawn().await;
            if self.running.get_untracked() {
                return;
            }
            self.answered.set(true);
            match self.beside.comparing.get_untracked() {
                true => super::compare::focus_title(),
                false => super::verdict::focus_headline(),
            }
            // The browser shows the answer before the rest is made.
            TimeoutFuture::new(FRAME_MS).await;
            if self.running.get_untracked() {
                return;
            }
            raise(self.timeline);
            self.whole.set(true);
            super::pages::prefetch_shown(self);
            self.share(seen).await;
            if goes_on {
                self.test_network(ran, config).await;
            }
        });
    }

    /// Shows what a run has seen so far, now and then: drawing each event at
    /// once made a fast run take twice as long.
    async fn draw(self, news: Rc<News>) {
        TimeoutFuture::new(FIRST_DRAW_MS).await;
        while !news.is_over.get() {
            self.begun.set(news.begun.borrow().clone());
            if let Some(seen) = news.seen.take() {
                self.show(seen);
            }
            TimeoutFuture::new(DRAW_MS).await;
            if !news.is_over.get() {
                raise(self.ladder);
                raise(self.timeline);
            }
        }
    }
}

/// Resolves once everything that was changed stands in the page: what draws it
/// runs in tasks of its own, and a region makes those of the regions inside it.
async fn drawn() {
    for _ in 0..DEPTH {
        leptos::task::tick().await;
    }
}

/// Sets it, once: whoever reads it builds a part of the page.
fn raise(signal: RwSignal<bool>) {
    if !signal.get_untracked() {
        signal.set(true);
    }
}

/// What a run has seen and begun, and whether it is over.
#[derive(Default)]
struct News {
    seen: RefCell<Option<Evidence>>,
    begun: RefCell<Vec<(Probe, Place, bool)>>,
    is_over: Flag<bool>,
}
