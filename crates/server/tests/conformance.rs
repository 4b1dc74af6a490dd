//! Frame by frame, by a client that shares no code with the server: Python's
//! wsproto and h11, in the folder `conformance`. `docs/conformance.md` is made
//! from what it prints: `WHY1006_BLESS=1 cargo test -p why1006-server --test
//! conformance` writes it again.

#[path = "support/server.rs"]
mod support;

use std::{fmt::Write, fs, path::Path, process::Command};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/conformance.md");

const HEAD: &str = "\
# Conformance of the reference endpoint

What the server makes of handshakes and frames, right and wrong ones, as seen by a client that shares no code with it: \
[h11](https://h11.readthedocs.io/) reads its answer to the opening handshake, \
[wsproto](https://python-hyper.org/projects/wsproto/) its frames, and both fail on any that breaks the rules. \
The cases are in `crates/server/tests/conformance`, in Python, and run with the tests of the server \
(Debian's package `python3-wsproto`; skipped without it). This page is made from what they print, by

```sh
WHY1006_BLESS=1 cargo test -p why1006-server --test conformance
```

*expected* is what RFC 6455 and RFC 7692 ask for; *or* stands where they leave a choice. \
`echo`, `pong`, `ignored` and `101` include that the connection then closes in order: the close frame is answered with the same code, and the server ends the stream. \
`close 1002` and the like include a reason, and that our own close frame is then read and the stream ended without a reset.

";

/// The first Python that has both modules.
fn python() -> Option<&'static str> {
    ["python3", "/usr/bin/python3"].into_iter().find(|python| {
        let output = Command::new(python).args(["-c", "import h11, wsproto"]).output();
        output.is_ok_and(|output| output.status.success())
    })
}

fn page(rows: &[Vec<&str>]) -> String {
    let mut groups: Vec<(&str, usize)> = Vec::new();
    for row in rows {
        match groups.last_mut().filter(|last| last.0 == row[0]) {
            Some(last) => last.1 += 1,
            None => groups.push((row[0], 1)),
        }
    }
    let mut page = HEAD.to_owned();
    page += "| group | cases | as expected |\n|---|---|---|\n";
    for (group, cases) in groups {
        let _ = writeln!(page, "| {group} | {cases} | {cases} |");
    }
    let _ = writeln!(page, "| **all** | **{0}** | **{0}** |", rows.len());
    page += "\n| group | case | expected | seen |\n|---|---|---|---|\n";
    for row in rows {
        let _ = writeln!(page, "| {} |", row.join(" | "));
    }
    page
}

#[tokio::test]
async fn every_case_comes_out_as_the_standards_say() {
    let Some(python) = python() else {
        eprintln!("skipped: no Python with wsproto and h11 (Debian: python3-wsproto)");
        return;
    };
    let server = support::server(|_| {}).await;
    let port = server.http_addr().port().to_string();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let run = move || {
        let mut command = Command::new(python);
        // No folder of compiled files beside the sources.
        command.env("PYTHONDONTWRITEBYTECODE", "1").arg(folder.join("main.py"));
        command.args(["127.0.0.1", &port]).output().unwrap()
    };
    let output = tokio::task::spawn_blocking(run).await.unwrap();
    let (text, errors) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let wrong: Vec<_> = rows
        .iter()
        .filter(|row| !row[2].split(" or ").any(|expected| expected == row[3]))
        .collect();
    assert!(wrong.is_empty() && output.status.success(), "{wrong:#?} {errors}");
    assert!(rows.len() >= 300, "{}", rows.len());

    let page = page(&rows);
    if std::env::var_os("WHY1006_BLESS").is_some() {
        fs::write(PAGE, page).unwrap();
    } else {
        let there = fs::read_to_string(PAGE).unwrap_or_default();
        assert!(
            there == page,
            "docs/conformance.md is not what the cases print: see the head of this file"
        );
    }
}
