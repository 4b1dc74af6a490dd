//! What one family of software writes, as rows of a table.

use why1006_evidence::Clue;

use crate::reading::Why;

/// One text that is known.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// The words to find it by. They begin with a letter, where a word begins.
    pub(super) words: &'static str,
    /// Further words that have to stand behind; may be empty.
    pub(super) with: &'static str,
    pub(super) means: Means,
    pub(super) scope: Scope,
}

/// What a text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Means {
    /// Just this.
    Clue(Clue),
    /// The server answers so.
    Status(u16),
    /// The origin is refused that stands behind these words, which follow the
    /// row's; it ends with a blank or with the quote that they end with.
    Refuses(&'static str),
    /// The same, and the origin stands before the row's words.
    RefusesBefore,
    /// It begins something that a later line goes on with.
    Begins,
    /// An upgrade whose headers follow, as Action Cable writes them.
    Headers,
    /// Nothing, for this reason.
    Nothing(Why),
}

/// What a text is about that names no path and no host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All that the server does.
    Server,
    /// Some attempt to open a WebSocket.
    Socket,
    /// Some request.
    Request,
}

/// A text about a WebSocket that stands for one clue.
pub(super) const fn row(words: &'static str, clue: Clue) -> Row {
    means(words, Means::Clue(clue))
}

/// A text about a WebSocket.
pub(super) const fn means(words: &'static str, means: Means) -> Row {
    Row { words, with: "", means, scope: Scope::Socket }
}

/// A text of a server that answers so.
pub(super) const fn status(words: &'static str, status: u16) -> Row {
    means(words, Means::Status(status))
}

/// A text about an origin that was refused; it stands behind `name`.
pub(super) const fn refuses(words: &'static str, name: &'static str) -> Row {
    means(words, Means::Refuses(name))
}

/// A text that does not count.
pub(super) const fn nothing(words: &'static str, why: Why) -> Row {
    means(words, Means::Nothing(why))
}

impl Row {
    /// Only with these words behind.
    pub(super) const fn with(self, with: &'static str) -> Row {
        Row { with, ..self }
    }

    /// It may be about any request.
    pub(super) const fn of_request(self) -> Row {
        Row { scope: Scope::Request, ..self }
    }

    /// It is about the whole server.
    pub(super) const fn of_server(self) -> Row {
        Row { scope: Scope::Server, ..self }
    }
}
