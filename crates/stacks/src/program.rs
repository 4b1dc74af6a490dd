//! How each software is started.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::sleep,
};
use why1006_lab::{command, find_program};

use crate::Service;

/// How long a server may take until it listens; Rails takes some seconds.
const START: Duration = Duration::from_secs(40);

/// Software of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// nginx with `nginx.conf`.
    Nginx,
    /// Node with this script, and the packages `ws` and `socket.io`.
    Node(&'static str),
    /// Rails on puma with `config.ru`.
    Puma,
    /// Apache httpd with `httpd.conf`.
    Apache,
    /// HAProxy with `haproxy.cfg`.
    Haproxy,
    /// Caddy with `Caddyfile`.
    Caddy,
    /// Uvicorn with the FastAPI app `app.py`.
    Uvicorn,
    /// Daphne with the Django Channels app `app.py`.
    Daphne,
    /// Squid with `squid.conf`, and the tools of its package below `/usr/lib`.
    Squid,
    /// tinyproxy with `tinyproxy.conf`.
    Tinyproxy,
    /// Privoxy with `config`.
    Privoxy,
    /// mitmproxy with `config.yaml`.
    Mitmproxy,
    /// Dante's SOCKS server with `sockd.conf`.
    Dante,
    /// microsocks, which has no configuration, at 127.0.0.1:1080.
    Microsocks,
    /// dnsmasq with `dnsmasq.conf`.
    Dnsmasq,
}

impl Program {
    /// Its name in logs and lines.
    pub fn name(self) -> &'static str {
        match self {
            Program::Nginx => "nginx",
            Program::Node(_) => "node",
            Program::Puma => "puma",
            Program::Apache => "apache",
            Program::Haproxy => "haproxy",
            Program::Caddy => "caddy",
            Program::Uvicorn => "uvicorn",
            Program::Daphne => "daphne",
            Program::Squid => "squid",
            Program::Tinyproxy => "tinyproxy",
            Program::Privoxy => "privoxy",
            Program::Mitmproxy => "mitmproxy",
            Program::Dante => "dante",
            Program::Microsocks => "microsocks",
            Program::Dnsmasq => "dnsmasq",
        }
    }

    /// The command that starts it in the foreground, in `folder`.
    ///
    /// # Errors
    /// One line that says what is not installed and how to mend that.
    pub fn command(self, folder: &Path) -> Result<Command, String> {
        let mut command = match self {
            Program::Nginx => {
                let mut command = command(&find_program("nginx", "nginx-light")?);
                command.arg("-p").arg(folder).args(["-c", "nginx.conf", "-e", "error.log"]);
                command.args(["-g", "daemon off; master_process off; pid nginx.pid;"]);
                command
            }
            Program::Node(script) => {
                let mut command = command(&find_program("node", "nodejs")?);
                command.arg(script).env("NODE_PATH", packages()?);
                command
            }
            Program::Puma => {
                if !rails() {
                    return Err("Action Cable is not installed (Debian: apt-get install \
                                ruby-actioncable ruby-railties ruby-actionpack)"
                        .into());
                }
                let mut command = command(&find_program("puma", "puma")?);
                command.args(["-b", "tcp://127.0.0.1:3000", "config.ru"]);
                command.env("RAILS_ENV", "production");
                command
            }
            Program::Apache => {
                // One process: its children would outlive it.
                let mut command = command(&find_program("apache2", "apache2")?);
                command.arg("-d").arg(folder).args(["-f", "httpd.conf", "-X"]);
                command
            }
            Program::Haproxy => {
                let mut command = command(&find_program("haproxy", "haproxy")?);
                command.args(["-db", "-f", "haproxy.cfg"]);
                command
            }
            Program::Caddy => {
                let mut command = command(&find_program("caddy", "caddy")?);
                command.args(["run", "--config", "Caddyfile", "--adapter", "caddyfile"]);
                // It keeps its state at home.
                command.env("HOME", folder).env("XDG_DATA_HOME", folder);
                command
            }
            Program::Uvicorn => {
                let mut command = command(&python("uvicorn")?.with_file_name("python"));
                command.arg("app.py");
                command
            }
            Program::Daphne => {
                let mut command = command(&python("daphne")?);
                let edge = "ssl:443:interface=93.184.216.34:privateKey=key.pem:certKey=leaf.pem:\
                            extraCertChain=intermediate.pem";
                command.args(["-e", edge, "app:application"]);
                command
            }
            Program::Squid => {
                let mut command = command(&find_program("squid", "squid-openssl")?);
                command.args(["-N", "-f", "squid.conf"]);
                // Its name for memory that processes share, which networks do not part.
                command.arg("-n").arg(format!("why1006{}", std::process::id()));
                command
            }
            Program::Tinyproxy => {
                let mut command = command(&find_program("tinyproxy", "tinyproxy-bin")?);
                command.args(["-d", "-c", "tinyproxy.conf"]);
                command
            }
            Program::Privoxy => {
                let mut command = command(&find_program("privoxy", "privoxy")?);
                command.args(["--no-daemon", "config"]);
                command
            }
            Program::Mitmproxy => {
                let mut command = command(&find_program("mitmdump", "mitmproxy")?);
                command.args(["--set", "confdir=."]).env("HOME", folder);
                command
            }
            Program::Dante => {
                let mut command = command(&find_program("danted", "dante-server")?);
                command.args(["-N", "1", "-f", "sockd.conf", "-p", "sockd.pid"]);
                command
            }
            Program::Microsocks => {
                let mut command = command(&find_program("microsocks", "microsocks")?);
                command.args(["-i", "127.0.0.1", "-p", "1080"]);
                command
            }
            Program::Dnsmasq => {
                let mut command = command(&find_program("dnsmasq", "dnsmasq-base")?);
                command.args(["-k", "-C", "dnsmasq.conf", "--pid-file"]);
                command
            }
        };
        command.current_dir(folder);
        Ok(command)
    }
}

