//! The experiments that have words, shared by the library and the build script.

/// See `why1006_content::EXPERIMENTS`.
pub(crate) const EXPERIMENTS: &[&str] = &[
    "websocket@target",
    "websocket-again@target",
    "websocket-other-protocols@target",
    "websocket@other-path",
    "websocket@other-scheme",
    "websocket@other-spelling",
    "websocket@reference",
    "fetch-no-cors@target",
    "fetch-no-cors@root",
    "fetch-cors@target",
    "fetch-cors@reference",
    "fetch-no-cors@nowhere",
    "fetch-no-cors@other-scheme",
    "status-class@target",
    "status-class@root",
    "redirect-frame@target",
    "address-space@target",
];
