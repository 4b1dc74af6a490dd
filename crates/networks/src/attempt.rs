//! Boxes up, one run of the page in each browser, boxes down.

use std::{path::PathBuf, time::Duration};

use tokio::process::Child;
use why1006_diagnosis::{Owner, Standing, Verdict, diagnose};
use why1006_e2e::{Blocks, Browser, BrowserKind, BrowserOptions, Page, Sight};
use why1006_evidence::PageScheme;
use why1006_lab::{Browser as State, Pages, Scenario, Scratch, Truth, unseen};
use why1006_stacks::{PROXY_ID, Program, Service, launch, stop};

use crate::{Ground, Situation, folder, ground, situation::service, wall, way};

/// One browser from its start to its end.
const LIMIT: Duration = Duration::from_secs(240);

/// How long the page's own host may take for its words.
const WORDS: Duration = Duration::from_secs(30);

/// The words are there, and the pages that a failing run is likely to need, which come
/// after them.
const HAS_WORDS: &str = "const files = performance.getEntriesByType('resource') \
    .filter((e) => e.responseEnd > 0).map((e) => e.name.split('/content/en/')[1]); \
    return ['words', 'told', 'proxy-upgrade-headers', 'origin-rejected', \
        'not-websocket-endpoint', 'tls-untrusted'].every((name) => files.includes(name + '.json'))";

/// What came of a situation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The truth stands in every browser and from every page, and nobody else is
    /// blamed; one line for each, with what was said.
    Sound(Vec<String>),
    /// It could not be tried: why, and how to mend that.
    Skipped(String),
    /// The diagnosis is wrong, or it could not be run to its end.
    Failed(Vec<String>),
}

/// What is wanted of a situation beside its outcome.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The browsers.
    pub browsers: Vec<BrowserKind>,
    /// The folder that the evidence is written to.
    pub record: Option<PathBuf>,
    /// The folder that pictures of the reports are written to.
    pub pictures: Option<PathBuf>,
}

const NAMES: Service = service(Program::Dnsmasq, "127.0.0.1:53");

impl Ground {
    /// Tries one situation in all browsers that it can be tried in.
    pub async fn try_out(&self, situation: &Situation, wish: &Wish) -> Outcome {
        for service in situation.boxes.iter().chain([&NAMES]) {
            if let Err(why) = service.program.command("/".as_ref()) {
                return Outcome::Skipped(why);
            }
        }
        let (said, faults) = match self.follow(situation, wish).await {
            Ok(outcomes) => outcomes.into_iter().partition(Result::is_ok),
            Err(why) => (Vec::new(), vec![Err(why)]),
        };
        if let Err(why) = wall::clear().await {
            return Outcome::Failed(vec![why]);
        }
        match faults.is_empty() {
            true => Outcome::Sound(said.into_iter().flatten().collect()),
            false => Outcome::Failed(faults.into_iter().filter_map(Result::err).collect()),
        }
    }

    async fn follow(
        &self,
        situation: &Situation,
        wish: &Wish,
    ) -> Result<Vec<Result<String, String>>, String> {
        let truth = situation.truth()?;
        let folder = folder::lay_out(situation, &self.servers, &self.signer)?;
        ground::list_hosts(situation.unlisted)?;
        let boxes = start(situation, &folder).await?;
        let kinds = wish.browsers.iter().copied();
        let kinds: Vec<_> = kinds.filter(|kind| situation.is_tried_in(*kind)).collect();
        let mut outcomes = Vec::new();
        for page in [PageScheme::Http, PageScheme::Https] {
            if !is_seen(truth, page) {
                continue;
            }
            if situation.late {
                // The page loads before the wall, so one after the other.
                for kind in &kinds {
                    wall::clear().await?;
                    outcomes.push(self.in_time(*kind, situation, truth, page, wish).await);
                }
                continue;
            }
            wall::raise(situation.wall).await?;
            let one = async |at: usize| match kinds.get(at) {
                Some(kind) => Some(self.in_time(*kind, situation, truth, page, wish).await),
                None => None,
            };
            let (a, b, c) = tokio::join!(one(0), one(1), one(2));
            outcomes.extend([a, b, c].into_iter().flatten());
        }
        for child in boxes.into_iter().rev() {
            stop(child).await;
        }
        Ok(outcomes)
    }

    async fn in_time(
        &self,
        kind: BrowserKind,
        situation: &Situation,
        truth: &Scenario,
        page: PageScheme,
        wish: &Wish,
    ) -> Result<String, String> {
        let name = format!("{} {page}", kind.engine());
        let seen = tokio::time::timeout(LIMIT, self.see(kind, situation, truth, page, wish)).await;
        let late = || format!("{name}: not done after {} s", LIMIT.as_secs());
        let sight = seen.map_err(|_| late())?.map_err(|why| format!("{name}: {why}"))?;
        if let Some(place) = &wish.record {
            sight.record(situation.id, page, place)?;
        }
        check(truth, &sight).map_err(|why| format!("{name}: {why}"))
    }

