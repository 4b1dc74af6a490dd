//! What redaction takes out is in no form of a report.

use proptest::prelude::*;
use why1006_evidence::{EngineFamily, Evidence, PageScheme, ProblemKind, redact::redact, target};

use crate::support::{Forms, recorded};

/// A run with this secret wherever one may be.
fn planted(secret: &str) -> Evidence {
    let mut evidence = recorded(EngineFamily::Firefox, PageScheme::Http, "closes-4401");
    let target = &mut evidence.target;
    target.url =
        format!("wss://{secret}:{secret}@a.example/{secret}/ws?token={secret}&{secret}=1#{secret}");
    target.protocols = vec![secret.to_owned(), "mqtt".to_owned()];
    target.problems =
        vec![target::Problem { kind: ProblemKind::Credentials, part: format!("token={secret}") }];
    for event in evidence.observations.iter_mut().flat_map(|o| &mut o.events) {
        event.reason = Some(format!("session {secret} is over"));
        event.name = Some(secret.to_owned());
    }
    evidence
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_part_of_a_secret_is_told(
        secret in "[A-Z]{3}[a-z]{4}[0-9]{5}[A-Za-z0-9]{8}",
    ) {
        let evidence = planted(&secret);
        let raw = Forms::of(&evidence, false).all();
        prop_assert!(raw.iter().all(|(_, text)| text.contains(&secret)), "it was never there");
        for (form, text) in Forms::of(&redact(&evidence), false).all() {
            for at in 0..secret.len() - 6 {
                prop_assert!(!text.contains(&secret[at..at + 6]), "{}: {}", form, text);
            }
            prop_assert!(text.contains("a.example"), "{}: {}", form, text);
        }
    }
}
