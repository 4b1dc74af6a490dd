//! Splits the program in two: the *first* module, which shows the form, and
//! the *rest*, which is fetched when somebody uses the form.
//!
//! Both share one memory, one table of function pointers and one stack. The
//! first owns them. What it calls in the rest goes through the table, into slots
//! that the rest fills when it is instantiated; what the rest calls in the first
//! is exported. A call into the rest before that traps, so the page awaits
//! `rest::load()` first. Which functions belong where, and how a wrong choice
//! shows: [`parting`]. Constants that the first cannot come to go to the rest, too:
//! [`constants`], by what the linker knows of them: [`symbols`].
//!
//! `wasm-split` of Binaryen does the same, but is not in its npm package.

mod constants;
mod first;
mod numbers;
mod parting;
mod rest;
mod short;
mod symbols;

use std::{collections::BTreeMap, ops::Range};

use walrus::{ElementItems, ElementKind, FunctionId, Module, TableId, ir::Value};

pub(super) use constants::prove;
pub(super) use symbols::Symbols;

use crate::Result;

/// The module name of what JavaScript provides, in both modules.
pub(super) const SCRIPT: &str = "a";

/// The module name of what the first module provides to the rest.
pub(super) const FIRST: &str = "b";

/// The two modules, not optimised yet, and the names they use.
#[derive(Debug)]
pub(super) struct Halves {
    pub(super) first: Vec<u8>,
    pub(super) rest: Vec<u8>,
    /// Imported names: old to new.
    pub(super) imports: BTreeMap<String, String>,
    /// Exported names: old to new.
    pub(super) exports: BTreeMap<String, String>,
    /// The module that all imports were from.
    pub(super) module: String,
    /// The addresses of constants that only the rest holds, for [`prove`].
    pub(super) moved: Vec<Range<u32>>,
}

/// Splits a module that still has the names of its functions.
pub(super) fn split(whole: &[u8], symbols: &Symbols) -> Result<Halves> {
    let module = parse(whole)?;
    let from = module.imports.iter().next().ok_or("the wasm imports nothing")?.module.clone();
    if module.imports.iter().any(|import| import.module != from) {
        return Err("the wasm imports from several modules; split.rs knows one".into());
    }
    let imports: BTreeMap<_, _> =
        module.imports.iter().map(|i| i.name.clone()).zip(short::names()).collect();
    let mut names = short::names();
    let exports: BTreeMap<_, _> =
        module.exports.iter().map(|e| e.name.clone()).zip(names.by_ref()).collect();

    let parting = parting::Parting::of(&module)?;
    let (mut rest, shared) = rest::rest(parse(whole)?, &parting, &imports, &mut names)?;
    let mut first = first::first(module, &parting, &imports, &exports, &shared)?;
    let moved = constants::part(&mut first, &mut rest, symbols)?;
    let (first, rest) = (first.emit_wasm(), rest.emit_wasm());
    Ok(Halves { first, rest, imports, exports, module: from, moved })
}

fn parse(wasm: &[u8]) -> Result<Module> {
    Module::from_buffer(wasm).map_err(|e| format!("cannot read the wasm: {e:#}"))
}

/// The table of function pointers, and what each slot holds.
fn table(module: &Module) -> Result<(TableId, BTreeMap<u32, FunctionId>)> {
    let strange = || "the wasm has no single table of functions with fixed places".to_owned();
    let table = module.tables.main_function_table().ok().flatten().ok_or_else(strange)?;
    let mut slots = BTreeMap::new();
    for element in module.elements.iter() {
        match (&element.kind, &element.items) {
            (
                ElementKind::Active { table: of, offset: walrus::ConstExpr::Value(Value::I32(at)) },
                ElementItems::Functions(functions),
            ) if *of == table => slots.extend((*at as u32..).zip(functions.iter().copied())),
            _ => return Err(strange()),
        }
    }
    Ok((table, slots))
}

/// Takes all elements out of the table.
fn empty(module: &mut Module, table: TableId) {
    let all: Vec<_> = module.elements.iter().map(|element| element.id()).collect();
    all.into_iter().for_each(|id| module.elements.delete(id));
    module.tables.get_mut(table).elem_segments.clear();
}

/// Fills the table: one segment per run of neighbours.
fn fill(module: &mut Module, table: TableId, slots: &BTreeMap<u32, FunctionId>) {
    let mut runs: Vec<(u32, Vec<FunctionId>)> = Vec::new();
    for (slot, function) in slots {
        match runs.last_mut() {
            Some((at, run)) if *at + run.len() as u32 == *slot => run.push(*function),
            _ => runs.push((*slot, vec![*function])),
        }
    }
    for (at, run) in runs {
        let offset = walrus::ConstExpr::Value(Value::I32(at as i32));
        let kind = ElementKind::Active { table, offset };
        let id = module.elements.add(kind, ElementItems::Functions(run));
        module.tables.get_mut(table).elem_segments.insert(id);
    }
}

#[cfg(test)]
mod tests;
