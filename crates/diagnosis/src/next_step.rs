//! What the user can do to settle most of what remains.

use crate::{
    Step, Verdict,
    facts::{Attempt, Ending, Explained, Facts},
};

/// One step per verdict: the cheapest that splits its remaining causes.
pub(crate) fn next_step(verdict: Verdict, f: &Facts) -> Option<Step> {
    if f.explained.is_some_and(|it| it != Explained::Prompt) {
        // Nothing is left to settle: the page of the cause says what to do.
        return None;
    }
    match verdict {
        Verdict::Works => None,
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
