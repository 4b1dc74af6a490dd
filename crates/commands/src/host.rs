//! Commands that are about the host and its port alone.

use why1006_evidence::{Scheme, Target, host};

use crate::{Shell, address, curl, line::Line};

/// The certificates that the server sends, and what is wrong with them. Windows
/// has no openssl of its own. Its curl checks against the store of Windows, as
/// browsers do there, and names the fault.
pub(crate) fn tls(target: &Target, shell: Shell) -> Option<String> {
    if target.scheme? != Scheme::Wss {
        return None;
    }
    if shell == Shell::PowerShell {
        return curl::request(&address::web(target)?, shell);
    }
    let place = address::place(target)?;
    let mut line = Line::new(shell).words("openssl s_client -connect", "");
    line = line.value("", &place.both);
    // No name is sent for an IP address (RFC 6066, section 3), nor a last dot.
    let name = place.host.strip_suffix('.').unwrap_or(&place.host);
    let is_address = host::is_address(&target.host);
    if !is_address {
        line = line.words("-servername", "").value("", name);
    }
    line = line.words("-alpn http/1.1 -showcerts", "");
    let check = if is_address { "-verify_ip" } else { "-verify_hostname" };
    line.words(check, "").value("", name).words("</dev/null 2>&1", "").done()
}

/// The addresses of the name as programs find them, and a bare connection past
/// all proxies. macOS has no getent.
pub(crate) fn reach(target: &Target, shell: Shell) -> Option<String> {
    let place = address::place(target)?;
    let mut line = Line::new(shell);
    if !host::is_address(&target.host) {
        line = line.words("getent ahosts", "Resolve-DnsName -Name").value("", &place.host);
        if shell == Shell::Posix {
            line = line.words("|| dig -q", "").value("", &place.host);
        }
        line = line.next();
    }
    line.words("nc -vz -w 5", "Test-NetConnection -ComputerName")
        .value("", &place.host)
        .words("", "-Port")
        .words(&place.port, &place.port)
        .words("2>&1", "")
        .done()
}

/// One minute of what arrives at the server, and what of it tells most, by a
/// display filter that Wireshark takes as well. Behind a proxy that ends TLS the
/// port is another.
pub(crate) fn capture(target: &Target, shell: Shell) -> Option<String> {
    if shell == Shell::PowerShell {
        return None;
    }
    let port = address::place(target)?.port;
    let telling = match target.scheme? {
        Scheme::Ws => " && (http || websocket || tcp.flags.reset == 1)",
        Scheme::Wss => " && (tls.handshake || tls.alert_message || tcp.flags.reset == 1)",
    };
    Line::new(shell)
        .words("sudo timeout 60 tcpdump -i any -w why1006.pcap", "")
        .value("tcp port ", &port)
        .next()
        .words("tshark -r why1006.pcap -Y", "")
        .value("tcp.port == ", &[&port, telling].concat())
        .done()
}
