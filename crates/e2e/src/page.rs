//! The page's parts as the tests know them.
//!
//! The contract, kept by `src/view`: `html[data-why1006=running]` once the
//! program has started; `#address`, `#test`, `#stop`; `main[data-run]` is
//! `running`, then `done` once the answer stands; `main[data-network]` is
//! `running` while a test of the network follows; `main[data-verdict]`;
//! `#raw-evidence` holds the full evidence, `#result-link` the link without
//! secrets, which comes last; `#opened` marks a result that came by a link.

use std::time::{Duration, Instant};

use serde_json::Value;
use why1006_diagnosis::Verdict;
use why1006_evidence::{Evidence, record::Record};

use crate::{Browser, Error, Result};

/// How long the page may take to start.
const START_PATIENCE: Duration = Duration::from_secs(40);
/// How often the page is asked.
const STEP: Duration = Duration::from_millis(50);

/// What was shown after a run, with what it rests on.
#[derive(Clone, Debug)]
pub struct Report {
    /// The verdict on the screen.
    pub verdict: Verdict,
    /// Everything the run saw, secrets included.
    pub evidence: Evidence,
    /// The same as the page wrote it.
    pub evidence_json: Value,
    /// The address that shows this result elsewhere, without secrets.
    pub link: String,
}

/// The page in a browser.
#[derive(Debug)]
pub struct Page<'a> {
    browser: &'a Browser,
}

/// How long a part of the page may take to be drawn on a busy machine.
const DRAWN: Duration = Duration::from_secs(20);

