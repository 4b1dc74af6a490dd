//! Red, change, green.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::process::Child;
use why1006_diagnosis::{Standing, Verdict, diagnose};
use why1006_e2e::{
    Browser, BrowserKind, Page, Report,
    normal::{Normal, means_the_same},
};
use why1006_evidence::{EngineFamily, PageScheme};
use why1006_lab::{Scenario, Truth};
use why1006_recordings::Recording;

use crate::{From, Ground, Proof, folder::Folder, program};

/// Every run of the page ends within 15 s; the rest is for a slow machine.
const PATIENCE: Duration = Duration::from_secs(40);
/// How long anything may take that needs no network.
const SOON: Duration = Duration::from_secs(10);

/// What came of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It failed while broken and worked when changed, in every browser.
    Proven,
    /// It could not be tried: why, and how to mend that.
    Skipped(String),
    /// It did not go as the recipe says.
    Failed(String),
}

/// What is wanted of a proof beside its outcome.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// The folder that the evidence of the red run is written to.
    pub record: Option<PathBuf>,
}

struct Seen {
    engine: EngineFamily,
    report: Report,
    console: Option<Vec<String>>,
}

impl Ground {
    /// Proves one recipe in all browsers that it is proven in.
    pub async fn prove(&self, proof: &Proof, wish: &Wish) -> Outcome {
        for service in proof.services {
            if let Err(why) = service.program.command(Path::new("/")) {
                return Outcome::Skipped(why);
            }
        }
        match self.follow(proof, wish).await {
            Ok(()) => Outcome::Proven,
            Err(why) => Outcome::Failed(why),
        }
    }

    async fn follow(&self, proof: &Proof, wish: &Wish) -> Result<(), String> {
        let (recipe, truth) = (proof.recipe()?, proof.truth()?);
        let folder = Folder::new(proof, &self.authority, &self.dist)?;
        let running = start(proof, &folder, true).await?;
        let seen = self.look(proof, truth, &folder).await?;
        for one in &seen {
            check_red(proof, truth, one)?;
            if let Some(place) = &wish.record {
                record(proof, page_of(truth), one, place)?;
            }
        }
        folder.check_log(&recipe)?;
        for child in running.into_iter().rev() {
            program::stop(child).await;
        }

        folder.apply(&recipe.edits).await?;
        let running = start(proof, &folder, false).await?;
        let seen = self.look(proof, truth, &folder).await?;
        for one in &seen {
            let verdict = one.report.verdict;
            if verdict != Verdict::Works {
                return Err(format!("changed as the recipe says, {} sees `{verdict}`", one.engine));
            }
        }
        for child in running.into_iter().rev() {
            program::stop(child).await;
        }
        Ok(())
    }

    /// The page over this server, in all browsers of the proof, side by side.
    async fn look(
        &self,
        proof: &Proof,
        truth: &Scenario,
        folder: &Folder,
    ) -> Result<Vec<Seen>, String> {
        let wanted =
            |browser: &&Browser| proof.firefox.is_some() || browser.kind() != BrowserKind::Firefox;
        let mut browsers = self.browsers.iter().filter(wanted);
        let see = async |browser: Option<&Browser>| match browser {
            Some(browser) => self.see(browser, proof, truth, folder).await.map(Some),
            None => Ok(None),
        };
        let (one, other) = tokio::join!(see(browsers.next()), see(browsers.next()));
        Ok([one?, other?].into_iter().flatten().collect())
    }

    async fn see(
        &self,
        browser: &Browser,
        proof: &Proof,
        truth: &Scenario,
        folder: &Folder,
    ) -> Result<Seen, String> {
        let engine = match browser.kind() {
            BrowserKind::Chromium => EngineFamily::Chromium,
            BrowserKind::Firefox => EngineFamily::Firefox,
            BrowserKind::WebKit => EngineFamily::WebKit,
        };
        let seen = async {
            browser.fresh_tab().await?;
            let base = match proof.from {
                From::Www if page_of(truth) == PageScheme::Http => self.host.http(),
                From::Www => self.host.https(),
                From::Itself => "https://ws.example.com/".to_owned(),
            };
            let page = Page::open(browser, &base, "").await?;
            if proof.from == From::Www {
                // The page knows its host; until then it would test without a reference.
                let known = "return document.querySelector('#address').value !== ''";
                page.wait_until(known, SOON).await?;
            }
            page.enter(&folder.address(truth.url().unwrap_or_default())).await?;
            let hold = truth.hold.unwrap_or(0);
            if let Some(seconds) = truth.hold {
                page.listen_for(seconds).await?;
            }
            // What was printed while the page loaded is not about the server.
            browser.console().await?;
            page.press_test().await?;
            let report = page.wait_for_report(PATIENCE + Duration::from_secs(hold.into())).await?;
            let console = browser.console().await?;
            Ok(Seen { engine, report, console })
        };
        seen.await.map_err(|why: why1006_e2e::Error| format!("{engine}: {why}"))
    }
}

async fn start(proof: &Proof, folder: &Folder, broken: bool) -> Result<Vec<Child>, String> {
    let mut running = Vec::new();
    for service in proof.services {
        running.push(program::start(*service, folder.path(), broken).await?);
    }
    Ok(running)
}

/// `ws:` can be seen from an http page only.
fn page_of(truth: &Scenario) -> PageScheme {
    match truth.tls.scheme() {
        "ws" => PageScheme::Http,
        _ => PageScheme::Https,
    }
}

/// It fails as expected, and the diagnosis does not rule the truth out.
fn check_red(proof: &Proof, truth: &Scenario, seen: &Seen) -> Result<(), String> {
    let (engine, verdict) = (seen.engine, seen.report.verdict);
    let expected = match engine {
        EngineFamily::Firefox => proof.firefox.unwrap_or(proof.chromium),
        _ => proof.chromium,
    };
    if verdict != expected {
        return Err(format!("broken, {engine} sees `{verdict}`, not `{expected}`"));
    }
    let d = diagnose(&seen.report.evidence);
    let standing = d.judgements.iter().find(|j| Truth::Cause(j.cause) == truth.truth);
    match standing.map(|j| j.standing) {
        Some(Standing::RuledOut) | None => {
            Err(format!("{engine}: the diagnosis rules `{}` out", truth.truth))
        }
        _ => Ok(()),
    }
}

/// Writes what the page saw of the broken server, unless a recording that says
/// the same is there already.
fn record(proof: &Proof, page: PageScheme, seen: &Seen, folder: &Path) -> Result<(), String> {
    let normal = Normal::default();
    let recording = Recording {
        scenario: proof.id.to_owned(),
        engine: seen.engine,
        page,
        console: seen.console.as_ref().map(|lines| normal.console(lines)),
        console_undriven: false,
        tab: None,
        evidence: normal.evidence(&seen.report.evidence),
    };
    let path = recording.path(folder, false);
    let says_the_same = |earlier: &Recording| {
        means_the_same(&earlier.evidence, &recording.evidence)
            && earlier.console == recording.console
    };
    match Recording::read(&path).is_ok_and(|earlier| says_the_same(&earlier)) {
        true => Ok(()),
        false => recording.write(&path),
    }
}
