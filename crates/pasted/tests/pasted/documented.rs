//! Every text of `console-messages.md`: the measured sentences of the three
//! engines, each with what it stands for. `URL` is the target, `GET` its twin.

use why1006_evidence::{Clue::*, Told, Way};
use why1006_pasted::{Source, Why, read};

use crate::{context, target, told, whys};

const URL: &str = "ws://good.test:21000/ws";

/// Sentences about the WebSocket, without their address where there is a frame.
const REASONS: &[(&str, why1006_evidence::Clue)] = &[
    (
        "Error during WebSocket handshake: Incorrect 'Sec-WebSocket-Accept' header value",
        BadHandshake,
    ),
    ("Error during WebSocket handshake: 'Sec-WebSocket-Accept' header is missing", BadHandshake),
    ("Error during WebSocket handshake: 'Upgrade' header is missing", BadHandshake),
    (
        "Error during WebSocket handshake: 'Upgrade' header value is not 'WebSocket': h2c",
        BadHandshake,
    ),
    ("Error during WebSocket handshake: 'Connection' header is missing", BadHandshake),
    (
        "Error during WebSocket handshake: Found an unsupported extension 'x-webkit-zoo' in 'Sec-WebSocket-Extensions' header",
        BadHandshake,
    ),
    (
        "Error during WebSocket handshake: Error in permessage-deflate: Received an unexpected permessage-deflate extension parameter",
        BadHandshake,
    ),
    (
        "Error during WebSocket handshake: 'Sec-WebSocket-Accept' header must not appear more than once in a response",
        BadHandshake,
    ),
    (
        "Error during WebSocket handshake: 'Sec-WebSocket-Protocol' header must not appear more than once in a response",
        Subprotocol,
    ),
    (
        "Error during WebSocket handshake: Response must not include 'Sec-WebSocket-Protocol' header if not present in request: zzz-not-offered",
        Subprotocol,
    ),
    ("HTTP Authentication failed; no valid credentials available", AuthFailed),
    ("Error during WebSocket handshake: net::ERR_INVALID_HTTP_RESPONSE", NotHttp),
    ("Connection closed before receiving a handshake response", ClosedEarly),
    ("Error during WebSocket handshake: net::ERR_CONNECTION_RESET", ClosedEarly),
    ("WebSocket is closed before the connection is established.", ClosedByScript),
    ("Error during WebSocket handshake: net::ERR_CONNECTION_CLOSED", ClosedEarly),
    ("Error during WebSocket handshake: net::ERR_RESPONSE_HEADERS_TOO_BIG", BrokenHead),
    ("Error during WebSocket handshake: net::ERR_RESPONSE_HEADERS_TRUNCATED", BrokenHead),
    ("Received a broken close frame containing a reserved status code.", BrokenFrame),
    ("Received a broken close frame with an invalid size of 1 byte.", BrokenFrame),
    ("Received a broken close frame containing invalid UTF-8.", BrokenFrame),
    ("A server must not mask any frames that it sends to the client.", BrokenFrame),
    ("Could not decode a text frame as UTF-8.", BadText),
    ("One or more reserved bits are on: reserved1 = 0, reserved2 = 1, reserved3 = 0", BrokenFrame),
    ("Unrecognized frame opcode: 11", BrokenFrame),
    ("Invalid frame header", BrokenFrame),
    ("Received unexpected continuation frame.", BrokenFrame),
    ("Received start of new message but previous message is unfinished.", BrokenFrame),
    ("Error in connection establishment: net::ERR_SOCKET_NOT_CONNECTED", ClosedEarly),
    ("Error in connection establishment: net::ERR_CONNECTION_REFUSED", Refused),
    ("Error in connection establishment: net::ERR_ADDRESS_UNREACHABLE", Unreachable),
    ("Error in connection establishment: net::ERR_NAME_NOT_RESOLVED", NameNotResolved),
    ("Error in connection establishment: net::ERR_CONNECTION_RESET", ClosedEarly),
    ("Error in connection establishment: net::ERR_CONNECTION_CLOSED", ClosedEarly),
    ("Error in connection establishment: net::ERR_SSL_PROTOCOL_ERROR", TlsProtocol),
    ("Error in connection establishment: net::ERR_CERT_DATE_INVALID", CertDate),
    ("Error in connection establishment: net::ERR_CERT_COMMON_NAME_INVALID", CertName),
    ("Error in connection establishment: net::ERR_CERT_AUTHORITY_INVALID", CertAuthority),
    ("Error in connection establishment: net::ERR_CERT_INVALID", CertOther),
    ("WebSocket opening handshake was canceled", ClientCert),
    ("Stream closed with error: net::ERR_HTTP2_SERVER_REFUSED_STREAM", Http2Stream),
    ("Stream closed with error: net::ERR_HTTP2_PROTOCOL_ERROR", Http2Stream),
    ("Error in connection establishment: net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH", TlsVersion),
    ("Error in connection establishment: net::ERR_SSL_UNRECOGNIZED_NAME_ALERT", TlsName),
    (
        "Error in connection establishment: net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS",
        LocalNetwork,
    ),
    ("Establishing a tunnel via proxy server failed.", TunnelFailed),
    ("Proxy authentication failed", ProxyAuth),
    ("Error in connection establishment: net::ERR_PROXY_CONNECTION_FAILED", ProxyUnreachable),
    ("Error in connection establishment: net::ERR_INTERNET_DISCONNECTED", Offline),
    ("Error in connection establishment: net::ERR_UNSAFE_PORT", UnsafePort),
    ("WebSocket opening handshake timed out", HandshakeTimedOut),
    ("Error in connection establishment: net::ERR_CONNECTION_TIMED_OUT", ConnectTimedOut),
    ("The server did not accept the WebSocket handshake.", Page),
    ("Server requested unsupported protocol", Subprotocol),
    ("Too many redirects", Redirects),
    ("Server returned incorrect “Sec-WebSocket-Accept” key", BadHandshake),
    ("Server ignored WebSocket handshake", BadHandshake),
    ("Server requested unsupported extension", BadHandshake),
    ("Invalid parameter 'bogus' in permessage-deflate extension header", BadHandshake),
    ("Could not parse HTTP response", NotHttp),
    ("Connection terminated unexpectedly", ClosedEarly),
    ("Error receiving data: Connection reset by peer", ClosedEarly),
    ("Header too big", BrokenHead),
    ("Received invalid WebSocket response from the server", BrokenFrame),
    ("Error sending data: Connection reset by peer", ClosedEarly),
    ("Received invalid WebSocket data from the server", BadText),
    (
        "Received WebSocket payload from the server larger than configured max-incoming-payload-size",
        MessageTooBig,
    ),
    ("Failed to uncompress incoming frame", BrokenCompression),
    ("Could not connect to good.test: Connection reset by peer", ClosedEarly),
    ("Could not connect to good.test: Connection refused", Refused),
    ("Could not connect to ::1: Connection refused", Refused),
    ("Could not connect to good.test: No route to host", Unreachable),
    ("Could not connect to good.test: Network is unreachable", Unreachable),
    ("Error resolving “good.test”: Name or service not known", NameNotResolved),
    ("Error resolving “good.test”: No address associated with hostname", NameNotResolved),
    ("Error resolving “good.test”: Temporary failure in name resolution", NameNotResolved),
    (
        "Peer failed to perform TLS handshake: Error sending data: Connection reset by peer",
        ClosedEarly,
    ),
    (
        "Peer failed to perform TLS handshake: The TLS connection was non-properly terminated.",
        ClosedEarly,
    ),
    (
        "Peer failed to perform TLS handshake: Error receiving data: Connection reset by peer",
        ClosedEarly,
    ),
    ("Error performing TLS handshake: An unexpected TLS packet was received.", TlsProtocol),
    ("Unacceptable TLS certificate", CertUnspecific),
    ("Server required TLS certificate", ClientCert),
    ("Peer sent fatal TLS alert: No supported application protocol could be negotiated", Alpn),
    ("Peer sent fatal TLS alert: Handshake failed", TlsAlert),
    ("Peer sent fatal TLS alert: The server name sent was not recognized", TlsName),
    ("Peer sent fatal TLS alert: Certificate is required", ClientCert),
];

