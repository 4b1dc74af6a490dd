//! `/reference/http`: the same host by plain HTTP, readable from any origin.

use axum::{
    Json,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::seen::Seen;
use crate::connection::Arrival;

/// Answers `GET` and `HEAD` with the request as the server saw it.
pub(super) async fn answer(arrival: Arrival, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let mut response = Json(Seen::of(&parts, &arrival, None)).into_response();
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, no_store);
    response
}

/// Allows whatever a page asks before its real request, also from a public
/// page to a private address.
pub(super) async fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "*"),
        (HeaderName::from_static("access-control-allow-private-network"), "true"),
        // Remembered permissions would hide later requests from a test.
        (header::ACCESS_CONTROL_MAX_AGE, "0"),
        (header::ALLOW, "GET, HEAD, OPTIONS"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}
