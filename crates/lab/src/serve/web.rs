//! A web server that answers as its scenario says.

use std::{io, sync::Arc};

use tokio::time::sleep;

use super::{Conn, Incoming, Memory, Request, memory::Visit, play};
use crate::behaviour::{Act, Answer, Reply, Web};

/// Requests that one connection may carry.
const MAX_REQUESTS: usize = 100;

/// Bytes of a request's body that we read to get at the next request.
const MAX_BODY: usize = 64 * 1024;

/// Answers the requests of one connection.
pub(crate) async fn web(conn: Conn, web: Web) -> io::Result<()> {
    answer_all(conn, Chooser::Fixed(web)).await
}

/// The same, by what the server remembers.
pub(crate) async fn remembering(conn: Conn, memory: Arc<Memory>) -> io::Result<()> {
    answer_all(conn, Chooser::Remembers(Visit::new(memory))).await
}

/// Who chooses the answers on one connection.
#[allow(clippy::large_enum_variant, reason = "one per connection")]
enum Chooser {
    Fixed(Web),
    Remembers(Visit),
}

async fn answer_all(mut conn: Conn, mut chooser: Chooser) -> io::Result<()> {
    for _ in 0..MAX_REQUESTS {
        let request = match Request::read(&mut conn).await? {
            Incoming::Request(request) => request,
            Incoming::Malformed => return refuse(conn, 400).await,
            Incoming::TooLong => return refuse(conn, 431).await,
            Incoming::End => break,
        };
        let mut answer = match &mut chooser {
            Chooser::Fixed(web) => choose(web, &request),
            Chooser::Remembers(visit) => visit.choose(&request).await,
        };
        while let Answer::Late(after, then) = answer {
            sleep(after).await;
            answer = *then;
        }
        match answer {
            // Waited for above.
            Answer::Late(..) => break,
            Answer::Switch { head, then } => {
                conn.write(head(&request).as_bytes()).await?;
                return play(conn, then).await;
            }
            Answer::Acts(acts) => return play(conn, acts).await,
            Answer::Reply(answer) => {
                let again =
                    !request.lists("connection", "close") && skip_body(&mut conn, &request).await?;
                conn.write(&reply(&request, &answer, again)).await?;
                if !again {
                    break;
                }
            }
        }
    }
    conn.fin().await
}

/// Serves clear text, and plays these acts to a TLS greeting.
pub(crate) async fn clear(mut conn: Conn, answers: Web, greeted: &[Act]) -> io::Result<()> {
    if conn.unread().is_empty() {
        conn.fill().await?;
    }
    // The type of a TLS record that holds a handshake (RFC 8446, section 5.1).
    match conn.unread().first() {
        Some(0x16) => play(conn, greeted).await,
        _ => web(conn, answers).await,
    }
}

/// What a server gives for a request.
pub(super) fn choose(web: &Web, request: &Request) -> Answer {
    if let Some((_, answer)) = web.pages.iter().find(|(path, _)| *path == request.path()) {
        return *answer;
    }
    if !request.is_upgrade() {
        return if request.path() == "/" { web.root } else { web.get };
    }
    match web.guard {
        Some(guard) if !(guard.passes)(request) => guard.otherwise,
        _ => web.upgrade,
    }
}

/// Reads the body away; `false` when it is of a kind or size we do not read.
async fn skip_body(conn: &mut Conn, request: &Request) -> io::Result<bool> {
    if request.header("transfer-encoding").is_some() {
        return Ok(false);
    }
    let Ok(length) = request.header("content-length").unwrap_or("0").parse::<usize>() else {
        return Ok(false);
    };
    if length > MAX_BODY {
        return Ok(false);
    }
    while conn.unread().len() < length {
        if !conn.fill().await? {
            return Ok(false);
        }
    }
    conn.take(length);
    Ok(true)
}

/// Answers what is no request, in clear words, and ends.
async fn refuse(conn: Conn, status: u16) -> io::Result<()> {
    say(conn, &Request::default(), status, "This is no request that this server reads.\n").await
}

/// Answers with a text of our own and ends.
pub(crate) async fn say(
    mut conn: Conn,
    request: &Request,
    status: u16,
    body: &str,
) -> io::Result<()> {
    let answer = Reply { status, content_type: "text/plain; charset=utf-8", headers: &[], body };
    conn.write(&reply(request, &answer, false)).await?;
    conn.fin().await
}

/// The bytes of a response; `again` says whether another request may follow.
pub(crate) fn reply(request: &Request, answer: &Reply<'_>, again: bool) -> Vec<u8> {
    let Reply { status, content_type, headers, body } = answer;
    let mut text = format!("HTTP/1.1 {status} {}\r\nServer: why1006-lab\r\n", phrase(*status));
    for (name, value) in *headers {
        text += &format!("{name}: {value}\r\n");
    }
    let connection = if again { "keep-alive" } else { "close" };
    // RFC 9110, section 8.6: a 204 has no length.
    if *status != 204 {
        text += &format!("Content-Type: {content_type}\r\nContent-Length: {}\r\n", body.len());
    }
    text += &format!("Cache-Control: no-store\r\nConnection: {connection}\r\n\r\n");
    if request.method != "HEAD" && *status != 204 {
        text += body;
    }
    text.into_bytes()
}

/// The phrases of RFC 9110, section 15, that the table uses; others may do
/// without one (RFC 9112, section 4).
fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        307 => "Temporary Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        407 => "Proxy Authentication Required",
        421 => "Misdirected Request",
        426 => "Upgrade Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "",
    }
}
