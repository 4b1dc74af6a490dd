//! The least that echoes WebSocket messages with axum: what its own documentation
//! shows.

use std::process::ExitCode;

use axum::{
    Router,
    extract::ws::{Message, WebSocket, WebSocketUpgrade},
    routing::any,
};

/// Serves on a free port, which it prints, until it is killed.
pub(crate) async fn serve() -> ExitCode {
    let Ok(listener) = tokio::net::TcpListener::bind("127.0.0.1:0").await else {
        return ExitCode::FAILURE;
    };
    let Ok(addr) = listener.local_addr() else {
        return ExitCode::FAILURE;
    };
    let upgrade = |ws: WebSocketUpgrade| async { ws.on_upgrade(echo) };
    let app = Router::new().route("/reference/socket", any(upgrade));
    println!("http://{addr}");
    // The same as the reference does for its connections.
    let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
        let _ = stream.set_nodelay(true);
    });
    match axum::serve(listener, app).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

async fn echo(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        let reply = match message {
            Message::Text(_) | Message::Binary(_) => message,
            _ => continue,
        };
        if socket.send(reply).await.is_err() {
            return;
        }
    }
}
