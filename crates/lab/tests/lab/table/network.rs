//! Rows of what the browser refuses, of proxies, and of the network namespace.

const HEALTHY: [&str; 3] = ["open, echo", "status 426", "status 200"];

/// What clients see of them; in the namespace also of names and packets.
pub(super) const SEEN: &[(&str, [&str; 3])] = &[
    // Only browsers refuse the port, or `ws://` from an https page.
    ("blocked-port", HEALTHY),
    ("mixed-content", HEALTHY),
    // For clients that remember nothing.
    ("strict-transport-security", HEALTHY),
    // Without the extension, and with the right clock.
    ("extension-blocks-sockets", HEALTHY),
    ("extension-blocks-host", HEALTHY),
    ("clock-ahead", HEALTHY),
    // Without the proxy; with it, see `middleboxes`.
    ("proxy-refuses-connect", HEALTHY),
    ("proxy-fails-connect", HEALTHY),
    ("proxy-wants-login-for-connect", HEALTHY),
    ("proxy-silent-on-connect", HEALTHY),
    ("proxy-resets-connect", HEALTHY),
    ("proxy-allows-443-only", HEALTHY),
    ("proxy-refuses-host", HEALTHY),
    ("proxy-wants-login-for-host", HEALTHY),
    ("proxy-silent-on-host", HEALTHY),
    ("proxy-resets-host", HEALTHY),
    ("name-unknown", ["Name or service not known"; 3]),
    ("name-unknown-top-level", ["Name or service not known"; 3]),
    ("name-without-address", ["No address associated with hostname"; 3]),
    ("name-server-failure", ["Temporary failure in name resolution"; 3]),
    ("name-server-silent", ["no name yet"; 3]),
    ("name-ipv6-only", ["NetworkUnreachable"; 3]),
    ("firewall-drops", ["no connection yet"; 3]),
    ("firewall-prohibits", ["HostUnreachable"; 3]),
    ("firewall-host-unreachable", ["HostUnreachable"; 3]),
    ("firewall-resets", ["refused"; 3]),
    ("black-hole", ["no connection yet"; 3]),
    ("black-hole-name", ["no connection yet"; 3]),
    ("lan-host-absent", ["HostUnreachable"; 3]),
    ("public-healthy-echo", HEALTHY),
    ("private-healthy-echo", HEALTHY),
    ("public-refused", ["refused"; 3]),
    ("private-refused", ["refused"; 3]),
    ("public-reset-at-accept", ["reset"; 3]),
    ("public-closed-at-accept", ["end"; 3]),
    ("public-silent", ["silent"; 3]),
    ("public-certificate-unknown-root", ["tls UnknownIssuer"; 3]),
    ("public-certificate-self-signed", ["tls UnknownIssuer"; 3]),
    ("public-certificate-missing-intermediate", ["tls UnknownIssuer"; 3]),
    ("public-certificate-expired", ["tls ExpiredContext"; 3]),
    ("public-certificate-wrong-host", ["tls NotValidForNameContext"; 3]),
    ("public-interception-unknown-root", ["tls UnknownIssuer"; 3]),
    ("public-interception-upstream-expired", ["status 502"; 3]),
    ("public-plain-on-wss-400", ["tls InvalidMessage"; 3]),
    ("public-tls-on-ws", ["HttparseError", "not HTTP", "not HTTP"]),
    ("public-origin-checked-403", ["status 403", "status 426", "status 200"]),
    ("public-upgrade-swallowed", ["silent", "status 200", "status 200"]),
    ("public-wrong-path-404", ["status 404", "status 404", "status 200"]),
];
