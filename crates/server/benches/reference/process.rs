//! A server as a child of this program, so that its memory is its own.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

/// A running server that ends with this value.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) addr: SocketAddr,
    /// Its first message is a greeting.
    pub(crate) greets: bool,
}

impl Server {
    /// The server that people host, with a page of one line.
    pub(crate) fn real() -> Result<Server, String> {
        let page = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-page");
        std::fs::create_dir_all(&page)
            .and_then(|()| std::fs::write(page.join("index.html"), "<!doctype html>"))
            .map_err(|e| format!("cannot write {}: {e}", page.display()))?;
        let mut command = Command::new(env!("CARGO_BIN_EXE_why1006-server"));
        // A slow machine may take longer than a WebSocket lives otherwise.
        command.args(["--listen", "127.0.0.1:0", "--max-life", "3600", "--dist"]).arg(page);
        Server::start(&mut command, true)
    }

    /// The echo beside it.
    pub(crate) fn minimal() -> Result<Server, String> {
        let own = std::env::current_exe().map_err(|e| format!("where am I: {e}"))?;
        Server::start(Command::new(own).arg("--minimal"), false)
    }

    fn start(command: &mut Command, greets: bool) -> Result<Server, String> {
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = started.map_err(|e| format!("cannot start {command:?}: {e}"))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            let _ = BufReader::new(out).read_line(&mut line);
        }
        let addr = line.trim().split("http://").nth(1).map(|rest| rest.trim_end_matches('/'));
        match addr.and_then(|addr| addr.parse().ok()) {
            Some(addr) => Ok(Server { child, addr, greets }),
            None => {
                let _ = (child.kill(), child.wait());
                Err(format!("a server said {line:?} in place of its address"))
            }
        }
    }

    /// A size out of `/proc/PID/status` in bytes: `VmRSS` now, `VmHWM` the most
    /// ever. `None` on other systems than Linux.
    pub(crate) fn memory(&self, name: &str) -> Option<u64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kilobytes * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
