//! The lines that a browser printed in its console.

use http::Method;
use serde_json::{Value, json};
use thirtyfour::{RequestData, SessionId, common::command::FormatRequestData};

use crate::{Browser, BrowserKind, Error, Result};

/// Errors and warnings about web pages since the last call, without those of
/// the browser's own code. A content process's window ids do not come through,
/// so the file that a message is about decides.
const FIREFOX_SCRIPT: &str = r#"
const seen = Services.console.getMessageArray();
Services.console.reset();
return seen
  .flatMap((m) => {
    try {
      return [m.QueryInterface(Ci.nsIScriptError)];
    } catch {
      return []; // log lines of the browser
    }
  })
  .filter((m) => !/^(chrome|resource|moz-extension|jar|file|about):/.test(m.sourceName))
  .filter((m) => !/^(chrome|component|XPConnect) javascript/i.test(m.category))
  .map((m) => m.errorMessage);
"#;

impl Browser {
    /// The console's lines since the last call, oldest first.
    ///
    /// `None` for WebKit, whose driver cannot read them. Chromium's begin with
    /// the address of the file they come from. Firefox's are errors and
    /// warnings only, not what scripts log.
    pub async fn console(&self) -> Result<Option<Vec<String>>> {
        match self.kind() {
            BrowserKind::Chromium => {
                let entries = self.driver().browser_log().await?;
                Ok(Some(entries.into_iter().map(|entry| entry.message).collect()))
            }
            BrowserKind::Firefox => {
                let lines = self.in_chrome(FIREFOX_SCRIPT, vec![]).await?;
                let lines = serde_json::from_value(lines)
                    .map_err(|e| Error::new(format!("Firefox's console cannot be read: {e}")))?;
                Ok(Some(lines))
            }
            BrowserKind::WebKit => Ok(None),
        }
    }

    /// Runs a script with the rights of Firefox itself.
    pub(crate) async fn in_chrome(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.driver().handle().cmd(Context("chrome")).await?;
        let answer = self.script(script, arguments).await;
        self.driver().handle().cmd(Context("content")).await?;
        answer
    }
}

/// geckodriver's command that chooses where scripts run.
#[derive(Debug)]
struct Context(&'static str);

impl FormatRequestData for Context {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::POST, format!("/session/{session}/moz/context"))
            .add_body(json!({ "context": self.0 }))
    }
}