#[test]
fn each_reason_has_its_clue_in_every_frame() {
    for (reason, clue) in REASONS {
        for line in [
            format!("https://p.test/x.js 12:34 WebSocket connection to '{URL}' failed: {reason}"),
            format!("CONSOLE NETWORK ERROR WebSocket connection to '{URL}' failed: {reason}"),
        ] {
            let reading = read(&line, &context(&target(URL), Source::ThisPage));
            assert_eq!(told(&reading), [Told::new(Way::Console, *clue)], "{line}");
        }
    }
}

/// Whole lines that count.
#[test]
fn each_line_has_its_clue() {
    use Way::{Console, Request};
    for (line, told) in [
        (
            "Connecting to 'URL' violates the following Content Security Policy directive: \"connect-src 'self'\". The action has been blocked.",
            Told::new(Console, PagePolicy),
        ),
        (
            "Connecting to 'GET' violates the following Content Security Policy directive: \"connect-src 'self' URL\". The action has been blocked.",
            Told::new(Request, PagePolicy),
        ),
        (
            "Fetch API cannot load GET Refused to connect because it violates the document's Content Security Policy.",
            Told::new(Request, PagePolicy),
        ),
        (
            "Mixed Content: The page at 'https://p.test/' was loaded over HTTPS, but attempted to connect to the insecure WebSocket endpoint 'URL'. This request has been blocked; this endpoint must be available over WSS.",
            Told::new(Console, MixedContent),
        ),
        (
            "Mixed Content: The page at 'https://p.test/' was loaded over HTTPS, but requested an insecure resource 'GET'. This request has been blocked; the content must be served over HTTPS.",
            Told::new(Request, MixedContent),
        ),
        (
            "Access to fetch at 'GET' from origin 'https://p.test' has been blocked by CORS policy: Permission was denied for this request to access the `loopback` address space.",
            Told::new(Request, LocalNetwork),
        ),
        (
            "Access to fetch at 'GET' from origin 'http://p.test' has been blocked by CORS policy: The request client is not a secure context and the resource is in more-private address space `local`.",
            Told::new(Request, LocalNetwork),
        ),
        (
            "GET - Failed to load resource: the server responded with a status of 426 ()",
            Told::status(Request, 426),
        ),
        (
            "GET - Failed to load resource: net::ERR_BAD_SSL_CLIENT_AUTH_CERT",
            Told::new(Request, ClientCert),
        ),
        (
            "GET - Failed to load resource: net::ERR_UNEXPECTED_PROXY_AUTH",
            Told::status(Request, 407),
        ),
        (
            "WebSocket connection to 'URL' failed: Error in connection establishment: net::ERR_UNEXPECTED_PROXY_AUTH",
            Told::status(Console, 407),
        ),
        (
            "Firefox can’t establish a connection to the server at URL.",
            Told::new(Console, Unspecific),
        ),
        (
            "The connection to URL was interrupted while the page was loading.",
            Told::new(Console, Unspecific),
        ),
        (
            "Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at URL because it violates the following directive: “connect-src 'self'”",
            Told::new(Console, PagePolicy),
        ),
        (
            "Content-Security-Policy: The page’s settings blocked the loading of a resource (connect-src) at GET because it violates the following directive: “default-src 'self' 'unsafe-inline'”",
            Told::new(Request, PagePolicy),
        ),
        ("Blocked loading mixed active content “GET”", Told::new(Request, MixedContent)),
        (
            "Local Network Access detected: top-level site “https://p.test”, initiator “https://p.test”, accessing target “GET” (127.0.0.1:21000) via fetch. Secure context: True, prompt action: prompt_deny",
            Told::new(Request, LocalNetwork),
        ),
        (
            "CONSOLE SECURITY ERROR Refused to connect to URL because it does not appear in the connect-src directive of the Content Security Policy.",
            Told::new(Console, PagePolicy),
        ),
        (
            "CONSOLE SECURITY ERROR Refused to connect to GET because it appears in neither the connect-src directive nor the default-src directive of the Content Security Policy.",
            Told::new(Request, PagePolicy),
        ),
        (
            "CONSOLE SECURITY WARN [blocked] The page at https://p.test/ requested insecure content from URL. This content was blocked and must be served over HTTPS.",
            Told::new(Console, MixedContent),
        ),
        (
            "CONSOLE SECURITY WARN [blocked] The page at https://p.test/ requested insecure content from GET This content was blocked and must",
            Told::new(Request, MixedContent),
        ),
        ("CONSOLE JS ERROR WebSocket port 21000 blocked", Told::new(Console, UnsafePort)),
        (
            "CONSOLE SECURITY ERROR Origin http://p.test is not allowed by Access-Control-Allow-Origin. Status code: 426",
            Told::status(Request, 426),
        ),
        (
            "CONSOLE SECURITY ERROR Cross-origin redirection to https://other.test:20701/login denied by Cross-Origin Resource Sharing policy: Origin http://p.test is not allowed by Access-Control-Allow-Origin. Status code: 302",
            Told::status(Request, 302),
        ),
    ] {
        let text = filled(line);
        let reading = read(&text, &context(&target(URL), Source::ThisPage));
        assert_eq!(crate::told(&reading), [told], "{text}");
    }
}

