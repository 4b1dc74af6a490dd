use super::*;

const GLUE: &str = "\
export class Unused {
    free() {
        wasm.unused_free(0);
    }
}
if (Symbol.dispose) Unused.prototype[Symbol.dispose] = Unused.prototype.free;
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_a_0123: function(arg0) {
            return wasm.grow(arg0);
        },
        __wbg_b_4567: function() {
            return 1;
        },
        __wbg_c_89ab: f,
    };
    return {
        __proto__: null,
        \"./page_bg.js\": import0,
    };
}
const UnusedFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {} }
    : new FinalizationRegistry(ptr => wasm.unused_free(ptr));
function initSync(module) {
    mywasm.no_export();
}
export { initSync, __wbg_init as default };
";

fn names(imports: [(&str, &str); 2], exports: [(&str, &str); 2]) -> Names {
    let map = |pairs: [(&str, &str); 2]| {
        pairs.map(|(old, new)| (old.to_owned(), new.to_owned())).into_iter().collect()
    };
    Names { imports: map(imports), exports: map(exports), module: "./page_bg.js".into() }
}

const IMPORTS: [(&str, &str); 2] = [("__wbg_a_0123", "x"), ("__wbg_c_89ab", "y")];
const EXPORTS: [(&str, &str); 2] = [("grow", "g"), ("main", "m")];

#[test]
fn what_nobody_uses_goes_and_the_rest_is_renamed() {
    let script = unused(GLUE).unwrap();
    assert_eq!(called(&script), BTreeSet::from(["grow", "main", "memory"]));
    let small = names(IMPORTS, EXPORTS).apply(&script).unwrap();
    let expected = "\
function __wbg_get_imports() {
    const import0 = {
__proto__: null,
x: function(arg0) {
            return wasm.g(arg0);
        },
y: f,

    };
    return {
        __proto__: null,
        \"a\": import0,
    };
}
async function rest(module) {
    await __wbg_load(module, { ...__wbg_get_imports(), \"b\": wasm });
}
export { __wbg_init as default, rest };
";
    assert_eq!(small, expected);
}

#[test]
fn glue_of_another_form_is_refused() {
    assert!(unused("export { __wbg_init as default };").is_err());
    assert!(unused("export class A {\n").is_err());
    let script = unused(GLUE).unwrap();
    let other = names([IMPORTS[0], ("__wbg_d_89ab", "y")], EXPORTS);
    assert!(other.apply(&script).unwrap_err().contains("1 of 2"));
    let other = names(IMPORTS, [("shrink", "g"), EXPORTS[1]]);
    assert!(other.apply(&script).unwrap_err().contains("wasm.grow"));
}
