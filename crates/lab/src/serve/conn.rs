//! One connection, with the bytes that were read but not yet used.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::server::TlsStream;

/// How long a half-closed connection waits for its peer to end as well.
const LINGER: Duration = Duration::from_secs(5);

/// A byte stream whose TCP connection can be reached, to reset it.
pub(crate) trait Io: AsyncRead + AsyncWrite + Unpin + Send {
    fn tcp(&self) -> &TcpStream;
}

impl Io for TcpStream {
    fn tcp(&self) -> &TcpStream {
        self
    }
}

impl Io for TlsStream<TcpStream> {
    fn tcp(&self) -> &TcpStream {
        self.get_ref().0
    }
}

/// One accepted connection, clear text or TLS.
pub(crate) struct Conn {
    io: Box<dyn Io>,
    unread: Vec<u8>,
}

impl Conn {
    pub(crate) fn new(io: impl Io + 'static) -> Conn {
        Conn { io: Box::new(io), unread: Vec::new() }
    }

    /// What was read and not yet taken.
    pub(crate) fn unread(&self) -> &[u8] {
        &self.unread
    }

    /// Takes the first `n` unread bytes, or all if there are fewer.
    pub(crate) fn take(&mut self, n: usize) -> Vec<u8> {
        let n = n.min(self.unread.len());
        self.unread.drain(..n).collect()
    }

    /// Reads what is there; `false` when the peer has ended.
    pub(crate) async fn fill(&mut self) -> io::Result<bool> {
        Ok(self.io.read_buf(&mut self.unread).await? > 0)
    }

    /// Reads and forgets until the peer ends.
    pub(crate) async fn drain(&mut self) -> io::Result<()> {
        while self.fill().await? {
            self.unread.clear();
        }
        Ok(())
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.io.write_all(bytes).await?;
        self.io.flush().await
    }

    /// Ends in order. Without reading what is left, the kernel would answer
    /// it with an RST, which can destroy what was sent last.
    pub(crate) async fn fin(mut self) -> io::Result<()> {
        self.io.shutdown().await?;
        timeout(LINGER, self.drain()).await.unwrap_or(Ok(()))
    }

    /// Ends with an RST.
    pub(crate) fn rst(self) -> io::Result<()> {
        self.io.tcp().set_zero_linger()
    }

    /// Passes bytes both ways until `other` has sent all it has.
    pub(crate) async fn relay(
        mut self,
        other: impl AsyncRead + AsyncWrite + Unpin,
    ) -> io::Result<()> {
        let (mut from_other, mut to_other) = tokio::io::split(other);
        to_other.write_all(&std::mem::take(&mut self.unread)).await?;
        to_other.flush().await?;
        let (mut from_us, mut to_us) = tokio::io::split(self.io);
        let forth = async {
            // A client that ends early, or not at all, does not cut the answer.
            let _ = tokio::io::copy(&mut from_us, &mut to_other).await;
            std::future::pending::<()>().await;
        };
        let back = tokio::io::copy(&mut from_other, &mut to_us);
        let passed = tokio::select! {
            () = forth => Ok(0),
            passed = back => passed,
        };
        let io = from_us.unsplit(to_us);
        passed?;
        Conn { io, unread: Vec::new() }.fin().await
    }
}
