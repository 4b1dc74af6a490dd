//! What a new tab shows of each scenario that fails, in visits of their own: a
//! browser that has not tested it, and a server that has seen nobody yet.

use std::time::{Duration, Instant};

use why1006_e2e::{Browser, BrowserKind, Error, Opened, Result};
use why1006_evidence::PageScheme;
use why1006_lab::{Running, Scenario, Truth};
use why1006_recordings::{Saw, Tab};

use crate::{
    engine::{Current, Engine, TOGETHER},
    plan,
};

/// How long one visit may take, a new browser and its second look included.
const LIMIT: Duration = Duration::from_secs(60);

/// Visits everything that the command line asks for; what fails is noted.
pub(crate) async fn visit(engine: &Engine<'_>) {
    let mut current = match start(engine).await {
        Ok(browser) => Some((browser, 0)),
        Err(error) => return engine.results.fault(format!("{}: {error}", engine.kind.as_str())),
    };
    for page in &engine.arguments.pages {
        visit_page(engine, *page, &mut current).await;
    }
    if let Some((browser, _)) = current {
        browser.quit().await;
    }
}

async fn visit_page(engine: &Engine<'_>, page: PageScheme, current: &mut Current) {
    let began = Instant::now();
    let (mut seen, mut unknown) = (0, Vec::new());
    for scenario in plan::chosen(engine.arguments) {
        let left_out = engine.ground.servers.lab.left_out().iter().any(|one| one.id == scenario.id);
        let run = engine.run_of(page, scenario);
        if left_out || !plan::is_run_from(scenario, page) || !engine.results.has(run) {
            continue;
        }
        if scenario.truth_in(run.engine) == Truth::Works {
            engine.results.keep_tab(run, None);
            continue;
        }
        let began = Instant::now();
        let tab = match visit_twice(engine, scenario, current).await {
            Ok(tab) => tab,
            Err(error) => {
                engine.results.fault(format!("{}: no tab: {error}", run.name()));
                None
            }
        };
        let doubtful = tab.as_ref().is_some_and(|tab| tab.saw == Saw::Nothing)
            && engine.kind == BrowserKind::WebKit
            && !engine.results.is_loading_elsewhere(run);
        // WebKit's driver does not tell a question from a page that loads.
        let tab = tab.filter(|_| !doubtful);
        match &tab {
            Some(tab) => {
                seen += 1;
                let status = tab.status.map(|status| status.to_string()).unwrap_or_default();
                let text = tab.text.as_deref().unwrap_or_default();
                let took = began.elapsed().as_secs_f64();
                eprintln!("{:55} {took:5.1} s  {} {status} {text}", run.name(), tab.saw);
            }
            None => unknown.push(scenario.id),
        }
        engine.results.keep_tab(run, tab);
    }
    let (name, took) = (engine.kind.as_str(), began.elapsed().as_secs());
    eprintln!("{name} {page}: {seen} tabs seen in {} min {} s", took / 60, took % 60);
    if !unknown.is_empty() {
        eprintln!("{name} {page}: not to be told: {}", unknown.join(", "));
    }
}

/// Visits it, a second time in a new browser if the first fails.
async fn visit_twice(
    engine: &Engine<'_>,
    scenario: &'static Scenario,
    current: &mut Current,
) -> Result<Option<Tab>> {
    match visit_once(engine, scenario, current).await {
        Err(_) => {
            // Dropped, not quit: it may not answer any more.
            drop(current.take());
            visit_once(engine, scenario, current).await
        }
        seen => seen,
    }
}

/// `None` if the driver cannot tell.
async fn visit_once(
    engine: &Engine<'_>,
    scenario: &'static Scenario,
    current: &mut Current,
) -> Result<Option<Tab>> {
    let mut own = None;
    let running = engine.ground.servers.running(scenario, &mut own).await?;
    let Some(url) = web_address(&running.url) else { return Ok(None) };
    let opened = tokio::time::timeout(LIMIT, open(engine, running, &url, current)).await;
    let late = || Error::new(format!("not done after {} s", LIMIT.as_secs()));
    let normal = engine.ground.normal(&engine.ground.host, running);
    Ok(match opened.map_err(|_| late())?? {
        Opened::Tab(tab) => {
            let text = tab.text.as_deref().map(|text| normal.text(text));
            Some(Tab { text, ..tab })
        }
        Opened::Unknown | Opened::Late => None,
    })
}

async fn open(
    engine: &Engine<'_>,
    running: &Running,
    url: &str,
    current: &mut Current,
) -> Result<Opened> {
    let proxy = running.proxy.as_deref();
    let special = engine.ground.options_for(engine.kind, running);
    let own = special.clone().or_else(|| {
        (proxy.is_some() || running.visit_first.is_some())
            .then(|| engine.ground.options(engine.kind, proxy))
    });
    let opened = match own {
        Some(options) => {
            let browser = Browser::start(options.for_tabs()).await?;
            if let Some(url) = &running.visit_first {
                browser.goto(url).await?;
            }
            let opened = browser.tab(url).await?;
            if opened != Opened::Late {
                browser.quit().await;
            }
            opened
        }
        None => browser(engine, current).await?.tab(url).await?,
    };
    if opened != Opened::Late {
        return Ok(opened);
    }
    if proxy.is_none() && special.is_none() {
        drop(current.take());
    }
    let options = special.unwrap_or_else(|| engine.ground.options(engine.kind, proxy));
    let browser = Browser::start(options.for_tabs().without_waiting()).await?;
    let opened = browser.tab(url).await?;
    browser.quit().await;
    Ok(opened)
}

/// The current browser, or a new one if it has seen enough.
async fn browser<'c>(engine: &Engine<'_>, current: &'c mut Current) -> Result<&'c Browser> {
    if let Some((browser, _)) = current.take_if(|(_, count)| *count >= TOGETHER) {
        browser.quit().await;
    }
    let (browser, count) = match current.take() {
        Some(found) => found,
        None => (start(engine).await?, 0),
    };
    let (browser, _) = current.insert((browser, count + 1));
    Ok(browser)
}

async fn start(engine: &Engine<'_>) -> Result<Browser> {
    Browser::start(engine.ground.options(engine.kind, None).for_tabs()).await
}

/// The address that a tab can open.
fn web_address(url: &str) -> Option<String> {
    let rest = url.strip_prefix("ws").filter(|rest| rest.starts_with(['s', ':']))?;
    Some(format!("http{rest}"))
}

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn a_tab_opens_the_web_form_of_the_address() {
        assert_eq!(web_address("wss://a.test/b").as_deref(), Some("https://a.test/b"));
        assert_eq!(web_address("ws://a.test:1").as_deref(), Some("http://a.test:1"));
        assert_eq!(web_address("https://a.test"), None);
    }
}