    async fn see(
        &self,
        kind: BrowserKind,
        situation: &Situation,
        truth: &Scenario,
        scheme: PageScheme,
        wish: &Wish,
    ) -> Result<Sight, String> {
        let fault = |why: why1006_e2e::Error| why.to_string();
        let browser = Browser::start(self.options(kind, situation, truth)).await.map_err(fault)?;
        let base = if scheme == PageScheme::Http { self.host.http() } else { self.host.https() };
        let page = Page::open(&browser, &base, "").await.map_err(fault)?;
        page.wait_for_host().await.map_err(fault)?;
        if situation.late {
            // The words come when the form is used, and from the host as well.
            page.enter(truth.url().unwrap_or_default()).await.map_err(fault)?;
            page.wait_until(HAS_WORDS, WORDS).await.map_err(fault)?;
            wall::raise(situation.wall).await?;
        }
        let sight = page.look(truth.url().unwrap_or_default(), truth.hold).await.map_err(fault)?;
        if let (Some(folder), BrowserKind::Chromium) = (&wish.pictures, kind) {
            take(&page, folder, &format!("{}-{scheme}", situation.id)).await?;
        }
        browser.quit().await;
        Ok(sight)
    }

    fn options(
        &self,
        kind: BrowserKind,
        situation: &Situation,
        truth: &Scenario,
    ) -> BrowserOptions {
        let mut options = BrowserOptions::new(kind).trusting(self.servers.pem());
        if situation.trusts_box {
            options = options.trusting(self.signer.pem());
        }
        if truth.browser == State::BlocksHost {
            let host = "ws.example.com".to_owned();
            options.blocks = Some(Blocks { host, sockets_only: false });
        }
        if kind == BrowserKind::Chromium {
            // It would open the http page as https, since there is one.
            options.args.push("--disable-features=HttpsUpgrades".into());
        }
        way::tell(options, situation.way)
    }
}

/// Starts the name server and the boxes, as the group whose own connections
/// the wall lets pass.
async fn start(situation: &Situation, folder: &Scratch) -> Result<Vec<Child>, String> {
    let mut running = Vec::new();
    for Service { program, at, .. } in [&NAMES].into_iter().chain(situation.boxes) {
        let mut command = program.command(folder.path())?;
        #[cfg(unix)]
        command.gid(PROXY_ID);
        running.push(launch(*program, command, at, folder.path()).await?);
    }
    Ok(running)
}

fn is_seen(truth: &Scenario, page: PageScheme) -> bool {
    match truth.pages {
        Pages::Both => true,
        Pages::Http => page == PageScheme::Http,
        Pages::Https => page == PageScheme::Https,
    }
}

/// The truth is not ruled out, and nobody else is blamed. What this page cannot
/// see is not held against it.
fn check(truth: &Scenario, sight: &Sight) -> Result<String, String> {
    let d = diagnose(&sight.report.evidence);
    let verdict = sight.report.verdict;
    let named = [d.certain(), d.remaining()].concat();
    let place = named.iter().position(|cause| Truth::Cause(*cause) == truth.truth);
    let said = format!("{verdict}, {} to act, the truth is ", d.owner);
    if unseen(truth.id).is_some() {
        return Ok(format!("{said}out of sight"));
    }
    match truth.truth {
        Truth::Works if verdict == Verdict::Works => return Ok(format!("{said}just that")),
        Truth::Works => return Err(format!("`{verdict}`, although it works")),
        Truth::Cause(_) if verdict == Verdict::Works => return Err("`works`, but it fails".into()),
        Truth::Cause(_) => {}
    }
    let judged = d.judgements.iter().find(|j| Truth::Cause(j.cause) == truth.truth);
    if judged.is_none_or(|j| j.standing == Standing::RuledOut) {
        return Err(format!("`{verdict}`: `{}` is ruled out", truth.truth));
    }
    if d.owner != Owner::Unknown && d.owner != truth.owner {
        return Err(format!("`{verdict}`: {} is to act, in truth {}", d.owner, truth.owner));
    }
    Ok(match place {
        Some(place) => format!("{said}number {} of {}", place + 1, named.len()),
        None => format!("{said}not tested"),
    })
}

/// The report at the widths of a desk and of a phone.
async fn take(page: &Page<'_>, folder: &std::path::Path, name: &str) -> Result<(), String> {
    use why1006_e2e::Look;
    std::fs::create_dir_all(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    for width in [1280, 390] {
        let look = Look { width, height: 900, dark: false };
        let picture = page.browser().picture(look).await.map_err(|why| why.to_string())?;
        let file = folder.join(format!("{name}-{width}.png"));
        std::fs::write(&file, picture).map_err(|why| format!("{}: {why}", file.display()))?;
    }
    Ok(())
}
