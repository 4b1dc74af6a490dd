//! A result that was passed on, diagnosed without a browser.

use std::{
    fs,
    io::{Read, stdin},
    path::Path,
};

use why1006_diagnosis::diagnose;
use why1006_e2e::{Error, Report, Result};
use why1006_evidence::{
    record::Record,
    redact::redact,
    result::{Broken, MAX_TEXT, find, native},
};

use crate::{answer::Answer, arguments::Form};

/// The answer to a link, a file or the input (`-`).
///
/// # Errors
/// A line that names what cannot be read, and why.
pub(crate) fn read(what: &str, form: Form) -> Result<String> {
    let text = text(what)?;
    let evidence = native::read(&text).map_err(|broken| Error::new(why(what, &text, broken)))?;
    let diagnosis = diagnose(&evidence);
    let leaving = redact(&evidence);
    let report = Report {
        verdict: diagnosis.verdict,
        evidence_json: evidence.write(),
        evidence: evidence.clone(),
        link: ["#", &native::encode(&leaving)].concat(),
    };
    let answer = Answer {
        url: &evidence.target.url,
        engine: evidence.circumstances.engine.family.as_str(),
        page: evidence.circumstances.page.scheme.as_str(),
        report: &report,
        diagnosis: &diagnosis,
        console: None,
        is_received: true,
    };
    Ok(answer.print(form))
}

/// What stands there, and no more than is read of it.
fn text(what: &str) -> Result<String> {
    if what != "-" && find(what).is_some() {
        return Ok(what.to_owned());
    }
    let fault = |e: std::io::Error| Error::new(format!("--from {what}: cannot be read: {e}"));
    let mut bytes = Vec::new();
    let limit = MAX_TEXT as u64 + 1;
    match what {
        "-" => stdin().take(limit).read_to_end(&mut bytes).map_err(fault)?,
        file => {
            let file = fs::File::open(Path::new(file)).map_err(fault)?;
            file.take(limit).read_to_end(&mut bytes).map_err(fault)?
        }
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn why(what: &str, text: &str, broken: Broken) -> String {
    let snippet = find(text).is_some_and(|fragment| fragment.starts_with("i="));
    let why = match broken {
        _ if snippet => "what the snippet printed is opened on the page; give the result's link",
        Broken::Incomplete => "is incomplete; ask for the whole link, or for the file",
        Broken::Newer => "was made by a newer version; update this one",
        Broken::TooLong => "holds far more than a result does",
        Broken::NoResult | Broken::Unsupported => "holds no result",
    };
    let short: String = what.chars().take(60).collect();
    format!("--from {short}: {why}")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    const RUN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../evidence/tests/v1-later.json");

    fn json(what: &str) -> Value {
        serde_json::from_str(&read(what, Form::Json).unwrap()).unwrap()
    }

    #[test]
    fn a_file_its_link_and_its_answer_say_the_same() {
        let first = json(RUN);
        assert!(first["link"].as_str().unwrap().starts_with("#r=1d"));
        let by_link = json(&format!("https://why.example/{}", first["link"].as_str().unwrap()));
        for key in ["verdict", "owner", "remaining", "ruled_out", "not_tested", "next_step", "link"]
        {
            assert_eq!(by_link[key], first[key], "{key}");
        }
        let file = std::env::temp_dir().join(format!("why1006-from-{}.json", std::process::id()));
        fs::write(&file, first.to_string()).unwrap();
        assert_eq!(json(&file.to_string_lossy()), first);
        let text = read(RUN, Form::Lines).unwrap();
        assert!(text.contains("page said    answered-not-upgraded, wrong-path; by build 0.1.0"));
        let _ = fs::remove_file(file);
    }

    #[test]
    fn what_is_no_result_is_named() {
        let fault = |what: &str| read(what, Form::Lines).unwrap_err().to_string();
        assert!(fault("/nowhere/at/all").contains("/nowhere/at/all"));
        assert!(fault("https://why.example/#r=1d01234567.AAAA").contains("incomplete"));
        assert!(fault("https://why.example/#r=2d01234567.AAAA").contains("newer"));
        assert!(fault("https://why.example/#i=1d01234567.AAAA").contains("snippet"));
        assert!(fault(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).contains("no result"));
    }
}
