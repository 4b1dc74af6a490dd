//! The rest: a module that imports everything that the first holds.

use std::collections::BTreeMap;

use walrus::{FunctionId, FunctionKind, GlobalKind, ImportKind, ImportedFunction, Module};

use super::{FIRST, SCRIPT, empty, fill, parting::Parting, table};
use crate::Result;

/// What the first module exports for the rest, by index.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shared {
    Function(usize),
    Global(usize),
    Memory(usize),
    Table(usize),
}

/// What the rest imports from the first, by name.
pub(super) type Wanted = Vec<(String, Shared)>;

/// Makes it of the whole module; also returns what it imports from the first.
pub(super) fn rest(
    mut module: Module,
    parting: &Parting,
    imports: &BTreeMap<String, String>,
    names: &mut impl Iterator<Item = String>,
) -> Result<(Module, Wanted)> {
    let (table, _) = table(&module)?;
    empty(&mut module, table);
    let local: BTreeMap<usize, FunctionId> =
        module.funcs.iter_local().map(|(id, _)| (id.index(), id)).collect();
    let slots = parting.slots.iter().map(|(slot, index)| (*slot, local[index])).collect();
    fill(&mut module, table, &slots);

    module.start = None;
    let exports: Vec<_> = module.exports.iter().map(|export| export.id()).collect();
    exports.into_iter().for_each(|id| module.exports.delete(id));
    let data: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    data.into_iter().for_each(|id| module.data.delete(id));
    for import in module.imports.iter_mut() {
        SCRIPT.clone_into(&mut import.module);
        import.name.clone_from(&imports[&import.name]);
    }
    import_all(&mut module, parting, &local);
    walrus::passes::gc::run(&mut module);

    let mut shared = Vec::new();
    for import in module.imports.iter_mut().filter(|import| import.module == FIRST) {
        let what = match import.kind {
            ImportKind::Function(id) => Shared::Function(id.index()),
            ImportKind::Global(id) => Shared::Global(id.index()),
            ImportKind::Memory(id) => Shared::Memory(id.index()),
            ImportKind::Table(id) => Shared::Table(id.index()),
            ImportKind::Tag(_) => return Err("the wasm has exceptions; split.rs knows none".into()),
        };
        import.name = names.next().unwrap_or_default();
        shared.push((import.name.clone(), what));
    }
    Ok((module, shared))
}

/// All that is not of the rest becomes an import, without a name as yet.
fn import_all(module: &mut Module, parting: &Parting, local: &BTreeMap<usize, FunctionId>) {
    for (index, id) in local {
        if !parting.rest.contains(index) {
            let ty = module.funcs.get(*id).ty();
            let import = module.imports.add(FIRST, "", *id);
            module.funcs.get_mut(*id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
    }
    let globals: Vec<_> = module.globals.iter().map(|global| global.id()).collect();
    for id in globals {
        let import = module.imports.add(FIRST, "", id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
    let memories: Vec<_> = module.memories.iter().map(|memory| memory.id()).collect();
    for id in memories {
        let import = module.imports.add(FIRST, "", id);
        let memory = module.memories.get_mut(id);
        memory.import = Some(import);
        memory.maximum = None;
        memory.data_segments.clear();
    }
    let tables: Vec<_> = module.tables.iter().map(|table| table.id()).collect();
    for id in tables {
        let import = module.imports.add(FIRST, "", id);
        let table = module.tables.get_mut(id);
        table.import = Some(import);
        table.maximum = None;
    }
}
