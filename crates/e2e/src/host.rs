//! The built page and its reference endpoint on loopback, in this process.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use why1006_lab::Authority;
use why1006_server::{Assets, Config, Pem, ReferenceConfig, Server, TlsConfig};

use crate::{Error, Result, programs};

/// What to host.
#[derive(Clone, Debug)]
pub struct HostOptions {
    /// Folder of the built page.
    pub dist: PathBuf,
    /// Another reference endpoint than our own, `ws:` or `wss:`.
    pub reference: Option<String>,
}

impl Default for HostOptions {
    fn default() -> HostOptions {
        HostOptions { dist: programs::dist(), reference: None }
    }
}

/// A running server with an http and an https page, both on `localhost`.
pub struct Host {
    server: Server,
    authority: String,
}

impl Host {
    /// Starts it on free ports, with a certificate of an authority made now.
    pub async fn start(options: HostOptions) -> Result<Host> {
        if !options.dist.join("index.html").is_file() {
            return Err(Error::new(format!(
                "{} has no built page; run `cargo xtask serve` or `cargo xtask dist` first",
                options.dist.display()
            )));
        }
        let fault = |e: &dyn std::fmt::Display| Error::new(format!("cannot host the page: {e}"));
        let authority = Authority::new("Why1006 page").map_err(|e| fault(&e))?;
        let identity = authority.issue(&["localhost", "127.0.0.1"]).map_err(|e| fault(&e))?;
        let any_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let mut config = Config::new(Assets::from_dir(&options.dist).map_err(|e| fault(&e))?);
        config.listen = any_port;
        config.tls = Some(TlsConfig {
            listen: any_port,
            cert_chain_pem: Pem::Bytes(identity.chain_pem().as_bytes().to_vec()),
            key_pem: Pem::Bytes(identity.key_pem().into_bytes()),
        });
        config.reference = ReferenceConfig { socket: options.reference, ..Default::default() };
        let server = why1006_server::start(config).await.map_err(|e| fault(&e))?;
        Ok(Host { server, authority: authority.pem() })
    }

    /// The http page, for example `http://localhost:41234/`.
    pub fn http(&self) -> String {
        format!("http://localhost:{}/", self.server.http_addr().port())
    }

    /// The https page.
    pub fn https(&self) -> String {
        let port = self.server.https_addr().map_or(0, |address| address.port());
        format!("https://localhost:{port}/")
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