/// A program of Python's, where `cargo xtask test --stacks` puts them.
fn python(name: &str) -> Result<PathBuf, String> {
    let usual = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools/python");
    let folder = std::env::var_os("WHY1006_PYTHON").map_or_else(|| usual.into(), PathBuf::from);
    let program = folder.join("bin").join(name);
    match program.is_file() {
        true => Ok(program),
        false => Err(format!(
            "the package {name} of Python is not installed; `cargo xtask test --stacks` does it"
        )),
    }
}

/// Where `cargo xtask test --stacks` puts the packages of npm.
fn packages() -> Result<PathBuf, String> {
    let usual = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools/npm/node_modules");
    let folder =
        std::env::var_os("WHY1006_NODE_MODULES").map_or_else(|| usual.into(), PathBuf::from);
    match folder.join("ws").is_dir() && folder.join("socket.io").is_dir() {
        true => Ok(folder),
        false => Err("the packages ws and socket.io of npm are not installed; \
                      `cargo xtask test --stacks` does it"
            .into()),
    }
}

/// Whether Debian's Action Cable is there.
fn rails() -> bool {
    let folders = ["/usr/share/rubygems-integration/all/gems", "/var/lib/gems"];
    folders.iter().any(|folder| {
        fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("actioncable-"))
    })
}

/// Starts a service and waits until it listens; what it prints goes to a log of
/// its own. `broken` allows it to end at once, where that is the fault.
///
/// # Errors
/// One line with the last that it printed.
pub(crate) async fn start(service: Service, folder: &Path, broken: bool) -> Result<Child, String> {
    let at = if broken { service.broken_at } else { service.at };
    launch(service.program, service.program.command(folder)?, at, folder).await
}

/// Starts a program by its command and waits until it listens at `at`, or until
/// it ends if that is nowhere; what it prints goes to a log of its own.
///
/// # Errors
/// One line with the last that it printed.
pub async fn launch(
    program: Program,
    mut command: Command,
    at: &str,
    folder: &Path,
) -> Result<Child, String> {
    let name = program.name();
    let log = folder.join(format!("{name}.log"));
    let fault = |why: std::io::Error| format!("{name} does not start: {why}");
    let out = File::options().create(true).append(true).open(&log).map_err(fault)?;
    command.stderr(out.try_clone().map_err(fault)?).stdout(out).stdin(Stdio::null());
    if program == Program::Squid {
        make_ready(folder).await?;
    }
    let mut child = command.spawn().map_err(fault)?;
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(fault)? {
            if at.is_empty() {
                return Ok(child);
            }
            let said = fs::read_to_string(&log).unwrap_or_default();
            let last = said.lines().rev().take(3).collect::<Vec<_>>().join(" | ");
            return Err(format!("{name} ended at once ({status}): {last}"));
        }
        if !at.is_empty() && TcpStream::connect(at).await.is_ok() {
            return Ok(child);
        }
        if began.elapsed() > START {
            let seconds = START.as_secs();
            return Err(format!("{name} does not listen on {at} after {seconds} s"));
        }
        sleep(Duration::from_millis(30)).await;
    }
}

/// User and group `proxy`, which have this number on every Debian.
#[cfg(unix)]
pub const PROXY_ID: u32 = 13;

/// Squid gives its rights away before it reads and writes, and keeps the
/// certificates that it makes in a folder which its user has to make first.
async fn make_ready(folder: &Path) -> Result<(), String> {
    let program = "/usr/lib/squid/security_file_certgen";
    let mut command = Command::new(program);
    command.args(["-c", "-s", "ssl_db", "-M", "4MB"]).current_dir(folder).stdin(Stdio::null());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o777))
            .map_err(|why| format!("{}: {why}", folder.display()))?;
        command.uid(PROXY_ID).gid(PROXY_ID);
    }
    if folder.join("ssl_db").exists() {
        return Ok(());
    }
    let output = command.output().await.map_err(|why| format!("{program}: {why}"))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{program}: {}", String::from_utf8_lossy(&output.stderr).trim())),
    }
}

/// Ends a service, so that its port is free.
pub async fn stop(mut child: Child) {
    // An error means that it ended by itself.
    let _ = child.kill().await;
}
