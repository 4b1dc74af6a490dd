//! What a file's name says about it.

/// The media type by the name's ending. Text is UTF-8.
pub(super) fn content_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        // Exactly this, or browsers refuse to compile while they load.
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether the file's name holds a hash of its content: `-` and at least eight
/// hexadecimal digits before the ending, or before the `_bg` of wasm-bindgen.
pub(super) fn names_its_content(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.match_indices('-').any(|(at, _)| {
        let rest = &name[at + 1..];
        let digits = rest.bytes().take_while(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')).count();
        let after = &rest[digits..];
        digits >= 8 && (after.starts_with('.') || after.starts_with("_bg."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names() {
        for name in
            ["why1006-0123abcd.js", "a/why1006-0123456789abcdef_bg.wasm", "x-y-00000000.css"]
        {
            assert!(names_its_content(name), "{name}");
        }
        for name in [
            "index.html",
            "why1006-0123abc.js",
            "why1006-0123ABCD.js",
            "why1006-0123abcdz.js",
            "why-01234567/index.html",
            "content/proxy-upgrade-headers.json",
            "x-01234567",
        ] {
            assert!(!names_its_content(name), "{name}");
        }
    }
}
