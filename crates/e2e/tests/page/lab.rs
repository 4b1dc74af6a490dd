//! Soundness: over the lab's scenarios the truth is never ruled out, and
//! nothing untrue is ever certain.

use std::time::Instant;

use why1006_diagnosis::{CauseId, Diagnosis, Owner, Stage, Verdict, diagnose};
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Report, Result};
use why1006_lab::{Lab, Options, Running, Scenario, Tls, Truth};

use crate::support::{Findings, open, test, turn};

/// A report is due by then, in ms.
const LONGEST: f64 = 15_000.0;

/// Scenarios in one tab: Chromium slows a renderer's attempts down after some
/// thirteen failures (`observability.md`, 7), and a new tab takes a while.
const TAB: usize = 6;

/// What Firefox runs: one of each kind that it reports in its own way.
const FIREFOX: &[&str] = &[
    "healthy-echo",
    "healthy-echo-tls",
    "refused",
    "silent",
    "certificate-unknown-root",
    "certificate-missing-intermediate",
    "certificate-expired",
    "certificate-wrong-host",
    "plain-on-wss-400",
    "tls-on-ws",
    "origin-checked-404-tls",
    "upgrade-swallowed",
    "login-redirect-302",
    "closes-4401",
    "cut-after-open",
    "frame-masked",
    "middlebox-strips-upgrade",
    "nginx-strips-upgrade",
];

/// What WebKit runs, and Chromium on the https page.
const FEW: &[&str] = &[
    "healthy-echo-tls",
    "refused-tls",
    "certificate-unknown-root",
    "plain-on-wss-closes",
    "origin-checked-403-tls",
    "login-redirect-302-tls",
    "closes-1012-tls",
    "cut-after-open-tls",
    "middlebox-strips-upgrade-tls",
];

#[tokio::test]
async fn the_truth_is_never_ruled_out_and_nothing_untrue_is_certain() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let authority = host.http();
    let upstream = authority.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let options = Options { reference_upstream: Some(upstream), ..Options::default() };
    let lab = Lab::start(options).unwrap();
    let mut findings = Findings::default();
    // Those that need a network namespace are for recordings.
    let needs_namespace = |id| why1006_lab::find(id).is_some_and(Scenario::needs_namespace);
    for left_out in lab.left_out().iter().filter(|l| !needs_namespace(l.id)) {
        eprintln!("left out: {}: {}", left_out.id, left_out.why);
        findings.check(left_out.id.starts_with("nginx-"), format!("{} is left out", left_out.id));
    }
    let all: Vec<&str> = lab.running().iter().map(|r| r.scenario.id).collect();
    let plan = |kind, https, ids| Plan { kind, https, ids, lab: &lab, host: &host };
    // They mostly wait, so they can do so beside one another.
    let (a, b, c) = tokio::join!(
        plan(BrowserKind::Chromium, false, &all).run(),
        plan(BrowserKind::Firefox, false, FIREFOX).run(),
        async {
            let webkit = plan(BrowserKind::WebKit, false, FEW).run().await;
            [webkit, plan(BrowserKind::Chromium, true, FEW).run().await].concat()
        },
    );
    let rows = [a, b, c].concat();
    for row in &rows {
        findings.0.extend(row.wrong.iter().map(|wrong| format!("{}: {wrong}", row.name)));
    }
    let table: Vec<&str> = rows.iter().map(|row| row.line.as_str()).collect();
    let table = table.join("\n");
    eprintln!("{table}");
    findings.settle(&table);
}

/// One browser and its scenarios.
struct Plan<'a> {
    kind: BrowserKind,
    https: bool,
    ids: &'a [&'a str],
    lab: &'a Lab,
    host: &'a Host,
}

/// A healthy server that refuses this page may not be called broken.
#[test]
fn the_words_name_this_page_as_the_one_that_may_be_refused() {
    let words = why1006_content::verdict(Verdict::AnsweredNotUpgraded);
    assert!(words.headline.contains("only this page"), "{}", words.headline);
    assert!(words.act.contains("may refuse this page"), "{}", words.act);
}

/// What came of one scenario.
#[derive(Clone)]
struct Row {
    name: String,
    line: String,
    wrong: Vec<String>,
}

