//! The page's files: right type, smallest form, fresh when they must be.

#[path = "support/server.rs"]
mod support;

use support::*;
use why1006_server::{Assets, Server};

const BROTLI: &str = "pretend brotli";
const GZIP: &str = "pretend gzip, longer";

async fn page(name: &str) -> (Folder, Server) {
    let folder = Folder::new(
        &format!("assets-{name}"),
        &[
            ("index.html", "<!doctype html><p>the page"),
            ("why1006-0123456789abcdef.js", "let javascript = 'plain and longest of all';"),
            ("why1006-0123456789abcdef.js.br", BROTLI),
            ("why1006-0123456789abcdef.js.gz", GZIP),
            ("why1006-0123456789abcdef_bg.wasm", "\0asm"),
            ("style.css", "p{}"),
            ("content/en/dns.json", "{}"),
            ("icon.svg", "<svg/>"),
            ("shot.png", "png"),
            ("notes.md", "#"),
            ("licence.txt", "MIT"),
            ("download.gz", "a file of its own"),
            ("why1006.json", "{\"version\":1,\"reference\":null}"),
            ("why1006.json.br", "shadow"),
            (".git/config", "secret"),
            (".env", "secret"),
        ],
    );
    let assets = Assets::from_dir(&folder.0).unwrap();
    let server = server(|config| config.assets = assets).await;
    (folder, server)
}

#[tokio::test]
async fn types_and_freshness() {
    let (_folder, server) = page("types").await;
    for (path, kind, immutable) in [
        ("/", "text/html; charset=utf-8", false),
        ("/index.html", "text/html; charset=utf-8", false),
        ("/why1006-0123456789abcdef.js", "text/javascript; charset=utf-8", true),
        ("/why1006-0123456789abcdef_bg.wasm", "application/wasm", true),
        ("/style.css", "text/css; charset=utf-8", false),
        ("/content/en/dns.json", "application/json", false),
        ("/icon.svg", "image/svg+xml", false),
        ("/shot.png", "image/png", false),
        ("/notes.md", "text/markdown; charset=utf-8", false),
        ("/licence.txt", "text/plain; charset=utf-8", false),
        ("/download.gz", "application/octet-stream", false),
    ] {
        let got = request(server.http_addr(), &format!("GET {path}"), &[]).await;
        assert_eq!(got.status, 200, "{path}");
        assert_eq!(got.header("content-type"), Some(kind), "{path}");
        let cache = if immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
        assert_eq!(got.header("cache-control"), Some(cache), "{path}");
        let etag = got.header("etag").unwrap();
        assert!(etag.starts_with('"') && etag.ends_with('"'), "{etag}");
    }
}

#[tokio::test]
async fn the_smallest_form_a_client_takes() {
    let (_folder, server) = page("forms").await;
    let path = "GET /why1006-0123456789abcdef.js";
    for (accepted, encoding, body) in [
        ("gzip, deflate, br, zstd", Some("br"), BROTLI),
        ("gzip, br;q=0", Some("gzip"), GZIP),
        ("br;q=0.5, gzip;q=0.9", Some("gzip"), GZIP),
        ("identity", None, "let javascript = 'plain and longest of all';"),
        ("zstd", None, "let javascript = 'plain and longest of all';"),
    ] {
        let got =
            request(server.http_addr(), path, &[&format!("Accept-Encoding: {accepted}")]).await;
        assert_eq!(got.header("content-encoding"), encoding, "{accepted}");
        assert_eq!(got.header("vary"), Some("Accept-Encoding"), "{accepted}");
        assert_eq!(got.body, body, "{accepted}");
        assert_eq!(got.header("content-length"), Some(body.len().to_string().as_str()));
        assert_eq!(got.header("content-type"), Some("text/javascript; charset=utf-8"));
    }
    // Two lines are one list.
    let two = ["Accept-Encoding: br;q=0", "Accept-Encoding: gzip"];
    assert_eq!(request(server.http_addr(), path, &two).await.body, GZIP);
}

#[tokio::test]
async fn known_files_are_not_sent_again() {
    let (_folder, server) = page("known").await;
    let addr = server.http_addr();
    let line = "GET /why1006-0123456789abcdef.js";
    let tag = async |accept: &str| {
        let got = request(addr, line, &[&format!("Accept-Encoding: {accept}")]).await;
        got.header("etag").unwrap().to_owned()
    };
    let (br, gzip, plain) = (tag("br").await, tag("gzip").await, tag("identity").await);
    assert!(br != gzip && gzip != plain && br != plain, "a strong tag names one form");
    for (known, status) in [
        (br.clone(), 304),
        (format!("W/{br}"), 304),
        (format!("\"x\", {br}"), 304),
        ("*".to_owned(), 304),
        (gzip, 200),
        ("\"x\"".to_owned(), 200),
    ] {
        let headers = ["Accept-Encoding: br".to_owned(), format!("If-None-Match: {known}")];
        let got = request(addr, line, &[&headers[0], &headers[1]]).await;
        assert_eq!(got.status, status, "{known}");
        if status == 304 {
            assert_eq!(got.body, "");
            assert_eq!(got.header("etag"), Some(br.as_str()));
            assert_eq!(got.header("vary"), Some("Accept-Encoding"));
            assert!(got.header("cache-control").is_some());
        }
    }
}

