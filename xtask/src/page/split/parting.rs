//! Which functions belong to the rest.
//!
//! A function that is called by name needs no choice: the first module holds
//! what can be reached from the exports without passing one of [`ENTRIES`].
//! Function pointers (closures, tasks, methods behind `dyn`) hide who calls
//! them. One whose slot stands neither in the code of the first nor in a constant
//! that the first can read goes to the rest ([`constants`]); this chooses functions and
//! constants together. The others are chosen by their names, [`REST`], since
//! the first makes tasks that go on in the rest. One whose name tells nothing,
//! such as `FnOnce::call_once`, follows what it calls.
//!
//! So code lands in the wrong half in two ways. Something of the rest is called
//! by name from the first: then the first grows, and the check at the end of
//! [`Parting::of`] or `cargo xtask bench size` fails. Or the first calls a
//! pointer of the rest before it is loaded: that traps, and the page's tests see
//! it.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use walrus::{FunctionId, Module};

use super::{constants, graph::Graph, image::Image, symbols::Symbols};
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
    /// The addresses of constants that go to the rest, in order.
    pub(super) moved: Vec<Range<u32>>,
    /// Numbers that the first must not hold: these, and slots of the rest.
    pub(super) unknown: Vec<Range<u32>>,
}

impl Parting {
    /// Reads the module and chooses.
    pub(super) fn of(module: &Module, symbols: &Symbols) -> Result<Parting> {
        let graph = Graph::of(module)?;
        let image = Image::of(module)?;
        let entries = entries(&graph)?;

        let mut first = BTreeSet::new();
        graph.reach(graph.roots.iter().copied(), &entries, &mut first);
        let (moved, known) = loop {
            let numbers = graph.numbers(&first);
            let (moved, known) = constants::moved(symbols, &image, numbers);
            let before = first.len();
            add_pointers(&graph, &entries, &known, &mut first);
            if first.len() == before {
                break (moved, known);
            }
        };
        let held = |f: &&usize| NEVER_FIRST.iter().any(|part| graph.names[**f].contains(part));
        if let Some(wrong) = first.iter().find(held) {
            return Err(format!(
                "the first module would hold {}; see xtask/src/page/split/parting.rs",
                graph.names[*wrong]
            ));
        }
        let rest = &graph.local - &first;

        let pointers: BTreeSet<usize> = graph.slots.values().copied().collect();
        let is_unknown = |(slot, f): &(&u32, &usize)| {
            rest.contains(f) && !known.contains(slot) && !entries.contains(f)
        };
        let unknown = graph.slots.iter().filter(is_unknown).map(|(slot, _)| *slot..slot + 1);
        let unknown = unknown.chain(moved.iter().cloned()).collect();

        // Only the entries may be called by name from the first; each needs a slot.
        let mut slots = graph.slots;
        slots.retain(|_, f| rest.contains(f));
        let added = entries.iter().filter(|f| !pointers.contains(f)).copied();
        slots.extend((graph.size..).zip(added.clone()));
        let size = graph.size + added.count() as u32;
        Ok(Parting { rest, slots, size, moved, unknown })
    }

    /// A slot that holds this function of the rest.
    pub(super) fn slot(&self, function: FunctionId) -> Option<u32> {
        let is_it = |(_, f): &(&u32, &usize)| **f == function.index();
        self.slots.iter().find(is_it).map(|(slot, _)| *slot)
    }
}

/// Adds the functions that the first knows the slots of and that are not the
/// rest's, with all that they call.
fn add_pointers(
    graph: &Graph,
    entries: &BTreeSet<usize>,
    known: &BTreeSet<u32>,
    first: &mut BTreeSet<usize>,
) {
    let slots = graph.slots.iter().filter(|(slot, _)| known.contains(slot));
    let pointers: BTreeSet<usize> = slots.map(|(_, function)| *function).collect();
    let of_kind = |kind| pointers.iter().copied().filter(move |f| self::kind(graph, *f) == kind);
    graph.reach(of_kind(Kind::First), entries, first);
    for pointer in of_kind(Kind::Any) {
        let mut with = first.clone();
        graph.reach([pointer], entries, &mut with);
        if !with.difference(first).any(|f| kind(graph, *f) == Kind::Rest) {
            *first = with;
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    First,
    Rest,
    /// Its name does not tell.
    Any,
}

fn kind(graph: &Graph, function: usize) -> Kind {
    let name = &graph.names[function];
    match name.contains("why1006") {
        _ if REST.iter().any(|part| name.contains(part)) => Kind::Rest,
        true => Kind::First,
        false => Kind::Any,
    }
}

fn entries(graph: &Graph) -> Result<BTreeSet<usize>> {
    let find = |entry: &&str| {
        let is_it = |name: &String| {
            name.strip_prefix(entry).is_some_and(|end| end.is_empty() || is_hash(end))
        };
        graph.names.iter().position(is_it).ok_or_else(|| {
            format!("the wasm has no function {entry}; is it still #[inline(never)]?")
        })
    };
    ENTRIES.iter().map(find).collect()
}

/// `::h` and 16 hexadecimal digits, as legacy names end.
fn is_hash(end: &str) -> bool {
    end.strip_prefix("::h")
        .is_some_and(|h| h.len() == 16 && h.bytes().all(|b| b.is_ascii_hexdigit()))
}
