//! What kind of place a host names, and what browsers make of it.

use crate::{circumstances::EngineFamily, scan, tags};

tags! {
    /// Kinds of hosts that browsers or networks treat differently.
    pub enum HostClass {
        /// A name with a dot, or a public address.
        Public = "public",
        /// `localhost` and names below it.
        Localhost = "localhost",
        /// 127.0.0.0/8 or `[::1]`.
        Loopback = "loopback",
        /// An address of a private network (RFC 1918, RFC 4193), link-local,
        /// or shared (RFC 6598).
        Private = "private",
        /// `0.0.0.0` or `[::]`.
        Unspecified = "unspecified",
        /// `*.local` (mDNS, RFC 6762).
        Mdns = "mdns",
        /// A single word such as `nas`, or `.lan`, `.internal`, `.home.arpa`.
        LocalName = "local-name",
        /// `*.invalid`, `*.example`: names that never exist in public (RFC 2606).
        Reserved = "reserved",
        /// Nothing could be read.
        None = "none",
    }
    else Public
}

impl HostClass {
    /// The host is this machine.
    pub const fn is_this_machine(self) -> bool {
        matches!(self, HostClass::Localhost | HostClass::Loopback | HostClass::Unspecified)
    }

    /// The host is this machine or stands in a private network, for all that
    /// its spelling tells. A public name may still resolve to such an address.
    pub const fn is_local(self) -> bool {
        self.is_this_machine()
            || matches!(self, HostClass::Private | HostClass::Mdns | HostClass::LocalName)
    }
}

/// Classifies a host as the browser's `URL.hostname` gives it.
pub fn class(host: &str) -> HostClass {
    if let Some(v4) = ipv4(host) {
        return class_v4(v4);
    }
    if let Some(v6) = host.strip_prefix('[') {
        return class_v6(scan::trim_end(v6, b"]"));
    }
    let name = scan::trim_end(host, b".").to_ascii_lowercase();
    let below = |tld: &str| name == tld || name.strip_suffix(tld).is_some_and(|n| n.ends_with('.'));
    if name.is_empty() {
        HostClass::None
    } else if below("localhost") {
        HostClass::Localhost
    } else if below("local") {
        HostClass::Mdns
    } else if ["lan", "internal", "home.arpa", "home", "corp"].into_iter().any(below) {
        HostClass::LocalName
    } else if ["invalid", "example"].into_iter().any(below) {
        HostClass::Reserved
    } else if !scan::has_any(&name, b".") {
        HostClass::LocalName
    } else {
        HostClass::Public
    }
}

/// Whether a host, as the browser normalises it, is an IP address.
pub fn is_address(host: &str) -> bool {
    host.starts_with('[') || ipv4(host).is_some()
}

/// Browsers write every spelling of an IPv4 address as four decimals.
fn ipv4(host: &str) -> Option<[u8; 4]> {
    let mut bytes = [0; 4];
    let mut parts = scan::parts(host, b".");
    for byte in &mut bytes {
        *byte = scan::number(parts.next()?, 10)?.try_into().ok()?;
    }
    parts.next().is_none().then_some(bytes)
}

fn class_v4([a, b, c, d]: [u8; 4]) -> HostClass {
    match (a, b) {
        (0, 0) if (c, d) == (0, 0) => HostClass::Unspecified,
        (127, _) => HostClass::Loopback,
        (10, _) | (172, 16..=31) | (192, 168) | (169, 254) | (100, 64..=127) => HostClass::Private,
        _ => HostClass::Public,
    }
}

/// Browsers write IPv6 in the shortest form, mapped IPv4 in hexadecimal
/// (URL standard, the IPv6 serializer).
fn class_v6(address: &str) -> HostClass {
    if let Some(mapped) = address.strip_prefix("::ffff:") {
        let mut parts = scan::parts(mapped, b":");
        let mut word = || parts.next().and_then(|part| scan::number(part, 16)).unwrap_or(0);
        return class_v4((word() << 16 | word()).to_be_bytes());
    }
    let head = scan::head(address, b":");
    match scan::number(head, 16) {
        _ if address == "::" => HostClass::Unspecified,
        _ if address == "::1" => HostClass::Loopback,
        Some(0xfc00..=0xfdff | 0xfe80..=0xfebf) => HostClass::Private,
        _ => HostClass::Public,
    }
}

tags! {
    /// What an https page's browser does with `ws://` to a host.
    pub enum MixedContent {
        /// Refused before anything is sent.
        Blocked = "blocked",
        /// Exempt: the connection is tried.
        Allowed = "allowed",
        /// Not measured for this engine.
        Unknown = "unknown",
    }
}

/// Whether an https page may open `ws://` to a host of this class
/// (`observability.md`, section 8, "Mixed content", the table of hosts).
pub fn mixed_content(class: HostClass, family: EngineFamily) -> MixedContent {
    use HostClass::*;
    match (family, class) {
        // Every engine measured refuses what is public by its spelling.
        (_, Public | LocalName | Reserved) => MixedContent::Blocked,
        (_, None) => MixedContent::Unknown,
        (EngineFamily::Chromium, _) => MixedContent::Allowed,
        (EngineFamily::Firefox, Localhost | Loopback) => MixedContent::Allowed,
        (EngineFamily::Firefox, Private | Unspecified | Mdns) => MixedContent::Blocked,
        (EngineFamily::WebKit, Mdns) => MixedContent::Unknown,
        (EngineFamily::WebKit, _) => MixedContent::Blocked,
        (EngineFamily::Unknown, _) => MixedContent::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_fall_into_their_class() {
        for (host, expected) in [
            ("app.example.com", HostClass::Public),
            ("localhost", HostClass::Localhost),
            ("a.localhost.", HostClass::Localhost),
            ("127.9.9.9", HostClass::Loopback),
            ("[::1]", HostClass::Loopback),
            ("10.0.0.1", HostClass::Private),
            ("[::ffff:c0a8:101]", HostClass::Private),
            ("[::ffff:7f00:1]", HostClass::Loopback),
            ("[2001:db8::1]", HostClass::Public),
            ("[::]", HostClass::Unspecified),
            ("[fe80::1]", HostClass::Private),
            ("100.64.0.1", HostClass::Private),
            ("0.0.0.0", HostClass::Unspecified),
            ("printer.local", HostClass::Mdns),
            ("nas", HostClass::LocalName),
            ("nas.lan", HostClass::LocalName),
            ("x.invalid", HostClass::Reserved),
            ("93.184.216.34", HostClass::Public),
            ("", HostClass::None),
        ] {
            assert_eq!(class(host), expected, "{host}");
        }
    }

    #[test]
    fn engines_differ_on_private_hosts() {
        use EngineFamily::*;
        assert_eq!(mixed_content(HostClass::Private, Chromium), MixedContent::Allowed);
        assert_eq!(mixed_content(HostClass::Private, Firefox), MixedContent::Blocked);
        assert_eq!(mixed_content(HostClass::Loopback, WebKit), MixedContent::Blocked);
        assert_eq!(mixed_content(HostClass::Public, Unknown), MixedContent::Blocked);
    }
}
