//! The files of one proof, and what a recipe does to them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use tokio::process::Command;
use why1006_content::{
    page::{Block, Kind},
    recipe::{Edit, Recipe},
};
use why1006_lab::Scratch;

use crate::{From, Ground, Program, Proof};

/// A folder with the broken configuration and the certificates.
pub(crate) struct Folder(Scratch);

impl Folder {
    /// Lays the files out.
    ///
    /// # Errors
    /// One line that names what cannot be read or written.
    pub(crate) fn new(proof: &Proof, ground: &Ground) -> Result<Folder, String> {
        let folder = Folder(Scratch::new().map_err(|why| format!("no folder: {why}"))?);
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        copy(&here.join("proofs").join(proof.id.replacen('.', "/", 1)), folder.path())?;
        for service in proof.services {
            let Program::Node(script) = service.program else { continue };
            if !folder.path().join(script).exists() {
                let from = here.join("proofs/apps").join(script);
                fs::copy(&from, folder.path().join(script)).map_err(|why| fault(&from, &why))?;
            }
        }
        folder.write_certificates(ground)?;
        if proof.from == From::Itself {
            copy(&ground.dist, &folder.path().join("site"))?;
        }
        Ok(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// For ws.example.com `chain.pem`, which is `leaf.pem` and
    /// `intermediate.pem`, `key.pem`, and `both.pem` of the two; `old-chain.pem`
    /// and `old-key.pem` for another name; `root.pem` of all of them and of the
    /// page, and `signer.pem` by which a proxy signs anew.
    fn write_certificates(&self, ground: &Ground) -> Result<(), String> {
        let authority = &ground.authority;
        let issue = |name| authority.issue(&[name]).map_err(|why| why.to_string());
        let (identity, old) = (issue("ws.example.com")?, issue("old.example.com")?);
        let chain = identity.chain_pem();
        const END: &str = "-----END CERTIFICATE-----\n";
        let at = chain.replace('\r', "").find(END).map_or(0, |at| at + END.len());
        let chain = chain.replace('\r', "");
        for (name, text) in [
            ("chain.pem", chain.clone()),
            ("leaf.pem", chain[..at].to_owned()),
            ("intermediate.pem", chain[at..].to_owned()),
            ("key.pem", identity.key_pem()),
            ("both.pem", format!("{chain}{}", identity.key_pem())),
            ("old-chain.pem", old.chain_pem().to_owned()),
            ("old-key.pem", old.key_pem()),
            ("root.pem", authority.pem() + ground.host.authority()),
            ("signer.pem", ground.signer.signer_pem()),
        ] {
            let file = self.path().join(name);
            fs::write(&file, text).map_err(|why| fault(&file, &why))?;
        }
        Ok(())
    }

    /// What is pasted into the page: the line of `client.js` that connects, if
    /// the app has one; else `usual`.
    pub(crate) fn address(&self, usual: &str) -> String {
        let text = fs::read_to_string(self.path().join("client.js")).unwrap_or_default();
        let line = text.lines().find(|line| line.contains("new WebSocket("));
        line.map_or_else(|| usual.to_owned(), |line| line.trim().to_owned())
    }

    /// Checks that the log has every line that the recipe quotes.
    ///
    /// # Errors
    /// One line with the line that is missing.
    pub(crate) fn check_log(&self, recipe: &Recipe) -> Result<(), String> {
        let mut log = String::new();
        for file in entries(self.path())? {
            if file.extension().is_some_and(|extension| extension == "log") {
                log += &String::from_utf8_lossy(&fs::read(&file).unwrap_or_default());
            }
        }
        for line in quoted(&recipe.fix.blocks) {
            if !log.contains(line) {
                return Err(format!("no log has the line that the recipe quotes: {line}"));
            }
        }
        Ok(())
    }

    /// Changes the files as the recipe says, and as nothing else does.
    ///
    /// # Errors
    /// One line: lines to replace are not there once, or a command fails.
    pub(crate) async fn apply(&self, edits: &[Edit]) -> Result<(), String> {
        for edit in edits {
            if edit.file.is_empty() {
                self.run(&edit.after).await?;
                continue;
            }
            let file = self.path().join(&edit.file);
            let text = fs::read_to_string(&file).map_err(|why| fault(&file, &why))?;
            let text = changed(&text, edit)?;
            fs::write(&file, text).map_err(|why| fault(&file, &why))?;
        }
        Ok(())
    }

    async fn run(&self, text: &str) -> Result<(), String> {
        let mut shell = Command::new("sh");
        shell.args(["-ec", text]).current_dir(self.path()).stdin(Stdio::null()).kill_on_drop(true);
        let output = shell.output().await.map_err(|why| format!("no shell: {why}"))?;
        match output.status.success() {
            true => Ok(()),
            false => {
                let said = String::from_utf8_lossy(&output.stderr);
                Err(format!("`{text}` failed: {}", said.trim()))
            }
        }
    }
}

/// The text of a file after an edit.
fn changed(text: &str, edit: &Edit) -> Result<String, String> {
    if edit.before.is_empty() {
        return Ok(format!("{}\n", edit.after));
    }
    // Whole lines: the text begins and ends with a line break.
    let text = format!("\n{text}\n");
    let (before, after) = (format!("\n{}\n", edit.before), format!("\n{}\n", edit.after));
    let found = text.matches(&before).count();
    if found != 1 {
        let Edit { file, before, .. } = edit;
        return Err(format!("{file} has these lines {found} times, not once: {before}"));
    }
    Ok(text.replacen(&before, &after, 1).trim_matches('\n').to_owned() + "\n")
}

/// The lines of the code blocks of *Look in the log*.
fn quoted(blocks: &[Block]) -> impl Iterator<Item = &str> {
    let inside = blocks.iter().skip_while(|block| block.id != "look-in-the-log").skip(1);
    // Other languages are commands that show something.
    let codes = inside.take_while(|block| block.k != Kind::H2).filter(|b| b.lang == "text");
    codes.flat_map(|block| &block.t).flat_map(|span| span.t.lines()).filter(|l| !l.is_empty())
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|why| fault(to, &why))?;
    for file in entries(from)? {
        let to = to.join(file.file_name().unwrap_or_default());
        match file.is_dir() {
            true => copy(&file, &to)?,
            false => drop(fs::copy(&file, &to).map_err(|why| fault(&file, &why))?),
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|why| fault(folder, &why))?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}

fn fault(path: &Path, why: &dyn std::fmt::Display) -> String {
    format!("{}: {why}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(before: &str, after: &str) -> Edit {
        Edit { file: "a.conf".into(), before: before.into(), after: after.into() }
    }

    #[test]
    fn whole_lines_are_replaced_and_stand_there_once() {
        let text = "one\n  two\nthree\n";
        assert_eq!(
            changed(text, &edit("  two", "  2\n  zwei")).unwrap(),
            "one\n  2\n  zwei\nthree\n"
        );
        assert_eq!(changed(text, &edit("one", "1")).unwrap(), "1\n  two\nthree\n");
        assert_eq!(changed(text, &edit("", "all")).unwrap(), "all\n");
        // Not a part of a line, not with another indentation, not twice.
        for (text, before) in [(text, "two"), (text, "thr"), ("a\nb\na\n", "a")] {
            let fault = changed(text, &edit(before, "x")).unwrap_err();
            assert!(fault.contains("a.conf has these lines"), "{fault}");
        }
    }
}
