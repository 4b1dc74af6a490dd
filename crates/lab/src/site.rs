//! Where the URL of a scenario points: what its host is, and the address behind
//! it. All but loopback needs a network namespace.

use std::net::Ipv4Addr;

use crate::place;

/// The zone that the lab's own name server answers for. RFC 6761 keeps `.test`
/// for uses like this one.
const ZONE: &str = "good.test";

/// What a scenario's URL has for a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Site {
    /// An address of its own in 127.0.0.0/8.
    Loopback,
    /// A name of its own below `good.test`.
    Name(Lookup),
    /// An address of its own in a private network.
    Private,
    /// An address of the local network that no host has: ARP gets no answer.
    Absent,
    /// A public address behind a gateway that forwards nothing.
    Unrouted,
}

/// What looking a name up leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// A public address of its own.
    Found,
    /// NXDOMAIN.
    NoSuchName,
    /// NXDOMAIN, for a top-level domain that does not exist.
    NoSuchDomain,
    /// NOERROR without an address.
    NoAddress,
    /// SERVFAIL.
    Failure,
    /// No answer at all.
    Silence,
    /// An IPv6 address only, to which there is no route.
    Ipv6Only,
    /// An address behind a gateway that forwards nothing.
    Unrouted,
}

/// What the firewall in front of a scenario does with TCP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Firewall {
    /// Drops it without a word.
    Drop,
    /// Answers ICMP "communication administratively prohibited".
    Prohibited,
    /// Answers ICMP "host unreachable".
    HostUnreachable,
    /// Answers a TCP reset.
    Reset,
}

impl Site {
    /// The IPv4 address of the scenario `id`: the same in every run.
    pub(crate) fn address(self, id: &str) -> Ipv4Addr {
        let [a, b, c, d] = place::hash(id).to_be_bytes();
        // The last octet is neither 0 nor 255, which look like networks, nor
        // one of the few that the namespace has for itself.
        let (net, host) = (a ^ b ^ c, 9 + d % 240);
        match self {
            Site::Loopback => place::address(id),
            Site::Name(Lookup::Unrouted) | Site::Unrouted => Ipv4Addr::new(93, 185, net, host),
            Site::Name(_) => Ipv4Addr::new(93, 184, net, host),
            Site::Private => Ipv4Addr::new(192, 168, 77, host),
            Site::Absent => Ipv4Addr::new(192, 168, 78, host),
        }
    }

    /// Whether a server can listen at that address.
    pub(crate) fn is_here(self) -> bool {
        matches!(self, Site::Loopback | Site::Name(Lookup::Found) | Site::Private)
    }

    /// The host of the URL.
    pub(crate) fn host(self, id: &str) -> String {
        match self {
            Site::Name(lookup) => name(lookup, id),
            _ => self.address(id).to_string(),
        }
    }
}

/// The name of a scenario that has one.
pub(crate) fn name(lookup: Lookup, id: &str) -> String {
    match lookup {
        Lookup::NoSuchDomain => format!("{id}.nosuchdomain"),
        _ => format!("{id}.{ZONE}"),
    }
}
