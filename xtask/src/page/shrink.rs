//! Takes out of wasm and glue what nobody calls, and gives what one calls of
//! the other names of one or two letters.
//!
//! Two things of wasm-bindgen cost a twentieth of the first load: classes that
//! a dependency of Leptos exports and this page never uses, which keep their
//! code alive; and some two hundred names with hashes in them, which no
//! compressor can shorten, once in the wasm and once in the glue. (Measured:
//! wasm 104.6 to 101.7 kB of brotli, glue 6.2 to 3.7.)
//!
//! - [`dead`]: the code of those classes that hides in vtables
//! - [`blank`]: texts in the data that nobody reads
//!
//! The glue is read line by line, in the form that the locked wasm-bindgen
//! writes it. What is not as expected fails the build.

mod blank;
mod dead;
mod module;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde_json::{Value, json};

use crate::{Result, command, files, project, tools::Toolbox};

/// How wasm-opt runs; `-tnh` trusts that no check traps, `--low-memory-unused`
/// that nobody points below 1 KiB, as Rust's linker lays memory out.
///
/// `--flatten --rereloop` writes the control flow anew, with fewer blocks than
/// LLVM's; `-ocimfs` keeps functions apart that have one caller, so that their
/// locals have low numbers, which compress better. (Measured, brotli: 1.1 kB
/// and 0.4 kB.)
const OPTIMISE: &[&str] = &[
    "-tnh",
    "--low-memory-unused",
    "-ocimfs",
    "15",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--minify-imports-and-exports-and-modules",
];

/// Exports that the glue does not call by name and that must stay.
const KEPT: [&str; 2] = ["main", "memory"];

/// Shrinks the wasm with its glue, in place.
pub(super) fn shrink(wasm: &Path, glue: &Path, toolbox: &Toolbox) -> Result<()> {
    let script = files::read_text(glue)?;
    let script = unused(&script)?;
    let scratch = project::target().join("xtask-shrink");
    let (graph, lean) = (scratch.join("graph.json"), scratch.join("lean.wasm"));
    files::write(&graph, graph_of(&called(&script)).to_string())?;
    let mut metadce = command::program("wasm-metadce");
    // With names, which wasm-opt drops at the end.
    metadce.arg(wasm).arg("--graph-file").arg(&graph).arg("-g").arg("-o").arg(&lean);
    metadce.stdout(std::process::Stdio::null());
    command::run(toolbox.equip(&mut metadce), "wasm-metadce")?;
    let mut graph = command::program("wasm-opt");
    graph.arg(&lean).arg("--print-call-graph").arg("-o").arg(scratch.join("unchanged.wasm"));
    let calls = command::printed(toolbox.equip(&mut graph), "wasm-opt")?;
    let mut bytes = dead::empty(&files::read(&lean)?, &calls)?;
    blank::blank(&mut bytes)?;
    files::write(&lean, bytes)?;
    let mut opt = command::program("wasm-opt");
    opt.arg(&lean).args(OPTIMISE).arg("-o").arg(wasm);
    let names = command::printed(toolbox.equip(&mut opt), "wasm-opt")?;
    let names = Names::read(&names)?;
    files::write(glue, names.apply(&script)?)
}

/// The glue without exported classes, and without the start that blocks.
fn unused(script: &str) -> Result<String> {
    let mut kept = String::new();
    let mut lines = script.lines();
    while let Some(line) = lines.next() {
        let is_registry = line.starts_with("const ") && line.contains("Finalization = ");
        let is_block = line.starts_with("export class ") || line.starts_with("function initSync(");
        if is_block || is_registry {
            let ends = |l: &str| if is_block { l == "}" } else { l.ends_with(';') };
            if !ends(line) && !lines.any(ends) {
                return Err(format!("wasm-bindgen's glue is not as expected: `{line}` has no end"));
            }
        } else if !line.starts_with("if (Symbol.dispose) ") {
            kept += line;
            kept.push('\n');
        }
    }
    let exports = "export { initSync, __wbg_init as default };";
    if !kept.contains(exports) {
        return Err(format!("wasm-bindgen's glue is not as expected: it lacks `{exports}`"));
    }
    Ok(kept.replace(exports, "export { __wbg_init as default };"))
}

/// What the glue calls in the wasm.
fn called(script: &str) -> BTreeSet<&str> {
    let names = places(script).map(|(at, end)| &script[at..end]);
    names.chain(KEPT).collect()
}

