//! Bringing each scenario up.

use std::{io, net::SocketAddr, sync::Arc};

use tokio::{
    net::{TcpListener, TcpSocket},
    process::Child,
};
use tokio_rustls::TlsAcceptor;

use super::{Error, LeftOut, Running};
use crate::{
    Authority, Identity, Scenario, Scratch, Tls,
    behaviour::{HEALTHY, Serve},
    index,
    middlebox::{self, Behind},
    nginx, pki, place,
    serve::{Memory, play, remembering, spawn, tls, web},
};

/// What all scenarios stand on.
pub(super) struct Ground {
    pub authority: Arc<Authority>,
    /// A root that nobody is told about.
    pub stranger: Authority,
    pub reference: Option<String>,
    pub page: String,
}

/// What came up.
pub(super) struct Raised {
    pub running: Vec<Running>,
    pub left_out: Vec<LeftOut>,
    pub index: String,
}

/// What must be kept while a scenario runs, beside the runtime's tasks.
pub(super) enum Held {
    Nothing,
    /// A port without a listener.
    Port {
        _socket: TcpSocket,
    },
    /// A child and the folder with its files.
    Child(Box<Child>, Scratch),
}

impl Held {
    pub(super) async fn release(self) {
        if let Held::Child(mut child, _folder) = self {
            // Sends the signal and waits until the child is gone.
            let _ = child.kill().await;
        }
    }
}

