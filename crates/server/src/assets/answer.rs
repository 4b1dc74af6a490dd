//! Answers a request for a file of the page.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::{Asset, Assets, encoding};

/// `GET` and `HEAD` of the page's files; 404 for everything else, never the
/// index page: the page notices hosts that do that, and we are not one.
pub(crate) async fn answer(
    State(assets): State<Assets>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if method != Method::GET && method != Method::HEAD {
        let text = "This server only answers GET and HEAD here.\n";
        return plain(StatusCode::METHOD_NOT_ALLOWED, text, &[(header::ALLOW, "GET, HEAD")]);
    }
    match assets.get(uri.path()) {
        Some(asset) => file(asset, &method, &headers),
        None => plain(StatusCode::NOT_FOUND, "There is nothing at this path.\n", &[]),
    }
}

/// A short text that no cache keeps.
pub(crate) fn plain(
    status: StatusCode,
    text: impl Into<String>,
    more: &[(header::HeaderName, &'static str)],
) -> Response {
    let mut response = (status, text.into()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for (name, value) in more {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn file(asset: &Asset, method: &Method, request: &HeaderMap) -> Response {
    let accepted = joined(request, &header::ACCEPT_ENCODING);
    let chosen = encoding::choose(&accepted, asset.compressed.iter().map(|(e, _)| *e));
    let form = asset
        .compressed
        .iter()
        .find(|(e, _)| Some(*e) == chosen)
        .map_or(&asset.plain, |(_, form)| form);

    let cache = if asset.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = Response::builder().header(header::CACHE_CONTROL, cache);
    response = response.header(header::ETAG, &form.etag);
    if !asset.compressed.is_empty() {
        response = response.header(header::VARY, "Accept-Encoding");
    }
    let known = joined(request, &header::IF_NONE_MATCH);
    let response = if matches_tag(&known, &form.etag) {
        response.status(StatusCode::NOT_MODIFIED).body(Body::empty())
    } else {
        response = response
            .header(header::CONTENT_TYPE, asset.content_type)
            .header(header::CONTENT_LENGTH, form.bytes.len());
        if let Some(encoding) = chosen {
            response = response.header(header::CONTENT_ENCODING, encoding.token());
        }
        let head = method == Method::HEAD;
        response.body(if head { Body::empty() } else { Body::from(form.bytes.clone()) })
    };
    response.expect("every value above is a valid header: ours or hexadecimal digits")
}

/// All values of a list header as one list (RFC 9110, 5.3).
fn joined(headers: &HeaderMap, name: &header::HeaderName) -> String {
    let values: Vec<_> = headers.get_all(name).iter().filter_map(|v| v.to_str().ok()).collect();
    values.join(",")
}

/// Whether `If-None-Match` names `etag`, by the weak comparison (RFC 9110, 13.1.2).
fn matches_tag(list: &str, etag: &str) -> bool {
    let mut tags = list.split(',').map(str::trim);
    list.trim() == "*" || tags.any(|tag| tag.strip_prefix("W/").unwrap_or(tag) == etag)
}
