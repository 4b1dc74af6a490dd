//! The openssl program: servers that demand a client certificate, and RSA
//! keys, which the lab's own library does not make.

use std::process::Stdio;

use tokio::process::Child;

use crate::child::{self, Setup};

/// Starts `openssl s_server` so that it ends every handshake without a client
/// certificate by an alert, and waits until it listens; says in one line why
/// not. It serves one connection after another.
pub(crate) async fn demanding(setup: Setup<'_>, options: &[&str]) -> Result<Child, String> {
    let openssl = child::find("openssl", "openssl")?;
    setup.write_certificates().map_err(|why| format!("files cannot be written: {why}"))?;
    let mut command = child::command(&openssl);
    command.args(["s_server", "-accept", &setup.listen.to_string()]);
    command.args(["-cert", "chain.pem", "-cert_chain", "issuers.pem", "-key", "key.pem"]);
    command.args(["-CAfile", "root.pem", "-Verify", "2", "-verify_return_error"]);
    // Without `-www` it would send what it reads from standard input, and end
    // with it.
    command.args(["-www", "-quiet"]).args(options);
    child::start("openssl", command, &setup).await
}

/// A new RSA key of 2048 bits, PKCS #8 as PEM; says in one line why not.
pub(crate) async fn rsa_key() -> Result<String, String> {
    let openssl = child::find("openssl", "openssl")?;
    let mut command = child::command(&openssl);
    command.args(["genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]);
    let output = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().await;
    let output = output.map_err(|why| format!("openssl does not start: {why}"))?;
    let key = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() && key.contains("PRIVATE KEY") {
        return Ok(key);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("openssl makes no RSA key: {}", said.lines().last().unwrap_or("no reason")))
}
