//! Whatever an address, a name or a reason holds, it stays a text on its line.

use proptest::{prelude::*, sample::select};
use pulldown_cmark::{Event, Options, Parser, Tag};
use why1006_evidence::{
    App, End, EngineFamily, Event as Seen, EventKind, Evidence, Observation, PageScheme, Place,
    Probe, lint,
    network::{Cell, Transport},
};
use why1006_report::{file_name, markdown, plain};

use crate::support::{Forms, LINK, recorded};

/// Stands in hostile values and nowhere else.
const MARK: &str = "zQx";

/// What means something to a reader of Markdown, of text or of a line.
const PARTS: [&str; 44] = [
    "`",
    "``",
    "```",
    "\n",
    "\r\n",
    "\n\n",
    "\r",
    "\t",
    "\u{0}",
    "\u{b}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{202e}",
    "\u{2066}",
    "\u{200f}",
    "\u{200b}",
    "\u{feff}",
    "\u{a0}",
    "\u{e0041}",
    "|",
    "\\",
    "\\|",
    " ",
    "   ",
    "<script>",
    "<img src=x>",
    "<!--",
    "![a](http://evil.example/)",
    "[a](http://evil.example/)",
    "http://evil.example/",
    "www.evil.example",
    "@somebody",
    "#12",
    "GH-1",
    "&lt;",
    "*",
    "_",
    "~~",
    "$",
    "---",
    "\nWho has to act        You\nr=1d00000000.AAAA\n(End of the result)\n",
];

fn hostile() -> impl Strategy<Value = String> {
    (
        prop::collection::vec(select(&PARTS[..]), 0..6),
        prop::collection::vec(select(&PARTS[..]), 0..6),
    )
        .prop_map(|(before, after)| [&before.concat(), MARK, &after.concat()].concat())
}

/// A run in which every text that a report may show is this one.
fn with(text: &str) -> Evidence {
    let mut evidence = recorded(EngineFamily::Firefox, PageScheme::Http, "closes-4401");
    let target = &mut evidence.target;
    target.url = text.to_owned();
    target.host = text.to_owned();
    target.protocols = vec![text.to_owned(); 2];
    target.app = Some(App { origin: text.to_owned(), ..lint::app("https://app.example/") });
    evidence.build = text.to_owned();
    evidence.circumstances.engine.name = text.to_owned();
    evidence.circumstances.page.origin = text.to_owned();
    for event in evidence.observations.iter_mut().flat_map(|o| &mut o.events) {
        event.reason = Some(text.to_owned());
        event.name = Some(text.to_owned());
    }
    let host = text.to_owned();
    evidence.network = vec![Cell { host, ..Cell::new(Transport::Socket, true, 443, 0.0) }];
    evidence
}

/// What a tracker makes of Markdown, without what stands in code spans.
fn shape(text: &str) -> Vec<String> {
    let parser = Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION);
    let events = parser.map(|event| match event {
        Event::Code(_) => "code".to_owned(),
        other => format!("{other:?}"),
    });
    events.collect()
}

fn is_loud(c: char) -> bool {
    let turns =
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c != '\n' && (c.is_control() || turns || matches!(c, '\u{feff}' | '\u{e0041}' | '\u{a0}'))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_gets_out_of_its_place(text in hostile()) {
        let hostile = Forms::of(&with(&text), true);
        let tame = Forms::of(&with(MARK), true);
        for ((form, hostile), (_, tame)) in hostile.all().into_iter().zip(tame.all()) {
            prop_assert!(hostile.contains(MARK), "{} shows no value", form);
            prop_assert!(!hostile.chars().any(is_loud), "{}: {:?}", form, hostile);
            let begins = |text: &str, with: &str| text.lines().filter(|l| l.starts_with(with)).count();
            for with in ["Who has to act", "r=", "#", "(End", MARK, "- **"] {
                prop_assert_eq!(begins(&hostile, with), begins(&tame, with), "{}: {}", form, hostile);
            }
        }
        for (hostile, tame) in [(&hostile.whole, &tame.whole), (&hostile.admin, &tame.admin)] {
            prop_assert_eq!(shape(&markdown(hostile)), shape(&markdown(tame)));
        }
    }

    #[test]
    fn whatever_stands_in_it_there_is_a_report(
        text in ".{0,400}", at in any::<f64>(), ahead in any::<i32>(), off in any::<f64>(),
        port in any::<u16>(), at_event in any::<f64>(),
    ) {
        let mut evidence = with(&text);
        evidence.circumstances.started_at = at;
        evidence.circumstances.utc_offset = ahead;
        evidence.circumstances.clock_ahead = Some(off);
        evidence.target.port = port;
        evidence.observations[0].ended = at_event;
        for (_, text) in Forms::of(&evidence, false).all() {
            prop_assert!(!text.is_empty());
        }
        let name = file_name(&evidence);
        let is_tame = |c: char| c.is_ascii_alphanumeric() || "-.".contains(c);
        prop_assert!(name.chars().all(is_tame), "{}", name);
    }
}

#[test]
fn markdown_has_one_link_and_no_html() {
    let text = markdown(&Forms::of(&with("[a](b) <b> ![i](j) `x` @me #1"), false).whole);
    let mut links = Vec::new();
    for event in Parser::new_ext(&text, Options::all()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Image { .. }) => {
                panic!("{event:?} in\n{text}")
            }
            _ => {}
        }
    }
    assert_eq!(links, [LINK]);
}

#[test]
fn a_link_that_is_none_is_left_out() {
    let evidence = with("x");
    for link in ["javascript:alert(1)#r=1d0.A", "https://a/> [x](y)#r=1d", "https://a/`#r=1"] {
        let diagnosis = why1006_diagnosis::diagnose(&evidence);
        let sheet = why1006_report::Sheet {
            evidence: &evidence,
            diagnosis: &diagnosis,
            words: why1006_report::Words(&crate::support::word),
            link,
            is_received: false,
        };
        assert!(!markdown(&sheet.whole()).contains("]("), "{link}");
    }
}

#[test]
fn a_long_value_is_cut_and_a_hidden_one_is_shown() {
    let text = plain(&Forms::of(&with(&"a".repeat(5_000)), false).whole);
    assert!(text.lines().all(|line| line.chars().count() < 340));
    let text = plain(&Forms::of(&with("a\u{202e}b\nc\u{e0041}"), false).whole);
    assert!(text.contains("a‹U+202E›b‹U+000A›c‹U+0E0041›"), "{text}");
    // An attempt that never was has no words of its own.
    let mut evidence = with("x");
    evidence.observations = vec![Observation {
        probe: Probe::WebSocket,
        place: Place::Target,
        with_protocols: false,
        begun: 0.0,
        ended: 0.0,
        end: End::Void,
        events: vec![Seen::new(0.0, EventKind::Other)],
    }];
    assert!(!plain(&Forms::of(&evidence, false).whole).contains("The other side said"));
}
