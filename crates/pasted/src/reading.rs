//! What reading a paste gives.

use why1006_evidence::{Target, Told, tags};

/// The longest paste that is read, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

tags! {
    /// Which page's console the text comes from.
    pub enum Source {
        /// The page that ran the test.
        ThisPage = "this-page",
        /// The page where the app itself runs.
        AppPage = "app-page",
    }
}

/// What a paste is held against.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The address that was tested.
    pub target: &'a Target,
    /// The origin of the page that tested it, for example `https://why.example`.
    pub page_origin: &'a str,
    /// The page whose console or network panel a text comes from that does not
    /// say so itself.
    pub source: Source,
}

/// What a paste says, what in it does not count, and whether it is any use.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What counts, in the order of its first line; at most
    /// [`MAX_TOLD`](why1006_evidence::told::MAX_TOLD).
    pub understood: Vec<Understood>,
    /// What does not count, in the order of its first line; at most
    /// [`MAX_IGNORED`](crate::MAX_IGNORED), the rest is counted there.
    pub ignored: Vec<Ignored>,
    /// Why nothing of it can be used; `None` if something was understood.
    pub fault: Option<Fault>,
}

/// One clue, and the lines that give it.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// The clue, with where it was seen.
    pub told: Told,
    /// How many lines say so.
    pub lines: u32,
    /// The first of them without secrets, at most 160 characters.
    pub excerpt: String,
}

/// Lines that do not count, for one reason and about one address.
#[derive(Clone, Debug, PartialEq)]
pub struct Ignored {
    /// The reason.
    pub why: Why,
    /// How many lines.
    pub lines: u32,
    /// The first of them without secrets, at most 160 characters.
    pub excerpt: String,
    /// The other host or address, without secrets; may be empty.
    pub about: String,
}

tags! {
    /// Why a line does not count.
    pub enum Why {
        /// It is about another host.
        OtherSite = "other-site",
        /// It is about the same host with another port or scheme.
        OtherAddress = "other-address",
        /// It is about another path of the same host and port.
        OtherPath = "other-path",
        /// It is about a web request of the app, which may differ from its
        /// WebSocket in path, cookies and headers.
        OtherRequest = "other-request",
        /// It is about a further probe of this page: a name that cannot exist,
        /// the reference, the frame that follows redirects.
        OwnProbe = "own-probe",
        /// It is about this page's further attempt with other subprotocols.
        OwnVariant = "own-variant",
        /// It is expected here, or says only that it failed.
        Harmless = "harmless",
        /// The script called the browser in a way that no browser takes.
        BadCall = "bad-call",
        /// A ping or a trace of the route: neither proves anything of a connection.
        Ping = "ping",
        /// It says that the name has an address.
        NameFound = "name-found",
        /// It came over a certificate that was not checked, so no browser would
        /// have got so far.
        Unchecked = "unchecked",
        /// It does not show what was asked, or how it ended.
        NotTold = "not-told",
        /// It is about the program that printed it, or about how it was called.
        Tool = "tool",
        /// It names no address, and could be about several.
        NoAddress = "no-address",
        /// It holds no sentence that is known.
        NotUnderstood = "not-understood",
        /// It says something, and too much was said before it.
        TooMany = "too-many",
    }
}

tags! {
    /// Why a whole paste is of no use.
    pub enum Fault {
        /// It is longer than [`MAX_BYTES`].
        TooLong = "too-long",
        /// It is empty, or all white space.
        Empty = "empty",
        /// It is a file's bytes and no text.
        Binary = "binary",
        /// It is the name of a file and not what stands in it.
        FileName = "file-name",
        /// Its lines are about other addresses only.
        OtherSite = "other-site",
        /// Its lines are known, and none says why the connection fails.
        NothingUseful = "nothing-useful",
        /// No line of it is known.
        NotUnderstood = "not-understood",
    }
}
