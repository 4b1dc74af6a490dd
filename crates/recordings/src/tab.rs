//! What a new tab shows of an address.

use why1006_evidence::{record, tags};

tags! {
    /// What stands in the tab.
    pub enum Saw {
        /// The server's answer, also an empty one or a download: a tab that stays
        /// empty and loads no more is one of these, or was given up in silence.
        Page = "page",
        /// The browser's own error page or warning.
        Error = "error",
        /// Nothing yet: it is still loading after 5 s.
        Nothing = "nothing",
        /// A question for a user name and a password.
        Prompt = "prompt",
    }
}

record! {
    /// What a user sees who opens the address of a WebSocket in a new tab, with
    /// `https:` for `wss:` and `http:` for `ws:`.
    pub struct Tab {
        /// What stands there.
        pub saw: Saw,
        /// Of an error page its code, or its headline and first sentence if it
        /// has none; of a question its words, if the driver tells them; of a
        /// server nothing. Firefox hides the code of a bad certificate behind
        /// *Advanced*.
        pub text: Option<String>,
        /// The HTTP status, 400 to 599, if what can be read there contains it.
        pub status: Option<u16>,
    }
}
