//! The files of one situation.

use std::{
    fs,
    path::{Path, PathBuf},
};

use why1006_lab::{Authority, Scratch};

use crate::Situation;

/// Lays out the configuration, what all share, and the certificates:
/// `root.pem` of the servers beyond, `signer.pem` (also as `mitmproxy-ca.pem`)
/// of the box, `chain.pem` and `key.pem` by it for every name.
///
/// # Errors
/// One line that names what cannot be read or written.
pub(crate) fn lay_out(
    situation: &Situation,
    servers: &Authority,
    signer: &Authority,
) -> Result<Scratch, String> {
    let folder = Scratch::new().map_err(|why| format!("no folder: {why}"))?;
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("situations");
    for from in ["shared", situation.folder] {
        copy(&here.join(from), folder.path())?;
    }
    let names = ["ws.example.com", "www.example.com", "portal.example.com"];
    let identity = signer.issue(&names).map_err(|why| why.to_string())?;
    for (name, text) in [
        ("root.pem", servers.pem()),
        ("signer.pem", signer.signer_pem()),
        ("mitmproxy-ca.pem", signer.signer_pem()),
        ("chain.pem", identity.chain_pem().to_owned()),
        ("key.pem", identity.key_pem()),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, text).map_err(|why| fault(&file, &why))?;
    }
    Ok(folder)
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let entries = fs::read_dir(from).map_err(|why| fault(from, &why))?;
    let files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    for file in files {
        let to = to.join(file.file_name().unwrap_or_default());
        fs::copy(&file, to).map_err(|why| fault(&file, &why))?;
    }
    Ok(())
}

fn fault(path: &Path, why: &dyn std::fmt::Display) -> String {
    format!("{}: {why}", path.display())
}
