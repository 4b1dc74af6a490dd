//! Which steps are worth their effort now, best first.

use why1006_evidence::{Clue, EngineFamily, Scheme, Way};

use super::split::{Field, Worth};
use crate::{
    Audience, Facts, Judgement, Owner, Reason, Stage, Standing, Step, Verdict, causes,
    facts::{Attempt, Ending, Http},
    shows::Says,
    told,
};

/// A step, and what it is worth now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What to do.
    pub step: Step,
    /// As what the answer is told; `None` if there is none to tell. The console
    /// of the app's own page is [`Way::AppConsole`].
    pub way: Option<Way>,
    /// How much of what remains the answer removes, in thousandths of its
    /// weight, on average over the answers.
    pub splits: u16,
    /// Several people may have to act as things stand, and some answer leaves
    /// one of them, or nobody.
    pub settles_owner: bool,
}

/// The steps whose answers may tell causes apart.
const TELLING: [Step; 10] = [
    Step::OpenInTab,
    Step::AppWorks,
    Step::ConsoleLine,
    Step::CheckClock,
    Step::PrivateWindow,
    Step::OtherBrowser,
    Step::OtherNetwork,
    Step::RunCommand,
    Step::CheckCertificate,
    Step::ReadServerLog,
];

/// The steps that are worth their effort, best first: what the verdict itself
/// asks for, what tells most apart for its effort, what is worth a try, and at
/// last support. A step whose answer was told is not offered again.
pub(crate) fn offers(
    f: &Facts,
    verdict: Verdict,
    judgements: &[Judgement],
    conflicts: &[(Reason, Reason)],
) -> Vec<Offer> {
    let mut list = List { f, offers: Vec::new() };
    if f.is_app_fine() {
        return list.offers;
    }
    if verdict == Verdict::Works {
        contrast(f, &mut list);
        return list.offers;
    }
    let is_misfit = conflicts.iter().any(|(_, told)| *told == Reason::ToldMisfits);
    let is_certain = judgements.iter().any(|j| j.standing == Standing::Certain);
    if is_misfit || !is_certain && is_up_now(f) {
        list.act(Step::RunAgain);
    }
    if verdict == Verdict::ClosedByServer && !f.is_app_origin() {
        // A stranger without a login is sent away by design.
        list.act(Step::AppWorks);
    }
    if let Some(step) = natural(verdict, f, is_certain) {
        list.act(step);
    }
    if !is_certain {
        telling(f, judgements, &mut list);
        worth_a_try(verdict, f, &mut list);
    }
    list.act(Step::SendToSupport);
    list.offers
}

struct List<'a> {
    f: &'a Facts<'a>,
    offers: Vec<Offer>,
}

impl List<'_> {
    /// A step that is not chosen for what it tells apart.
    fn act(&mut self, step: Step) {
        self.ask(step, step.way());
    }

    fn ask(&mut self, step: Step, way: Option<Way>) {
        let is_new = self.offers.iter().all(|offer| offer.step != step);
        if is_new && !way.is_some_and(|way| is_answered(self.f, way)) {
            self.offers.push(Offer { step, way, splits: 0, settles_owner: false });
        }
    }
}

/// The user told something of that way, or cannot.
fn is_answered(f: &Facts, way: Way) -> bool {
    f.evidence.told.iter().any(|told| told.way == way && told.clue != Clue::Other)
}

/// It works from here: whether the app does, and what its own page says.
fn contrast(f: &Facts, list: &mut List) {
    list.act(Step::AppWorks);
    list.ask(Step::ConsoleLine, Some(Way::AppConsole));
    if f.is_told(Way::App, Clue::Fails) {
        if !f.is_app_origin() {
            list.act(Step::AppOrigin);
        }
        list.act(Step::ListenLonger);
        list.act(Step::Repeat);
        list.act(Step::SendToSupport);
    }
}

/// Web requests were not answered, and a tab shows that the server answers: it
/// may be there again.
fn is_up_now(f: &Facts) -> bool {
    matches!(f.http, Http::Rejected | Http::Silent)
        && (f.is_told(Way::Tab, Clue::Page) || f.is_told(Way::Tab, Clue::Status))
}

