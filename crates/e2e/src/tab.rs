//! What a new tab shows of an address: the server's page, the browser's own
//! error page, a question, or nothing.

use std::time::Duration;

use serde_json::Value;
use thirtyfour::error::WebDriverErrorInner;
use why1006_recordings::{Saw, Tab};

use crate::{Browser, BrowserKind, BrowserOptions, Error, Result};

/// How long a tab may load.
pub const TAB_PATIENCE: Duration = Duration::from_secs(5);
/// How long a page may take to be drawn once it is there.
const DRAWN: Duration = Duration::from_millis(2400);
/// How often it is looked at meanwhile.
const STEP: Duration = Duration::from_millis(300);

const SCRIPT: &str = include_str!("tab/shown.js");

/// Whether Firefox still shows that the tab is loading, and the words of a
/// question in a window of its own, which its driver knows nothing of: so it asks
/// for the password of a proxy that stops requests of the browser itself, too.
const FIREFOX_SCRIPT: &str = "const windows = [...Services.wm.getEnumerator(null)]; \
     const asks = windows.find((w) => w.location.href.endsWith('/commonDialog.xhtml')); \
     const tab = Services.wm.getMostRecentWindow('navigator:browser').gBrowser.selectedTab; \
     return [tab.hasAttribute('busy'), \
     asks ? asks.document.querySelector('#infoBody')?.textContent ?? '' : null];";

/// What came of opening a tab.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// This stands there.
    Tab(Tab),
    /// The driver cannot tell: WebKit's cancels a load for a bad certificate or a
    /// blocked port and says no more of it than of an empty answer. None opens an
    /// invalid URL.
    Unknown,
    /// WebKit was still loading when the time was over, and its driver will not
    /// answer any more: see [`BrowserOptions::without_waiting`].
    Late,
}

/// What stands in the tab, as the script found it.
#[derive(Debug)]
struct Shown {
    /// It is the browser's own page.
    error: bool,
    /// Nothing has taken the place of the empty page yet.
    blank: bool,
    text: String,
    title: String,
    code: String,
    head: String,
    /// Of the answer; WebKit tells none.
    status: Option<u16>,
}

impl BrowserOptions {
    /// The same, set up for [`Browser::tab`]. Under its driver Firefox would show
    /// an empty page for an error without a body, where users see its own.
    pub fn for_tabs(mut self) -> BrowserOptions {
        if self.kind == BrowserKind::Firefox {
            let name = "browser.http.blank_page_with_error_response.enabled";
            self.prefs.push((name.into(), "false".into()));
        }
        self
    }

    /// The same, whose driver waits for no page to load. WebKit's never answers
    /// again once it waited in vain; this one can still be asked.
    pub fn without_waiting(mut self) -> BrowserOptions {
        self.waits = false;
        self
    }
}

impl Browser {
    /// Opens `url` in a new tab, which takes the place of the one before, and
    /// says what stands there after five seconds at the most.
    ///
    /// # Errors
    /// A line if the driver or the browser is lost.
    pub async fn tab(&self, url: &str) -> Result<Opened> {
        self.fresh_tab().await?;
        self.driver().set_page_load_timeout(TAB_PATIENCE).await?;
        let opened = self.driver().goto(url).await;
        let late = opened.as_ref().is_err_and(|error| {
            matches!(error.as_inner(), WebDriverErrorInner::WebDriverTimeout(_))
        });
        match self.kind() {
            BrowserKind::WebKit if late => Ok(Opened::Late),
            BrowserKind::WebKit => self.webkit_tab().await,
            // A user's browser takes what is no URL for something to search for.
            _ if opened.is_err() && !late && self.drawn().await?.is_empty() => Ok(Opened::Unknown),
            BrowserKind::Chromium => self.chromium_tab(late).await.map(Opened::Tab),
            BrowserKind::Firefox => self.firefox_tab().await.map(Opened::Tab),
        }
    }

    async fn chromium_tab(&self, late: bool) -> Result<Tab> {
        let shown = self.drawn().await?;
        if shown.error && shown.text.is_empty() {
            // Empty behind its question.
            return match shown.status {
                Some(401 | 407) => Ok(Tab { saw: Saw::Prompt, text: None, status: None }),
                status => Err(Error::new(format!("an error page without a word, {status:?}"))),
            };
        }
        Ok(shown.tab(late))
    }

    async fn firefox_tab(&self) -> Result<Tab> {
        if let Ok(words) = self.driver().get_alert_text().await {
            self.driver().dismiss_alert().await?;
            return Ok(Tab { saw: Saw::Prompt, text: Some(words), status: None });
        }
        let found = self.in_chrome(FIREFOX_SCRIPT, vec![]).await?;
        if let Some(words) = found[1].as_str() {
            let text = Some(words.to_owned()).filter(|words| !words.is_empty());
            return Ok(Tab { saw: Saw::Prompt, text, status: None });
        }
        // Its driver also waits in vain after an empty answer or a download.
        Ok(self.drawn().await?.tab(found[0] == Value::Bool(true)))
    }

