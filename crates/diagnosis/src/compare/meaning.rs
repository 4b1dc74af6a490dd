//! What two runs mean together.

use why1006_evidence::{Evidence, Ms, Observation, tags};

use super::{Circumstance, Fact, Same, Saw, Side};
use crate::{
    Facts, Verdict,
    facts::{Attempt, Ending},
};

tags! {
    /// What two runs mean together. The words of each say what it does not mean, too.
    pub enum Meaning {
        /// Both are one and the same run.
        SameRun = "same-run",
        /// They tested different things.
        OtherTest = "other-test",
        /// One of them was not tested to its end, or says nothing clear.
        Unclear = "unclear",
        /// One of them opened at times and failed at times.
        ComesAndGoes = "comes-and-goes",
        /// One ended after a while, and the other was not listened to for as long.
        TooShort = "too-short",
        /// It opens on both sides.
        BothOpen = "both-open",
        /// It fails in the same way on both sides: what is near one of them alone is
        /// less likely, and not ruled out.
        SameFailure = "same-failure",
        /// It fails in the same way on both sides, and one of them may have failed for
        /// want of what was taken out of the address.
        WithoutParts = "without-parts",
        /// It fails on both sides, each in its own way.
        OtherFailure = "other-failure",
        /// The failing side's network stops the comparison WebSocket as well.
        Network = "network",
        /// The failing side did not reach the comparison endpoint at all.
        Trouble = "trouble",
        /// Nothing differs that could be seen: something near the failing side.
        Near = "near",
        /// The browser is what differs.
        Browser = "browser",
        /// The system or its clock is what differs.
        Device = "device",
        /// The page that ran the test is what differs: its origin or scheme.
        Page = "page",
        /// What was taken out of the address may be what differs: a login, a ticket.
        Account = "account",
        /// The tab was in another state.
        Tab = "tab",
        /// A long time lies between them: the server may have changed.
        Since = "since",
        /// Several things differ, so none of them can be named.
        Several = "several",
    }
}

impl Meaning {
    /// It speaks of a failure on one of the two sides, and so differs by which it is.
    pub const fn is_of_one_side(self) -> bool {
        use Meaning::*;
        matches!(
            self,
            TooShort
                | Network
                | Trouble
                | Near
                | Browser
                | Device
                | Page
                | Account
                | Tab
                | Since
                | Several
        )
    }
}

tags! {
    /// One of the two runs.
    pub enum Whose {
        /// The one that came from somebody else.
        Theirs = "theirs",
        /// The one that was made here.
        Ours = "ours",
    }
}

/// A connection that was listened to for at least so much of the other's time was
/// listened to for as long.
const AS_LONG: Ms = 0.9;

/// What the two mean together, and on which side the failure is that it speaks of.
pub(super) fn meaning(
    runs: [&Evidence; 2],
    facts: [&Facts; 2],
    sides: [&Side; 2],
    same: Same,
    differing: &[Circumstance],
) -> (Meaning, Option<Whose>) {
    let [a, b] = sides;
    let outcomes = sides.map(|side| outcome(side.verdict));
    match outcomes {
        _ if same == Same::No => (Meaning::OtherTest, None),
        _ if is_one_run(runs) => (Meaning::SameRun, None),
        _ if facts.iter().any(|f| f.is_flapping()) => (Meaning::ComesAndGoes, None),
        [Outcome::Varies, _] | [_, Outcome::Varies] => (Meaning::ComesAndGoes, None),
        [Outcome::Unclear, _] | [_, Outcome::Unclear] => (Meaning::Unclear, None),
        [Outcome::Opens, Outcome::Opens] => (Meaning::BothOpen, None),
        [Outcome::Ends, Outcome::Opens] => ended(facts[0], a, b, Whose::Theirs, differing),
        [Outcome::Opens, Outcome::Ends] => ended(facts[1], b, a, Whose::Ours, differing),
        [Outcome::Fails | Outcome::Ends, Outcome::Fails | Outcome::Ends] => {
            let is_hidden = same == Same::Hidden && sides.iter().any(|side| is_asked(side));
            let meaning = match is_alike(a, b) {
                true if is_hidden => Meaning::WithoutParts,
                true => Meaning::SameFailure,
                false => Meaning::OtherFailure,
            };
            (meaning, None)
        }
        [Outcome::Fails, Outcome::Opens] => (lead(a, differing), Some(Whose::Theirs)),
        [Outcome::Opens, Outcome::Fails] => (lead(b, differing), Some(Whose::Ours)),
    }
}

/// What a verdict says of the connection, as coarse as two runs can be compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Opens,
    /// It opened, and the other side ended it.
    Ends,
    Fails,
    Varies,
    Unclear,
}

