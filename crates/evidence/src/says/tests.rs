//! Real first words, near misses, and anything at all.

use super::Says::{self, *};

/// What the projects' documentation, sources and tests show a server to send.
const REAL: &[(&str, Says)] = &[
    ("{\"type\":\"welcome\"}", ActionCableWelcome),
    // AnyCable adds its session.
    ("{\"type\":\"welcome\",\"sid\":\"gYPm5\"}", ActionCableWelcome),
    ("{\"type\":\"ping\",\"message\":1755400000}", ActionCablePing),
    (
        "{\"type\":\"disconnect\",\"reason\":\"unauthorized\",\"reconnect\":false}",
        ActionCableUnauthorized,
    ),
    (
        "{\"type\":\"disconnect\",\"reason\":\"invalid_request\",\"reconnect\":true}",
        ActionCableInvalidRequest,
    ),
    (
        "{\"type\":\"disconnect\",\"reason\":\"server_restart\",\"reconnect\":true}",
        ActionCableRestart,
    ),
    ("{\"type\":\"disconnect\",\"reason\":\"remote\",\"reconnect\":true}", ActionCableDisconnect),
    ("{\"type\":\"disconnect\",\"reason\":null,\"reconnect\":true}", ActionCableDisconnect),
    (
        "0{\"sid\":\"lv_VI97HAXpY6yYWAAAC\",\"upgrades\":[],\"pingInterval\":25000,\
         \"pingTimeout\":20000,\"maxPayload\":1000000}",
        EngineIoOpen,
    ),
    ("2", EngineIoPing),
    (
        "{\"event\":\"pusher:connection_established\",\"data\":\
         \"{\\\"socket_id\\\":\\\"1.2\\\",\\\"activity_timeout\\\":120}\"}",
        PusherEstablished,
    ),
    (
        "{\"event\":\"pusher:error\",\"data\":{\"code\":4001,\"message\":\"App key unknown\"}}",
        PusherError,
    ),
    (
        "{\"data\":{\"code\":4200,\"message\":\"Invalid message format\"},\"event\":\"pusher:error\"}",
        PusherError,
    ),
    ("{}\u{1e}", SignalR),
    ("{\"type\":7,\"error\":\"Handshake was canceled.\"}\u{1e}", SignalR),
    ("[\"1\",\"1\",\"ping\",\"phx_reply\",{\"response\":{},\"status\":\"ok\"}]", Phoenix),
    ("[null,null,\"room:1\",\"phx_close\",{}]", Phoenix),
    ("{\"topic\":\"phoenix\",\"ref\":\"1\",\"payload\":{},\"event\":\"phx_reply\"}", Phoenix),
    ("{\"type\":\"connection_ack\"}", GraphQl),
    ("{\"id\":null,\"payload\":{},\"type\":\"connection_ack\"}", GraphQl),
    ("{\"type\":\"ka\"}", GraphQl),
    ("{\"type\":\"connection_keep_alive\"}", GraphQl),
    ("{\"type\":\"connection_error\",\"payload\":{\"message\":\"no\"}}", GraphQl),
    ("CONNECTED\nversion:1.2\n\n\0", Stomp),
    ("ERROR\r\nmessage:Access denied\r\n\r\n\0", Stomp),
    ("o", SockJsOpen),
    ("h", SockJsHeartbeat),
    ("c[3000,\"Go away!\"]", SockJsClose),
    ("{\"type\":\"connected\"}", DevServer),
    ("{\"type\":\"hot\"}", DevServer),
    ("{\"type\":\"liveReload\"}", DevServer),
    ("{\"type\":\"hash\",\"data\":\"5f2c\"}", DevServer),
    ("{\"type\":\"isrManifest\",\"data\":{}}", DevServer),
    ("{\"action\":\"sync\",\"hash\":\"5f2c\",\"errors\":[],\"warnings\":[]}", DevServer),
    ("{\"action\":\"turbopack-connected\",\"data\":{\"sessionId\":1}}", DevServer),
    ("{\"type\": \"auth_required\", \"ha_version\": \"2021.5.3\"}", AsksForLogin),
    ("{\"type\":\"auth_required\",\"ha_version\":\"2026.4.0\"}", AsksForLogin),
];

#[test]
fn real_first_words_are_known() {
    for (text, says) in REAL {
        assert_eq!(Says::of_text(text), Some(*says), "{text}");
    }
}

