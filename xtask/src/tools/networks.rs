//! What stands in between in the situations of `crates/networks`. What cannot be
//! had is said; its situations are skipped, and say so again.

use super::browsers::{Need, need, packages};

/// One group each: what one lacks, the others do without. All of them need the
/// first.
const GROUPS: [&[Need]; 8] = [
    &[need(&["dnsmasq"], "dnsmasq-base"), need(&["iptables"], "iptables")],
    &[need(&["squid"], "squid-openssl")],
    &[need(&["tinyproxy"], "tinyproxy-bin")],
    &[need(&["privoxy"], "privoxy")],
    &[need(&["mitmdump"], "mitmproxy")],
    &[need(&["microsocks"], "microsocks"), need(&["danted"], "dante-server")],
    &[need(&["nginx"], "nginx-light")],
    &[need(&["haproxy"], "haproxy")],
];

/// Sets all of it up.
pub(crate) fn set_up() {
    for group in GROUPS {
        if let Err(line) = packages(&group.iter().collect::<Vec<_>>(), false) {
            eprintln!("not all situations can be tried: {line}");
        }
    }
}
