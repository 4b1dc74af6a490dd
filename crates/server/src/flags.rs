//! The command line.

use std::{ffi::OsString, net::SocketAddr, path::PathBuf, time::Duration};

use lexopt::prelude::*;
use why1006_server::{Assets, Config, Error, Limits, Pem, Preset, ReferenceConfig, TlsConfig};

const HELP: &str = "\
Hosts the page of Why1006 and the reference endpoint it compares with.

Usage: why1006-server [OPTIONS]

  --listen ADDR           address of the http page [127.0.0.1:8006]
  --also PORTS            further ports of the http page, like 80,8080 or 0.0.0.0:80
  --tls-cert FILE         certificate chain in PEM: adds an https page
  --tls-key FILE          its private key in PEM
  --tls-listen ADDR       address of the https page [127.0.0.1:8443]
  --also-tls PORTS        further ports of the https page, like 443
  --http2-listen ADDR     address of a second reference, by HTTP/2 with RFC 8441
  --dist DIR              folder of the built page [the one built in, or ./dist]
  --preset FILE           whose page this is and what to test: a JSON file with
                          organisation, contact and addresses (README, why1006.json)
  --name TEXT             name of this reference for people
  --reference URL         another server's reference, like wss://host/reference/socket
  --http-page URL         the http copy of the page, when a proxy stands before it
  --https-page URL        the https copy of the page, likewise
  --max-message BYTES     longest message of the reference [65536]
  --max-connections N     WebSockets at once [256]
  --max-life SECONDS      longest life of a WebSocket [120]
  --log                   print method, path and status of each request, never a query
  --help, --version";

/// What the command line asks for.
pub(crate) enum Wish {
    /// Print this and be done.
    Print(String),
    /// Run the server.
    Serve(Box<Flags>),
}

/// The options as given.
#[derive(Default)]
pub(crate) struct Flags {
    listen: Option<SocketAddr>,
    also: Vec<Place>,
    tls_listen: Option<SocketAddr>,
    also_tls: Vec<Place>,
    http2_listen: Option<SocketAddr>,
    tls: Option<(PathBuf, PathBuf)>,
    dist: Option<PathBuf>,
    preset: Option<PathBuf>,
    reference: ReferenceConfig,
    limits: Limits,
    log: bool,
}

/// Reads the command line.
///
/// # Errors
/// One line that names the option and what it wants.
pub(crate) fn read(args: impl Iterator<Item = OsString>) -> Result<Wish, String> {
    let mut flags = Flags::default();
    let (mut cert, mut key) = (None, None);
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next().map_err(|e| e.to_string())? {
        let Long(name) = arg else {
            return Err(match arg {
                Short('h') => return Ok(Wish::Print(HELP.into())),
                Short('V') => return Ok(Wish::Print(version())),
                other => other.unexpected().to_string(),
            });
        };
        let name = name.to_owned();
        match name.as_str() {
            "help" => return Ok(Wish::Print(HELP.into())),
            "version" => return Ok(Wish::Print(version())),
            "log" => flags.log = true,
            "listen" => flags.listen = Some(address(&name, &text(&mut parser)?)?),
            "tls-listen" => flags.tls_listen = Some(address(&name, &text(&mut parser)?)?),
            "also" => flags.also.extend(places(&name, &text(&mut parser)?)?),
            "also-tls" => flags.also_tls.extend(places(&name, &text(&mut parser)?)?),
            "http2-listen" => flags.http2_listen = Some(address(&name, &text(&mut parser)?)?),
            "tls-cert" => cert = Some(PathBuf::from(value(&mut parser)?)),
            "tls-key" => key = Some(PathBuf::from(value(&mut parser)?)),
            "dist" => flags.dist = Some(PathBuf::from(value(&mut parser)?)),
            "preset" => flags.preset = Some(PathBuf::from(value(&mut parser)?)),
            "name" => flags.reference.name = Some(text(&mut parser)?),
            "reference" => flags.reference.socket = Some(text(&mut parser)?),
            "http-page" => flags.reference.http_page = Some(text(&mut parser)?),
            "https-page" => flags.reference.https_page = Some(text(&mut parser)?),
            "max-message" => {
                // Above this, memory for a full house runs into gigabytes.
                flags.limits.max_message =
                    number(&name, &text(&mut parser)?, 1, 16 << 20)? as usize;
            }
            "max-connections" => {
                flags.limits.max_connections =
                    number(&name, &text(&mut parser)?, 1, 65_536)? as usize;
            }
            "max-life" => {
                let seconds = number(&name, &text(&mut parser)?, 1, 86_400)?;
                flags.limits.max_life = Duration::from_secs(seconds);
            }
            _ => return Err(Long(&name).unexpected().to_string()),
        }
    }
    flags.tls = match (cert, key) {
        (Some(cert), Some(key)) => Some((cert, key)),
        (None, None) => match flags.wants_tls() {
            Some(option) => {
                return Err(format!("{option} needs --tls-cert FILE and --tls-key FILE"));
            }
            None => None,
        },
        (Some(_), None) => return Err("--tls-cert needs --tls-key FILE beside it".into()),
        (None, Some(_)) => return Err("--tls-key needs --tls-cert FILE beside it".into()),
    };
    Ok(Wish::Serve(Box::new(flags)))
}