#[test]
fn every_kind_of_text_is_among_the_real_ones() {
    for says in Says::ALL.iter().filter(|s| !matches!(s, Mqtt | Other)) {
        assert!(REAL.iter().any(|(_, real)| real == says), "{says}");
    }
}

#[test]
fn near_misses_stay_unknown() {
    for text in [
        "",
        " ",
        "O",
        "oh",
        "22",
        "2probe",
        "0",
        "0{",
        "0{\"id\":1}",
        "{",
        "{}",
        "[]",
        "c",
        "c[",
        "c[\"x\"]",
        "{\"type\":\"welcome2\"}",
        "{\"type\":\"welcome",
        "{\"type\":welcome}",
        "{\"kind\":\"welcome\"}",
        "{\"body\":{\"type\":\"welcome\"}}",
        // A heart beat of anybody's.
        "{\"type\":\"ping\"}",
        // Slack's Socket Mode.
        "{\"type\":\"disconnect\",\"reason\":\"refresh_requested\",\"debug_info\":{}}",
        // Apps of all kinds.
        "{\"type\":\"connected\",\"channel\":\"workflow\"}",
        "{\"type\":\"hash\"}",
        "{\"action\":\"sync\"}",
        "{\"action\":\"sync\",\"tasks\":[]}",
        "{\"event\":\"pusher:errors\"}",
        "{\"event\":\"pusher_internal:subscription_succeeded\"}",
        "[\"phx\"]",
        "CONNECTED",
        "CONNECTED to you\n",
        "ERRORS\n",
        "\u{1e}",
        "hello\u{1e}",
    ] {
        assert_eq!(Says::of_text(text), None, "{text:?}");
    }
}

#[test]
fn mqtt_servers_are_known_by_their_packets() {
    for bytes in [
        &[0x20, 0x02, 0x00, 0x00][..],
        &[0x20, 0x02, 0x01, 0x05],
        // MQTT 5, with properties.
        &[0x20, 0x06, 0x00, 0x87, 0x03, 0x21, 0x00, 0x14],
        &[0xd0, 0x00],
        &[0xe0, 0x00],
        &[0xe0, 0x02, 0x8e, 0x00],
    ] {
        assert_eq!(Says::of_bytes(bytes), Some(Mqtt), "{bytes:x?}");
    }
    for bytes in [
        &[][..],
        &[0x20],
        &[0x20, 0x02],
        &[0x20, 0x02, 0x02, 0x00],
        &[0x20, 0x02, 0x00, 0x00, 0x00],
        &[0x20, 0x01, 0x00],
        &[0xd0, 0x01, 0x00],
        &[0x30, 0x00],
        b"hello",
    ] {
        assert_eq!(Says::of_bytes(bytes), None, "{bytes:x?}");
    }
}

/// The tail of a large message is never read, and a character that lies across
/// the limit does no harm.
#[test]
fn only_the_beginning_is_looked_at() {
    let late = format!("{{\"a\":\"{}\",\"event\":\"pusher:error\"}}", "x".repeat(2_100));
    assert_eq!(Says::of_text(&late), None);
    for shift in 0..4 {
        let wide = format!(
            "{{\"type\":\"welcome\",\"a\":\"{}{}\"}}",
            "x".repeat(shift),
            "ł€🦀".repeat(900)
        );
        assert_eq!(Says::of_text(&wide), Some(ActionCableWelcome));
    }
}

/// What was said is a tag and no text: nothing of it is a secret.
#[test]
fn what_was_said_survives_redaction_and_json() {
    use crate::record::Record;
    for says in Says::ALL {
        let json: serde_json::Value = says.write();
        assert_eq!(json, serde_json::json!(says.as_str()));
        assert_eq!(Says::read(&json), Some(*says));
        assert!(!crate::redact::is_token_like(says.as_str()), "{says}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,60}", at in 0..40_usize) {
        let _ = Says::of_text(&text);
        // Real words cut short or run into something else.
        let real = REAL[at % REAL.len()].0;
        let cut = real.floor_char_boundary(at);
        let _ = Says::of_text(&real[..cut]);
        let _ = Says::of_text(&[&real[..cut], &text[..]].concat());
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..40)) {
        let _ = Says::of_bytes(&bytes);
    }

    #[test]
    fn text_of_people_is_no_server(text in "[A-Z][a-z]{2,8}( [a-z]{2,8}){0,6}[.!?]") {
        proptest::prop_assert_eq!(Says::of_text(&text), None);
    }
}
