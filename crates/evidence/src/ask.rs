//! What people paste into the first box, and the address in it.
//!
//! A WebSocket address, a console error that contains one, a page's address, a
//! curl command, a bare host: all are understood. Nothing here fails; what is
//! wrong comes back as a list of problems.

mod curl;
mod find;

use crate::{
    host,
    plain::{is_direction_mark, is_invisible},
    result, scan, tags,
    target::{Problem, ProblemKind},
};

/// The longest text that is looked at, in characters.
pub const MAX_CHARS: usize = 8_000;

/// The longest address that is tested, in characters. Servers and proxies
/// refuse request lines of this order (RFC 9112, section 3, names 8000 octets).
pub const MAX_ADDRESS: usize = 2_000;

tags! {
    /// What the pasted text was taken for.
    pub enum AskKind {
        /// Nothing that contains an address.
        Nothing = "nothing",
        /// A WebSocket address, as it is.
        Address = "address",
        /// The address of a web page; its scheme was changed.
        PageAddress = "page-address",
        /// A host without a scheme; one was added.
        BareHost = "bare-host",
        /// A line of text, such as a console error, with an address in it.
        TextLine = "text-line",
        /// A curl command.
        Curl = "curl",
        /// A result: a link to one, a text that has one in it, or a file.
        Result = "result",
    }
}

/// What the text says.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// What it was taken for.
    pub kind: AskKind,
    /// The address in it, still to be parsed by the browser; empty if none.
    pub address: String,
    /// Subprotocols that a curl command names.
    pub protocols: Vec<String>,
    /// The origin that a curl command names.
    pub app: Option<String>,
    /// What is wrong or was changed.
    pub problems: Vec<Problem>,
}

impl Ask {
    fn nothing(kind: ProblemKind, part: &str) -> Ask {
        let mut ask = Ask::new(AskKind::Nothing, String::new());
        ask.note(kind, part);
        ask
    }

    pub(crate) fn new(kind: AskKind, address: String) -> Ask {
        Ask { kind, address, protocols: Vec::new(), app: None, problems: Vec::new() }
    }

    pub(crate) fn note(&mut self, kind: ProblemKind, part: &str) {
        let part = crate::lint::short(part);
        self.problems.push(Problem { kind, part });
    }
}

/// Reads the text of the first box.
pub fn understand(text: &str) -> Ask {
    // A report as text, or a file, is longer than any address.
    if result::find(text).is_some() || result::is_file(text) {
        let mut ask = Ask::nothing(ProblemKind::Result, "");
        ask.kind = AskKind::Result;
        return ask;
    }
    if text.chars().nth(MAX_CHARS).is_some() {
        return Ask::nothing(ProblemKind::TooLong, "");
    }
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let trimmed = visible.trim();
    if trimmed.is_empty() {
        return Ask::nothing(ProblemKind::Empty, "");
    }
    let mut ask = read(trimmed);
    if visible.len() != text.len() && !ask.address.is_empty() {
        ask.note(ProblemKind::Invisible, "");
    }
    inspect(&mut ask);
    ask
}

fn read(text: &str) -> Ask {
    let is_curl = text.split_whitespace().next().is_some_and(|w| w == "curl" || w == "curl.exe");
    if is_curl {
        return curl::read(text);
    }
    if let Some(address) = find::socket_address(text) {
        let kind = if address == text { AskKind::Address } else { AskKind::TextLine };
        let mut ask = Ask::new(kind, address.to_owned());
        if let Some(rest) = text.strip_prefix(address).filter(|r| !r.is_empty()) {
            ask.kind = AskKind::Address;
            ask.note(ProblemKind::Space, rest.trim());
        }
        return ask;
    }
    if let Some(address) = find::page_address(text) {
        let kind = if address == text { AskKind::PageAddress } else { AskKind::TextLine };
        let mut ask = Ask::new(kind, as_socket(address));
        ask.note(ProblemKind::HttpScheme, address);
        return ask;
    }
    bare(text)
}

/// `http(s)://…` as `ws(s)://…`, without its fragment: a page's fragment never
/// travels to a server.
pub(crate) fn as_socket(address: &str) -> String {
    let page = scan::head(address, b"#");
    ["ws", scan::split_at(page, "http".len()).1].concat()
}

fn bare(text: &str) -> Ask {
    let word = text.split_whitespace().next().unwrap_or_default();
    if word != text {
        return Ask::nothing(ProblemKind::NoAddress, text);
    }
    if word.starts_with('/') && !word.starts_with("//") {
        return Ask::nothing(ProblemKind::NoHost, word);
    }
    let rest = scan::trim_start(word, b"/");
    let authority = scan::head(rest, b"/?#");
    let (name, port) = match scan::cut_last(authority, b":") {
        Some((name, port)) if !authority.ends_with(']') => (name, Some(port)),
        _ => (authority, None),
    };
    if let Some(after) = port
        && (!after.starts_with(|c: char| c.is_ascii_digit()) || scan::has(rest, "://"))
        && !scan::has_any(name, b".")
        && name != "localhost"
    {
        return Ask::nothing(ProblemKind::WrongScheme, name);
    }
    if let Some((scheme, _)) = scan::split_once(rest, "://") {
        return Ask::nothing(ProblemKind::WrongScheme, scheme);
    }
    let looks_like_host = scan::has_any(name, b".") || name == "localhost" || port.is_some();
    if !looks_like_host || name.is_empty() {
        return Ask::nothing(ProblemKind::NoAddress, word);
    }
    // A name in public speaks TLS today; a machine next door often does not.
    let scheme = if host::class(name).is_local() { "ws" } else { "wss" };
    let mut ask = Ask::new(AskKind::BareHost, format!("{scheme}://{rest}"));
    ask.note(ProblemKind::AddedScheme, scheme);
    ask
}

/// Looks for what no parser reports: placeholders, marks, control characters.
fn inspect(ask: &mut Ask) {
    let address = std::mem::take(&mut ask.address);
    if let Some(part) = find::placeholder(&address) {
        ask.note(ProblemKind::Placeholder, part);
    }
    if address.chars().any(is_direction_mark) {
        ask.note(ProblemKind::Direction, "");
    }
    if let Some(c) = address.chars().find(|c| c.is_control()) {
        ask.note(ProblemKind::Control, &format!("U+{:04X}", c as u32));
    }
    if address.chars().nth(MAX_ADDRESS).is_some() {
        ask.note(ProblemKind::TooLong, "");
    }
    ask.address = address;
}

#[cfg(test)]
mod tests;
