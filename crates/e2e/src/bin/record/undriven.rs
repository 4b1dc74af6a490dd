//! WebKit's console lines, from a second run that nobody drives.
//!
//! MiniBrowser opens a copy of the built page with one script more. It walks
//! through the scenarios and prints a mark before and after each.

use std::{
    collections::HashMap,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use why1006_e2e::{BrowserKind, Error, Host, Result, Undriven};
use why1006_evidence::PageScheme;
use why1006_lab::{Browser as State, Lab, Running, Scenario, Scratch};

use crate::ground::{Ground, base};

/// Scenarios in one browser.
const TOGETHER: usize = 30;
/// How long a browser may take to start.
const START_PATIENCE: Duration = Duration::from_secs(60);
/// How long one scenario may go on without a mark: more than the script waits.
const MARK_PATIENCE: Duration = Duration::from_secs(75);
/// How often the output is looked at.
const STEP: Duration = Duration::from_millis(300);

const SCRIPT: &str = include_str!("undriven.js");
const MARK: &str = "CONSOLE LOG why1006-record ";

/// For each scenario its lines, or why there are none.
pub(crate) type Console = HashMap<&'static str, Result<Vec<String>>>;

/// Runs all scenarios and gives their lines. It never fails as a whole.
pub(crate) async fn console(
    ground: &Ground,
    page: PageScheme,
    scenarios: &[&'static Scenario],
) -> Console {
    let mut found = Console::new();
    let special = |scenario: &&'static Scenario| {
        let running = ground.servers.lab.get(scenario.id);
        running.is_some_and(|r| r.proxy.is_some() || r.reference.is_some())
            || scenario.browser != State::Usual
    };
    let (alone, together): (Vec<_>, Vec<_>) =
        scenarios.iter().partition::<Vec<&'static Scenario>, _>(|s| special(s));
    let mut batches: Vec<Vec<&'static Scenario>> = alone.into_iter().map(|s| vec![s]).collect();
    batches.extend(together.chunks(TOGETHER).map(<[_]>::to_vec));
    for mut left in batches {
        while !left.is_empty() {
            let batch = Batch { ground, page, scenarios: &left };
            let outcome = batch.run(&mut found).await;
            let before = left.len();
            left.retain(|scenario| !found.contains_key(scenario.id));
            let why = match outcome {
                Err(error) => error,
                Ok(()) if left.is_empty() => break,
                Ok(()) => Error::new("the browser ended"),
            };
            // The one that was under way takes the blame; all of them if none was.
            let blamed = if left.len() < before { 1 } else { left.len() };
            for scenario in left.drain(..blamed.min(left.len())) {
                found.insert(scenario.id, Err(why.clone()));
            }
        }
    }
    found
}

/// Scenarios that one browser walks through.
struct Batch<'a> {
    ground: &'a Ground,
    page: PageScheme,
    scenarios: &'a [&'static Scenario],
}

