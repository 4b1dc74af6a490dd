//! What the user told, held against what remains.
//!
//! Causes judge themselves on what script saw. Then, in this one place, those
//! that remain are intersected with those that may show as what was told. The
//! entries of one way are a union: several attempts print several lines, and a
//! cause stays if it explains one of them. Different ways intersect. What was
//! not tested stays so, and keeps another cause from being certain. Where all
//! would go, nothing goes: what was told does not fit, and that is said.
//!
//! A terminal takes a way of its own; what it may say is in `terminal`.
//!
//! What somebody saw who got the result stands apart ([`Told::is_from_another`]): that
//! was another browser, another network and a later time, when the server may have been
//! another as well. So it rules out nothing and proves nothing. It moves the order, and
//! a terminal of theirs may *indicate* a cause. What they passed on for who ran the test
//! is what that person told, and a log that they read is about this very attempt.
//!
//! What works elsewhere speaks against what hits everybody. What fails there as
//! well only moves the order: another device fails for reasons of its own.

mod place;
mod terminal;

use why1006_evidence::{Clue, Told, Vantage, Way, path::PathShape};

use crate::{
    Cause, CauseId, Facts, Judgement, Owner, Reason, Stage, Standing, causes,
    shows::{Says, says},
};

pub(crate) use self::terminal::is_astray;

/// Places lost by a cause that strikes near the user, where it failed elsewhere
/// as well; or gained by one that is typical of what was told.
const DOUBT: i32 = 100;

/// Places lost by missing headers, where the app has seen the upgrade.
const UNLIKELY: i32 = 30;

/// Rules out what was told to be otherwise; `judged` is in the order of
/// [`causes::ALL`]. Gives a pair of statements that cannot both hold if nothing
/// of what remains fits.
pub(crate) fn apply(f: &Facts, judged: &mut [Judgement]) -> Option<(Reason, Reason)> {
    if f.evidence.told.is_empty() {
        return None;
    }
    let is_certain = judged.iter().any(|j| j.standing == Standing::Certain);
    let revived = if is_certain { 0 } else { revive(f, judged) };
    let (mut left, mut first) = (0_u64, None);
    for (at, (cause, j)) in causes::ALL.iter().zip(judged.iter()).enumerate() {
        if is_left(j) {
            first = first.or(Some(j.because[0]));
            left |= u64::from(fits(f, cause)) << at;
        }
    }
    let first = first?;
    if is_certain {
        // It is not taken back. A page that opens says nothing of the app's.
        let fits = left != 0 || f.is_refused_for_app();
        return (!fits).then_some((first, Reason::ToldMisfits));
    }
    if left == 0 {
        return Some((first, Reason::ToldMisfits));
    }
    let is_alone = left.count_ones() == 1 && left & revived == 0 && !has_rival(f, judged);
    for (at, (cause, j)) in causes::ALL.iter().zip(judged.iter_mut()).enumerate() {
        if !is_left(j) {
            continue;
        }
        if left & 1 << at == 0 {
            (j.standing, j.because) = match fits_as(f, cause, terminal::may_show) {
                // It may be at work as well: it is only not needed any more.
                true => (Standing::NotTested, vec![Reason::ToldExplains]),
                false => (Standing::RuledOut, vec![Reason::ToldOtherwise]),
            };
            continue;
        }
        let (is_own, by_another) = (is_shown(f, cause, false), is_shown(f, cause, true));
        let is_told = is_own || is_named(f, cause);
        if (is_told || by_another) && j.because[0] != Reason::ToldSo {
            j.because.insert(0, Reason::ToldSo);
        }
        if is_told && is_alone {
            j.standing = Standing::Certain;
        } else if is_own || by_another {
            j.standing = Standing::Indicated;
        }
    }
    None
}

