use super::*;

const LIVE: &str = "page::main";
const DEAD_ONE: &str = "<wasm_streams::Source as Drop>::drop";
const SHIM: &str = "core::FnOnce::call_once{{vtable.shim}}::h0";

fn section(id: u8, body: &[u8]) -> Vec<u8> {
    let mut out = vec![id];
    module::sized(&mut out, body);
    out
}

/// A module of one import and three functions of these bodies.
fn module_of(bodies: [&[u8]; 3]) -> Vec<u8> {
    let mut code = vec![3];
    for body in bodies {
        module::sized(&mut code, body);
    }
    let mut list = vec![4];
    for (index, name) in (0..).zip(["imported", LIVE, DEAD_ONE, SHIM]) {
        list.push(index);
        module::sized(&mut list, name.as_bytes());
    }
    let names = [&b"\x04name"[..], &[0, 1, 0], &section(1, &list)].concat();
    let imports = section(2, b"\x01\x01a\x01b\x00\x00");
    [b"\0asm\x01\0\0\0".to_vec(), imports, section(10, &code), section(0, &names)].concat()
}

#[test]
fn what_is_named_and_its_vtable_entries_trap() {
    let body: &[u8] = &[0, 0x41, 7, 0x1a, 0x0b];
    let calls = format!(
        "digraph call {{\n  \"{SHIM}\" -> \"{DEAD_ONE}\"; // call\n  \
         \"{DEAD_ONE}\" -> \"{LIVE}\"; // call\n  \"{LIVE}\" -> \"imported\"; // call\n}}\n"
    );
    let after = empty(&module_of([body; 3]), &calls).unwrap();
    assert_eq!(after, module_of([body, &TRAP, &TRAP]));
}

#[test]
fn an_entry_that_calls_nothing_dead_stays() {
    let body: &[u8] = &[0, 0x0b];
    let after = empty(&module_of([body; 3]), "").unwrap();
    assert_eq!(after, module_of([body, &TRAP, body]));
}

#[test]
fn a_live_caller_fails_the_build() {
    let calls = format!("  \"{LIVE}\" -> \"{DEAD_ONE}\"; // call\n");
    let error = empty(&module_of([&TRAP; 3]), &calls).unwrap_err();
    assert!(error.contains(LIVE) && error.contains(DEAD_ONE), "{error}");
}

#[test]
fn a_module_of_another_form_is_refused() {
    let good = module_of([&TRAP; 3]);
    for end in [9, 20, good.len() - 1] {
        assert!(empty(&good[..end], "").is_err(), "{end}");
    }
    assert!(empty(b"\0asm\x01\0\0\0", "").is_err());
}
