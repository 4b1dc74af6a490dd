//! "Your network": what passes, behind what it does not, and in what words.

use std::{
    fs,
    net::SocketAddr,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpSocket, TcpStream},
    process::Child,
};
use why1006_diagnosis::network::{Carries, read};
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page, Report, Result};
use why1006_evidence::{
    EventKind, Evidence,
    network::{HttpVersion, Outcome, Transport, Unusable},
};
use why1006_lab::{Lab, Options, Scratch, command, find_program};

use crate::{
    servers::{Server, head, relay},
    support::{Findings, PATIENCE, SOON, open, outside, test, turn},
};

/// A test of the network is whole after some ten seconds, by the page's clock; the rest
/// is for timers that come late.
const WHOLE_MS: f64 = 12_000.0;

/// The outcome of a transport at the first place with this scheme.
fn outcome(e: &Evidence, transport: Transport, secure: bool) -> Option<Outcome> {
    let mut cells = e.network.iter();
    cells.find(|c| c.transport == transport && c.secure == secure).map(|c| c.outcome)
}

/// What the table shows, row by row, and the sentence above it.
async fn shown(page: &Page<'_>) -> Result<(String, Vec<String>)> {
    let script = "return [document.querySelector('#network-carries')?.textContent ?? '', \
        [...document.querySelectorAll('#network tr[data-transport]')].map((row) => \
            row.dataset.transport + ' ' + [...row.querySelectorAll('button')] \
                .map((cell) => cell.dataset.outcome).join(' '))]";
    let seen = page.browser().script(script, vec![]).await?;
    let rows = seen[1].as_array().into_iter().flatten();
    let rows = rows.map(|row| row.as_str().unwrap_or_default().to_owned()).collect();
    Ok((seen[0].as_str().unwrap_or_default().to_owned(), rows))
}

/// Presses the button behind `#network`.
async fn alone<'a>(browser: &'a Browser, base: &str) -> Result<(Page<'a>, Report)> {
    let page = Page::open(browser, base, "network").await?;
    page.press_network().await?;
    page.wait_until("return document.querySelector('main').dataset.run !== 'idle'", SOON).await?;
    let report = page.wait_for_report(PATIENCE).await?;
    Ok((page, report))
}

#[tokio::test]
async fn without_anything_in_between_all_of_it_passes() {
    let _turn = turn().await;
    let options = HostOptions { further: true, ..HostOptions::default() };
    let host = Host::start(options).await.unwrap();
    let mut findings = Findings::default();
    for kind in BrowserKind::ALL {
        for base in [host.http(), host.https()] {
            let name =
                format!("{kind:?} {}", if base.starts_with("https") { "https" } else { "http" });
            let options = BrowserOptions::new(kind).trusting(host.authority());
            let browser = Browser::start(options).await.unwrap();
            match passes(&browser, &base, &mut findings, &name).await {
                Ok(table) => eprintln!("{name}\n{table}"),
                Err(e) => findings.check(false, format!("{name}: {e}")),
            }
            browser.quit().await;
        }
    }
    findings.settle("");
}

async fn passes(
    browser: &Browser,
    base: &str,
    findings: &mut Findings,
    name: &str,
) -> Result<String> {
    let mut check = |is_so, what: String| findings.check(is_so, format!("{name}: {what}"));
    let page = Page::open(browser, base, "network").await?;
    page.wait_until("return document.querySelector('#network-again') !== null", SOON).await?;
    if browser.kind() == BrowserKind::Chromium {
        // Only its driver lists requests.
        let before = outside(browser, base).await?;
        check(before.is_empty(), format!("before the click: {before:?}"));
    }
    let (page, report) = alone(browser, base).await?;
    let e = &report.evidence;
    let (sentence, rows) = shown(&page).await?;
    let table = format!("{sentence}\n  {}", rows.join("\n  "));
    check(e.circumstances.network_alone, "it is not said to be alone".into());
    let is_secure = base.starts_with("https");
    for cell in &e.network {
        let is_plain_on_secure = is_secure && !cell.secure;
        let fits = match cell.outcome {
            Outcome::Passed => true,
            Outcome::NotPossible | Outcome::NotRun => is_plain_on_secure,
            _ => false,
        };
        check(fits, format!("{cell:?}"));
        check(cell.ended <= WHOLE_MS, format!("it took too long: {cell:?}"));
        check(!cell.mirror.as_ref().is_some_and(|m| m.is_altered()), format!("{cell:?}"));
    }
    for transport in Transport::ALL.iter().filter(|t| **t != Transport::Other) {
        // WebKit has no way to trust the authority, so its http page sees less.
        let seen = e.network.iter().filter(|c| c.transport == *transport);
        check(seen.clone().count() > 0, format!("no cell for {transport}"));
        let largest = seen.filter_map(|c| c.largest).max();
        let whole = *transport != Transport::Messages || largest == Some(61_440);
        check(whole, format!("the longest message: {largest:?}"));
    }
    check(read(e).carries == Carries::Everything, format!("{}", read(e).carries));
    check(sentence.starts_with("Nothing is wrong"), format!("it says {sentence:?}"));
    // A cell opens to what it rests on.
    let pressed = "const cell = document.querySelector('#network [data-transport=messages] button'); \
        cell.click(); return true";
    browser.script(pressed, vec![]).await?;
    let detail = "return /Longest message.*60 KiB/.test( \
        document.querySelector('#network .detail[data-open=true]')?.textContent ?? '')";
    if let Err(e) = page.wait_until(detail, SOON).await {
        check(false, e.to_string());
    }
    // The link tells the same to whoever opens it.
    let (address, fragment) = report.link.split_once('#').unwrap_or((base, ""));
    let opened = Page::open(browser, address, fragment).await?;
    opened.wait_until("return document.querySelector('#network-carries') !== null", SOON).await?;
    check(shown(&opened).await?.0 == sentence, "the link says something else".into());
    Ok(table)
}

