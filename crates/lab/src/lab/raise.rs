//! Bringing each scenario up.

mod children;

use std::{io, net::SocketAddr, sync::Arc};

use futures_util::future::join_all;
use rustls::{ALL_VERSIONS, version::TLS12};
use tokio::{
    net::{TcpListener, TcpSocket},
    process::Child,
    sync::OnceCell,
};
use tokio_rustls::TlsAcceptor;

use super::{LeftOut, Running};
use crate::{
    Authority, Identity, Scenario, Scratch, Tls,
    behaviour::{HEALTHY, Interception, Serve},
    child::Setup,
    dns, firewall,
    middlebox::{self, Behind, Interceptor},
    nginx, node, openssl, pki, place, scenarios,
    serve::{Http2Tls, Memory, Versions, accept, clear, http2, play, remembering, spawn, tls, web},
    site::Site,
};

/// What all scenarios stand on.
pub(super) struct Ground {
    pub authority: Arc<Authority>,
    /// A root that nobody is told about.
    pub stranger: Authority,
    pub reference: Option<String>,
    /// An RSA key, PEM, made when the first scenario wants it.
    pub rsa: OnceCell<String>,
}

/// What came up.
#[derive(Default)]
pub(super) struct Raised {
    pub running: Vec<Running>,
    pub left_out: Vec<LeftOut>,
}

