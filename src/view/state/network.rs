//! A test of the network: by itself where the network could explain a failure,
//! or alone.

use std::rc::Rc;

use leptos::prelude::*;
use why1006_diagnosis::network::{hold, is_worth_it};
use why1006_evidence::{
    Target, ask, lint,
    network::{Cell, Outcome},
};

use super::State;
use crate::{
    config::Config,
    js,
    network::{self, Test},
    observe::{Around, Stop, page_events::PageEvents},
    run::{self, Options, Ran},
};

/// How long a test of the network alone may take, from the click.
const ALONE_MS: f64 = 10_000.0;

/// How long one beside a target may take, from its own beginning.
const BESIDE_MS: f64 = 9_000.0;

/// The target of a test of the network alone: the reference that answers.
pub(super) async fn target(config: &Config, stop: &Stop) -> Option<Target> {
    let reference = run::answering(config, stop).await?;
    let ask = ask::understand(&reference.socket);
    Some(lint::target(&ask, js::parse(&ask.address), &[], None))
}

impl State {
    /// Starts a test of the network alone.
    pub(crate) fn start_network(self) {
        if self.running.get_untracked() {
            return;
        }
        // A quick click comes before the host's file: the target is made later.
        let nothing = self.asked.peek(|(_, target)| target.clone());
        let options = Options { alone: true, ..Options::default() };
        self.begin(nothing, options, Default::default());
    }

    /// Ends the test of the network and forgets its cells.
    pub(in crate::view) fn stop_network(self) {
        self.network_stop.peek(|stop| stop.iter().for_each(Stop::press));
        self.network_stop.set(None);
        self.cells.set(Vec::new());
        self.testing.set(false);
    }

    /// Whether a test of the network follows this run. Says so at once, so that
    /// nobody takes the page for done.
    pub(super) fn wants_network(self, ran: &Ran) -> bool {
        let Some(_) = &ran.reference else { return false };
        let evidence = &ran.evidence;
        let may_explain =
            self.diagnosis.peek(|d| d.as_ref().is_some_and(|d| is_worth_it(evidence, d)));
        let alone = evidence.circumstances.network_alone && !evidence.stopped;
        let wants = alone || may_explain;
        self.testing.set(wants);
        wants
    }

    /// Tests the network on the reference that the run used, shows each cell as it
    /// comes, and judges anew when all are there.
    pub(super) async fn test_network(self, ran: Ran, config: Config) {
        let Some(reference) = ran.reference else { return };
        let stop = Stop::default();
        self.network_stop.set(Some(stop.clone()));
        let (clock, alone) = (ran.clock, ran.evidence.circumstances.network_alone);
        let page_events = &PageEvents::listen(clock);
        let until = if alone { ALONE_MS } else { clock.now() + BESIDE_MS };
        let put = {
            let stop = stop.clone();
            move |cell: Cell| {
                // Another run has begun, whose cells these are not.
                if !stop.is_pressed() {
                    self.put(cell);
                }
            }
        };
        let test = Test {
            around: Around { clock, stop: &stop, page_events },
            hidden_at_start: ran.evidence.circumstances.hidden,
            is_thorough: alone,
            hold: hold(&ran.evidence),
            until,
            put: Rc::new(put),
        };
        let places = network::places::places(&config, &reference);
        network::test(test, places).await;
        let is_ours = |now: &Option<why1006_evidence::Evidence>| {
            now.as_ref().is_some_and(|now| {
                now.circumstances.started_at == ran.evidence.circumstances.started_at
            })
        };
        if self.running.get_untracked() || !self.evidence.peek(is_ours) {
            return;
        }
        self.testing.set(false);
        let Some(mut seen) = self.evidence.peek(Option::clone) else { return };
        seen.network = self.cells.peek(|cells| cells.iter().cloned().map(Cell::rounded).collect());
        // What was told meanwhile stays; what happened to the page is added.
        seen.page_events.extend(page_events.events());
        // Until the new one is written there is no link to what is shown.
        self.link.set(String::new());
        self.show(seen.clone());
        self.share(seen).await;
    }

    /// Takes a cell in the place of an earlier one of its transport and place.
    fn put(self, cell: Cell) {
        let mut cells = self.cells.peek(Vec::clone);
        let same = |c: &Cell| {
            (c.transport, c.secure, c.port, &c.host)
                == (cell.transport, cell.secure, cell.port, &cell.host)
        };
        match cells.iter().position(same) {
            Some(at) => cells[at] = cell,
            None => cells.push(cell),
        }
        self.cells.set(cells);
    }

    /// Whether a cell is still to come.
    pub(crate) fn is_awaited(self, cell: &Cell) -> bool {
        self.testing.get_untracked() && cell.outcome == Outcome::NotRun
    }
}
