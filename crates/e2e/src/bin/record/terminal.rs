//! What the offered commands print about each scenario: the very text of them,
//! run by `sh` where the browsers stand, past the proxies that they are told to
//! use. Nothing is added but whom to trust.

mod steady;
mod tty;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use tokio::{process::Command, sync::Semaphore, task::JoinSet};
use why1006_commands::{Command as Offered, Shell, Subject, text};
use why1006_e2e::{Error, Host, HostOptions, Result};
use why1006_evidence::{EngineFamily, PageScheme, Scheme, Target};
use why1006_lab::{Authority, Lab, Running, Scenario, Scratch};
use why1006_recordings::{Recording, TERMINAL, Terminal};

use crate::{
    arguments::Arguments,
    ground::{self, PAGE_PORTS, Servers},
    normal::replaced,
    plan, usual_folder,
};

/// Scenarios at a time: they mostly wait.
const TOGETHER: usize = 32;

/// The page's own origins, as the browsers' recordings have them.
const HTTP_PAGE: &str = "http://localhost:18006";
const HTTPS_PAGE: &str = "https://localhost:18443";
const _: () = assert!(PAGE_PORTS.0 == 18006 && PAGE_PORTS.1 == 18443);

/// The most that is kept of one output, and of one line, in characters.
const MAX_LINES: usize = 400;
const MAX_LINE: usize = 400;

/// What all scenarios share.
struct Desk {
    servers: Servers,
    /// The reference, which the commands ask as well; nobody opens its page.
    host: Host,
    folder: PathBuf,
    /// The root that the programs have to trust.
    bundle: PathBuf,
    curl: String,
    openssl: String,
    _scratch: Scratch,
}

/// Records everything that the command line asks for, and gives the number of
/// faults; each is said.
///
/// # Errors
/// One line: the lab does not start, or a program is missing.
pub(crate) async fn record(arguments: &Arguments, folder: PathBuf) -> Result<usize> {
    let began = Instant::now();
    arguments.faults.iter().for_each(|line| eprintln!("error: {line}"));
    let chosen = plan::chosen(arguments);
    let ids = chosen.iter().map(|s| s.id.to_owned()).collect();
    let authority = Authority::new("Why1006 lab").map_err(fault)?;
    let scratch = Scratch::new().map_err(fault)?;
    let bundle = scratch.path().join("root.pem");
    fs::write(&bundle, authority.pem()).map_err(fault)?;
    fs::write(scratch.path().join("index.html"), "").map_err(fault)?;
    let options =
        HostOptions { dist: scratch.path().to_owned(), ports: PAGE_PORTS, ..Default::default() };
    let host = Host::start_under(options, &authority).await?;
    let upstream = Some(format!("127.0.0.1:{}", host.ports().0));
    let desk = Arc::new(Desk {
        curl: version("curl --version").await?,
        openssl: version("openssl version").await?,
        servers: Servers::start(ids, authority, upstream).await?,
        host,
        folder,
        bundle,
        _scratch: scratch,
    });
    let turns = Arc::new(Semaphore::new(TOGETHER));
    let (mut tasks, mut count, mut faults) = (JoinSet::new(), 0, arguments.faults.len());
    for scenario in chosen {
        if let Some(why) = desk.servers.lab.left_out().iter().find(|one| one.id == scenario.id) {
            eprintln!("{}: left out: {}", scenario.id, why.why);
            continue;
        }
        let (desk, turns) = (desk.clone(), turns.clone());
        tasks.spawn(async move {
            let _turn = turns.acquire().await;
            desk.scenario(scenario).await.map_err(|e| format!("{}: {e}", scenario.id))
        });
    }
    while let Some(done) = tasks.join_next().await {
        match done.map_err(|e| e.to_string()).flatten() {
            Ok(()) => count += 1,
            Err(line) => {
                faults += 1;
                eprintln!("error: {line}");
            }
        }
    }
    if arguments.only.is_none() {
        tidy(&desk.folder)?;
    }
    eprintln!("terminal: {count} recorded in {} s", began.elapsed().as_secs());
    Ok(faults)
}

impl Desk {
    async fn scenario(&self, scenario: &'static Scenario) -> Result<()> {
        let mut recording = Terminal {
            scenario: scenario.id.to_owned(),
            curl: self.curl.clone(),
            openssl: self.openssl.clone(),
            upgrade_http: None,
            upgrade_https: None,
            tls: None,
        };
        for page in [PageScheme::Http, PageScheme::Https] {
            if !plan::is_run_from(scenario, page) {
                continue;
            }
            let Some(target) = recorded(scenario, page) else { continue };
            let upgrade = self.run(scenario, page, &target, Offered::Upgrade).await?;
            match page {
                PageScheme::Http => recording.upgrade_http = upgrade,
                _ => recording.upgrade_https = upgrade,
            }
            if recording.tls.is_none() {
                recording.tls = self.run(scenario, page, &target, Offered::Tls).await?;
            }
        }
        let is_empty = recording.upgrade_http.is_none() && recording.upgrade_https.is_none();
        match is_empty && recording.tls.is_none() {
            // The address cannot be used: there is nothing to run.
            true => Ok(()),
            false => self.keep(recording),
        }
    }

