//! What functions know of each other.

use std::collections::{BTreeMap, BTreeSet};

use walrus::{
    ExportItem, FunctionId, FunctionKind, LocalFunction, Module,
    ir::{Visitor, dfs_in_order},
};

use super::numbers;
use crate::Result;

/// Who calls whom by name, and what stands in the table.
pub(super) struct Graph {
    pub(super) names: Vec<String>,
    calls: Vec<BTreeSet<usize>>,
    numbers: Vec<BTreeSet<u32>>,
    /// The numbers that globals begin with.
    fixed: BTreeSet<u32>,
    /// All functions that are not imported.
    pub(super) local: BTreeSet<usize>,
    pub(super) roots: BTreeSet<usize>,
    pub(super) slots: BTreeMap<u32, usize>,
    pub(super) size: u32,
}

impl Graph {
    /// Reads a module.
    pub(super) fn of(module: &Module) -> Result<Graph> {
        let (table, slots) = super::table(module)?;
        let length = module.funcs.iter().map(|f| f.id().index() + 1).max().unwrap_or_default();
        let mut graph = Graph {
            names: vec![String::new(); length],
            calls: vec![BTreeSet::new(); length],
            numbers: vec![BTreeSet::new(); length],
            fixed: numbers::of_globals(module),
            local: BTreeSet::new(),
            roots: module.start.iter().map(|f| f.index()).collect(),
            slots: slots.into_iter().map(|(slot, f)| (slot, f.index())).collect(),
            size: module.tables.get(table).initial as u32,
        };
        for function in module.funcs.iter() {
            let index = function.id().index();
            graph.names[index] = function.name.clone().unwrap_or_default();
            if let FunctionKind::Local(body) = &function.kind {
                graph.local.insert(index);
                graph.calls[index] = calls(body);
                graph.numbers[index] = numbers::of(body);
            }
        }
        for export in module.exports.iter() {
            if let ExportItem::Function(function) = export.item {
                graph.roots.insert(function.index());
            }
        }
        Ok(graph)
    }

    /// All numbers in these functions and in globals.
    pub(super) fn numbers(&self, functions: &BTreeSet<usize>) -> BTreeSet<u32> {
        let all = functions.iter().flat_map(|function| &self.numbers[*function]);
        all.chain(&self.fixed).copied().collect()
    }

    /// Adds what can be reached without passing `gates`.
    pub(super) fn reach(
        &self,
        from: impl IntoIterator<Item = usize>,
        gates: &BTreeSet<usize>,
        found: &mut BTreeSet<usize>,
    ) {
        let mut open: Vec<usize> = from.into_iter().collect();
        while let Some(function) = open.pop() {
            if !gates.contains(&function) && found.insert(function) {
                open.extend(&self.calls[function]);
            }
        }
    }
}

fn calls(body: &LocalFunction) -> BTreeSet<usize> {
    struct Calls(BTreeSet<usize>);
    impl<'a> Visitor<'a> for Calls {
        fn visit_function_id(&mut self, function: &FunctionId) {
            self.0.insert(function.index());
        }
    }
    let mut calls = Calls(BTreeSet::new());
    dfs_in_order(&mut calls, body, body.entry_block());
    calls.0
}
