//! The page that lists the running scenarios.

use std::{fmt::Write, io, sync::Arc};

use crate::{
    LeftOut, Running,
    behaviour::Reply,
    serve::{Conn, Incoming, Request, reply, say},
};

/// Answers one request: the list at `/`.
pub(crate) async fn serve(mut conn: Conn, page: Arc<str>) -> io::Result<()> {
    let Incoming::Request(request) = Request::read(&mut conn).await? else {
        return conn.fin().await;
    };
    if request.path() != "/" {
        return say(conn, &request, 404, "The list is at /.\n").await;
    }
    let headers = &[("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")];
    let content_type = "text/html; charset=utf-8";
    let answer = Reply { status: 200, content_type, headers, body: &page };
    conn.write(&reply(&request, &answer, false)).await?;
    conn.fin().await
}

/// The list as HTML; each address opens the diagnosing page `page`, filled in.
pub(crate) fn html(running: &[Running], left_out: &[LeftOut], page: &str) -> String {
    let mut rows = String::new();
    for r in running {
        let s = r.scenario;
        let note = r.note.as_deref().unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = writeln!(
            rows,
            "<tr><td><code>{}</code><td><a href=\"{}#url={}\">{}</a><td>{} {}<td>{}<td>{}",
            s.id,
            escape(page),
            in_fragment(&r.url),
            escape(&r.url),
            escape(s.does),
            escape(note),
            s.truth,
            s.owner,
        );
    }
    let mut missing = String::new();
    for LeftOut { id, why } in left_out {
        let _ = writeln!(missing, "<li><code>{id}</code>: {}", escape(why));
    }
    if !missing.is_empty() {
        missing = format!("<h2>Left out</h2><ul>{missing}</ul>");
    }
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8>\n\
         <meta name=viewport content=\"width=device-width\"><title>Why1006 lab</title>\n\
         <style>:root{{color-scheme:light dark}}body{{font:1rem/1.4 system-ui;margin:2rem}}\n\
         td,th{{text-align:left;vertical-align:top;padding:.3rem .6rem}}</style>\n\
         <h1>Why1006 lab</h1>\n\
         <p>WebSocket endpoints, each broken on purpose in one way. A link opens the\n\
         diagnosing page with the address filled in.\n\
         <table><tr><th>id<th>address<th>what the server does<th>truth<th>who acts\n\
         {rows}</table>{missing}</html>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Percent-encodes what would end or split a fragment's value.
fn in_fragment(url: &str) -> String {
    let mut text = String::new();
    for byte in url.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b':' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                text.push(char::from(byte));
            }
            _ => text += &format!("%{byte:02X}"),
        }
    }
    text
}
