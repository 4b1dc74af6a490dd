//! Programs of others, started as children that do not outlive us.

use std::{
    fs::{self, File},
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::{sleep, timeout},
};

use crate::{pki::Identity, programs::on_path};

/// How long a server may take until it listens.
const START: Duration = Duration::from_secs(20);

/// Where, with what and from which folder a server of somebody else runs.
pub(crate) struct Setup<'a> {
    pub listen: SocketAddr,
    /// The server speaks TLS with this.
    pub identity: Option<&'a Identity>,
    /// The root, PEM: who has signed what clients may show.
    pub root: &'a str,
    /// An empty folder for its files.
    pub folder: &'a Path,
}

impl Setup<'_> {
    /// Writes `chain.pem`, `issuers.pem`, `key.pem` and `root.pem`.
    pub(crate) fn write_certificates(&self) -> io::Result<()> {
        let write = |name: &str, text: &str| fs::write(self.folder.join(name), text);
        write("root.pem", self.root)?;
        let Some(identity) = self.identity else { return Ok(()) };
        write("chain.pem", identity.chain_pem())?;
        write("issuers.pem", &identity.issuers_pem())?;
        write("key.pem", &identity.key_pem())
    }

    /// Where the server writes what it has to say.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.join("error.log")
    }
}

/// The program of this name on PATH, or where Debian keeps servers, which is
/// not on every user's PATH. Without it: one line that says how to mend that.
pub fn find(name: &str, package: &str) -> Result<PathBuf, String> {
    on_path(name)
        .ok_or_else(|| format!("{name} is not installed (Debian: apt-get install {package})"))
}

/// A command that neither reads nor prints. On Linux the kernel ends it
/// together with the thread that started it, even when this process is killed:
/// `setpriv` is part of util-linux.
pub fn command(program: &Path) -> Command {
    let with_us = cfg!(target_os = "linux").then(|| on_path("setpriv")).flatten();
    let mut command = match with_us {
        Some(setpriv) => {
            let mut command = Command::new(setpriv);
            command.args(["--pdeathsig", "KILL", "--"]).arg(program);
            command
        }
        None => Command::new(program),
    };
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    command
}

/// Starts a server and waits until it listens; says in one line why not.
pub(crate) async fn start(
    name: &str,
    mut command: Command,
    setup: &Setup<'_>,
) -> Result<Child, String> {
    let log = File::options().create(true).append(true).open(setup.log());
    let log = log.map_err(|why| format!("{name}'s log cannot be written: {why}"))?;
    let spawned = command.current_dir(setup.folder).stderr(log).spawn();
    let mut child = spawned.map_err(|why| format!("{name} does not start: {why}"))?;
    let listening = async {
        while TcpStream::connect(setup.listen).await.is_err() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::select! {
        listens = timeout(START, listening) => {
            listens.map_err(|_| format!("{name} does not listen after {} s", START.as_secs()))?;
            Ok(child)
        }
        _ = child.wait() => {
            let said = fs::read_to_string(setup.log()).unwrap_or_default();
            Err(format!("{name} ended at once: {}", said.lines().last().unwrap_or("no reason")))
        }
    }
}
