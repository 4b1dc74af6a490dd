use super::*;
use crate::{Problem, ProblemKind, record::Record};

fn golden() -> Evidence {
    let json = serde_json::from_str(include_str!("../../tests/v1.json")).unwrap();
    Evidence::read::<serde_json::Value>(&json).unwrap()
}

#[test]
fn addresses_lose_what_is_secret() {
    for (given, expected) in [
        ("wss://a.example/cable", "wss://a.example/cable"),
        ("wss://me:pw@a.example/ws?token=abc&v=2", "wss://…@a.example/ws?token=…&v=…"),
        ("wss://a.example/s/9f86d081884c7d659a2feaa0c55ad015/ws", "wss://a.example/s/…/ws"),
        ("wss://a.example/ws#x", "wss://a.example/ws#…"),
        ("wss://a.example/ws#", "wss://a.example/ws#"),
        ("wss://a.example?9f86d081884c7d659a2feaa0", "wss://a.example?…"),
        ("wss://a.example:8443/token/ab12cd/ws", "wss://a.example:8443/token/…/ws"),
        ("wss://a.example/auth/callback", "wss://a.example/auth/callback"),
        (
            "wss://a.example/ws;v=2;mode=unsafe-and-long-3",
            "wss://a.example/ws;v=2;mode=unsafe-and-long-3",
        ),
        ("wss://a.example/ws;jsessionid=AB12CD", "wss://a.example/ws;jsessionid=…"),
        ("ws://[::1]:9000/ws", "ws://[::1]:9000/ws"),
        ("ws://me:p/w@host/ws", "ws://…@host/ws"),
        ("ws://me:s3cret", "ws://me:…"),
        ("//me:pw@a.example/", "//…@a.example/"),
        ("app.example/rooms?u=1", "app.example/rooms?u=…"),
        ("nonsense", "nonsense"),
        ("", ""),
    ] {
        assert_eq!(url(given), expected);
    }
}

#[test]
fn reasons_lose_tokens_and_keep_words() {
    for (given, expected) in [
        ("policy: token expired", "policy: token expired"),
        ("bad token=abcd1234", "bad token=…"),
        ("bad token: abcd1234", "bad token: …"),
        ("{\"token\": \"abcd1234\", \"v\": 2}", "{\"token\": \"…\", \"v\": 2}"),
        ("session eyJhbGciOi.x.y is over", "session … is over"),
        ("no for alice@example.com", "no for …"),
        ("Bearer s3cretvalue is old", "Bearer … is old"),
        ("basic authentication required", "basic authentication required"),
        ("see https://me:pw@a.example/x?t=1 now", "see https://…@a.example/x?t=… now"),
        ("internal server error", "internal server error"),
        (
            "permessage-deflate; client_max_window_bits=15",
            "permessage-deflate; client_max_window_bits=15",
        ),
    ] {
        assert_eq!(text(given), expected);
    }
}

#[test]
fn tokens_in_queries_are_noticed() {
    assert!(has_token("?ticket=1"));
    assert!(has_token("?x=9f86d081884c7d659a2feaa0c55ad015"));
    assert!(!has_token("?EIO=4&transport=websocket"));
    assert!(!has_token(""));
}

#[test]
fn exceptions_and_known_names_stay() {
    let mut e = golden();
    e.target.protocols = vec!["mqtt".into(), "bearer.abc".into()];
    let event = &mut e.observations[0].events[0];
    (event.kind, event.name) = (crate::EventKind::Threw, Some("InvalidCharacterError".into()));
    let redacted = redact(&e);
    assert_eq!(redacted.target.protocols, ["mqtt", REMOVED]);
    assert_eq!(redacted.observations[0].events[0].name.as_deref(), Some("InvalidCharacterError"));
}

