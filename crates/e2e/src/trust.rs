//! Tells a browser to trust authorities that were made for a test.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{BrowserOptions, Error, Result, programs};

/// Where GnuTLS, and so WebKitGTK, reads the authorities of the system.
const SYSTEM_BUNDLE: &str = "/etc/ssl/certs/ca-certificates.crt";

/// The certificates of `options` as PEM text.
///
/// # Errors
/// A line that names the file that cannot be read or holds no certificate.
pub(crate) fn certificates(options: &BrowserOptions) -> Result<Vec<String>> {
    let mut found = options.trust_pem.clone();
    for file in &options.trust {
        let name = file.display();
        let text = fs::read_to_string(file)
            .map_err(|e| Error::new(format!("cannot read the authority {name}: {e}")))?;
        if !text.contains("-----BEGIN CERTIFICATE-----") {
            return Err(Error::new(format!(
                "{name} holds no certificate in PEM; make one with \
                 `openssl x509 -in FILE -out ca.pem`"
            )));
        }
        found.push(text);
    }
    Ok(found)
}

/// Makes the database of Chromium (in its home) or Firefox (in its profile).
pub(crate) fn fill_database(database: &Path, certificates: &[String]) -> Result<()> {
    if certificates.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(database)
        .map_err(|e| Error::new(format!("cannot make {}: {e}", database.display())))?;
    let place = format!("sql:{}", database.display());
    certutil(&["-N", "-d", &place, "--empty-password"])?;
    for (number, pem) in certificates.iter().enumerate() {
        let file = database.join(format!("trust-{number}.pem"));
        fs::write(&file, pem)
            .map_err(|e| Error::new(format!("cannot write {}: {e}", file.display())))?;
        let (name, file) = (format!("why1006-{number}"), file.display().to_string());
        certutil(&["-A", "-d", &place, "-n", &name, "-t", "C,,", "-i", &file])?;
    }
    Ok(())
}

fn certutil(arguments: &[&str]) -> Result<()> {
    let program = programs::find(
        "CERTUTIL",
        &["certutil"],
        "install NSS's tools (Debian: `apt-get install libnss3-tools`)",
    )?;
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|e| Error::new(format!("cannot start certutil: {e}")))?;
    if output.status.success() {
        return Ok(());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(Error::new(format!("certutil refuses the authority: {}", words.trim())))
}

/// A command that runs another one with the authorities added to the system's,
/// for that command alone: in a mount namespace of its own.
///
/// Needs root, or a kernel that lets users make namespaces.
pub(crate) fn with_own_bundle(folder: &Path, certificates: &[String]) -> Result<Option<Command>> {
    if certificates.is_empty() {
        return Ok(None);
    }
    let unshare = programs::find(
        "UNSHARE",
        &["unshare"],
        "WebKit needs it to trust an authority (Debian: `apt-get install util-linux`)",
    )?;
    let bundle: PathBuf = folder.join("authorities.pem");
    let system = fs::read_to_string(SYSTEM_BUNDLE).map_err(|e| {
        Error::new(format!(
            "cannot read {SYSTEM_BUNDLE}: {e}; install it (Debian: `apt-get install ca-certificates`)"
        ))
    })?;
    fs::write(&bundle, format!("{system}\n{}", certificates.join("\n")))
        .map_err(|e| Error::new(format!("cannot write {}: {e}", bundle.display())))?;
    let kinds: &[&[&str]] = &[&["--mount"], &["--mount", "--map-root-user"]];
    let Some(kind) = kinds.iter().find(|kind| {
        let test = Command::new(&unshare).args(**kind).arg("true").stderr(Stdio::null()).status();
        test.is_ok_and(|status| status.success())
    }) else {
        return Err(Error::new(
            "WebKit can trust an authority only in a mount namespace: run as root, or allow \
             `unshare --mount --map-root-user` to users",
        ));
    };
    let mut command = Command::new(unshare);
    command.args(*kind).args(["sh", "-c"]);
    command.arg("mount --bind \"$1\" \"$2\" && shift 2 && exec \"$@\"");
    command.arg("sh").arg(bundle).arg(SYSTEM_BUNDLE);
    Ok(Some(command))
}