/// Whole lines that do not count.
#[test]
fn each_other_line_has_its_reason() {
    for (line, why) in [
        (
            "Access to fetch at 'GET' from origin 'http://p.test' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
            Why::Harmless,
        ),
        (
            "Access to fetch at 'GET' from origin 'https://p.test' has been blocked by CORS policy: Request had a target IP address space of `public` yet the resource is in address space `loopback`.",
            Why::OwnProbe,
        ),
        ("Failed to load resource: net::ERR_TUNNEL_CONNECTION_FAILED", Why::NoAddress),
        (
            "Failed to load resource: net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
            Why::NoAddress,
        ),
        (
            "Mixed Content: The page at 'https://p.test/' was loaded over HTTPS, but requested an insecure image 'GET'. This content should also be served over HTTPS.",
            Why::Harmless,
        ),
        (
            "Mixed Content: The page at 'https://p.test/' was loaded over HTTPS, but attempted to connect to the insecure WebSocket endpoint 'URL'. This endpoint should be available via WSS. Insecure access is deprecated.",
            Why::Harmless,
        ),
        (
            "Connecting to a non-secure WebSocket server from a secure origin is deprecated.",
            Why::Harmless,
        ),
        ("WebSocket is already in CLOSING or CLOSED state.", Why::Harmless),
        ("Mixed Content: Upgrading insecure display request ‘GET’ to use ‘https’", Why::Harmless),
        (
            "Content-Security-Policy: The page’s settings blocked a script (script-src-elem) at GET from being executed because it violates the following directive: “default-src 'self' 'unsafe-inline'”",
            Why::Harmless,
        ),
        (
            "Content-Security-Policy: The page’s settings blocked the loading of a resource (img-src) at GET because it violates the following directive: “default-src 'self' 'unsafe-inline'”",
            Why::Harmless,
        ),
        ("Content-Security-Policy: Upgrading insecure request ‘URL’ to use ‘wss’", Why::Harmless),
        (
            "Local Network Access permission required: top-level site “https://p.test”, initiator “https://p.test”, attempting to access target “GET” (127.0.0.1:1) via fetch. Secure context: True",
            Why::Harmless,
        ),
        ("CONSOLE JS ERROR Fetch API cannot load GET due to access control checks.", Why::Harmless),
        (
            "CONSOLE JS ERROR Blocked a frame with origin \"https://p.test\" from accessing a frame with origin \"GET\". Protocols, domains, and ports must match.",
            Why::Harmless,
        ),
        (
            "CONSOLE SECURITY WARN The page at https://p.test/ requested insecure content from GET This content was automatically upgraded and should be served over HTTPS.",
            Why::Harmless,
        ),
        (
            "CONSOLE SECURITY ERROR Refused to load GET because it appears in neither the img-src directive nor the default-src directive of the Content Security Policy.",
            Why::Harmless,
        ),
        ("CONSOLE SECURITY ERROR Not allowed to request resource", Why::NoAddress),
        (
            "CONSOLE SECURITY ERROR Redirection to URL with a scheme that is not HTTP(S).",
            Why::NoAddress,
        ),
        ("CONSOLE JS ERROR Wrong url scheme for WebSocket ftp://good.test/ws", Why::BadCall),
        ("CONSOLE JS ERROR Invalid url for WebSocket URL", Why::BadCall),
        ("CONSOLE JS ERROR Wrong protocol for WebSocket 'a b'", Why::BadCall),
        ("CONSOLE JS ERROR WebSocket protocols contain duplicates: 'a'", Why::BadCall),
        ("CONSOLE JS ERROR WebSocket close message is too long.", Why::BadCall),
        ("CONSOLE JS ERROR WebSocket port 25 blocked", Why::OtherAddress),
        ("CONSOLE JS ERROR WebSocket address 0.0.0.0 blocked", Why::OtherSite),
    ] {
        let text = filled(line);
        let reading = read(&text, &context(&target(URL), Source::ThisPage));
        assert_eq!(
            (whys(&reading).as_slice(), reading.understood.len()),
            ([why].as_slice(), 0),
            "{text}"
        );
    }
}

fn filled(line: &str) -> String {
    // "to URL with" is WebKit's own word.
    match line.contains("Redirection to URL") {
        true => line.into(),
        false => line.replace("URL", URL).replace("GET", "http://good.test:21000/ws"),
    }
}
