//! What error pages show, in every spelling.

use why1006_evidence::{Clue, Told, Way};
use why1006_pasted::{CODES, code, find_codes};

#[test]
fn codes_statuses_and_sentences() {
    for (text, clue) in [
        ("NET::ERR_CERT_AUTHORITY_INVALID", Clue::CertAuthority),
        ("net::err_connection_refused", Clue::Refused),
        ("ERR CONNECTION REFUSED", Clue::Refused),
        ("This site can’t be reached\na.example refused to connect.", Clue::Refused),
        ("This site can’t be reached\nERR_ADDRESS_UNREACHABLE", Clue::Unreachable),
        ("This site can't be reached", Clue::Unspecific),
        ("Hmmm… can't reach this page\nIt looks like a.example closed", Clue::Unspecific),
        ("Hmmm... can’t reach this page\na.example took too long to respond", Clue::TimedOut),
        ("Your connection isn't private", Clue::CertUnspecific),
        ("Your connection is not private\nNET::ERR_CERT_DATE_INVALID", Clue::CertDate),
        ("DNS_PROBE_FINISHED_NXDOMAIN", Clue::NameNotResolved),
        ("Secure Connection Failed\nError code: SSL_ERROR_RX_RECORD_TOO_LONG", Clue::TlsProtocol),
        ("PR_END_OF_FILE_ERROR", Clue::ClosedEarly),
        ("nssFailure2 PR_CONNECT_RESET_ERROR", Clue::ClosedEarly),
        ("nssBadCert SEC_ERROR_UNKNOWN_ISSUER", Clue::CertAuthority),
        ("nssBadCert", Clue::CertUnspecific),
        ("connectionFailure", Clue::Refused),
        ("netTimeout", Clue::TimedOut),
        ("Hmm. We’re having trouble finding that site.", Clue::NameNotResolved),
        (
            "Safari can’t open the page because Safari can’t find the server “x”.",
            Clue::NameNotResolved,
        ),
        (
            "Safari can't open the page because the server unexpectedly dropped the connection.",
            Clue::ClosedEarly,
        ),
        ("Safari Can’t Connect to the Server", Clue::Unspecific),
        ("This Connection Is Not Private", Clue::CertUnspecific),
        ("HTTP/2 Error: INTERNAL_ERROR", Clue::Http2Stream),
        ("Could not connect to ::1: Connection refused", Clue::Refused),
        ("Problem\nPeer sent fatal TLS alert: Handshake failed", Clue::TlsAlert),
    ] {
        assert_eq!(code(text), Some(Told::new(Way::Tab, clue)), "{text}");
    }
    for (text, status) in [
        ("This page isn’t working\nHTTP ERROR 502", 502),
        ("HTTP ERROR 404", 404),
        ("404 Not Found\nnginx", 404),
        ("404", 404),
        ("Error code: 503 Service Unavailable", 503),
        ("ERR_UNEXPECTED_PROXY_AUTH", 407),
    ] {
        assert_eq!(code(text), Some(Told::status(Way::Tab, status)), "{text}");
    }
    for text in ["", "hello", "12345", "200 lines", "ERR_", "net::", "1006", "my 404 page"] {
        assert_eq!(code(text), None, "{text}");
    }
}

#[test]
fn every_code_is_found_by_its_name() {
    for known in CODES {
        let expected = known.told(Way::Tab);
        assert_eq!(code(known.code), Some(expected.clone()), "{}", known.code);
        assert_eq!(code(&format!("x net::{} y", known.code.to_lowercase())), Some(expected));
        assert!(find_codes(known.code).any(|found| found == known));
    }
}
