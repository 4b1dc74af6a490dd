//! What the user chose to pass on, and what not.

use crate::tags;

tags! {
    /// Kinds of what is taken out.
    pub enum Kind {
        /// User name and password in an address, or an address of mail.
        User = "user",
        /// A value in the query of an address.
        Query = "query",
        /// A part of a path that looks like a token.
        Path = "path",
        /// What follows the `#` of an address.
        Fragment = "fragment",
        /// A subprotocol that is no well-known name.
        Protocol = "protocol",
        /// A word that looks like a token, such as one in a close reason.
        Word = "word",
        /// Text that was typed and is no address.
        Typed = "typed",
        /// The name or address of a host. It stays unless [`Hosts`] says otherwise.
        Host = "host",
    }
}

/// Which names and addresses of hosts are replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hosts {
    /// None.
    #[default]
    Shown,
    /// Those that are internal by their spelling: private addresses, single
    /// words, `.local`, `.internal`, `.corp` and their kin.
    InternalHidden,
    /// All of them, but `localhost` and loopback addresses, which tell nothing.
    AllHidden,
}

/// What is passed on besides what always is. Nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// A bit for each [`Kind`].
    kinds: u32,
    /// What becomes of the names of hosts.
    pub hosts: Hosts,
}

impl Keep {
    /// Whether items of this kind are passed on.
    pub fn keeps(&self, kind: Kind) -> bool {
        self.kinds & bit(kind) != 0
    }

    /// The same with a kind passed on, or no longer.
    #[must_use]
    pub fn with(self, kind: Kind, kept: bool) -> Keep {
        let kinds = if kept { self.kinds | bit(kind) } else { self.kinds & !bit(kind) };
        Keep { kinds, ..self }
    }

    /// The same with these names of hosts replaced.
    #[must_use]
    pub fn hiding(self, hosts: Hosts) -> Keep {
        Keep { hosts, ..self }
    }
}

fn bit(kind: Kind) -> u32 {
    1 << kind as u32
}
