//! What redaction takes out is in no form of a report.

use proptest::prelude::*;
use why1006_evidence::{EngineFamily, PageScheme, redact::redact};
use why1006_recordings::planted;

use crate::support::{Forms, recorded};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_part_of_a_secret_is_told(
        secret in "[A-Z]{3}[a-z]{4}[0-9]{5}[A-Za-z0-9]{8}",
    ) {
        let run = recorded(EngineFamily::Firefox, PageScheme::Http, "closes-4401");
        let evidence = planted::secrets(&run, &secret);
        let raw = Forms::of(&evidence, false).all();
        prop_assert!(raw.iter().all(|(_, text)| text.contains(&secret)), "it was never there");
        for (form, text) in Forms::of(&redact(&evidence), false).all() {
            prop_assert!(!planted::survives(&secret, &text), "{}: {}", form, text);
            prop_assert!(text.contains(&run.target.host), "{}: {}", form, text);
        }
    }
}
