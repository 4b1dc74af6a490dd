//! What Trunk leaves to us: a page without any inline script, so that its
//! policy needs no hash and a static host needs no header.

use std::{
    fs,
    path::{Path, PathBuf},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha384};

use super::{html, references::local};
use crate::{Result, files};

/// Where index.html wants the policy, before the first script.
const POLICY_MARK: &str = "<!--why1006:policy-->";
/// Where index.html wants the script that starts the page.
const BOOT_MARK: &str = "<!--why1006:boot-->";

/// What the page may load and run, and where it may connect. `media-src` and
/// `object-src` are for the elements that tell the class of a status: `preload`
/// in WebKit, `object` in Firefox. `frame-ancestors` only works in a header, so
/// the server adds it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    connect-src 'self' http: https: ws: wss:; style-src 'self'; img-src 'self'; \
    font-src 'self'; \
    media-src http: https:; object-src http: https:; base-uri 'none'; form-action 'none'";

/// Turns what Trunk wrote into `dist` into what a host may serve. `statics`
/// holds files of ours that Trunk does not know.
pub(crate) fn finish(dist: &Path, statics: &Path, public_url: &str) -> Result<()> {
    let index = dist.join("index.html");
    let page = files::read_text(&index)?;
    let (page, start) = without_start_script(&page)?;
    let page = with_boot(&page, &start, dist, statics, public_url)?;
    let page = with_hashed_files(&page, dist, statics, public_url)?;
    let page = with_policy(&page)?;
    allowed_by_policy(&page)?;
    // The template of the start script, if Trunk copied it with its folder.
    for copied in [dist.join("boot.js"), dist.join("static/boot.js")] {
        let _ = fs::remove_file(copied);
    }
    files::write(&index, page)
}

/// The two files that Trunk's own start script would load, as addresses.
#[derive(Debug, PartialEq)]
struct Start {
    glue: String,
    wasm: String,
}

/// Takes Trunk's inline start script out.
fn without_start_script(page: &str) -> Result<(String, Start)> {
    let tags = html::tags(page);
    let script = tags
        .iter()
        .find(|tag| {
            tag.name == "script" && page[tag.text.clone()].contains("TrunkApplicationStarted")
        })
        .ok_or("dist/index.html has no start script by Trunk; is it Trunk 0.21?")?;
    let link = |rel: &str, ending: &str| {
        tags.iter()
            .filter(|tag| tag.is_link(rel))
            .filter_map(|tag| tag.attribute("href"))
            .find(|href| href.ends_with(ending))
            .map(str::to_owned)
            .ok_or_else(|| format!("dist/index.html has no {rel} link to a *{ending} file"))
    };
    let start = Start { glue: link("modulepreload", ".js")?, wasm: link("preload", ".wasm")? };
    let mut page = page.to_owned();
    page.replace_range(script.element.clone(), "");
    Ok((page, start))
}

/// Writes the start script as a file and names it at its mark.
fn with_boot(
    page: &str,
    start: &Start,
    dist: &Path,
    statics: &Path,
    public_url: &str,
) -> Result<String> {
    let wasm = local(dist, &start.wasm)
        .ok_or_else(|| format!("dist lacks {}, which index.html names", start.wasm))?;
    let template = files::read_text(&statics.join("boot.js"))?;
    let integrity = integrity(&files::read(&wasm)?);
    let rest = dist.join(super::REST);
    let bytes = files::read(&rest)?;
    let name = hashed(super::REST, &bytes);
    let to = dist.join(&name);
    fs::rename(&rest, &to).map_err(|e| format!("cannot rename {}: {e}", rest.display()))?;
    let mut script = template;
    for (mark, value) in [
        ("__GLUE__", &start.glue),
        ("__WASM_INTEGRITY__", &integrity),
        ("__WASM__", &start.wasm),
        ("__REST_INTEGRITY__", &self::integrity(&bytes)),
        ("__REST__", &format!("{public_url}{name}")),
    ] {
        if !script.contains(mark) {
            return Err(format!("static/boot.js has no {mark}"));
        }
        script = script.replace(mark, value);
    }
    let name = hashed("boot.js", script.as_bytes());
    files::write(&dist.join(&name), &script)?;
    let tag = format!(
        "<script type=\"module\" src=\"{public_url}{name}\" integrity=\"{}\" \
         crossorigin=\"anonymous\"></script>",
        self::integrity(script.as_bytes())
    );
    replace_mark(page, BOOT_MARK, &tag)
}