pub(super) async fn raise_all(
    chosen: &[&'static Scenario],
    ground: Ground,
) -> Result<(Raised, Vec<Held>), Error> {
    let (mut running, mut left_out, mut all_held) = (Vec::new(), Vec::new(), Vec::new());
    for scenario in chosen {
        match raise(scenario, &ground).await {
            Ok((one, held)) => {
                running.push(one);
                all_held.push(held);
            }
            Err(why) => left_out.push(LeftOut { id: scenario.id, why }),
        }
    }
    let listener = place::listen("index").map_err(Error::System)?;
    let index = format!("http://{}/", listener.local_addr().map_err(Error::System)?);
    let page: Arc<str> = index::html(&running, &left_out, &ground.page).into();
    spawn(listener, None, move |conn| index::serve(conn, page.clone()));
    Ok((Raised { running, left_out, index }, all_held))
}

/// Brings one scenario up, or says in one line why it cannot be.
async fn raise(s: &'static Scenario, ground: &Ground) -> Result<(Running, Held), String> {
    let running = |at: SocketAddr| Running {
        scenario: s,
        url: format!("{}://{at}{}", s.tls.scheme(), s.path),
        proxy: None,
        reference: None,
        note: (!s.protocols.is_empty())
            .then(|| format!("Offer these subprotocols: {}.", s.protocols.join(", "))),
    };
    match s.serve {
        Serve::Nothing => {
            let socket = place::hold(s.id).map_err(no_port)?;
            let at = socket.local_addr().map_err(no_port)?;
            Ok((running(at), Held::Port { _socket: socket }))
        }
        Serve::Tcp(acts) => {
            let (listener, at) = listen(s.id)?;
            spawn(listener, None, move |conn| play(conn, acts));
            Ok((running(at), Held::Nothing))
        }
        Serve::Web(answers) => {
            let (listener, at) = listen(s.id)?;
            spawn(listener, acceptor(s, at, ground)?, move |conn| web(conn, answers));
            Ok((running(at), Held::Nothing))
        }
        Serve::Pair { first, other, other_tls } => {
            let (listener, at) = listen(s.id)?;
            let (other_listener, other_at) = listen(&format!("{}/other", s.id))?;
            let tls = if other_tls { Tls::Trusted } else { s.tls };
            let beside = Scenario { tls, ..s.clone() };
            let scheme = if tls.is_spoken() { "https" } else { "http" };
            let first = first.naming(&format!("{scheme}://{other_at}"));
            spawn(listener, acceptor(s, at, ground)?, move |conn| web(conn, first));
            spawn(other_listener, acceptor(&beside, other_at, ground)?, move |conn| {
                web(conn, other)
            });
            Ok((running(at), Held::Nothing))
        }
        Serve::Remembers(rule) => {
            let (listener, at) = listen(s.id)?;
            let memory = Arc::new(Memory::new(rule));
            spawn(listener, acceptor(s, at, ground)?, move |conn| {
                remembering(conn, memory.clone())
            });
            Ok((running(at), Held::Nothing))
        }
        Serve::StripsUpgrade => {
            let (listener, at) = listen(s.id)?;
            let reference = ground.reference.clone();
            let behind = Behind { server: backend(s)?, reference };
            spawn(listener, acceptor(s, at, ground)?, move |conn| {
                middlebox::strip(conn, behind.clone())
            });
            let reference = ground.reference.as_ref();
            let url = reference.map(|_| format!("{}://{at}/reference/socket", s.tls.scheme()));
            let note = match &url {
                Some(url) => format!("Set the page's reference to {url}."),
                None => "Start the lab with a reference upstream to see the difference.".to_owned(),
            };
            Ok((Running { reference: url, note: Some(note), ..running(at) }, Held::Nothing))
        }
        Serve::BehindProxyWithoutConnect => {
            let (listener, at) = listen(s.id)?;
            spawn(listener, None, middlebox::without_connect);
            let note = format!(
                "Start the browser with this proxy for loopback too (Chromium: \
                 --proxy-server=http://{at} --proxy-bypass-list=<-loopback>)."
            );
            let note = Some(note);
            Ok((
                Running { proxy: Some(at.to_string()), note, ..running(backend(s)?) },
                Held::Nothing,
            ))
        }
        Serve::Nginx(server) => {
            let held = place::hold(s.id).map_err(no_port)?;
            let listen = held.local_addr().map_err(no_port)?;
            let backend = backend(s)?.to_string();
            let identity =
                if s.tls.is_spoken() { Some(identity(s, listen, ground)?) } else { None };
            let scratch = Scratch::new().map_err(|why| format!("no temporary folder: {why}"))?;
            let folder = scratch.path();
            // nginx must open the port itself; nobody else picks it meanwhile
            // but by a chance of one in ten thousand.
            drop(held);
            let server = &server.replace("BACKEND", &backend);
            let identity = identity.as_ref();
            let child = nginx::start(nginx::Setup { listen, server, identity, folder }).await?;
            Ok((running(listen), Held::Child(Box::new(child), scratch)))
        }
    }
}

/// The healthy echo server behind a proxy of scenario `s`.
fn backend(s: &Scenario) -> Result<SocketAddr, String> {
    let (listener, at) = listen(&format!("{}/backend", s.id))?;
    spawn(listener, None, |conn| web(conn, HEALTHY));
    Ok(at)
}

fn listen(name: &str) -> Result<(TcpListener, SocketAddr), String> {
    let listener = place::listen(name).map_err(no_port)?;
    let at = listener.local_addr().map_err(no_port)?;
    Ok((listener, at))
}

fn no_port(why: io::Error) -> String {
    format!("no loopback port could be taken: {why}")
}

fn acceptor(s: &Scenario, at: SocketAddr, ground: &Ground) -> Result<Option<TlsAcceptor>, String> {
    if !s.tls.is_spoken() {
        return Ok(None);
    }
    tls(&identity(s, at, ground)?).map(Some).map_err(|why| format!("TLS cannot start: {why}"))
}

fn identity(s: &Scenario, at: SocketAddr, ground: &Ground) -> Result<Identity, String> {
    let ip = at.ip().to_string();
    let here = [ip.as_str(), "localhost", "*.test"];
    let authority = &ground.authority;
    match s.tls {
        Tls::UnknownRoot => ground.stranger.issue(&here),
        Tls::SelfSigned => Identity::self_signed(&here),
        Tls::Expired => authority.issue_valid(&here, pki::EXPIRED),
        Tls::OtherHost => authority.issue(&["other.example"]),
        Tls::NoIntermediate => authority.issue(&here).map(Identity::without_intermediate),
        Tls::Trusted | Tls::TlsOnWs | Tls::Plain | Tls::ClearTextOnWss => authority.issue(&here),
    }
    .map_err(|why| why.to_string())
}
