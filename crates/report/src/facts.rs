//! Where, when and with what a test was made.

use why1006_evidence::{Scheme, code::code};

use crate::{
    Sheet,
    block::{Line, Piece, value, words},
    when,
};

/// Names with what stands for each.
pub(crate) type Facts = Vec<(String, Line)>;

/// A clock that is off by less is right enough to find a line in a log.
const CLOCK_S: f64 = 2.0;

impl Sheet<'_> {
    pub(crate) fn fact(&self, label: &str, line: Line) -> (String, Line) {
        (self.words.label(label), line)
    }

    /// Time, browser and page of the test, and its code.
    pub(crate) fn circumstances(&self) -> Facts {
        let c = &self.evidence.circumstances;
        let mut facts = vec![self.fact("time", words(when::local(c.started_at, c.utc_offset)))];
        if let Some(ahead) = c.clock_ahead.filter(|s| s.abs() >= CLOCK_S) {
            let label = if ahead < 0.0 { "clock-behind" } else { "clock-ahead" };
            facts.push(self.fact(label, words(seconds(ahead.abs()))));
        }
        facts.push(self.fact("browser", value(&c.engine.name)));
        let page = if c.page.by_snippet { "page-snippet" } else { "page" };
        facts.push(self.fact(page, value(&c.page.origin)));
        facts.push(self.fact("code", vec![Piece::Strong(code(self.evidence))]));
        facts
    }

    /// Host, port and protocol, as a firewall has them.
    pub(crate) fn way(&self) -> Facts {
        let target = &self.evidence.target;
        let mut facts = Vec::new();
        if !target.host.is_empty() {
            facts.push(self.fact("host", value(&target.host)));
        }
        if target.port != 0 {
            facts.push(self.fact("port", words(target.port.to_string())));
        }
        if let Some(scheme) = target.scheme {
            let protocol = if scheme == Scheme::Wss { "protocol-wss" } else { "protocol-ws" };
            facts.push(self.fact("protocol", words(self.words.label(protocol))));
        }
        facts
    }
}

/// Whole seconds; 9 digits at the most.
pub(crate) fn seconds(seconds: f64) -> String {
    let whole = seconds.clamp(0.0, 999_999_999.0) as u32;
    [&whole.to_string(), " s"].concat()
}
