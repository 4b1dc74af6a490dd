//! Keys of words that are no tags, shared by the library and the build script.

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

/// The sentences of the page itself, by the keys that `src/view` asks for.
pub(crate) const NOTE_KEYS: &[&str] = &[
    "asking",
    "waiting",
    "listening",
    "group",
    "order",
    "whichever",
    "one-cause",
    "rests-on-told",
    "send-them",
    "see-more",
    "app-fine",
    "app-fine-act",
    "see-step",
    "contrast",
    "untested",
    "conflict",
    "no-comparison-mixed",
    "no-comparison-malformed",
    "no-comparison",
    "same-origin",
    "app-origin",
    "foreign",
    "share",
];
