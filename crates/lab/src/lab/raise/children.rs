//! Scenarios that are programs of others.

use std::{future::pending, net::SocketAddr};

use tokio::process::Child;

use super::{Ground, Held, backend, identity, listen, no_port};
use crate::{
    Scenario, Scratch,
    behaviour::Act,
    child::Setup,
    place,
    serve::{play, spawn},
};

/// Starts the program of a scenario, or says in one line why it cannot.
pub(super) async fn raise(
    s: &Scenario,
    ground: &Ground,
    start: impl AsyncFnOnce(Setup<'_>) -> Result<Child, String>,
) -> Result<(SocketAddr, Held), String> {
    let held = place::hold(s.id).map_err(no_port)?;
    let at = held.local_addr().map_err(no_port)?;
    let identity = if s.tls.is_spoken() { Some(identity(s, at, ground).await?) } else { None };
    let scratch = Scratch::new().map_err(|why| format!("no temporary folder: {why}"))?;
    let root = &ground.authority.pem();
    let setup = Setup { listen: at, identity: identity.as_ref(), root, folder: scratch.path() };
    // The program must open the port itself; nobody else picks it meanwhile
    // but by a chance of one in ten thousand.
    drop(held);
    let child = start(setup).await?;
    Ok((at, Held::Child(Box::new(child), scratch)))
}

/// As nginx's own documentation has it.
const PASSES: &str = "proxy_pass http://BACKEND; proxy_http_version 1.1;\n\
     proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;";

/// Puts addresses in place of the words that stand for them.
pub(super) fn with_addresses(s: &Scenario, text: &str) -> Result<String, String> {
    let mut text = text.replace("PASSES", PASSES);
    if text.contains("BACKEND") {
        text = text.replace("BACKEND", &backend(s)?.to_string());
    }
    if text.contains("DEAD") {
        let socket = place::hold(&format!("{}/dead", s.id)).map_err(no_port)?;
        text = text.replace("DEAD", &socket.local_addr().map_err(no_port)?.to_string());
        // Kept, so that nobody else gets the port.
        tokio::spawn(async move {
            pending::<()>().await;
            drop(socket);
        });
    }
    if text.contains("MUTE") {
        let (listener, at) = listen(&format!("{}/mute", s.id))?;
        spawn(listener, None, |conn| play(conn, &[Act::Silence]));
        text = text.replace("MUTE", &at.to_string());
    }
    Ok(text)
}
