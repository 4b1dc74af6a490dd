//! `/reference/socket`: upgrades, or says why not.

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use hyper_util::rt::TokioIo;

use super::{
    Endpoint,
    handshake::Handshake,
    order::{self, Close},
    seen::{Seen, SeenHandshake},
    session::{self, Session},
};
use crate::{assets::answer::plain, connection::Arrival};

/// Answers an opening handshake from any origin.
pub(super) async fn answer(
    State(endpoint): State<Endpoint>,
    arrival: Arrival,
    request: Request,
) -> Response {
    let (mut parts, _) = request.into_parts();
    let handshake = match Handshake::of(&parts) {
        Ok(handshake) => handshake,
        Err(response) => return *response,
    };
    let asked = match order::of_query(&parts.uri) {
        Ok(asked) => asked,
        Err(line) => return plain(StatusCode::BAD_REQUEST, line + "\n", &[]),
    };
    let Some(upgrade) = parts.extensions.remove::<hyper::upgrade::OnUpgrade>() else {
        let text = "This connection cannot be upgraded.\n";
        return plain(StatusCode::INTERNAL_SERVER_ERROR, text, &[]);
    };

    if let Ok(seat) = endpoint.seats.clone().try_acquire_owned() {
        let about = SeenHandshake {
            method: parts.method.as_str(),
            path: parts.uri.path(),
            protocol: handshake.protocol(),
        };
        let hello = serde_json::to_string(&Seen::of(&parts, &arrival, Some(about)))
            .expect("plain strings and numbers always serialise");
        let session = Session {
            hello,
            asked,
            deflate: handshake.deflate(),
            limits: endpoint.limits,
            life: endpoint.life,
        };
        tokio::spawn(async move {
            // Both are given back when the conversation has ended.
            let _held = (seat, arrival);
            if let Ok(stream) = upgrade.await {
                session.run(TokioIo::new(stream)).await;
            }
        });
    } else if let Ok(place) = endpoint.refusals.clone().try_acquire_owned() {
        // Scripts cannot read an HTTP status here, but they can read a close
        // code; 1013 is "try again later" in the IANA registry. WebKitGTK shows
        // it as 1006 (measured).
        let most = endpoint.limits.max_connections;
        let close =
            Close::new(1013, format!("{most} of {most} connections in use, try again later"));
        tokio::spawn(async move {
            let _held = (place, arrival);
            if let Ok(stream) = upgrade.await {
                session::refuse(TokioIo::new(stream), close).await;
            }
        });
    } else {
        let text = "All connections are in use, try again later.\n";
        return plain(StatusCode::SERVICE_UNAVAILABLE, text, &[]);
    }
    handshake.response()
}
