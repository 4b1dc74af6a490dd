//! Groups that several causes share: what they show as, and who is spared.

use why1006_evidence::{Clue, Way};

use super::Shows;

const NOTHING: Shows = Shows::NOTHING;

/// Whoever is elsewhere, or has another browser or profile, may be spared.
pub(crate) const ALL_WAYS: &[Way] =
    &[Way::App, Way::OtherNetwork, Way::OtherBrowser, Way::PrivateWindow];
/// It depends on the browser or the device.
pub(crate) const OTHERS: &[Way] = &[Way::OtherNetwork, Way::OtherBrowser];
/// It depends on the browser or the device, and on what the app has set up.
pub(crate) const OTHERS_AND_APP: &[Way] = &[Way::App, Way::OtherNetwork, Way::OtherBrowser];
/// It depends on who asks: the app has its own address, origin and login.
pub(crate) const APP: &[Way] = &[Way::App];

/// The connection ends before an answer. Chromium's codes for it vary with the
/// timing of packets, so they are one clue; an edge with HTTP/2 resets a stream.
/// A proxy of the server logs it as an app that closed too early.
pub(crate) const CLOSED: Shows =
    NOTHING.clues(&[Clue::ClosedEarly, Clue::Http2Stream, Clue::UpstreamClosed]);

/// The connection ends after the opening.
pub(crate) const CUT: Shows = NOTHING.clues(&[Clue::ClosedEarly]);

/// Connected, and no answer in the browser's own time.
pub(crate) const WAITING: Shows = NOTHING.clues(&[Clue::HandshakeTimedOut, Clue::TimedOut]);

/// No connection in the browser's own time.
pub(crate) const CONNECTING: Shows = NOTHING.clues(&[Clue::ConnectTimedOut, Clue::TimedOut]);

/// Nobody listens, or a filter answers as if.
pub(crate) const REFUSING: Shows = NOTHING.clues(&[Clue::Refused, Clue::Unreachable]);

/// A proxy opens no tunnel, by its rule or since the target does not answer it
/// (`observability.md`, section 9).
pub(crate) const TUNNEL: Shows = NOTHING.clues(&[Clue::TunnelFailed]);

/// No TLS comes back, or broken TLS.
pub(crate) const NOT_TLS: Shows = NOTHING.clues(&[Clue::TlsProtocol]);

/// The other side breaks the TLS handshake off.
pub(crate) const ALERT: Shows = NOTHING.clues(&[Clue::TlsAlert, Clue::TlsVersion, Clue::TlsName]);

/// Somebody else's certificate comes in the place of the right one.
pub(crate) const FOREIGN_CERT: Shows = NOTHING.clues(&[
    Clue::CertName,
    Clue::CertAuthority,
    Clue::CertSelfSigned,
    Clue::CertIncomplete,
    Clue::CertOther,
    Clue::CertUnspecific,
]);

/// TLS at a port that was not meant for it.
pub(crate) const MOVED: Shows = CLOSED
    .or(REFUSING)
    .or(CONNECTING)
    .or(WAITING)
    .or(TUNNEL)
    .or(NOT_TLS)
    .or(ALERT)
    .or(FOREIGN_CERT)
    .clues(&[Clue::CertDate]);

/// A gateway answers for what it cannot reach or use: 502, 503, 504.
pub(crate) const GATEWAY: Shows = NOTHING.refuses(&[502]);

/// An app refuses the upgrade with a status, or cuts.
pub(crate) const REFUSAL: Shows = GATEWAY.or(CLOSED).refuses(&[400, 401, 403, 404, 500]);

/// The same for want of a login or ticket: perhaps the way to a login instead.
pub(crate) const GATE: Shows = REFUSAL.refuses(&[200, 302, 410]).clues(&[Clue::Redirects]);

/// Something on the way to the endpoint answers, whatever it pleases.
pub(crate) const WRONG_PLACE: Shows = REFUSAL.refuses(&[405, 410, 421, 426, 501]);

/// A 101 whose headers somebody spoiled.
pub(crate) const BAD_101: Shows = NOTHING.clues(&[Clue::BadHandshake]);

/// A head cut short, or too long.
pub(crate) const BROKEN_HEAD: Shows = NOTHING.clues(&[Clue::BrokenHead]);

/// Bytes that are no HTTP.
pub(crate) const NOT_HTTP: Shows = NOTHING.clues(&[Clue::NotHttp]);

/// A frame that breaks the rules.
pub(crate) const FRAMES: Shows = NOTHING.clues(&[
    Clue::BrokenFrame,
    Clue::BadText,
    Clue::BrokenCompression,
    Clue::MessageTooBig,
]);

/// A filter, a proxy or an antivirus on the way answers, cuts or stalls.
pub(crate) const NET: Shows = WRONG_PLACE
    .refuses(&[200, 302, 407, 429])
    .or(CONNECTING)
    .or(WAITING)
    .or(TUNNEL)
    .or(NOT_TLS)
    .or(ALERT)
    .or(BAD_101)
    .or(BROKEN_HEAD)
    .or(NOT_HTTP)
    .or(FRAMES)
    .clues(&[
        Clue::Redirects,
        Clue::Alpn,
        Clue::ProxyUnreachable,
        Clue::BlockNotice,
        Clue::NetworkSignIn,
        Clue::NotUpgraded,
    ]);

/// One of several servers fails in any way that a server can.
pub(crate) const NODE: Shows = MOVED
    .or(WRONG_PLACE)
    .refuses(&[200, 302, 429])
    .or(BAD_101)
    .or(BROKEN_HEAD)
    .or(NOT_HTTP)
    .or(BEHIND)
    .clues(&[Clue::Redirects, Clue::Subprotocol, Clue::Alpn, Clue::ClientCert])
    .clues(&[Clue::NotUpgraded, Clue::NoRoute]);

/// A proxy's log about the app behind it.
pub(crate) const BEHIND: Shows =
    NOTHING.clues(&[Clue::UpstreamRefused, Clue::UpstreamTimedOut, Clue::UpstreamClosed]);
