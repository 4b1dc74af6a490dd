//! Each step: what it needs, for whom it is, and how it is answered.

use why1006_evidence::{Clue, Way};

use crate::{Audience, Need, Step};

/// What a test that is run elsewhere answers.
const ELSEWHERE: &[Clue] = &[Clue::Works, Clue::Fails, Clue::Cannot];

/// What a tab can show, the outcomes that anyone can tell apart first.
const TAB: &[Clue] = &[
    Clue::Page,
    Clue::Status,
    Clue::CertUnspecific,
    Clue::CertDate,
    Clue::CertName,
    Clue::CertAuthority,
    Clue::CertSelfSigned,
    Clue::CertOther,
    Clue::Refused,
    Clue::TimedOut,
    Clue::NameNotResolved,
    Clue::NoAnswer,
    Clue::SignInPrompt,
    Clue::ClientCert,
    Clue::NetworkSignIn,
    Clue::BlockNotice,
    Clue::BlockedByClient,
    Clue::ClosedEarly,
    Clue::Unreachable,
    Clue::TlsProtocol,
    Clue::TlsVersion,
    Clue::TlsName,
    Clue::TlsAlert,
    Clue::NotHttp,
    Clue::Redirects,
    Clue::TunnelFailed,
    Clue::ProxyUnreachable,
    Clue::ProxyAuth,
    Clue::UnsafePort,
    Clue::Offline,
    Clue::Cannot,
];

/// What the console says of an attempt.
const CONSOLE: &[Clue] = &[
    Clue::Status,
    Clue::AuthFailed,
    Clue::Subprotocol,
    Clue::BadHandshake,
    Clue::Redirects,
    Clue::NotHttp,
    Clue::BrokenHead,
    Clue::ClosedEarly,
    Clue::Refused,
    Clue::Unreachable,
    Clue::NameNotResolved,
    Clue::ConnectTimedOut,
    Clue::HandshakeTimedOut,
    Clue::TlsProtocol,
    Clue::TlsVersion,
    Clue::TlsAlert,
    Clue::TlsName,
    Clue::Alpn,
    Clue::CertDate,
    Clue::CertName,
    Clue::CertAuthority,
    Clue::CertSelfSigned,
    Clue::CertOther,
    Clue::CertUnspecific,
    Clue::ClientCert,
    Clue::Http2Stream,
    Clue::ProxyAuth,
    Clue::TunnelFailed,
    Clue::ProxyUnreachable,
    Clue::BrokenFrame,
    Clue::BadText,
    Clue::BrokenCompression,
    Clue::MessageTooBig,
    Clue::LocalNetwork,
    Clue::BlockedByClient,
    Clue::TooManySockets,
    Clue::PagePolicy,
    Clue::MixedContent,
    Clue::Offline,
    Clue::UnsafePort,
    Clue::ClosedByScript,
    Clue::Unspecific,
    Clue::Nothing,
    Clue::Cannot,
];

impl Step {
    /// What the step needs besides the browser that ran the test.
    pub fn needs(self) -> Need {
        match self {
            Step::OpenInTab | Step::HttpCopy | Step::AppWorks => Need::NewTab,
            Step::ConsoleLine => Need::DeveloperTools,
            Step::OtherNetwork => Need::Phone,
            Step::PrivateWindow => Need::PrivateWindow,
            Step::OtherBrowser => Need::OtherBrowser,
            Step::AppOrigin | Step::ReadCloseCode => Need::Server,
            _ => Need::Nothing,
        }
    }

    /// For whom the step is. Whoever came by a link of support is shown what is
    /// for anyone.
    pub fn audience(self) -> Audience {
        match self {
            Step::AppOrigin | Step::ReadCloseCode => Audience::Engineer,
            _ => Audience::Anyone,
        }
    }

    /// How much work the step is, from 1 (a look) to 8 (ask others).
    pub fn effort(self) -> u16 {
        match self {
            Step::CheckClock | Step::AnswerPrompt | Step::MendAddress => 1,
            Step::OpenInTab | Step::AppWorks | Step::RunAgain | Step::HttpCopy => 2,
            Step::Repeat | Step::KeepWaiting | Step::ListenLonger | Step::PrivateWindow => 3,
            Step::ConsoleLine | Step::OtherBrowser => 4,
            Step::OtherNetwork => 5,
            Step::ReadCloseCode => 6,
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
            _ => return None,
        })
    }

    /// The possible answers, for buttons and pickers; empty without a way. The
    /// last is always [`Clue::Cannot`].
    pub fn answers(self) -> &'static [Clue] {
        match self {
            Step::ConsoleLine => CONSOLE,
            Step::OpenInTab => TAB,
            Step::AppWorks | Step::OtherNetwork | Step::PrivateWindow | Step::OtherBrowser => {
                ELSEWHERE
            }
            Step::CheckClock => &[Clue::ClockRight, Clue::ClockWrong, Clue::Cannot],
            _ => &[],
        }
    }
}
