//! Which functions belong to the rest.
//!
//! A function that is called by name needs no choice: the first module holds
//! what can be reached from the exports without passing one of [`ENTRIES`].
//! Function pointers (closures, tasks, methods behind `dyn`) hide who calls
//! them; they are chosen by their names, [`REST`]. One whose name tells nothing,
//! such as `FnOnce::call_once`, follows what it calls.
//!
//! So code lands in the wrong half in two ways. Something of the rest is called
//! by name from the first: then the first grows, and the check at the end of
//! [`Parting::of`] or `cargo xtask bench size` fails. Or the first calls a
//! pointer of the rest before it is loaded: that traps, and the page's tests see
//! it.

use std::collections::{BTreeMap, BTreeSet};

use walrus::{
    ExportItem, FunctionId, FunctionKind, LocalFunction, Module,
    ir::{Visitor, dfs_in_order},
};

use crate::Result;

/// What the first module calls in the rest, after `rest::load()`. Each is
/// `#[inline(never)]`.
pub(super) const ENTRIES: [&str; 6] = [
    "why1006::view::maker::open",
    "why1006::network::places::requests",
    "why1006::view::report::report",
    "why1006::view::received::open",
    "why1006::view::state::State::go",
    "why1006::view::state::State::rehearse",
];

/// Parts of names of functions that only run after the first click.
const REST: &[&str] = &[
    "why1006::link::",
    "why1006::network::",
    "why1006::observe::",
    "why1006::qr::",
    "why1006::run::",
    "why1006::words::",
    "why1006::view::blocks::",
    "why1006::view::camera::",
    "why1006::view::causes::",
    "why1006::view::compare::",
    "why1006::view::copy::",
    "why1006::view::experiment::",
    "why1006::view::guide::",
    "why1006::view::host_note::",
    "why1006::view::ladder::",
    "why1006::view::maker::",
    "why1006::view::network::",
    "why1006::view::pages::",
    "why1006::view::raw::",
    "why1006::view::reading::",
    "why1006::view::received::",
    "why1006::view::report::",
    "why1006::view::reports::",
    "why1006::view::send::",
    "why1006::view::share::",
    "why1006::view::software::",
    "why1006::view::state::network::",
    "why1006::view::state::State::draw::",
    "why1006::view::state::State::go::",
    "why1006::view::state::State::rehearse::",
    "why1006::view::state::News",
    "why1006::view::time::",
    "why1006::view::timeline::",
    "why1006::view::untested::",
    "why1006::view::verdict::",
    "why1006_commands::",
    "why1006_content::page::",
    "why1006_diagnosis::",
    "why1006_evidence::redact::",
    "why1006_evidence::said::",
    "why1006_pasted::",
    "why1006_report::",
];

/// What the first module must not hold: the build is wrong if it does.
const NEVER_FIRST: [&str; 4] = [
    "why1006_diagnosis::causes::",
    "why1006_diagnosis::diagnose",
    "why1006::observe::socket::",
    "why1006::view::verdict::",
];

/// Which functions go to the rest, and where they stand in the table.
/// Functions are meant by their index, which is the same in each parse.
#[derive(Debug)]
pub(super) struct Parting {
    pub(super) rest: BTreeSet<usize>,
    /// What the rest puts into the table: slot to function.
    pub(super) slots: BTreeMap<u32, usize>,
    /// The size of the table, with the slots that were added.
    pub(super) size: u32,
}

impl Parting {
    /// Reads the module and chooses.
    pub(super) fn of(module: &Module) -> Result<Parting> {
        let graph = Graph::of(module)?;
        let entries = graph.entries()?;
        let pointers: BTreeSet<usize> = graph.slots.values().copied().collect();

        let mut first = BTreeSet::new();
        let named = pointers.iter().filter(|f| graph.kind(**f) == Kind::First);
        graph.reach(graph.roots.iter().chain(named).copied(), &entries, &mut first);
        for pointer in pointers.iter().filter(|f| graph.kind(**f) == Kind::Any) {
            let mut with = first.clone();
            graph.reach([*pointer], &entries, &mut with);
            if !with.difference(&first).any(|f| graph.kind(*f) == Kind::Rest) {
                first = with;
            }
        }
        let held = |f: &&usize| NEVER_FIRST.iter().any(|part| graph.names[**f].contains(part));
        if let Some(wrong) = first.iter().find(held) {
            return Err(format!(
                "the first module would hold {}; see xtask/src/page/split/parting.rs",
                graph.names[*wrong]
            ));
        }
        let rest = &graph.local - &first;

        // Only the entries may be called by name from the first; each needs a slot.
        let mut slots = graph.slots;
        slots.retain(|_, f| rest.contains(f));
        let added = entries.iter().filter(|f| !pointers.contains(f)).copied();
        slots.extend((graph.size..).zip(added.clone()));
        Ok(Parting { rest, slots, size: graph.size + added.count() as u32 })
    }

    /// A slot that holds this function of the rest.
    pub(super) fn slot(&self, function: FunctionId) -> Option<u32> {
        let is_it = |(_, f): &(&u32, &usize)| **f == function.index();
        self.slots.iter().find(is_it).map(|(slot, _)| *slot)
    }
}

#[derive(Debug, PartialEq)]
enum Kind {
    First,
    Rest,
    /// Its name does not tell.
    Any,
}

/// Who calls whom by name, and what stands in the table.
struct Graph {
    names: Vec<String>,
    calls: Vec<BTreeSet<usize>>,
    /// All functions that are not imported.
    local: BTreeSet<usize>,
    roots: BTreeSet<usize>,
    slots: BTreeMap<u32, usize>,
    size: u32,
}

impl Graph {
    fn of(module: &Module) -> Result<Graph> {
        let (table, slots) = super::table(module)?;
        let length = module.funcs.iter().map(|f| f.id().index() + 1).max().unwrap_or_default();
        let mut graph = Graph {
            names: vec![String::new(); length],
            calls: vec![BTreeSet::new(); length],
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
            }
        }
        for export in module.exports.iter() {
            if let ExportItem::Function(function) = export.item {
                graph.roots.insert(function.index());
            }
        }
        Ok(graph)
    }

    fn entries(&self) -> Result<BTreeSet<usize>> {
        let find = |entry: &&str| {
            let is_it = |name: &String| {
                name.strip_prefix(entry).is_some_and(|end| end.is_empty() || is_hash(end))
            };
            self.names.iter().position(is_it).ok_or_else(|| {
                format!("the wasm has no function {entry}; is it still #[inline(never)]?")
            })
        };
        ENTRIES.iter().map(find).collect()
    }

    fn kind(&self, function: usize) -> Kind {
        let name = &self.names[function];
        match name.contains("why1006") {
            _ if REST.iter().any(|part| name.contains(part)) => Kind::Rest,
            true => Kind::First,
            false => Kind::Any,
        }
    }

    /// Adds what can be reached without passing `gates`.
    fn reach(
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

/// `::h` and 16 hexadecimal digits, as legacy names end.
fn is_hash(end: &str) -> bool {
    end.strip_prefix("::h")
        .is_some_and(|h| h.len() == 16 && h.bytes().all(|b| b.is_ascii_hexdigit()))
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
