//! Which files a browser fetches before the first click.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use super::html;
use crate::{Result, files};

/// The file below `folder` that an address of the page means.
///
/// The address may begin with any public URL, so leading parts are dropped
/// until a file fits. `None` for other hosts, data and fragments.
pub(crate) fn local(folder: &Path, address: &str) -> Option<PathBuf> {
    if address.contains(':') || address.starts_with("//") {
        return None;
    }
    let path = address.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.contains(&"..") {
        return None;
    }
    (0..parts.len())
        .map(|skipped| folder.join(parts[skipped..].join("/")))
        .find(|file| file.is_file())
}

/// Files of `dist` that load with the page: index.html, what it names, what
/// those scripts import, and the file that names the reference endpoint.
pub(crate) fn first_load(dist: &Path) -> Result<BTreeSet<PathBuf>> {
    let index = dist.join("index.html");
    let html = files::read_text(&index)?;
    let mut found = BTreeSet::from([index, dist.join("why1006.json")]);
    let mut open: Vec<PathBuf> =
        html::tags(&html).iter().filter_map(|tag| local(dist, tag.fetches()?)).collect();
    while let Some(file) = open.pop() {
        if !found.insert(file.clone()) {
            continue;
        }
        if file.extension().is_some_and(|e| e == "js") {
            let base = file.parent().unwrap_or(dist);
            open.extend(imports(&files::read_text(&file)?).filter_map(|path| local(base, path)));
        }
    }
    Ok(found)
}

/// What a script names after `from` or `import`.
fn imports(script: &str) -> impl Iterator<Item = &str> {
    let quoted = |rest: &'static str| {
        script.match_indices(rest).filter_map(|(at, found)| {
            let rest = script[at + found.len()..].trim_start_matches(['(', ' ']);
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            rest[1..].split(quote).next()
        })
    };
    quoted("from").chain(quoted("import")).filter(|path| path.starts_with(['.', '/']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn static_and_dynamic_imports_are_seen() {
        let script = "import { a } from './snippets/a.js';\nimport './b.js';\n\
                      const m = await import(\"../c.js\"); import x from 'bare';";
        let found: Vec<_> = imports(script).collect();
        assert_eq!(found, ["./snippets/a.js", "./b.js", "../c.js"]);
    }
}
