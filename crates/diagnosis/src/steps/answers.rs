//! How each step can be answered.

use why1006_evidence::Clue;

use crate::Step;

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

/// What a program in a terminal says of the same handshake.
const TERMINAL: &[Clue] = &[
    Clue::Status,
    Clue::AuthFailed,
    Clue::Works,
    Clue::OriginRefused,
    Clue::Subprotocol,
    Clue::BadHandshake,
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
    Clue::CertDate,
    Clue::CertName,
    Clue::CertAuthority,
    Clue::CertIncomplete,
    Clue::CertSelfSigned,
    Clue::CertOther,
    Clue::CertUnspecific,
    Clue::ClientCert,
    Clue::ProxyAuth,
    Clue::TunnelFailed,
    Clue::ProxyUnreachable,
    Clue::BlockNotice,
    Clue::RateLimited,
    Clue::Cannot,
];

/// What a program in a terminal says of TLS alone.
const TERMINAL_TLS: &[Clue] = &[
    Clue::Works,
    Clue::CertDate,
    Clue::CertName,
    Clue::CertAuthority,
    Clue::CertIncomplete,
    Clue::CertSelfSigned,
    Clue::CertOther,
    Clue::CertUnspecific,
    Clue::ClientCert,
    Clue::TlsProtocol,
    Clue::TlsVersion,
    Clue::TlsAlert,
    Clue::TlsName,
    Clue::Alpn,
    Clue::ClosedEarly,
    Clue::Refused,
    Clue::Unreachable,
    Clue::NameNotResolved,
    Clue::ConnectTimedOut,
    Clue::HandshakeTimedOut,
    Clue::Cannot,
];

/// What the log of a server, or of a proxy before it, says of the attempt.
const SERVER_LOG: &[Clue] = &[
    Clue::Status,
    Clue::AuthFailed,
    Clue::OriginRefused,
    Clue::NotUpgraded,
    Clue::NoRoute,
    Clue::UpstreamRefused,
    Clue::UpstreamTimedOut,
    Clue::UpstreamClosed,
    Clue::NameNotResolved,
    Clue::IdleCut,
    Clue::AppError,
    Clue::RuleBlocked,
    Clue::RateLimited,
    Clue::Subprotocol,
    Clue::BadHandshake,
    Clue::ClientCert,
    Clue::TlsFiles,
    Clue::TlsProtocol,
    Clue::TlsVersion,
    Clue::TlsAlert,
    Clue::TlsName,
    Clue::BrokenFrame,
    Clue::MessageTooBig,
    Clue::Works,
    Clue::NotArrived,
    Clue::Cannot,
];

impl Step {
    /// The possible answers, for buttons and pickers; empty without a way. The
    /// last is always [`Clue::Cannot`].
    pub fn answers(self) -> &'static [Clue] {
        match self {
            Step::ConsoleLine => CONSOLE,
            Step::OpenInTab => TAB,
            Step::RunCommand => TERMINAL,
            Step::CheckCertificate => TERMINAL_TLS,
            Step::ReadServerLog => SERVER_LOG,
            Step::AppWorks | Step::OtherNetwork | Step::PrivateWindow | Step::OtherBrowser => {
                ELSEWHERE
            }
            Step::CheckClock => &[Clue::ClockRight, Clue::ClockWrong, Clue::Cannot],
            _ => &[],
        }
    }
}
