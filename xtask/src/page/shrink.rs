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

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde_json::{Value, json};

use super::{
    module,
    split::{FIRST, Halves, SCRIPT, Symbols, prove, split},
};
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
    "--strip-target-features",
];

/// The custom sections that wasm-opt needs: it drops the first at the end. Of
/// those of the linker ([`Symbols`]) it says that it cannot keep them right.
const CUSTOM: &[&str] = &["name", "target_features"];

/// Exports that the glue does not call by name and that must stay.
const KEPT: [&str; 2] = ["main", "memory"];

/// Shrinks the wasm with its glue, in place, and writes what is not needed
/// before the first click to `rest`.
pub(super) fn shrink(wasm: &Path, rest: &Path, glue: &Path, toolbox: &Toolbox) -> Result<()> {
    let script = files::read_text(glue)?;
    let script = unused(&script)?;
    let scratch = project::target().join("xtask-shrink");
    let linked = files::read(wasm)?;
    let symbols = Symbols::of(&linked)?;
    let plain = module::with_custom(&linked, CUSTOM).ok_or("the wasm is cut short")?;
    files::write(wasm, plain)?;
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
    let halves = split(&bytes, &symbols)?;
    for (half, to) in [(&halves.first, wasm), (&halves.rest, rest)] {
        let before = scratch.join(to.file_name().unwrap_or_default());
        files::write(&before, half)?;
        let mut opt = command::program("wasm-opt");
        opt.arg(&before).args(OPTIMISE).arg("-o").arg(to);
        command::run(toolbox.equip(&mut opt), "wasm-opt")?;
    }
    prove(&files::read(wasm)?, &halves.moved)?;
    let Halves { imports, exports, module, .. } = halves;
    files::write(glue, Names { imports, exports, module }.apply(&script)?)
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
    Ok(kept.replace(exports, &rest()))
}

/// What the glue exports: the start, and a function that takes the other half
/// of the program and puts it beside the first.
fn rest() -> String {
    format!(
        "async function rest(module) {{\n    \
         await __wbg_load(module, {{ ...__wbg_get_imports(), \"{FIRST}\": wasm }});\n}}\n\
         export {{ __wbg_init as default, rest }};"
    )
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

/// The names that [`split`] gave: old to new.
struct Names {
    imports: BTreeMap<String, String>,
    exports: BTreeMap<String, String>,
    /// The module that all imports are from, before.
    module: String,
}

impl Names {
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
        let rest = rest.replace(&module, &format!("\"{SCRIPT}\": import0"));
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
