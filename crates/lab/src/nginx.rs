//! Real nginx as a child, where nginx is the thing itself.

use std::{fs, io, path::PathBuf};

use tokio::process::Child;

use crate::child::{self, Setup};

/// The page of a static site.
const PAGE: &str = "<!doctype html><title>Home</title><p>A static page.\n";

/// The text of one `server` block, complete but for its `listen`.
pub(crate) struct Server<'a> {
    pub text: &'a str,
    /// Whether HTTP/2 is spoken beside HTTP/1.1.
    pub http2: bool,
}

/// Starts nginx and waits until it listens; says in one line why not.
pub(crate) async fn start(setup: Setup<'_>, server: Server<'_>) -> Result<Child, String> {
    let nginx = child::find("nginx", "nginx")?;
    let config =
        write(&setup, &server).map_err(|why| format!("nginx's files cannot be written: {why}"))?;
    let mut command = child::command(&nginx);
    command.arg("-p").arg(setup.folder).arg("-c").arg(&config);
    // Before it has read its configuration nginx logs to a built-in path.
    command.arg("-e").arg(setup.log());
    child::start("nginx", command, &setup).await
}

fn write(setup: &Setup<'_>, server: &Server<'_>) -> io::Result<PathBuf> {
    setup.write_certificates()?;
    let site = setup.folder.join("site");
    fs::create_dir(&site)?;
    fs::write(site.join("index.html"), PAGE)?;
    let (ssl, certificate) = match setup.identity {
        Some(_) => (" ssl", "ssl_certificate chain.pem; ssl_certificate_key key.pem;"),
        None => ("", ""),
    };
    let http2 = if server.http2 { " http2" } else { "" };
    // Paths are relative to the folder: `-p` for the temporary ones and the
    // site, the configuration's own folder for the certificates.
    let text = format!(
        "daemon off; master_process off; pid nginx.pid; error_log error.log;\n\
         events {{ worker_connections 128; }}\n\
         http {{\n  access_log off; client_body_temp_path body; proxy_temp_path proxy;\n  \
         fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n  \
         types {{ text/html html; }}\n  \
         server {{ listen {}{ssl}{http2}; {certificate}\n{}\n}}\n}}\n",
        setup.listen, server.text
    );
    let config = setup.folder.join("nginx.conf");
    fs::write(&config, text)?;
    Ok(config)
}