impl Plan<'_> {
    async fn run(self) -> Vec<Row> {
        let began = Instant::now();
        let browser = Browser::start(self.options()).await.unwrap();
        let mut rows = Vec::new();
        for (at, id) in self.ids.iter().enumerate() {
            if at % TAB == 0 {
                browser.fresh_tab().await.unwrap();
            }
            // Left out here; that was said before.
            let Some(running) = self.lab.get(id) else { continue };
            let seen = self.see(&browser, running).await;
            rows.push(self.row(running.scenario, seen));
        }
        browser.quit().await;
        eprintln!("{}: {} in {:.1?}", self.name(), rows.len(), began.elapsed());
        rows
    }

    fn options(&self) -> BrowserOptions {
        let trusting = BrowserOptions::new(self.kind).trusting(self.lab.ca_pem());
        trusting.trusting(self.host.authority())
    }

    fn name(&self) -> String {
        format!("{} {}", self.kind.as_str(), if self.https { "https" } else { "http" })
    }

    /// Tests one scenario with the browser and the host that it needs.
    async fn see(&self, browser: &Browser, running: &Running) -> Result<Report> {
        let base = |host: &Host| if self.https { host.https() } else { host.http() };
        if let Some(proxy) = &running.proxy {
            let browser = Browser::start(self.options().through(proxy)).await?;
            let report = test(&open(&browser, &base(self.host)).await?, &running.url).await;
            browser.quit().await;
            return report;
        }
        if running.reference.is_some() {
            let reference = running.reference.clone();
            let host = Host::start(HostOptions { reference, ..Default::default() }).await?;
            // The http page: no authority of this host is known to the browser.
            let report = test(&open(browser, &host.http()).await?, &running.url).await;
            host.stop().await;
            return report;
        }
        test(&open(browser, &base(self.host)).await?, &running.url).await
    }

    fn row(&self, scenario: &Scenario, seen: Result<Report>) -> Row {
        let name = format!("{} {}", self.name(), scenario.id);
        let report = match seen {
            Ok(report) => report,
            Err(error) => {
                let line = format!("{name:55} {error}");
                return Row { name, line, wrong: vec![error.to_string()] };
            }
        };
        let d = diagnose(&report.evidence);
        let line = format!(
            "{name:55} {:5.0} ms {:25} {:14} truth {} certain {:?} remaining {:?}",
            report.evidence.elapsed,
            d.verdict.as_str(),
            d.owner.as_str(),
            scenario.truth,
            names(&d.certain()),
            names(&d.remaining()),
        );
        let mut wrong = Findings::default();
        wrong.check(report.verdict == d.verdict, format!("shows {}", report.verdict));
        wrong.check(
            report.evidence.elapsed <= LONGEST,
            format!("took {} ms", report.evidence.elapsed),
        );
        // Firefox accepts masked frames from a server (`observability.md`, 12).
        let works_here = self.kind == BrowserKind::Firefox && scenario.id.contains("frame-masked");
        let truth = if works_here { Truth::Works } else { scenario.truth };
        let place = (!is_hidden(self.kind, scenario)).then_some(scenario.stage).flatten();
        judge(truth, scenario.owner, &d, &mut wrong);
        if truth == Truth::Cause(CauseId::NetworkStripsWebsockets) && !is_seldom_seen(scenario) {
            wrong.check(d.owner == Owner::YourIt, format!("{} has to act", d.owner));
        }
        if let Truth::Cause(_) = truth {
            judge_ladder(place, &d, &mut wrong);
        }
        let fits = verdicts(self.kind, truth);
        let fits_verdict = fits.contains(&d.verdict) || is_seldom_seen(scenario);
        wrong.check(fits_verdict, format!("{}, expected {fits:?}", d.verdict));
        Row { name, line, wrong: wrong.0 }
    }
}

fn names(causes: &[CauseId]) -> Vec<&'static str> {
    causes.iter().map(|c| c.as_str()).collect()
}

/// Where it really fails cannot be seen: the browser's proxy answers in the
/// server's place, or Firefox takes the alert of TLS for an HTTP/0.9 answer.
fn is_hidden(kind: BrowserKind, scenario: &Scenario) -> bool {
    let proxy = scenario.id.starts_with("proxy-");
    proxy || (kind == BrowserKind::Firefox && scenario.tls == Tls::TlsOnWs)
}

