use super::*;

/// What Trunk 0.21.14 writes, shortened.
const TRUNK: &str = r#"<!doctype html>
<html lang="en"><head><title>Why1006</title>
<!--why1006:policy-->
<link rel="stylesheet" href="./style-ae099130afef2c4c.css" integrity="sha384-Ctx"/>

<script type="module">
import init, * as bindings from './why1006-eb3a3b7322b41659.js';
const wasm = await init({ module_or_path: './why1006-eb3a3b7322b41659_bg.wasm' });


window.wasmBindings = bindings;


dispatchEvent(new CustomEvent("TrunkApplicationStarted", {detail: {wasm}}));

</script>
<script src="./fallback.js" defer></script>
<link rel="icon" href="static/icon.svg"/>
<link rel="modulepreload" href="./why1006-eb3a3b7322b41659.js" crossorigin="anonymous" integrity="sha384-2lg"><link rel="preload" href="./why1006-eb3a3b7322b41659_bg.wasm" crossorigin="anonymous" integrity="sha384-GfE" as="fetch" type="application/wasm"></head>
<body><h1>x</h1><!--why1006:boot--></body></html>
"#;

const BOOT: &str = "import init from '__GLUE__'; go('__WASM__', '__WASM_INTEGRITY__'); \
     later('__REST__', '__REST_INTEGRITY__')";

/// A built page in a scratch folder, removed when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, index: &str) -> Scratch {
        let folder = std::env::temp_dir().join(format!("why1006-{name}-{}", std::process::id()));
        let scratch = Scratch(folder);
        let files = [
            ("dist/index.html", index),
            ("dist/style-ae099130afef2c4c.css", "h1{}"),
            ("dist/why1006-eb3a3b7322b41659.js", "export default 1"),
            ("dist/why1006-eb3a3b7322b41659_bg.wasm", "wasm"),
            ("dist/rest.wasm", "more wasm"),
            ("dist/static/icon.svg", "<svg/>"),
            ("dist/static/boot.js", BOOT),
            ("static/boot.js", BOOT),
            ("static/fallback.js", "fallback()"),
        ];
        for (name, text) in files {
            files::write(&scratch.0.join(name), text).unwrap();
        }
        scratch
    }

    fn finish(&self, public_url: &str) -> Result<String> {
        finish(&self.0.join("dist"), &self.0.join("static"), public_url)?;
        files::read_text(&self.0.join("dist/index.html"))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn no_inline_script_remains_and_the_policy_comes_first() {
    let scratch = Scratch::new("inline", TRUNK);
    let page = scratch.finish("./").unwrap();
    let tags = html::tags(&page);
    let scripts: Vec<_> = tags.iter().filter(|tag| tag.name == "script").collect();
    assert_eq!(scripts.len(), 2);
    assert!(scripts.iter().all(|tag| tag.attribute("src").is_some()));
    let policy = page.find("Content-Security-Policy").unwrap();
    assert!(policy < scripts[0].span.start);
    assert!(page.contains("wasm-unsafe-eval") && !page.contains("unsafe-inline"));
    assert!(page.contains("rel=\"modulepreload\"") && page.contains("integrity=\"sha384-GfE\""));
}

#[test]
fn the_start_script_is_a_hashed_file_with_its_marks_filled() {
    let scratch = Scratch::new("boot", TRUNK);
    let page = scratch.finish("/why/").unwrap();
    let tags = html::tags(&page);
    let boot = tags.iter().find(|tag| tag.attribute("type") == Some("module")).unwrap();
    let address = boot.attribute("src").unwrap();
    assert!(address.starts_with("/why/boot-"), "{address}");
    let file = local(&scratch.0.join("dist"), address).unwrap();
    assert!(is_hashed(&file));
    let script = files::read_text(&file).unwrap();
    assert_eq!(boot.attribute("integrity"), Some(integrity(script.as_bytes()).as_str()));
    let (wasm, rest) = (integrity(b"wasm"), integrity(b"more wasm"));
    let name = hashed("rest.wasm", b"more wasm");
    assert!(scratch.0.join("dist").join(&name).is_file());
    assert!(!scratch.0.join("dist/rest.wasm").exists());
    assert_eq!(
        script,
        format!(
            "import init from './why1006-eb3a3b7322b41659.js'; \
             go('./why1006-eb3a3b7322b41659_bg.wasm', '{wasm}'); later('/why/{name}', '{rest}')"
        )
    );
    assert!(!scratch.0.join("dist/static/boot.js").exists());
}

#[test]
fn own_files_get_hashed_names_and_scripts_an_integrity() {
    let scratch = Scratch::new("hashed", TRUNK);
    let page = scratch.finish("./").unwrap();
    let dist = scratch.0.join("dist");
    for tag in html::tags(&page) {
        let Some(address) = tag.fetches() else {
            continue;
        };
        let file = local(&dist, address).unwrap_or_else(|| panic!("{address} is missing"));
        assert!(is_hashed(&file), "{address}");
        if tag.name == "script" {
            let bytes = files::read(&file).unwrap();
            assert_eq!(tag.attribute("integrity"), Some(integrity(&bytes).as_str()));
        }
    }
    assert!(!dist.join("static/icon.svg").exists());
    assert_eq!(page.matches("integrity=\"sha384-Ctx\"").count(), 1);
}

#[test]
fn each_fault_names_itself() {
    let cases = [
        (TRUNK.replace(POLICY_MARK, ""), "why1006:policy"),
        (TRUNK.replace(BOOT_MARK, ""), "why1006:boot"),
        (TRUNK.replace("TrunkApplicationStarted", "x"), "start script"),
        (TRUNK.replace("fallback.js", "missing.js"), "missing.js"),
        (TRUNK.replace("<h1>", "<h1 onclick='x()'>"), "inline code"),
        (TRUNK.replace("<h1>", "<style>h1{}</style><h1>"), "inline code"),
        (TRUNK.replace("./fallback.js", "https://cdn.example/x.js"), "cdn.example"),
        (TRUNK.replace("<title>", "<script src='./fallback.js'></script><title>"), "move the mark"),
    ];
    for (index, (page, expected)) in cases.iter().enumerate() {
        let scratch = Scratch::new(&format!("fault{index}"), page);
        let error = scratch.finish("./").unwrap_err();
        assert!(error.contains(expected), "{error}");
    }
}
