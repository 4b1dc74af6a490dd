//! The table of steps. Native code uses the development profile throughout, so
//! that each step finds what the one before compiled.

use std::{
    net::{TcpListener, TcpStream},
    path::Path,
    process::Child,
    thread,
    time::{Duration, Instant},
};

use crate::{
    Result, bench, command, files, page, project,
    serve::built,
    tools::{self, page::WASM},
};

/// One check of the project.
pub(super) struct Step {
    /// What `--only` takes.
    pub(super) name: &'static str,
    /// One line for `--list`.
    pub(super) about: &'static str,
    /// Runs it.
    pub(super) run: fn() -> Result<()>,
}

/// In the order in which they run.
pub(super) const STEPS: &[Step] = &[
    Step { name: "fmt", about: "the source is formatted", run: fmt },
    Step { name: "clippy", about: "no warnings in native code", run: clippy },
    Step { name: "clippy-wasm", about: "no warnings in the page", run: clippy_wasm },
    Step { name: "docs", about: "the documentation has no warnings", run: docs },
    Step { name: "host", about: "tests of everything that needs no browser", run: host },
    Step { name: "accuracy", about: "the diagnosis is sound on all recordings", run: accuracy },
    Step { name: "wasm-chromium", about: "tests of the probes in Chromium", run: wasm_chromium },
    Step { name: "wasm-firefox", about: "tests of the probes in Firefox", run: wasm_firefox },
    Step { name: "page", about: "the release page builds", run: build_page },
    Step { name: "size", about: "the first load is within its bar", run: size },
    Step { name: "stacks", about: "the recipes cure real software, in real browsers", run: stacks },
    Step {
        name: "networks",
        about: "the page behind some real proxies and filters",
        run: networks,
    },
    Step { name: "e2e", about: "the built page in real browsers", run: e2e },
];

/// Packages of the page that compile for both targets.
const PURE: [&str; 8] = [
    "-p",
    "why1006-evidence",
    "-p",
    "why1006-diagnosis",
    "-p",
    "why1006-content",
    "-p",
    "why1006-report",
];

/// The reference endpoint of the wasm tests; they know this address.
const REFERENCE: &str = "127.0.0.1:28006";

/// Takes connections and never answers; the wasm tests know this address, too.
const SILENT: &str = "127.0.0.1:28007";

fn cargo(arguments: &[&str]) -> Result<()> {
    command::run(command::cargo().args(arguments), &format!("cargo {}", arguments.join(" ")))
}

fn fmt() -> Result<()> {
    cargo(&["fmt", "--all", "--check"]).map_err(|line| format!("{line}; run `cargo fmt --all`"))
}

fn clippy() -> Result<()> {
    cargo(&[
        "clippy",
        "--quiet",
        "--workspace",
        "--exclude",
        "why1006",
        "--all-targets",
        "--",
        "-Dwarnings",
    ])?;
    // What an ordinary build leaves out.
    let pages = ["-p", "why1006-content", "--features", "pages", "--all-targets"];
    cargo(&[&["clippy", "--quiet"], &pages[..], &["--", "-Dwarnings"]].concat())
}

fn clippy_wasm() -> Result<()> {
    tools::page::for_wasm_tests()?;
    let wasm = ["clippy", "--quiet", "--target", WASM];
    let strict = ["--", "-Dwarnings"];
    cargo(&[&wasm[..], &["-p", "why1006", "--all-targets"], &strict].concat())?;
    cargo(&[&wasm[..], &PURE, &["--lib"], &strict].concat())
}

fn docs() -> Result<()> {
    tools::page::for_wasm_tests()?;
    let doc = |arguments: &[&str]| {
        let mut cargo = command::cargo();
        cargo.args(["doc", "--quiet", "--no-deps"]).args(arguments);
        command::run(cargo.env("RUSTDOCFLAGS", "-Dwarnings"), "cargo doc")
    };
    doc(&["--workspace", "--exclude", "why1006"])?;
    doc(&["-p", "why1006", "--target", WASM])
}

fn host() -> Result<()> {
    tools::browsers::set_up_lab();
    tools::browsers::set_up_conformance();
    let packages = ["--workspace", "--exclude", "why1006", "--exclude", "why1006-e2e"];
    cargo(&[&["test", "--quiet"], &packages[..]].concat())?;
    cargo(&["test", "--quiet", "-p", "why1006-content", "--features", "pages"])
}

