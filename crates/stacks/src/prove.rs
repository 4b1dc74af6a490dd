//! Red, change, green.

use std::path::{Path, PathBuf};

use tokio::process::Child;
use why1006_diagnosis::{CauseId, Standing, Verdict, diagnose};
use why1006_e2e::{Browser, BrowserKind, Page, Sight};
use why1006_evidence::{EngineFamily, PageScheme};
use why1006_lab::{Scenario, Truth};

use crate::{From, Ground, Proof, folder::Folder, program};

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
        let folder = Folder::new(proof, self)?;
        let running = start(proof, &folder, true).await?;
        let seen = self.look(proof, truth, &folder).await?;
        for one in &seen {
            check_red(proof, truth, one)?;
            // Proxies of networks are recorded by `crates/networks`.
            if let (Some(place), None) = (&wish.record, proof.proxy()) {
                one.record(proof.id, page_of(truth), place)?;
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
    ) -> Result<Vec<Sight>, String> {
        let wanted =
            |browser: &&Browser| proof.firefox.is_some() || browser.kind() != BrowserKind::Firefox;
        let mut browsers = self.browsers.iter().filter(wanted);
        let see = async |browser: Option<&Browser>| match (browser, proof.proxy()) {
            (Some(browser), None) => self.see(browser, proof, truth, folder).await.map(Some),
            (Some(browser), Some(proxy)) => {
                let mut options = self.options(browser.kind()).through(proxy);
                if truth.truth != Truth::Cause(CauseId::TlsInterception) {
                    options = options.trusting(self.signer.pem());
                }
                let own = Browser::start(options).await.map_err(|why| why.to_string())?;
                let seen = self.see(&own, proof, truth, folder).await;
                own.quit().await;
                seen.map(Some)
            }
            (None, _) => Ok(None),
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
    ) -> Result<Sight, String> {
        let seen = async {
            browser.fresh_tab().await?;
            let base = match proof.from {
                From::Www if page_of(truth) == PageScheme::Http => self.host.http(),
                From::Www => self.host.https(),
                From::Itself => "https://ws.example.com/".to_owned(),
            };
            let page = Page::open(browser, &base, "").await?;
            if proof.from == From::Www {
                page.wait_for_host().await?;
            }
            page.look(&folder.address(truth.url().unwrap_or_default()), truth.hold).await
        };
        seen.await.map_err(|why| format!("{}: {why}", browser.kind().engine()))
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
fn check_red(proof: &Proof, truth: &Scenario, seen: &Sight) -> Result<(), String> {
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
