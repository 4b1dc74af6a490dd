//! A run: order, patience, progress, stop.
//!
//! The order is a result of measurement (`observability.md`, sections 5, 7,
//! 10): the first WebSocket goes out cold and alone, since HTTP/2 state, queues
//! and back-off would change its result. There are never two WebSockets
//! connecting at once: Firefox queues them per address. What comes after the
//! first web requests is chosen by `why1006_diagnosis::plan`.

mod addresses;

use std::{
    cell::{Cell, RefCell},
    hint::black_box,
    rc::Rc,
};

use futures_util::future::join;
use gloo_timers::future::TimeoutFuture;
use why1006_diagnosis::{
    diagnose,
    plan::{self, Experiment},
};
use why1006_evidence::{
    Circumstances, End, Event, EventKind, Evidence, Observation, Place, Probe, Scheme, Target,
    VERSION, host, path, port,
};

use self::addresses::address;
pub use self::addresses::{http_addresses, requests};
use crate::{
    config::{Config, Reference},
    js,
    observe::{
        Around, Clock, Stop, circumstances, element, fetch, frame,
        notify::{Notify, after, first},
        page_events::PageEvents,
        socket,
    },
};

/// Patience with a silent first attempt; then a report is due. Engines
/// themselves wait 10 s (DNS) to minutes (`observability.md`, section 7).
const COLD_PATIENCE_MS: u32 = 5_000;

/// Patience with it where web requests are answered: then it is the upgrade
/// that is swallowed, and a slow server gets a little longer to say no.
const COLD_PATIENCE_ANSWERED_MS: u32 = 8_000;

/// When web requests start beside a first attempt that stays silent: it has
/// long left by then, so they cannot change it.
const FETCH_BESIDE_MS: u32 = 1_000;

/// Patience with a web request.
const FETCH_PATIENCE_MS: u32 = 4_000;

/// Patience with a request or an element that an answered one suggested.
const BESIDE_PATIENCE_MS: u32 = 2_500;

/// Patience with the reference, which is near or broken.
const REFERENCE_PATIENCE_MS: u32 = 3_000;

/// Patience with a further attempt at a server that failed at once.
const AGAIN_PATIENCE_MS: u32 = 2_500;

/// No further attempt begins later than this: a report is due within 15 s.
const LAST_ATTEMPT_MS: f64 = 10_000.0;

/// How long further attempts and the reference stay open.
const AGAIN_HOLD_MS: u32 = 0;

/// How many attempts *repeat* makes in all, and the pause between two: longer
/// than a server's moment, shorter than a browser's back-off.
const REPEATS: usize = 5;
const REPEAT_PAUSE_MS: u32 = 3_000;

thread_local! {
    /// Failed attempts of this tab: engines slow down after some.
    static FAILURES: Cell<u32> = const { Cell::new(0) };
}

/// What the user chose beside the address.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// How long an open connection is listened to.
    pub hold_ms: u32,
    /// Five attempts, a few seconds apart.
    pub repeat: bool,
    /// In Firefox: load the address in a closed frame to learn the class of its
    /// status. It may ask for a sign-in.
    pub deeper: bool,
}

/// What the run reports while it goes on.
#[derive(Clone)]
pub struct Progress {
    /// Called whenever something new was seen.
    pub changed: Rc<dyn Fn(Evidence)>,
    /// Ends the run.
    pub stop: Stop,
    /// Called when an experiment begins: what, where, and whether it offers
    /// subprotocols.
    pub doing: Rc<dyn Fn(Probe, Place, bool)>,
    /// The user chose to keep waiting for the first attempt.
    pub keep_waiting: Rc<Cell<bool>>,
}

/// Runs the whole plan. Ends within 15 s unless the user keeps waiting, listens
/// longer or repeats.
pub async fn run(target: Target, config: Config, options: Options, progress: Progress) -> Evidence {
    let clock = Clock::start();
    let watch = PageEvents::listen(clock);
    let mut circumstances = circumstances::gather(&target, FAILURES.get());
    let reference = config.reference_for(target.scheme).cloned();
    circumstances.reference_scheme = reference.as_ref().map(|r| r.scheme);
    circumstances.no_reference = config.no_reference;
    let run = Run {
        clock,
        watch,
        progress,
        options,
        evidence: RefCell::new(unseen(target, circumstances)),
    };
    run.report();
    if run.evidence.borrow().target.fatal().next().is_none() {
        // Asked before the first attempt, which does not wait for the answer.
        join(run.permissions(), async {
            // Nothing is sent to an address that this page is sure to be refused.
            if !run.is_mixed() {
                run.target().await;
            }
        })
        .await;
        // The first attempt is over: no two WebSockets connect at once.
        join(run.beside(), run.reference(reference.filter(|_| !run.is_mixed()))).await;
        run.further().await;
        run.repeat().await;
    }
    run.finish()
}

