//! One router for the page and the reference, with the security headers.

use std::sync::Arc;

use axum::{
    Router,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware,
    routing::get,
};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::{
    Assets, Error,
    assets::{self, answer::plain},
    log,
    page_config::{self, Source},
    reference::{self, Endpoint},
};

/// Headers of every response. There is no HSTS and no upgrade of insecure
/// requests, which would end the http page that `ws://` targets need; no
/// embedder policy, which would blind probes; and nothing here that keeps other
/// origins from the reference.
const SECURITY: [(HeaderName, &str); 4] = [
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    // Never local-network-access: probes of local targets need it.
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// Everything this server answers.
pub(crate) fn router(
    assets: Assets,
    source: Source,
    endpoint: Endpoint,
    logged: bool,
) -> Result<Router, Error> {
    let policy =
        format!("{}; frame-ancestors 'none'", assets.policy().unwrap_or("default-src 'none'"));
    let policy = HeaderValue::from_str(&policy).map_err(|_| Error::Policy(policy))?;
    // Routes come before files, so that a `why1006.json` made for static hosts
    // cannot hide the one that knows this server.
    let router = Router::new()
        .route("/why1006.json", get(page_config::answer).with_state(Arc::new(source)))
        .merge(reference::router(endpoint))
        .fallback(assets::answer::answer)
        .with_state(assets)
        .layer(SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, policy));
    Ok(finish(router, logged))
}

/// The reference without the page, for the listener that speaks HTTP/2: a page
/// from there would have its control experiment run over HTTP/2.
pub(crate) fn reference_alone(endpoint: Endpoint, logged: bool) -> Router {
    let nothing = || async {
        let text = "This is the reference by HTTP/2. The page is on another port.\n";
        plain(StatusCode::NOT_FOUND, text, &[])
    };
    finish(Router::new().merge(reference::router(endpoint)).fallback(nothing), logged)
}

fn finish(mut router: Router, logged: bool) -> Router {
    for (name, value) in SECURITY {
        let value = HeaderValue::from_static(value);
        router = router.layer(SetResponseHeaderLayer::overriding(name, value));
    }
    if logged {
        router = router.layer(middleware::from_fn(log::request));
    }
    router
}
