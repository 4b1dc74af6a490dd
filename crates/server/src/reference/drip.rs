//! `/reference/stream` and `/reference/events`: a chunk every 200 ms. What
//! holds responses back until they are whole shows as one lump.

use std::{
    io,
    time::{Duration, Instant},
};

use axum::{
    body::{Body, Bytes},
    extract::{Query, State},
    http::{HeaderName, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use futures_util::stream::poll_fn;
use tokio::{
    sync::mpsc,
    time::{MissedTickBehavior, interval, timeout},
};

use super::Endpoint;
use crate::{assets::answer::plain, error::shown};

/// From one chunk to the next.
const PERIOD: Duration = Duration::from_millis(200);
const DEFAULT_CHUNKS: u32 = 10;
const MAX_CHUNKS: u32 = 50;
/// Beyond the last chunk, for readers that are slow.
const SLOW_READER: Duration = Duration::from_secs(10);

/// How chunks are written.
#[derive(Clone, Copy)]
enum Form {
    /// `<index> <ms>` and a line feed.
    Lines,
    /// Server-sent events (HTML Standard, 9.2), the last of type `end`.
    Events,
}

impl Form {
    fn content_type(self) -> &'static str {
        match self {
            Form::Lines => "text/plain; charset=utf-8",
            Form::Events => "text/event-stream",
        }
    }

    /// A chunk that is sent `ms` after the first.
    fn chunk(self, index: u32, ms: u128) -> String {
        match self {
            Form::Lines => format!("{index} {ms}\n"),
            Form::Events => format!("id: {index}\ndata: {ms}\n\n"),
        }
    }

    /// What comes when all chunks are out. An event without data would never
    /// be dispatched.
    fn end(self, ms: u128) -> Option<String> {
        match self {
            Form::Lines => None,
            Form::Events => Some(format!("event: end\ndata: {ms}\n\n")),
        }
    }
}

/// Answers `GET /reference/stream`.
pub(super) async fn stream(State(endpoint): State<Endpoint>, uri: Uri) -> Response {
    drip(endpoint, &uri, Form::Lines)
}

/// Answers `GET /reference/events`.
pub(super) async fn events(State(endpoint): State<Endpoint>, uri: Uri) -> Response {
    drip(endpoint, &uri, Form::Events)
}

fn drip(endpoint: Endpoint, uri: &Uri, form: Form) -> Response {
    let chunks = match chunks(uri) {
        Ok(chunks) => chunks,
        Err(line) => return plain(StatusCode::BAD_REQUEST, line + "\n", &[]),
    };
    let Ok(place) = endpoint.drips.clone().try_acquire_owned() else {
        let text = "All streams are in use, try again in some seconds.\n";
        return plain(StatusCode::SERVICE_UNAVAILABLE, text, &[(header::RETRY_AFTER, "10")]);
    };
    // One chunk waits here at most: the times in the chunks are those of writing.
    let (sender, mut receiver) = mpsc::channel(1);
    let life = PERIOD * chunks + SLOW_READER;
    tokio::spawn(async move {
        let _held = place;
        tokio::select! {
            _ = timeout(life, produce(form, chunks, sender)) => {}
            () = endpoint.life.ended() => {}
        }
    });
    let body = Body::from_stream(poll_fn(move |context| {
        receiver.poll_recv(context).map(|sent| match sent {
            Some(Sent::Chunk(bytes)) => Some(Ok(bytes)),
            Some(Sent::All) => None,
            // The server stops: a body that ended as if whole would be a lie.
            None => Some(Err(io::Error::other("cut"))),
        })
    }));
    let headers = [
        (header::CONTENT_TYPE, form.content_type()),
        (header::CACHE_CONTROL, "no-store, no-transform"),
        // nginx's own word for "do not buffer this".
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, body).into_response()
}

/// What the producer hands to the body.
enum Sent {
    Chunk(Bytes),
    All,
}

/// Sends all chunks in time; ends early when nobody takes them any more.
async fn produce(form: Form, chunks: u32, sender: mpsc::Sender<Sent>) {
    let mut ticks = interval(PERIOD);
    // After a reader that was slow for a moment the pace is the old one again.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut first = None;
    let since = |first: &mut Option<Instant>| first.get_or_insert_with(Instant::now).elapsed();
    for index in 0..chunks {
        ticks.tick().await;
        let chunk = form.chunk(index, since(&mut first).as_millis());
        if sender.send(Sent::Chunk(chunk.into())).await.is_err() {
            return;
        }
    }
    if let Some(end) = form.end(since(&mut first).as_millis()) {
        let _ = sender.send(Sent::Chunk(end.into())).await;
    }
    let _ = sender.send(Sent::All).await;
}

/// How many chunks the query asks for: `chunks=N`.
///
/// # Errors
/// One line that names the value that cannot be used.
fn chunks(uri: &Uri) -> Result<u32, String> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri)
        .map_err(|_| "the query cannot be read: percent-encode it".to_owned())?;
    let Some((_, value)) = pairs.iter().find(|(name, _)| name == "chunks") else {
        return Ok(DEFAULT_CHUNKS);
    };
    let number = value.parse().ok().filter(|n| (1..=MAX_CHUNKS).contains(n));
    number.ok_or_else(|| format!("chunks {}: give a number from 1 to {MAX_CHUNKS}", shown(value)))
}
