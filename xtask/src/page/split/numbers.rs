//! What may be an address in the code.

use std::collections::BTreeSet;

use walrus::{
    ConstExpr, GlobalKind, Module,
    ir::{Instr, InstrLocId, Value, Visitor, dfs_in_order},
};

/// All numbers in code and globals that may be addresses.
pub(super) fn numbers(module: &Module) -> BTreeSet<u32> {
    #[derive(Default)]
    struct Numbers(BTreeSet<u32>);
    impl Numbers {
        fn add(&mut self, value: Value) {
            match value {
                Value::I32(number) => self.0.extend([number as u32]),
                Value::I64(number) => self.0.extend([number as u32, (number >> 32) as u32]),
                Value::V128(number) => self.0.extend((0..4).map(|at| (number >> (32 * at)) as u32)),
                Value::F32(_) | Value::F64(_) => {}
            }
        }
    }
    impl<'a> Visitor<'a> for Numbers {
        fn visit_instr(&mut self, instruction: &'a Instr, _: &'a InstrLocId) {
            let argument = match instruction {
                Instr::Const(constant) => return self.add(constant.value),
                Instr::Load(load) => load.arg,
                Instr::Store(store) => store.arg,
                Instr::LoadSimd(load) => load.arg,
                Instr::AtomicRmw(change) => change.arg,
                Instr::Cmpxchg(change) => change.arg,
                Instr::AtomicNotify(notify) => notify.arg,
                Instr::AtomicWait(wait) => wait.arg,
                _ => return,
            };
            self.0.extend([argument.offset as u32]);
        }
    }
    let mut numbers = Numbers::default();
    for (_, function) in module.funcs.iter_local() {
        dfs_in_order(&mut numbers, function, function.entry_block());
    }
    for global in module.globals.iter() {
        if let GlobalKind::Local(ConstExpr::Value(value)) = global.kind {
            numbers.add(value);
        }
    }
    numbers.0
}
