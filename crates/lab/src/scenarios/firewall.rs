//! Addresses that packets do not reach. Behind each firewall stands a healthy
//! server.
//!
//! A firewall that answers looks like a closed port, to browsers and in the
//! catalogue: its truth is `refused`.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Scenario,
    behaviour::{HEALTHY, Serve},
    site::{Firewall, Lookup, Site},
};

pub(super) fn rows() -> Vec<Scenario> {
    let fault = |cause| (cause, Stage::Transport, Owner::SiteOperator);
    let behind = |id, like, cause, firewall, does| {
        let row = Scenario::fails(id, fault(cause), does, Serve::Web(HEALTHY));
        row.like(like).in_public().behind(firewall).and_tls_for_all()
    };
    let nobody = |id, like, site, does| {
        let row = Scenario::fails(id, fault(CauseId::DroppedByFirewall), does, Serve::Nothing);
        row.like(like).on(site).and_tls_for_all()
    };
    [
        behind(
            "firewall-drops",
            "drop",
            CauseId::DroppedByFirewall,
            Firewall::Drop,
            "A firewall before a healthy server drops every packet of TCP.",
        ),
        behind(
            "firewall-prohibits",
            "reject_admin",
            CauseId::Refused,
            Firewall::Prohibited,
            "A firewall answers by ICMP that this traffic is prohibited, so the port is refused.",
        ),
        behind(
            "firewall-host-unreachable",
            "reject_hostunreach",
            CauseId::Refused,
            Firewall::HostUnreachable,
            "A firewall answers by ICMP that the host is unreachable, so the port is refused.",
        ),
        behind(
            "firewall-resets",
            "refused",
            CauseId::Refused,
            Firewall::Reset,
            "A firewall answers the SYN with a TCP reset, as a closed port does.",
        ),
        nobody(
            "black-hole",
            "blackhole",
            Site::Unrouted,
            "A public address; the gateway on the way there forwards nothing.",
        ),
        nobody(
            "black-hole-name",
            "blackhole",
            Site::Name(Lookup::Unrouted),
            "A name with a public address; the gateway on the way there forwards nothing.",
        ),
        nobody(
            "lan-host-absent",
            "noarp",
            Site::Absent,
            "An address of the local network that no host has; the system gives up after 3 s.",
        ),
    ]
    .concat()
}