impl<'a> Page<'a> {
    /// Opens the page afresh, with this fragment (without `#`), and waits until
    /// its program has started.
    ///
    /// # Errors
    /// A line with what the page says about itself if it did not start.
    pub async fn open(browser: &'a Browser, base: &str, fragment: &str) -> Result<Page<'a>> {
        let page = Page { browser };
        // A change of the fragment alone would load nothing.
        browser.goto("about:blank").await?;
        let hash = if fragment.is_empty() { "" } else { "#" };
        browser.goto(format!("{base}{hash}{fragment}")).await?;
        let script = "const d = document.documentElement.dataset; \
                      return [d.why1006 ?? null, d.why1006Failed ?? null, location.href]";
        let began = Instant::now();
        loop {
            let seen = browser.script(script, vec![]).await?;
            if seen[0] == "running" {
                return Ok(page);
            }
            if seen[1].is_string() || began.elapsed() > START_PATIENCE {
                let why = seen[1].as_str().unwrap_or("it says nothing");
                return Err(Error::new(format!("the page at {base} did not start: {why}")));
            }
            tokio::time::sleep(STEP).await;
        }
    }

    /// The page that the browser shows already, started or not.
    pub fn adopt(browser: &'a Browser) -> Page<'a> {
        Page { browser }
    }

    /// The browser that shows it.
    pub fn browser(&self) -> &Browser {
        self.browser
    }

    /// Puts `text` into the first box as if it had been pasted.
    pub async fn enter(&self, text: &str) -> Result<()> {
        self.fill("#address", text).await
    }

    /// Puts `text` into the field `selector` as if it had been pasted.
    pub async fn fill(&self, selector: &str, text: &str) -> Result<()> {
        let script = "const box = document.querySelector(arguments[0]); box.focus(); \
                      box.value = arguments[1]; \
                      box.dispatchEvent(new Event('input', { bubbles: true }))";
        self.browser.script(script, vec![selector.into(), text.into()]).await.map(drop)
    }

    /// The text that the element `selector` shows, or `None` without one.
    pub async fn text(&self, selector: &str) -> Result<Option<String>> {
        let script = "return document.querySelector(arguments[0])?.textContent ?? null";
        let text = self.browser.script(script, vec![selector.into()]).await?;
        Ok(text.as_str().map(str::to_owned))
    }

    /// Waits until a script gives `true`.
    ///
    /// # Errors
    /// A line that names the condition when `patience` is over.
    pub async fn wait_until(&self, script: &str, patience: Duration) -> Result<()> {
        let began = Instant::now();
        while self.browser.script(script, vec![]).await? != true {
            if began.elapsed() > patience {
                let seconds = patience.as_secs();
                return Err(Error::new(format!("still not so after {seconds} s: {script}")));
            }
            tokio::time::sleep(STEP).await;
        }
        Ok(())
    }

    /// What stands in the first box.
    pub async fn address(&self) -> Result<String> {
        let value = self.browser.script("return document.querySelector('#address').value", vec![]);
        Ok(value.await?.as_str().unwrap_or_default().to_owned())
    }

    /// Presses *Test connection* with a real click.
    pub async fn press_test(&self) -> Result<()> {
        self.press("#test").await
    }

    /// Presses *Stop*.
    pub async fn press_stop(&self) -> Result<()> {
        self.press("#stop").await
    }

    /// Presses *Keep waiting for a slow server*, which is there during a run.
    pub async fn press_keep_waiting(&self) -> Result<()> {
        self.press("#keep-waiting").await
    }

    /// Offers these subprotocols in the handshake, in this order.
    pub async fn offer(&self, protocols: &[&str]) -> Result<()> {
        self.fill("#protocols", &protocols.join(", ")).await
    }

    /// Listens for so many seconds once it is open.
    pub async fn listen_for(&self, seconds: u32) -> Result<()> {
        self.fill("#hold", &seconds.to_string()).await
    }

    /// What a run shows is drawn a moment after it began.
    async fn press(&self, selector: &'static str) -> Result<()> {
        let there = format!(
            "return document.querySelector('{selector}') !== null \
                || document.querySelector('main')?.dataset.run === 'done'"
        );
        self.wait_until(&there, DRAWN).await?;
        let button = self.browser.find(thirtyfour::By::Css(selector)).await?;
        button.scroll_into_view().await?;
        Ok(button.click().await?)
    }

    /// `running`, `done`, or nothing before the first run.
    pub async fn run(&self) -> Result<Option<String>> {
        let script = "return document.querySelector('main')?.dataset.run ?? null";
        let state = self.browser.script(script, vec![]).await?;
        Ok(state.as_str().map(str::to_owned))
    }

    /// Waits until the run is over and, where one follows it, the test of the
    /// network; then gives what the page shows.
    ///
    /// # Errors
    /// A line that says what was missing when the time was over.
    pub async fn wait_for_report(&self, patience: Duration) -> Result<Report> {
        let began = Instant::now();
        loop {
            let missing = match self.run().await?.as_deref() {
                Some("done") if self.is_testing_network().await? => "the network is tested".into(),
                Some("done") => match self.report().await {
                    Ok(report) => return Ok(report),
                    // The link is compressed by the browser, which takes a moment.
                    Err(missing) => missing.to_string(),
                },
                Some(state) => format!("the run is still {state}"),
                None => "no run has begun".into(),
            };
            if began.elapsed() > patience {
                let seconds = patience.as_secs();
                return Err(Error::new(format!("no report after {seconds} s: {missing}")));
            }
            tokio::time::sleep(STEP).await;
        }
    }

    async fn is_testing_network(&self) -> Result<bool> {
        let script = "return document.querySelector('main').dataset.network === 'running'";
        Ok(self.browser.script(script, vec![]).await?.as_bool().unwrap_or_default())
    }

    /// Presses the button *Test this network*, which stands where `#network` leads.
    pub async fn press_network(&self) -> Result<()> {
        self.wait_until("return document.querySelector('#network-again') !== null", DRAWN).await?;
        let button = self.browser.find(thirtyfour::By::Css("#network-again")).await?;
        button.scroll_into_view().await?;
        Ok(button.click().await?)
    }

    /// What the page shows now.
    ///
    /// # Errors
    /// A line that names the part that is missing or cannot be read.
    pub async fn report(&self) -> Result<Report> {
        let script = "const text = (id) => { const e = document.querySelector(id); \
                          return e ? (e.value ?? e.textContent) : null; }; \
                      return [document.querySelector('main')?.dataset.verdict ?? null, \
                              text('#raw-evidence'), text('#result-link')]";
        let seen = self.browser.script(script, vec![]).await?;
        let part = |index: usize, name: &str| {
            seen[index]
                .as_str()
                .filter(|text| !text.is_empty())
                .ok_or_else(|| Error::new(format!("the page shows no {name}")))
        };
        let verdict = part(0, "verdict")?;
        let verdict = Verdict::from_tag(verdict)
            .ok_or_else(|| Error::new(format!("the page shows an unknown verdict `{verdict}`")))?;
        let unreadable = |e| Error::new(format!("the page's evidence cannot be read: {e}"));
        let evidence_json: Value =
            serde_json::from_str(part(1, "raw evidence")?).map_err(unreadable)?;
        let evidence = Evidence::read(&evidence_json)
            .ok_or_else(|| Error::new("the page's evidence is of another shape"))?;
        let link = part(2, "link")?.to_owned();
        Ok(Report { verdict, evidence, evidence_json, link })
    }

    /// Whether the page shows a result that came by a link.
    pub async fn is_opened_result(&self) -> Result<bool> {
        let script = "return document.querySelector('#opened') !== null";
        Ok(self.browser.script(script, vec![]).await? == true)
    }
}
