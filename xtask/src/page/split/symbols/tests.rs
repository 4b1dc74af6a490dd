use super::*;

/// Where the data of the module below begins in memory.
const BASE: u32 = 1 << 20;

fn number(number: u32) -> Vec<u8> {
    let mut out = Vec::new();
    module::number(&mut out, number as usize);
    out
}

fn sized(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    module::sized(&mut out, bytes);
    out
}

fn custom(name: &str, body: &[u8]) -> Vec<u8> {
    [vec![0], sized(&[&sized(name.as_bytes()), body].concat())].concat()
}

/// A datum of segment 0, as the table of symbols holds it.
fn datum(name: &str, offset: u32, length: u32) -> Vec<u8> {
    [vec![1, 0], sized(name.as_bytes()), vec![0], number(offset), number(length)].concat()
}

/// `text` has `ext` as its end; `list` points at `text`, 1 behind its begin; the
/// word after it is written to. The code knows `list`, and what lies 8 before it.
fn module_of(pointer: u32, kind: u8) -> Vec<u8> {
    let constants = [&b"text\0\0\0\0"[..], &pointer.to_le_bytes()].concat();
    let segment =
        |address, bytes: &[u8]| [vec![0, 0x41], number(address), vec![0x0b], sized(bytes)].concat();
    let data = [vec![2], segment(BASE, &constants), segment(BASE + 12, &[7; 4])].concat();
    let function = vec![0, 0, 0, 1, b'f'];
    let absent = vec![1, 0x10, 1, b'x'];
    let table = [function, datum("text", 0, 4), datum("ext", 1, 3), datum("list", 8, 4), absent];
    let table = [vec![table.len() as u8], table.concat()].concat();
    let names = [vec![2], sized(b".rodata"), vec![2, 0], sized(b".data"), vec![2, 0]].concat();
    let linking = [vec![2, 8], sized(&table), vec![5], sized(&names)].concat();
    // Kind, place, symbol, and what is added: -8 for the second.
    let code = [3, 3, 0, 9, 0, 4, 9, 3, 0, kind, 20, 3, 0x78];
    // The place counts from the begin of the section: a count, and 7 of a head.
    let relocations = [4, 1, 5, 1 + 7 + 8, 1, 1];
    [
        b"\0asm\x01\0\0\0".to_vec(),
        [vec![11], sized(&data)].concat(),
        custom("linking", &linking),
        custom("reloc.CODE", &code),
        custom("reloc.DATA", &relocations),
    ]
    .concat()
}

#[test]
fn pieces_and_what_points_at_them_are_read() {
    let symbols = Symbols::of(&module_of(BASE + 1, 4)).unwrap();
    assert_eq!(symbols.pieces, [BASE..BASE + 4, BASE + 8..BASE + 12]);
    assert_eq!(symbols.constant, BASE..BASE + 12);
    assert_eq!(symbols.pointers, BTreeMap::from([(BASE + 8, 0)]));
    let list = BTreeSet::from([1]);
    assert_eq!(symbols.written, BTreeMap::from([(BASE, list.clone()), (BASE + 8, list)]));

    let pieces = [BASE - 1, BASE, BASE + 3, BASE + 4, BASE + 8, BASE + 12];
    let found = pieces.map(|address| symbols.piece(address));
    assert_eq!(found, [None, Some(0), Some(0), None, Some(1), None]);
}

#[test]
fn what_is_reached_follows_pointers_and_what_an_address_was_made_from() {
    let mut symbols = Symbols::of(&module_of(BASE + 1, 4)).unwrap();
    assert_eq!(symbols.reached([BASE + 8]), [0, 1].into());
    // By its value it is the text's; by its relocation the list's.
    assert_eq!(symbols.reached([BASE]), [0, 1].into());
    assert_eq!(symbols.reached([BASE + 1]), [0].into());
    symbols.pointers.clear();
    assert_eq!(symbols.reached([BASE + 8, 5, BASE + 6]), [1].into());
}

#[test]
fn what_is_not_as_expected_is_refused() {
    let good = module_of(BASE + 1, 4);
    assert!(Symbols::of(&good).is_ok());
    assert!(Symbols::of(&module_of(BASE + 2, 4)).is_err(), "a pointer that leads elsewhere");
    assert!(Symbols::of(&module_of(BASE + 1, 11)).is_err(), "an address of another form");
    for end in 9..good.len() {
        assert!(Symbols::of(&good[..end]).is_err(), "{end}");
    }
    let without = module::with_custom(&good, &["name"]).unwrap();
    assert!(Symbols::of(&without).unwrap_err().contains("build.rs"));
}
