//! What one answer says, and whose it was.

use why1006_evidence::{Asker, Clue, Told, Way, scan};

use super::{
    super::{Out, Whose},
    Asked, Curl, Request,
};
use crate::{gather::Line, reading::Why};

impl<'t> Curl<'t> {
    /// Says what came back to a request, if it shows what was asked.
    pub(super) fn answered(&self, told: Told, line: Line<'t>, out: &mut Out<'_, 't>) {
        let whose = self.whose(false);
        if told.status == Some(200) && self.is_reference(whose) {
            let control = Told::new(Way::TerminalReference, Clue::Works);
            return out.say(control, Whose::Ours, line);
        }
        let Some(way) = self.way() else {
            return out.leave(Why::NotTold, whose, line);
        };
        out.say(Told { way, asker: self.asker(), ..told }, whose, line);
    }

    /// Judges an answer that is complete, or all that there is of it.
    pub(super) fn settle(&mut self, out: &mut Out<'_, 't>) {
        let Some(answer) = self.answer.take() else { return };
        let line = answer.line;
        if !out.may_judge(line) {
            return;
        }
        if self.request.as_ref().is_some_and(Request::is_tunnel) {
            if let Some(clue) = answer.of_proxy() {
                let way = self.way().unwrap_or(Way::Terminal);
                out.say(Told::new(way, clue), self.whose(true), line);
            }
            self.request = None;
            return;
        }
        let skips = self.asked.as_ref().is_some_and(|asked| asked.skips_certificate);
        let unchecked = match self.checked {
            Some(checked) => !checked,
            None => skips && self.asked.as_ref().is_some_and(Asked::is_secure),
        };
        if unchecked {
            if let Some((clue, line)) = self.passed_over.take() {
                out.say(Told::new(Way::TerminalTls, clue), self.whose(true), line);
            }
            out.leave(Why::Unchecked, self.whose(false), line);
        } else {
            match answer.judge(self.request.as_ref(), self.asked.as_ref()) {
                Some(told) if told.status == Some(407) && self.seen.proxy => {
                    self.answered(Told::new(told.way, Clue::ProxyAuth), line, out);
                }
                Some(told) if told.clue == Clue::Works && self.way().is_none() => {
                    // Nothing but a handshake is answered so.
                    out.say(Told { asker: self.asker(), ..told }, self.whose(false), line);
                }
                Some(told) => self.answered(told, line, out),
                None if answer.is_interim() => {}
                // Cut short, or too long.
                None if answer.is_cut() => {
                    self.answered(Told::new(Way::Terminal, Clue::BrokenHead), line, out);
                }
                None => out.leave(Why::NotTold, self.whose(false), line),
            }
        }
        self.request = None;
    }

    /// The control of this page's commands: its own reference, wherever it is.
    fn is_reference(&self, whose: Whose) -> bool {
        let path = self.request.as_ref().map_or("", |request| scan::head(request.path, b"?"));
        whose != Whose::Ours && path.ends_with("/reference/http")
    }

    /// Whether a handshake was asked for, or a web page; `None` if neither the
    /// request nor the command shows it.
    pub(super) fn way(&self) -> Option<Way> {
        let request = self.request.as_ref().filter(|request| !request.is_tunnel());
        let shown = request.and_then(Request::asks_upgrade);
        let upgrade = shown.or_else(|| self.asked.as_ref()?.asks_upgrade())?;
        Some(if upgrade { Way::Terminal } else { Way::TerminalWeb })
    }

    fn asker(&self) -> Option<Asker> {
        let request = self.request.as_ref().filter(|request| !request.is_tunnel());
        let shown = request.and_then(Request::origin);
        let origin = shown.or_else(|| self.asked.as_ref()?.origin())?;
        Some(self.test.asker(origin))
    }

    /// Whom the request was for; its path matters only for what was answered.
    pub(super) fn whose(&self, any_path: bool) -> Whose<'t> {
        let request = self.request.as_ref().filter(|request| !request.is_tunnel());
        if let Some(host) = request.and_then(|request| request.host) {
            let port = if self.seen.proxy { None } else { self.connected };
            let path = request.map_or("/", |request| request.path);
            return match self.test.request(host, path, port) {
                Whose::Not(Why::OtherPath, _) if any_path => Whose::Ours,
                whose => whose,
            };
        }
        if let Some(address) = self.asked.as_ref().and_then(|asked| asked.address) {
            return self.test.address(address, any_path);
        }
        let named = self.named.and_then(|(host, port)| self.test.host(host, port));
        named.unwrap_or(Whose::Ours)
    }
}
