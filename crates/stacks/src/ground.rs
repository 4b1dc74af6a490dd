//! Names, page and browsers, shared by all proofs.

use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
};

use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions};
use why1006_lab::{Authority, Namespace};

/// Where a name leads inside the namespace: the page to loopback, the server to
/// an address that looks public.
const HOSTS: &str = "127.0.0.1 www.example.com\n93.184.216.34 ws.example.com\n";

/// The page and the browsers, up and running.
pub struct Ground {
    pub(crate) host: Host,
    pub(crate) dist: PathBuf,
    /// Signs for the servers. Its intermediate is another than that of the
    /// page, so that no browser has seen it before a server sends it.
    pub(crate) authority: Authority,
    /// Signs for a proxy that looks into TLS.
    pub(crate) signer: Authority,
    pub(crate) browsers: Vec<Browser>,
}

impl Ground {
    /// Hosts the page in `dist` and starts these browsers.
    ///
    /// # Errors
    /// One line: this is no namespace, there is no built page, or a browser
    /// does not start.
    pub async fn start(dist: &Path, kinds: &[BrowserKind]) -> Result<Ground, String> {
        if !Namespace::is_inside() {
            return Err("proofs need a network namespace: run as root on Linux".into());
        }
        let mut hosts = File::options()
            .append(true)
            .open("/etc/hosts")
            .map_err(|why| format!("/etc/hosts of the namespace: {why}"))?;
        hosts.write_all(HOSTS.as_bytes()).map_err(|why| format!("/etc/hosts: {why}"))?;
        let signer = |name| Authority::new(name).map_err(|why| why.to_string());
        let (authority, page) = (signer("Why1006 stacks")?, signer("Why1006 page")?);
        let options = HostOptions {
            dist: dist.to_owned(),
            name: "www.example.com".into(),
            ports: (80, 443),
            ..HostOptions::default()
        };
        let fault = |why: why1006_e2e::Error| why.to_string();
        let host = Host::start_under(options, &page).await.map_err(fault)?;
        let mut ground = Ground {
            host,
            dist: dist.to_owned(),
            authority,
            signer: signer("Why1006 proxy")?,
            browsers: Vec::new(),
        };
        for kind in kinds {
            let browser = Browser::start(ground.options(*kind)).await.map_err(fault)?;
            ground.browsers.push(browser);
        }
        Ok(ground)
    }

    /// A browser that trusts page and servers.
    pub(crate) fn options(&self, kind: BrowserKind) -> BrowserOptions {
        let mut options = BrowserOptions::new(kind)
            .trusting(self.authority.pem())
            .trusting(self.host.authority().to_owned());
        if kind == BrowserKind::Chromium {
            // It would open the http page as https, since there is one.
            options.args.push("--disable-features=HttpsUpgrades".into());
        }
        if kind == BrowserKind::Firefox {
            // It would hold the second run back because the first failed.
            let delay = "network.websocket.delay-failed-reconnects";
            options.prefs.push((delay.into(), "false".into()));
        }
        options
    }

    /// Ends browsers and page.
    pub async fn stop(self) {
        for browser in self.browsers {
            browser.quit().await;
        }
        self.host.stop().await;
    }
}
