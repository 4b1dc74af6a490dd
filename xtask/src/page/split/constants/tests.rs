use walrus::{FunctionBuilder, ValType, ir::MemArg};

use super::*;

/// Where the data of the modules below begins in memory.
const BASE: u32 = 1 << 20;

/// Four constants of 16 bytes, then one that is written to.
fn symbols() -> Symbols {
    let pieces = (0..5).map(|at| BASE + 16 * at..BASE + 16 * (at + 1)).collect();
    Symbols { pieces, constant: BASE..BASE + 64, ..Symbols::default() }
}

/// These parts of the data, as addresses.
fn at<const N: usize>(parts: [[u32; 2]; N]) -> Vec<Range<u32>> {
    parts.into_iter().map(|[start, end]| BASE + start..BASE + end).collect()
}

/// A module whose one function loads from an address, and adds to another.
fn module_of(data: &[u8], [offset, number]: [u32; 2]) -> Module {
    let mut module = Module::default();
    let memory = module.memories.add_local(false, false, 17, None, None);
    let kind = walrus::ir::LoadKind::I32 { atomic: false };
    let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
    let argument = MemArg { align: 4, offset: u64::from(offset) };
    builder.func_body().i32_const(0).load(memory, kind, argument).i32_const(number as i32);
    builder.func_body().binop(walrus::ir::BinaryOp::I32Add);
    let function = builder.finish(Vec::new(), &mut module.funcs);
    module.exports.add("f", function);
    if !data.is_empty() {
        Image { start: BASE, bytes: data.to_vec() }.add_to(
            &mut module,
            memory,
            BASE..BASE + data.len() as u32,
        );
    }
    module
}

/// Five constants, each of its own letters.
fn data() -> Vec<u8> {
    (b'a'..=b'e').flat_map(|letter| [letter; 16]).collect()
}

fn parted(data: &[u8], code: [u32; 2], symbols: &Symbols) -> (Module, Module, Vec<Range<u32>>) {
    let (mut first, mut rest) = (module_of(data, code), module_of(&[], [0, 0]));
    let moved = part(&mut first, &mut rest, symbols).unwrap();
    prove(&first.emit_wasm(), &moved).unwrap();
    // Both halves together are what there was.
    let mut memory = Image::of(&first).unwrap();
    for segment in rest.data.iter() {
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(at)), .. } = segment.kind else {
            panic!("{segment:?}");
        };
        memory.bytes[at as usize - BASE as usize..][..segment.value.len()]
            .copy_from_slice(&segment.value);
    }
    assert_eq!(memory.bytes, data);
    (first, rest, moved)
}

#[test]
fn the_first_keeps_what_its_code_knows_and_what_is_written_to() {
    let (first, rest, moved) = parted(&data(), [BASE + 20, 7], &symbols());
    assert_eq!(moved, at([[0, 16], [32, 64]]));
    let expected = [&[0; 16][..], &[b'b'; 16], &[0; 32], &[b'e'; 16]].concat();
    assert_eq!(Image::of(&first).unwrap().bytes, expected);
    assert_eq!(rest.data.iter().count(), 2);
    // A number counts as an address, too.
    let (.., moved) = parted(&data(), [BASE, BASE + 63], &symbols());
    assert_eq!(moved, at([[16, 48]]));
}

#[test]
fn pointers_keep_what_they_lead_to() {
    let mut symbols = symbols();
    // The first constant holds a pointer to the third, one past its end.
    let mut data = data();
    data[4..8].copy_from_slice(&(BASE + 48).to_le_bytes());
    symbols.pointers.insert(BASE + 4, 2);
    let (.., moved) = parted(&data, [BASE, 0], &symbols);
    // By its value it is the fourth's, which therefore stays as well.
    assert_eq!(moved, at([[16, 32]]));
    let (.., moved) = parted(&data, [BASE + 16, 0], &symbols);
    assert_eq!(moved, at([[0, 16], [32, 64]]));
}

#[test]
fn what_only_looks_like_a_pointer_keeps_its_constant() {
    let mut data = data();
    data[21..25].copy_from_slice(&(BASE + 50).to_le_bytes());
    let (.., moved) = parted(&data, [BASE + 16, 0], &symbols());
    assert_eq!(moved, at([[0, 16], [32, 48]]));
    // Its last byte may be one of the zeros that are left of a moved constant.
    data[29..32].copy_from_slice(&(BASE + 2).to_le_bytes()[..3]);
    let (.., moved) = parted(&data, [BASE + 16, 0], &symbols());
    assert_eq!(moved, at([[32, 48]]));
}

#[test]
fn neighbours_are_one_segment_and_short_gaps_are_written_by_both() {
    let mut symbols = symbols();
    symbols.pieces = at([[0, 15], [16, 20], [20, 40], [40, 64]]);
    let mut data = data();
    data[15] = 0;
    let (_, rest, moved) = parted(&data, [BASE + 16, 0], &symbols);
    assert_eq!(moved, at([[0, 15], [20, 64]]));
    assert_eq!(rest.data.iter().map(|data| data.value.len()).collect::<Vec<_>>(), [64]);
    let (_, rest, moved) = parted(&data, [BASE + 20, 0], &symbols);
    assert_eq!(moved, at([[0, 20], [40, 64]]));
    assert_eq!(rest.data.iter().count(), 2);
}

#[test]
fn a_first_half_that_knows_what_was_moved_fails_the_build() {
    let moved = at([[16, 32]]);
    let known = |data: &[u8], code| prove(&module_of(data, code).emit_wasm(), &moved);
    assert!(known(&data(), [BASE, BASE + 32]).is_ok());
    for code in [[BASE + 16, 0], [0, BASE + 31]] {
        assert!(known(&data(), code).unwrap_err().contains("knows the address 104"));
    }
    let mut data = data();
    data[1..5].copy_from_slice(&(BASE + 24).to_le_bytes());
    assert!(known(&data, [0, 0]).is_err());
    // The end of the segment stands for zeros.
    assert!(known(&data[..4], [0, 0]).is_err());
}
