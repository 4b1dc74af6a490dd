//! The content security policy that the page's own HTML carries.

/// The policy of the first `<meta http-equiv="Content-Security-Policy">` in
/// `html`, white space collapsed. Comments are skipped.
///
/// The hash in it changes with every build, so the header is read from the
/// page and never kept beside it.
pub(super) fn of_page(html: &str) -> Option<String> {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")? + 3..];
            continue;
        }
        rest = &rest[1..];
        if !rest.get(..4).is_some_and(|tag| tag.eq_ignore_ascii_case("meta")) {
            continue;
        }
        let (attributes, after) = attributes(&rest[4..]);
        rest = after;
        let value = |name: &str| {
            attributes.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v)
        };
        if value("http-equiv").is_some_and(|v| v.eq_ignore_ascii_case("content-security-policy")) {
            let policy = value("content")?.split_whitespace().collect::<Vec<_>>().join(" ");
            let policy = policy.trim_end_matches(';').trim_end();
            return (!policy.is_empty()).then(|| policy.to_owned());
        }
    }
    None
}

/// The attributes of a tag up to its `>`, and what follows it.
fn attributes(tag: &str) -> (Vec<(&str, String)>, &str) {
    let mut found = Vec::new();
    let mut rest = tag;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return (found, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (found, after);
        }
        let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/');
        // At least one character, so that a stray `=` cannot stop the walk.
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let end = rest[first..].find(ends_name).map_or(rest.len(), |at| at + first);
        let name = &rest[..end];
        rest = rest[end..].trim_ascii_start();
        let Some(after) = rest.strip_prefix('=') else {
            found.push((name, String::new()));
            continue;
        };
        rest = after.trim_ascii_start();
        let (value, after) = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
            _ => {
                let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '>');
                rest.split_at(end.unwrap_or(rest.len()))
            }
        };
        found.push((name, unescaped(value)));
        rest = after;
    }
}

/// The few character references that tools write into attributes.
fn unescaped(value: &str) -> String {
    value
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&apos;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::of_page;

    #[test]
    fn found_in_all_spellings() {
        let policy = Some("default-src 'none'; script-src 'self' 'sha256-ab+/c='".to_owned());
        for html in [
            r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'sha256-ab+/c='">"#,
            r#"<META CONTENT="default-src &#39;none&#39;; script-src 'self' 'sha256-ab+/c=';" HTTP-EQUIV=content-security-policy />"#,
            "<!doctype html><!-- <meta http-equiv=\"Content-Security-Policy\" content=\"no\"> -->\
             <meta charset=utf-8><meta http-equiv='Content-Security-Policy'\n content=\"default-src\n   'none'; script-src 'self' 'sha256-ab+/c='\">",
        ] {
            assert_eq!(of_page(html), policy, "{html}");
        }
    }

    #[test]
    fn absent_or_broken_is_none() {
        for html in [
            "",
            "<",
            "<meta",
            "<meta =",
            "<meta = = =>",
            "<meta content",
            "<meta content=\"",
            "<!-- <meta http-equiv=Content-Security-Policy content=a>",
            "<meta http-equiv=Content-Security-Policy>",
            "<meta http-equiv=Content-Security-Policy content=''>",
            "<metä http-equiv=Content-Security-Policy>",
        ] {
            assert_eq!(of_page(html), None, "{html}");
        }
    }
}
