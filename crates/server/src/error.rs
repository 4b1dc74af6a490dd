//! What can go wrong at start, each as one line with its cure.

use std::{fmt, io, net::SocketAddr, path::PathBuf};

/// Why a server did not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The folder holds no `index.html`.
    NoPage(PathBuf),
    /// The folder is far too large to be a built page.
    NotAPage {
        /// The folder.
        dir: PathBuf,
        /// What gave it away.
        why: String,
    },
    /// A file could not be read.
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The system's word.
        source: io::Error,
    },
    /// An address could not be bound.
    Bind {
        /// The address.
        addr: SocketAddr,
        /// The option that chooses another.
        option: &'static str,
        /// The system's word.
        source: io::Error,
    },
    /// A certificate or key cannot be used.
    Tls {
        /// The file, or what was given instead.
        what: String,
        /// What is wrong and how to mend it.
        why: String,
    },
    /// An address in the configuration cannot be used.
    Address {
        /// The option that set it.
        option: &'static str,
        /// What it was set to.
        value: String,
        /// What it has to look like.
        why: &'static str,
    },
    /// A preset that no page could use.
    Preset {
        /// The file.
        path: PathBuf,
        /// The fields and their cures.
        why: String,
    },
    /// The page's own policy holds characters that no header may carry.
    Policy(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NoPage(dir) => {
                write!(f, "no built page in {}: run `cargo xtask serve`", dir.display())
            }
            Error::NotAPage { dir, why } => write!(
                f,
                "{} is no built page ({why}): name the folder that `cargo xtask dist` made",
                dir.display()
            ),
            Error::Read { path, source } => write!(
                f,
                "cannot read {}: {source}; check the name and the rights of the file",
                path.display()
            ),
            Error::Bind { addr, option, source } if source.kind() == io::ErrorKind::AddrInUse => {
                write!(
                    f,
                    "port {} on {} is in use: stop the program that holds it, or choose another \
                     with {option} {}",
                    addr.port(),
                    addr.ip(),
                    SocketAddr::new(addr.ip(), addr.port().wrapping_add(1).max(1024)),
                )
            }
            Error::Bind { addr, option, source } => {
                write!(f, "cannot listen on {addr}: {source}; choose another address with {option}")
            }
            Error::Tls { what, why } => write!(f, "{what}: {why}"),
            Error::Address { option, value, why } => {
                write!(f, "{option} {}: {why}", shown(value))
            }
            Error::Preset { path, why } => write!(f, "{}: {why}", path.display()),
            Error::Policy(policy) => write!(
                f,
                "the policy in index.html cannot be sent as a header: {}; build the page again \
                 with `cargo xtask serve`",
                shown(policy)
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Read { source, .. } | Error::Bind { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// `value` in quotes, control characters escaped, at most 80 characters: what
/// somebody typed, repeated where it can do no harm.
pub(crate) fn shown(value: &str) -> String {
    const MOST: usize = 80;
    let cut: String = value.chars().take(MOST).collect();
    let more = if cut.len() < value.len() { "…" } else { "" };
    format!("{cut:?}{more}")
}
