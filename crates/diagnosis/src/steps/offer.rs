//! Which steps are worth their effort now, best first.

use why1006_evidence::Way;

use crate::{
    Facts, Judgement, Step, Verdict,
    facts::{Attempt, Ending, Explained},
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
    /// Several people may have to act as things stand, and some answer leaves one.
    pub settles_owner: bool,
}

/// The steps that are worth their effort, best first.
pub(crate) fn offers(f: &Facts, verdict: Verdict, _judgements: &[Judgement]) -> Vec<Offer> {
    let mut list: Vec<Offer> = natural(verdict, f).map(plain).into_iter().collect();
    if verdict != Verdict::Works {
        list.push(plain(Step::SendToSupport));
    }
    list
}

fn plain(step: Step) -> Offer {
    Offer { step, way: step.way(), splits: 0, settles_owner: false }
}

/// What the verdict itself asks for.
fn natural(verdict: Verdict, f: &Facts) -> Option<Step> {
    if f.explained.is_some_and(|it| it != Explained::Prompt) {
        // Nothing is left to settle: the page of the cause says what to do.
        return None;
    }
    match verdict {
        Verdict::Works => Some(Step::AppWorks),
        Verdict::BrowserRefused if f.is_address_unusable() => Some(Step::MendAddress),
        Verdict::BrowserRefused => None,
        Verdict::WaitingForUser => Some(Step::AnswerPrompt),
        Verdict::NotTested => Some(Step::HttpCopy),
        Verdict::ClosedByServer => Some(Step::ReadCloseCode),
        Verdict::WorksThenEnds => match f.cold {
            Attempt::Opened(Ending::Cut { .. }) => Some(Step::ConsoleLine),
            _ => Some(Step::AppOrigin),
        },
        Verdict::AnsweredNotUpgraded => Some(Step::ConsoleLine),
        Verdict::NothingAnswered | Verdict::TlsFailed => Some(Step::OpenInTab),
        Verdict::Silent | Verdict::NetworkStripsWebsockets => Some(Step::OtherNetwork),
        Verdict::NotConclusive | Verdict::OpensSometimes => Some(Step::RunAgain),
    }
}