/// Only its own kind of refusal is seen of a proxy that stops one host or port,
/// and of any that stops `wss://` while the reference is `ws://`.
fn is_seldom_seen(scenario: &Scenario) -> bool {
    let filters = scenario.truth == Truth::Cause(CauseId::CorpProxyFirewall);
    filters || scenario.id.starts_with("proxy-") && scenario.tls.scheme() == "wss"
}

/// What holds for every engine.
fn judge(truth: Truth, owner: Owner, d: &Diagnosis, wrong: &mut Findings) {
    let (certain, remaining) = (d.certain(), d.remaining());
    let Truth::Cause(truth) = truth else {
        let nothing = certain.is_empty() && remaining.is_empty();
        wrong.check(nothing, format!("explains what works: {certain:?} {remaining:?}"));
        wrong.check(d.owner == Owner::Nobody, format!("{} has to act on what works", d.owner));
        return;
    };
    for judgement in d.ruled_out().filter(|j| j.cause == truth) {
        wrong.check(false, format!("the truth {truth} is ruled out by {:?}", judgement.because));
    }
    for cause in certain.iter().filter(|c| **c != truth) {
        wrong.check(false, format!("{cause} is certain and untrue, the truth is {truth}"));
    }
    let named = certain.contains(&truth) || remaining.contains(&truth);
    wrong.check(named, format!("the truth {truth} is not among what remains"));
    let fits = d.owner == Owner::Unknown || d.owner == owner;
    wrong.check(fits, format!("{owner} has to act, not {}", d.owner));
}

/// The ladder claims no stage that was not reached, and no wrong one as failed.
fn judge_ladder(stage: Option<Stage>, d: &Diagnosis, wrong: &mut Findings) {
    let Some(stage) = stage else { return };
    let place = |stage: Stage| Stage::ALL.iter().position(|s| *s == stage);
    let too_far = place(d.furthest_stage) >= place(stage);
    wrong.check(!too_far, format!("came as far as {}, fails at {stage}", d.furthest_stage));
    if let Some(failed) = d.failed_stage {
        wrong.check(failed == stage, format!("fails at {stage}, not {failed}"));
    }
}

/// The verdicts that fit a truth in an engine.
fn verdicts(kind: BrowserKind, truth: Truth) -> &'static [Verdict] {
    let Truth::Cause(truth) = truth else { return &[Verdict::Works] };
    match truth {
        // See `is_hidden`.
        CauseId::WsToTlsPort if kind == BrowserKind::Firefox => &[Verdict::AnsweredNotUpgraded],
        CauseId::UrlInvalid | CauseId::BlockedPort => &[Verdict::BrowserRefused],
        CauseId::Refused | CauseId::ConnectionReset => &[Verdict::NothingAnswered],
        CauseId::ServerSilent => &[Verdict::Silent],
        CauseId::TlsUntrusted | CauseId::IncompleteChain | CauseId::ExpiredOrWrongHostCert
            if kind == BrowserKind::Firefox =>
        {
            &[Verdict::TlsFailed]
        }
        CauseId::WssToPlainPort if kind == BrowserKind::Firefox => {
            &[Verdict::TlsFailed, Verdict::NothingAnswered]
        }
        CauseId::TlsUntrusted
        | CauseId::IncompleteChain
        | CauseId::ExpiredOrWrongHostCert
        | CauseId::WssToPlainPort
        | CauseId::WsToTlsPort => &[Verdict::NothingAnswered],
        CauseId::NormalClose => &[Verdict::WorksThenEnds],
        // WebKit takes some codes for a broken frame.
        CauseId::DeployClose if kind == BrowserKind::WebKit => {
            &[Verdict::ClosedByServer, Verdict::WorksThenEnds]
        }
        CauseId::DeployClose
        | CauseId::PolicyClose
        | CauseId::MessageTooBig
        | CauseId::ServerError => &[Verdict::ClosedByServer],
        CauseId::CutAfterOpen | CauseId::BadUtf8OrFrame => &[Verdict::WorksThenEnds],
        CauseId::NetworkStripsWebsockets => &[Verdict::NetworkStripsWebsockets],
        _ => &[Verdict::AnsweredNotUpgraded],
    }
}