/// What the verdict itself asks for.
fn natural(verdict: Verdict, f: &Facts, is_certain: bool) -> Option<Step> {
    match verdict {
        Verdict::BrowserRefused if f.is_address_unusable() => Some(Step::MendAddress),
        Verdict::WaitingForUser => Some(Step::AnswerPrompt),
        Verdict::NotTested => Some(Step::HttpCopy),
        // Whether it is this network at all.
        Verdict::NetworkStripsWebsockets | Verdict::NetworkCutsWebsockets => {
            Some(Step::OtherNetwork)
        }
        Verdict::ClosedByServer => Some(Step::ReadCloseCode),
        Verdict::WorksThenEnds if is_certain => None,
        // Five short attempts are not quiet for as long; whose patience it was, somebody
        // elsewhere can tell.
        Verdict::WorksThenEnds if f.is_end_after_quiet() => Some(Step::OtherNetwork),
        // Whether it ends every time says most.
        Verdict::WorksThenEnds => match f.cold {
            Attempt::Opened(Ending::Cut { .. }) => Some(Step::Repeat),
            _ => Some(Step::AppOrigin),
        },
        Verdict::NotConclusive | Verdict::OpensSometimes => Some(Step::RunAgain),
        _ => None,
    }
}

/// What tells most apart for its effort. Where web requests were not answered,
/// a tab comes first: it shows anyone what script may not read. Where they were,
/// it shows that answer, which says nothing of the upgrade.
fn telling(f: &Facts, judgements: &[Judgement], list: &mut List) {
    let field = Field::new(f, judgements);
    let is_unanswered = !f.opened() && f.http != Http::Answered;
    let mut ranked: Vec<(u32, Offer)> = Vec::new();
    for step in TELLING {
        let Some(way) = step.way().filter(|way| !is_answered(f, *way)) else { continue };
        let is_idle = step == Step::OpenInTab && !is_unanswered;
        if is_idle || is_same_word(f, step) || !is_apt(f, step, judgements) {
            continue;
        }
        let Some(Worth { splits, owner }) = field.worth(step, way) else { continue };
        let value = rank(step) + (splits + owner) / u32::from(step.effort());
        // A thousandth more than all does not happen.
        let splits = u16::try_from(splits).unwrap_or(1_000);
        let offer = Offer { step, way: Some(way), splits, settles_owner: owner > 0 };
        let at = ranked.partition_point(|(better, _)| *better >= value);
        ranked.insert(at, (value, offer));
    }
    list.offers.extend(ranked.into_iter().map(|(_, offer)| offer));
}

/// What goes before a step's worth: a look that anyone can take comes first, and
/// what takes a terminal or the server after all that a browser shows.
fn rank(step: Step) -> u32 {
    match step.audience() {
        _ if step == Step::OpenInTab => 20_000,
        Audience::Anyone => 10_000,
        Audience::Engineer => 0,
    }
}

/// Another browser, window or network is worth a try while something near the
/// user remains: else it would work there by chance alone. Certificates are
/// looked at while one may be at fault.
fn is_apt(f: &Facts, step: Step, judgements: &[Judgement]) -> bool {
    let left = judgements.iter().filter(|j| j.standing >= Standing::Possible);
    let mut left = left.map(|j| causes::get(j.cause));
    match step {
        Step::PrivateWindow | Step::OtherBrowser => left.any(|cause| cause.owner == Owner::You),
        Step::OtherNetwork => left.any(|cause| matches!(cause.owner, Owner::You | Owner::YourIt)),
        Step::CheckCertificate => {
            f.evidence.target.scheme == Some(Scheme::Wss)
                && left.any(|cause| cause.stage == Stage::Tls)
        }
        _ => true,
    }
}

/// A tab that names the fault and the console's line name it alike: whoever has
/// told one is not asked for the other.
fn is_same_word(f: &Facts, step: Step) -> bool {
    let twin = match step {
        Step::OpenInTab => Way::Console,
        Step::ConsoleLine => Way::Tab,
        _ => return false,
    };
    f.evidence.told.iter().any(|t| t.way == twin && told::answer(f, t) == Says::Something)
}

/// What may change the picture, after all that tells causes apart.
fn worth_a_try(verdict: Verdict, f: &Facts, list: &mut List) {
    match verdict {
        // Only there do the engine's own times differ by layer (section 7).
        Verdict::Silent if f.profile != EngineFamily::Firefox => list.act(Step::KeepWaiting),
        Verdict::OpensSometimes => list.act(Step::Repeat),
        Verdict::AnsweredNotUpgraded if !f.is_app_origin() => list.act(Step::AppOrigin),
        _ => {}
    }
}
