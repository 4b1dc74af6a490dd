//! `cargo xtask bench`: numbers that have a bar.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use serde_json::{Value, json};

use crate::{Result, command, files, page, tools};

/// What there is.
const BENCHES: &str = "`cargo xtask bench size`, `bench diagnose`, `bench link`, `bench paste`, `bench reference` and \
     `bench verdict`";

/// Bytes in Brotli that a browser may fetch before the first click.
const FIRST_LOAD_BAR: u64 = 100_000;

/// Size of one file, or of several together, in bytes.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Size {
    fn of(file: &Path) -> Result<Size> {
        let length = |file: &Path| fs::metadata(file).map(|meta| meta.len());
        let raw =
            length(file).map_err(|e| format!("cannot read the size of {}: {e}", file.display()))?;
        // Without a compressed sibling the file itself travels.
        let sibling = |extension: &str| {
            length(&PathBuf::from(format!("{}.{extension}", file.display()))).unwrap_or(raw)
        };
        Ok(Size { raw, gzip: sibling("gz"), brotli: sibling("br") })
    }

    fn plus(self, other: Size) -> Size {
        Size {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }

    fn json(self) -> Value {
        json!({ "raw": self.raw, "gzip": self.gzip, "brotli": self.brotli })
    }

    fn line(self, name: &str) -> String {
        format!("{:>9} {:>9} {:>9}  {name}", self.raw, self.gzip, self.brotli)
    }
}

/// Runs the bench that is named.
pub(crate) fn main(arguments: Vec<OsString>) -> Result<()> {
    // The last one has options of its own.
    if arguments.first().is_some_and(|first| first == "verdict") {
        return verdict(&arguments[1..]);
    }
    let (mut what, mut as_json) = (None, false);
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next().map_err(|e| e.to_string())? {
        match argument {
            lexopt::Arg::Long("json") => as_json = true,
            lexopt::Arg::Value(value) if what.is_none() => what = value.into_string().ok(),
            other => return Err(format!("bench: {}", other.unexpected())),
        }
    }
    match what.as_deref() {
        Some("size") => size(&page::build(page::RELATIVE)?, as_json),
        Some("diagnose") => native("why1006-recordings", "diagnose", as_json),
        Some("link") => native("why1006-recordings", "link", as_json),
        Some("reference") => native("why1006-server", "reference", as_json),
        Some("paste") => native("why1006-pasted", "paste", as_json),
        Some(other) => Err(format!("no bench `{other}`; there are {BENCHES}")),
        None => Err(format!("say which bench: {BENCHES}")),
    }
}

/// Measures a crate natively (the diagnosis over all recordings and the links to
/// them, the longest pastes, a full house at the reference), compiled for speed as the server is; the bar and the printing stand
/// with the bench itself.
fn native(package: &str, bench: &str, as_json: bool) -> Result<()> {
    let mut cargo = command::cargo();
    cargo.args(["bench", "--quiet", "--profile", "native", "-p", package]);
    cargo.args(["--bench", bench, "--"]);
    if as_json {
        cargo.arg("--json");
    }
    // Standard output is the bench's answer.
    let cargo = cargo.stdout(Stdio::inherit());
    command::run(cargo, "cargo bench")
}

/// Times the page in a real browser; the bars and the printing stand with the
/// program of `crates/e2e`. Its wasm is the one that people get.
fn verdict(arguments: &[OsString]) -> Result<()> {
    let names = |name: &str| {
        let is_it = |text: &str| text == name || text.starts_with(&format!("{name}="));
        arguments.iter().any(|argument| is_it(&argument.to_string_lossy()))
    };
    if !names("--help") && !names("-h") {
        tools::browsers::set_up_one("chromium")?;
        // The tool that makes the browser trust the lab is among them.
        tools::browsers::set_up_lab();
        if !names("--dist") {
            page::build(page::RELATIVE)?;
        }
    }
    let mut cargo = command::cargo();
    cargo.args(["run", "--quiet", "-p", "why1006-e2e", "--bin", "verdict", "--"]);
    command::become_program(cargo.args(arguments))
}

/// Prints all sizes; an error if the first load is above its bar.
pub(crate) fn size(dist: &Path, as_json: bool) -> Result<()> {
    let loaded = page::first_load(dist)?;
    let (mut first, mut later, mut all) = (Size::default(), Size::default(), Size::default());
    let mut rows = Vec::new();
    for file in files::below(dist)? {
        if file.extension().is_some_and(|e| e == "br" || e == "gz") {
            continue;
        }
        let size = Size::of(&file)?;
        all = all.plus(size);
        if loaded.contains(&file) {
            first = first.plus(size);
        } else if files::relative(&file, dist).ends_with(".wasm") {
            later = later.plus(size);
        }
        rows.push((files::relative(&file, dist), size, loaded.contains(&file)));
    }
    if as_json {
        let named = |(name, size, _): &(String, Size, bool)| {
            let mut row = size.json();
            row["name"] = json!(name);
            row
        };
        let rows: Vec<Value> = rows.iter().map(named).collect();
        println!(
            "{}",
            json!({ "files": rows, "first_load": first.json(), "rest": later.json(), "all": all.json() })
        );
    } else {
        println!("      raw      gzip    brotli");
        for (name, size, first) in &rows {
            println!("{}", size.line(&format!("{name}{}", if *first { " *" } else { "" })));
        }
        println!("{}", first.line("first load: the files with *"));
        println!("{}", later.line("the rest of the program, fetched when the form is used"));
        println!("{}", all.line("all"));
    }
    if first.brotli > FIRST_LOAD_BAR {
        return Err(format!(
            "the first load is {} bytes in Brotli; the bar is {FIRST_LOAD_BAR}",
            first.brotli
        ));
    }
    Ok(())
}
