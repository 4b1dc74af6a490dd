//! The plan of a run: order, patience, progress, stop.
//!
//! The order is a result of measurement (`observability.md`, sections 5, 7,
//! 10): the first WebSocket goes out cold and alone, since HTTP/2 state, queues
//! and back-off would change its result. There are never two WebSockets
//! connecting at once: Firefox queues them per address.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use futures_util::future::join;
use gloo_timers::future::TimeoutFuture;
use why1006_evidence::{
    End, EventKind, Evidence, Observation, Place, Probe, Scheme, Target, VERSION, host, port,
};

use crate::{
    config::{Config, Reference},
    observe::{Clock, Stop, circumstances, fetch, page_events::PageEvents, socket},
};

/// Patience with a silent first attempt; then a report is due. Engines
/// themselves wait 10 s (DNS) to minutes (`observability.md`, section 7).
const COLD_PATIENCE_MS: u32 = 5_000;

/// When web requests start beside a first attempt that stays silent: it has
/// long left by then, so they cannot change it.
const FETCH_BESIDE_MS: u32 = 1_000;

/// Patience with a web request.
const FETCH_PATIENCE_MS: u32 = 4_000;

/// Patience with the reference, which is near or broken.
const REFERENCE_PATIENCE_MS: u32 = 3_000;

/// How long the reference stays open.
const REFERENCE_HOLD_MS: u32 = 0;

thread_local! {
    /// Failed attempts of this tab: engines slow down after some.
    static FAILURES: Cell<u32> = const { Cell::new(0) };
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

/// What the user chose beside the address.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// How long to listen after the opening, in ms.
    pub hold_ms: u32,
    /// Test five times, a few seconds apart.
    pub repeat: bool,
    /// Load the address as a page, in the engine that cannot do without.
    pub deeper: bool,
}

/// Runs the whole plan. Ends within 15 s unless the user keeps waiting.
pub async fn run(target: Target, config: Config, options: Options, progress: Progress) -> Evidence {
    let clock = Clock::start();
    let watch = PageEvents::listen(clock);
    let mut circumstances = circumstances::gather(&target, FAILURES.get()).await;
    let reference = config.reference_for(target.scheme).cloned();
    circumstances.reference_scheme = reference.as_ref().map(|r| r.scheme);
    circumstances.no_reference = config.no_reference;
    let run = Run {
        clock,
        watch,
        progress,
        evidence: RefCell::new(Evidence {
            version: VERSION,
            build: env!("CARGO_PKG_VERSION").to_owned(),
            target,
            circumstances,
            observations: Vec::new(),
            page_events: Vec::new(),
            elapsed: 0.0,
            stopped: false,
        }),
    };
    run.report();
    if run.may_connect() {
        run.target(options.hold_ms).await;
        if let Some(reference) = reference {
            run.reference(&reference).await;
        }
    }
    run.finish()
}

struct Run {
    clock: Clock,
    watch: PageEvents,
    progress: Progress,
    evidence: RefCell<Evidence>,
}

impl Run {
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

    /// Nothing is sent to an address that cannot be used, nor to one that this
    /// page is sure to be refused.
    fn may_connect(&self) -> bool {
        let evidence = self.evidence.borrow();
        evidence.target.fatal().next().is_none() && !self.is_mixed(&evidence)
    }

    fn is_mixed(&self, e: &Evidence) -> bool {
        use host::MixedContent;
        let c = &e.circumstances;
        c.page.scheme == why1006_evidence::PageScheme::Https
            && e.target.scheme == Some(Scheme::Ws)
            && host::mixed_content(e.target.host_class, c.engine.family) == MixedContent::Blocked
    }

