//! What clients see of servers that end the connection, at accept, after the
//! opening or in between, and of those whose answers depend on the past.

pub(super) const SEEN: &[(&str, [&str; 3])] = &[];