#[tokio::test]
async fn a_proxy_that_opens_no_tunnel_shows_as_one() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let only = Some(["proxy-refuses-connect".to_owned()].into());
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let running = &lab.running()[0];
    let proxy = running.proxy.clone().unwrap();
    let options = BrowserOptions::new(BrowserKind::Chromium).trusting(host.authority());
    let browser = Browser::start(options.through(&proxy)).await.unwrap();
    let mut findings = Findings::default();

    let (page, report) = alone(&browser, &host.http()).await.unwrap();
    let e = &report.evidence;
    findings.check(read(e).carries == Carries::PlainWebOnly, read(e).carries);
    for (transport, secure, expected) in [
        (Transport::Fetch, false, Outcome::Passed),
        (Transport::Stream, false, Outcome::Passed),
        (Transport::Socket, false, Outcome::Failed),
        (Transport::Messages, false, Outcome::NotRun),
        (Transport::Fetch, true, Outcome::Failed),
        (Transport::Socket, true, Outcome::Failed),
    ] {
        let seen = outcome(e, transport, secure);
        findings.check(seen == Some(expected), format!("{transport} {secure}: {seen:?}"));
    }
    let (sentence, rows) = shown(&page).await.unwrap();
    eprintln!("{sentence}\n  {}", rows.join("\n  "));
    findings.check(sentence.starts_with("Only unencrypted web pages pass"), sentence);

    // Beside a target that fails it runs by itself, after the answer.
    let page = open(&browser, &host.http()).await.unwrap();
    let first = test(&page, &running.url).await.unwrap();
    findings.check(!first.evidence.observations.is_empty(), "nothing was seen");
    let report = page.wait_for_report(PATIENCE).await.unwrap();
    let e = &report.evidence;
    findings.check(!e.network.is_empty() && !e.circumstances.network_alone, "it did not run");
    findings.check(e.elapsed <= e.network.iter().map(|c| c.ended).fold(0.0, f64::max), "too early");
    findings.check(read(e).carries == Carries::PlainWebOnly, read(e).carries);
    browser.quit().await;
    findings.settle("");
}

#[tokio::test]
async fn a_box_that_drops_upgrades_shows_what_it_changed() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let upstream = SocketAddr::from(([127, 0, 0, 1], host.ports().0));
    let box_between = Server::start(move |stream| drops_upgrade(stream, upstream)).await;
    let base = format!("http://{}/", box_between.address);
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let (page, report) = alone(&browser, &base).await.unwrap();
    let (e, mut findings) = (&report.evidence, Findings::default());
    findings.check(read(e).carries == Carries::WebOnly, read(e).carries);
    findings.check(outcome(e, Transport::Socket, false) == Some(Outcome::Failed), "it opened");
    let fetch = e.network.iter().find(|c| c.transport == Transport::Fetch).unwrap();
    let added = fetch.mirror.as_ref().map(|m| m.added.clone());
    findings.check(added == Some(vec!["via".into()]), format!("added: {added:?}"));
    let changes = page.text("#network-changes").await.unwrap().unwrap_or_default();
    findings.check(changes.contains("via"), format!("it says {changes:?}"));
    browser.quit().await;
    findings.settle("");
}