fn outcome(verdict: Verdict) -> Outcome {
    match verdict {
        Verdict::Works => Outcome::Opens,
        Verdict::WorksThenEnds | Verdict::ClosedByServer | Verdict::NetworkCutsWebsockets => {
            Outcome::Ends
        }
        Verdict::OpensSometimes => Outcome::Varies,
        Verdict::NotTested | Verdict::NotConclusive | Verdict::WaitingForUser => Outcome::Unclear,
        Verdict::BrowserRefused
        | Verdict::NothingAnswered
        | Verdict::Silent
        | Verdict::TlsFailed
        | Verdict::AnsweredNotUpgraded
        | Verdict::NetworkStripsWebsockets => Outcome::Fails,
    }
}

/// The same link, opened twice, or a result held against itself.
fn is_one_run(runs: [&Evidence; 2]) -> bool {
    let [a, b] = runs.map(|e| {
        let c = &e.circumstances;
        (&c.engine, &c.page.origin, c.started_at, e.elapsed, e.observations.len())
    });
    let key = |o: &Observation| (o.probe, o.place, o.end, o.begun, o.ended, o.events.len());
    let mut pairs = runs[0].observations.iter().zip(&runs[1].observations);
    a == b && pairs.all(|(one, other)| key(one) == key(other))
}

/// One opened and ended, the other opened and stayed open: for as long?
fn ended(
    f: &Facts,
    ended: &Side,
    held: &Side,
    whose: Whose,
    differing: &[Circumstance],
) -> (Meaning, Option<Whose>) {
    // Who said goodbye did not wait for a time to pass.
    let is_quiet = matches!(f.cold, Attempt::Opened(Ending::Cut { .. } | Ending::Code(_)));
    let is_as_long = match (ended.open_for, held.open_for) {
        (Some(until), Some(listened)) => listened >= until * AS_LONG,
        _ => false,
    };
    let meaning = match is_quiet && !is_as_long {
        true => Meaning::TooShort,
        false => lead(ended, differing),
    };
    (meaning, Some(whose))
}

/// The same failure, as far as both browsers can tell: Firefox alone says that TLS
/// failed.
fn is_alike(a: &Side, b: &Side) -> bool {
    let unanswered = |v| matches!(v, Verdict::TlsFailed | Verdict::NothingAnswered);
    let is_verdict = a.verdict == b.verdict || unanswered(a.verdict) && unanswered(b.verdict);
    is_verdict && !a.facts.iter().zip(&b.facts).any(|(one, other)| one.differs(other))
}

/// A request may have come as far as a server that looks at the whole address.
fn is_asked(side: &Side) -> bool {
    !matches!(side.saw(Fact::WebRequests), Saw::Failed | Saw::NotRun)
}

/// What a failure on one side alone points to: the one kind of circumstance that
/// differs, or none that can be seen, or several.
fn lead(failing: &Side, differing: &[Circumstance]) -> Meaning {
    let mut kinds: Vec<Meaning> = Vec::new();
    for kind in differing.iter().filter_map(|one| kind_of(*one)) {
        let is_idle = kind == Meaning::Account && !is_asked(failing);
        if !is_idle && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let failed = |fact| {
        let saw = failing.saw(fact);
        matches!(saw, Saw::Failed | Saw::TlsFailed | Saw::Silent | Saw::Refused)
    };
    let (socket, web) = (failed(Fact::ReferenceSocket), failed(Fact::ReferenceWeb));
    // Neither a login nor a change at the server stops the comparison endpoint.
    let is_apart = kinds.iter().all(|kind| matches!(kind, Meaning::Account | Meaning::Since));
    match kinds[..] {
        _ if web && is_apart => Meaning::Trouble,
        _ if socket && is_apart => Meaning::Network,
        _ if web || socket => Meaning::Several,
        [] => Meaning::Near,
        [one] => one,
        _ => Meaning::Several,
    }
}

/// The kind of lead that a circumstance would be. Builds run the first attempt alike,
/// how the comparison endpoint fared is no circumstance but an outcome, and a local
/// address may well have been tested from one place.
fn kind_of(one: Circumstance) -> Option<Meaning> {
    use Circumstance::*;
    Some(match one {
        Engine | EngineVersion | Permissions => Meaning::Browser,
        System | Clock => Meaning::Device,
        PageScheme | PageOrigin | OwnOrigin | AppPage => Meaning::Page,
        HiddenParts => Meaning::Account,
        Time => Meaning::Since,
        Tab => Meaning::Tab,
        Reference | Build | LocalAddress => return None,
    })
}
