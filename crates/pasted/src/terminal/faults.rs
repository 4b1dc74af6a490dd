//! The words of TLS and system libraries, which many programs print.
//!
//! Of OpenSSL 1.0 to 3.6, LibreSSL, GnuTLS, Schannel, Secure Transport, rustls,
//! Mbed TLS, Go's crypto/tls, and of Node for OpenSSL's verify codes. Schannel's
//! sentences come in the language of Windows; its codes do not.

use why1006_evidence::{Clue, scan};

/// How much of a line is searched, in bytes: what fails stands at its begin.
const WINDOW: usize = 400;

/// What is searched for in any case, specific texts first.
const FAULTS: &[(&str, Clue)] = &[
    // Certificates.
    ("certificate has expired or is not yet valid", Clue::CertDate),
    ("certificate has expired", Clue::CertDate),
    ("cert_has_expired", Clue::CertDate),
    ("certificate is not yet valid", Clue::CertDate),
    ("cert_not_yet_valid", Clue::CertDate),
    ("certificate expiration date has passed", Clue::CertDate),
    ("certificate not activated yet", Clue::CertDate),
    ("certificate validity has expired", Clue::CertDate),
    ("sec_e_cert_expired", Clue::CertDate),
    ("0x80090328", Clue::CertDate),
    ("invalid peer certificate: expired", Clue::CertDate),
    ("invalid peer certificate: notvalidyet", Clue::CertDate),
    ("invalid peer certificate: certificate expired", Clue::CertDate),
    // In the chain is not of the server itself: an issuer that nobody trusts.
    ("self signed certificate in certificate chain", Clue::CertAuthority),
    ("self-signed certificate in certificate chain", Clue::CertAuthority),
    ("self_signed_cert_in_chain", Clue::CertAuthority),
    ("self signed certificate", Clue::CertSelfSigned),
    ("self-signed certificate", Clue::CertSelfSigned),
    ("depth_zero_self_signed_cert", Clue::CertSelfSigned),
    ("unable to get local issuer certificate", Clue::CertAuthority),
    ("unable to get issuer certificate", Clue::CertAuthority),
    ("unable_to_get_issuer_cert", Clue::CertAuthority),
    // Only one certificate was sent. Whether its issuer is missing from the
    // chain or only from this machine does not show in the sentence.
    ("unable to verify the first certificate", Clue::CertAuthority),
    ("unable_to_verify_leaf_signature", Clue::CertAuthority),
    ("signed by unknown authority", Clue::CertAuthority),
    ("unknownissuer", Clue::CertAuthority),
    ("signed by untrusted issuer", Clue::CertAuthority),
    ("sec_e_untrusted_root", Clue::CertAuthority),
    ("0x80090325", Clue::CertAuthority),
    ("cert_e_untrustedroot", Clue::CertAuthority),
    ("not correctly signed by the trusted ca", Clue::CertAuthority),
    ("invalid certificate chain", Clue::CertAuthority),
    ("does not match target host", Clue::CertName),
    ("no alternative certificate subject name matches", Clue::CertName),
    ("hostname mismatch", Clue::CertName),
    ("ip address mismatch", Clue::CertName),
    ("certificate is not valid for", Clue::CertName),
    ("does not match certificate's altnames", Clue::CertName),
    ("err_tls_cert_altname_invalid", Clue::CertName),
    ("certificate is valid for", Clue::CertName),
    ("is not valid for any names", Clue::CertName),
    ("doesn't contain any ip sans", Clue::CertName),
    ("notvalidforname", Clue::CertName),
    ("not valid for name", Clue::CertName),
    ("sec_e_wrong_principal", Clue::CertName),
    ("0x80090322", Clue::CertName),
    ("cn) does not match with the expected cn", Clue::CertName),
    ("does not match the host name", Clue::CertName),
    ("sni or certificate check failed", Clue::CertUnspecific),
    ("certificate revoked", Clue::CertOther),
    ("certificate has been revoked", Clue::CertOther),
    ("crypt_e_revoked", Clue::CertOther),
    ("ee certificate key too weak", Clue::CertOther),
    ("ee key too small", Clue::CertOther),
    ("ca certificate key too weak", Clue::CertOther),
    ("ca md too weak", Clue::CertOther),
    ("unsupported certificate purpose", Clue::CertOther),
    ("unsuitable certificate purpose", Clue::CertOther),
    ("legacy common name field", Clue::CertOther),
    ("server certificate verification failed", Clue::CertUnspecific),
    ("certificate verification failed", Clue::CertUnspecific),
    ("certificate_verify_failed", Clue::CertUnspecific),
    ("certificate verify failed", Clue::CertUnspecific),
    ("invalid peer certificate", Clue::CertUnspecific),
    ("failed to verify certificate", Clue::CertUnspecific),
    // The TLS handshake.
    ("certificate required", Clue::ClientCert),
    ("certificate_required", Clue::ClientCert),
    ("certificate is required", Clue::ClientCert),
    ("certificaterequired", Clue::ClientCert),
    ("unrecognized name", Clue::TlsName),
    ("unrecognized_name", Clue::TlsName),
    ("unrecognisedname", Clue::TlsName),
    ("server name sent was not recognized", Clue::TlsName),
    ("no application protocol", Clue::Alpn),
    ("no_application_protocol", Clue::Alpn),
    ("noapplicationprotocol", Clue::Alpn),
    ("no supported application protocol", Clue::Alpn),
    ("alert protocol version", Clue::TlsVersion),
    ("alert_protocol_version", Clue::TlsVersion),
    ("protocol version not supported", Clue::TlsVersion),
    ("protocolversion", Clue::TlsVersion),
    ("error in protocol version", Clue::TlsVersion),
    ("illegal or unsupported version", Clue::TlsVersion),
    ("unsupported protocol version", Clue::TlsVersion),
    ("routines::unsupported protocol", Clue::TlsVersion),
    (":unsupported protocol", Clue::TlsVersion),
    ("unsupported_protocol", Clue::TlsVersion),
    ("no protocols available", Clue::TlsVersion),
    ("no shared cipher", Clue::TlsVersion),
    ("no_shared_cipher", Clue::TlsVersion),
    ("insufficient security", Clue::TlsVersion),
    ("dh key too small", Clue::TlsVersion),
    ("legacy sigalg disallowed", Clue::TlsVersion),
    ("sec_e_algorithm_mismatch", Clue::TlsVersion),
    ("0x80090331", Clue::TlsVersion),
    ("wrong version number", Clue::TlsProtocol),
    ("wrong_version_number", Clue::TlsProtocol),
    ("unknown protocol", Clue::TlsProtocol),
    ("packet length too long", Clue::TlsProtocol),
    ("packet_length_too_long", Clue::TlsProtocol),
    ("record layer failure", Clue::TlsProtocol),
    ("record_layer_failure", Clue::TlsProtocol),
    ("routines::http request", Clue::TlsProtocol),
    ("unexpected tls packet", Clue::TlsProtocol),
    ("does not look like a tls handshake", Clue::TlsProtocol),
    ("http response to https client", Clue::TlsProtocol),
    ("corrupt message", Clue::TlsProtocol),
    ("corrupt_message", Clue::TlsProtocol),
    ("sec_e_invalid_token", Clue::TlsProtocol),
    ("0x80090308", Clue::TlsProtocol),
    ("handshake failure", Clue::TlsAlert),
    ("handshake_failure", Clue::TlsAlert),
    ("handshakefailure", Clue::TlsAlert),
    ("() failed: handshake failed", Clue::TlsAlert),
    ("ssl peer handshake failed", Clue::TlsAlert),
    ("alert internal error", Clue::TlsAlert),
    ("alert_internal_error", Clue::TlsAlert),
    ("() failed: internal error", Clue::TlsAlert),
    ("fatal alert", Clue::TlsAlert),
    ("sec_e_illegal_message", Clue::TlsAlert),
    ("0x80090326", Clue::TlsAlert),
    ("remote error: tls:", Clue::TlsAlert),
    ("ssl alert number", Clue::TlsAlert),
    // The connection.
    ("unexpected eof while reading", Clue::ClosedEarly),
    ("unexpected_eof", Clue::ClosedEarly),
    ("eof occurred in violation of protocol", Clue::ClosedEarly),
    ("non-properly terminated", Clue::ClosedEarly),
    ("error in the pull function", Clue::ClosedEarly),
    ("failed to receive handshake", Clue::ClosedEarly),
    ("ssl_error_syscall", Clue::ClosedEarly),
    ("connection reset", Clue::ClosedEarly),
    ("connection was reset", Clue::ClosedEarly),
    ("connection was aborted", Clue::ClosedEarly),
    ("econnreset", Clue::ClosedEarly),
    ("socket hang up", Clue::ClosedEarly),
    ("before secure tls connection was established", Clue::ClosedEarly),
    ("connection closed while reading http", Clue::ClosedEarly),
    ("remote end closed connection", Clue::ClosedEarly),
    ("connection to remote host was lost", Clue::ClosedEarly),
    ("unexpected eof", Clue::ClosedEarly),
    ("connection refused", Clue::Refused),
    ("econnrefused", Clue::Refused),
    ("actively refused", Clue::Refused),
    ("errno 111]", Clue::Refused),
    ("errno 61]", Clue::Refused),
    ("winerror 10061", Clue::Refused),
    ("name or service not known", Clue::NameNotResolved),
    ("nodename nor servname", Clue::NameNotResolved),
    ("temporary failure in name resolution", Clue::NameNotResolved),
    ("no address associated with", Clue::NameNotResolved),
    ("could not resolve", Clue::NameNotResolved),
    ("no such host", Clue::NameNotResolved),
    ("getaddrinfo failed", Clue::NameNotResolved),
    ("enotfound", Clue::NameNotResolved),
    ("eai_again", Clue::NameNotResolved),
    ("failed to lookup address", Clue::NameNotResolved),
    ("failed to resolve", Clue::NameNotResolved),
    ("no route to host", Clue::Unreachable),
    ("network is unreachable", Clue::Unreachable),
    ("host is unreachable", Clue::Unreachable),
    ("host is down", Clue::Unreachable),
    ("enetunreach", Clue::Unreachable),
    ("ehostunreach", Clue::Unreachable),
    ("connection timed out", Clue::ConnectTimedOut),
    ("operation timed out", Clue::ConnectTimedOut),
    ("etimedout", Clue::ConnectTimedOut),
    ("i/o timeout", Clue::ConnectTimedOut),
];

