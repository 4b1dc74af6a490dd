//! The reference's part of a conversation: one greeting, then echo.

use std::{future::pending, time::Duration};

use futures_util::{SinkExt, StreamExt};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    time::sleep,
};
use tokio_tungstenite::tungstenite::{
    Error, Message,
    error::{CapacityError, ProtocolError},
};

use super::{
    compression::Deflate,
    order::{self, Close},
    session::Socket,
    unpack::Fault,
};

/// How a conversation came to its end.
pub(super) enum End {
    /// This side closes.
    Closing(Close),
    /// The peer sent a close frame.
    ClosedByPeer,
    /// The connection broke.
    Gone,
}

/// Greets with `hello`, never compressed, so that the first message comes
/// through where compressed ones are damaged on the way. Then echoes until either side has enough. May be
/// dropped at any point: frames already begun stay whole.
pub(super) async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut Socket<S>,
    hello: String,
    asked: Option<(Close, Duration)>,
    deflate: Option<Deflate>,
    max_message: usize,
) -> End {
    if socket.send(Message::text(hello)).await.is_err() {
        return End::Gone;
    }
    let asked_for = async {
        match asked {
            Some((close, after)) => {
                sleep(after).await;
                close
            }
            None => pending().await,
        }
    };
    tokio::select! {
        close = asked_for => End::Closing(close),
        end = echo(socket, deflate, max_message) => end,
    }
}

/// Echoes text and binary messages; pings are answered by the library.
async fn echo<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut Socket<S>,
    deflate: Option<Deflate>,
    max_message: usize,
) -> End {
    loop {
        let reply = match socket.next().await {
            Some(Ok(Message::Text(text))) => match order::of_message(&text) {
                Some(Ok(close)) => return End::Closing(close),
                Some(Err(sentence)) => Message::text(sentence),
                None => Message::Text(text),
            },
            Some(Ok(Message::Binary(bytes))) => Message::Binary(bytes),
            Some(Ok(Message::Close(_))) => return End::ClosedByPeer,
            Some(Ok(_)) => continue,
            Some(Err(error)) => return failed(error, max_message),
            None => return End::Gone,
        };
        let reply = match deflate {
            Some(deflate) => deflate.pack(reply),
            None => reply,
        };
        if socket.send(reply).await.is_err() {
            return End::Gone;
        }
    }
}

/// What a violation is called on the wire (RFC 6455, 7.4.1).
fn failed(error: Error, max_message: usize) -> End {
    match error {
        Error::Capacity(CapacityError::MessageTooLong { size, .. }) => End::Closing(Close::new(
            1009,
            format!("a message of {size} bytes or more is over the limit of {max_message} bytes"),
        )),
        Error::Io(error) => match error.get_ref().and_then(|e| e.downcast_ref::<Fault>()) {
            Some(fault @ Fault::Padded) => End::Closing(Close::new(1002, fault.to_string())),
            Some(fault @ Fault::Broken) => End::Closing(Close::new(1007, fault.to_string())),
            Some(fault @ Fault::TooLong(_)) => End::Closing(Close::new(
                1009,
                format!("{fault} is over the limit of {max_message} bytes"),
            )),
            None => End::Gone,
        },
        Error::Utf8(_) => End::Closing(Close::new(1007, "a text message was not UTF-8")),
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => End::Gone,
        Error::Protocol(error) => End::Closing(Close::new(1002, error.to_string())),
        _ => End::Gone,
    }
}