/// Where names stand behind `wasm.`.
fn places(script: &str) -> impl Iterator<Item = (usize, usize)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    script.match_indices("wasm.").filter_map(move |(at, mark)| {
        let begins = !script[..at].ends_with(is_name);
        let name = at + mark.len();
        let length = script[name..].find(|c| !is_name(c))?;
        (begins && length > 0).then_some((name, name + length))
    })
}

/// The graph that wasm-metadce wants: what the outside reaches.
fn graph_of(called: &BTreeSet<&str>) -> Value {
    let outside = json!({ "name": "outside", "root": true, "reaches": called });
    let exports = called.iter().map(|name| json!({ "name": name, "export": name }));
    [outside].into_iter().chain(exports).collect()
}

/// The names that wasm-opt gave: old to new.
struct Names {
    imports: BTreeMap<String, String>,
    exports: BTreeMap<String, String>,
    /// The module that all imports are from, before.
    module: String,
}

impl Names {
    /// Reads what wasm-opt printed.
    fn read(printed: &str) -> Result<Names> {
        let strange = || "wasm-opt printed no table of names; is it of the pinned version?";
        let table: Value = serde_json::from_str(printed).map_err(|_| strange())?;
        let rows = |key: &str, width: usize| -> Option<Vec<Vec<String>>> {
            let words = |row: &Value| -> Option<Vec<String>> {
                let words = row.as_array()?.iter().map(|w| Some(w.as_str()?.to_owned()));
                words.collect::<Option<Vec<_>>>().filter(|words| words.len() == width)
            };
            table[key].as_array()?.iter().map(words).collect()
        };
        let imports = rows("imports", 3).ok_or_else(strange)?;
        let exports = rows("exports", 2).ok_or_else(strange)?;
        let module = imports.first().ok_or_else(strange)?[0].clone();
        if imports.iter().any(|row| row[0] != module) {
            return Err("the wasm imports from several modules; shrink.rs knows one".into());
        }
        let pair = |row: Vec<String>| -> Option<(String, String)> {
            let mut row = row.into_iter().rev();
            let new = row.next()?;
            Some((row.next()?, new))
        };
        Ok(Names {
            imports: imports.into_iter().filter_map(pair).collect(),
            exports: exports.into_iter().filter_map(pair).collect(),
            module,
        })
    }

    /// The glue with the new names, without the functions that nobody imports.
    fn apply(&self, script: &str) -> Result<String> {
        let strange = |what: &str| format!("wasm-bindgen's glue is not as expected: {what}");
        let head = "    const import0 = {\n";
        let begin = script.find(head).ok_or_else(|| strange("no import0"))? + head.len();
        let length = script[begin..].find("\n    };\n").ok_or_else(|| strange("no end"))?;
        let (mut body, mut found, mut keep) = (String::new(), 0, true);
        for line in script[begin..begin + length].lines() {
            let entry = line.strip_prefix("        ").filter(|l| !l.starts_with([' ', '}']));
            if let Some((name, rest)) = entry.and_then(|entry| entry.split_once(": ")) {
                let new = self.imports.get(name).map(String::as_str);
                let new = new.or((name == "__proto__").then_some(name));
                keep = new.is_some();
                found += usize::from(self.imports.contains_key(name));
                body += &new.map_or(String::new(), |new| format!("{new}: {rest}\n"));
            } else if keep {
                body += line;
                body.push('\n');
            }
        }
        if found != self.imports.len() {
            let wanted = self.imports.len();
            return Err(strange(&format!("it has {found} of {wanted} imported functions")));
        }
        let module = format!("\"{}\": import0", self.module);
        let rest = &script[begin + length..];
        if rest.matches(&module).count() != 1 {
            return Err(strange("its imports have another form"));
        }
        // With the names, wasm-opt also gives all modules one name.
        let rest = rest.replace(&module, "\"a\": import0");
        let script = format!("{}{body}{rest}", &script[..begin]);
        let mut renamed = String::new();
        let mut from = 0;
        for (at, end) in places(&script) {
            let name = &script[at..end];
            let new = self.exports.get(name).ok_or_else(|| strange(&format!("wasm.{name}")))?;
            renamed += &script[from..at];
            renamed += new;
            from = end;
        }
        Ok(renamed + &script[from..])
    }
}

#[cfg(test)]
mod tests;
