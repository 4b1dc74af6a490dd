//! The software that recipes are proven with. What cannot be had is said; the
//! proofs that need it are skipped, and say so again.

use super::{
    browsers::{Need, need, packages},
    npm_package,
};

/// The commonest WebSocket library of Node.
const WS_VERSION: &str = "8.23.0";
const SOCKET_IO_VERSION: &str = "4.8.4";

/// One group each: what one lacks, the others do without.
const GROUPS: [&[Need]; 5] = [
    &[need(&["nginx"], "nginx-light"), need(&["openssl"], "openssl")],
    &[need(&["puma"], "puma ruby-actioncable ruby-railties ruby-actionpack")],
    &[need(&["apache2"], "apache2")],
    &[need(&["haproxy"], "haproxy")],
    &[need(&["caddy"], "caddy")],
];

/// Sets all of it up.
pub(crate) fn set_up() {
    let said = |line: String| eprintln!("not all proofs can run: {line}");
    for group in GROUPS {
        if let Err(line) = packages(&group.iter().collect::<Vec<_>>(), false) {
            said(line);
        }
    }
    for (package, version) in [("ws", WS_VERSION), ("socket.io", SOCKET_IO_VERSION)] {
        if let Err(line) = npm_package(package, version) {
            said(line);
        }
    }
}
