//! What looks like a secret.

use crate::scan;

/// Names whose value is secret whatever it looks like.
const SECRET_NAMES: &str = "token\nkey\nsecret\npassword\npasswd\npwd\nauth\nsession\nsid\n\
     ticket\njwt\ncode\nsig\ncredential\nbearer\ncookie\nnonce";

/// Subprotocols that say nothing about a user: registered at IANA or used by
/// well-known libraries.
const KNOWN_PROTOCOLS: &str = "mqtt\nmqttv3.1\nv10.stomp\nv11.stomp\nv12.stomp\nwamp\nwamp.2.json\n\
     wamp.2.msgpack\ngraphql-ws\ngraphql-transport-ws\nactioncable-v1-json\n\
     actioncable-unsupported\nsoap\nxmpp\nsip\namqp\nocpp1.6\nocpp2.0\nocpp2.0.1\nocpp2.1\n\
     vite-hmr\nvite-ping\nbinary\nbase64\nguacamole\njanus-protocol\nv4.channel.k8s.io\n\
     v5.channel.k8s.io\ncoap\nmsrp\nbfcp";

/// Whether this is the name of a subprotocol that many use.
pub(super) fn is_known_protocol(name: &str) -> bool {
    scan::parts(KNOWN_PROTOCOLS, b"\n").any(|known| known == name)
}

/// Whether a query (with or without `?`) carries something like a token.
pub fn has_token(query: &str) -> bool {
    scan::parts(scan::trim_start(query, b"?"), b"&").any(|pair| {
        let (name, value) = scan::cut(pair, b"=").unwrap_or((pair, ""));
        !value.is_empty() && (is_secret_name(name) || is_token_like(value))
    })
}

/// Whether a value of this name is secret whatever it looks like.
pub(super) fn is_secret_name(name: &str) -> bool {
    scan::parts(SECRET_NAMES, b"\n").any(|n| scan::find_any_case(name, n).is_some())
}

/// Long, without spaces, and mixed as no word of a language is: session ids,
/// UUIDs, hashes, JSON Web Tokens, base64.
pub fn is_token_like(word: &str) -> bool {
    let count = |test: fn(&u8) -> bool| word.bytes().filter(test).count();
    let digits = count(u8::is_ascii_digit);
    let upper = count(u8::is_ascii_uppercase);
    let lower = count(u8::is_ascii_lowercase);
    let len = word.len();
    let mixed = digits >= 3 && upper + lower >= 3;
    let cased = upper >= 3 && lower >= 3;
    // No language has such words without a hyphen.
    let endless = len >= 32 && digits + upper + lower == len;
    (len >= 16 && mixed)
        || (len >= 20 && (cased || digits >= 16))
        || endless
        || word.starts_with("eyJ")
}
