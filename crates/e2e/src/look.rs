//! Sizes, dark mode, pictures.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use thirtyfour::{RequestData, SessionId, common::command::FormatRequestData};

use crate::{Browser, BrowserKind, Error, Result};

/// How the page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Width of the viewport in CSS pixels.
    pub width: u32,
    /// Its height; a picture of the whole page is taken by [`Browser::picture`].
    pub height: u32,
    /// `prefers-color-scheme: dark`.
    pub dark: bool,
}

impl Browser {
    /// Shows the page at this size and in this colour scheme, until the next
    /// call. Chromium does every size; Firefox and WebKit have a least width of
    /// their own, and WebKit has no dark mode to switch.
    ///
    /// # Errors
    /// A line that names what this browser cannot do.
    pub async fn look(&self, look: Look) -> Result<()> {
        match self.kind() {
            BrowserKind::Chromium => {
                let metrics = json!({
                    "width": look.width, "height": look.height,
                    "deviceScaleFactor": 1, "mobile": false,
                });
                self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
                let scheme = if look.dark { "dark" } else { "light" };
                let media =
                    json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
                self.devtools("Emulation.setEmulatedMedia", media).await?;
                self.shows(look).await?;
            }
            BrowserKind::Firefox => {
                // 0 is dark, 1 is light, whatever the system says.
                let script = "Services.prefs.setIntPref(\
                    'layout.css.prefers-color-scheme.content-override', arguments[0])";
                self.in_chrome(script, vec![json!(u8::from(!look.dark))]).await?;
                self.resize(look).await?;
                self.shows(look).await?;
            }
            BrowserKind::WebKit => {
                if look.dark {
                    return Err(Error::new(
                        "WebKit's driver has no dark mode; use another browser",
                    ));
                }
                self.resize(look).await?;
            }
        }
        Ok(())
    }

    /// Waits until the page has the width and the scheme: a browser hands both on
    /// to it in its own time.
    async fn shows(&self, look: Look) -> Result<()> {
        let script = "return [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]";
        for _ in 0..100 {
            if self.script(script, vec![]).await? == json!([look.width, look.dark]) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(Error::new("the page does not get its width and colour scheme"))
    }

    /// The whole page as PNG, as high as it is, at the width of the last look.
    /// Chromium only; the others show what fits their window.
    pub async fn picture(&self, look: Look) -> Result<Vec<u8>> {
        self.look(look).await?;
        if self.kind() == BrowserKind::Chromium {
            let height = self.number("return document.documentElement.scrollHeight").await?;
            self.look(Look { height: look.height.max(height), ..look }).await?;
        }
        let picture = self.driver().screenshot_as_png().await?;
        self.look(look).await?;
        Ok(picture)
    }

    /// Runs a command of Chromium's DevTools protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let command = DevTools { command: command.to_owned(), parameters };
        Ok(self.driver().handle().cmd(command).await?.value()?)
    }

    /// Makes the window so large that the viewport has the wanted size.
    async fn resize(&self, look: Look) -> Result<()> {
        let frame = "return [outerWidth - innerWidth, outerHeight - innerHeight]";
        let frame = self.script(frame, vec![]).await?;
        let edge = |index: usize| frame[index].as_u64().unwrap_or(0) as u32;
        let (width, height) = (look.width + edge(0), look.height + edge(1));
        self.driver().set_window_rect(0, 0, width, height).await?;
        let mut got = self.number("return innerWidth").await?;
        // The page hears of it after the window.
        for _ in 0..40 {
            if got == look.width {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            got = self.number("return innerWidth").await?;
        }
        let name = self.kind().as_str();
        Err(Error::new(format!("{name} shows {got} pixels, not {}; use Chromium", look.width)))
    }

    async fn number(&self, script: &str) -> Result<u32> {
        let value = self.script(script, vec![]).await?;
        value
            .as_f64()
            .map(|number| number.ceil() as u32)
            .ok_or_else(|| Error::new(format!("`{script}` gives no number but {value}")))
    }
}

/// chromedriver's command that reaches the DevTools protocol.
#[derive(Debug)]
struct DevTools {
    command: String,
    parameters: Value,
}

impl FormatRequestData for DevTools {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::POST, format!("/session/{session}/goog/cdp/execute"))
            .add_body(json!({ "cmd": self.command, "params": self.parameters }))
    }
}
