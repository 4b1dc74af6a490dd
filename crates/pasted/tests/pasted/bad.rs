//! What is of no use, and why.

use why1006_pasted::{Fault, MAX_BYTES, Source, read};

use crate::{context, here, target};

const URL: &str = "wss://a.example/ws";

#[test]
fn each_kind_has_its_fault() {
    let huge = "a\n".repeat(5 << 20);
    for (text, fault) in [
        ("", Fault::Empty),
        (" \n\t", Fault::Empty),
        ("console.log", Fault::FileName),
        ("C:\\Users\\me\\Downloads\\a.example.har", Fault::FileName),
        ("\0\u{1}\u{2}ELF", Fault::Binary),
        (huge.as_str(), Fault::TooLong),
        ("I see nothing there, what now?", Fault::NotUnderstood),
        ("wss://a.example/ws", Fault::NotUnderstood),
        (
            "WebSocket connection to 'wss://b.example/ws' failed: net::ERR_CONNECTION_REFUSED",
            Fault::OtherSite,
        ),
        ("WebSocket is already in CLOSING or CLOSED state.", Fault::NothingUseful),
    ] {
        let reading = here(text, URL);
        let start: String = text.chars().take(40).collect();
        assert_eq!(reading.fault, Some(fault), "{start}");
        assert!(reading.understood.is_empty());
    }
}

#[test]
fn the_longest_paste_is_read() {
    let line = "Firefox can’t establish a connection to the server at wss://a.example/ws.\n";
    let text = line.repeat(MAX_BYTES / line.len());
    let reading = here(&text, URL);
    assert_eq!(reading.fault, None);
    assert_eq!(reading.understood.len(), 1);
    assert_eq!(reading.understood[0].lines as usize, MAX_BYTES / line.len());
}

#[test]
fn a_target_that_could_not_be_read_matches_nothing() {
    let mut target = target(URL);
    target.scheme = None;
    let line = "WebSocket connection to 'wss://a.example/ws' failed: Invalid frame header";
    let reading = read(line, &context(&target, Source::ThisPage));
    assert_eq!(reading.fault, Some(Fault::OtherSite));
}

#[test]
fn no_list_grows_without_limit() {
    let line = |n: usize| format!("GET https://h{n}.example/ net::ERR_CONNECTION_REFUSED\n");
    let lines: String = (0..5000).map(line).collect();
    let reading = here(&lines, URL);
    assert!(reading.ignored.len() <= why1006_pasted::MAX_IGNORED + 12);
    assert_eq!(reading.ignored.iter().map(|one| one.lines).sum::<u32>(), 5000);
    let status = |n: usize| {
        format!("WebSocket connection to '{URL}' failed: Unexpected response code: {}\n", 100 + n)
    };
    let lines: String = (0..500).map(status).collect();
    let reading = here(&lines, URL);
    assert_eq!(reading.understood.len(), why1006_evidence::told::MAX_TOLD);
    assert_eq!(reading.ignored.len(), 1);
}