#[tokio::test]
async fn head_tells_the_length() {
    let (_folder, server) = page("head").await;
    let line = "HEAD /why1006-0123456789abcdef.js";
    let got = request(server.http_addr(), line, &["Accept-Encoding: br"]).await;
    assert_eq!((got.status, got.body.as_str()), (200, ""));
    assert_eq!(got.header("content-length"), Some(BROTLI.len().to_string().as_str()));
    assert_eq!(got.header("content-encoding"), Some("br"));
}

#[tokio::test]
async fn other_paths_are_not_found_and_never_the_page() {
    let (_folder, server) = page("unknown").await;
    for path in [
        "/nothing",
        "/index",
        "/content",
        "/content/",
        "/content/en/",
        "/why1006-0123456789abcdef.js.br",
        "/why1006.json.br",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/content/../index.html",
        "//index.html",
        "/.env",
        "/.git/config",
        "/reference",
        "/reference/",
        "/reference/socket/",
    ] {
        let got = request(server.http_addr(), &format!("GET {path}"), &[]).await;
        assert_eq!(got.status, 404, "{path}");
        assert_eq!(got.body, "There is nothing at this path.\n", "{path}");
        assert_eq!(got.header("content-type"), Some("text/plain; charset=utf-8"));
    }
    let post = request(server.http_addr(), "POST /", &["Content-Length: 0"]).await;
    assert_eq!((post.status, post.header("allow")), (405, Some("GET, HEAD")));
    let query = request(server.http_addr(), "GET /?url=wss://a", &[]).await;
    assert_eq!(query.status, 200, "a query changes nothing");
}

#[tokio::test]
async fn why1006_json_knows_this_server() {
    let (_folder, server) = page("json").await;
    let got = request(server.http_addr(), "GET /why1006.json", &["Accept-Encoding: br"]).await;
    assert_eq!(got.header("content-type"), Some("application/json"));
    assert_eq!(got.header("cache-control"), Some("no-store"));
    assert_eq!(
        got.body,
        "{\"version\":1,\"name\":null,\"reference\":{\"socket\":\"./reference/socket\",\
         \"http\":\"./reference/http\"},\"http_page\":null,\"https_page\":null}"
    );
}

#[tokio::test]
async fn why1006_json_says_what_it_was_told() {
    let server = server(|config| {
        config.reference.name = Some("Example \"Corp\"".into());
        config.reference.socket = Some("wss://ref.example/why/socket".into());
        config.reference.http_page = Some("http://plain.example/".into());
    })
    .await;
    let json = request(server.http_addr(), "GET /why1006.json", &[]).await.json();
    assert_eq!(json["name"], "Example \"Corp\"");
    assert_eq!(json["reference"]["socket"], "wss://ref.example/why/socket");
    assert_eq!(json["reference"]["http"], "https://ref.example/why/http");
    assert_eq!(json["http_page"], "http://plain.example/");
    assert_eq!(json["https_page"], serde_json::Value::Null);
}

#[test]
fn folders_that_are_no_page() {
    let empty = Folder::new("assets-empty", &[("other.html", "")]);
    let error = Assets::from_dir(&empty.0).unwrap_err().to_string();
    let dir = empty.0.display();
    assert_eq!(error, format!("no built page in {dir}: run `cargo xtask serve`"));
    assert!(Assets::from_dir(&empty.0.join("missing")).is_err());

    let deep =
        Folder::new("assets-deep", &[("index.html", ""), ("1/2/3/4/5/6/7/8/9/file.txt", "")]);
    let error = Assets::from_dir(&deep.0).unwrap_err().to_string();
    assert!(error.contains("more than eight levels of folders"), "{error}");

    let large = Folder::new("assets-large", &[("index.html", "")]);
    let file = std::fs::File::create(large.0.join("disk.img")).unwrap();
    file.set_len(65 * 1024 * 1024).unwrap();
    let error = Assets::from_dir(&large.0).unwrap_err().to_string();
    assert!(error.contains("more than 64 MiB"), "{error}");
}
