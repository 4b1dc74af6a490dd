//! One scenario in one tab, from the address to the report.

use std::time::Duration;

use why1006_diagnosis::diagnose;
use why1006_e2e::{Browser, BrowserKind, Error, Host, Page, RUN_PATIENCE, Report, Result};
use why1006_evidence::PageScheme;
use why1006_lab::Running;

use crate::{ground::base, plan};

/// How long everything about one scenario may take beside the run itself.
const REST: Duration = Duration::from_secs(100);

/// What came of it, as it was seen.
pub(crate) struct Seen {
    pub(crate) report: Report,
    pub(crate) console: Option<Vec<String>>,
}

/// How long the scenario wants to be listened to, if not as long as usual.
fn held(running: &Running) -> Duration {
    Duration::from_secs(running.scenario.hold.unwrap_or(0).into())
}

/// How a scenario is visited.
#[derive(Clone, Copy)]
pub(crate) struct Visit {
    pub(crate) kind: BrowserKind,
    pub(crate) page: PageScheme,
    /// The user keeps waiting.
    pub(crate) patient: bool,
}

impl Visit {
    /// Tests the scenario in a fresh tab of `browser`, with the page on `host`.
    ///
    /// # Errors
    /// One line: the page or the browser failed, or both took too long.
    pub(crate) async fn see(
        &self,
        browser: &Browser,
        host: &Host,
        running: &Running,
    ) -> Result<Seen> {
        let report = if self.patient { plan::patience(self.kind) } else { RUN_PATIENCE };
        let limit = REST + report + held(running);
        match tokio::time::timeout(limit, self.follow(browser, host, running)).await {
            Ok(seen) => seen,
            Err(_) => Err(Error::new(format!("not done after {} s", limit.as_secs()))),
        }
    }

    async fn follow(&self, browser: &Browser, host: &Host, running: &Running) -> Result<Seen> {
        browser.fresh_tab().await?;
        if let Some(url) = &running.visit_first {
            browser.goto(url).await?;
        }
        let page = Page::open(browser, &base(host, self.page), "").await?;
        // The page knows its host; until then it would test without a reference.
        page.wait_for_host().await?;
        page.enter(&running.url).await?;
        page.offer(running.scenario.protocols).await?;
        if let Some(seconds) = running.scenario.hold {
            page.listen_for(seconds).await?;
        }
        // What was printed while the page loaded is not about the scenario.
        browser.console().await?;
        page.press_test().await?;
        let report = match self.patient {
            true => self.wait_patiently(&page).await?,
            false => page.wait_for_report(RUN_PATIENCE + held(running)).await?,
        };
        let meant = diagnose(&report.evidence).verdict;
        if meant != report.verdict {
            return Err(Error::new(format!(
                "the page shows `{}`, but its evidence means `{meant}`; the page in dist is older \
                 than this program, or one of the two is wrong",
                report.verdict
            )));
        }
        let console = browser.console().await?;
        Ok(Seen { report, console })
    }

    /// Presses *Keep waiting*, and *Stop* if the engine waits even longer.
    async fn wait_patiently(&self, page: &Page<'_>) -> Result<Report> {
        // Without the button it was over at once.
        let _ = page.press_keep_waiting().await;
        match page.wait_for_report(plan::patience(self.kind)).await {
            Err(_) if page.run().await?.as_deref() == Some("running") => {
                page.press_stop().await?;
                page.wait_for_report(RUN_PATIENCE).await
            }
            outcome => outcome,
        }
    }
}
