//! What a real browser makes of the reference: RFC 8441 on the second endpoint,
//! HTTP/1.1 on the first, compression, and responses that drip. Skipped where
//! there is no Chromium.

#[path = "support/server.rs"]
mod support;
#[path = "support/tls.rs"]
mod tls_support;

use std::process::{Child, Command, Stdio};

use support::*;
use tls_support::*;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    time::timeout,
};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// What the page does; `FIRST` and `SECOND` stand for places.
const SCRIPT: &str = r#"
const first = "FIRST", second = "SECOND";
const socket = place => new Promise(done => {
  const ws = new WebSocket(`wss://${place}/reference/socket`);
  const text = "compressible ".repeat(4000);
  let greeting;
  ws.onmessage = event => {
    if (!greeting) {
      greeting = JSON.parse(event.data);
      ws.send(text);
    } else {
      ws.onclose = close => done({ ...greeting, extensions: ws.extensions,
        echoed: event.data === text, code: close.code, reason: close.reason });
      ws.send("close 4401 as asked");
    }
  };
  ws.onclose = close => done({ code: close.code });
});
const drip = async place => {
  const reader = (await fetch(`https://${place}/reference/stream?chunks=4`)).body.getReader();
  const begun = performance.now(), times = [];
  while (!(await reader.read()).done) times.push(performance.now() - begun);
  return times;
};
const events = place => new Promise(done => {
  const source = new EventSource(`https://${place}/reference/events?chunks=3`), ids = [];
  source.onmessage = event => ids.push(event.lastEventId);
  source.addEventListener("end", () => { source.close(); done(ids); });
  source.onerror = () => done("error");
});
(async () => {
  const told = {};
  try {
    told.http1 = await socket(first);
    told.seen = await (await fetch(`https://${second}/reference/http`)).json();
    // Chromium opens no HTTP/2 connection for a WebSocket. It uses one that is
    // there, and of requests with credentials, as the WebSocket itself is.
    await fetch(`https://${second}/reference/http`, { mode: "no-cors", credentials: "include" });
    told.http2 = await socket(second);
    // A browser that has other work may take the first part late: once of three is enough.
    for (let tries = 0; tries < 3 && !(told.drip?.[3] - told.drip?.[0] > 400); tries++)
      told.drip = await drip(first);
    told.events = await events(second);
  } catch (error) { told.error = String(error); }
  await fetch("/told", { method: "POST", body: JSON.stringify(told) });
})();
"#;

/// A browser that ends with its test.
struct Browser(Child);

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Serves `page` until something is posted, and returns that.
async fn told(listener: TcpListener, page: String) -> String {
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut bytes = Vec::new();
        let body = loop {
            if stream.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
                break None;
            }
            let text = String::from_utf8_lossy(&bytes);
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
            match length.map(|length| length.parse::<usize>().unwrap()) {
                None => break Some(String::new()),
                Some(length) if body.len() >= length => break Some(body.to_owned()),
                Some(_) => {}
            }
        };
        match body {
            Some(body) if !body.is_empty() => return body,
            Some(_) => {
                let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close";
                let text = format!("{head}\r\nContent-Length: {}\r\n\r\n{page}", page.len());
                let _ = stream.write_all(text.as_bytes()).await;
            }
            None => {}
        }
    }
}

#[tokio::test]
async fn chromium_speaks_http_2_to_the_second_and_http_1_1_to_the_first() {
    let found = |name: &&str| Command::new(name).arg("--version").output().is_ok();
    let Some(name) = NAMES.into_iter().find(found) else {
        eprintln!("skipped: no Chromium on PATH");
        return;
    };
    let pair = pair();
    let mut tls = tls(&pair);
    tls.http2 = Some("127.0.0.1:0".parse().unwrap());
    let server = server(|config| config.tls = Some(tls)).await;
    let script = SCRIPT
        .replace("FIRST", &server.https_addr().unwrap().to_string())
        .replace("SECOND", &server.http2_addr().unwrap().to_string());

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = format!("http://{}/", listener.local_addr().unwrap());
    let profile = Folder::new("chromium", &[("First Run", "")]);
    let browser = Command::new(name)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"])
        .args(["--no-first-run", "--disable-background-networking", "--disable-sync"])
        .args(["--disable-component-update", "--ignore-certificate-errors"])
        .arg(format!("--user-data-dir={}", profile.0.display()))
        .arg(place)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let browser = Browser(browser);
    let page = format!("<!doctype html><title>t</title><script>{script}</script>");
    let told = timeout(PATIENCE * 4, told(listener, page)).await.expect("nothing was told");
    drop(browser);

    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["error"], serde_json::Value::Null, "{told:#}");
    for (which, version, method, alpn) in
        [("http1", "HTTP/1.1", "GET", "http/1.1"), ("http2", "HTTP/2.0", "CONNECT", "h2")]
    {
        let seen = &told[which];
        assert_eq!(seen["http_version"], version, "{told:#}");
        assert_eq!((&seen["method"], &seen["alpn"]), (&method.into(), &alpn.into()));
        assert!(seen["extensions"].as_str().unwrap().starts_with("permessage-deflate"), "{told:#}");
        assert_eq!((&seen["echoed"], &seen["code"]), (&true.into(), &4401.into()), "{told:#}");
        assert_eq!(seen["reason"], "as asked");
    }
    assert_eq!(told["seen"]["http_version"], "HTTP/2.0");
    assert_eq!(told["events"], serde_json::json!(["0", "1", "2"]));
    let times: Vec<f64> =
        told["drip"].as_array().unwrap().iter().map(|time| time.as_f64().unwrap()).collect();
    assert!(times.len() == 4 && times[3] - times[0] > 400.0, "{times:?}");
}