fn wasm_chromium() -> Result<()> {
    tools::browsers::set_up_one("chromium")?;
    wasm_tests("CHROMEDRIVER", "chromedriver")
}

fn wasm_firefox() -> Result<()> {
    tools::browsers::set_up_one("firefox")?;
    wasm_tests("GECKODRIVER", "geckodriver")
}

/// Runs the page's own tests by one driver; `webdriver.json` at the root says
/// how it starts the browser.
fn wasm_tests(variable: &str, driver: &str) -> Result<()> {
    let toolbox = tools::page::for_wasm_tests()?;
    let driver = command::find(driver).ok_or_else(|| format!("{driver} is missing"))?;
    let _reference = Reference::start()?;
    // The system completes the TCP handshake of connections that nobody accepts.
    let _silent = TcpListener::bind(SILENT)
        .map_err(|e| format!("cannot listen on {SILENT}: {e}; end what does"))?;
    let mut tests = command::cargo();
    tests.args(["test", "-p", "why1006", "--target", WASM, "--lib", "--test", "*"]);
    // The runner takes the first driver that is named.
    tests.env_remove("CHROMEDRIVER").env_remove("GECKODRIVER").env_remove("SAFARIDRIVER");
    tests.env(variable, driver).env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    // The runner's page would reject every no-cors request (COEP: require-corp),
    // and ours is served without that header.
    tests.env("WASM_BINDGEN_TEST_NO_ORIGIN_ISOLATION", "1");
    command::run(toolbox.equip(&mut tests), "cargo test")
}

/// The server as a child that ends with this value.
struct Reference(Child);

impl Reference {
    fn start() -> Result<Reference> {
        if TcpStream::connect(REFERENCE).is_ok() {
            return Err(format!("something listens on {REFERENCE} already; end it first"));
        }
        cargo(&["build", "--quiet", "-p", "why1006-server"])?;
        // The tests bring their own page; the server wants a folder with one.
        let folder = project::target().join("xtask-no-page");
        files::write(&folder.join("index.html"), "<!doctype html><title>Reference</title>")?;
        let mut server = command::program(built("why1006-server"));
        let child = server
            .args(["--listen", REFERENCE, "--dist"])
            .arg(folder)
            .spawn()
            .map_err(|e| format!("cannot start the reference endpoint: {e}"))?;
        let mut reference = Reference(child);
        let began = Instant::now();
        while TcpStream::connect(REFERENCE).is_err() {
            let ended = reference.0.try_wait().ok().flatten();
            if ended.is_some() || began.elapsed() > Duration::from_secs(30) {
                return Err(format!("the reference endpoint does not answer on {REFERENCE}"));
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(reference)
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn accuracy() -> Result<()> {
    cargo(&["run", "--quiet", "-p", "why1006-accuracy"])
}

fn build_page() -> Result<()> {
    page::build(page::RELATIVE).map(drop)
}

fn size() -> Result<()> {
    let dist = page::build(page::RELATIVE)?;
    bench::size(Path::new(&dist), false)
}

/// What is not to be had is said; its proofs are then skipped, with the reason.
fn stacks() -> Result<()> {
    stacks_with(&[])
}

/// The proofs, with arguments for their program.
pub(super) fn stacks_with(arguments: &[&str]) -> Result<()> {
    page::build(page::RELATIVE)?;
    tools::browsers::set_up_one("chromium")?;
    tools::browsers::set_up_one("firefox")?;
    tools::stacks::set_up();
    cargo(&[&["run", "--quiet", "-p", "why1006-stacks", "--"], arguments].concat())
}

/// What is not to be had is said; its situations are then skipped, with the
/// reason.
fn networks() -> Result<()> {
    networks_with(&["--few"])
}

/// The situations, with arguments for their program.
pub(super) fn networks_with(arguments: &[&str]) -> Result<()> {
    page::build(page::RELATIVE)?;
    tools::browsers::set_up_one("chromium")?;
    tools::browsers::set_up_one("firefox")?;
    tools::networks::set_up();
    cargo(&[&["run", "--quiet", "-p", "why1006-networks", "--"], arguments].concat())
}

fn e2e() -> Result<()> {
    page::build(page::RELATIVE)?;
    tools::browsers::set_up()?;
    let axe = tools::axe()?;
    let mut tests = command::cargo();
    command::run(tests.args(["test", "-p", "why1006-e2e"]).env("WHY1006_AXE", axe), "cargo test")
}
