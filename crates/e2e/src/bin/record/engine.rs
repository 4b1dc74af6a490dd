//! One browser over all its pages and scenarios.

use std::time::{Duration, Instant};

use why1006_diagnosis::diagnose;
use why1006_e2e::{Browser, BrowserKind, Error, Host, Result};
use why1006_evidence::{Evidence, PageScheme};
use why1006_lab::{Browser as State, Running, Scenario};
use why1006_recordings::Recording;

use crate::{
    arguments::Arguments,
    ground::Ground,
    normal, plan,
    results::{Results, Run},
    tabs, undriven,
    visit::{Seen, Visit},
};

/// Scenarios in one browser: engines remember failures, and drivers gather logs.
pub(crate) const TOGETHER: usize = 25;

/// One browser and what it has to do.
pub(crate) struct Engine<'a> {
    pub(crate) kind: BrowserKind,
    pub(crate) ground: &'a Ground,
    pub(crate) arguments: &'a Arguments,
    pub(crate) results: &'a Results,
}

/// A browser with the number of scenarios that it has seen.
pub(crate) type Current = Option<(Browser, usize)>;

impl Engine<'_> {
    /// Records everything; what fails is noted in the results.
    pub(crate) async fn run(&self) {
        if !self.arguments.browsers.contains(&self.kind) {
            return;
        }
        if self.arguments.tabs {
            return tabs::visit(self).await;
        }
        // Started here, so that a missing driver is said once.
        let first = match Browser::start(self.ground.options(self.kind, None)).await {
            Ok(browser) => browser,
            Err(error) => return self.results.fault(format!("{}: {error}", self.kind.as_str())),
        };
        let mut current = Some((first, 0));
        for page in &self.arguments.pages {
            self.page(*page, &mut current).await;
        }
        if let Some((browser, _)) = current {
            browser.quit().await;
        }
        if !self.arguments.patience && !self.arguments.quick {
            tabs::visit(self).await;
        }
    }

    async fn page(&self, page: PageScheme, current: &mut Current) {
        let began = Instant::now();
        let jobs = self.jobs(page);
        // A browser that saw the other page may remember the addresses.
        if current.as_ref().is_some_and(|(_, count)| *count > 0)
            && let Some((browser, _)) = current.take()
        {
            browser.quit().await;
        }
        let driven = async {
            let mut recordings = Vec::new();
            for (at, scenario) in jobs.iter().enumerate() {
                let run = self.run_of(page, scenario);
                let began = Instant::now();
                match self.record(run, scenario, current).await {
                    Ok(recording) => {
                        self.results.keep(&recording);
                        say(run, at + 1, jobs.len(), began.elapsed(), &recording);
                        recordings.push(recording);
                    }
                    Err(error) => self.results.fail(run, &error.to_string()),
                }
            }
            recordings
        };
        let mut count = 0;
        let has_second_run = !self.arguments.patience && !self.arguments.quick;
        if self.kind == BrowserKind::WebKit && has_second_run {
            let console = undriven::console(self.ground, page, &jobs);
            let (recordings, mut console) = tokio::join!(driven, console);
            for mut recording in recordings {
                count += 1;
                match console.remove(recording.scenario.as_str()) {
                    Some(Ok(lines)) => {
                        recording.console = Some(lines);
                        recording.console_undriven = true;
                        self.results.keep(&recording);
                    }
                    Some(Err(why)) => {
                        let id = &recording.scenario;
                        self.results.fault(format!("webkit {page} {id}: no console: {why}"));
                    }
                    None => {}
                }
            }
        } else {
            count += driven.await.len();
        }
        if self.arguments.only.is_none() {
            self.results.tidy(plan::engine(self.kind), page);
        }
        let (all, took) = (jobs.len(), began.elapsed().as_secs());
        let name = self.kind.as_str();
        eprintln!("{name} {page}: {count} of {all} recorded in {} min {} s", took / 60, took % 60);
    }

    /// What this page runs; what the lab cannot start here is left out.
    fn jobs(&self, page: PageScheme) -> Vec<&'static Scenario> {
        let mut jobs = Vec::new();
        for scenario in plan::chosen(self.arguments) {
            if !plan::is_run_from(scenario, page) {
                continue;
            }
            let run = self.run_of(page, scenario);
            self.results.try_now(run);
            match self
                .ground
                .servers
                .lab
                .left_out()
                .iter()
                .find(|left_out| left_out.id == scenario.id)
            {
                Some(left_out) => self.results.leave_out(run, &left_out.why),
                None => match not_to_be_had(self.kind, scenario) {
                    Some(why) => self.results.leave_out(run, why),
                    None => jobs.push(scenario),
                },
            }
        }
        jobs
    }

    /// The run of this scenario from this page.
    pub(crate) fn run_of(&self, page: PageScheme, scenario: &Scenario) -> Run {
        Run { engine: plan::engine(self.kind), page, scenario: scenario.id }
    }

    /// Visits the scenario, a second time in a new browser if the first fails.
    async fn record(
        &self,
        run: Run,
        scenario: &'static Scenario,
        current: &mut Current,
    ) -> Result<Recording> {
        match self.attempt(run.page, scenario, current).await {
            Ok(recording) => Ok(recording),
            Err(error) => {
                eprintln!("{}: {error}; once more in a new browser", run.name());
                // Dropped, not quit: it may not answer any more.
                drop(current.take());
                self.attempt(run.page, scenario, current).await
            }
        }
    }

    async fn attempt(
        &self,
        page: PageScheme,
        scenario: &'static Scenario,
        current: &mut Current,
    ) -> Result<Recording> {
        let mut own = None;
        let running = self.ground.servers.running(scenario, &mut own).await?;

        let visit = Visit { kind: self.kind, page, patient: self.arguments.patience };
        let proxied = || self.ground.options(self.kind, running.proxy.as_deref());
        let own = self.ground.options_for(self.kind, running);
        if let Some(options) = own.or_else(|| running.proxy.is_some().then(proxied)) {
            let browser = Browser::start(options).await?;
            let host = &self.ground.host;
            let seen = visit.see(&browser, host, running).await;
            browser.quit().await;
            return self.recording(page, host, running, seen?);
        }
        let browser = self.browser(current).await?;
        if running.reference.is_none() {
            let host = &self.ground.host;
            let seen = visit.see(browser, host, running).await?;
            return self.recording(page, host, running, seen);
        }
        let dist = self.ground.dist.clone();
        let host = self.ground.another_host(dist, running.reference.clone()).await?;
        let seen = visit.see(browser, &host, running).await;
        let recording = seen.and_then(|seen| self.recording(page, &host, running, seen));
        host.stop().await;
        recording
    }

    /// The current browser, or a new one if it has seen enough.
    async fn browser<'c>(&self, current: &'c mut Current) -> Result<&'c Browser> {
        if current.as_ref().is_some_and(|(_, count)| *count >= TOGETHER)
            && let Some((browser, _)) = current.take()
        {
            browser.quit().await;
        }
        let (browser, count) = match current.take() {
            Some(found) => found,
            None => (Browser::start(self.ground.options(self.kind, None)).await?, 0),
        };
        let (browser, _) = current.insert((browser, count + 1));
        Ok(browser)
    }

    fn recording(
        &self,
        page: PageScheme,
        host: &Host,
        running: &Running,
        seen: Seen,
    ) -> Result<Recording> {
        let scenario = running.scenario;
        let engine = plan::engine(self.kind);
        let normal = self.ground.normal(host, running);
        // The cells are of the reference, not of the scenario; and they follow the report.
        let raw = Evidence { network: Vec::new(), ..seen.report.evidence };
        let evidence = normal.evidence(&raw);
        if !normal::means_the_same(&evidence, &raw) {
            return Err(Error::new("times in whole seconds change its diagnosis"));
        }
        Ok(Recording {
            scenario: scenario.id.to_owned(),
            engine,
            page,
            console: seen.console.map(|lines| normal.console(&lines)),
            console_undriven: false,
            tab: None,
            evidence,
        })
    }
}

/// Why this browser is not to be had in the state that the scenario wants.
fn not_to_be_had(kind: BrowserKind, scenario: &Scenario) -> Option<&'static str> {
    match (kind, scenario.browser) {
        (BrowserKind::WebKit, State::BlocksSockets | State::BlocksHost) => {
            Some("MiniBrowser has no extensions")
        }
        (BrowserKind::Chromium | BrowserKind::Firefox, State::DaysAhead(_)) => {
            Some("with `faketime` it gives its driver no session within a minute")
        }
        _ => None,
    }
}

fn say(run: Run, at: usize, all: usize, took: Duration, recording: &Recording) {
    let verdict = diagnose(&recording.evidence).verdict;
    eprintln!("{at:3}/{all} {:55} {:5.1} s  {verdict}", run.name(), took.as_secs_f64());
}
