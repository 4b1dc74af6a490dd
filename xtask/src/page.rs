//! Builds the page into `dist`.
//!
//! Trunk makes wasm, glue and index.html; what a host with a strict policy
//! needs is added after it:
//!
//! - [`stamp`]: whether anything changed since the last build
//! - [`finish`]: external start script, policy, hashed names
//! - [`minify`]: the scripts without comments and long names
//! - [`shrink`]: the program without what nobody calls
//! - [`split`]: the half that is not needed before the first click, apart
//! - [`html`]: the few things we read in index.html
//! - [`compress`]: `.br` and `.gz` beside each file

mod compress;
mod finish;
mod html;
mod minify;
mod module;
mod references;
mod shrink;
mod split;
mod stamp;

use std::{fs, path::PathBuf};

pub(crate) use references::first_load;

/// The other half of the program, until it has its name with a hash.
const REST: &str = "rest.wasm";

use crate::{Result, command, files, project, tools};

/// Addresses relative to the page, so that the folder works below any path.
pub(crate) const RELATIVE: &str = "./";

/// Builds the page unless nothing changed, and returns its folder.
///
/// `public_url` is what every address of an own file begins with.
pub(crate) fn build(public_url: &str) -> Result<PathBuf> {
    let root = project::root();
    let dist = project::dist();
    let toolbox = tools::page::set_up()?;
    let _turn = turn()?;
    let stamp = stamp::Stamp::of(&root, &format!("{} {public_url}", toolbox.versions))?;
    if stamp.holds(&dist) {
        return Ok(dist);
    }
    if !root.join("index.html").is_file() {
        return Err(format!("{} has no index.html; nothing to build", root.display()));
    }
    stamp.forget()?;
    let mut trunk = command::program("trunk");
    trunk.args(["build", "--release", "--offline", "--public-url", public_url, "--dist"]);
    trunk.arg(&dist);
    command::run(toolbox.equip(&mut trunk), "trunk build")?;
    // Trunk's own scratch folder; it stays behind after a failed build.
    let _ = fs::remove_dir_all(dist.join(".stage"));

    let statics = minify::minify(&dist, &root.join("static"), &toolbox)?;
    finish::finish(&dist, &statics, public_url)?;
    content(&dist)?;
    // A folder on a static host has no reference endpoint; our server answers
    // this path itself.
    files::write(&dist.join("why1006.json"), r#"{"version":1}"#)?;
    compress::siblings(&dist)?;
    stamp.keep(&dist)?;
    Ok(dist)
}

/// Waits until no other command builds the page; the turn ends with the value.
fn turn() -> Result<fs::File> {
    let path = project::target().join("xtask-page.lock");
    fs::File::create(&path)
        .and_then(|file| file.lock().map(|()| file))
        .map_err(|e| format!("cannot lock {}: {e}", path.display()))
}

/// The long pages about causes, fetched when somebody opens one.
fn content(dist: &std::path::Path) -> Result<()> {
    let mut pages = command::cargo();
    pages.args(["run", "--quiet", "-p", "why1006-content", "--features", "pages"]);
    pages.args(["--bin", "pages", "--"]).arg(dist.join("content"));
    command::run(&mut pages, "writing the content pages")
}
