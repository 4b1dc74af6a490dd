//! What holds for the page where the app runs, whatever this page sees.

use why1006_diagnosis::{CauseId, Diagnosis, Owner, Reason, Stage, Standing, Verdict, diagnose};
use why1006_evidence::{
    App, EngineFamily, Evidence, PageScheme, PolicySays, Problem, ProblemKind, Scheme, lint,
};

use crate::table::{Row, Setting, rows};

/// A run in Chromium from this page, with an app's page at https.
fn run(scheme: Scheme, cell: &str, app: App) -> Evidence {
    let row =
        Row { scheme, engine: EngineFamily::Chromium, cell: cell.into(), ..rows()[0].clone() };
    let page = match scheme {
        Scheme::Ws => PageScheme::Http,
        Scheme::Wss => PageScheme::Https,
    };
    let mut evidence = row.run(Setting { page, ..Setting::hosted() });
    evidence.target.app = Some(app);
    evidence
}

fn app(policy: Option<PolicySays>) -> App {
    App { policy, ..lint::app("https://app.example.com") }
}

fn standing(d: &Diagnosis, cause: CauseId) -> (Standing, Reason) {
    let found = d.judgements.iter().find(|j| j.cause == cause).unwrap();
    (found.standing, found.because[0])
}

#[test]
fn a_policy_that_blocks_is_certain_even_where_this_page_connects() {
    let blocked = diagnose(&run(Scheme::Wss, "ok · RE", app(Some(PolicySays::Blocks))));
    assert_eq!(blocked.certain(), [CauseId::CspConnectSrc]);
    assert_eq!(blocked.verdict, Verdict::BrowserRefused);
    assert_eq!(blocked.owner, Owner::AppDeveloper);
    assert_eq!(blocked.failed_stage, Some(Stage::Policy));

    let failed = diagnose(&run(Scheme::Wss, "E 1006 · RE", app(Some(PolicySays::Blocks))));
    assert_eq!(failed.certain(), [CauseId::CspConnectSrc]);
    assert_eq!(failed.verdict, Verdict::BrowserRefused);
    assert!(failed.remaining().contains(&CauseId::OriginRejected), "the server is judged, too");
}

#[test]
fn a_policy_that_allows_or_is_unclear_blames_nobody() {
    for (policy, expected) in [
        (Some(PolicySays::Allows), (Standing::RuledOut, Reason::AppPolicyAllows)),
        (Some(PolicySays::Unclear), (Standing::NotTested, Reason::AppPolicyUnclear)),
        (None, (Standing::RuledOut, Reason::NoPolicyViolation)),
    ] {
        let d = diagnose(&run(Scheme::Wss, "E 1006 · RE", app(policy)));
        assert_eq!(standing(&d, CauseId::CspConnectSrc), expected);
        assert_eq!(d.verdict, Verdict::AnsweredNotUpgraded);
        let d = diagnose(&run(Scheme::Wss, "ok · RE", app(policy)));
        assert_eq!(d.verdict, Verdict::Works);
    }
}

#[test]
fn mixed_content_is_none_where_the_page_upgrades() {
    let plain = diagnose(&run(Scheme::Ws, "ok · RE", app(None)));
    assert_eq!(plain.certain(), [CauseId::MixedContent]);
    assert_eq!(plain.failed_stage, Some(Stage::Policy), "and the ladder shows it");

    let upgrades = App { upgrades: true, ..app(Some(PolicySays::Allows)) };
    let d = diagnose(&run(Scheme::Wss, "ok · RE", upgrades.clone()));
    assert_eq!(standing(&d, CauseId::MixedContent), (Standing::RuledOut, Reason::TlsInvolved));

    // This machine's own addresses stay as they are.
    let mut own = run(Scheme::Ws, "ok · RE", upgrades);
    own.target.host_class = why1006_evidence::host::HostClass::Loopback;
    let d = diagnose(&own);
    assert_eq!(standing(&d, CauseId::MixedContent), (Standing::RuledOut, Reason::NotMixed));
    own.circumstances.engine.family = EngineFamily::WebKit;
    let d = diagnose(&own);
    assert_eq!(standing(&d, CauseId::MixedContent).0, Standing::NotTested);
}

#[test]
fn an_upgrade_is_blamed_only_where_tls_fails() {
    let upgraded = |cell| {
        let app = App { upgrades: true, ..app(Some(PolicySays::Allows)) };
        let mut evidence = run(Scheme::Wss, cell, app);
        let problem = Problem { kind: ProblemKind::Upgraded, part: String::new() };
        evidence.target.problems.push(problem);
        diagnose(&evidence)
    };
    let cause = CauseId::UpgradeInsecureRequests;
    let d = upgraded("E 1006 · XE");
    assert_eq!(standing(&d, cause), (Standing::Possible, Reason::AppPolicyUpgrades));
    assert_eq!(d.remaining().first(), Some(&cause), "likeliest: the app asks for ws://");
    assert!(d.remaining().contains(&CauseId::WssToPlainPort));
    assert_eq!(standing(&upgraded("E 1006 · RE"), cause).0, Standing::RuledOut);
    assert_eq!(standing(&upgraded("ok · RE"), cause), (Standing::RuledOut, Reason::ItOpened));

    let d = diagnose(&run(Scheme::Ws, "E 1006 · XE", app(None)));
    assert_eq!(standing(&d, cause), (Standing::NotTested, Reason::AppPolicyUnknown));
    let d = diagnose(&run(Scheme::Wss, "E 1006 · XE", app(None)));
    assert_eq!(standing(&d, cause), (Standing::RuledOut, Reason::NotUpgraded));
}

#[test]
fn a_page_of_the_apps_own_origin_is_no_stranger() {
    let there = App { here: true, ..app(None) };
    let d = diagnose(&run(Scheme::Wss, "E 1006 · RE", there));
    assert_eq!(
        standing(&d, CauseId::OriginRejected),
        (Standing::Possible, Reason::AppOrigin),
        "it may still be refused, as the app is"
    );
    assert_ne!(d.remaining().first(), Some(&CauseId::OriginRejected));
}
