//! A result as a link and back, in a real browser.

#![cfg(target_arch = "wasm32")]

use js_sys::{Function, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use why1006::{
    js, json,
    link::{self, Broken},
};
use why1006_evidence::{Evidence, redact};

wasm_bindgen_test_configure!(run_in_browser);

const V1: &str = include_str!("../crates/evidence/tests/v1.json");

fn golden() -> Evidence {
    json::read(V1).expect("the browser reads version 1")
}

/// What stands behind `#r=` in the link of `evidence`.
async fn encoded(evidence: &Evidence) -> String {
    let link = link::encode(evidence).await.expect("this browser can deflate");
    link.split_once("#r=").expect("the key").1.to_owned()
}

/// FNV-1a, as in the link: what is whole and still no result needs the right sum.
fn whole(form: char, data: &[u8]) -> String {
    let to_text = Function::new_with_args(
        "bytes",
        "return btoa(String.fromCharCode(...bytes))
           .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');",
    );
    let data = to_text.call1(&JsValue::NULL, &Uint8Array::from(data)).unwrap();
    let data = data.as_string().unwrap();
    let sum = data
        .bytes()
        .fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("1{form}{sum:08x}.{data}")
}

#[wasm_bindgen_test]
async fn a_link_brings_back_the_redacted_result() {
    let evidence = golden();
    let link = link::encode(&redact::redact(&evidence)).await.unwrap();
    let page = js::window().location().href().unwrap();
    let page = page.split('#').next().unwrap();
    assert!(link.starts_with(&format!("{page}#r=1d")), "{link}");
    assert!(link.len() - page.len() <= 1_500, "{} characters", link.len());

    let back = link::decode(link.split_once("#r=").unwrap().1).await;
    assert_eq!(back, Ok(redact::redact(&evidence)));
    assert_ne!(back, Ok(evidence), "secrets are out");
}

#[wasm_bindgen_test]
fn the_browser_writes_what_it_reads() {
    let evidence = golden();
    assert_eq!(json::read(&json::write(&evidence, 0)), Some(evidence.clone()));
    assert_eq!(json::read(&link::readable(&evidence)), Some(evidence));
    for text in ["", "{", "null", "[]", "{}", "7", "\"x\"", "{\"version\":1}"] {
        assert_eq!(json::read::<Evidence>(text), None, "{text}");
    }
    // Members that every object or array of the browser has are none of ours.
    for wrong in [
        V1.replace("\"events\": [{ \"at\": 2160", "\"events\": [[], { \"at\": 2160"),
        V1.replace("\"events\": [{ \"at\": 2160", "\"events\": [\"at\", { \"at\": 2160"),
        V1.replace("\"port\": 4190", "\"port\": 70000"),
        V1.replace("\"scheme\": \"ws\"", "\"scheme\": \"toString\""),
    ] {
        assert_ne!(wrong, V1);
        assert_eq!(json::read::<Evidence>(&wrong), None);
    }
}

#[wasm_bindgen_test]
async fn mail_may_wrap_and_punctuate_a_link() {
    let text = encoded(&golden()).await;
    let expected = link::decode(&text).await;
    assert!(expected.is_ok());
    let (a, b) = text.split_at(text.len() / 2);
    for given in
        [format!("{a}\r\n  {b}"), format!(" {text}\n"), format!("{text}."), format!("{text}),")]
    {
        assert_eq!(link::decode(&given).await, expected, "{given}");
    }
}

#[wasm_bindgen_test]
async fn a_link_cut_anywhere_is_incomplete() {
    let text = encoded(&golden()).await;
    for end in 0..text.len() {
        assert_eq!(link::decode(&text[..end]).await, Err(Broken::Incomplete), "{end}");
    }
    for start in 1..12 {
        assert!(link::decode(&text[start..]).await.is_err(), "{start}");
    }
}

#[wasm_bindgen_test]
async fn a_link_altered_anywhere_is_refused() {
    let text = encoded(&golden()).await;
    let dot = text.find('.').unwrap();
    for at in 0..text.len() {
        let was = text.as_bytes()[at] as char;
        for other in ['0', '2', '9', 'A', 'f', 'p', 'x', '_', '.', 'é'] {
            // A hex digit of the sum means the same in capitals.
            let same_digit = (2..dot).contains(&at) && other.eq_ignore_ascii_case(&was);
            if other == was || same_digit {
                continue;
            }
            let altered = format!("{}{other}{}", &text[..at], &text[at + 1..]);
            let found = link::decode(&altered).await;
            let expected = match (at, other) {
                (0, '2' | '9') => Broken::Newer,
                // Another form: whole, but not what it says it is.
                (1, 'A' | 'f' | 'p' | 'x' | '_' | '0' | '2' | '9') => Broken::NoResult,
                _ => Broken::Incomplete,
            };
            assert_eq!(found, Err(expected), "{at} of {dot}: {was} -> {other}");
        }
    }
}

#[wasm_bindgen_test]
async fn what_is_newer_is_told_from_what_is_broken() {
    for text in ["2d00000000.AAAA", "3x.", "9.AAAA"] {
        assert_eq!(link::decode(text).await, Err(Broken::Newer), "{text}");
    }
    let newer = Evidence { version: 2, ..golden() };
    assert_eq!(link::decode(&encoded(&newer).await).await, Err(Broken::Newer));
    let none = Evidence { version: 0, ..golden() };
    assert_eq!(link::decode(&encoded(&none).await).await, Err(Broken::NoResult));
}

#[wasm_bindgen_test]
async fn a_bomb_is_refused() {
    let mut bomb = golden();
    bomb.target.host = "a".repeat(8_000_000);
    let text = encoded(&bomb).await;
    assert!(text.len() < 64_000, "{} characters", text.len());
    assert_eq!(link::decode(&text).await, Err(Broken::TooLong));

    let long = format!("1d00000000.{}", "A".repeat(64_000));
    assert_eq!(link::decode(&long).await, Err(Broken::TooLong));
}

#[wasm_bindgen_test]
async fn more_than_any_run_holds_is_no_result() {
    let mut many = golden();
    many.observations = vec![many.observations[0].clone(); 65];
    let mut long = golden();
    long.target.url = "a".repeat(9_000);
    for evidence in [many, long] {
        assert_eq!(link::decode(&encoded(&evidence).await).await, Err(Broken::NoResult));
    }
}

#[wasm_bindgen_test]
async fn what_is_whole_and_no_result_is_said_to_be_none() {
    for data in [&b""[..], b"hello", b"{}", b"null", b"[1]", b"{\"version\":1}", &[0xff, 0xfe]] {
        assert_eq!(link::decode(&whole('p', data)).await, Err(Broken::NoResult), "{data:?}");
        assert_eq!(link::decode(&whole('d', data)).await, Err(Broken::NoResult), "{data:?}");
    }
    let plain = json::write(&golden(), 0);
    assert_eq!(link::decode(&whole('p', plain.as_bytes())).await, Ok(golden()));
    for text in ["", ".", "1.", "1d.", "d.AAAA", "1d0000000g.AAAA", "é.AAAA", "1é.AAAA", "%%%"] {
        assert_eq!(link::decode(text).await, Err(Broken::Incomplete), "{text}");
    }
}

#[wasm_bindgen_test]
async fn a_file_and_a_text_with_a_link_open_as_well() {
    let evidence = redact::redact(&golden());
    let link = link::encode(&evidence).await.unwrap();
    let file = link::readable(&evidence);
    let answer = format!("{{\"link\": \"x\", \"evidence\": {file}}}");
    let wrapped = format!(
        "https://filter.example/?url={}&x=1",
        String::from(js_sys::encode_uri_component(&link))
    );
    for text in
        [&file, &file.replace('\n', ""), &format!("\u{feff}{file}"), &answer, &link, &wrapped]
    {
        assert_eq!(link::open(text).await, Ok(evidence.clone()), "{text}");
    }
    for (text, broken) in [
        (&link[..link.len() - 9], Broken::Incomplete),
        (&file[..file.len() / 2], Broken::Incomplete),
        ("https://why.example/#r=1d", Broken::Incomplete),
        ("{\"version\":1,\"target\":{},\"circumstances\":{}}", Broken::NoResult),
        ("a text", Broken::NoResult),
        (&" ".repeat(1_048_577), Broken::TooLong),
    ] {
        assert_eq!(link::open(text).await, Err(broken), "{text:.60}");
    }
}
