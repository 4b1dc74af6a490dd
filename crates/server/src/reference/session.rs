//! One WebSocket from its first message to its end.

use std::time::Duration;

use tokio::{
    io::{AsyncRead, AsyncWrite},
    time::{sleep, timeout},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::protocol::{Role, WebSocketConfig},
};

use super::{
    compression::Deflate,
    conversation::{End, converse},
    farewell::{answer_close, close},
    follow::Follow,
    order::Close,
};
use crate::{Limits, server::Life};

/// How long a peer may take to answer a close frame.
const FAREWELL: Duration = Duration::from_secs(5);
/// The same for those who never had a seat.
const REFUSAL: Duration = Duration::from_secs(2);

/// A WebSocket over `S`, with an eye on its frames.
pub(super) type Socket<S> = WebSocketStream<Follow<S>>;

/// What one connection was promised.
pub(super) struct Session {
    /// The first message.
    pub(super) hello: String,
    /// The close that the handshake asked for, and when after the first message.
    pub(super) asked: Option<(Close, Duration)>,
    /// How messages are compressed, if that was agreed upon.
    pub(super) deflate: Option<Deflate>,
    /// The caps.
    pub(super) limits: Limits,
    /// Ends all sessions when the server stops.
    pub(super) life: Life,
}

impl Session {
    /// Talks until somebody ends it. Takes no longer than the longest life and
    /// five seconds, whatever the peer does.
    pub(super) async fn run<S: AsyncRead + AsyncWrite + Unpin>(self, stream: S) {
        let max_message = self.limits.max_message;
        let stream = match self.deflate {
            Some(_) => Follow::unpacking(stream, max_message),
            None => Follow::new(stream),
        };
        let mut socket = socket(stream, max_message).await;
        let life = self.limits.max_life;
        let converse = converse(&mut socket, self.hello, self.asked, self.deflate, max_message);
        let end = tokio::select! {
            end = converse => end,
            // 1000, "the purpose has been fulfilled" (RFC 6455, 7.4.1): neither
            // side is at fault or going away, and 1008 would accuse the client.
            () = sleep(life) => End::Closing(Close::new(1000, format!(
                "this reference keeps a connection for {} s at most", life.as_secs_f64()
            ))),
            () = self.life.ended() => End::Closing(Close::new(1001, "the server is stopping")),
        };
        // Too slow or gone: dropping the stream ends it either way.
        let _ = match end {
            End::Closing(word) => timeout(FAREWELL, close(&mut socket, word)).await,
            End::ClosedByPeer => timeout(FAREWELL, answer_close(&mut socket)).await,
            End::Gone => Ok(()),
        };
    }
}

/// Tells a client for which there is no seat, and nothing more.
pub(super) async fn refuse<S: AsyncRead + AsyncWrite + Unpin>(stream: S, word: Close) {
    let mut socket = socket(Follow::new(stream), 0).await;
    let _ = timeout(REFUSAL, close(&mut socket, word)).await;
}

async fn socket<S>(stream: Follow<S>, max_message: usize) -> Socket<S>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let config = WebSocketConfig::default()
        .read_buffer_size(8 * 1024)
        // Every message is written at once.
        .write_buffer_size(0)
        .max_message_size(Some(max_message))
        .max_frame_size(Some(max_message));
    WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await
}
