//! What all browsers share: the lab, the page, and whom to trust.

use std::path::PathBuf;

use why1006_e2e::{Blocks, BrowserKind, BrowserOptions, Error, Host, HostOptions, Result, dist};
use why1006_evidence::PageScheme;
use why1006_lab::{Authority, Browser, Lab, Options, Running, Scenario, usual_port};

use crate::{network, normal::Normal};

/// The ports of the page in recordings. Neither is on the browsers' list of bad
/// ports, and systems hand none of them out to clients.
pub(crate) const PAGE_PORTS: (u16, u16) = (18006, 18443);

/// The lab, up and running.
pub(crate) struct Servers {
    pub(crate) lab: Lab,
    pub(crate) authority: Authority,
}

impl Servers {
    /// Starts these scenarios; everything has a certificate of one authority.
    ///
    /// # Errors
    /// One line: the system refuses something.
    pub(crate) async fn start(
        only: Vec<String>,
        authority: Authority,
        reference_upstream: Option<String>,
    ) -> Result<Servers> {
        let options = Options {
            only: Some(only),
            reference_upstream,
            authority: Some(authority.clone()),
            network: network::here(),
            ..Options::default()
        };
        let lab = tokio::task::spawn_blocking(|| Lab::start(options)).await.map_err(fault)?;
        Ok(Servers { lab: lab.map_err(fault)?, authority })
    }

    /// A lab with this scenario alone, whose server has seen nobody yet.
    ///
    /// # Errors
    /// One line if it does not start.
    pub(crate) async fn afresh(&self, scenario: &Scenario) -> Result<Lab> {
        let only = vec![scenario.id.to_owned()];
        let Servers { lab, .. } = Servers::start(only, self.authority.clone(), None).await?;
        match lab.left_out().first() {
            Some(left_out) => Err(Error::new(&left_out.why)),
            None => Ok(lab),
        }
    }

    /// The scenario as it runs; a server that remembers visitors is started
    /// afresh and kept in `own`.
    ///
    /// # Errors
    /// One line if it does not start.
    pub(crate) async fn running<'a>(
        &'a self,
        scenario: &Scenario,
        own: &'a mut Option<Lab>,
    ) -> Result<&'a Running> {
        let lab = match scenario.remembers() {
            true => own.insert(self.afresh(scenario).await?),
            false => &self.lab,
        };
        lab.get(scenario.id).ok_or_else(|| Error::new("the lab did not start it"))
    }
}

/// The lab and the page, up and running.
pub(crate) struct Ground {
    pub(crate) servers: Servers,
    pub(crate) host: Host,
    pub(crate) dist: PathBuf,
}

impl Ground {
    /// Starts them under one authority.
    ///
    /// # Errors
    /// One line: no built page, or the system refuses something.
    pub(crate) async fn start(dist_folder: Option<PathBuf>, only: Vec<String>) -> Result<Ground> {
        let authority = Authority::new("Why1006 lab").map_err(fault)?;
        let dist = dist_folder.unwrap_or_else(dist);
        let options = HostOptions { dist: dist.clone(), ports: PAGE_PORTS, ..Default::default() };
        let host = Host::start_under(options, &authority).await?;
        let upstream = Some(format!("127.0.0.1:{}", host.ports().0));
        Ok(Ground { servers: Servers::start(only, authority, upstream).await?, host, dist })
    }

    /// A host of the page in `dist` with another reference.
    ///
    /// # Errors
    /// One line if it does not start.
    pub(crate) async fn another_host(
        &self,
        dist: PathBuf,
        reference: Option<String>,
    ) -> Result<Host> {
        let options = HostOptions { dist, reference, ..Default::default() };
        Host::start_under(options, &self.servers.authority).await
    }

    /// A browser that trusts the lab and the page.
    pub(crate) fn options(&self, kind: BrowserKind, proxy: Option<&str>) -> BrowserOptions {
        let options = BrowserOptions::new(kind).trusting(self.servers.authority.pem());
        match proxy {
            Some(proxy) => options.through(proxy),
            None => options,
        }
    }

    /// The same in the state that the scenario wants; `None` if that is the usual
    /// one.
    pub(crate) fn options_for(
        &self,
        kind: BrowserKind,
        running: &Running,
    ) -> Option<BrowserOptions> {
        let mut options = self.options(kind, running.proxy.as_deref());
        let blocks = |sockets_only| {
            let host = running.scenario.host();
            Some(Blocks { host, sockets_only })
        };
        match running.scenario.browser {
            Browser::Usual => return None,
            Browser::DaysAhead(days) => options.days_ahead = Some(days),
            Browser::BlocksSockets => options.blocks = blocks(true),
            Browser::BlocksHost => options.blocks = blocks(false),
        }
        Some(options)
    }

    /// What is rewritten in a run of this scenario on this host.
    pub(crate) fn normal(&self, host: &Host, running: &Running) -> Normal {
        let mut normal = Normal::default();
        for host in [host, &self.host] {
            let (http, https) = host.ports();
            for name in ["localhost", "127.0.0.1"] {
                normal.port(name, http, PAGE_PORTS.0);
                normal.port(name, https, PAGE_PORTS.1);
            }
        }
        let id = running.scenario.id;
        // Behind a proxy the address is that of the server behind it.
        let name = if running.proxy.is_some() { format!("{id}/backend") } else { id.to_owned() };
        let mut usual = |address: &str, name: &str| {
            if let Some((host, port)) = host_and_port(address)
                // Others were not picked by chance.
                && (20_000..30_000).contains(&port)
            {
                let both = ["127.0.0.1", "[::1]"].contains(&host);
                // Tried with the other spellings of this machine, too.
                let spellings: &[&str] =
                    if both { &["127.0.0.1", "[::1]", "localhost"] } else { &[host] };
                for host in spellings {
                    normal.port(host, port, usual_port(name));
                }
            }
        };
        usual(&running.url, &name);
        if let Some(proxy) = &running.proxy {
            usual(proxy, id);
        }
        normal
    }
}

/// The address of the page on this host.
pub(crate) fn base(host: &Host, page: PageScheme) -> String {
    if page == PageScheme::Https { host.https() } else { host.http() }
}

/// The host and the port of a URL, or of `HOST:PORT`.
pub(crate) fn host_and_port(address: &str) -> Option<(&str, u16)> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next()?;
    let (host, port) = authority.rsplit_once(':')?;
    Some((host.rsplit('@').next()?, port.parse().ok()?))
}

fn fault(error: impl std::fmt::Display) -> Error {
    Error::new(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_and_port_are_found() {
        assert_eq!(host_and_port("ws://127.1.2.3:20001/a:7"), Some(("127.1.2.3", 20_001)));
        assert_eq!(host_and_port("127.1.2.3:20001"), Some(("127.1.2.3", 20_001)));
        assert_eq!(host_and_port("wss://u:p@a.test:443?x"), Some(("a.test", 443)));
        assert_eq!(host_and_port("wss://a.test/"), None);
    }
}
