//! There and back over every recording.

use serde_json::Value;
use why1006_diagnosis::diagnose;
use why1006_evidence::{
    Evidence, packed,
    record::Record,
    redact::{Hosts, Keep, redact, redact_with},
    result::{find, native},
    schema,
};

use crate::{everything, said};

#[test]
fn every_recording_comes_back_and_means_the_same() {
    let schema = jsonschema::validator_for(&schema::evidence()).unwrap();
    let mut hidden = 0;
    for (name, evidence) in everything() {
        let evidence = Evidence { said: Some(said()), ..evidence };
        let before = diagnose(&evidence);
        for hosts in [Hosts::Shown, Hosts::InternalHidden, Hosts::AllHidden] {
            let leaving = redact_with(&evidence, &Keep::default().hiding(hosts));
            let is_hidden = leaving.target.host != evidence.target.host;
            if hosts != Hosts::Shown && !is_hidden {
                continue;
            }
            hidden += usize::from(is_hidden);
            let link = native::encode(&leaving);
            assert!(link.len() < 8_000, "{name}: {} characters", link.len());
            let back = native::decode(&link).unwrap_or_else(|e| panic!("{name}: {e:?}"));
            assert_eq!(back, leaving, "{name}");
            assert_eq!(diagnose(&back), before, "{name}, {hosts:?}");
            assert_eq!(redact_with(&back, &Keep::default().hiding(hosts)), back, "{name}");
            let json = back.write::<Value>();
            let fault = schema.iter_errors(&json).next().map(|fault| fault.to_string());
            assert_eq!(fault, None, "{name}");
        }
    }
    assert!(hidden > 200, "only {hidden} hosts got another name");
}

#[test]
fn a_file_is_read_alone_and_inside_an_answer() {
    for (name, evidence) in everything().into_iter().step_by(50) {
        let json = evidence.write::<Value>();
        assert_eq!(native::read(&json.to_string()), Ok(evidence.clone()), "{name}");
        let answer = serde_json::json!({ "url": "", "link": "r=1d", "evidence": json });
        assert_eq!(native::read(&format!("{answer:#}\n")), Ok(evidence), "{name}");
    }
}

#[test]
fn every_link_is_found_in_a_mail() {
    for (name, evidence) in everything().iter().step_by(7) {
        let link = native::encode(&redact(evidence));
        let mail = format!("Hi,\r\n> https://why.example/#{link}.\r\nIt fails since today.\r\n");
        assert_eq!(find(&mail).as_ref(), Some(&link), "{name}");
        let wrapped: Vec<&str> =
            mail.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
        assert_eq!(find(&wrapped.join("=\r\n")).as_ref(), Some(&link), "{name}");
        assert!(packed::unpack(&link[2..], 1).is_ok());
    }
}
