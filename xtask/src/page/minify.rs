//! Takes comments and long names out of the JavaScript that everybody loads.
//!
//! The sources stay readable; in the page they would be a tenth of the first
//! load (measured: glue 8.0 to 6.3 kB, fallback 6.5 to 4.5 kB of brotli). One
//! script is left as it is written: people read it before they paste it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{finish::integrity, shrink::shrink};
use crate::{Result, command, files, project, tools::Toolbox};

/// The test that fallback.js runs, and that the page shows to be copied.
const SNIPPET: &str = "snippet.js";

/// Shrinks the program and minifies the scripts that Trunk left in `dist`,
/// keeps index.html right, and returns a folder with the minified `statics`.
pub(crate) fn minify(dist: &Path, statics: &Path, toolbox: &Toolbox) -> Result<PathBuf> {
    let index = dist.join("index.html");
    let mut page = files::read_text(&index)?;
    for script in scripts(dist)? {
        if script.ends_with(SNIPPET) {
            continue;
        }
        if statics.join(script.file_name().unwrap_or_default()).is_file() {
            let before = integrity(&files::read(&script)?);
            terser(&sources(&script, statics), &script, false, toolbox)?;
            page = page.replace(&before, &integrity(&files::read(&script)?));
        } else {
            // The glue is the one module among Trunk's files.
            page = program(&page, &script, toolbox)?;
        }
    }
    files::write(&index, page)?;

    let small = project::target().join("xtask-static");
    fs::create_dir_all(&small).map_err(|e| format!("cannot make {}: {e}", small.display()))?;
    for script in scripts(statics)? {
        let name = script.file_name().unwrap_or_default();
        terser(std::slice::from_ref(&script), &small.join(name), name == "boot.js", toolbox)?;
    }
    Ok(small)
}

/// Makes wasm and glue small, and gives both a name by what they hold now.
fn program(page: &str, glue: &Path, toolbox: &Toolbox) -> Result<String> {
    let stem = glue.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let wasm = glue.with_file_name(format!("{stem}_bg.wasm"));
    let before = [integrity(&files::read(&wasm)?), integrity(&files::read(glue)?)];
    shrink(&wasm, &glue.with_file_name(super::REST), glue, toolbox)?;
    terser(&[glue.to_path_buf()], glue, true, toolbox)?;
    let bytes = [files::read(&wasm)?, files::read(glue)?];
    let name = stem.rsplit_once('-').map_or(stem.as_str(), |(name, _)| name);
    let renamed = format!("{name}-{}", &files::sha256(&bytes.concat())[..16]);
    let mut page = page.replace(&stem, &renamed);
    for (before, bytes) in before.iter().zip(&bytes) {
        page = page.replace(before, &integrity(bytes));
    }
    for (file, ending) in [(wasm.as_path(), "_bg.wasm"), (glue, ".js")] {
        let to = glue.with_file_name(format!("{renamed}{ending}"));
        fs::rename(file, &to).map_err(|e| format!("cannot rename {}: {e}", file.display()))?;
    }
    Ok(page)
}

fn scripts(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).map_err(|e| format!("cannot read {}: {e}", folder.display()))?;
    let mut list: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "js"))
        .collect();
    list.sort();
    Ok(list)
}

/// What becomes one script: fallback.js is nothing without the test itself.
fn sources(script: &Path, statics: &Path) -> Vec<PathBuf> {
    let mut list = vec![script.to_path_buf()];
    if script.ends_with("fallback.js") {
        list.insert(0, statics.join(SNIPPET));
    }
    list
}

fn terser(from: &[PathBuf], to: &Path, is_module: bool, toolbox: &Toolbox) -> Result<()> {
    let mut terser = command::program("terser");
    terser.args(from).args(["--compress", "passes=2", "--mangle"]);
    if is_module {
        terser.arg("--module");
    }
    terser.arg("--output").arg(to);
    command::run(toolbox.equip(&mut terser), "terser")
}
