//! What a cause can show as, in the words of what a user may tell.
//!
//! Each cause declares its own in its file, out of the groups of `group`. What is
//! declared is everything that the cause *may* show as: a clue that is not in it,
//! once told, speaks against the cause. In doubt a clue is in.
//!
//! `docs/lines.tsv` says the same from the other side, line by line, and is what
//! the figures are measured with. It was written independently of this.

pub(crate) mod group;
mod set;

use why1006_evidence::{Clue, EngineFamily, Told, Way};

pub use self::set::{Clues, Statuses};

/// What a cause can show as.
#[derive(Clone, Copy, Debug)]
pub struct Shows {
    /// On a console line about the attempt, in a tab, or on a line about a web
    /// request.
    pub clues: Clues,
    /// The same in engines whose words name less: WebKit's and unknown ones.
    pub vague: Clues,
    /// As the status of a refused upgrade.
    pub statuses: Statuses,
    /// Those of them that are typical of it, for order only.
    pub typical: Statuses,
    /// Where the same may work while the cause is at work here. What spares
    /// nobody hits everybody.
    pub spares: &'static [Way],
}

impl Shows {
    /// Nothing, and nobody is spared.
    pub const NOTHING: Shows = Shows {
        clues: Clues::NONE,
        vague: Clues::NONE,
        statuses: Statuses::NONE,
        typical: Statuses::NONE,
        spares: &[],
    };

    /// These clues besides.
    pub const fn clues(self, list: &[Clue]) -> Shows {
        Shows { clues: self.clues.and(list), ..self }
    }

    /// These clues besides, where the words name less.
    pub const fn vaguely(self, list: &[Clue]) -> Shows {
        Shows { vague: self.vague.and(list), ..self }
    }

    /// These statuses besides, and those that mean nothing in particular.
    pub const fn refuses(self, list: &[u16]) -> Shows {
        Shows { statuses: self.statuses.or(Statuses::OTHERS).and(list), ..self }
    }

    /// These statuses are typical.
    pub const fn typically(self, list: &[u16]) -> Shows {
        Shows { typical: Statuses::NONE.and(list), ..self }
    }

    /// All that another group shows as besides.
    pub const fn or(self, other: Shows) -> Shows {
        Shows {
            clues: self.clues.or(other.clues),
            vague: self.vague.or(other.vague),
            statuses: self.statuses.or(other.statuses),
            ..self
        }
    }

    /// Who is spared.
    pub const fn spares(self, ways: &'static [Way]) -> Shows {
        Shows { spares: ways, ..self }
    }

    /// Whether what was told may be a sign of the cause, in an engine of this
    /// family. To be asked of what [`says`] something only.
    pub fn has(&self, told: &Told, family: EngineFamily) -> bool {
        let Told { way, clue, status, .. } = *told;
        let is_web = matches!(way, Way::Request | Way::Tab);
        match (clue, status) {
            (Clue::Status, Some(status)) => self.statuses.has(status),
            (Clue::Status, None) => !self.statuses.is_empty(),
            // On a console line: some answer that is no 101, the status unnamed,
            // also that of a proxy which was asked for a tunnel (WebKitGTK,
            // `console-messages.md`, section 7).
            (Clue::Page, _) => !self.statuses.is_empty() || self.clues.has(Clue::TunnelFailed),
            (Clue::AuthFailed, _) => self.statuses.has(401),
            // In a server's log: an app may fail at whatever it did not expect.
            (Clue::AppError, _) => self.statuses.has(500),
            // Who refuses upgrades may cut a web request off.
            (Clue::ClosedEarly | Clue::Http2Stream, _) if is_web && !self.statuses.is_empty() => {
                true
            }
            // Firefox shows one page for a port that is refused, a host out of reach
            // and a proxy that fails.
            (Clue::Refused, _) if told.way == Way::Tab && is_one_page(family) => {
                [Clue::Refused, Clue::Unreachable, Clue::TunnelFailed]
                    .into_iter()
                    .any(|clue| self.clues.has(clue))
            }
            (clue, _) => {
                let vague = matches!(family, EngineFamily::WebKit | EngineFamily::Unknown);
                self.clues.has(clue) || vague && self.vague.has(clue)
            }
        }
    }
}

fn is_one_page(family: EngineFamily) -> bool {
    matches!(family, EngineFamily::Firefox | EngineFamily::Unknown)
}

/// What a told entry says about causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Nothing: it is passed over.
    Nothing,
    /// That something failed, which any cause may do.
    Anything,
    /// What [`Shows::has`] knows.
    Something,
}

/// What a told entry says: some clues say nothing, and some of those that do
/// are no line, page or answer of that way.
pub fn says(told: &Told) -> Says {
    use Clue::*;
    let is_line = matches!(told.way, Way::Console | Way::AppConsole | Way::Panel | Way::ServerLog);
    let is_web = matches!(told.way, Way::Request | Way::Tab);
    match told.clue {
        _ if !is_line && !is_web => Says::Nothing,
        Nothing | Cannot | Other | Works | Fails | ClockRight | ClockWrong => Says::Nothing,
        // This page's own web requests leave the same lines as an upgrade that lost
        // its headers on the way.
        Status | AuthFailed | NotUpgraded if told.way == Way::ServerLog => Says::Anything,
        // What a log lacks may stand in another; without its certificate a server
        // does not start, or starts without TLS.
        NotArrived | TlsFiles => Says::Anything,
        // A browser that is offline says so in the run itself.
        Unspecific | ClosedByScript | NoAnswer | SignInPrompt | Offline => Says::Anything,
        // Of a web page and not of the upgrade: a healthy endpoint answers 426,
        // 404 or 400, or nothing at all (`observability.md`, section 12).
        Status if is_web && told.status != Some(407) => Says::Anything,
        Page | AuthFailed | TimedOut | HandshakeTimedOut if is_web => Says::Anything,
        // About our own requests, not about the attempt.
        PagePolicy | MixedContent | LocalNetwork | TooManySockets if is_web => Says::Anything,
        _ => Says::Something,
    }
}
