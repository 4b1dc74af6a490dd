//! The same test on a phone: the code that its camera reads.

use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Host, HostOptions, Page};
use why1006_evidence::{Clue, Told, Way};
use why1006_lab::Lab;

use crate::{
    guide::{after_answer, choose, click, lab, seen},
    support::{Findings, SOON, open, test, turn},
};

/// Names that no list calls local, at this machine.
const NAMES: [&str; 2] = ["page.why1006-test.net", "app.why1006-test.net"];

/// Light and dark of the picture on the screen, as the engine fills its path.
pub(crate) const PIXELS: &str = "const svg = document.querySelector('.qr svg'); \
    const size = +svg.getAttribute('viewBox').split(' ')[2]; \
    const path = new Path2D(svg.querySelector('path').getAttribute('d')); \
    const pen = document.createElement('canvas').getContext('2d'); \
    const rows = []; \
    for (let y = 0; y < size; y++) { let row = ''; \
        for (let x = 0; x < size; x++) \
            row += pen.isPointInPath(path, x + 0.5, y + 0.5) ? '#' : '.'; \
        rows.push(row); } \
    return rows";

/// How the browser finds both names, and the address by its name.
fn named(lab: &Lab) -> (String, String) {
    let url = &lab.running()[0].url;
    let at = url.trim_start_matches("ws://").split(['/', ':']).next().unwrap();
    let rules = format!("--host-resolver-rules=MAP {} 127.0.0.1, MAP {} {at}", NAMES[0], NAMES[1]);
    (rules, url.replacen(at, NAMES[1], 1))
}

/// What a camera reads, from four pixels for each unit.
pub(crate) fn read(rows: &[String]) -> Option<String> {
    const ZOOM: usize = 4;
    let dark = |x: usize, y: usize| rows[y / ZOOM].as_bytes()[x / ZOOM] == b'#';
    let size = rows.len() * ZOOM;
    let grey = |x, y| if dark(x, y) { 0 } else { 255 };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(size, size, grey);
    let grids = picture.detect_grids();
    grids.first()?.decode().ok().map(|(_, text)| text)
}

#[tokio::test]
async fn a_camera_reads_the_same_test() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let lab = lab(&["wrong-path-404"]);
    let mut options = BrowserOptions::new(BrowserKind::Chromium);
    // Both names lead here, so that neither page nor address looks local.
    let port = host.ports().0;
    let url = lab.running()[0].url.clone();
    let at = url.trim_start_matches("ws://").split(['/', ':']).next().unwrap();
    options
        .args
        .push(format!("--host-resolver-rules=MAP {} 127.0.0.1, MAP {} {at}", NAMES[0], NAMES[1]));
    let browser = Browser::start(options).await.unwrap();
    let base = format!("http://{}:{port}/", NAMES[0]);
    let address = format!("{}?token=s3cret-c0ffee", url.replacen(at, NAMES[1], 1));
    let mut findings = Findings::default();

    let page = Page::open(&browser, &base, "").await.unwrap();
    page.offer(&["mqtt"]).await.unwrap();
    let report = test(&page, &address).await.unwrap();
    assert_eq!(report.evidence.target.url, address);
    choose(&page, "other-network").await;
    let early = seen(&page, "return document.querySelectorAll('.qr svg').length").await;
    findings.check(early == 0, "the code is drawn before anybody asks");
    click(&page, "#phone > summary").await;
    page.wait_until("return document.querySelector('.qr svg') !== null", SOON).await.unwrap();
    let rows: Vec<String> = serde_json::from_value(seen(&page, PIXELS).await).unwrap();
    let text = read(&rows).unwrap_or_default();
    let shown = seen(&page, "return document.querySelector('#ask-link').value").await;
    findings.check(shown == text.as_str(), format!("the code says `{text}`, the text {shown}"));
    findings.check(text.starts_with(&format!("{base}#url=")), format!("it leads to {text}"));
    findings.check(!text.contains("s3cret"), format!("it holds the secret: {text}"));
    let said = page.text(".answers").await.unwrap().unwrap_or_default();
    findings.check(said.contains("secret parts"), "the missing secret is not mentioned");

    let fragment = text.split_once('#').unwrap_or_default().1;
    let phone = Page::open(&browser, &base, fragment).await.unwrap();
    phone.wait_until("return document.querySelector('#address').value !== ''", SOON).await.unwrap();
    let form = "return [document.querySelector('#address').value, \
                document.querySelector('#protocols').value]";
    let form = seen(&phone, form).await;
    let expected = address.replace("s3cret-c0ffee", "…");
    findings.check(form[0] == expected.as_str(), format!("it fills in {}", form[0]));
    findings.check(form[1] == "mqtt", format!("it offers {}", form[1]));
    let idle = phone.run().await.unwrap();
    findings.check(idle.as_deref() == Some("idle"), format!("it is {idle:?} before a click"));
    browser.quit().await;
    findings.settle("");
}

#[tokio::test]
async fn a_page_on_this_machine_sends_nobody_to_a_phone() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let lab = lab(&["wrong-path-404"]);
    let mut options = BrowserOptions::new(BrowserKind::Chromium);
    let (rules, address) = named(&lab);
    options.args.push(rules);
    let browser = Browser::start(options).await.unwrap();
    let page = open(&browser, &host.http()).await.unwrap();
    test(&page, &address).await.unwrap();
    choose(&page, "other-network").await;
    page.wait_until("return document.querySelector('.answers .note') !== null", SOON)
        .await
        .unwrap();
    let said = page.text(".answers .note").await.unwrap().unwrap_or_default();
    assert!(said.contains("phone"), "it says `{said}`");
    assert!(page.text(".qr").await.unwrap().is_none(), "there is a code that leads nowhere");
    click(&page, "[data-clue=cannot]").await;
    let report = after_answer(&page).await.unwrap();
    assert_eq!(report.evidence.told, [Told::new(Way::OtherNetwork, Clue::Cannot)]);
    browser.quit().await;
}
