//! Small servers that note what a browser does to them.

use std::{
    future::Future,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// Serves connections until it is dropped.
pub(crate) struct Server {
    /// Where it listens, on loopback.
    pub(crate) address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start<F>(serve: impl Fn(TcpStream) -> F + Send + 'static) -> Server
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream));
            }
        });
        Server { address, accepting }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// How many there are now, were at once, and came in all.
#[derive(Clone, Default)]
pub(crate) struct Count(Arc<[AtomicUsize; 3]>);

impl Count {
    pub(crate) fn now(&self) -> usize {
        self.0[0].load(Ordering::SeqCst)
    }

    pub(crate) fn at_once(&self) -> usize {
        self.0[1].load(Ordering::SeqCst)
    }

    pub(crate) fn in_all(&self) -> usize {
        self.0[2].load(Ordering::SeqCst)
    }

    /// Counts one until the guard is dropped.
    pub(crate) fn enter(&self) -> Counted {
        let now = self.0[0].fetch_add(1, Ordering::SeqCst) + 1;
        self.0[1].fetch_max(now, Ordering::SeqCst);
        self.0[2].fetch_add(1, Ordering::SeqCst);
        Counted(self.clone())
    }
}

/// One that counts.
pub(crate) struct Counted(Count);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.0[0].fetch_sub(1, Ordering::SeqCst);
    }
}

/// The head of a request, or nothing if the other side ends first.
pub(crate) async fn head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut part = [0; 2048];
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        match stream.read(&mut part).await {
            Ok(length) if length > 0 && head.len() < 65_536 => {
                head.extend_from_slice(&part[..length]);
            }
            _ => return None,
        }
    }
    Some(String::from_utf8_lossy(&head).into_owned())
}

/// Whether a request asks for a WebSocket.
pub(crate) fn is_upgrade(head: &str) -> bool {
    head.to_ascii_lowercase().contains("\r\nupgrade: websocket")
}

/// Writes one answer and ends the connection.
pub(crate) async fn answer(mut stream: TcpStream, status: &str, kind: &str, body: &[u8]) {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         Access-Control-Allow-Origin: *\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes()).await;
    let _ = stream.write_all(body).await;
    let _ = stream.shutdown().await;
}

/// Takes every connection and never says a word; counts those that are open.
pub(crate) async fn silent(open: Count) -> Server {
    Server::start(move |mut stream| {
        let open = open.clone();
        async move {
            let _open = open.enter();
            let mut part = [0; 2048];
            while stream.read(&mut part).await.is_ok_and(|length| length > 0) {}
        }
    })
    .await
}

/// Passes everything on to `upstream`; counts the WebSockets that are open.
pub(crate) async fn relay(upstream: SocketAddr, sockets: Count) -> Server {
    Server::start(move |mut stream| {
        let sockets = sockets.clone();
        async move {
            let Some(head) = head(&mut stream).await else { return };
            let _open = is_upgrade(&head).then(|| sockets.enter());
            let Ok(mut server) = TcpStream::connect(upstream).await else { return };
            if server.write_all(head.as_bytes()).await.is_ok() {
                let _ = copy_bidirectional(&mut stream, &mut server).await;
            }
        }
    })
    .await
}

/// Answers upgrades with 400, each after a while; counts those that wait.
pub(crate) async fn slow(delay: Duration, waiting: Count) -> Server {
    Server::start(move |mut stream| {
        let waiting = waiting.clone();
        async move {
            let Some(head) = head(&mut stream).await else { return };
            if is_upgrade(&head) {
                let one = waiting.enter();
                // The client may give up before.
                let gone = async { stream.read(&mut [0; 64]).await };
                let _ = tokio::time::timeout(delay, gone).await;
                drop(one);
                answer(stream, "400 Bad Request", "text/plain", b"no\n").await;
            } else {
                // What a reference says of itself.
                let seen = br#"{"why1006":1,"http_version":"HTTP/1.1","headers":[]}"#;
                answer(stream, "200 OK", "application/json", seen).await;
            }
        }
    })
    .await
}
