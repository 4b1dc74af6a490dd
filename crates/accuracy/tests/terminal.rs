//! `docs/terminal.tsv` can be read, and has one row for each outcome that was
//! recorded.

use std::path::Path;

use why1006_accuracy::{Outcomes, Permits};
use why1006_diagnosis::CauseId;
use why1006_evidence::Way;
use why1006_recordings::terminals;

fn permits(outcomes: &Outcomes, way: Way, text: &str) -> Permits {
    let row = outcomes.find(way, text).unwrap();
    row.unwrap_or_else(|| panic!("no row for {way} `{text}`")).1.clone()
}

#[test]
fn every_end_of_a_recorded_request_has_one_row() {
    let outcomes = Outcomes::new().unwrap();
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/evidence"));
    let (mut count, mut wrong) = (0, Vec::new());
    for printed in terminals(folder).unwrap().values() {
        let both = [&printed.upgrade_http, &printed.upgrade_https];
        for line in both.into_iter().flatten().flatten().filter(|l| l.starts_with("curl: (")) {
            count += 1;
            match outcomes.find(Way::Terminal, line) {
                Ok(Some(_)) => {}
                Ok(None) => wrong.push(format!("no row: {} {line}", printed.scenario)),
                Err(why) => wrong.push(why),
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(count > 1000, "{count} ends");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rows_say_what_the_survey_says() {
    use CauseId::*;
    let outcomes = Outcomes::new().unwrap();
    let curl = |text: &str| permits(&outcomes, Way::Terminal, text);
    // causes.md, section 4: "404 on Rails" is the origin.
    assert!(curl("status 404").permits(OriginRejected) && !curl("status 404").permits(Refused));
    assert!(!curl("status 429").permits(OriginRejected));
    // A status without a row of its own is that of the general row.
    assert!(curl("status 418").permits(RedirectedHandshake));
    for cause in [OriginRejected, AuthAtHandshake, ProxyUpgradeHeaders, RedirectedHandshake] {
        assert!(!curl("101").permits(cause), "{cause}");
    }
    assert!(curl("101").permits(WafRule) && curl("101").permits(CutAfterOpen));
    assert!(curl("101, accept").permits(BadHandshake) && !curl("101, accept").permits(WsToTlsPort));
    // What curl says of the end is told apart by its words.
    let expired = curl("curl: (60) SSL certificate problem: certificate has expired");
    assert!(expired.permits(ExpiredOrWrongHostCert) && !expired.permits(TlsUntrusted));
    let alert = "curl: (56) OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert \
                 certificate required, errno 0";
    assert!(curl(alert).permits(ClientCertificate) && !curl(alert).permits(UpstreamDown));
    assert_eq!(curl("curl: (56) CONNECT tunnel failed, response 403"), Permits::Everything);
    let openssl = |text: &str| permits(&outcomes, Way::TerminalTls, text);
    let both = "verify error:num=20:unable to get local issuer certificate\n\
                verify error:num=21:unable to verify the first certificate";
    assert!(openssl(both).permits(IncompleteChain) && openssl(both).permits(TlsUntrusted));
    assert!(!openssl("verified").permits(WssToPlainPort));
}

#[test]
fn a_faulty_table_is_refused_with_its_line() {
    let groups = "@near\tdns\twhy\n@store\tdns\twhy\n@resolver\tdns\twhy\n";
    assert!(Outcomes::parse(&format!("{groups}upgrade\talways\ttext\tdns\twhy\n")).is_ok());
    for (row, why) in [
        ("upgrade\talways\ttext\tno-such-cause\twhy", "no cause and no group"),
        ("upgrade\talways\ttext\tdns", "five columns"),
        ("console\talways\ttext\tdns\twhy", "no way"),
        ("tls\tnever\ttext\tdns\twhy", "no `if`"),
        ("tls\talways\tNNN\tdns\twhy", "match anything"),
        ("@near\tdns\twhy", "defined twice"),
    ] {
        let fault = Outcomes::parse(&format!("{groups}{row}\n")).err().unwrap_or_default();
        assert!(fault.contains(why) && fault.starts_with("docs/terminal.tsv:4"), "{row}: {fault}");
    }
    assert!(Outcomes::parse("@near\tdns\twhy\n").err().unwrap().contains("`@store`"));
    let row = "tls\talways\ttext\tdns\twhy\n";
    let twice = Outcomes::parse(&format!("{groups}{row}{row}")).unwrap();
    assert!(twice.find(Way::TerminalTls, "text").is_err());
}