/// Evidence of nothing yet.
fn unseen(target: Target, circumstances: Circumstances) -> Evidence {
    Evidence {
        version: VERSION,
        build: env!("CARGO_PKG_VERSION").to_owned(),
        target,
        circumstances,
        observations: Vec::new(),
        page_events: Vec::new(),
        told: Vec::new(),
        software: None,
        elapsed: 0.0,
        stopped: false,
    }
}

/// Plans and judges made-up failures and forgets them: browsers compile a
/// function when it is first called, and the first run would wait for hundreds.
pub fn rehearse(target: Target) {
    let circumstances = circumstances::gather(&target, 0);
    let mut evidence = unseen(target, circumstances);
    let seen = |probe, events: &[EventKind]| Observation {
        probe,
        place: Place::Target,
        with_protocols: false,
        begun: 0.0,
        ended: 1.0,
        end: End::Settled,
        events: events.iter().map(|kind| Event::new(1.0, *kind)).collect(),
    };
    evidence.observations.push(seen(Probe::WebSocket, &[EventKind::Error, EventKind::Close]));
    for end in [EventKind::Resolved, EventKind::Rejected] {
        evidence.observations.truncate(1);
        evidence.observations.push(seen(Probe::FetchNoCors, &[end]));
        black_box((plan::beside(&evidence), plan::attempt(&evidence), diagnose(&evidence)));
    }
}

struct Run {
    clock: Clock,
    watch: PageEvents,
    progress: Progress,
    options: Options,
    evidence: RefCell<Evidence>,
}

