//! What the snippet saw on the app's own page: its origin is the app's, so is its
//! policy, and what nobody could count there is ruled out by nobody.

use why1006_diagnosis::{CauseId, Diagnosis, Owner, Reason, Standing, Step, Verdict, diagnose};
use why1006_evidence::{App, EngineFamily, Event, EventKind, Evidence, PageScheme, Scheme, lint};

use crate::table::{Row, Setting, rows};

/// A run of the snippet in `engine`, from the app's https page.
fn run(engine: EngineFamily, unknown: bool, scheme: Scheme, cell: &str) -> Evidence {
    let row = Row { scheme, engine, cell: cell.into(), ..rows()[0].clone() };
    let setting =
        Setting { page: PageScheme::Https, unknown, reference: None, ..Setting::hosted() };
    let mut e = row.run(setting);
    e.target.app = Some(App { here: true, ..lint::app("https://app.test") });
    e.circumstances.page.by_snippet = true;
    e
}

fn chromium(cell: &str) -> Evidence {
    run(EngineFamily::Chromium, false, Scheme::Wss, cell)
}

fn stands(d: &Diagnosis, cause: CauseId) -> (Standing, Reason) {
    let found = d.judgements.iter().find(|j| j.cause == cause).unwrap();
    (found.standing, found.because[0])
}

#[test]
fn a_refusal_there_is_no_strangers() {
    let d = diagnose(&chromium("E 1006 · RE"));
    assert_eq!((d.verdict, d.own_origin), (Verdict::AnsweredNotUpgraded, true));
    assert_eq!(stands(&d, CauseId::OriginRejected), (Standing::Possible, Reason::AppOrigin));
    assert!(d.steps.iter().all(|offer| offer.step != Step::AppOrigin));
    let none = (Standing::RuledOut, Reason::NoAppPolicyViolation);
    assert_eq!(stands(&d, CauseId::CspConnectSrc), none);
    // Nothing was compared, so the network stays a suspect.
    let network = stands(&d, CauseId::NetworkStripsWebsockets);
    assert_eq!(network, (Standing::Possible, Reason::NoReference));
}

#[test]
fn what_opens_there_is_not_forbidden_there() {
    let d = diagnose(&chromium("ok · RE"));
    assert_eq!(d.verdict, Verdict::Works);
    assert_eq!(stands(&d, CauseId::CspConnectSrc), (Standing::RuledOut, Reason::ItOpened));
    assert!(d.by_contrast().contains(&CauseId::ClosedByPage), "{:?}", d.by_contrast());
}

#[test]
fn a_violation_there_is_of_the_apps_policy() {
    let mut e = chromium("E 1006 · RE");
    e.observations.truncate(1);
    e.observations[0].events = vec![Event::new(1.0, EventKind::Error)];
    let policy = Event { name: Some("connect-src".into()), ..Event::new(1.2, EventKind::Policy) };
    e.page_events.push(policy);
    let d = diagnose(&e);
    let expected = (Standing::Certain, Reason::AppPolicyViolation);
    assert_eq!(stands(&d, CauseId::CspConnectSrc), expected);
    assert_eq!((d.verdict, d.owner), (Verdict::BrowserRefused, Owner::AppDeveloper));
    assert_eq!(d.the_cause(), Some(CauseId::CspConnectSrc));
    // On this page the same is this page's.
    e.circumstances.page.by_snippet = false;
    let expected = (Standing::Certain, Reason::PolicyViolation);
    assert_eq!(stands(&diagnose(&e), CauseId::CspConnectSrc), expected);
}

#[test]
fn the_app_may_have_failed_before() {
    let silent = chromium("pending · RE");
    let (standing, _) = stands(&diagnose(&silent), CauseId::BrowserBackoff);
    assert_eq!(standing, Standing::Possible);
    let mut here = silent;
    here.circumstances.page.by_snippet = false;
    let (standing, _) = stands(&diagnose(&here), CauseId::BrowserBackoff);
    assert_eq!(standing, Standing::RuledOut, "this page counts its own");
}

#[test]
fn a_failure_that_may_be_an_upgrade_is_not_certainly_mixed_content() {
    let e = run(EngineFamily::Chromium, true, Scheme::Ws, "E 1006 · X");
    let d = diagnose(&e);
    let both = [CauseId::MixedContent, CauseId::UpgradeInsecureRequests];
    for cause in both {
        assert_eq!(stands(&d, cause).0, Standing::Possible, "{cause}");
    }
    assert!(d.certain().is_empty(), "{:?}", d.certain());
}
