//! What all files need: turns, a collector of findings, one run.

use std::fmt::Display;

use tokio::sync::{Mutex, MutexGuard};
use why1006_e2e::{Browser, Page, Report, Result};
pub(crate) use why1006_e2e::{RUN_PATIENCE as PATIENCE, SOON};

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
    page.wait_for_host().await?;
    Ok(page)
}

/// Types `address` and tests it.
pub(crate) async fn test(page: &Page<'_>, address: &str) -> Result<Report> {
    page.enter(address).await?;
    page.press_test().await?;
    page.wait_for_report(PATIENCE).await
}

/// The requests since the last call that are not for the page's own files. The
/// reference is not one of them, although it is on the same host.
pub(crate) async fn outside(browser: &Browser, base: &str) -> Result<Vec<String>> {
    let mut requests = browser.requests().await?;
    requests.retain(|url| url.strip_prefix(base).is_none_or(|path| path.starts_with("reference")));
    Ok(requests)
}

/// The addresses that the page says it will request.
pub(crate) async fn announced(browser: &Browser) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('#requests li')].map(e => e.textContent)";
    let list = browser.script(script, vec![]).await?;
    Ok(list.as_array().into_iter().flatten().filter_map(|a| a.as_str().map(Into::into)).collect())
}

/// Whether the page's program still runs.
pub(crate) async fn is_alive(browser: &Browser) -> Result<bool> {
    let script = "const d = document.documentElement.dataset; \
                  return d.why1006 === 'running' && d.why1006Failed === undefined";
    Ok(browser.script(script, vec![]).await? == true)
}