impl Batch<'_> {
    async fn run(&self, found: &mut Console) -> Result<()> {
        // Servers that remember visitors are started for this one alone.
        let mut own: Vec<Lab> = Vec::new();
        for scenario in self.scenarios.iter().filter(|s| s.remembers()) {
            own.push(self.ground.servers.afresh(scenario).await?);
        }
        let running = |scenario: &Scenario| {
            let own = own.iter().find_map(|lab| lab.get(scenario.id));
            own.or_else(|| self.ground.servers.lab.get(scenario.id))
        };
        let all: Vec<&Running> = self.scenarios.iter().filter_map(|s| running(s)).collect();
        let first = all.first().ok_or_else(|| Error::new("the lab did not start it"))?;

        let folder = Scratch::new().map_err(fault)?;
        copy(&self.ground.dist, folder.path()).map_err(fault)?;
        equip(folder.path(), &all).map_err(fault)?;
        let reference = first.reference.clone();
        let host = self.ground.another_host(folder.path().to_owned(), reference).await?;
        let outcome = self.follow(&host, &all, found).await;
        host.stop().await;
        outcome
    }

    async fn follow(&self, host: &Host, all: &[&Running], found: &mut Console) -> Result<()> {
        let proxy = all[0].proxy.as_deref();
        let usual = || self.ground.options(BrowserKind::WebKit, proxy);
        let options = self.ground.options_for(BrowserKind::WebKit, all[0]).unwrap_or_else(usual);
        let browser = Undriven::start(&options, &format!("{}?record=0", base(host, self.page)))?;
        let (mut seen, mut since) = (0, Instant::now());
        loop {
            tokio::time::sleep(STEP).await;
            let ended = browser.has_ended();
            let lines = browser.console();
            let marks = lines.iter().filter(|line| line.contains(MARK)).count();
            if marks > seen {
                (seen, since) = (marks, Instant::now());
            }
            let over = lines.iter().any(|line| line.contains(MARK) && line.ends_with("over"));
            let patience = if seen == 0 { START_PATIENCE } else { MARK_PATIENCE };
            let late = since.elapsed() > patience;
            if !(over || ended || late) {
                continue;
            }
            for running in all {
                let id = running.scenario.id;
                if let Some(lines) = between_marks(&lines, id) {
                    let normal = self.ground.normal(host, running);
                    found.insert(id, Ok(normal.console(&lines)));
                }
            }
            return match (over, late) {
                (true, _) => Ok(()),
                (_, true) => Err(Error::new(format!("silent for {} s", patience.as_secs()))),
                _ => Err(Error::new(format!("the browser ended: {}", browser.last_words()))),
            };
        }
    }
}

/// The lines about one scenario; `None` unless both of its marks are there.
fn between_marks<'a>(lines: &'a [String], id: &str) -> Option<Vec<&'a str>> {
    let place = |mark: &str| {
        let mark = format!("{MARK}{mark} {id}");
        lines.iter().position(|line| line.ends_with(&mark))
    };
    let (begin, end) = (place("begin")?, place("end")?);
    Some(lines.get(begin + 1..end)?.iter().map(String::as_str).collect())
}

/// Copies the built page.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

/// Puts the script and its list into a copy of the page.
fn equip(folder: &Path, all: &[&Running]) -> std::io::Result<()> {
    let index = folder.join("index.html");
    let page = fs::read_to_string(&index)?;
    // A file of its own: the page's policy forbids scripts inside.
    let page = page.replacen("</head>", "<script defer src=\"./record.js\"></script></head>", 1);
    for compressed in ["index.html.br", "index.html.gz"] {
        // The page of a development build has none.
        let _ = fs::remove_file(folder.join(compressed));
    }
    let list = all.iter().map(|r| {
        let protocols = r.scenario.protocols.join(", ");
        let hold = r.scenario.hold;
        json!({ "id": r.scenario.id, "url": r.url, "protocols": protocols, "hold": hold })
    });
    fs::write(index, page)?;
    fs::write(folder.join("record.js"), SCRIPT)?;
    fs::write(folder.join("record.json"), Value::from_iter(list).to_string())
}

fn fault(error: impl std::fmt::Display) -> Error {
    Error::new(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_between_their_marks() {
        let lines: Vec<String> = [
            "http://a/record.js:1:2: CONSOLE LOG why1006-record begin a",
            "CONSOLE ERROR one",
            "http://a/record.js:1:2: CONSOLE LOG why1006-record end a",
            "CONSOLE ERROR late",
            "http://a/record.js:1:2: CONSOLE LOG why1006-record begin a-tls",
        ]
        .map(str::to_owned)
        .into();
        assert_eq!(between_marks(&lines, "a").unwrap(), ["CONSOLE ERROR one"]);
        assert_eq!(between_marks(&lines, "a-tls"), None);
        assert_eq!(between_marks(&lines, "tls"), None);
    }
}
