//! One run of the page over one address, as a recording wants it.

use std::{path::Path, time::Duration};

use why1006_evidence::{EngineFamily, PageScheme};
use why1006_recordings::Recording;

use crate::{
    BrowserKind, Page, Report, Result,
    normal::{Normal, means_the_same},
};

/// Every run of the page ends within 15 s, and a test of the network within as much
/// again; the rest is for a slow machine.
pub const RUN_PATIENCE: Duration = Duration::from_secs(60);
/// How long anything may take that needs no network but the way to the page's own
/// host. It is waited for where something is wrong, and nowhere else.
pub const SOON: Duration = Duration::from_secs(30);

/// What a browser saw.
#[derive(Clone, Debug)]
pub struct Sight {
    /// The engine that ran the page.
    pub engine: EngineFamily,
    /// What the page said.
    pub report: Report,
    /// The lines that the engine printed meanwhile, if its driver gives them.
    pub console: Option<Vec<String>>,
}

impl BrowserKind {
    /// The engine of this browser.
    pub const fn engine(self) -> EngineFamily {
        match self {
            BrowserKind::Chromium => EngineFamily::Chromium,
            BrowserKind::Firefox => EngineFamily::Firefox,
            BrowserKind::WebKit => EngineFamily::WebKit,
        }
    }
}

impl Page<'_> {
    /// Waits until the page knows its host; until then it would test without a
    /// reference.
    ///
    /// # Errors
    /// One line if it never does.
    pub async fn wait_for_host(&self) -> Result<()> {
        let known = "return document.querySelector('#address').value !== ''";
        self.wait_until(known, SOON).await
    }

    /// Tests what is pasted, listens for so many seconds if it opens, and gives
    /// what came of it.
    ///
    /// # Errors
    /// One line: the page does not answer in time.
    pub async fn look(&self, pasted: &str, hold: Option<u32>) -> Result<Sight> {
        self.enter(pasted).await?;
        if let Some(seconds) = hold {
            self.listen_for(seconds).await?;
        }
        // What was printed while the page loaded is not about the server.
        self.browser().console().await?;
        self.press_test().await?;
        let hold = Duration::from_secs(hold.unwrap_or(0).into());
        let report = self.wait_for_report(RUN_PATIENCE + hold).await?;
        let console = self.browser().console().await?;
        Ok(Sight { engine: self.browser().kind().engine(), report, console })
    }
}

impl Sight {
    /// Writes it as the recording of `scenario` below `folder`, unless one that
    /// says the same is there already.
    ///
    /// # Errors
    /// One line that names the file and why it cannot be written.
    pub fn record(
        &self,
        scenario: &str,
        page: PageScheme,
        folder: &Path,
    ) -> std::result::Result<(), String> {
        let normal = Normal::default();
        let recording = Recording {
            scenario: scenario.to_owned(),
            engine: self.engine,
            page,
            console: self.console.as_ref().map(|lines| normal.console(lines)),
            console_undriven: false,
            tab: None,
            evidence: normal.evidence(&self.report.evidence),
        };
        let path = recording.path(folder, false);
        let says_the_same = |earlier: &Recording| {
            means_the_same(&earlier.evidence, &recording.evidence)
                && earlier.console == recording.console
        };
        match Recording::read(&path).is_ok_and(|earlier| says_the_same(&earlier)) {
            true => Ok(()),
            false => recording.write(&path),
        }
    }
}
