//! Firefox's sentences (`console-messages.md`, sections 4 to 6).
//!
//! They are translated, and its two sentences about a WebSocket name no cause.
//! So most are read by their shape (`line`), here only what has fixed parts.

use why1006_evidence::{Clue, scan};

use crate::{
    attribution,
    line::{self, Finding, Says},
    reading::Why,
};

/// A sentence that begins here.
pub(crate) fn sentence(rest: &str) -> Option<Finding<'_>> {
    let policies = ["Content-Security-Policy: ", "Content Security Policy: "];
    if let Some(rest) = policies.iter().find_map(|known| rest.strip_prefix(known)) {
        return policy(rest);
    }
    if let Some(rest) = rest.strip_prefix("Blocked loading mixed ") {
        let (_, address, _) = attribution::first(rest)?;
        return Some(Finding::if_blocked(address, rest.starts_with("active"), Clue::MixedContent));
    }
    if let Some(rest) = rest.strip_prefix("Mixed Content: Upgrading ") {
        let (_, address, _) = attribution::first(rest)?;
        return Some(Finding::at(address, Says::Nothing(Why::Harmless)));
    }
    if let Some(rest) = rest.strip_prefix("Local Network Access ") {
        let (_, rest) = scan::split_once(rest, "target ")?;
        let (_, address, rest) = attribution::first(rest)?;
        // That permission is asked for does not say what was answered.
        let denied = scan::has(rest, "prompt action: prompt_deny");
        return Some(Finding::if_blocked(address, denied, Clue::LocalNetwork));
    }
    None
}

/// The names of directives are not translated. What was upgraded or would have
/// been blocked was not.
fn policy(rest: &str) -> Option<Finding<'_>> {
    let (before, address, after) = attribution::first(rest)?;
    let is_connection = scan::has(before, "connect-src") || scan::has(after, "connect-src");
    let other =
        ["(img-src)", "(frame-src)", "(script-src", "(style-src", "(font-src)", "Report-Only"];
    let is_other = other.iter().any(|word| scan::has(before, word));
    Some(Finding::if_blocked(address, is_connection && !is_other, Clue::PagePolicy))
}

/// What stands after the address of a request that script may not read, in any
/// language: a reason in parentheses, and the status last. `(null)` there says
/// that no HTTP answer came.
pub(crate) fn cross_origin(after: &str) -> Says {
    // `Status code: (null)` is not the reason's own bracket.
    if scan::has(after, "(null)") {
        return Says::Clue(Clue::NoAnswer);
    }
    let mut closes = after.char_indices().filter(|(_, c)| matches!(c, ')' | '）'));
    let Some((at, _)) = closes.next_back() else {
        return Says::Nothing(Why::NotUnderstood);
    };
    // The answer to a preflight is another one.
    if scan::has(after, "reflight") {
        return Says::Nothing(Why::Harmless);
    }
    let mut digits = 0;
    let (_, tail) = scan::split_at(after, at);
    for (at, byte) in tail.bytes().enumerate() {
        if !byte.is_ascii_digit() {
            digits = 0;
            continue;
        }
        digits += 1;
        if digits == 3 {
            let begins = at - 2;
            let (before, number) = scan::split_at(tail, begins);
            if before.ends_with([' ', '：', '\u{a0}', '\u{202f}'])
                && let Some(status) = line::status(number)
                && number.as_bytes().get(3) != Some(&b':')
            {
                return Says::Status(status);
            }
        }
    }
    let is_about_it = scan::has(after, "CORS") || scan::has(after, "Access-Control");
    Says::Nothing(if is_about_it { Why::Harmless } else { Why::NotUnderstood })
}