#[test]
fn what_was_typed_and_is_no_address_goes() {
    let mut e = golden();
    let problem = |kind, part: &str| Problem { kind, part: part.into() };
    e.target.problems = vec![
        problem(ProblemKind::NoAddress, "my password is hunter2"),
        problem(ProblemKind::BadPort, "pa"),
        problem(ProblemKind::BadPort, "99999"),
        problem(ProblemKind::BadProtocol, "Bearer abc"),
        problem(ProblemKind::BadApp, "me:pw@app.example/?x=1"),
        problem(ProblemKind::Fragment, "#tok"),
        problem(ProblemKind::AddedScheme, "wss"),
    ];
    let parts: Vec<String> = redact(&e).target.problems.into_iter().map(|p| p.part).collect();
    assert_eq!(parts, ["…", "…", "99999", "…", "…@app.example/?x=…", "#…", "wss"]);
}

#[test]
fn each_kind_can_be_kept_alone_and_is_listed() {
    let mut e = golden();
    e.target.url = "wss://me:pw@nas.lan/9f86d081884c7d659a2feaa0c55ad015?q=v1#frag".into();
    e.target.host = "nas.lan".into();
    e.target.protocols = vec!["private".into()];
    e.target.problems = vec![Problem { kind: ProblemKind::NoAddress, part: "typed".into() }];
    e.observations.truncate(1);
    e.observations[0].events.truncate(1);
    e.observations[0].events[0].reason = Some("token=abcd1234".into());
    e.page_events.clear();
    let items = removed(&e, Hosts::InternalHidden);
    let found: Vec<(Kind, Field, &str)> =
        items.iter().map(|i| (i.kind, i.field, i.text.as_str())).collect();
    assert_eq!(
        found,
        [
            (Kind::Host, Field::Host, "nas.lan"),
            (Kind::User, Field::Address, "me:pw"),
            (Kind::Host, Field::Address, "nas.lan"),
            (Kind::Path, Field::Address, "9f86d081884c7d659a2feaa0c55ad015"),
            (Kind::Query, Field::Address, "v1"),
            (Kind::Fragment, Field::Address, "frag"),
            (Kind::Protocol, Field::Protocol, "private"),
            (Kind::Typed, Field::Problem, "typed"),
            (Kind::Word, Field::Reason, "abcd1234"),
        ]
    );
    let everything = Kind::ALL.iter().fold(Keep::default(), |keep, kind| keep.with(*kind, true));
    assert_eq!(redact_with(&e, &everything), e, "names of hosts stay unless they are to go");
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Host) {
        let json = redact_with(&e, &Keep::default().with(*kind, true)).write::<serde_json::Value>();
        let text = json.to_string();
        for item in items.iter().filter(|item| item.kind != Kind::Host) {
            assert_eq!(text.contains(&item.text), item.kind == *kind, "{kind}: {}", item.text);
        }
    }
}

#[test]
fn hosts_get_other_names_that_fit_together() {
    let mut e = golden();
    e.target.url = "ws://db.corp:8080/ws".into();
    e.target.host = "db.corp".into();
    e.circumstances.page.origin = "https://why.example".into();
    e.target.app = Some(crate::lint::app("https://Portal.internal."));
    e.observations[0].events[0].reason = Some("no route from 10.1.2.3:80 to DB.corp, db".into());
    let keep = |hosts| Keep::default().hiding(hosts);
    let shown = redact_with(&e, &keep(Hosts::Shown));
    assert_eq!(
        (shown.target.host.as_str(), shown.target.url.as_str()),
        ("db.corp", "ws://db.corp:8080/ws")
    );
    let hidden = redact_with(&e, &keep(Hosts::InternalHidden));
    assert_eq!(hidden.target.host, "hidden-1.internal");
    assert_eq!(hidden.target.url, "ws://hidden-1.internal:8080/ws");
    assert_eq!(hidden.target.app.as_ref().unwrap().origin, "https://hidden-2.internal.");
    assert_eq!(hidden.circumstances.page.origin, "https://why.example");
    let reason = hidden.observations[0].events[0].reason.as_deref();
    assert_eq!(reason, Some("no route from hidden-3.internal:80 to hidden-1.internal, db"));
    assert_eq!(hidden.target.host_class, e.target.host_class, "what was observed stays");
    let all = redact_with(&e, &keep(Hosts::AllHidden));
    assert_eq!(all.circumstances.page.origin, "https://hidden-3.internal");
    assert_eq!(redact_with(&hidden, &keep(Hosts::InternalHidden)), hidden);
    assert_eq!(redact_with(&all, &keep(Hosts::AllHidden)), all);
    // What was hidden before keeps its name, and nobody else gets it.
    let mixed = redact_with(&hidden, &keep(Hosts::AllHidden));
    assert_eq!(mixed.target.host, "hidden-1.internal");
    assert_eq!(mixed.circumstances.page.origin, "https://hidden-4.internal");
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        e.target.host = host.into();
        assert_eq!(redact_with(&e, &keep(Hosts::AllHidden)).target.host, host);
    }
    for (host, other) in [("[fd00::7]", "[hidden-1.internal]"), ("my_nas", "_hidden-1.internal")] {
        e.target.host = host.into();
        let found = redact_with(&e, &keep(Hosts::InternalHidden)).target.host;
        assert_eq!(found, other);
        assert!(is_hidden(&found) && !is_hidden(host));
    }
}

