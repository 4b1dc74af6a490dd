//! The code on a browser's own error page: what a user sees who opens the
//! https address in a tab.

use std::time::Duration;

use crate::{Browser, BrowserKind, Result};

/// How long the page may take to load.
const LOAD_PATIENCE: Duration = Duration::from_secs(5);
/// What drivers wait for by themselves (WebDriver, section 7.5).
const USUAL_PATIENCE: Duration = Duration::from_secs(300);

/// Chromium writes its code below the text; its error pages have no address
/// that a script could read.
const CHROMIUM_SCRIPT: &str = "return location.protocol === 'chrome-error:' \
     ? document.querySelector('#error-code')?.textContent.trim() || \
       document.body?.innerText.match(/\\b(?:net::)?ERR_[A-Z0-9_]+/)?.[0] || null : null";

/// Firefox names the kind of fault in the page's real address, and the library's
/// code, if there is one, in the text.
const FIREFOX_SCRIPT: &str = "
    const uri = document.documentURI;
    if (!/^about:(neterror|certerror|httpsonlyerror)/.test(uri)) return null;
    const e = new URL(uri).searchParams.get('e') ?? 'no code';
    let code;
    for (const name of ['getFailedCertSecurityInfo', 'getNetErrorInfo'])
      try { code ||= document[name]().errorCodeString; } catch {}
    code ||= (document.body.textContent + decodeURIComponent(uri))
      .match(/\\b(?:SEC|SSL|MOZILLA_PKIX)_ERROR_[A-Z0-9_]+/)?.[0];
    return code ? `${e} ${code}` : e;";

/// WebKitGTK shows one sentence in a document without an address. What it shows
/// of a bad certificate is the browser's business, and under the driver it
/// cancels the load instead, with a sentence about that or none.
const WEBKIT_SCRIPT: &str = "const text = document.body?.innerText.trim(); \
     return location.href === 'about:blank' && text !== 'Operation was cancelled' && text || null";

impl Browser {
    /// Opens `url` in a new tab, which takes the place of the one before, and
    /// gives the code on the error page of the browser itself.
    ///
    /// `None` if a server's page came, or nothing within five seconds.
    ///
    /// # Errors
    /// A line if the driver or the browser is lost.
    pub async fn error_page(&self, url: &str) -> Result<Option<String>> {
        self.fresh_tab().await?;
        self.driver().set_page_load_timeout(LOAD_PATIENCE).await?;
        let opened = self.driver().goto(url).await.map_err(|e| e.to_string());
        self.driver().set_page_load_timeout(USUAL_PATIENCE).await?;
        let script = match self.kind() {
            BrowserKind::Chromium => CHROMIUM_SCRIPT,
            BrowserKind::Firefox => FIREFOX_SCRIPT,
            BrowserKind::WebKit => WEBKIT_SCRIPT,
        };
        if let Err(error) = opened
            && let Some(code) = chromium_code(&error)
        {
            return Ok(Some(code));
        }
        Ok(self.script(script, vec![]).await?.as_str().map(str::to_owned))
    }
}

/// The code in the error of Chromium's driver, for example
/// `unknown error: net::ERR_CONNECTION_REFUSED`.
fn chromium_code(error: &str) -> Option<String> {
    let code = &error[error.find("net::ERR_")?..];
    let end = code.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == ':'));
    Some(code[..end.unwrap_or(code.len())].to_owned())
}

#[cfg(test)]
mod tests {
    use super::chromium_code;

    #[test]
    fn the_code_is_found_in_the_error() {
        let error = "unknown error: net::ERR_CERT_DATE_INVALID\n  (Session info: chrome=156)";
        assert_eq!(chromium_code(error).as_deref(), Some("net::ERR_CERT_DATE_INVALID"));
        assert_eq!(chromium_code("timeout"), None);
    }
}
