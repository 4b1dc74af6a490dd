//! A test that somebody asks somebody else for, as an address of this page:
//! `#url=…&protocols=…&app=…&note=…`. Opening it fills in the form and starts
//! nothing; every value may come from anybody.

use js_sys::encode_uri_component;
use web_sys::UrlSearchParams;
use why1006_evidence::{
    ask::{MAX_ADDRESS, MAX_CHARS},
    plain::plain,
    scan,
};

use crate::link;

/// The most characters of the sender's own words that are shown.
pub const MAX_NOTE: usize = 300;

/// The longest fragment that is looked at, in bytes: all values at their longest
/// fit in, written as `%XX`.
const MAX_FRAGMENT: usize = 64 * 1024;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invitation {
    /// The address to test, as it was written.
    pub url: String,
    /// Subprotocols, as typed.
    pub protocols: String,
    /// Address of the app's page, as typed.
    pub app: String,
    /// The sender's own words: one plain line.
    pub note: String,
    /// Something was left out for its length.
    pub cut: bool,
}

/// Reads a fragment, without its `#`. `None`: it asks for nothing.
pub fn read(fragment: &str) -> Option<Invitation> {
    let mut asked = Invitation::default();
    if fragment.len() > MAX_FRAGMENT {
        asked.cut = true;
        let asks = fragment.starts_with("url=") || scan::has(fragment, "&url=");
        return asks.then_some(asked);
    }
    let values = UrlSearchParams::new_with_str(fragment).ok()?;
    let mut take = |key: &str, most: usize, place: &mut String| {
        let text = values.get(key).unwrap_or_default();
        match text.chars().nth(most) {
            Some(_) => asked.cut = true,
            None => *place = text,
        }
    };
    take("url", MAX_CHARS, &mut asked.url);
    take("protocols", MAX_ADDRESS, &mut asked.protocols);
    take("app", MAX_ADDRESS, &mut asked.app);
    asked.note = plain(&values.get("note").unwrap_or_default(), MAX_NOTE);
    values.has("url").then_some(asked)
}

impl Invitation {
    /// The address of this page that asks for it.
    pub fn address(&self) -> Option<String> {
        let mut address = [&link::page()?, "#url=", &encoded(&self.url)].concat();
        let note = plain(&self.note, MAX_NOTE);
        for (key, value) in
            [("&protocols=", &self.protocols), ("&app=", &self.app), ("&note=", &note)]
        {
            if !value.is_empty() {
                address.push_str(key);
                address.push_str(&encoded(value));
            }
        }
        Some(address)
    }
}

/// A text as a value of a link. What chats and mail programs take for the end of
/// an address, or for its frame, is written as `%XX`, too.
pub fn encoded(text: &str) -> String {
    let text = encode_uri_component(text).as_string().unwrap_or_default();
    let mut safe = String::new();
    for c in text.chars() {
        match c {
            '!' => safe.push_str("%21"),
            '\'' => safe.push_str("%27"),
            '(' => safe.push_str("%28"),
            ')' => safe.push_str("%29"),
            '*' => safe.push_str("%2A"),
            c => safe.push(c),
        }
    }
    if safe.ends_with('.') {
        safe.pop();
        safe.push_str("%2E");
    }
    safe
}