fn with_policy(page: &str) -> Result<String> {
    let first = html::tags(page).iter().find(|tag| tag.name == "script").map(|tag| tag.span.start);
    if let (Some(mark), Some(first)) = (page.find(POLICY_MARK), first)
        && first < mark
    {
        return Err(format!("index.html has a script before {POLICY_MARK}; move the mark up"));
    }
    let tag = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    replace_mark(page, POLICY_MARK, &tag)
}

fn replace_mark(page: &str, mark: &str, with: &str) -> Result<String> {
    match page.matches(mark).count() {
        1 => Ok(page.replacen(mark, with, 1)),
        n => Err(format!("index.html holds {mark} {n} times; it needs exactly one")),
    }
}

/// Gives every script, style sheet and icon that has none a name with a hash,
/// so that a host may cache it for ever, and scripts and styles an integrity.
fn with_hashed_files(page: &str, dist: &Path, statics: &Path, public_url: &str) -> Result<String> {
    let mut finished = page.to_owned();
    let mut renamed = Vec::new();
    // From the end, so that the places of earlier tags stay right.
    for tag in html::tags(page).iter().rev() {
        let Some(address) = tag.fetches().filter(|address| is_own(address)) else {
            continue;
        };
        let file = local(dist, address).or_else(|| local(statics, address)).ok_or_else(|| {
            format!("index.html names {address}, which neither Trunk nor static/ provides")
        })?;
        let bytes = files::read(&file)?;
        let mut text = page[tag.span.clone()].to_owned();
        if !is_hashed(&file) {
            let name = hashed(&file.file_name().unwrap_or_default().to_string_lossy(), &bytes);
            files::write(&dist.join(&name), &bytes)?;
            text = text.replacen(address, &format!("{public_url}{name}"), 1);
            renamed.push(file);
        }
        let loads_code = tag.name == "script" || tag.is_link("stylesheet");
        if loads_code && tag.attribute("integrity").is_none() {
            let attribute =
                format!(" integrity=\"{}\" crossorigin=\"anonymous\"", integrity(&bytes));
            text.insert_str(1 + tag.name.len(), &attribute);
        }
        if let Some(later) = tag.attribute("data-fallback") {
            // Fetched only if the page's program does not start.
            let file = local(dist, later)
                .ok_or_else(|| format!("index.html names {later}, which Trunk did not copy"))?;
            let bytes = files::read(&file)?;
            let name = hashed(later, &bytes);
            files::write(&dist.join(&name), &bytes)?;
            let new = format!(
                "data-fallback=\"{public_url}{name}\" data-integrity=\"{}\"",
                integrity(&bytes)
            );
            text = text.replacen(&format!("data-fallback=\"{later}\""), &new, 1);
            renamed.push(file);
        }
        finished.replace_range(tag.span.clone(), &text);
    }
    for file in renamed.iter().filter(|file| file.starts_with(dist)) {
        let _ = fs::remove_file(file);
    }
    Ok(finished)
}

fn is_own(address: &str) -> bool {
    !address.contains(':') && !address.starts_with("//")
}

/// Refuses what the policy would silently block in every browser.
fn allowed_by_policy(page: &str) -> Result<()> {
    for tag in html::tags(page) {
        let inline_code = match tag.name.as_str() {
            "script" => tag.attribute("src").is_none(),
            "style" => true,
            _ => false,
        };
        let attribute =
            tag.attributes.iter().find(|(name, _)| name == "style" || name.starts_with("on"));
        if inline_code || attribute.is_some() {
            return Err(format!(
                "index.html holds inline code that its policy blocks: {}",
                &page[tag.span]
            ));
        }
        if let Some(address) = tag.fetches().filter(|address| !is_own(address)) {
            return Err(format!("index.html loads {address} from elsewhere; keep a copy here"));
        }
    }
    Ok(())
}

/// `boot.js` becomes `boot-0123456789abcdef.js`, the form of Trunk's names.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let hash = &files::sha256(bytes)[..16];
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

/// Whether a name holds `-` and 16 hexadecimal digits before its end.
fn is_hashed(file: &Path) -> bool {
    let name = PathBuf::from(file.file_name().unwrap_or_default());
    let stem = name.to_string_lossy();
    let stem = stem.split('.').next().unwrap_or_default().trim_end_matches("_bg");
    stem.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The value of an `integrity` attribute (Subresource Integrity, SHA-384).
pub(super) fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests;
