//! Playing the acts of a server that does not answer by the book.

use std::{io, time::Duration};

use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::{
    Conn,
    frame::{self, CLOSE, Decoded, Frame, PING, PONG, TEXT},
};
use crate::behaviour::Act;

/// How long a server that sent its close frame awaits the client's.
const CLOSE_PATIENCE: Duration = Duration::from_secs(5);

/// Plays the acts in order; a connection that is left after the last is ended.
pub(crate) async fn play(mut conn: Conn, acts: &[Act]) -> io::Result<()> {
    for act in acts {
        match *act {
            Act::AwaitBytes => {
                if conn.unread().is_empty() {
                    conn.fill().await?;
                }
            }
            Act::Wait(time) => sleep(time).await,
            Act::Send(bytes) => conn.write(bytes).await?,
            Act::Text(text) => say(&mut conn, text).await?,
            Act::Attend(time) => {
                if !attend(&mut conn, time).await? {
                    return conn.fin().await;
                }
            }
            Act::Every(time, text) => {
                while attend(&mut conn, time).await? {
                    say(&mut conn, text).await?;
                }
            }
            Act::Echo => echo(&mut conn).await?,
            Act::Close(code, reason) => close(&mut conn, code, reason).await?,
            Act::AwaitClose => await_close(&mut conn).await?,
            Act::Silence => return conn.drain().await,
            Act::Fin => return conn.fin().await,
            Act::Rst => return conn.rst(),
        }
    }
    conn.fin().await
}

/// Echoes every data frame as it came, fragments as fragments, so that no
/// message is ever held whole. The text's UTF-8 is the client's business.
async fn echo(conn: &mut Conn) -> io::Result<()> {
    loop {
        let reply = match next(conn).await? {
            Next::Frame(Frame { opcode: CLOSE, payload, .. }) => {
                return conn.write(&frame::encode(true, CLOSE, &payload)).await;
            }
            Next::Frame(Frame { opcode: PING, payload, .. }) => frame::encode(true, PONG, &payload),
            Next::Frame(Frame { opcode: PONG, .. }) => continue,
            Next::Frame(Frame { fin, opcode, payload }) => frame::encode(fin, opcode, &payload),
            Next::Fault(code) => return close(conn, code, "").await,
            Next::End => return Ok(()),
        };
        conn.write(&reply).await?;
    }
}

async fn say(conn: &mut Conn, text: &str) -> io::Result<()> {
    conn.write(&frame::encode(true, TEXT, text.as_bytes())).await
}

/// Lets time pass; `false` when the client has closed or ended before.
async fn attend(conn: &mut Conn, time: Duration) -> io::Result<bool> {
    let due = Instant::now() + time;
    loop {
        // What was read when the time is over stays there for the next call.
        let Ok(next) = timeout_at(due, next(conn)).await else { return Ok(true) };
        match next? {
            Next::Frame(Frame { opcode: CLOSE, payload, .. }) => {
                conn.write(&frame::encode(true, CLOSE, &payload)).await?;
                return Ok(false);
            }
            Next::Frame(Frame { opcode: PING, payload, .. }) => {
                conn.write(&frame::encode(true, PONG, &payload)).await?;
            }
            Next::Frame(_) => {}
            Next::Fault(code) => return close(conn, code, "").await.map(|()| false),
            Next::End => return Ok(false),
        }
    }
}

async fn close(conn: &mut Conn, code: u16, reason: &str) -> io::Result<()> {
    conn.write(&frame::close(code, reason)).await?;
    timeout(CLOSE_PATIENCE, await_close(conn)).await.unwrap_or(Ok(()))
}

/// Reads until the client's close frame, its end, or what is no frame.
async fn await_close(conn: &mut Conn) -> io::Result<()> {
    loop {
        match next(conn).await? {
            Next::Frame(Frame { opcode, .. }) if opcode != CLOSE => {}
            _ => return Ok(()),
        }
    }
}

enum Next {
    Frame(Frame),
    Fault(u16),
    End,
}

async fn next(conn: &mut Conn) -> io::Result<Next> {
    loop {
        match frame::decode(conn.unread()) {
            Decoded::Frame(frame, used) => {
                conn.take(used);
                return Ok(Next::Frame(frame));
            }
            Decoded::Fault(code) => return Ok(Next::Fault(code)),
            Decoded::More if conn.fill().await? => {}
            Decoded::More => return Ok(Next::End),
        }
    }
}