/// The fault that a line names; `None` without one.
pub(super) fn clue(line: &str) -> Option<Clue> {
    let lower = crate::unusable::head(line, WINDOW).to_ascii_lowercase();
    FAULTS.iter().find(|(known, _)| scan::has(&lower, known)).map(|(_, clue)| *clue)
}

/// Whether the network below TLS is at fault, so that nothing was asked yet.
pub(super) fn is_below(clue: Clue) -> bool {
    matches!(
        clue,
        Clue::Refused | Clue::NameNotResolved | Clue::Unreachable | Clue::ConnectTimedOut
    )
}

/// Whether the handshake of TLS is at fault, certificates included.
pub(super) fn is_tls(clue: Clue) -> bool {
    matches!(
        clue,
        Clue::CertDate
            | Clue::CertName
            | Clue::CertAuthority
            | Clue::CertSelfSigned
            | Clue::CertIncomplete
            | Clue::CertOther
            | Clue::CertUnspecific
            | Clue::ClientCert
            | Clue::TlsName
            | Clue::Alpn
            | Clue::TlsVersion
            | Clue::TlsProtocol
            | Clue::TlsAlert
    )
}

/// An HTTP status that stands right behind some words.
pub(super) fn status_after(line: &str, words: &str) -> Option<u16> {
    let at = scan::find_any_case(line, words)?;
    crate::line::status(scan::split_at(line, at + words.len()).1)
}
