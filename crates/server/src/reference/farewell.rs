//! Closes a WebSocket so that the last word arrives.
//!
//! A socket that is dropped while bytes of the peer are still unread answers
//! with a TCP reset, and a reset throws away what the peer had not read yet:
//! the very close frame that says what was wrong. So this side sends the frame,
//! reads on until the peer's close frame has passed, ends its half of the
//! stream, and waits for the peer's end (RFC 6455, 7.1.1). Callers bound the
//! time.

use futures_util::SinkExt;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_tungstenite::tungstenite::{
    Message,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

use super::{order::Close, session::Socket};

/// Sends a close frame of this side and waits for the peer's.
pub(super) async fn close<S: AsyncRead + AsyncWrite + Unpin>(socket: &mut Socket<S>, word: Close) {
    let frame = CloseFrame { code: CloseCode::from(word.code), reason: word.reason.into() };
    if socket.send(Message::Close(Some(frame))).await.is_err() {
        return;
    }
    let stream = socket.get_mut();
    stream.read_past();
    let mut scrap = [0; 4096];
    while !stream.saw_close() {
        match stream.read(&mut scrap).await {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
    }
    end(socket).await;
}

/// Answers the close frame that the peer sent: the library has the answer ready.
pub(super) async fn answer_close<S: AsyncRead + AsyncWrite + Unpin>(socket: &mut Socket<S>) {
    if socket.flush().await.is_ok() {
        end(socket).await;
    }
}

/// Ends this half of the stream and waits until the peer has ended its own.
async fn end<S: AsyncRead + AsyncWrite + Unpin>(socket: &mut Socket<S>) {
    let stream = socket.get_mut();
    if stream.shutdown().await.is_err() {
        return;
    }
    let mut scrap = [0; 4096];
    while matches!(stream.read(&mut scrap).await, Ok(1..)) {}
}
