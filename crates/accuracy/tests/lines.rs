//! `docs/lines.tsv` can be read, and has one row for each text that engines print.

use std::path::Path;

use serde_json::json;
use why1006_accuracy::{Lines, Permits, whose};
use why1006_diagnosis::CauseId;
use why1006_evidence::{EngineFamily, Target, Way, record::Record};
use why1006_recordings::all;

fn causes(lines: &Lines, way: Way, engine: EngineFamily, text: &str) -> Permits {
    let row = lines.find(way, engine, text).unwrap();
    row.unwrap_or_else(|| panic!("no row for {way} {engine} `{text}`")).permits.clone()
}

#[test]
fn every_text_of_the_measurement_has_one_row() {
    let lines = Lines::new().unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("texts.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (engine, text) = line.split_once('\t').unwrap();
        let engine = EngineFamily::from_tag(engine).unwrap();
        count += 1;
        match lines.find(Way::Console, engine, text) {
            Ok(Some(_)) => {}
            Ok(None) => wrong.push(format!("no row: {line}")),
            Err(why) => wrong.push(why),
        }
    }
    assert!(count > 100, "{count}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_recorded_line_about_the_target_has_one_row() {
    let lines = Lines::new().unwrap();
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    let (mut count, mut wrong) = (0, Vec::new());
    for recording in all(folder).unwrap() {
        for line in recording.console.iter().flatten() {
            let Some(way) = whose(line, &recording.evidence.target) else { continue };
            count += 1;
            match lines.find(way, recording.engine, line) {
                Ok(Some(_)) => {}
                Ok(None) => wrong.push(format!("no row: {} {way}: {line}", recording.engine)),
                Err(why) => wrong.push(why),
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(count > 3000, "{count} lines");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rows_say_what_the_survey_says() {
    let lines = Lines::new().unwrap();
    let says = |way, engine, text: &str| causes(&lines, way, engine, text);
    let upgrade = |status: u16| {
        let text = format!("'ws://a/' failed: Unexpected response code: {status}");
        says(Way::Console, EngineFamily::Chromium, &text)
    };
    // causes.md, section 4: "404 on Rails" is the origin.
    assert!(upgrade(404).permits(CauseId::OriginRejected));
    assert!(upgrade(404).permits(CauseId::NotWebsocketEndpoint));
    assert!(!upgrade(404).permits(CauseId::Refused));
    assert!(!upgrade(429).permits(CauseId::OriginRejected));
    // A status without a row of its own is that of the general row.
    assert!(upgrade(418).permits(CauseId::RedirectedHandshake));
    assert!(upgrade(4040).permits(CauseId::RedirectedHandshake));
    // A GET is not the upgrade.
    let get = "http://a/ - Failed to load resource: the server responded with a status of 404 ()";
    assert_eq!(says(Way::Request, EngineFamily::Chromium, get), Permits::Everything);
    let expired = says(Way::Tab, EngineFamily::Firefox, "nssBadCert SEC_ERROR_EXPIRED_CERTIFICATE");
    assert!(expired.permits(CauseId::ClockSkew) && !expired.permits(CauseId::TlsUntrusted));
}

#[test]
fn a_faulty_table_is_refused_with_its_line() {
    let row = "console\tany\ttext\tdns\twhy\n";
    assert!(Lines::parse(row).is_ok());
    for (table, why) in [
        ("console\tany\ttext\tno-such-cause\twhy\n", "no cause and no group"),
        ("console\tany\ttext\tdns\n", "five columns"),
        ("console\tany\ttext\tdns\t\n", "five columns"),
        ("walk\tany\ttext\tdns\twhy\n", "no way"),
        ("console\tlynx\ttext\tdns\twhy\n", "no engine"),
        ("console\tany\tNNN\tdns\twhy\n", "match anything"),
        ("@a\tdns\twhy\n@a\tdns\twhy\n", "defined twice"),
        ("@a\t*\twhy\n", "has to name causes"),
    ] {
        let fault = Lines::parse(table).err().unwrap_or_default();
        assert!(fault.contains(why) && fault.starts_with("docs/lines.tsv:"), "{table}: {fault}");
    }
    let twice = Lines::parse(&row.repeat(2)).unwrap();
    assert!(twice.find(Way::Console, EngineFamily::Firefox, "text").is_err());
}

#[test]
fn two_lines_are_a_union_and_remarks_are_passed_over() {
    let both = "console\tany\tone\tdns\twhy\nconsole\tany\ttwo\trefused\twhy\n\
                console\tany\trest\t*\twhy\nconsole\tany\tby the way\t-\twhy\n";
    let lines = Lines::parse(both).unwrap();
    let says = |text| causes(&lines, Way::Console, EngineFamily::WebKit, text);
    let union = says("one").or(says("two")).or(says("by the way"));
    assert!(union.permits(CauseId::Dns) && union.permits(CauseId::Refused));
    assert!(!union.permits(CauseId::TlsUntrusted));
    assert_eq!(union.or(says("rest")), Permits::Everything);
}

#[test]
fn a_line_is_about_the_address_that_it_names() {
    let target = json!({
        "url": "ws://a.test:81/chat", "scheme": "ws", "host": "a.test", "host_class": "public",
        "literal": false, "port": 81, "path_shape": "plain",
    });
    let target = Target::read(&target).unwrap();
    let about = |line: &str| whose(line, &target);
    let failed = "http://page.test/x.js WebSocket connection to 'ws://a.test:81/chat' failed: x";
    assert_eq!(about(failed), Some(Way::Console));
    assert_eq!(about("can’t connect to the server at ws://a.test:81/chat."), Some(Way::Console));
    assert_eq!(about("http://a.test:81/chat - Failed to load resource"), Some(Way::Request));
    assert_eq!(about("WebSocket port 81 blocked"), Some(Way::Console));
    let origin = "Origin http://page.test is not allowed by Access-Control-Allow-Origin. \
                  Status code: 407";
    assert_eq!(about(origin), Some(Way::Request));
    for other in [
        "WebSocket connection to 'ws://a.test:81/chat/' failed: x",
        "WebSocket connection to 'wss://a.test:81/chat' failed: x",
        "https://a.test:81/chat - Failed to load resource",
        "http://a.test:81/ - Failed to load resource",
        "WebSocket connection to 'ws://a.test:81/chat' failed: Error during WebSocket handshake: \
         Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received",
        "",
    ] {
        assert_eq!(about(other), None, "{other}");
    }
}
