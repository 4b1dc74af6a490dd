//! A site of one page, http and https, that notes what it is asked for.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};
use why1006_lab::Authority;

/// It opens a WebSocket to its own server, which has none, and notes the end.
const PAGE: &str = "<!doctype html><title>A page</title><script>\
    const socket = new WebSocket(location.href.replace('http', 'ws') + 'socket');\
    socket.onclose = (e) => { document.documentElement.dataset.closed = e.code };\
    </script><p style='height:2000px'>Text";

/// A running site; its tasks end with the test's runtime.
pub(crate) struct Site {
    http: SocketAddr,
    https: SocketAddr,
    authority: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Site {
    pub(crate) async fn start() -> Site {
        let authority = Authority::new("Drivers").unwrap();
        let identity = authority.issue(&["localhost"]).unwrap();
        let chain = CertificateDer::pem_slice_iter(identity.chain_pem().as_bytes())
            .collect::<Result<Vec<_>, _>>()
            .unwrap();
        let key = PrivateKeyDer::from_pem_slice(identity.key_pem().as_bytes()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let seen = Arc::new(Mutex::new(Vec::new()));

        let plain = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let secure = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (http, https) = (plain.local_addr().unwrap(), secure.local_addr().unwrap());
        let notes = seen.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = plain.accept().await {
                tokio::spawn(answer(stream, notes.clone()));
            }
        });
        let notes = seen.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = secure.accept().await {
                let (acceptor, notes) = (acceptor.clone(), notes.clone());
                tokio::spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        answer(stream, notes).await;
                    }
                });
            }
        });
        Site { http, https, authority: authority.pem(), seen }
    }

    pub(crate) fn http(&self) -> String {
        format!("http://localhost:{}/", self.http.port())
    }

    pub(crate) fn https(&self) -> String {
        format!("https://localhost:{}/", self.https.port())
    }

    pub(crate) fn address(&self) -> String {
        self.http.to_string()
    }

    pub(crate) fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether a request named exactly this target; forgets all requests.
    pub(crate) fn saw(&self, target: &str) -> bool {
        self.seen.lock().unwrap().drain(..).any(|one| one == target)
    }
}

async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin, seen: Arc<Mutex<Vec<String>>>) {
    let mut request = Vec::new();
    let mut part = [0; 2048];
    while !request.windows(4).any(|four| four == b"\r\n\r\n") {
        match stream.read(&mut part).await {
            Ok(length) if length > 0 && request.len() < 65536 => {
                request.extend_from_slice(&part[..length]);
            }
            _ => return,
        }
    }
    let text = String::from_utf8_lossy(&request).into_owned();
    let target = text.split(' ').nth(1).unwrap_or_default().to_owned();
    seen.lock().unwrap().push(target);
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{PAGE}",
        PAGE.len()
    );
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}

/// Processes that this test's browsers started and that still run.
pub(crate) fn marked_processes() -> Vec<u32> {
    let ours = format!("WHY1006_LEASH={}-", std::process::id());
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    processes
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|id: &u32| {
            std::fs::read(format!("/proc/{id}/environ"))
                .is_ok_and(|all| all.split(|b| *b == 0).any(|v| v.starts_with(ours.as_bytes())))
        })
        .collect()
}