/// What names the failure, if it is one thing: the console's line before the
/// tab's error, and that before a line about a web request.
pub(crate) fn naming(f: &Facts) -> Option<Told> {
    [Way::Console, Way::AppConsole, Way::Panel, Way::Tab, Way::Request].into_iter().find_map(
        |way| {
            let mut said = of(f, way).filter(|told| answer(f, told) == Says::Something);
            let first = said.next()?;
            said.all(|told| told == first).then(|| first.clone())
        },
    )
}

/// Something that a browser or the server wrote, rather than an answer to a
/// question.
fn is_seen(way: Way) -> bool {
    use Way::{AppConsole, Console, Panel, Request, ServerLog, Tab};
    matches!(way, Console | AppConsole | Panel | Tab | Request | ServerLog)
}

fn is_left(j: &Judgement) -> bool {
    j.standing >= Standing::Possible
}

/// A cause that was not tested could be it as well. What shows only where page
/// and app differ does not show here.
fn has_rival(f: &Facts, judged: &[Judgement]) -> bool {
    causes::ALL.iter().zip(judged).any(|(cause, j)| {
        j.standing == Standing::NotTested
            && j.because[0] != Reason::ShowsByContrast
            && fits(f, cause)
    })
}

/// Nothing that was told speaks against the cause.
pub(crate) fn fits(f: &Facts, cause: &Cause) -> bool {
    fits_as(f, cause, terminal::allows)
}

/// The same, with another reading of what a terminal saw.
fn fits_as(f: &Facts, cause: &Cause, terminal: fn(&Facts, &Cause, &Told) -> bool) -> bool {
    let all = &f.evidence.told;
    all.iter().enumerate().all(|(at, first)| {
        // Entries of one kind are looked at together, with the first of them.
        let is_like = |told: &&Told| !told.is_from_another() && is_one_kind(told, first);
        first.is_from_another()
            || all[..at].iter().any(|earlier| is_like(&earlier))
            || fits_kind(f, cause, all.iter().filter(is_like), terminal)
    })
}

/// Told in one way; in a terminal also by requests that named the same origin.
fn is_one_kind(one: &Told, other: &Told) -> bool {
    let is_same_run =
        terminal::asker(one) == terminal::asker(other) && one.seen_from() == other.seen_from();
    one.way == other.way && (is_same_run || !terminal::is_from(one))
}

fn fits_kind<'a>(
    f: &Facts,
    cause: &Cause,
    kind: impl Iterator<Item = &'a Told>,
    terminal: fn(&Facts, &Cause, &Told) -> bool,
) -> bool {
    let mut is_said = false;
    for told in kind {
        let is_terminal = terminal::is_from(told);
        match answer(f, told) {
            Says::Nothing => {}
            Says::Anything => return true,
            Says::Something if is_terminal && terminal(f, cause, told) => return true,
            Says::Something if !is_terminal && allows(f, cause, told) => return true,
            Says::Something => is_said = true,
        }
    }
    !is_said
}

/// What an entry says about this run.
pub(crate) fn answer(f: &Facts, told: &Told) -> Says {
    let t = &f.evidence.target;
    match (told.way, told.clue) {
        _ if told.is_from_another() => Says::Nothing,
        // What opened is not judged by how web requests fare.
        (Way::Tab | Way::Request, _) if f.opened() => Says::Nothing,
        (way, _) if is_seen(way) => says(told),
        _ if terminal::is_from(told) => terminal::says(f, told),
        (Way::App | Way::OtherNetwork | Way::OtherBrowser | Way::PrivateWindow, clue) => match clue
        {
            Clue::Fails => Says::Anything,
            // What comes and goes may be gone by then.
            Clue::Works if f.varies() => Says::Anything,
            // The app may use another address, unless a server answers at this
            // one; and some libraries have a way around WebSockets.
            Clue::Works if told.way == Way::App && !(f.opened() || f.is_http_proof()) => {
                Says::Anything
            }
            Clue::Works if told.way == Way::App && has_way_around(t.path_shape) => Says::Anything,
            // There the address leads to another machine, or to none.
            Clue::Works if told.way == Way::OtherNetwork && t.host_class.is_local() => {
                Says::Anything
            }
            Clue::Works => Says::Something,
            _ => Says::Nothing,
        },
        _ => Says::Nothing,
    }
}

