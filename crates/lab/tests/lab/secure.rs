//! TLS as other programs see it, and nginx with time.

use std::{
    fs,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use futures_util::StreamExt;
use tokio_tungstenite::client_async;
use why1006_lab::{Lab, Options, Running};

use crate::client::{connect, parts};

fn only(ids: &[&str]) -> Lab {
    let only = Some(ids.iter().map(|id| (*id).to_owned()).collect());
    Lab::start(Options { only, ..Options::default() }).unwrap()
}

/// Connects with `openssl s_client` and asks for `/`; all that it prints.
fn s_client(running: &Running, ca: &str, options: &[&str]) -> Option<String> {
    let folder = why1006_lab::Scratch::new().unwrap();
    let root = folder.path().join("root.pem");
    fs::write(&root, ca).unwrap();
    let (host, _) = parts(&running.url);
    let mut child = Command::new("openssl")
        .args(["s_client", "-connect", host, "-ign_eof", "-verify_return_error", "-CAfile"])
        .arg(&root)
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    use std::io::Write;
    let _ = child.stdin.take().unwrap().write_all(request.as_bytes());
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    Some(String::from_utf8_lossy(&said).into_owned())
}

/// Servers that today's clients cannot speak to do work for those of old.
#[test]
fn old_servers_serve_old_clients() {
    let lab = only(&["tls-10-only", "tls-11-only", "tls-no-shared-cipher"]);
    let old = "ALL:@SECLEVEL=0";
    for (id, options) in [
        ("tls-10-only", &["-tls1", "-cipher", old][..]),
        ("tls-11-only", &["-tls1_1", "-cipher", old]),
        ("tls-no-shared-cipher", &["-tls1_2", "-cipher", "AES256-SHA256"]),
    ] {
        let Some(running) = lab.get(id) else { continue };
        let said = s_client(running, &lab.ca_pem(), options).expect("openssl made the key");
        assert!(said.contains("HTTP/1.1 200 OK"), "{id}: {said}");
        if id == "tls-no-shared-cipher" {
            // OpenSSL still takes it of itself; browsers and rustls do not.
            continue;
        }
        let said = s_client(running, &lab.ca_pem(), &[]).unwrap();
        assert!(!said.contains("HTTP/1.1") && said.contains("error"), "{id}: {said}");
    }
}

/// The chain is sent as the row says.
#[test]
fn chains_are_as_long_as_they_say() {
    let rows = [
        ("certificate-full-chain", 2),
        ("certificate-long-lived", 2),
        ("certificate-missing-intermediate", 1),
        ("certificate-unknown-root", 3),
        ("certificate-self-signed", 1),
        ("client-certificate-demanded-12", 2),
    ];
    let lab = only(&rows.map(|(id, _)| id));
    for (id, length) in rows {
        let Some(running) = lab.get(id) else { continue };
        let Some(said) = s_client(running, &lab.ca_pem(), &["-showcerts"]) else { return };
        assert_eq!(said.matches("BEGIN CERTIFICATE").count(), length, "{id}: {said}");
    }
}

#[tokio::test]
async fn nginx_cuts_what_is_idle() {
    let short = Duration::from_millis(800)..Duration::from_millis(1900);
    let ids = ["nginx-idle-cut", "nginx-idle-cut-tls", "nginx-idle-cut-late"];
    let lab = only(&ids);
    for running in lab.running() {
        let window = match running.scenario.hold {
            None => short.clone(),
            Some(hold) => {
                assert!(running.note.as_deref().unwrap().contains("Listen for 16 s"));
                Duration::from_secs(11)..Duration::from_secs(u64::from(hold) - 2)
            }
        };
        let mut seen = Vec::new();
        // One of three is in time, since others use the machine.
        while seen.len() < 3 && seen.last().is_none_or(|after| !window.contains(after)) {
            seen.push(cut_after(running, &lab.ca_pem()).await);
        }
        assert!(window.contains(&seen[seen.len() - 1]), "{seen:?}");
    }
}

/// How long an idle connection lives. It ends without a close frame, and before the
/// page stops listening.
async fn cut_after(running: &Running, ca: &str) -> Duration {
    let stream = connect(&running.url, ca).await.unwrap();
    let (mut socket, _) = client_async(&running.url, stream).await.unwrap();
    let begun = Instant::now();
    let end = socket.next().await;
    assert!(!matches!(end, Some(Ok(_))), "{end:?}");
    begun.elapsed()
}
