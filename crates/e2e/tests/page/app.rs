//! An app with a page of its own: it gives a cookie, and its WebSocket lets in
//! nobody but that page, with that cookie.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncWriteExt, copy_bidirectional},
    net::TcpStream,
};
use why1006_e2e::dist;

use crate::{
    fallback::{kind, read},
    servers::{Server, answer, head, is_upgrade},
};

/// Its page. What is pasted into its console is a script here: so it runs among
/// the page's own in every engine, and under the page's policy.
const PAGE: &str = "<!doctype html><meta charset=utf-8><title>App</title><h1>App</h1>\
    <script src=/console.js></script><script src=/pasted.js></script>";

/// What the console prints can be read by the test.
const CONSOLE: &str = "window.said = ''; const log = console.log; \
    console.log = (...words) => { said += words.join(' ') + '\\n'; log(...words); };";

/// A worker that answers every web request, as some do while there is no network.
const WORKER: &str = "addEventListener('install', () => skipWaiting()); \
    addEventListener('activate', e => e.waitUntil(clients.claim())); \
    addEventListener('fetch', e => { \
        if (!/console|pasted|app$/.test(e.request.url)) e.respondWith(new Response('from the worker')); \
    });";

/// What the page's cookie is.
const COOKIE: &str = "session=visitor";

pub(crate) struct App {
    server: Server,
    pasted: Arc<Mutex<String>>,
}

impl App {
    /// Starts it. `policy` is that of its page, `upstream` a host whose reference
    /// speaks for its WebSocket. Below `/why1006/` it has a copy of our page.
    pub(crate) async fn start(policy: Option<&'static str>, upstream: SocketAddr) -> App {
        let pasted = Arc::new(Mutex::new(String::new()));
        let files = Arc::new(read(&dist()));
        let text = pasted.clone();
        let server = Server::start(move |stream| {
            let (files, pasted) = (files.clone(), text.lock().unwrap().clone());
            serve(stream, policy, upstream, files, pasted)
        })
        .await;
        App { server, pasted }
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.server.address)
    }

    /// The address of its WebSocket, with a secret in it.
    pub(crate) fn socket(&self) -> String {
        format!("ws://{}/cable?token=s3cretvalue", self.server.address)
    }

    /// What its page will run when it is opened next.
    pub(crate) fn paste(&self, code: &str) {
        *self.pasted.lock().unwrap() = code.to_owned();
    }
}

async fn serve(
    mut stream: TcpStream,
    policy: Option<&str>,
    upstream: SocketAddr,
    files: Arc<HashMap<String, Vec<u8>>>,
    pasted: String,
) {
    let Some(head) = head(&mut stream).await else { return };
    let path = head.split(' ').nth(1).unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    let script = "text/javascript; charset=utf-8";
    match path {
        "/cable" if is_upgrade(&head) && is_from_its_page(&head) => {
            let Ok(mut server) = TcpStream::connect(upstream).await else { return };
            let head = head.replacen("/cable", "/reference/socket", 1);
            if server.write_all(head.as_bytes()).await.is_ok() {
                let _ = copy_bidirectional(&mut stream, &mut server).await;
            }
        }
        "/cable" if is_upgrade(&head) => {
            answer(stream, "403 Forbidden", "text/plain", b"not from here\n").await;
        }
        "/app" => {
            let policy = policy.map(|policy| format!("Content-Security-Policy: {policy}\r\n"));
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\
                 Set-Cookie: {COOKIE}; Path=/; HttpOnly\r\n{}Connection: close\r\n\r\n{PAGE}",
                PAGE.len(),
                policy.unwrap_or_default(),
            );
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
        "/console.js" => answer(stream, "200 OK", script, CONSOLE.as_bytes()).await,
        "/worker.js" => answer(stream, "200 OK", script, WORKER.as_bytes()).await,
        "/pasted.js" => answer(stream, "200 OK", script, pasted.as_bytes()).await,
        _ => match path.strip_prefix("/why1006/").and_then(|name| files.get(name)) {
            Some(body) => answer(stream, "200 OK", kind(path), body).await,
            None => answer(stream, "404 Not Found", "text/plain", b"none\n").await,
        },
    }
}

/// The origin of its own page, and the cookie that this page gave.
fn is_from_its_page(head: &str) -> bool {
    let value = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    };
    let host = value("host").unwrap_or_default();
    value("origin").is_some_and(|origin| origin == format!("http://{host}"))
        && value("cookie").is_some_and(|all| all.split("; ").any(|cookie| cookie == COOKIE))
}