/// Socket.IO, SockJS, Pusher and Phoenix fall back to plain requests, so that
/// the app works all the same.
fn has_way_around(shape: PathShape) -> bool {
    use PathShape::{Phoenix, Pusher, SockJs, SocketIo};
    matches!(shape, SocketIo | SockJs | Pusher | Phoenix)
}

/// The cause may show as what an entry says.
pub(crate) fn allows(f: &Facts, cause: &Cause, told: &Told) -> bool {
    match told.way {
        Way::App | Way::OtherNetwork | Way::OtherBrowser | Way::PrivateWindow => {
            cause.shows.spares.contains(&told.way)
        }
        _ if terminal::is_from(told) => terminal::allows(f, cause, told),
        _ => cause.shows.has(told, f.evidence.circumstances.engine.family),
    }
}

/// A terminal shows the failure as this cause would: one of who ran the test, or of
/// somebody who got the result.
fn is_shown(f: &Facts, cause: &Cause, by_another: bool) -> bool {
    let is_asked = |told: &&Told| terminal::is_from(told) && told.is_from_another() == by_another;
    let mut all = f.evidence.told.iter().filter(is_asked);
    all.any(|told| terminal::names(f, cause, told))
}

/// A line, a page or a code that was told is one that the cause may show as.
fn is_named(f: &Facts, cause: &Cause) -> bool {
    f.told().any(|told| {
        is_seen(told.way) && answer(f, told) == Says::Something && allows(f, cause, told)
    })
}

/// The console of the app's own page may name what cannot be seen from here.
/// Gives a bit for each cause that is possible by that.
fn revive(f: &Facts, judged: &mut [Judgement]) -> u64 {
    let mut revived = 0;
    for (at, (cause, j)) in causes::ALL.iter().zip(judged.iter_mut()).enumerate() {
        let is_hidden = match j.because[0] {
            Reason::ShowsByContrast => true,
            // So it is on this page; the app's may be another.
            Reason::NoPolicyViolation | Reason::NotMixed => true,
            // It opened for this page. It may depend on who asks.
            _ if f.opened() => !is_left(j) && cause.shows.spares.contains(&Way::App),
            _ => false,
        };
        let is_named = of(f, Way::AppConsole).any(|told| match answer(f, told) {
            Says::Something => allows(f, cause, told),
            _ => told.clue == Clue::ClosedByScript && cause.id == CauseId::ClosedByPage,
        });
        if is_hidden && is_named {
            (j.standing, j.because) = (Standing::Possible, vec![Reason::ToldSo]);
            revived |= 1 << at;
        }
    }
    revived
}

/// The statuses of a refused upgrade that were told; a failed HTTP login is a 401.
pub(crate) fn upgrade_statuses(f: &Facts) -> impl Iterator<Item = u16> {
    const WAYS: [Way; 5] =
        [Way::Console, Way::AppConsole, Way::Panel, Way::ServerLog, Way::Terminal];
    // A terminal asks the same server, wherever it stands.
    let is_of_it = |told: &&Told| told.way == Way::Terminal || !told.is_from_another();
    let told = f.evidence.told.iter().filter(is_of_it).filter(|told| WAYS.contains(&told.way));
    told.filter_map(|told| match told.clue {
        Clue::Status => told.status,
        Clue::AuthFailed => Some(401),
        _ => None,
    })
}

/// Places gained where the status of the upgrade is typical of the cause
/// (`causes.md`, section 4), or lost where it speaks against it; for order only.
pub(crate) fn doubt(f: &Facts, cause: &Cause) -> i32 {
    if is_unlikely(f, cause) {
        return UNLIKELY;
    }
    let is_typical = upgrade_statuses(f).any(|status| cause.shows.typical.has(status));
    if is_typical { -DOUBT } else { 0 }
}

