//! Servers at one of the two addresses of this machine that `localhost` stands
//! for, while the URL names the other. With `localhost` in the URL it works.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{Scenario, behaviour::Serve};

const V4: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const V6: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

pub(super) fn rows() -> Vec<Scenario> {
    let fault = (CauseId::LocalhostIpFamily, Stage::Transport, Owner::AppDeveloper);
    let one = |id, does, server, url| {
        let row = Scenario::fails(id, fault, does, Serve::OtherFamily { server, url });
        row.like("other_family").and_tls()
    };
    [
        one(
            "localhost-on-ipv6-only",
            "Healthy at [::1] only, while the URL says 127.0.0.1.",
            V6,
            V4,
        ),
        one(
            "localhost-on-ipv4-only",
            "Healthy at 127.0.0.1 only, while the URL says [::1].",
            V4,
            V6,
        ),
    ]
    .concat()
}
