//! HTTP/2 (RFC 9113) with WebSockets over it (RFC 8441), good and bad.

use std::{future::poll_fn, io, sync::Arc, time::Duration};

use bytes::Bytes;
use h2::{
    Reason, RecvStream, SendStream,
    ext::Protocol,
    server::{Builder, SendResponse},
};
use http::{Method, Request, Response, StatusCode};
use rustls::{ALL_VERSIONS, ServerConfig, server::Acceptor};
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::{LazyConfigAcceptor, server::TlsStream};

use super::{
    Conn,
    frame::{self, CLOSE, Decoded, Frame, PING, PONG},
    tls_config, web,
};
use crate::{
    behaviour::{Connect, Http1, Http2},
    pki::Identity,
};

/// Requests under way on one connection at most.
const MAX_STREAMS: u32 = 100;

/// How long a stream that we ended waits for the client to end it as well.
const LINGER: Duration = Duration::from_secs(5);

/// The two ways in which one server does TLS.
pub(crate) struct Http2Tls {
    /// With those who offer HTTP/2.
    h2: Arc<ServerConfig>,
    /// With all others.
    others: Arc<ServerConfig>,
}

impl Http2Tls {
    pub(crate) fn new(identity: &Identity, http1: &Http1) -> Result<Http2Tls, rustls::Error> {
        let config = |protocols| tls_config(identity, ALL_VERSIONS, protocols).map(Arc::new);
        let others: &[&str] = match http1 {
            Http1::Spoken(_) => &["http/1.1"],
            Http1::Alert => &["h2"],
            Http1::Overheard | Http1::Closed => &[],
        };
        Ok(Http2Tls { h2: config(&["h2"])?, others: config(others)? })
    }
}

/// Serves one connection.
pub(crate) async fn http2(tcp: TcpStream, tls: Arc<Http2Tls>, plan: Http2) -> io::Result<()> {
    tcp.set_nodelay(true)?;
    let start = LazyConfigAcceptor::new(Acceptor::default(), tcp).await?;
    let offers_h2 = start.client_hello().alpn().is_some_and(|mut all| all.any(|p| p == b"h2"));
    let config = if offers_h2 { &tls.h2 } else { &tls.others };
    let stream = match start.into_stream(config.clone()).into_fallible().await {
        Ok(stream) => stream,
        // The alert is on its way; a drop with bytes unread would reset it.
        Err((_, tcp)) => return Conn::new(tcp).fin().await,
    };
    match plan.http1 {
        Http1::Spoken(answers) if !offers_h2 => web(Conn::new(stream), answers).await,
        Http1::Closed if !offers_h2 => Conn::new(stream).fin().await,
        // With `Alert`, only a client without ALPN comes here without an offer.
        _ => {
            let mut stream = stream;
            let _ = streams(&mut stream, plan).await;
            // With bytes left unread, an RST might overtake a GOAWAY.
            Conn::new(stream).fin().await
        }
    }
}

/// Answers the requests of one connection.
async fn streams(stream: &mut TlsStream<TcpStream>, plan: Http2) -> Result<(), h2::Error> {
    let mut builder = Builder::new();
    builder.max_concurrent_streams(MAX_STREAMS);
    if plan.connect.is_announced() {
        builder.enable_connect_protocol();
    }
    let mut connection = builder.handshake::<_, Bytes>(stream).await?;
    while let Some(next) = connection.accept().await {
        let (request, respond) = next?;
        if plan.goaway {
            connection.abrupt_shutdown(Reason::INTERNAL_ERROR);
            continue;
        }
        // Ends with the connection at the latest, by an error of its stream.
        tokio::spawn(answer(request, respond, plan.connect));
    }
    Ok(())
}

async fn answer(
    request: Request<RecvStream>,
    mut respond: SendResponse<Bytes>,
    connect: Connect,
) -> Result<(), h2::Error> {
    let protocol = request.extensions().get::<Protocol>().map(Protocol::as_str);
    if request.method() != Method::CONNECT || protocol != Some("websocket") {
        let (status, page) = match request.uri().path() {
            "/" => (200, "<!doctype html><title>Home</title><p>A web page.\n"),
            _ => (404, "<!doctype html><title>Not found</title>\n"),
        };
        let page = if request.method() == Method::HEAD { "" } else { page };
        return reply(respond, status, page);
    }
    match connect {
        Connect::Echo => {
            let send = respond.send_response(head(200), false)?;
            echo(request.into_body(), send).await
        }
        Connect::Status(status) => reply(respond, status, "No WebSocket here.\n"),
        Connect::Reset(reason) => {
            respond.send_reset(reason);
            Ok(())
        }
        Connect::NotAnnounced => {
            respond.send_reset(Reason::PROTOCOL_ERROR);
            Ok(())
        }
        // Until the client gives up; dropped, the stream would be reset.
        Connect::Silent => poll_fn(|context| respond.poll_reset(context)).await.map(drop),
    }
}

fn head(status: u16) -> Response<()> {
    let mut head = Response::new(());
    // The table holds only three-digit statuses.
    *head.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    head
}

fn reply(
    mut respond: SendResponse<Bytes>,
    status: u16,
    body: &'static str,
) -> Result<(), h2::Error> {
    let mut head = head(status);
    let headers = head.headers_mut();
    headers.insert("content-type", http::HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert("cache-control", http::HeaderValue::from_static("no-store"));
    let mut send = respond.send_response(head, false)?;
    send.send_data(Bytes::from_static(body.as_bytes()), true)
}

/// Echoes every data frame as it came, until the client closes.
async fn echo(mut from: RecvStream, mut to: SendStream<Bytes>) -> Result<(), h2::Error> {
    let mut unread = Vec::new();
    loop {
        let (bytes, is_last) = match frame::decode(&unread) {
            Decoded::Frame(Frame { fin, opcode, payload }, used) => {
                unread.drain(..used);
                match opcode {
                    PONG => continue,
                    PING => (frame::encode(true, PONG, &payload), false),
                    _ => (frame::encode(fin, opcode, &payload), opcode == CLOSE),
                }
            }
            Decoded::Fault(code) => (frame::close(code, ""), true),
            Decoded::More => {
                let Some(data) = from.data().await.transpose()? else {
                    return to.send_data(Bytes::new(), true);
                };
                from.flow_control().release_capacity(data.len())?;
                unread.extend_from_slice(&data);
                continue;
            }
        };
        write(&mut to, bytes.into()).await?;
        if is_last {
            // The end of the stream stands for TCP's FIN (RFC 8441, section 5).
            to.send_data(Bytes::new(), true)?;
            return timeout(LINGER, drain(from)).await.unwrap_or(Ok(()));
        }
    }
}

/// Reads until the client ends the stream, too. If it were dropped before,
/// RST_STREAM might overtake the end.
async fn drain(mut from: RecvStream) -> Result<(), h2::Error> {
    while let Some(data) = from.data().await.transpose()? {
        from.flow_control().release_capacity(data.len())?;
    }
    Ok(())
}

/// Sends as the client's window allows, so that little is held here.
async fn write(to: &mut SendStream<Bytes>, mut bytes: Bytes) -> Result<(), h2::Error> {
    while !bytes.is_empty() {
        to.reserve_capacity(bytes.len());
        let Some(room) = poll_fn(|context| to.poll_capacity(context)).await.transpose()? else {
            return Ok(());
        };
        to.send_data(bytes.split_to(room.min(bytes.len())), false)?;
    }
    Ok(())
}