/// The upgrade was answered otherwise than a plain request to the same path, so that
/// it came to the app as one, most likely: without its headers it is a plain request.
pub(crate) fn is_unlikely(f: &Facts, cause: &Cause) -> bool {
    cause.id == CauseId::ProxyUpgradeHeaders
        && f.web_status().is_some_and(|web| {
            let mut all = upgrade_statuses(f).peekable();
            all.peek().is_some() && all.all(|status| status != web)
        })
}

/// Places lost by what strikes near the user, where it failed elsewhere as well; for
/// order only.
pub(crate) fn doubt_elsewhere(f: &Facts, cause: &Cause) -> i32 {
    let fails = |way| f.is_told(way, Clue::Fails);
    let is_near = match cause.owner {
        Owner::You => {
            fails(Way::OtherNetwork)
                || fails(Way::OtherBrowser)
                || fails(Way::PrivateWindow) && cause.stage == Stage::Policy
        }
        Owner::YourIt => fails(Way::OtherNetwork),
        _ => false,
    };
    let of_another = f.evidence.told.iter().filter(|told| told.is_from_another());
    let is_doubted = of_another.map(|told| by_another(f, told)).any(|how| match how {
        Some(Clue::Fails) => matches!(cause.owner, Owner::You | Owner::YourIt),
        Some(_) => !cause.shows.spares.contains(&Way::OtherNetwork),
        None => false,
    });
    if is_near || is_doubted { DOUBT } else { 0 }
}

/// How it went for somebody who got the result: [`Clue::Works`], [`Clue::Fails`], or
/// nothing that could be held beside this run.
fn by_another(f: &Facts, told: &Told) -> Option<Clue> {
    let is_local = f.evidence.target.host_class.is_local();
    match (told.way, told.clue) {
        _ if is_local => None,
        (_, Clue::Works) if told.seen_from() == Vantage::Server => None,
        (Way::App | Way::OtherNetwork | Way::Terminal, Clue::Works) => Some(Clue::Works),
        (Way::App | Way::OtherNetwork, Clue::Fails) => Some(Clue::Fails),
        (Way::TerminalTls, Clue::Works) => None,
        (Way::Terminal | Way::TerminalTls, _) => {
            (terminal::says(f, told) == Says::Something).then_some(Clue::Fails)
        }
        _ => None,
    }
}

fn of<'a>(f: &'a Facts, way: Way) -> impl Iterator<Item = &'a Told> {
    f.told().filter(move |told| told.way == way)
}

impl Facts<'_> {
    /// What was told of this very run, and not of what somebody else saw elsewhere.
    pub(crate) fn told(&self) -> impl Iterator<Item = &Told> {
        self.evidence.told.iter().filter(|told| !told.is_from_another())
    }

    /// The user told just this.
    pub fn is_told(&self, way: Way, clue: Clue) -> bool {
        self.told().any(|told| told.way == way && told.clue == clue)
    }

    /// The app works in this browser, as the user told, and nothing else was
    /// told of it.
    pub fn is_app_fine(&self) -> bool {
        self.is_told(Way::App, Clue::Works) && !self.is_told(Way::App, Clue::Fails)
    }

    /// The status of a plain web request: as script read it, else as it was
    /// told of one, else of a tab; `None` where they differ. It is not the
    /// status of the upgrade.
    pub fn web_status(&self) -> Option<u16> {
        self.status
            .or_else(|| self.told_status(Way::Request))
            .or_else(|| self.told_status(Way::Tab))
    }

    /// A plain request to the path gets a page: an endpoint that refuses somebody has
    /// none, as a rule.
    pub fn is_page_at_path(&self) -> bool {
        let status = self.web_status();
        self.path_loads == Some(true) || matches!(status, Some(200..=299))
    }

    fn told_status(&self, way: Way) -> Option<u16> {
        let mut all = of(self, way).filter(|t| t.clue == Clue::Status).filter_map(|t| t.status);
        let first = all.next()?;
        all.all(|status| status == first).then_some(first)
    }
}