/// Passes requests on one by one, as a proxy that knows no WebSockets.
async fn drops_upgrade(mut stream: TcpStream, upstream: SocketAddr) {
    let Some(head) = head(&mut stream).await else { return };
    let lines = head.trim_end().split("\r\n").filter(|line| {
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        !matches!(name.as_str(), "upgrade" | "connection")
    });
    let mut passed: Vec<&str> = lines.collect();
    passed.extend(["Connection: close", "Via: 1.1 box", "\r\n"]);
    let Ok(mut server) = TcpStream::connect(upstream).await else { return };
    if server.write_all(passed.join("\r\n").as_bytes()).await.is_ok() {
        let _ = copy_bidirectional(&mut stream, &mut server).await;
    }
}

#[tokio::test]
async fn a_buffering_proxy_shows_as_one_lump() {
    let _turn = turn().await;
    let Ok(nginx) = find_program("nginx", "nginx") else {
        return eprintln!("left out: there is no nginx");
    };
    let host = Host::start(HostOptions::default()).await.unwrap();
    let scratch = Scratch::new().unwrap();
    let (base, _nginx) = buffering(&nginx, scratch.path(), host.ports().0).await;
    let mut findings = Findings::default();
    for kind in BrowserKind::ALL {
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        let (page, report) = alone(&browser, &base).await.unwrap();
        let e = &report.evidence;
        let mut check = |is_so, what: String| findings.check(is_so, format!("{kind:?}: {what}"));
        check(read(e).carries == Carries::Buffers, read(e).carries.to_string());
        for (transport, expected) in [
            (Transport::Fetch, Outcome::Passed),
            (Transport::Stream, Outcome::Buffered),
            (Transport::Events, Outcome::Buffered),
            (Transport::Socket, Outcome::Passed),
            (Transport::Messages, Outcome::Passed),
            (Transport::Hold, Outcome::Passed),
        ] {
            let cell = e.network.iter().find(|c| c.transport == transport);
            check(cell.is_some_and(|c| c.outcome == expected), format!("{transport}: {cell:?}"));
        }
        // As the browser did not send it, and nginx by its older default does.
        let version = e.network.iter().find_map(|c| c.mirror.as_ref()).map(|m| m.version);
        check(version == Some(HttpVersion::Http10), format!("it arrived as {version:?}"));
        let (sentence, rows) = shown(&page).await.unwrap();
        eprintln!("{kind:?}: {sentence}\n  {}", rows.join("\n  "));
        browser.quit().await;
    }
    findings.settle("");
}

/// nginx in front of the page, which keeps answers back until they are whole: with
/// HTTP/1.1 behind it, it passes each chunk on at once.
async fn buffering(nginx: &Path, folder: &Path, upstream: u16) -> (String, Child) {
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let text = format!(
        "daemon off; master_process off; pid nginx.pid; error_log error.log;\n\
         events {{ worker_connections 128; }}\n\
         http {{\n  access_log off; client_body_temp_path body; proxy_temp_path proxy;\n  \
         fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n  \
         server {{ listen 127.0.0.1:{port};\n    \
         proxy_set_header Host $http_host;\n    \
         location / {{ proxy_pass http://127.0.0.1:{upstream}; proxy_http_version 1.0;\n      \
         proxy_buffering on; proxy_ignore_headers X-Accel-Buffering; }}\n    \
         location = /reference/socket {{ proxy_pass http://127.0.0.1:{upstream};\n      \
         proxy_http_version 1.1; proxy_set_header Host $http_host;\n      \
         proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;\n    \
         }}\n  }}\n}}\n"
    );
    let config = folder.join("nginx.conf");
    fs::write(&config, text).unwrap();
    let mut command = command(nginx);
    command.arg("-p").arg(folder).arg("-c").arg(&config).arg("-e").arg(folder.join("error.log"));
    let child = command.stdout(Stdio::null()).kill_on_drop(true).spawn().unwrap();
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        assert!(began.elapsed() < SOON, "nginx does not listen");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    (format!("http://127.0.0.1:{port}/"), child)
}

