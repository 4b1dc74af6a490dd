//! The diagnosing page, as seen from inside a network namespace: whoever
//! connects to its port on the inner loopback gets the page outside.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc},
};

/// Connections relayed at once at most; more wait.
const MAX_OPEN: usize = 256;

/// Connections accepted inside, on their way to the outer network.
pub(crate) type Sender = mpsc::Sender<std::net::TcpStream>;

/// The port of the page, if the page is on this machine.
pub(crate) fn port(page: &str) -> Option<u16> {
    let (scheme, rest) = page.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, port.parse().ok()?),
        None => (authority, if scheme == "https" { 443 } else { 80 }),
    };
    matches!(host, "localhost" | "127.0.0.1").then_some(port)
}

/// Connects what comes in by `from` to this port of this thread's loopback.
pub(crate) fn outside(mut from: mpsc::Receiver<std::net::TcpStream>, port: u16) {
    tokio::spawn(async move {
        let room = Arc::new(Semaphore::new(MAX_OPEN));
        while let Some(inner) = from.recv().await {
            let Ok(place) = room.clone().acquire_owned().await else {
                return;
            };
            tokio::spawn(async move {
                // A page that is not up is an end of the connection.
                let _ = pass(inner, port).await;
                drop(place);
            });
        }
    });
}

async fn pass(inner: std::net::TcpStream, port: u16) -> io::Result<()> {
    let mut inner = TcpStream::from_std(inner)?;
    let mut outer = TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    copy_bidirectional(&mut inner, &mut outer).await?;
    Ok(())
}

/// Accepts at this port of this thread's loopback and hands connections on.
pub(crate) async fn inside(port: u16, to: Sender) -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    tokio::spawn(async move {
        while !to.is_closed() {
            let Ok((tcp, _)) = listener.accept().await else {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                continue;
            };
            if let Ok(tcp) = tcp.into_std()
                && to.send(tcp).await.is_err()
            {
                return;
            }
        }
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::port;

    #[test]
    fn only_pages_on_this_machine_are_relayed() {
        assert_eq!(port("http://localhost:8006/"), Some(8006));
        assert_eq!(port("https://127.0.0.1/why/#x"), Some(443));
        for other in ["https://why.example/", "localhost:8006", "http://localhost:x/", ""] {
            assert_eq!(port(other), None, "{other}");
        }
    }
}