    /// The first attempt, then web requests to the same host and port.
    async fn target(&self, hold_ms: u32) {
        let (url, protocols, blocked) = {
            let e = self.evidence.borrow();
            let blocked = port::is_blocked(e.target.port, e.circumstances.engine.family);
            (e.target.url.clone(), e.target.protocols.clone(), blocked)
        };
        let settled = Cell::new(false);
        let refused = Cell::new(false);
        let cold = async {
            let waiting = self.progress.keep_waiting.clone();
            let plan = socket::Plan {
                url: &url,
                place: Place::Target,
                protocols: &protocols,
                patience_ms: &move || (!waiting.get()).then_some(COLD_PATIENCE_MS),
                hold_ms,
            };
            let stop = &self.progress.stop;
            (self.progress.doing)(Probe::WebSocket, Place::Target, !protocols.is_empty());
            let seen = socket::attempt(plan, self.clock, stop, &|| self.report()).await;
            // The browser itself said no: web requests would ask it again.
            let answered = seen.saw(EventKind::Open) || seen.saw(EventKind::Close);
            refused.set(seen.end == End::Settled && !answered);
            self.add(seen);
            settled.set(true);
        };
        let beside = async {
            let mut waited = 0;
            while !settled.get() && waited < FETCH_BESIDE_MS && !self.progress.stop.is_pressed() {
                TimeoutFuture::new(10).await;
                waited += 10;
            }
            if !blocked && !refused.get() && !self.progress.stop.is_pressed() {
                self.web_requests(&url).await;
            }
        };
        join(cold, beside).await;
    }

    async fn web_requests(&self, url: &str) {
        let Some((path, root)) = http_addresses(url) else {
            return;
        };
        let mut probes = vec![((Probe::FetchNoCors, Place::Target), path.clone())];
        if root != path {
            probes.push(((Probe::FetchNoCors, Place::Root), root));
        }
        probes.push(((Probe::FetchCors, Place::Target), path));
        let requests = probes.iter().map(|(probe, url)| async {
            let stop = &self.progress.stop;
            (self.progress.doing)(probe.0, probe.1, false);
            let seen =
                fetch::request(*probe, url, FETCH_PATIENCE_MS, self.clock, stop, &self.watch).await;
            self.add(seen);
        });
        fetch::together(requests.collect()).await;
    }

    /// The control experiment.
    async fn reference(&self, reference: &Reference) {
        if self.progress.stop.is_pressed() {
            return;
        }
        let stop = &self.progress.stop;
        let plan = socket::Plan {
            url: &reference.socket,
            place: Place::Reference,
            protocols: &[],
            patience_ms: &|| Some(REFERENCE_PATIENCE_MS),
            hold_ms: REFERENCE_HOLD_MS,
        };
        let quiet = || {};
        let socket = socket::attempt(plan, self.clock, stop, &quiet);
        let probe = (Probe::FetchCors, Place::Reference);
        (self.progress.doing)(Probe::WebSocket, Place::Reference, false);
        (self.progress.doing)(probe.0, probe.1, false);
        let http = fetch::request(
            probe,
            &reference.http,
            REFERENCE_PATIENCE_MS,
            self.clock,
            stop,
            &self.watch,
        );
        let (socket, http) = join(socket, http).await;
        self.add(socket);
        self.add(http);
    }

    fn finish(self) -> Evidence {
        let mut evidence = self.evidence.into_inner();
        evidence.page_events = self.watch.events();
        evidence.elapsed = self.clock.now();
        evidence.stopped = self.progress.stop.is_pressed();
        evidence
    }
}

/// The http(s) address of the same host, port and path, and of its root.
pub fn http_addresses(url: &str) -> Option<(String, String)> {
    let parsed = web_sys::Url::new(url).ok()?;
    let scheme = if parsed.protocol() == "wss:" { "https" } else { "http" };
    let root = format!("{scheme}://{}/", parsed.host());
    let path = format!("{scheme}://{}{}{}", parsed.host(), parsed.pathname(), parsed.search());
    Some((path, root))
}

/// Everything that a run will request besides the page's own files, for the
/// user to read before the click.
pub fn requests(target: &Target, config: &Config) -> Vec<String> {
    let mut list = vec![target.url.clone()];
    if let Some((path, root)) = http_addresses(&target.url) {
        list.push(path);
        list.push(root);
    }
    if let Some(reference) = config.reference_for(target.scheme) {
        list.push(reference.socket.clone());
        list.push(reference.http.clone());
    }
    list.dedup();
    list
}
