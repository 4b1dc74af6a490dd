//! Every request that Chromium made for its pages.

use serde_json::Value;

use crate::{Browser, BrowserKind, Error, Result};

impl Browser {
    /// The addresses requested since the last call, WebSockets included, in
    /// order; those that never left the browser (`data:`, `blob:`, `about:`, its
    /// own `chrome:` pages) are left out. Chromium only.
    pub async fn requests(&self) -> Result<Vec<String>> {
        if self.kind() != BrowserKind::Chromium {
            return Err(Error::new("only Chromium's driver lists requests"));
        }
        let entries = self.driver().get_log("performance").await?;
        let requests = entries.iter().filter_map(|entry| {
            let event: Value = serde_json::from_str(&entry.message).ok()?;
            let event = &event["message"];
            let address = match event["method"].as_str()? {
                "Network.requestWillBeSent" => &event["params"]["request"]["url"],
                "Network.webSocketCreated" => &event["params"]["url"],
                _ => return None,
            };
            address.as_str().map(str::to_owned)
        });
        let inside = |url: &String| {
            ["data:", "blob:", "about:", "chrome:"].iter().any(|s| url.starts_with(s))
        };
        Ok(requests.filter(|url| !inside(url)).collect())
    }
}
