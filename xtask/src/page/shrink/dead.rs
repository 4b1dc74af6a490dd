//! Empties functions that no caller can reach, and that all tools keep.
//!
//! Leptos brings `wasm-streams` along, whose classes are exported and never
//! used. Without their exports nothing calls them; but the futures that they
//! would have made stand in vtables, and what stands in the table of functions
//! counts as reached. (Measured: 2.7 kB of brotli in the wasm.)
//!
//! So their functions, found by name, do nothing but trap. If a function that
//! stays calls one of them, the build fails: then they are alive.

use std::{collections::BTreeSet, ops::Range};

use crate::{
    Result,
    page::module::{self, HEAD, Reader},
};

/// What the names of dead functions hold: the crate, and the one function of
/// js-sys that only this crate calls.
const DEAD: [&str; 2] = ["wasm_streams::", "js_sys::futures::future_to_promise"];

/// What the name of a dead function's caller may hold: the entry of a vtable
/// for a closure, which is as dead as the closure.
const ENTRY: &str = "::call_once{{vtable.shim}}::";

/// The body of a function without locals that traps: `unreachable`, `end`.
const TRAP: [u8; 3] = [0, 0x00, 0x0b];

/// The module with its dead functions emptied. `calls`
/// is what wasm-opt prints for `--print-call-graph`.
pub(super) fn empty(wasm: &[u8], calls: &str) -> Result<Vec<u8>> {
    let entries = entries(calls)?;
    let is_dead = |name: &str| is_named(name) || entries.contains(name);
    rewritten(wasm, &is_dead).ok_or_else(|| "the wasm's names are not as expected".into())
}

fn is_named(name: &str) -> bool {
    DEAD.iter().any(|dead| name.contains(dead))
}

/// The vtable entries that call a dead function.
fn entries(calls: &str) -> Result<BTreeSet<&str>> {
    let mut entries = BTreeSet::new();
    for call in calls.lines().filter_map(|line| line.strip_suffix("; // call")) {
        let (caller, callee) = call.split_once("\" -> \"").ok_or("wasm-opt's graph is strange")?;
        let caller = caller.trim_start().trim_start_matches('"');
        if !is_named(callee) || is_named(caller) {
            continue;
        }
        if !caller.contains(ENTRY) {
            let callee = callee.trim_end_matches('"');
            return Err(format!("{caller} calls {callee}, which page/shrink/dead.rs takes out"));
        }
        entries.insert(caller);
    }
    Ok(entries)
}

fn rewritten(wasm: &[u8], is_dead: &dyn Fn(&str) -> bool) -> Option<Vec<u8>> {
    const CODE: u8 = 10;
    let sections = module::sections(wasm)?;
    let imported = imported(wasm)?;
    let dead: BTreeSet<u32> = (names(wasm)?.into_iter())
        .filter(|(_, name)| {
            wasm.get(name.clone()).map(String::from_utf8_lossy).is_some_and(|n| is_dead(&n))
        })
        .map(|(index, _)| index)
        .collect();
    let mut out = wasm[..HEAD].to_vec();
    for section in sections {
        out.push(section.id);
        if section.id != CODE {
            module::sized(&mut out, &wasm[section.body]);
            continue;
        }
        let mut reader = Reader { bytes: wasm, at: section.body.start };
        let mut code = Vec::new();
        let count = reader.number()?;
        module::number(&mut code, count as usize);
        for index in imported..imported + count {
            let body = reader.sized()?;
            module::sized(&mut code, if dead.contains(&index) { &TRAP } else { &wasm[body] });
        }
        module::sized(&mut out, &code);
    }
    Some(out)
}

/// How many functions are imported: their indices come first.
fn imported(wasm: &[u8]) -> Option<u32> {
    const IMPORTS: u8 = 2;
    let Some(section) = module::sections(wasm)?.into_iter().find(|s| s.id == IMPORTS) else {
        return Some(0);
    };
    let mut reader = Reader { bytes: wasm, at: section.body.start };
    let count = reader.number()?;
    for _ in 0..count {
        reader.sized()?;
        reader.sized()?;
        // wasm-bindgen imports functions only; each has the index of a type.
        (reader.byte()? == 0).then_some(())?;
        reader.number()?;
    }
    Some(count)
}

/// The functions that have a name, with the place of it.
fn names(wasm: &[u8]) -> Option<Vec<(u32, Range<usize>)>> {
    const FUNCTIONS: u8 = 1;
    let section = module::custom(wasm, "name")?;
    let mut reader = Reader { bytes: wasm, at: section.start };
    while reader.at < section.end {
        let kind = reader.byte()?;
        let part = reader.sized()?;
        if kind == FUNCTIONS {
            reader.at = part.start;
            let count = reader.number()?;
            return (0..count).map(|_| Some((reader.number()?, reader.sized()?))).collect();
        }
    }
    None
}

#[cfg(test)]
mod tests;