/// Where a further listener goes.
#[derive(Clone, Copy)]
enum Place {
    /// A port of the first listener's host.
    Port(u16),
    /// An address of its own.
    Address(SocketAddr),
}

impl Place {
    fn beside(self, first: SocketAddr) -> SocketAddr {
        match self {
            Place::Port(port) => SocketAddr::new(first.ip(), port),
            Place::Address(address) => address,
        }
    }
}

impl Flags {
    /// The first option that means nothing without a certificate.
    fn wants_tls(&self) -> Option<&'static str> {
        let options = [
            ("--tls-listen", self.tls_listen.is_some()),
            ("--also-tls", !self.also_tls.is_empty()),
            ("--http2-listen", self.http2_listen.is_some()),
        ];
        options.into_iter().find(|(_, given)| *given).map(|(option, _)| option)
    }

    /// The configuration, with page and preset read.
    ///
    /// # Errors
    /// Those of [`Assets::from_dir`] and [`Preset::from_file`].
    pub(crate) fn into_config(self) -> Result<Config, Error> {
        let mut config = Config::new(page(self.dist)?);
        config.listen = self.listen.unwrap_or(Config::DEFAULT_LISTEN);
        config.also = self.also.iter().map(|place| place.beside(config.listen)).collect();
        config.tls = self.tls.map(|(cert, key)| {
            let listen = self.tls_listen.unwrap_or(Config::DEFAULT_TLS_LISTEN);
            TlsConfig {
                listen,
                also: self.also_tls.iter().map(|place| place.beside(listen)).collect(),
                http2: self.http2_listen,
                cert_chain_pem: Pem::File(cert),
                key_pem: Pem::File(key),
            }
        });
        config.reference = self.reference;
        config.reference.preset = self.preset.as_deref().map(Preset::from_file).transpose()?;
        config.limits = self.limits;
        config.log = self.log;
        Ok(config)
    }
}

fn page(dist: Option<PathBuf>) -> Result<Assets, Error> {
    match dist {
        Some(dir) => Assets::from_dir(&dir),
        #[cfg(feature = "embed")]
        None => Ok(Assets::embedded()),
        #[cfg(not(feature = "embed"))]
        None => Assets::from_dir(std::path::Path::new("dist")),
    }
}

fn version() -> String {
    format!("why1006-server {}", env!("CARGO_PKG_VERSION"))
}

fn value(parser: &mut lexopt::Parser) -> Result<OsString, String> {
    parser.value().map_err(|e| e.to_string())
}

fn text(parser: &mut lexopt::Parser) -> Result<String, String> {
    value(parser)?.into_string().map_err(|raw| format!("{raw:?} is not UTF-8"))
}

fn address(option: &str, given: &str) -> Result<SocketAddr, String> {
    given.parse().map_err(|_| {
        format!("--{option} {given:?}: give an address and a port, like 127.0.0.1:8006")
    })
}

/// Ports or addresses, separated by commas.
fn places(option: &str, given: &str) -> Result<Vec<Place>, String> {
    let place = |item: &str| match item.parse() {
        Ok(port) => Some(Place::Port(port)),
        Err(_) => item.parse().ok().map(Place::Address),
    };
    let all: Option<Vec<Place>> = given.split(',').map(|item| place(item.trim())).collect();
    all.ok_or_else(|| {
        format!("--{option} {given:?}: give ports or addresses, like 80,8080 or 127.0.0.1:8080")
    })
}

fn number(option: &str, given: &str, least: u64, most: u64) -> Result<u64, String> {
    let number = given.parse().ok().filter(|n| (least..=most).contains(n));
    number.ok_or_else(|| format!("--{option} {given:?}: give a number from {least} to {most}"))
}
