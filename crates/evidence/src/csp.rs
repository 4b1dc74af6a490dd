//! What the Content-Security-Policy of the app's page means for the connection.
//!
//! A matcher for `connect-src` alone, by Content Security Policy Level 3,
//! section 6.7.2, and no part of it looks at anything but text. The standard
//! sees a WebSocket as the http(s) request that opens it (WHATWG WebSockets),
//! so that by its letter `https:` lets `wss:` through. Chromium, Firefox and
//! WebKit compare with `ws:` and `wss:` as they are written (Blink's
//! `csp_source.cc`, Gecko's `nsCSPUtils.cpp`, WebKit's
//! `ContentSecurityPolicySource.cpp`). Where the two differ, or engines among
//! themselves, the answer is [`PolicySays::Unclear`]: never a certainty.

mod matching;
mod text;

use crate::{
    ask::Ask,
    host::{self, HostClass},
    lint::Parts,
    scan,
    target::{App, PolicySays, ProblemKind},
};

/// The longest text that is looked at, in bytes: servers refuse longer headers.
const MAX_BYTES: usize = 32_000;

/// Judges the connection for the app's page `page` under the policies in
/// `text`, fills in `app`, and notes in `ask` what cannot be read.
///
/// With `upgrade-insecure-requests` it turns `target` into `wss:` as the
/// browser does before it looks at any other rule (Upgrade Insecure Requests,
/// section 3.2; Fetch, main fetch, steps 6 to 8), so that what is tested is
/// what the app's page opens. Chromium and Firefox leave this machine's own
/// addresses as they are.
pub fn judge(text: &str, page: &Parts, app: &mut App, target: &mut Parts, ask: &mut Ask) {
    if text.len() > MAX_BYTES {
        ask.note(ProblemKind::BadPolicy, text);
        app.policy = Some(PolicySays::Unclear);
        return;
    }
    // From a page's source an apostrophe may come escaped, with its semicolon.
    let mut text = text.to_owned();
    while let Some((before, after)) = scan::split_once(&text, "&#39;") {
        text = [before, after].join("'");
    }
    let policies = text::enforced(&text);
    app.upgrades =
        policies.iter().any(|p| text::directive(p, "upgrade-insecure-requests").is_some());
    let is_own = matches!(host::class(&target.host), HostClass::Localhost | HostClass::Loopback);
    if app.upgrades && target.scheme == "ws" && !is_own {
        target.scheme = "wss".to_owned();
        target.href.insert(2, 's');
        ask.note(ProblemKind::Upgraded, "");
    }
    let says = policies.iter().map(|p| one(p, page, target, ask)).min();
    app.policy = Some(says.unwrap_or(PolicySays::Allows));
}

/// One policy: `connect-src`, or `default-src` in its place (CSP 3, 6.8.3).
fn one(policy: &str, page: &Parts, target: &Parts, ask: &mut Ask) -> PolicySays {
    let mut is_clean = true;
    let mut odd = |part: &str| {
        // One note is enough: the rest is often of the same making.
        if is_clean {
            ask.note(ProblemKind::BadPolicy, part);
        }
        is_clean = false;
    };
    if let Some(name) = text::odd_name(policy) {
        odd(name);
    }
    let list =
        text::directive(policy, "connect-src").or_else(|| text::directive(policy, "default-src"));
    let mut says = match list {
        Some(_) => PolicySays::Blocks,
        None => PolicySays::Allows,
    };
    let mut is_read = true;
    for source in list.unwrap_or_default().split_ascii_whitespace() {
        // Without their quotes these are names of hosts.
        if ["self", "none"].iter().any(|word| source.eq_ignore_ascii_case(word)) {
            odd(source);
        }
        match matching::source(source, page, target) {
            Some(one) => says = says.max(one),
            None => {
                odd(source);
                is_read = false;
            }
        }
    }
    match says {
        PolicySays::Allows if !is_clean && list.is_none() => PolicySays::Unclear,
        PolicySays::Blocks if !is_read => PolicySays::Unclear,
        _ => says,
    }
}

#[cfg(test)]
mod tests;
