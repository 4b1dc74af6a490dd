//! Host names that lead nowhere.

use why1006_diagnosis::{CauseId, Owner, Stage};

use crate::{
    Scenario,
    behaviour::Serve,
    site::{Lookup, Site},
};

pub(super) fn rows() -> Vec<Scenario> {
    let fails = |id, like, lookup, does| {
        let fault = (CauseId::Dns, Stage::Name, Owner::SiteOperator);
        let row = Scenario::fails(id, fault, does, Serve::Nothing);
        row.like(like).on(Site::Name(lookup)).and_tls_for_all()
    };
    [
        fails(
            "name-unknown",
            "dns_nx",
            Lookup::NoSuchName,
            "The name server answers that there is no such name (NXDOMAIN).",
        ),
        fails(
            "name-unknown-top-level",
            "dns_invalid_tld",
            Lookup::NoSuchDomain,
            "The name ends in a top-level domain that does not exist.",
        ),
        fails(
            "name-without-address",
            "dns_nodata",
            Lookup::NoAddress,
            "The name server knows the name and has no address for it (NOERROR, no data).",
        ),
        fails(
            "name-server-failure",
            "dns_servfail",
            Lookup::Failure,
            "The name server answers that it failed (SERVFAIL).",
        ),
        fails(
            "name-server-silent",
            "dns_timeout",
            Lookup::Silence,
            "The name server never answers.",
        ),
        // Without a route for IPv6, browsers do not even ask for the address,
        // and report that the name does not resolve.
        fails(
            "name-ipv6-only",
            "v6only",
            Lookup::Ipv6Only,
            "The name has an IPv6 address only, and the network has no IPv6.",
        ),
    ]
    .concat()
}
