//! Finding an address in a line of text.

/// The first `ws://` or `wss://` address, also `ws:host` at the very start.
pub(super) fn socket_address(text: &str) -> Option<&str> {
    first(text, &["ws://", "wss://"]).or_else(|| {
        let lower = text.get(..4).unwrap_or(text).to_ascii_lowercase();
        let starts = lower.starts_with("ws:") || lower.starts_with("wss:");
        starts.then(|| cut(text, true))
    })
}

/// The first `http://` or `https://` address.
pub(super) fn page_address(text: &str) -> Option<&str> {
    first(text, &["http://", "https://"])
}

fn first<'a>(text: &'a str, schemes: &[&str]) -> Option<&'a str> {
    // ASCII lower-casing keeps every byte offset.
    let lower = text.to_ascii_lowercase();
    let starts_word = |at: usize| {
        !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    };
    let start = schemes
        .iter()
        .flat_map(|s| lower.match_indices(s).map(|(at, _)| at))
        .filter(|at| starts_word(*at))
        .min()?;
    Some(cut(&text[start..], start == 0))
}

/// Cuts an address out of the text that begins with it; `leads` if nothing
/// stood before it.
fn cut(text: &str, leads: bool) -> &str {
    let mut before = ' ';
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        // `wss://<host>/` is a placeholder, `"wss://a/"` is a quotation.
        let opens_placeholder = c == '<' && matches!(before, '/' | '.' | ':' | '@' | '-' | '=');
        let closes_placeholder = c == '>' && text[..at].contains('<');
        let stops = c.is_whitespace()
            || matches!(c, '"' | '\'' | '`' | '<' | '>' | '‘' | '’' | '“' | '”' | '«' | '»');
        if stops && !opens_placeholder && !closes_placeholder {
            end = at;
            break;
        }
        before = c;
    }
    let address = &text[..end];
    if leads && end == text.len() {
        // Typed as it stands: a trailing dot or bracket may be meant.
        return address.trim_end_matches([',', ';']);
    }
    let mut address = address.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    while address.ends_with(')') && !address.contains('(') {
        address = &address[..address.len() - 1];
    }
    address
}

/// A part of the authority that stands for a name still to be filled in.
pub(super) fn placeholder(address: &str) -> Option<&str> {
    let authority = authority(address);
    for (open, close) in [('<', '>'), ('{', '}'), ('[', ']')] {
        if let Some(start) = authority.find(open) {
            let tail = &authority[start..];
            let part = tail.find(close).map_or(tail, |end| &tail[..end + close.len_utf8()]);
            let inner = part.trim_matches([open, close]);
            let is_ipv6 = open == '[' && inner.contains(':');
            if !is_ipv6 {
                return Some(part);
            }
        }
    }
    const NAMES: [&str; 14] = [
        "mydomain",
        "my-domain",
        "my_domain",
        "yourdomain",
        "your-domain",
        "your_domain",
        "yourhost",
        "your-host",
        "your_host",
        "yourserver",
        "your-server",
        "your_server",
        "domain.tld",
        "hostname_here",
    ];
    let lower = authority.to_ascii_lowercase();
    let at = NAMES.iter().find_map(|n| lower.find(n).map(|at| (at, n.len())));
    at.map(|(at, len)| &authority[at..at + len])
}

fn authority(address: &str) -> &str {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    // A `/` inside `<…>` would end the authority too early; none is expected.
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}
