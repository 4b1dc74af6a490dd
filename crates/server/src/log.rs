//! One line per request, when asked for.

use std::io::Write;

use axum::{extract::Request, middleware::Next, response::Response};

/// Prints method, path and status to standard error. The query stays out: it
/// may hold the address under test, and with it secrets.
pub(crate) async fn request(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let uri = request.uri().clone();
    let response = next.run(request).await;
    // A closed standard error is no reason to fail the request.
    let _ = writeln!(std::io::stderr(), "{method} {} {}", uri.path(), response.status().as_u16());
    response
}