#[test]
fn marks_show_what_goes_and_what_is_included() {
    let mut e = golden();
    e.target.url = "wss://me:pw@nas.lan/ws?a=b\u{E000}c\u{E001}".into();
    e.target.host = "nas.lan".into();
    let keep = Keep::default().hiding(Hosts::InternalHidden).with(Kind::Query, true);
    assert_eq!(
        marked(&e, &keep).target.url,
        "wss://\u{E000}user\u{E001}@\u{E000}hidden-1.internal\u{E001}/ws?a=\u{E000}+b\u{FFFD}c\u{FFFD}\u{E001}"
    );
    // Without its marks it is what leaves.
    let plain = |e: &Evidence| e.write::<serde_json::Value>().to_string();
    let keep = Keep::default();
    let mut shown = plain(&marked(&golden(), &keep));
    for kind in Kind::ALL {
        shown = shown.replace(&format!("{}{kind}{}", MARK[0], MARK[1]), REMOVED);
    }
    assert_eq!(shown, plain(&redact_with(&golden(), &keep)));
}

#[test]
fn a_label_holds_tags() {
    let said = |verdict: &str| Said {
        build: "0.1.0".into(),
        verdict: verdict.into(),
        cause: Some("tls-expired".into()),
        owner: "site-operator".into(),
    };
    let with = |said| Evidence { said: Some(said), ..golden() };
    let fine = said("answered-not-upgraded");
    assert_eq!(redact(&with(fine.clone())).said, Some(fine));
    for text in ["", "Call 0900 now", "<b>", "a-9f86d081884c7d659a2feaa0c55ad015"] {
        assert_eq!(redact(&with(said(text))).said, None, "{text}");
    }
}

/// As many as `WHY1006_CASES` says.
fn cases() -> proptest::test_runner::Config {
    let cases = std::env::var("WHY1006_CASES").ok().and_then(|cases| cases.parse().ok());
    proptest::test_runner::Config {
        failure_persistence: None,
        ..proptest::test_runner::Config::with_cases(cases.unwrap_or(256))
    }
}

proptest::proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_text_panics(s in ".{0,120}|[a-z0-9:/?#@=&.%;\\[\\]\u{E000}… ]{0,80}") {
        let _ = has_token(&s);
        proptest::prop_assert_eq!(url(&url(&s)), url(&s));
        proptest::prop_assert_eq!(text(&text(&s)), text(&s));
    }

    #[test]
    fn a_marked_secret_never_survives(
        secret in "[A-Z]{3}[a-z]{4}[0-9]{5}[A-Za-z0-9]{8}",
        path in "[a-z/]{0,10}",
    ) {
        let given = format!("wss://{secret}:{secret}@h.example/{path}/{secret}?a={secret}&{secret}=1#{secret}");
        proptest::prop_assert!(!url(&given).contains(&secret));
        let sentence = format!("no: {secret}, token={secret} {given}");
        proptest::prop_assert!(!text(&sentence).contains(&secret));
    }
}
