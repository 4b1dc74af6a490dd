//! The control experiment: an endpoint known to be good, the first that answers.

use futures_util::future::join;
use why1006_evidence::{
    EventKind, Place, Probe, Scheme,
    circumstances::NoReference,
    network::{PassedOver, Unusable},
};
use why1006_host_file::Kind;

use super::{FAILURES, LAST_ATTEMPT_MS, REFERENCE_PATIENCE_MS, Run};
use crate::{
    config::{Config, Reference},
    observe::{Around, Clock, Stop, fetch, page_events::PageEvents},
};

/// The most references that are tried in one run.
const MAX_TRIED: usize = 3;

/// Patience with each, where one is to be chosen.
const ANSWERING_MS: u32 = 1_500;

/// The references to try, in order: the one that a target of `scheme` is best
/// compared with, then those on other hosts.
pub(super) fn candidates(config: &Config, scheme: Option<Scheme>) -> Vec<Reference> {
    let mut list: Vec<Reference> = config.reference_for(scheme).cloned().into_iter().collect();
    for other in &config.references {
        // Another copy on the same host would fail alike.
        if list.iter().all(|known| host(&known.http, false) != host(&other.http, false)) {
            list.push(other.clone());
        }
    }
    list.truncate(MAX_TRIED);
    list
}

/// The reference whose network is to be tested alone: the first that answers a web
/// request, or the first if none does.
pub async fn answering(config: &Config, stop: &Stop) -> Option<Reference> {
    let list = candidates(config, None);
    let clock = Clock::start();
    let page_events = &PageEvents::listen(clock);
    for reference in list.iter().filter(|_| list.len() > 1) {
        let around = Around { clock, stop, page_events };
        let answer = fetch::reference(&around, &reference.http, ANSWERING_MS).await;
        if answer.mirror.is_some() {
            return Some(reference.clone());
        }
    }
    list.into_iter().next()
}

/// References that the host's file names and no page like this can use.
pub(super) fn unusable(config: &Config) -> Vec<PassedOver> {
    let about = config.faults.iter().filter(|f| f.field.starts_with("reference"));
    about
        .map(|fault| match fault.kind {
            Kind::Mixed => {
                PassedOver { host: host(&fault.found, true), why: Unusable::MixedContent }
            }
            _ => PassedOver { host: String::new(), why: Unusable::Malformed },
        })
        .take(why1006_evidence::network::MAX_PASSED_OVER / 2)
        .collect()
}

/// The host of an address, with its port if asked for; empty if unreadable.
fn host(address: &str, with_port: bool) -> String {
    let url = web_sys::Url::new(address).ok();
    let part = |url: web_sys::Url| if with_port { url.host() } else { url.hostname() };
    url.map(part).unwrap_or_default()
}

impl Run {
    /// Asks one reference after the other until one answers; returns that one, or
    /// the first if none does.
    pub(super) async fn control(&self, references: Vec<Reference>) -> Option<Reference> {
        let mut first = None;
        for reference in references {
            if self.is_stopped() || first.is_some() && self.clock.now() > LAST_ATTEMPT_MS {
                break;
            }
            let around = self.around();
            (self.progress.doing)(Probe::FetchCors, Place::Reference, false);
            let patience = REFERENCE_PATIENCE_MS;
            let socket = self.attempt(&reference.socket, Place::Reference, &[], patience);
            let http = fetch::reference(&around, &reference.http, patience);
            let (socket, answer) = join(socket, http).await;
            let opened = socket.saw(EventKind::Open);
            let is_it = opened || answer.seen.saw(EventKind::Resolved) && !answer.is_foreign;
            if is_it || self.is_stopped() {
                self.take(&reference, answer.clock_ahead);
                self.add(socket);
                self.add(answer.seen);
                return Some(reference);
            }
            FAILURES.set(FAILURES.get() + 1);
            let why = if answer.is_foreign { Unusable::Foreign } else { Unusable::Unreachable };
            self.pass_over(&reference, why);
            // Somebody else's answer is no comparison.
            if first.is_none() && !answer.is_foreign {
                first = Some((reference, socket, answer.seen));
            }
        }
        let Some((reference, socket, http)) = first else {
            let none = &mut self.evidence.borrow_mut().circumstances;
            if !none.passed_over.is_empty() && none.no_reference.is_none() {
                none.reference_scheme = None;
                none.no_reference = Some(NoReference::Other);
            }
            return None;
        };
        // None answered: that of the first is what can be told, as of an only one.
        let name = host(&reference.http, true);
        let mut evidence = self.evidence.borrow_mut();
        evidence.circumstances.passed_over.retain(|p| p.host != name);
        drop(evidence);
        self.take(&reference, None);
        FAILURES.set(FAILURES.get().saturating_sub(1));
        self.add(socket);
        self.add(http);
        Some(reference)
    }

    /// The same where the target is the reference itself: its WebSocket was just
    /// tried.
    pub(super) async fn control_alone(&self, references: Vec<Reference>) -> Option<Reference> {
        let socket = self.evidence.borrow().target.url.clone();
        let at = references.iter().position(|r| r.socket == socket)?;
        for before in references.iter().take(at) {
            self.pass_over(before, Unusable::Unreachable);
        }
        let reference = references.into_iter().nth(at)?;
        if self.is_stopped() {
            return None;
        }
        (self.progress.doing)(Probe::FetchCors, Place::Reference, false);
        let around = self.around();
        let answer = fetch::reference(&around, &reference.http, REFERENCE_PATIENCE_MS).await;
        self.take(&reference, answer.clock_ahead);
        let tried = self.evidence.borrow().first(Probe::WebSocket, Place::Target).cloned();
        if let Some(mut socket) = tried {
            socket.place = Place::Reference;
            self.evidence.borrow_mut().observations.push(socket);
        }
        match answer.is_foreign {
            true => self.pass_over(&reference, Unusable::Foreign),
            false => self.add(answer.seen),
        }
        Some(reference)
    }

    fn take(&self, reference: &Reference, clock_ahead: Option<f64>) {
        let circumstances = &mut self.evidence.borrow_mut().circumstances;
        circumstances.reference_scheme = Some(reference.scheme);
        circumstances.clock_ahead = clock_ahead;
    }

    fn pass_over(&self, reference: &Reference, why: Unusable) {
        let passed = PassedOver { host: host(&reference.http, true), why };
        self.evidence.borrow_mut().circumstances.passed_over.push(passed);
    }
}
