//! The firewall of the network that this thread is in.

use std::{net::Ipv4Addr, process::Stdio};

use tokio::process::Command;

use crate::{programs::on_path, site::Firewall};

/// Treats new TCP connections to this address so from now on, and nothing else:
/// inside, both ends may have the address, and answers must get back. The rule ends with the namespace.
/// Fails in one line, for example where `iptables` is missing.
pub(crate) async fn raise(firewall: Firewall, address: Ipv4Addr) -> Result<(), String> {
    let iptables = on_path("iptables")
        .ok_or("iptables is not installed (Debian: apt-get install iptables)")?;
    let to = format!("{address}/32");
    let rule = async |action: &str| {
        // The child is in the network of the thread that starts it.
        Command::new(&iptables)
            .args(["-w", action, "INPUT", "-p", "tcp", "--syn", "-d", &to])
            .args(what(firewall))
            .stdin(Stdio::null())
            .output()
            .await
            .map_err(|why| format!("iptables does not start: {why}"))
    };
    // An earlier lab in this namespace may have left the same rule.
    if rule("-C").await?.status.success() {
        return Ok(());
    }
    let done = rule("-A").await?;
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    Err(format!("iptables refused the rule: {}", said.lines().next().unwrap_or("no reason given")))
}

fn what(firewall: Firewall) -> &'static [&'static str] {
    match firewall {
        Firewall::Drop => &["-j", "DROP"],
        Firewall::Prohibited => &["-j", "REJECT", "--reject-with", "icmp-admin-prohibited"],
        Firewall::HostUnreachable => &["-j", "REJECT", "--reject-with", "icmp-host-unreachable"],
        Firewall::Reset => &["-j", "REJECT", "--reject-with", "tcp-reset"],
    }
}
