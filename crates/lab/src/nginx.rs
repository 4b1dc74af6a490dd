//! Real nginx as a child, where nginx is the thing itself.

use std::{
    fs, io,
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

use crate::pki::Identity;

/// How long nginx may take until it listens.
const START: Duration = Duration::from_secs(10);

/// One server of an nginx of its own.
pub(crate) struct Setup<'a> {
    pub listen: SocketAddr,
    /// The text of the `server` block, complete but for its `listen`.
    pub server: &'a str,
    /// The server speaks TLS with this.
    pub identity: Option<&'a Identity>,
    /// An empty folder for its files.
    pub folder: &'a Path,
}

/// Starts nginx and waits until it listens; says in one line why not.
pub(crate) async fn start(setup: Setup<'_>) -> Result<Child, String> {
    let nginx = on_path("nginx").ok_or("nginx is not installed (Debian: apt-get install nginx)")?;
    let config = write(&setup).map_err(|why| format!("nginx's files cannot be written: {why}"))?;
    let log = setup.folder.join("error.log");
    let mut child = command(&nginx)
        .arg("-p")
        .arg(setup.folder)
        .arg("-c")
        .arg(&config)
        // Before it has read its configuration nginx logs to a built-in path.
        .arg("-e")
        .arg(&log)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|why| format!("{} does not start: {why}", nginx.display()))?;
    let listening = async {
        while TcpStream::connect(setup.listen).await.is_err() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::select! {
        listens = timeout(START, listening) => {
            listens.map_err(|_| format!("nginx does not listen after {} s", START.as_secs()))?;
            Ok(child)
        }
        _ = child.wait() => {
            let said = fs::read_to_string(&log).unwrap_or_default();
            Err(format!("nginx ended at once: {}", said.lines().last().unwrap_or("no reason")))
        }
    }
}

/// On Linux the kernel ends nginx together with the thread that started it,
/// even when this process is killed: `setpriv` is part of util-linux.
fn command(nginx: &Path) -> Command {
    let with_us = cfg!(target_os = "linux").then(|| on_path("setpriv")).flatten();
    match with_us {
        Some(setpriv) => {
            let mut command = Command::new(setpriv);
            command.args(["--pdeathsig", "KILL", "--"]).arg(nginx);
            command
        }
        None => Command::new(nginx),
    }
}

fn write(setup: &Setup<'_>) -> io::Result<PathBuf> {
    let Setup { listen, server, identity, folder } = setup;
    let tls = match identity {
        Some(identity) => {
            fs::write(folder.join("chain.pem"), identity.chain_pem())?;
            fs::write(folder.join("key.pem"), identity.key_pem())?;
            "ssl_certificate chain.pem; ssl_certificate_key key.pem;"
        }
        None => "",
    };
    let ssl = if identity.is_some() { " ssl" } else { "" };
    // Paths are relative to the folder: `-p` for the temporary ones, the
    // configuration's own folder for the certificate.
    let text = format!(
        "daemon off; master_process off; pid nginx.pid; error_log error.log;\n\
         events {{ worker_connections 128; }}\n\
         http {{\n  access_log off; client_body_temp_path body; proxy_temp_path proxy;\n  \
         fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n  \
         server {{ listen {listen}{ssl}; {tls}\n{server}\n}}\n}}\n"
    );
    let config = folder.join("nginx.conf");
    fs::write(&config, text)?;
    Ok(config)
}

/// The program of this name on PATH, or where Debian keeps servers, which is
/// not on every user's PATH.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/usr/local/sbin".into()])
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}
