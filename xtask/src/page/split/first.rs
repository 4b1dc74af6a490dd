//! The first module: what is left when the rest is taken out.

use std::collections::BTreeMap;

use walrus::{
    ExportItem, FunctionBuilder, FunctionId, Module, TableId, TypeId,
    ir::{Call, CallIndirect, Const, Instr, InstrSeq, Value, VisitorMut, dfs_pre_order_mut},
};

use super::{empty, fill, parting::Parting, rest::Shared, table};
use crate::Result;

/// Makes it of the whole module. `shared` is what the rest imports from it.
pub(super) fn first(
    mut module: Module,
    parting: &Parting,
    imports: &BTreeMap<String, String>,
    exports: &BTreeMap<String, String>,
    shared: &[(String, Shared)],
) -> Result<Module> {
    let (table, mut slots) = table(&module)?;
    through_table(&mut module, parting, table);

    // A slot of the rest traps until the rest is there. It is not left empty:
    // each gap would cost a segment.
    let mut trap = FunctionBuilder::new(&mut module.types, &[], &[]);
    trap.func_body().unreachable();
    let trap = trap.finish(Vec::new(), &mut module.funcs);
    for (slot, function) in &mut slots {
        if parting.slots.contains_key(slot) {
            *function = trap;
        }
    }
    empty(&mut module, table);
    fill(&mut module, table, &slots);
    let grown = module.tables.get_mut(table);
    grown.initial = u64::from(parting.size);
    grown.maximum = grown.maximum.map(|maximum| maximum.max(grown.initial));

    for import in module.imports.iter_mut() {
        super::SCRIPT.clone_into(&mut import.module);
        import.name.clone_from(&imports[&import.name]);
    }
    for export in module.exports.iter_mut() {
        export.name.clone_from(&exports[&export.name]);
    }
    for (name, what) in shared {
        let item = item(&module, what)?;
        module.exports.add(name, item);
    }
    walrus::passes::gc::run(&mut module);
    if let Some(left) = module.funcs.iter().find(|f| parting.rest.contains(&f.id().index())) {
        let name = left.name.as_deref().unwrap_or("?");
        return Err(format!(
            "the first module uses {name} of the rest in a way that split.rs does not know"
        ));
    }
    Ok(module)
}

fn item(module: &Module, what: &Shared) -> Result<ExportItem> {
    let found: Option<ExportItem> = match *what {
        Shared::Function(index) => {
            module.funcs.iter().map(|f| f.id()).find(|id| id.index() == index).map(Into::into)
        }
        Shared::Global(index) => {
            module.globals.iter().map(|g| g.id()).find(|id| id.index() == index).map(Into::into)
        }
        Shared::Memory(index) => {
            module.memories.iter().map(|m| m.id()).find(|id| id.index() == index).map(Into::into)
        }
        Shared::Table(index) => {
            module.tables.iter().map(|t| t.id()).find(|id| id.index() == index).map(Into::into)
        }
    };
    found.ok_or_else(|| format!("the first module lacks {what:?}"))
}

/// Calls of the rest become calls of table slots.
fn through_table(module: &mut Module, parting: &Parting, table: TableId) {
    let types: BTreeMap<FunctionId, TypeId> =
        module.funcs.iter().map(|f| (f.id(), f.ty())).collect();
    let mut calls = Calls { parting, types: &types, table };
    for (id, function) in module.funcs.iter_local_mut() {
        if !parting.rest.contains(&id.index()) {
            dfs_pre_order_mut(&mut calls, function, function.entry_block());
        }
    }
}

struct Calls<'a> {
    parting: &'a Parting,
    types: &'a BTreeMap<FunctionId, TypeId>,
    table: TableId,
}

impl VisitorMut for Calls<'_> {
    fn start_instr_seq_mut(&mut self, sequence: &mut InstrSeq) {
        let mut at = 0;
        while at < sequence.instrs.len() {
            if let (Instr::Call(Call { func }), place) = sequence.instrs[at]
                && self.parting.rest.contains(&func.index())
                && let Some(slot) = self.parting.slot(func)
            {
                let call = CallIndirect { ty: self.types[&func], table: self.table };
                sequence.instrs[at] = (Instr::CallIndirect(call), place);
                let slot = Const { value: Value::I32(slot as i32) };
                sequence.instrs.insert(at, (Instr::Const(slot), place));
                at += 1;
            }
            at += 1;
        }
    }
}