impl Raised {
    /// None of these can run, for one reason.
    pub(super) fn leave_out(&mut self, scenarios: &[&'static Scenario], why: &str) {
        let one = |s: &&'static Scenario| LeftOut { id: s.id, why: why.to_owned() };
        self.left_out.extend(scenarios.iter().map(one));
    }

    pub(super) fn add(&mut self, other: Raised) {
        self.running.extend(other.running);
        self.left_out.extend(other.left_out);
    }

    /// Brings all into the order of the table.
    pub(super) fn sort(&mut self) {
        let place = |id: &str| scenarios().iter().position(|s| s.id == id);
        self.running.sort_by_key(|r| place(r.scenario.id));
        self.left_out.sort_by_key(|l| place(l.id));
    }
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

/// Brings all up that can be. `netns` names the namespace that this thread is
/// in; what needs one is only raised with it.
pub(super) async fn raise_all(
    chosen: &[&'static Scenario],
    ground: &Ground,
    netns: Option<&str>,
) -> (Raised, Vec<Held>) {
    let (mut raised, mut all_held) = (Raised::default(), Vec::new());
    let has_name = |s: &Scenario| matches!(s.site, Site::Name(_));
    let mut no_names = None;
    if chosen.iter().any(|s| has_name(s)) && netns.is_some() {
        let fail = |why| format!("the name server cannot start at 127.0.0.1:53: {why}");
        no_names = dns::spawn().await.map_err(fail).err();
    }
    // All at once: programs of others take their time to start.
    let outcomes = join_all(chosen.iter().map(async |scenario| match &no_names {
        Some(why) if has_name(scenario) => Err(why.clone()),
        _ => raise(scenario, ground, netns.is_some()).await,
    }))
    .await;
    for (scenario, outcome) in chosen.iter().zip(outcomes) {
        match outcome {
            Ok((one, held)) => {
                let netns = netns.filter(|_| scenario.needs_namespace()).map(str::to_owned);
                raised.running.push(Running { netns, ..one });
                all_held.push(held);
            }
            Err(why) => raised.left_out.push(LeftOut { id: scenario.id, why }),
        }
    }
    (raised, all_held)
}

/// Brings one scenario up, or says in one line why it cannot be.
async fn raise(
    s: &'static Scenario,
    ground: &Ground,
    in_namespace: bool,
) -> Result<(Running, Held), String> {
    let running = |at: SocketAddr| {
        // Where the system has fewer loopback addresses, it is another one.
        let authority = match s.site {
            Site::Loopback => at.to_string(),
            site => format!("{}:{}", site.host(s.id), at.port()),
        };
        Running {
            scenario: s,
            url: format!("{}://{authority}{}", s.tls.scheme(), s.path),
            proxy: None,
            visit_first: None,
            reference: None,
            note: s.settings(),
            netns: None,
        }
    };
    if s.needs_namespace() && !in_namespace {
        return Err(crate::namespace::NEEDS_ROOT.to_owned());
    }
    if let Some(firewall) = s.firewall {
        firewall::raise(firewall, s.site.address(s.id)).await?;
    }
    match s.serve {
        Serve::Nowhere(url) => {
            let nowhere = running(SocketAddr::from((s.site.address(s.id), 0)));
            Ok((Running { url: url.to_owned(), ..nowhere }, Held::Nothing))
        }
        Serve::Nothing if !s.site.is_here() => {
            let at = SocketAddr::from((s.site.address(s.id), place::usual_port(s.id)));
            Ok((running(at), Held::Nothing))
        }
        Serve::Nothing => {
            let socket = place::hold_at(s.site.address(s.id), s.id).map_err(no_port)?;
            let at = socket.local_addr().map_err(no_port)?;
            Ok((running(at), Held::Port { _socket: socket }))
        }
        Serve::Tcp(acts) => {
            let (listener, at) = listen_for(s)?;
            spawn(listener, None, move |conn| play(conn, acts));
            Ok((running(at), Held::Nothing))
        }
        Serve::Web(answers) => {
            let (listener, at) = listen_for(s)?;
            spawn(listener, acceptor(s, at, ground).await?, move |conn| web(conn, answers));
            Ok((running(at), Held::Nothing))
        }
        Serve::Clear { web, greeted } => {
            let (listener, at) = listen_for(s)?;
            spawn(listener, None, move |conn| clear(conn, web, greeted));
            Ok((running(at), Held::Nothing))
        }
        Serve::AfterTls(acts) => {
            let (listener, at) = listen_for(s)?;
            spawn(listener, acceptor(s, at, ground).await?, move |conn| play(conn, acts));
            Ok((running(at), Held::Nothing))
        }
        Serve::Http2(plan) => {
            let (listener, at) = listen_for(s)?;
            let tls = Http2Tls::new(&identity(s, at, ground).await?, &plan.http1);
            let tls = Arc::new(tls.map_err(no_tls)?);
            accept(listener, move |tcp| http2(tcp, tls.clone(), plan));
            Ok((running(at), Held::Nothing))
        }
        Serve::Pair { first, other, other_tls } => {
            let (listener, at) = listen_for(s)?;
            let (other_listener, other_at) = listen(&format!("{}/other", s.id))?;
            let tls = if other_tls { Tls::Trusted } else { s.tls };
            let beside = Scenario { tls, ..s.clone() };
            let scheme = if tls.is_spoken() { "https" } else { "http" };
            let first = first.naming(&format!("{scheme}://{other_at}"));
            spawn(listener, acceptor(s, at, ground).await?, move |conn| web(conn, first));
            spawn(other_listener, acceptor(&beside, other_at, ground).await?, move |conn| {
                web(conn, other)
            });
            Ok((running(at), Held::Nothing))
        }
        Serve::AndSecure { first, visited } => {
            let (listener, at) = listen_for(s)?;
            let ip = s.site.address(s.id);
            let other = place::listen_at(ip, None, &format!("{}/other", s.id)).map_err(no_port)?;
            let other_at = other.local_addr().map_err(no_port)?;
            let secure = Scenario { tls: Tls::Trusted, ..s.clone() };
            let tls = acceptor(&secure, other_at, ground).await?;
            spawn(listener, None, move |conn| web(conn, first));
            spawn(other, tls, move |conn| web(conn, visited));
            let url = format!("https://{}:{}/", s.host(), other_at.port());
            let note = Some(format!("Visit {url} in the browser before."));
            Ok((Running { visit_first: Some(url), note, ..running(at) }, Held::Nothing))
        }
        Serve::Remembers(rule) => {
            let (listener, at) = listen_for(s)?;
            let memory = Arc::new(Memory::new(rule));
            spawn(listener, acceptor(s, at, ground).await?, move |conn| {
                remembering(conn, memory.clone())
            });
            Ok((running(at), Held::Nothing))
        }
        Serve::StripsUpgrade => {
            let (listener, at) = listen(s.id)?;
            let reference = ground.reference.clone();
            let behind = Behind { server: backend(s)?, reference };
            spawn(listener, acceptor(s, at, ground).await?, move |conn| {
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
        Serve::BehindProxy(how) => {
            let (server, server_at) = listen(&format!("{}/backend", s.id))?;
            spawn(server, acceptor(s, server_at, ground).await?, |conn| web(conn, HEALTHY));
            let (listener, at) = listen(s.id)?;
            spawn(listener, None, move |conn| middlebox::proxy(conn, how, server_at));
            let note = format!(
                "Start the browser with this proxy for loopback too (Chromium: \
                 --proxy-server=http://{at} --proxy-bypass-list=<-loopback>)."
            );
            let note = Some(note);
            Ok((Running { proxy: Some(at.to_string()), note, ..running(server_at) }, Held::Nothing))
        }
        Serve::OtherFamily { server, url } => {
            let (listener, held) = place::listen_beside(server, url, s.id)
                .map_err(|why| format!("no port could be taken at {server} and {url}: {why}"))?;
            let at = held.local_addr().map_err(no_port)?;
            spawn(listener, acceptor(s, at, ground).await?, |conn| web(conn, HEALTHY));
            Ok((running(at), Held::Port { _socket: held }))
        }
        Serve::Intercepted(how) => {
            let (listener, at) = listen_for(s)?;
            let middlebox = Arc::new(interceptor(s, how, ground).await?);
            spawn(listener, Some(middlebox.acceptor().map_err(no_tls)?), move |conn| {
                middlebox::intercept(conn, middlebox.clone())
            });
            Ok((running(at), Held::Nothing))
        }
        Serve::Nginx(text) | Serve::NginxHttp2(text) => {
            let text = &children::with_addresses(s, text)?;
            let http2 = matches!(s.serve, Serve::NginxHttp2(_));
            let start =
                async |setup: Setup<'_>| nginx::start(setup, nginx::Server { text, http2 }).await;
            let (at, held) = children::raise(s, ground, start).await?;
            Ok((running(at), held))
        }
        Serve::OpensslDemanding(options) => {
            let start = async |setup: Setup<'_>| openssl::demanding(setup, options).await;
            let (at, held) = children::raise(s, ground, start).await?;
            Ok((running(at), held))
        }
        Serve::NodeHttp2 => {
            let (at, held) = children::raise(s, ground, node::http2).await?;
            Ok((running(at), held))
        }
    }
}

/// The middlebox of scenario `s`, with its server behind it.
async fn interceptor(
    s: &Scenario,
    how: Interception,
    ground: &Ground,
) -> Result<Interceptor, String> {
    let (listener, server) = listen(&format!("{}/backend", s.id))?;
    let behind = Scenario { tls: how.server, ..s.clone() };
    spawn(listener, acceptor(&behind, server, ground).await?, |conn| web(conn, HEALTHY));
    let signer = match how.is_trusted {
        true => (*ground.authority).clone(),
        false => Authority::new("Web filter").map_err(|why| why.to_string())?,
    };
    Interceptor::new(signer, &ground.authority, &s.site.host(s.id), server)
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

/// Listens where the URL of `s` leads.
fn listen_for(s: &Scenario) -> Result<(TcpListener, SocketAddr), String> {
    let ip = s.site.address(s.id);
    let listener = place::listen_at(ip, s.port, s.id).map_err(|why| match s.port {
        Some(port) => format!("port {port} of {ip} cannot be taken: {why}"),
        None => no_port(why),
    })?;
    let at = listener.local_addr().map_err(no_port)?;
    Ok((listener, at))
}

fn no_port(why: io::Error) -> String {
    format!("no port could be taken: {why}")
}

fn no_tls(why: rustls::Error) -> String {
    format!("TLS cannot start: {why}")
}

const ONLY_12: Versions = &[&TLS12];

async fn acceptor(
    s: &Scenario,
    at: SocketAddr,
    ground: &Ground,
) -> Result<Option<TlsAcceptor>, String> {
    if !s.tls.is_spoken() {
        return Ok(None);
    }
    let versions = if s.tls == Tls::Only12 { ONLY_12 } else { ALL_VERSIONS };
    tls(&identity(s, at, ground).await?, versions).map(Some).map_err(no_tls)
}

async fn identity(s: &Scenario, at: SocketAddr, ground: &Ground) -> Result<Identity, String> {
    let ip = at.ip().to_string();
    let host = s.site.host(s.id);
    let here = [&ip, "localhost", "*.test", &host, "127.0.0.1", "::1"];
    let authority = &ground.authority;
    match s.tls {
        // The root comes along; it stays unknown all the same.
        Tls::UnknownRoot => ground.stranger.issue(&here).map(|i| ground.stranger.with_root(i)),
        Tls::SelfSigned => Identity::self_signed(&here),
        Tls::Expired => authority.issue_valid(&here, pki::EXPIRED),
        Tls::NotYetValid => authority.issue_valid(&here, pki::NOT_YET),
        Tls::OtherHost => authority.issue(&["other.example"]),
        Tls::CommonNameOnly => authority.issue_by_common_name(&ip),
        Tls::ClientUsage => authority.issue_for_clients(&here),
        Tls::NoIntermediate => authority.issue(&here).map(Identity::without_intermediate),
        Tls::Rsa => {
            let key = ground.rsa.get_or_try_init(openssl::rsa_key).await?;
            authority.issue_for_key(key, &here, pki::LONG)
        }
        Tls::Trusted | Tls::Only12 | Tls::TlsOnWs | Tls::Plain | Tls::ClearTextOnWss => {
            authority.issue(&here)
        }
    }
    .map_err(|why| why.to_string())
}
