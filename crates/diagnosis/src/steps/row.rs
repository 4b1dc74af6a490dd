//! Each step: what it needs, for whom it is, and as what its answer is told.

use why1006_evidence::Way;

use crate::{Audience, Need, Step};

impl Step {
    /// What the step needs besides the browser that ran the test.
    pub fn needs(self) -> Need {
        match self {
            Step::OpenInTab | Step::HttpCopy | Step::AppWorks => Need::NewTab,
            Step::ConsoleLine => Need::DeveloperTools,
            Step::OtherNetwork => Need::Phone,
            Step::PrivateWindow => Need::PrivateWindow,
            Step::OtherBrowser => Need::OtherBrowser,
            Step::RunCommand | Step::CheckCertificate => Need::Terminal,
            Step::AppOrigin | Step::ReadCloseCode | Step::ReadServerLog => Need::Server,
            _ => Need::Nothing,
        }
    }

    /// For whom the step is. Whoever came by a link of support is shown what is
    /// for anyone.
    pub fn audience(self) -> Audience {
        match self {
            Step::AppOrigin
            | Step::ReadCloseCode
            | Step::RunCommand
            | Step::CheckCertificate
            | Step::ReadServerLog => Audience::Engineer,
            _ => Audience::Anyone,
        }
    }

    /// Only who ran the test can do it, with the browser that did: whoever got the
    /// result has to ask them. The rest can be done by either.
    pub fn is_of_tester(self) -> bool {
        !matches!(
            self,
            Step::AppWorks
                | Step::ReadCloseCode
                | Step::RunCommand
                | Step::CheckCertificate
                | Step::ReadServerLog
                | Step::SendToSupport
        )
    }

    /// How much work the step is, from 1 (a look) to 8 (ask others).
    pub fn effort(self) -> u16 {
        match self {
            Step::CheckClock | Step::AnswerPrompt | Step::MendAddress => 1,
            Step::OpenInTab | Step::AppWorks | Step::RunAgain | Step::HttpCopy => 2,
            Step::Repeat | Step::KeepWaiting | Step::ListenLonger | Step::PrivateWindow => 3,
            Step::ConsoleLine | Step::OtherBrowser => 4,
            Step::RunCommand | Step::CheckCertificate => 4,
            Step::OtherNetwork => 5,
            Step::ReadCloseCode | Step::ReadServerLog => 6,
            Step::AppOrigin | Step::SendToSupport => 8,
        }
    }

    /// As what the answer is told; `None` if the step has none that could be.
    /// An offer of [`Step::ConsoleLine`] may be about the app's own page: see
    /// [`Offer::way`](super::Offer::way).
    pub fn way(self) -> Option<Way> {
        Some(match self {
            Step::ConsoleLine => Way::Console,
            Step::OpenInTab => Way::Tab,
            Step::AppWorks => Way::App,
            Step::OtherNetwork => Way::OtherNetwork,
            Step::PrivateWindow => Way::PrivateWindow,
            Step::OtherBrowser => Way::OtherBrowser,
            Step::CheckClock => Way::Clock,
            Step::RunCommand => Way::Terminal,
            Step::CheckCertificate => Way::TerminalTls,
            Step::ReadServerLog => Way::ServerLog,
            _ => return None,
        })
    }
}
