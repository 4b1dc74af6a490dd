//! What all files need: turns, a collector of findings, one run.

use std::{fmt::Display, time::Duration};

use tokio::sync::{Mutex, MutexGuard};
use why1006_e2e::{Browser, Page, Report, Result};

/// Every run of the page ends within 15 s; the rest is for a slow machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);

/// How long anything may take that needs no network.
pub(crate) const SOON: Duration = Duration::from_secs(10);

static TURN: Mutex<()> = Mutex::const_new(());

/// Waits until no other test runs.
pub(crate) async fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().await
}

/// What is wrong, all of it at once.
#[derive(Debug, Default)]
pub(crate) struct Findings(pub(crate) Vec<String>);

impl Findings {
    /// Notes `what` unless it is so.
    pub(crate) fn check(&mut self, is_so: bool, what: impl Display) {
        if !is_so {
            self.0.push(what.to_string());
        }
    }

    /// Fails with every finding, and with `table` below them.
    pub(crate) fn settle(self, table: impl Display) {
        assert!(self.0.is_empty(), "\n{}\n{table}", self.0.join("\n"));
    }
}

/// Opens the page and waits until it knows its host: until then it would test
/// without a reference.
pub(crate) async fn open<'a>(browser: &'a Browser, base: &str) -> Result<Page<'a>> {
    let page = Page::open(browser, base, "").await?;
    page.wait_until("return document.querySelector('#address').value !== ''", SOON).await?;
    Ok(page)
}

/// Types `address` and tests it.
pub(crate) async fn test(page: &Page<'_>, address: &str) -> Result<Report> {
    page.enter(address).await?;
    page.press_test().await?;
    page.wait_for_report(PATIENCE).await
}
