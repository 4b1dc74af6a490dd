//! The binary as somebody uses it.

#[path = "support/server.rs"]
mod support;

use std::{
    io::{BufRead, BufReader, Lines, Read},
    process::{Child, ChildStdout, Command, Output, Stdio},
};

use support::Folder;

const BINARY: &str = env!("CARGO_BIN_EXE_why1006-server");

fn run(args: &[&str]) -> Output {
    Command::new(BINARY).args(args).output().unwrap()
}

/// A running binary that ends with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(folder: &Folder, more: &[&str]) -> (Running, String) {
    let (running, mut lines) = start_and_read(folder, more);
    let url = lines.next().unwrap().unwrap();
    let url = url.strip_prefix("Why1006 is at ").unwrap_or_else(|| panic!("{url:?}"));
    (running, url.to_owned())
}

fn start_and_read(folder: &Folder, more: &[&str]) -> (Running, Lines<BufReader<ChildStdout>>) {
    let mut child = Command::new(BINARY)
        .args(["--listen", "127.0.0.1:0", "--dist", folder.0.to_str().unwrap()])
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    (Running(child), lines)
}

fn page(name: &str) -> Folder {
    Folder::new(&format!("command-{name}"), &[("index.html", "<p>the page")])
}

#[test]
fn bad_command_lines_get_one_line() {
    for (args, says) in [
        (&["--listen", "8006"][..], "--listen \"8006\": give an address and a port"),
        (&["--max-life", "0"], "--max-life \"0\": give a number from 1"),
        (&["--max-message", "64k"], "--max-message \"64k\": give a number"),
        (&["--tls-cert", "a.pem"], "--tls-cert needs --tls-key FILE"),
        (&["--tls-key", "a.pem"], "--tls-key needs --tls-cert FILE"),
        (&["--tls-listen", "127.0.0.1:1"], "--tls-listen needs --tls-cert FILE"),
        (&["--also-tls", "443"], "--also-tls needs --tls-cert FILE"),
        (&["--http2-listen", "127.0.0.1:1"], "--http2-listen needs --tls-cert FILE"),
        (&["--also", "80,8o80"], "--also \"80,8o80\": give ports or addresses"),
        (&["--also", "65536"], "--also \"65536\": give ports or addresses"),
        (&["--also", ""], "--also \"\": give ports or addresses"),
        (&["--nonsense"], "--nonsense"),
        (&["folder"], "folder"),
        (&["--dist"], "--dist"),
    ] {
        let output = run(args);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {error}");
        assert!(error.contains(says), "{args:?}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
    let folder = page("reference");
    let dist = folder.0.to_str().unwrap();
    for (args, says) in [
        (&["--dist", "/missing"][..], "no built page in /missing: run `cargo xtask serve`"),
        (&["--dist", dist, "--reference", "http://a/socket"], "must begin with ws:// or wss://"),
        (&["--dist", dist, "--https-page", "http://a/"], "--https-page \"http://a/\": must begin"),
    ] {
        let output = run(&[args, &["--listen", "127.0.0.1:0"]].concat());
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}: {error}");
        assert!(error.contains(says), "{args:?}: {error}");
    }
}

#[test]
fn help_names_every_option() {
    let help = String::from_utf8(run(&["--help"]).stdout).unwrap();
    for option in [
        "--listen",
        "--also",
        "--tls-listen",
        "--also-tls",
        "--http2-listen",
        "--tls-cert",
        "--tls-key",
        "--dist",
        "--name",
        "--reference",
        "--http-page",
        "--https-page",
        "--max-message",
        "--max-connections",
        "--max-life",
        "--log",
        "--help",
        "--version",
    ] {
        assert!(help.contains(option), "{option}");
    }
    assert!(run(&["--version"]).stdout.starts_with(b"why1006-server "));
}

#[test]
fn a_port_in_use_is_named_with_the_cure() {
    let holder = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = holder.local_addr().unwrap();
    let folder = page("in-use");
    let dist = folder.0.to_str().unwrap();
    let output = run(&["--dist", dist, "--listen", &addr.to_string()]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(error.contains(&format!("port {} on 127.0.0.1 is in use", addr.port())), "{error}");
    assert!(error.contains("--listen 127.0.0.1:"), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
}

#[test]
fn further_ports_are_announced_after_they_are_bound() {
    let folder = page("also");
    let more = ["--also", "0, 127.0.0.1:0", "--also", "0"];
    let (_running, mut lines) = start_and_read(&folder, &more);
    let mut ports = std::collections::HashSet::new();
    for says in ["is at", "is also at", "is also at", "is also at"] {
        let line = lines.next().unwrap().unwrap();
        let addr = line.strip_prefix(&format!("Why1006 {says} http://"));
        let addr = addr.unwrap_or_else(|| panic!("{line:?}")).trim_end_matches('/');
        assert!(addr.starts_with("127.0.0.1:"), "{addr}");
        std::net::TcpStream::connect(addr).unwrap();
        assert!(ports.insert(addr.to_owned()), "{addr} twice");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn serves_logs_no_queries_and_stops_when_told() {
    let folder = page("serves");
    let (mut running, url) = start(&folder, &["--log"]);
    let addr = url.strip_prefix("http://").unwrap().trim_end_matches('/').parse().unwrap();
    let got = support::request(addr, "GET /?url=wss://s3cret", &[]).await;
    assert_eq!((got.status, got.body.as_str()), (200, "<p>the page"));
    let got = support::request(addr, "GET /nothing?token=s3cret", &[]).await;
    assert_eq!(got.status, 404);
    let (mut client, _) = support::open(addr, "/reference/socket?t=s3cret").await;

    let pid = running.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(support::closed(&mut client).await.0, 1001);
    drop(client);
    let begun = std::time::Instant::now();
    let status = running.0.wait().unwrap();
    assert!(status.success(), "{status}");
    assert!(begun.elapsed().as_secs() < 6, "{:?}", begun.elapsed());
    let mut log = String::new();
    running.0.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert_eq!(log, "GET / 200\nGET /nothing 404\nGET /reference/socket 101\n");
}