    /// WebKitGTK shows one sentence in a document without an address. What it
    /// shows of a bad certificate is the browser's business, and under the driver
    /// it cancels the load instead, with a sentence about that or none; so it does
    /// for a blocked port, and an empty answer looks the same.
    async fn webkit_tab(&self) -> Result<Opened> {
        if !self.waits() {
            tokio::time::sleep(TAB_PATIENCE).await;
        }
        let shown = self.shown().await?;
        Ok(match shown.text.as_str() {
            _ if !shown.blank => Opened::Tab(shown.tab(!self.waits())),
            "" if !self.waits() => Opened::Tab(shown.tab(true)),
            "" | "Operation was cancelled" => Opened::Unknown,
            text => {
                let text = Some(text.to_owned());
                Opened::Tab(Tab { saw: Saw::Error, text, status: None })
            }
        })
    }

    /// What stands there once the browser's own page is drawn and has said its
    /// last word: Chromium goes on looking for the reason of a missing name, and
    /// Firefox adds the code to its text.
    async fn drawn(&self) -> Result<Shown> {
        let mut shown = self.shown().await?;
        let mut passed = Duration::ZERO;
        while shown.error && passed < DRAWN {
            tokio::time::sleep(STEP).await;
            passed += STEP;
            let next = self.shown().await?;
            let settled = !next.code.is_empty() && next.text == shown.text;
            shown = next;
            if settled && passed > STEP {
                break;
            }
        }
        Ok(shown)
    }

    async fn shown(&self) -> Result<Shown> {
        let found = self.script(SCRIPT, vec![]).await?;
        let text = |key: &str| found[key].as_str().unwrap_or_default().trim().to_owned();
        Ok(Shown {
            error: found["error"] == true,
            blank: found["blank"] == true,
            text: text("text"),
            title: text("title"),
            code: text("code"),
            head: text("head"),
            status: found["status"].as_u64().and_then(|status| u16::try_from(status).ok()),
        })
    }
}

impl Shown {
    /// The tab is as it was before.
    fn is_empty(&self) -> bool {
        self.blank && !self.error && self.text.is_empty()
    }

    /// `loading` if the browser has not ended yet.
    fn tab(&self, loading: bool) -> Tab {
        let saw = match (self.error, loading && self.text.is_empty()) {
            (true, _) => Saw::Error,
            (false, true) => Saw::Nothing,
            (false, false) => Saw::Page,
        };
        let word = [&self.code, &self.head, &self.title].into_iter().find(|word| !word.is_empty());
        let text = word.filter(|_| saw == Saw::Error).cloned();
        Tab { saw, text, status: self.status() }
    }

    /// The status, if it can be read there.
    fn status(&self) -> Option<u16> {
        match self.status {
            Some(status) if status > 0 => {
                let mut said = numbers(&self.text).chain(numbers(&self.title));
                said.find(|number| *number == status)
            }
            // Firefox does not tell the status behind a page of its own.
            _ if self.error => numbers(self.text.split_once("sent back an error: ")?.1).next(),
            // WebKit tells none: what the answer begins with is one.
            _ => [&self.title, &self.text].into_iter().find_map(|text| {
                let first = text.split(' ').next().unwrap_or_default();
                numbers(first).next().filter(|_| first.len() == 3)
            }),
        }
    }
}

/// The numbers in a text that can be the status of an error.
fn numbers(text: &str) -> impl Iterator<Item = u16> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter_map(|word| word.parse().ok()).filter(|number| (400..600).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(error: bool, text: &str, code: &str, status: Option<u16>) -> Shown {
        let [text, code] = [text, code].map(str::to_owned);
        Shown {
            error,
            blank: false,
            text,
            title: String::new(),
            code,
            head: "Sorry".into(),
            status,
        }
    }

    #[test]
    fn a_status_is_noted_if_it_can_be_read() {
        assert_eq!(shown(false, "Not Found", "", Some(404)).tab(false).status, None);
        assert_eq!(shown(false, "404 Not Found", "", Some(404)).tab(false).status, Some(404));
        assert_eq!(shown(false, "{\"status\":404}", "", Some(404)).tab(false).status, Some(404));
        assert_eq!(shown(false, "502 Bad Gateway", "", Some(404)).tab(false).status, None);
        // WebKit.
        assert_eq!(shown(false, "502 Bad Gateway", "", None).tab(false).status, Some(502));
        assert_eq!(shown(false, "Room 502", "", None).tab(false).status, None);
        // The browsers' own pages.
        let tab = shown(true, "No webpage. HTTP ERROR 404 Reload", "HTTP ERROR 404", Some(404));
        let text = Some("HTTP ERROR 404".to_owned());
        assert_eq!(tab.tab(false), Tab { saw: Saw::Error, text, status: Some(404) });
        let tab = shown(true, "sent back an error: 404 Not Found", "", Some(0)).tab(false);
        assert_eq!(tab, Tab { saw: Saw::Error, text: Some("Sorry".into()), status: Some(404) });
    }

    #[test]
    fn an_empty_page_counts_once_it_is_over() {
        assert_eq!(shown(false, "", "", Some(200)).tab(true).saw, Saw::Nothing);
        assert_eq!(shown(false, "", "", Some(200)).tab(false).saw, Saw::Page);
        assert_eq!(shown(false, "part", "", Some(200)).tab(true).saw, Saw::Page);
    }
}
