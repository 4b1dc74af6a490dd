//! The commands that an engineer copies into a terminal, made from the address
//! under test. Nothing here runs one.
//!
//! - [`text`]: a command for a shell
//! - [`removed`]: whether a part has to be filled in first
//! - `address`: the address, the host and the origins as a command takes them
//! - `line`: a command line whose values are quoted
//! - `curl`, `host`, `clients`: the commands
//!
//! An address may come by a link from anybody. So every value is quoted, and what
//! no quoting keeps harmless when it is pasted, such as a control character, is
//! written as `%XX`, as browsers do in most places. Only the last command of a
//! block reads from the terminal, so that two that are pasted together stay two.

mod address;
mod clients;
mod curl;
mod host;
mod line;

use why1006_evidence::{Target, redact::REMOVED, scan, tags};

tags! {
    /// Whose rules of quoting a command follows.
    pub enum Shell {
        /// `sh` and its kin: bash, dash, zsh.
        Posix = "posix",
        /// PowerShell on Windows, 5.1 and 7.
        PowerShell = "powershell",
    }
}

tags! {
    /// What a command tries.
    pub enum Command {
        /// The handshake of a WebSocket with curl, as this page asks and as the app
        /// does, by turns; then a request to our own reference.
        Upgrade = "upgrade",
        /// The TLS handshake and the certificates.
        Tls = "tls",
        /// The addresses of the name, and a bare connection. It is what a ping is
        /// meant for, and no server forbids it that lets a browser in.
        Reach = "reach",
        /// Which version of HTTP the server chooses.
        Http2 = "http2",
        /// Programs that open a real WebSocket: websocat and wscat.
        Clients = "clients",
        /// What arrives at the server, as a file for Wireshark.
        Capture = "capture",
    }
}

/// What the commands are about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The address under test and its options.
    pub target: &'a Target,
    /// The origin of the page that ran the test, such as `https://why.example`.
    pub page_origin: &'a str,
    /// Our own reference for web requests, such as
    /// `https://why.example/reference/http`: the control of the others.
    pub reference: Option<&'a str>,
}

/// The command for a shell, lines parted by `\n`, without one at the end. `None`
/// where it makes no sense: the address cannot be used, there is no TLS, or that
/// shell's system has no program for it.
pub fn text(command: Command, subject: &Subject, shell: Shell) -> Option<String> {
    if subject.target.fatal().next().is_some() {
        return None;
    }
    match command {
        Command::Upgrade => curl::upgrade(subject, shell),
        Command::Http2 => curl::http2(subject.target, shell),
        Command::Tls => host::tls(subject.target, shell),
        Command::Reach => host::reach(subject.target, shell),
        Command::Capture => host::capture(subject.target, shell),
        Command::Clients => clients::clients(subject, shell),
    }
}

/// A part of the address or a subprotocol was taken out, and [`REMOVED`] stands
/// in its place: whoever copies a command has to put it back in.
pub fn removed(subject: &Subject) -> bool {
    let Subject { target, .. } = subject;
    let is_removed = |text: &str| scan::has(text, REMOVED);
    address::web(target).is_some_and(|url| is_removed(&url))
        || target.protocols.iter().any(|name| is_removed(name))
}
