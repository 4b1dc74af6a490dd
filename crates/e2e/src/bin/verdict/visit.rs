//! One endpoint in one tab: the page's own run, or bare JavaScript.

use std::time::{Duration, Instant};

use serde_json::json;
use why1006_diagnosis::diagnose;
use why1006_e2e::{Browser, Error, Page, Reference, Result, Step, replay, steps};
use why1006_evidence::{End, Evidence, Place, Probe, Scheme};

use crate::{ground::Ground, kinds::Kind};

/// How long anything may take that needs no network.
const SOON: Duration = Duration::from_secs(10);
/// Every run of the page ends within 15 s; the rest is for a slow machine. A
/// command of the driver may take 60 s.
const RUN: Duration = Duration::from_secs(50);

/// What the page does after its start is over by then; nobody clicks sooner.
const SETTLED: Duration = Duration::from_millis(200);

/// From the focus in the first box to the click. Somebody quick who clicks into
/// the box, pastes and presses Enter needs somewhat more; what the page does for
/// longer than this, everybody waits for.
const HURRIED: Duration = Duration::from_millis(500);

/// The driver is quiet that long before the click.
const QUIET: Duration = Duration::from_millis(50);

/// Clicks after `arguments[0]` ms, and gives the milliseconds until the report
/// stands; or the part of it that is missing then. It clicks by itself: a driver
/// goes on asking the page for a while after a click of its.
const RUN_SCRIPT: &str = "const [pause] = arguments; \
    const parts = ['#headline:not(:empty)', '.answer .who', '.ladder summary', \
        '#remaining .cause, #contrast .cause', '#guide[hidden], #step-title']; \
    return new Promise((done) => { \
        let clicked = null; \
        new MutationObserver((_, observer) => { \
            if (clicked === null || document.querySelector('main').dataset.run !== 'done') return; \
            observer.disconnect(); \
            const ms = performance.now() - clicked; \
            done(parts.find((part) => document.querySelector(part) === null) ?? ms); \
        }).observe(document.documentElement, \
            { subtree: true, attributes: true, attributeFilter: ['data-run'] }); \
        setTimeout(() => { \
            clicked = performance.now(); \
            document.querySelector('#test').click(); \
        }, pause); \
    })";

/// A run of the page.
pub(crate) struct Run {
    /// Milliseconds from the click to the report.
    pub(crate) ms: f64,
    pub(crate) evidence: Evidence,
}

/// Where something is visited.
#[derive(Clone, Copy)]
pub(crate) struct Visit<'a> {
    pub(crate) ground: &'a Ground,
    pub(crate) browser: &'a Browser,
    pub(crate) kind: Kind,
}

impl Visit<'_> {
    /// Runs the page in a fresh tab.
    ///
    /// # Errors
    /// One line: the page or the browser failed, or it took too long.
    pub(crate) async fn page(self) -> Result<Run> {
        let page = self.open().await?;
        let endpoint = self.ground.endpoint(self.kind)?;
        self.browser.driver().set_script_timeout(RUN).await?;
        let focused = Instant::now();
        page.enter(&endpoint.url).await?;
        page.offer(endpoint.scenario.protocols).await?;
        let pause = HURRIED.saturating_sub(focused.elapsed()).max(QUIET);
        // The driver waits for the promise; nobody asks the page meanwhile.
        let seen = self.browser.script(RUN_SCRIPT, vec![json!(pause.as_millis())]).await?;
        let ms = seen
            .as_f64()
            .ok_or_else(|| Error::new(format!("the report is called done without {seen}")))?;
        // Its link is written a moment later.
        let report = page.wait_for_report(SOON).await?;
        let meant = diagnose(&report.evidence).verdict;
        if meant != report.verdict {
            return Err(Error::new(format!(
                "the page shows `{}`, but its evidence means `{meant}`; the page in dist is older \
                 than this program, or one of the two is wrong",
                report.verdict
            )));
        }
        Ok(Run { ms, evidence: report.evidence })
    }

    /// Does the same probes as a run of the page, in a fresh tab with the same
    /// page in it, and gives the milliseconds.
    ///
    /// # Errors
    /// As [`Visit::page`]; and if a probe ended otherwise than in the run.
    pub(crate) async fn bare(self, steps: &[Step]) -> Result<f64> {
        self.open().await?;
        Ok(replay(self.browser, steps).await?.ms)
    }

    /// What bare JavaScript has to do to repeat that run.
    ///
    /// # Errors
    /// One line that names what cannot be repeated.
    pub(crate) async fn steps(self, evidence: &Evidence) -> Result<Vec<Step>> {
        let script = "return fetch('why1006.json').then((file) => file.json())";
        let file = self.browser.script(script, vec![]).await?;
        let secure = evidence.circumstances.reference_scheme == Some(Scheme::Wss);
        let base = self.ground.base(self.kind.page);
        steps(evidence, Reference::read(&file, &base, secure).as_ref())
    }

    /// A fresh tab with the page in it, all of its files read.
    async fn open(&self) -> Result<Page<'_>> {
        self.browser.fresh_tab().await?;
        let page = Page::open(self.browser, &self.ground.base(self.kind.page), "").await?;
        page.wait_until("return document.querySelector('#address').value !== ''", SOON).await?;
        tokio::time::sleep(SETTLED).await;
        Ok(page)
    }
}

/// Whether the first attempt ended by itself.
pub(crate) fn is_answered(evidence: &Evidence) -> bool {
    evidence.first(Probe::WebSocket, Place::Target).is_some_and(|o| o.end == End::Settled)
}
