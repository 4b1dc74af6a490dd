//! Names, servers and page, shared by all situations.

use std::{fs, net::Ipv4Addr, path::Path};

use why1006_e2e::{Host, HostOptions};
use why1006_lab::{Authority, Namespace, origin};

/// The page and the reference.
const PAGE: Ipv4Addr = Ipv4Addr::new(93, 184, 216, 35);

/// What the system knows without a name server.
const HOSTS: [&str; 5] = [
    "127.0.0.1 localhost",
    "93.184.216.34 ws.example.com",
    "93.184.216.35 www.example.com",
    "93.184.216.36 old.example.com",
    "93.184.216.40 portal.example.com",
];

/// What stands beyond every box, up and running.
pub struct Ground {
    pub(crate) host: Host,
    /// Signs for page and server.
    pub(crate) servers: Authority,
    /// Signs for boxes.
    pub(crate) signer: Authority,
}

impl Ground {
    /// Hosts the page in `dist` as www.example.com, and a healthy server as
    /// ws.example.com on the ports 80, 443 and 8443.
    ///
    /// # Errors
    /// One line: this is no namespace, there is no built page, or the system
    /// refuses something.
    pub async fn start(dist: &Path) -> Result<Ground, String> {
        if !Namespace::is_inside() {
            return Err("situations need a network namespace: run as root on Linux".into());
        }
        list_hosts(None)?;
        let authority = |name| Authority::new(name).map_err(|why| why.to_string());
        let (servers, signer) = (authority("Why1006 servers")?, authority("Why1006 middlebox")?);
        let issue = |by: &Authority, name| by.issue(&[name]).map_err(|why| why.to_string());
        let good = issue(&servers, "ws.example.com")?;
        // Nobody knows who signed this one.
        let bad = issue(&authority("Nobody")?, "old.example.com")?;
        let at = |last, port| (Ipv4Addr::new(93, 184, 216, last), port).into();
        origin(at(34, 80), None).await?;
        origin(at(34, 443), Some(&good)).await?;
        origin(at(34, 8443), Some(&good)).await?;
        origin(at(36, 443), Some(&bad)).await?;
        let options = HostOptions {
            dist: dist.to_owned(),
            name: "www.example.com".into(),
            address: PAGE,
            ports: (80, 443),
            ..HostOptions::default()
        };
        let host = Host::start_under(options, &servers).await.map_err(|why| why.to_string())?;
        Ok(Ground { host, servers, signer })
    }

    /// Ends the page.
    pub async fn stop(self) {
        self.host.stop().await;
    }
}

/// Lists every host in the namespace's `/etc/hosts`, but for this one.
pub(crate) fn list_hosts(unlisted: Option<&str>) -> Result<(), String> {
    let is_listed = |line: &&&str| unlisted.is_none_or(|name| !line.ends_with(&format!(" {name}")));
    let lines: String = HOSTS.iter().filter(is_listed).map(|line| format!("{line}\n")).collect();
    fs::write("/etc/hosts", lines).map_err(|why| format!("/etc/hosts of the namespace: {why}"))
}
