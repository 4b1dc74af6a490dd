//! The binary.

use std::{
    io::{BufRead, BufReader},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::client::parts;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_why1006-lab"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The one line of JSON.
fn line(child: &mut Child) -> serde_json::Value {
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    serde_json::from_str(&line).unwrap_or_else(|why| panic!("{why}: {line:?}"))
}

fn ends(child: &mut Child) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(30) {
        if let Some(status) = child.try_wait().unwrap() {
            return status.success();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    false
}

#[test]
fn json_is_one_line_and_the_end_of_input_stops_it() {
    let only = ["--json", "--until-stdin-closes", "--only", "healthy-echo-tls,refused"];
    let mut child = command(&only).spawn().unwrap();
    let json = line(&mut child);
    let ca = json["ca"].as_str().unwrap().to_owned();
    assert!(std::fs::read_to_string(&ca).unwrap().starts_with("-----BEGIN CERTIFICATE"));
    let scenarios = json["scenarios"].as_array().unwrap();
    assert_eq!(scenarios.len(), 2);
    assert_eq!(scenarios[0]["id"], "healthy-echo-tls");
    assert_eq!(
        (&scenarios[0]["truth"], &scenarios[0]["owner"]),
        (&"works".into(), &"nobody".into())
    );
    assert!(scenarios[0]["stage"].is_null() && scenarios[0]["proxy"].is_null());
    assert_eq!(
        (&scenarios[1]["truth"], &scenarios[1]["stage"]),
        (&"refused".into(), &"transport".into())
    );
    assert_eq!(json["left_out"], serde_json::json!([]));
    drop(child.stdin.take());
    assert!(ends(&mut child), "ends with success");
    assert!(!Path::new(&ca).exists(), "leaves no file behind");
}

#[test]
fn an_unknown_id_is_one_line_and_a_failure() {
    let output = command(&["--only", "healthy-ecko"]).output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("`healthy-ecko`") && text.contains("healthy-echo"), "{text}");
    assert!(output.stdout.is_empty());
}

#[cfg(unix)]
#[test]
fn a_signal_stops_it() {
    let mut child = command(&["--json", "--only", "refused"]).spawn().unwrap();
    line(&mut child);
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert!(ends(&mut child), "ends with success");
}

/// Killed, it cannot tidy up; the kernel ends nginx for it.
#[cfg(target_os = "linux")]
#[test]
fn nginx_does_not_outlive_a_killed_lab() {
    let mut child = command(&["--json", "--only", "nginx-strips-upgrade"]).spawn().unwrap();
    let json = line(&mut child);
    let Some(nginx) = json["scenarios"][0]["url"].as_str() else {
        assert!(json["left_out"][0]["why"].as_str().unwrap().contains("not installed"));
        drop(child.kill());
        return;
    };
    let address = parts(nginx).0;
    assert!(TcpStream::connect(address).is_ok());
    child.kill().unwrap();
    child.wait().unwrap();
    let begun = Instant::now();
    while TcpStream::connect(address).is_ok() {
        assert!(begun.elapsed() < Duration::from_secs(20), "nginx still listens");
        std::thread::sleep(Duration::from_millis(20));
    }
    let folder = format!("why1006-lab-{}-", child.id());
    for entry in std::fs::read_dir(std::env::temp_dir()).unwrap().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&folder) {
            std::fs::remove_dir_all(entry.path()).unwrap();
        }
    }
}

/// The others run, the unknown one is named.
#[test]
fn an_unknown_id_holds_up_no_other() {
    let only = ["--json", "--until-stdin-closes", "--only", "refused,healthy-ecko"];
    let mut child = command(&only).spawn().unwrap();
    let json = line(&mut child);
    assert_eq!(json["scenarios"].as_array().unwrap().len(), 1);
    assert_eq!(json["left_out"][0]["id"], "healthy-ecko");
    assert!(json["left_out"][0]["why"].as_str().unwrap().contains("healthy-echo"));
    drop(child.stdin.take());
    assert!(ends(&mut child));
}

/// Held open by whoever started the lab, then let go.
#[cfg(unix)]
#[test]
fn the_end_of_a_pipe_stops_it_without_being_told() {
    let mut child = command(&["--json", "--only", "refused"]).spawn().unwrap();
    line(&mut child);
    drop(child.stdin.take());
    assert!(ends(&mut child), "ends with success");
}

/// As root in a namespace of its own, which ends with the lab.
#[cfg(unix)]
#[test]
fn what_needs_a_network_of_its_own_gets_one_or_a_reason() {
    let only = "name-unknown,healthy-echo";
    let mut child = command(&["--json", "--only", only]).spawn().unwrap();
    let json = line(&mut child);
    let netns = json["netns"].as_str().map(str::to_owned);
    let scenarios = json["scenarios"].as_array().unwrap();
    match &netns {
        Some(name) => {
            assert_eq!(scenarios[1]["netns"], name.as_str());
            assert_eq!(
                (&scenarios[1]["like"], &scenarios[1]["pages"][0]),
                (&"dns_nx".into(), &"http".into())
            );
            assert!(Path::new("/etc/netns").join(name).exists());
        }
        None => assert!(json["left_out"][0]["why"].as_str().unwrap().contains("root")),
    }
    assert!(scenarios[0]["netns"].is_null());
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert!(ends(&mut child), "ends with success");
    if let Some(name) = netns {
        for folder in ["/etc/netns", "/var/run/netns"] {
            assert!(!Path::new(folder).join(&name).exists(), "{folder}/{name} is left");
        }
    }
    let mut without = command(&["--json", "--no-namespace", "--only", only]).spawn().unwrap();
    let json = line(&mut without);
    assert!(json["netns"].is_null());
    assert_eq!(json["left_out"][0]["why"], "left out by --no-namespace");
    drop(without.stdin.take());
    assert!(ends(&mut without));
}
