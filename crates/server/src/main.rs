//! Hosts the page and the reference endpoint until it is told to stop.

mod flags;

use std::{io::Write, net::SocketAddr, process::ExitCode};

use why1006_server::{Server, start};

#[tokio::main]
async fn main() -> ExitCode {
    let flags = match flags::read(std::env::args_os().skip(1)) {
        Ok(flags::Wish::Print(text)) => {
            say(&text);
            return ExitCode::SUCCESS;
        }
        Ok(flags::Wish::Serve(flags)) => flags,
        Err(line) => {
            complain(&format!("{line} (see --help)"));
            return ExitCode::from(2);
        }
    };
    let started = match flags.into_config() {
        Ok(config) => start(config).await,
        Err(error) => Err(error),
    };
    let server = match started {
        Ok(server) => server,
        Err(error) => {
            complain(&error.to_string());
            return ExitCode::from(1);
        }
    };
    announce(&server);
    told_to_stop().await;
    say("Why1006 is stopping");
    server.stop().await;
    ExitCode::SUCCESS
}

fn announce(server: &Server) {
    say(&format!("Why1006 is at http://{}/", reachable(server.http_addr())));
    if let Some(https) = server.https_addr() {
        say(&format!("Why1006 is at https://{}/", reachable(https)));
    }
    for addr in server.also_addrs() {
        say(&format!("Why1006 is also at http://{}/", reachable(*addr)));
    }
    for addr in server.also_tls_addrs() {
        say(&format!("Why1006 is also at https://{}/", reachable(*addr)));
    }
    if let Some(http2) = server.http2_addr() {
        say(&format!("Its reference speaks HTTP/2 at https://{}/", reachable(http2)));
    }
}

/// An address that a browser on this machine can open: "any address" is none.
fn reachable(mut addr: SocketAddr) -> SocketAddr {
    if addr.ip().is_unspecified() {
        addr.set_ip(match addr {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    addr
}

/// Waits for Ctrl-C, or SIGTERM where there is one.
async fn told_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

// Nobody may be reading either stream, which is no reason to stop serving.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn complain(line: &str) {
    let _ = writeln!(std::io::stderr(), "why1006-server: {line}");
}
