//! The built page and its reference endpoint on loopback, in this process.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
};

use why1006_lab::Authority;
use why1006_server::{Assets, Config, Pem, Preset, ReferenceConfig, Server, TlsConfig};

use crate::{Error, Result, programs};

/// What to host.
#[derive(Clone, Debug)]
pub struct HostOptions {
    /// Folder of the built page.
    pub dist: PathBuf,
    /// Another reference endpoint than our own, `ws:` or `wss:`.
    pub reference: Option<String>,
    /// The preset of an organisation, as JSON.
    pub preset: Option<String>,
    /// The name that the page has in its address; it leads to `address`.
    pub name: String,
    /// Where it listens; loopback, but in a network of our own.
    pub address: Ipv4Addr,
    /// Ports for http and https that are taken if they are free; 0 for any.
    pub ports: (u16, u16),
    /// One more port for each page, and the reference by HTTP/2.
    pub further: bool,
}

impl Default for HostOptions {
    fn default() -> HostOptions {
        HostOptions {
            dist: programs::dist(),
            reference: None,
            preset: None,
            name: "localhost".into(),
            address: Ipv4Addr::LOCALHOST,
            ports: (0, 0),
            further: false,
        }
    }
}

/// A running server with an http and an https page, both at one name.
pub struct Host {
    server: Server,
    authority: String,
    name: String,
}

impl Host {
    /// Starts it on free ports, with a certificate of an authority made now.
    pub async fn start(options: HostOptions) -> Result<Host> {
        let authority = Authority::new("Why1006 page")
            .map_err(|e| Error::new(format!("cannot host the page: {e}")))?;
        Host::start_under(options, &authority).await
    }

    /// The same with a certificate of `authority`, so that a browser that
    /// trusts it can be shown several hosts.
    pub async fn start_under(options: HostOptions, authority: &Authority) -> Result<Host> {
        if !options.dist.join("index.html").is_file() {
            return Err(Error::new(format!(
                "{} has no built page; run `cargo xtask serve` or `cargo xtask dist` first",
                options.dist.display()
            )));
        }
        let fault = |e: &dyn std::fmt::Display| Error::new(format!("cannot host the page: {e}"));
        let identity =
            authority.issue(&[&options.name, "localhost", "127.0.0.1"]).map_err(|e| fault(&e))?;
        let mut config = Config::new(Assets::from_dir(&options.dist).map_err(|e| fault(&e))?);
        config.listen = wanted(options.address, options.ports.0);
        let further = options.further.then(|| wanted(options.address, 0));
        config.also.extend(further);
        config.tls = Some(TlsConfig {
            listen: wanted(options.address, options.ports.1),
            also: further.into_iter().collect(),
            http2: further,
            cert_chain_pem: Pem::Bytes(identity.chain_pem().as_bytes().to_vec()),
            key_pem: Pem::Bytes(identity.key_pem().into_bytes()),
        });
        let preset = options.preset.as_deref().map(Preset::from_text).transpose();
        let preset = preset.map_err(|e| fault(&e))?;
        config.reference =
            ReferenceConfig { socket: options.reference, preset, ..Default::default() };
        let server = why1006_server::start(config).await.map_err(|e| fault(&e))?;
        Ok(Host { server, authority: authority.pem(), name: options.name })
    }

    /// The http page, for example `http://localhost:41234/`.
    pub fn http(&self) -> String {
        self.address("http", self.ports().0, 80)
    }

    /// The https page.
    pub fn https(&self) -> String {
        self.address("https", self.ports().1, 443)
    }

    /// Browsers leave the usual port out.
    fn address(&self, scheme: &str, port: u16, usual: u16) -> String {
        match port == usual {
            true => format!("{scheme}://{}/", self.name),
            false => format!("{scheme}://{}:{port}/", self.name),
        }
    }

    /// The ports of the http and the https page.
    pub fn ports(&self) -> (u16, u16) {
        let https = self.server.https_addr().map_or(0, |address| address.port());
        (self.server.http_addr().port(), https)
    }

    /// The authority that a browser has to trust for the https page, in PEM.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Stops it; at most five seconds.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

/// This port if nobody has it, else any.
fn wanted(address: Ipv4Addr, port: u16) -> SocketAddr {
    let at = SocketAddr::from((address, port));
    match TcpListener::bind(at) {
        Ok(_) => at,
        Err(_) => SocketAddr::from((address, 0)),
    }
}
