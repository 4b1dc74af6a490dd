//! A client that puts what it saw into short words.

use std::{io::ErrorKind::ConnectionReset, sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;
use tokio_tungstenite::{
    client_async,
    tungstenite::{
        Error, Message, client::IntoClientRequest, error::ProtocolError, handshake::client::Request,
    },
};

pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// Longer than any scenario takes that answers at all, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(6);

/// `host:port` and path of a URL.
pub(crate) fn parts(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").expect("a URL has a scheme").1;
    rest.split_at(rest.find('/').unwrap_or(rest.len()))
}

/// `host` without its port, and without the brackets of IPv6.
pub(crate) fn name(host: &str) -> &str {
    host.rsplit_once(':').expect("a port").0.trim_matches(['[', ']'])
}

/// TLS that trusts this root alone and offers one protocol by ALPN.
pub(crate) fn tls(ca: &str, protocol: &[u8]) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(ca.as_bytes()).unwrap()).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![protocol.to_vec()];
    TlsConnector::from(Arc::new(config))
}

/// Connects as the scheme of `url` says; the word for what failed otherwise.
pub(crate) async fn connect(url: &str, ca: &str) -> Result<Box<dyn Stream>, String> {
    let (host, _) = parts(url);
    let tcp = TcpStream::connect(host).await.map_err(|why| word(why.kind()))?;
    if !url.starts_with("wss:") {
        return Ok(Box::new(tcp));
    }
    // As browsers do for WebSockets.
    let config = tls(ca, b"http/1.1");
    let name = ServerName::try_from(name(host).to_owned()).unwrap();
    match timeout(PATIENCE, config.connect(name, tcp)).await {
        Ok(Ok(stream)) => Ok(Box::new(stream)),
        Ok(Err(why)) => Err(fault(&why)),
        Err(_) => Err("silent".to_owned()),
    }
}

/// The name of a fault without its particulars.
fn short(fault: &impl std::fmt::Debug) -> String {
    let text = format!("{fault:?}");
    let inner = text.strip_prefix("InvalidCertificate(").unwrap_or(&text);
    inner.chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// The word for a fault of TLS or of the connection below it.
fn fault(why: &std::io::Error) -> String {
    match why.get_ref().and_then(|e| e.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::AlertReceived(alert)) => format!("alert {alert:?}"),
        Some(fault) => format!("tls {}", short(fault)),
        None => word(why.kind()),
    }
}

fn word(kind: std::io::ErrorKind) -> String {
    use std::io::ErrorKind::{ConnectionRefused, UnexpectedEof};
    match kind {
        ConnectionRefused => "refused".to_owned(),
        ConnectionReset => "reset".to_owned(),
        UnexpectedEof => "end".to_owned(),
        other => format!("{other:?}"),
    }
}

/// Opens a WebSocket, says `hi`, and tells what became of it.
pub(crate) async fn upgrade(url: &str, ca: &str) -> String {
    upgrade_with(url.into_client_request().unwrap(), url, ca).await
}

/// The same for a client that offers these subprotocols.
pub(crate) async fn offer(url: &str, protocols: &[&str], ca: &str) -> String {
    let mut request = url.into_client_request().unwrap();
    if !protocols.is_empty() {
        let offered = protocols.join(", ").parse().unwrap();
        request.headers_mut().insert("sec-websocket-protocol", offered);
    }
    upgrade_with(request, url, ca).await
}

pub(crate) async fn upgrade_with(request: Request, url: &str, ca: &str) -> String {
    let stream = match connect(url, ca).await {
        Ok(stream) => stream,
        Err(word) => return word,
    };
    let (mut socket, response) = match timeout(PATIENCE, client_async(request, stream)).await {
        Ok(Ok(open)) => open,
        Ok(Err(Error::Http(response))) => return format!("status {}", response.status().as_u16()),
        Ok(Err(why)) => return broken(why),
        Err(_) => return "silent".to_owned(),
    };
    let protocol = response.headers().get("sec-websocket-protocol");
    let protocol = protocol.map_or(String::new(), |p| format!(" {}", p.to_str().unwrap()));
    let sent = socket.send(Message::text("hi")).await;
    let seen = timeout(PATIENCE, async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Text(text))) if text == "hi" => {
                    socket.close(None).await.unwrap();
                    while let Some(Ok(_)) = socket.next().await {}
                    return "echo".to_owned();
                }
                Some(Ok(Message::Close(Some(frame)))) => {
                    // Reads on, so that the answer to the close frame leaves.
                    while let Some(Ok(_)) = socket.next().await {}
                    return format!("close {} {}", u16::from(frame.code), frame.reason);
                }
                Some(Ok(Message::Close(None))) => {
                    while let Some(Ok(_)) = socket.next().await {}
                    return "close".to_owned();
                }
                Some(Ok(_)) => {}
                Some(Err(why)) => return broken(why),
                None => return "end".to_owned(),
            }
        }
    });
    let mut seen = seen.await.unwrap_or_else(|_| "silent".to_owned());
    // A reset is reported once, to whoever asks first.
    if let (Err(Error::Io(why)), "end") = (sent, seen.as_str()) {
        seen = word(why.kind());
    }
    format!("open{protocol}, {seen}")
}

fn broken(why: Error) -> String {
    match why {
        Error::Protocol(
            ProtocolError::ResetWithoutClosingHandshake | ProtocolError::HandshakeIncomplete,
        ) => "end".to_owned(),
        Error::Protocol(fault) => short(&fault),
        Error::Io(why) => fault(&why),
        Error::Utf8(_) => "Utf8".to_owned(),
        Error::Capacity(_) => "Capacity".to_owned(),
        other => format!("{other:?}"),
    }
}

/// Asks for a path with a plain GET and tells the status.
pub(crate) async fn get(url: &str, path: &str, ca: &str) -> String {
    let (host, _) = parts(url);
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    match connect(url, ca).await {
        Ok(stream) => status(raw(stream, request.as_bytes()).await),
        Err(word) => word,
    }
}

/// The status in an answer, or the word for there being none.
pub(crate) fn status(answer: Result<String, String>) -> String {
    match answer {
        Ok(text) if text.is_empty() => "end".to_owned(),
        Ok(text) => match text.split(' ').nth(1) {
            Some(code) if text.starts_with("HTTP/1.1 ") => format!("status {code}"),
            _ => "not HTTP".to_owned(),
        },
        Err(word) => word,
    }
}

/// Sends bytes and reads all that comes back until the end.
pub(crate) async fn raw(mut stream: Box<dyn Stream>, bytes: &[u8]) -> Result<String, String> {
    let sent = async {
        stream.write_all(bytes).await?;
        // TLS may hold back what the socket did not take at once.
        stream.flush().await
    };
    sent.await.map_err(|why| word(why.kind()))?;
    let mut answer = Vec::new();
    match timeout(PATIENCE, stream.read_to_end(&mut answer)).await {
        Ok(Ok(_)) => Ok(String::from_utf8_lossy(&answer).into_owned()),
        Ok(Err(why)) => Err(fault(&why)),
        Err(_) => Err("silent".to_owned()),
    }
}
