//! `cargo xtask dist`: what people host.

use std::{env, ffi::OsString, fs, path::Path};

use flate2::{Compression, write::GzEncoder};

use crate::{Result, command, files, page, project};

/// Builds the folder, packs it, and writes checksums.
pub(crate) fn main(arguments: Vec<OsString>) -> Result<()> {
    let (mut public_url, mut server) = (None, false);
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next().map_err(|e| e.to_string())? {
        match argument {
            lexopt::Arg::Long("public-url") => {
                let value = parser.value().map_err(|e| e.to_string())?;
                public_url = Some(below(&value.to_string_lossy())?);
            }
            lexopt::Arg::Long("server") => server = true,
            other => return Err(format!("dist: {}", other.unexpected())),
        }
    }
    if server && public_url.is_some() {
        return Err("the server hosts its page at any path; leave --public-url out".into());
    }
    let dist = page::build(public_url.as_deref().unwrap_or(page::RELATIVE))?;
    let out = project::target().join("dist");
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&out).map_err(|e| format!("cannot make {}: {e}", out.display()))?;

    let name = format!("why1006-{}", env!("CARGO_PKG_VERSION"));
    let archive = format!("{name}.tar.gz");
    files::write(&out.join(&archive), pack(&dist, &name)?)?;
    let mut made = vec![archive];
    if server {
        made.push(self::server(&out)?);
    }
    let mut sums = String::new();
    for name in &made {
        sums += &format!("{}  {name}\n", files::sha256(&files::read(&out.join(name))?));
    }
    files::write(&out.join("SHA256SUMS"), sums)?;

    println!("{}", dist.display());
    for name in made.iter().map(String::as_str).chain(["SHA256SUMS"]) {
        println!("{}", out.join(name).display());
    }
    Ok(())
}

/// An absolute path with a slash at both ends, as Trunk wants it.
fn below(path: &str) -> Result<String> {
    let plain = path
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.' | b'~'));
    if path == page::RELATIVE {
        return Ok(path.to_owned());
    }
    if !path.starts_with('/') || path.starts_with("//") || !plain {
        return Err(format!(
            "--public-url {path}: give the path alone, for example `--public-url /why1006/`"
        ));
    }
    Ok(format!("{}/", path.trim_end_matches('/')))
}

/// The folder as one archive that is the same for the same folder.
fn pack(dist: &Path, name: &str) -> Result<Vec<u8>> {
    let fault = |e: std::io::Error| format!("cannot write the archive: {e}");
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    let root = project::root();
    let licences = ["LICENSE-MIT", "LICENSE-APACHE"].map(|file| root.join(file));
    let inside = files::below(dist)?.into_iter().map(|file| {
        let path = files::relative(&file, dist);
        (file, path)
    });
    let beside = licences.into_iter().filter(|file| file.is_file()).map(|file| {
        let path = files::relative(&file, &root);
        (file, path)
    });
    for (file, path) in inside.chain(beside) {
        let bytes = files::read(&file)?;
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        archive
            .append_data(&mut header, format!("{name}/{path}"), bytes.as_slice())
            .map_err(fault)?;
    }
    archive.into_inner().and_then(GzEncoder::finish).map_err(fault)
}

/// The server with the page inside, built for this system.
fn server(out: &Path) -> Result<String> {
    let mut cargo = command::cargo();
    cargo.args(["build", "--profile", "native", "-p", "why1006-server", "--features", "embed"]);
    command::run(&mut cargo, "building the server")?;
    let program = format!("why1006-server{}", env::consts::EXE_SUFFIX);
    let built = project::target().join("native").join(&program);
    fs::copy(&built, out.join(&program))
        .map_err(|e| format!("cannot copy {}: {e}", built.display()))?;
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_a_path() {
        assert_eq!(below("/why").unwrap(), "/why/");
        assert_eq!(below("/").unwrap(), "/");
        assert_eq!(below("./").unwrap(), "./");
        for bad in ["why", "https://a.example/", "//a", "/a b", "", "/\"x"] {
            assert!(below(bad).is_err(), "{bad}");
        }
    }
}
