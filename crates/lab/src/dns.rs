//! The lab's own name server, for inside a network namespace: it answers for
//! the names of scenarios, well or badly, and knows nothing else.

use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr},
    time::Duration,
};

use simple_dns::{
    CLASS, Name, Packet, PacketFlag, QTYPE, RCODE, ResourceRecord, TYPE,
    rdata::{A, AAAA, RData},
};
use tokio::{net::UdpSocket, time::sleep};

use crate::{
    scenarios,
    site::{Lookup, Site},
};

/// Where `/etc/netns/NAME/resolv.conf` sends every lookup.
pub(crate) const SERVER: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 53);

/// Seconds that an answer may be kept; long enough to be asked once per test.
const TTL: u32 = 60;

/// A name that a scenario has.
#[derive(Clone, Debug)]
struct Entry {
    name: String,
    lookup: Lookup,
    address: Ipv4Addr,
}

/// Serves until the runtime ends. Fails when port 53 is taken or forbidden.
pub(crate) async fn spawn() -> io::Result<()> {
    let socket = UdpSocket::bind(SERVER).await?;
    let zone = zone();
    tokio::spawn(async move {
        // The longest message over UDP without EDNS (RFC 1035, section 2.3.4)
        // is 512 bytes; resolvers that speak EDNS send more options than that.
        let mut buffer = [0; 4096];
        loop {
            let Ok((length, from)) = socket.recv_from(&mut buffer).await else {
                // For example an ICMP error about an earlier answer.
                sleep(Duration::from_millis(10)).await;
                continue;
            };
            if let Some(answer) = answer(&zone, &buffer[..length]) {
                let _ = socket.send_to(&answer, from).await;
            }
        }
    });
    Ok(())
}

fn zone() -> Vec<Entry> {
    let entry = |s: &crate::Scenario| match s.site {
        Site::Name(lookup) => {
            Some(Entry { name: s.site.host(s.id), lookup, address: s.site.address(s.id) })
        }
        _ => None,
    };
    scenarios().iter().filter_map(entry).collect()
}

/// The answer to one message; none to what is no question, and to names whose
/// scenario is silence.
fn answer(zone: &[Entry], message: &[u8]) -> Option<Vec<u8>> {
    let query = Packet::parse(message).ok()?;
    if query.has_flags(PacketFlag::RESPONSE) {
        return None;
    }
    let [question] = query.questions.as_slice() else {
        return None;
    };
    let asked = question.qname.to_string();
    let entry = zone.iter().find(|e| e.name.eq_ignore_ascii_case(asked.trim_end_matches('.')));
    let asks = |kind| matches!(question.qtype, QTYPE::TYPE(t) if t == kind);
    let mut reply = Packet::new_reply(query.id());
    reply.set_flags(PacketFlag::RECURSION_AVAILABLE);
    if query.has_flags(PacketFlag::RECURSION_DESIRED) {
        reply.set_flags(PacketFlag::RECURSION_DESIRED);
    }
    let mut found = |name: &Name<'_>, data: RData<'static>| {
        reply.answers.push(ResourceRecord::new(name.clone().into_owned(), CLASS::IN, TTL, data));
    };
    let code = match entry.map(|e| (e.lookup, e.address)) {
        Some((Lookup::Silence, _)) => return None,
        Some((Lookup::Failure, _)) => RCODE::ServerFailure,
        None | Some((Lookup::NoSuchName | Lookup::NoSuchDomain, _)) => RCODE::NameError,
        Some((Lookup::Found | Lookup::Unrouted, address)) => {
            if asks(TYPE::A) {
                found(&question.qname, RData::A(A::from(address)));
            }
            RCODE::NoError
        }
        Some((Lookup::Ipv6Only, _)) => {
            if asks(TYPE::AAAA) {
                found(&question.qname, RData::AAAA(AAAA::from(NOWHERE)));
            }
            RCODE::NoError
        }
        Some((Lookup::NoAddress, _)) => RCODE::NoError,
    };
    *reply.rcode_mut() = code;
    reply.questions.push(question.clone());
    reply.build_bytes_vec().ok()
}

/// A public-looking IPv6 address. Nothing is sent to it: no route leads there.
const NOWHERE: Ipv6Addr = Ipv6Addr::new(0x2606, 0x2800, 0x220, 1, 0, 0, 0, 0x1006);

#[cfg(test)]
mod tests {
    use simple_dns::{QCLASS, Question};

    use super::*;

    fn ask(name: &str, kind: TYPE) -> Option<(RCODE, Vec<RData<'static>>)> {
        let entry = |name: &str, lookup| Entry {
            name: name.to_owned(),
            lookup,
            address: Ipv4Addr::new(93, 184, 0, 9),
        };
        let zone = [
            entry("found.good.test", Lookup::Found),
            entry("six.good.test", Lookup::Ipv6Only),
            entry("none.good.test", Lookup::NoAddress),
            entry("failure.good.test", Lookup::Failure),
            entry("silence.good.test", Lookup::Silence),
        ];
        let mut query = Packet::new_query(7);
        let qname = Name::new(name).unwrap();
        query.questions.push(Question::new(
            qname,
            QTYPE::TYPE(kind),
            QCLASS::CLASS(CLASS::IN),
            false,
        ));
        let bytes = answer(&zone, &query.build_bytes_vec().unwrap())?;
        let reply = Packet::parse(&bytes).unwrap();
        assert_eq!((reply.id(), reply.questions.len()), (7, 1));
        let data = reply.answers.iter().map(|r| r.rdata.clone().into_owned()).collect();
        Some((reply.rcode(), data))
    }

    #[test]
    fn each_name_is_answered_its_way() {
        let found = RData::A(A::from(Ipv4Addr::new(93, 184, 0, 9)));
        assert_eq!(ask("found.good.test", TYPE::A), Some((RCODE::NoError, vec![found.clone()])));
        assert_eq!(ask("FOUND.good.Test", TYPE::A), Some((RCODE::NoError, vec![found])));
        assert_eq!(ask("found.good.test", TYPE::AAAA), Some((RCODE::NoError, vec![])));
        assert_eq!(ask("six.good.test", TYPE::A), Some((RCODE::NoError, vec![])));
        let six = RData::AAAA(AAAA::from(NOWHERE));
        assert_eq!(ask("six.good.test", TYPE::AAAA), Some((RCODE::NoError, vec![six])));
        assert_eq!(ask("none.good.test", TYPE::A), Some((RCODE::NoError, vec![])));
        assert_eq!(ask("failure.good.test", TYPE::A), Some((RCODE::ServerFailure, vec![])));
        assert_eq!(ask("other.good.test", TYPE::A), Some((RCODE::NameError, vec![])));
        assert_eq!(ask("silence.good.test", TYPE::A), None);
    }

    #[test]
    fn what_is_no_question_gets_no_answer() {
        for bad in [&b""[..], b"\0", &[0xFF; 12], &[0; 12], &[0xFF; 600]] {
            assert_eq!(answer(&[], bad), None, "{bad:?}");
        }
        let reply = Packet::new_reply(1).build_bytes_vec().unwrap();
        assert_eq!(answer(&[], &reply), None);
    }
}