impl Run {
    fn around(&self) -> Around<'_> {
        Around { clock: self.clock, stop: &self.progress.stop, page_events: &self.watch }
    }

    fn is_stopped(&self) -> bool {
        self.progress.stop.is_pressed()
    }

    fn report(&self) {
        let mut evidence = self.evidence.borrow().clone();
        evidence.elapsed = self.clock.now();
        evidence.page_events = self.watch.events();
        (self.progress.changed)(evidence);
    }

    fn add(&self, observation: Observation) {
        if observation.probe == Probe::WebSocket && !observation.saw(EventKind::Open) {
            FAILURES.set(FAILURES.get() + 1);
        }
        let mut evidence = self.evidence.borrow_mut();
        // In the order in which they began, whichever ended first.
        let list = &mut evidence.observations;
        let at = list.partition_point(|o| o.begun <= observation.begun);
        list.insert(at, observation);
        drop(evidence);
        self.report();
    }

    fn is_mixed(&self) -> bool {
        use host::MixedContent;
        let e = self.evidence.borrow();
        let c = &e.circumstances;
        c.page.scheme == why1006_evidence::PageScheme::Https
            && e.target.scheme == Some(Scheme::Ws)
            && host::mixed_content(e.target.host_class, c.engine.family) == MixedContent::Blocked
    }

    async fn permissions(&self) {
        let [local, loopback] = circumstances::permissions().await;
        let circumstances = &mut self.evidence.borrow_mut().circumstances;
        circumstances.local_network = local;
        circumstances.loopback_network = loopback;
    }

    /// The first attempt, then web requests to the same host and port.
    async fn target(&self) {
        let (url, blocked) = {
            let e = self.evidence.borrow();
            let blocked = port::is_blocked(e.target.port, e.circumstances.engine.family);
            (e.target.url.clone(), blocked)
        };
        let settled = Notify::default();
        let refused = Cell::new(false);
        let cold = async {
            let patience = || match self.progress.keep_waiting.get() {
                true => None,
                false if self.is_answered() => Some(COLD_PATIENCE_ANSWERED_MS),
                false => Some(COLD_PATIENCE_MS),
            };
            let protocols = self.protocols(true);
            let plan = socket::Plan {
                url: &url,
                place: Place::Target,
                protocols: &protocols,
                patience_ms: &patience,
                hold_ms: self.options.hold_ms,
            };
            let stop = &self.progress.stop;
            (self.progress.doing)(Probe::WebSocket, Place::Target, !protocols.is_empty());
            let seen = socket::attempt(plan, self.clock, stop, &|| self.report()).await;
            // The browser itself said no: web requests would ask it again.
            let answered = seen.saw(EventKind::Open) || seen.saw(EventKind::Close);
            refused.set(seen.end == End::Settled && !answered);
            self.add(seen);
            settled.notify();
        };
        let beside = async {
            first(settled.wait(), after(Some(FETCH_BESIDE_MS))).await;
            if !blocked && !refused.get() {
                let path = Experiment::web(Probe::FetchNoCors, Place::Target);
                let root = Experiment::web(Probe::FetchNoCors, Place::Root);
                let cors = Experiment::web(Probe::FetchCors, Place::Target);
                let both = self.url(path) != self.url(root);
                let list = if both { vec![path, root, cors] } else { vec![path, cors] };
                self.side_by_side(list, FETCH_PATIENCE_MS).await;
            }
        };
        join(cold, beside).await;
    }

    fn is_answered(&self) -> bool {
        let e = self.evidence.borrow();
        e.observations.iter().any(|o| o.saw(EventKind::Resolved))
    }

    /// What an attempt offers; without names of its own the target is offered
    /// those of its path.
    fn protocols(&self, own: bool) -> Vec<String> {
        let e = self.evidence.borrow();
        match own {
            true => e.target.protocols.clone(),
            false => path::protocols(e.target.path_shape).iter().map(|p| (*p).to_owned()).collect(),
        }
    }

    fn url(&self, experiment: Experiment) -> Option<String> {
        address(experiment.probe, experiment.place, &self.evidence.borrow().target.url)
    }

    /// Requests and elements that the plan asks for.
    async fn beside(&self) {
        let list = plan::beside(&self.evidence.borrow());
        self.side_by_side(list, BESIDE_PATIENCE_MS).await;
    }

    async fn side_by_side(&self, list: Vec<Experiment>, patience_ms: u32) {
        if self.is_stopped() {
            return;
        }
        let requests = list.into_iter().map(|experiment| async move {
            let url = self.url(experiment)?;
            let around = self.around();
            let Experiment { probe, place, .. } = experiment;
            (self.progress.doing)(probe, place, false);
            let seen = match probe {
                Probe::StatusClass => {
                    let engine = self.evidence.borrow().circumstances.engine.family;
                    let kind = element::Kind::of(engine, self.options.deeper)?;
                    element::status_class(kind, place, &url, patience_ms, &around).await?
                }
                Probe::RedirectFrame => frame::redirect(&url, patience_ms, &around).await?,
                _ => {
                    let probe = (probe, place);
                    fetch::request(&around, &js::window(), probe, &url, patience_ms).await
                }
            };
            self.add(seen);
            Some(())
        });
        fetch::together(requests.collect()).await;
    }

    /// The control experiment.
    async fn reference(&self, reference: Option<Reference>) {
        let Some(reference) = reference.filter(|_| !self.is_stopped()) else {
            return;
        };
        let around = self.around();
        (self.progress.doing)(Probe::FetchCors, Place::Reference, false);
        let socket = self.attempt(&reference.socket, Place::Reference, &[], REFERENCE_PATIENCE_MS);
        let http = fetch::reference(&around, &reference.http, REFERENCE_PATIENCE_MS);
        let (socket, (http, clock_ahead)) = join(socket, http).await;
        self.evidence.borrow_mut().circumstances.clock_ahead = clock_ahead;
        self.add(socket);
        self.add(http);
    }

    /// One attempt that does not stay.
    async fn attempt(
        &self,
        url: &str,
        place: Place,
        protocols: &[String],
        patience_ms: u32,
    ) -> Observation {
        let plan = socket::Plan {
            url,
            place,
            protocols,
            patience_ms: &|| Some(patience_ms),
            hold_ms: AGAIN_HOLD_MS,
        };
        (self.progress.doing)(Probe::WebSocket, place, !protocols.is_empty());
        socket::attempt(plan, self.clock, &self.progress.stop, &|| {}).await
    }

    /// One attempt after the other, for as long as one more would tell.
    async fn further(&self) {
        while !self.is_stopped() && self.clock.now() < LAST_ATTEMPT_MS {
            let next = plan::attempt(&self.evidence.borrow());
            let Some(experiment) = next else { break };
            let Some(url) = self.url(experiment) else { break };
            let offers = !self.evidence.borrow().target.protocols.is_empty();
            let protocols = match experiment.with_protocols {
                true => self.protocols(offers),
                false => Vec::new(),
            };
            let place = experiment.place;
            let seen = self.attempt(&url, place, &protocols, AGAIN_PATIENCE_MS).await;
            self.add(seen);
        }
    }

    /// The user's own choice: the same attempt again and again, spaced.
    async fn repeat(&self) {
        if !self.options.repeat {
            return;
        }
        let (url, protocols) = (self.evidence.borrow().target.url.clone(), self.protocols(true));
        while plan::repeats(&self.evidence.borrow()) < REPEATS && !self.is_stopped() {
            TimeoutFuture::new(REPEAT_PAUSE_MS).await;
            let seen = self.attempt(&url, Place::Target, &protocols, COLD_PATIENCE_MS).await;
            self.add(seen);
        }
    }

    fn finish(self) -> Evidence {
        let mut evidence = self.evidence.into_inner();
        evidence.page_events = self.watch.events();
        evidence.elapsed = self.clock.now();
        evidence.stopped = self.progress.stop.is_pressed();
        evidence
    }
}
