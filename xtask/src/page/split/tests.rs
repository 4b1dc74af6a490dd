use walrus::{ConstExpr, ExportItem, FunctionBuilder, ImportKind, RefType, ValType};

use super::{parting::ENTRIES, *};

/// The entry whose name comes without a hash here.
const OPEN: &str = "why1006::view::received::open";

/// Makes a module as wasm-bindgen leaves it, in small. `main` calls the entries
/// and whatever is `also` named.
fn whole(also: &str) -> Vec<u8> {
    let mut module = Module::default();
    let memory = module.memories.add_local(false, false, 1, None, None);
    module.exports.add("memory", memory);
    let zero = ConstExpr::Value(Value::I32(0));
    let stack = module.globals.add_local(ValType::I32, true, false, zero);
    let nothing = module.types.add(&[], &[]);
    let (log, _) = module.add_import_func("./page_bg.js", "__wbg_log_0123", nothing);
    let mut function = |name: &str, calls: &[FunctionId]| {
        let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
        let mut body = builder.func_body();
        body.global_get(stack).global_set(stack);
        calls.iter().for_each(|callee| {
            body.call(*callee);
        });
        let id = builder.finish(Vec::new(), &mut module.funcs);
        module.funcs.get_mut(id).name = Some(name.to_owned());
        id
    };

    let shared = function("alloc::fmt::format", &[log]);
    let judged = function("why1006_diagnosis::diagnose", &[shared]);
    let closure = function("why1006::run::run::{{closure}}::h0", &[log]);
    let shim = function("core::ops::function::FnOnce::call_once", &[judged]);
    let plain = function("core::ops::function::FnOnce::call_once", &[shared]);
    let ask = function("why1006::view::ask::ask::{{closure}}", &[]);
    let hashed = |entry: &str| format!("{entry}::h0123456789abcdef");
    let named = |entry: &str| if entry == OPEN { entry.to_owned() } else { hashed(entry) };
    let mut called: Vec<_> =
        ENTRIES.iter().map(|entry| function(&named(entry), &[judged])).collect();
    called.push(shared);
    called.extend([judged].into_iter().filter(|_| also == "diagnose"));
    let main = function("main", &called);

    module.exports.add("main", main);
    let table = module.tables.add_local(false, 6, Some(6), RefType::FUNCREF);
    let slots = [closure, ask, shim, plain, closure];
    fill(&mut module, table, &(1..).zip(slots).collect());
    module.emit_wasm()
}

fn names(module: &Module) -> Vec<&str> {
    module.funcs.iter().filter_map(|f| f.name.as_deref()).collect()
}

#[test]
fn each_half_holds_its_own_and_fits_the_other() {
    let halves = split(&whole(""), &Symbols::default()).unwrap();
    let (first, rest) = (parse(&halves.first).unwrap(), parse(&halves.rest).unwrap());
    assert!(!names(&first).iter().any(|n| n.contains("diagnosis") || n.contains("run::")));
    assert!(names(&first).contains(&"why1006::view::ask::ask::{{closure}}"));
    let local =
        |id: &FunctionId| matches!(rest.funcs.get(*id).kind, walrus::FunctionKind::Local(_));
    assert_eq!(rest.funcs.iter().filter(|f| local(&f.id())).count(), 3 + ENTRIES.len());
    assert_eq!((halves.module.as_str(), &halves.exports["main"]), ("./page_bg.js", &"b".into()));

    // All that the rest wants of the first is there, and of the same kind.
    for import in rest.imports.iter().filter(|import| import.module == FIRST) {
        let export = first.exports.iter().find(|export| export.name == import.name).unwrap();
        match (&import.kind, &export.item) {
            (ImportKind::Function(a), ExportItem::Function(b)) => {
                let params = |module: &Module, id| {
                    module.types.get(module.funcs.get(id).ty()).params().to_vec()
                };
                assert_eq!(params(&rest, *a), params(&first, *b));
            }
            (ImportKind::Table(_), ExportItem::Table(_)) => {}
            (ImportKind::Global(a), ExportItem::Global(b)) => {
                assert_eq!(rest.globals.get(*a).mutable, first.globals.get(*b).mutable);
            }
            other => panic!("{other:?}"),
        }
    }
    let script: Vec<_> = rest.imports.iter().filter(|import| import.module == SCRIPT).collect();
    assert_eq!((script.len(), &script[0].name), (1, &halves.imports["__wbg_log_0123"]));
}

#[test]
fn the_rest_fills_what_the_first_leaves_open() {
    let halves = split(&whole(""), &Symbols::default()).unwrap();
    let (first, rest) = (parse(&halves.first).unwrap(), parse(&halves.rest).unwrap());
    let (grown, before) = table(&first).unwrap();
    let (_, filled) = table(&rest).unwrap();
    // Six of the module, then one for each entry.
    let size = 6 + ENTRIES.len() as u64;
    assert_eq!(first.tables.get(grown).initial, size);
    assert_eq!(first.tables.get(grown).maximum, Some(size));
    let slots: Vec<u32> = [1, 3, 5].into_iter().chain(6..size as u32).collect();
    assert_eq!(filled.keys().copied().collect::<Vec<_>>(), slots);
    assert_eq!(before.keys().copied().collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert!([1, 3, 5].iter().all(|slot| before[slot] == before[&1]));
    assert_ne!(before[&2], before[&4]);
}

#[test]
fn a_wrong_half_fails_the_build() {
    let found = split(&whole("diagnose"), &Symbols::default()).unwrap_err();
    assert!(found.contains("would hold why1006_diagnosis::diagnose"), "{found}");
    let mut module = parse(&whole("")).unwrap();
    let open = module.funcs.by_name(OPEN).unwrap();
    module.funcs.get_mut(open).name = Some("why1006::view::received::opened".into());
    let found = split(&module.emit_wasm(), &Symbols::default()).unwrap_err();
    assert!(found.contains(&format!("no function {OPEN}")), "{found}");
}
