//! The page that lists the scenarios.

use std::{
    fmt::Write,
    io,
    sync::{Arc, OnceLock},
};

use why1006_evidence::EngineFamily;

use crate::{
    LeftOut, Pages, Running,
    behaviour::Reply,
    serve::{Conn, Incoming, Request, reply, say},
};

const STYLE: &str = include_str!("index/style.css");

/// Answers one request: the list at `/`, once there is one.
pub(crate) async fn serve(mut conn: Conn, page: Arc<OnceLock<String>>) -> io::Result<()> {
    let Incoming::Request(request) = Request::read(&mut conn).await? else {
        return conn.fin().await;
    };
    let Some(body) = page.get() else {
        return say(conn, &request, 503, "The lab is still starting.\n").await;
    };
    if request.path() != "/" {
        return say(conn, &request, 404, "The list is at /.\n").await;
    }
    let headers = &[("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")];
    let content_type = "text/html; charset=utf-8";
    let answer = Reply { status: 200, content_type, headers, body };
    conn.write(&reply(&request, &answer, false)).await?;
    conn.fin().await
}

/// The list as HTML; each address opens the diagnosing page `page`, filled in.
pub(crate) fn html(running: &[Running], left_out: &[LeftOut], page: &str) -> String {
    let mut areas: Vec<&str> = Vec::new();
    for r in running {
        if !areas.contains(&r.scenario.area) {
            areas.push(r.scenario.area);
        }
    }
    let (mut contents, mut sections) = (String::new(), String::new());
    for (at, area) in areas.into_iter().enumerate() {
        let rows: Vec<&Running> = running.iter().filter(|r| r.scenario.area == area).collect();
        let (area, count) = (escape(area), rows.len());
        // Writing to a String cannot fail.
        let _ = write!(contents, "<li><a href=\"#area-{at}\">{area}</a> <span>{count}</span>");
        let _ = write!(sections, "<section><h2 id=area-{at}>{area} <span>{count}</span></h2>");
        rows.into_iter().for_each(|one| row(&mut sections, one, page));
        sections += "</section>\n";
    }
    let mut missing = String::new();
    if !left_out.is_empty() {
        let count = left_out.len();
        let _ = write!(contents, "<li><a href=\"#left-out\">Left out</a> <span>{count}</span>");
        let _ = write!(missing, "<section><h2 id=left-out>Left out <span>{count}</span></h2>");
        for (why, ids) in by_reason(left_out) {
            let ids: Vec<String> = ids.iter().map(|id| format!("<code>{id}</code>")).collect();
            let _ = write!(missing, "<p>{}<br>{}", code(&escape(why)), ids.join(" "));
        }
        missing += "</section>\n";
    }
    let inside = running.iter().find_map(|r| r.netns.as_deref()).map(|name| {
        format!(
            "<p>Some are reached only from inside the network namespace <code>{name}</code>. Open \
             the page there: <code>ip netns exec {name} chromium --no-sandbox {}</code></p>\n",
            escape(page)
        )
    });
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8>\n\
         <meta name=viewport content=\"width=device-width\"><title>Why1006 lab</title>\n\
         <style>{STYLE}</style>\n\
         <main><h1>Why1006 lab</h1>\n\
         <p>{} WebSocket endpoints, each broken on purpose in one way, or healthy for\n\
         comparison. An address opens the diagnosing page with the address filled in.</p>\n{}\
         <nav><ul>{contents}</ul></nav>\n{sections}{missing}</main></html>\n",
        running.len(),
        inside.unwrap_or_default(),
    )
}

fn row(html: &mut String, one: &Running, page: &str) {
    let s = one.scenario;
    let id = s.id;
    let _ = write!(
        html,
        "<article id={id}><h3><code>{id}</code></h3><p class=address>\
         <a href=\"{}#url={}\">{}</a></p><p>{}</p><ul class=facts>",
        escape(page),
        in_fragment(&one.url),
        escape(&one.url),
        code(&escape(s.does)),
    );
    let _ = write!(html, "<li>Truth: <b>{}</b>", s.truth);
    if s.stage.is_some() {
        let _ = write!(html, "<li>Who acts: <b>{}</b>", s.owner.as_str().replace('-', " "));
    }
    if !s.works_in.is_empty() {
        let engines: Vec<&str> = s.works_in.iter().map(|e| name(*e)).collect();
        let _ = write!(html, "<li>Works in <b>{}</b>", engines.join(", "));
    }
    match s.pages {
        Pages::Both => {}
        Pages::Http => *html += "<li>From an <b>http</b> page only",
        Pages::Https => *html += "<li>From an <b>https</b> page only",
    }
    if one.netns.is_some() {
        *html += "<li>Inside the <b>namespace</b> only";
    }
    *html += "</ul>";
    if let Some(note) = one.note.as_ref().filter(|_| one.netns.is_none()) {
        let _ = write!(html, "<p class=note>{}</p>", escape(note));
    }
    *html += "</article>\n";
}

fn name(engine: EngineFamily) -> &'static str {
    match engine {
        EngineFamily::Chromium => "Chromium",
        EngineFamily::Firefox => "Firefox",
        EngineFamily::WebKit => "WebKit",
        EngineFamily::Unknown => "other engines",
    }
}

/// The ids that share a reason, in the order in which the reasons come.
fn by_reason(left_out: &[LeftOut]) -> Vec<(&str, Vec<&str>)> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for one in left_out {
        match reasons.iter_mut().find(|(why, _)| *why == one.why) {
            Some((_, ids)) => ids.push(one.id),
            None => reasons.push((&one.why, vec![one.id])),
        }
    }
    reasons
}

/// What stands between backticks, as code.
fn code(text: &str) -> String {
    let mut html = String::new();
    for (at, part) in text.split('`').enumerate() {
        html += match at % 2 {
            0 if at > 0 => "</code>",
            1 => "<code>",
            _ => "",
        };
        html += part;
    }
    html
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