    /// Writes the recording, unless the one that is there shows as much: which of
    /// two errors a reset causes is chance, request by request.
    fn keep(&self, mut recording: Terminal) -> Result<()> {
        let earlier = Terminal::read(&self.folder, &recording.scenario).map_err(Error::new)?;
        if let Some(earlier) = earlier {
            for (new, old) in [
                (&mut recording.upgrade_http, earlier.upgrade_http),
                (&mut recording.upgrade_https, earlier.upgrade_https),
                (&mut recording.tls, earlier.tls),
            ] {
                let shows_more =
                    |new: &[String], old: &[String]| new.iter().any(|line| !old.contains(line));
                let (Some(lines), Some(known)) = (&*new, &old) else { continue };
                if !shows_more(lines, known) {
                    *new = old;
                }
            }
        }
        recording.write(&self.folder).map_err(Error::new)
    }

    /// What the command prints, if there is one. A server that remembers
    /// visitors has seen nobody yet.
    async fn run(
        &self,
        scenario: &'static Scenario,
        page: PageScheme,
        target: &Target,
        offered: Offered,
    ) -> Result<Option<Vec<String>>> {
        let mut own: Option<Lab> = None;
        let running = self.servers.running(scenario, &mut own).await?;
        let now = here(target, running);
        let reference = self.reference(target, running);
        let subject = Subject {
            target: &now,
            page_origin: if page == PageScheme::Https { HTTPS_PAGE } else { HTTP_PAGE },
            reference: Some(&reference),
        };
        let Some(command) = text(offered, &subject, Shell::Posix) else { return Ok(None) };
        let mut printed = tty::print(&command, &self.bundle).await?;
        let (http, https) = self.host.ports();
        for (from, to) in [(now.port, target.port), (http, PAGE_PORTS.0), (https, PAGE_PORTS.1)] {
            for mark in [":", " port "] {
                let at = |port: u16| format!("{mark}{port}");
                printed = replaced(&printed, &at(from), &at(to));
            }
        }
        let lines = steady::lines(&printed);
        let lines = lines.into_iter().take(MAX_LINES).map(|line| shortened(&line));
        Ok(Some(lines.collect()))
    }
}

impl Desk {
    /// The reference for web requests as the page has it, on the browser's way
    /// behind the same box as the server.
    fn reference(&self, target: &Target, running: &Running) -> String {
        let (http, https) = self.host.ports();
        match (&running.reference, target.scheme) {
            (Some(socket), _) => {
                socket.replacen("ws", "http", 1).replacen("/reference/socket", "/reference/http", 1)
            }
            (None, Some(Scheme::Wss)) => format!("https://localhost:{https}/reference/http"),
            (None, _) => format!("http://localhost:{http}/reference/http"),
        }
    }
}

/// The target as some browser recorded it from this page.
fn recorded(scenario: &Scenario, page: PageScheme) -> Option<Target> {
    let recording = EngineFamily::ALL.iter().find_map(|engine| {
        let folder = usual_folder().join(engine.as_str()).join(page.as_str());
        Recording::read(&folder.join(format!("{}.json", scenario.id))).ok()
    });
    recording.map(|recording| recording.evidence.target)
}

/// The recorded target where it stands now.
fn here(target: &Target, running: &Running) -> Target {
    let mut target = target.clone();
    if let Some((host, port)) = ground::host_and_port(&running.url)
        && host == target.host
        && port != target.port
    {
        let (from, to) = (format!("{host}:{}", target.port), format!("{host}:{port}"));
        target.url = target.url.replacen(&from, &to, 1);
        target.port = port;
    }
    target
}

/// A line without its end where it is very long.
fn shortened(line: &str) -> String {
    match line.char_indices().nth(MAX_LINE) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

/// The second word of the first line: `curl 7.88.1 (…`, `OpenSSL 3.0.22 …`.
async fn version(command: &str) -> Result<String> {
    let output = Command::new("sh").args(["-c", command]).output().await.map_err(fault)?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let word = text.split_whitespace().nth(1).map(str::to_owned);
    word.ok_or_else(|| Error::new(format!("`{command}` does not run here; install it")))
}

/// Removes the recordings of scenarios that are no more.
fn tidy(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder.join(TERMINAL)).into_iter().flatten().flatten() {
        let path = entry.path();
        let id = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        if why1006_lab::find(id).is_none() {
            fs::remove_file(&path).map_err(fault)?;
            eprintln!("{}: removed, no such scenario any more", path.display());
        }
    }
    Ok(())
}

fn fault(error: impl std::fmt::Display) -> Error {
    Error::new(error.to_string())
}
