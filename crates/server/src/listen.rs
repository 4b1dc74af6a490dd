//! Takes TCP connections.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::{net::TcpListener, time::sleep};

use crate::{
    Error,
    connection::{Listener, serve},
    server::Life,
};

/// A bound listener and the address it got.
pub(crate) struct Bound {
    /// The socket.
    pub(crate) listener: TcpListener,
    /// Its address.
    pub(crate) address: SocketAddr,
}

/// Binds each of `addrs`; `option` is what chooses others.
pub(crate) async fn bind_all(
    addrs: &[SocketAddr],
    option: &'static str,
) -> Result<Vec<Bound>, Error> {
    let mut all = Vec::new();
    for addr in addrs {
        all.push(bind(*addr, option).await?);
    }
    Ok(all)
}

/// Binds `addr`; `option` is what chooses another one.
pub(crate) async fn bind(addr: SocketAddr, option: &'static str) -> Result<Bound, Error> {
    let fail = |source| Error::Bind { addr, option, source };
    let listener = TcpListener::bind(addr).await.map_err(fail)?;
    let address = listener.local_addr().map_err(fail)?;
    Ok(Bound { listener, address })
}

/// Takes connections until the server stops.
pub(crate) async fn accept(socket: TcpListener, listener: Listener, life: Life) {
    let listener = Arc::new(listener);
    loop {
        let stream = tokio::select! {
            () = life.ended() => return,
            accepted = socket.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => {
                    // Out of descriptors, usually. Without a pause this loop
                    // would take a whole core until some are free.
                    sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        // Over the cap the connection ends at once, which is better than a
        // client that waits for nobody.
        if let Ok(slot) = listener.slots.clone().try_acquire_owned() {
            tokio::spawn(serve(stream, listener.clone(), slot, life.clone()));
        }
    }
}