#[tokio::test]
async fn stop_ends_it_and_what_was_seen_stays() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let page = Page::open(&browser, &host.http(), "network").await.unwrap();
    page.press_network().await.unwrap();
    let passed = "return document.querySelector('#network [data-transport=socket] \
                  [data-outcome=passed]') !== null";
    page.wait_until(passed, SOON).await.unwrap();
    // By the page's clock: what its driver takes to ask is not the page's.
    let pressed = "const main = document.querySelector('main'); const pressed = performance.now(); \
        new MutationObserver(() => { if (main.dataset.network !== 'running') \
                window.ended ??= performance.now() - pressed; }) \
            .observe(main, { attributes: true }); \
        document.querySelector('#network-stop').click(); return true";
    browser.script(pressed, vec![]).await.unwrap();
    let report = page.wait_for_report(PATIENCE).await.unwrap();
    let mut findings = Findings::default();
    let ended = browser.script("return window.ended ?? null", vec![]).await.unwrap();
    let at_once = ended.as_f64().is_some_and(|ms| ms < 2_000.0);
    findings.check(at_once, format!("it went on: it ended after {ended} ms"));
    let e = &report.evidence;
    let hold = outcome(e, Transport::Hold, false);
    findings.check(hold == Some(Outcome::NotRun), format!("the quiet moment: {hold:?}"));
    let socket = outcome(e, Transport::Socket, false);
    findings.check(socket == Some(Outcome::Passed), format!("the WebSocket: {socket:?}"));
    browser.quit().await;
    findings.settle("");
}

#[tokio::test]
async fn references_that_cannot_be_used_are_named_and_passed_over() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    // Held and not listened on: so nobody else gets the port, and it refuses.
    let held = TcpSocket::new_v4().unwrap();
    held.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let dead = held.local_addr().unwrap();
    let sign_in = Server::start(|mut stream| async move {
        if head(&mut stream).await.is_some() {
            let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\
                        Access-Control-Allow-Origin: *\r\nContent-Length: 14\r\n\
                        Connection: close\r\n\r\n<h1>Sign in</h";
            let _ = stream.write_all(page.as_bytes()).await;
        }
    })
    .await;
    let good = relay(([127, 0, 0, 1], host.ports().0).into(), Default::default()).await;
    // Three hosts by three addresses of loopback: one more on the same would fail alike.
    let at = |host: &str, port: u16| {
        format!(
            r#"{{"socket":"ws://{host}:{port}/reference/socket","http":"http://{host}:{port}/reference/http"}}"#
        )
    };
    let file = format!(
        r#"{{"version":1,"references":[{},{},{}]}}"#,
        at("localhost", dead.port()),
        at("app.localhost", sign_in.address.port()),
        at("127.0.0.1", good.address.port()),
    );
    let page_server = static_host(file).await;
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let page = Page::open(&browser, &format!("http://{}/", page_server.address), "").await.unwrap();
    let wanted = "return document.querySelector('#requests li') !== null || true";
    page.wait_until(wanted, SOON).await.unwrap();
    let report = test(&page, &format!("ws://127.0.0.1:{}/x", dead.port())).await.unwrap();
    let mut findings = Findings::default();
    let c = &report.evidence.circumstances;
    let passed: Vec<(&str, Unusable)> =
        c.passed_over.iter().map(|p| (p.host.as_str(), p.why)).collect();
    let names =
        [format!("localhost:{}", dead.port()), format!("app.localhost:{}", sign_in.address.port())];
    let expected =
        [(names[0].as_str(), Unusable::Unreachable), (names[1].as_str(), Unusable::Foreign)];
    findings.check(passed == expected, format!("passed over: {passed:?}"));
    let opened = report
        .evidence
        .observations
        .iter()
        .any(|o| o.place == why1006_evidence::Place::Reference && o.saw(EventKind::Open));
    findings.check(opened, "the third reference was not used");
    browser.quit().await;
    findings.settle("");
}

/// The built page with a file `why1006.json` of its own.
async fn static_host(file: String) -> Server {
    let dist = HostOptions::default().dist;
    Server::start(move |mut stream| {
        let (file, dist) = (file.clone(), dist.clone());
        async move {
            let Some(head) = head(&mut stream).await else { return };
            let path = head.split(' ').nth(1).unwrap_or_default().trim_start_matches('/');
            let path = if path.is_empty() { "index.html" } else { path };
            let body = match path {
                "why1006.json" => Some(file.into_bytes()),
                path => fs::read(dist.join(path)).ok(),
            };
            let kind = match path.rsplit('.').next() {
                Some("html") => "text/html",
                Some("js") => "text/javascript",
                Some("css") => "text/css",
                Some("wasm") => "application/wasm",
                _ => "application/json",
            };
            match body {
                Some(body) => crate::servers::answer(stream, "200 OK", kind, &body).await,
                None => crate::servers::answer(stream, "404 Not Found", kind, b"").await,
            }
        }
    })
    .await
}
