//! The three drivers against a page of a few lines: start, open, read, end.

mod common;

use std::time::Duration;

use common::{Site, marked_processes};
use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Look};

/// How often a browser is looked at that is still to do something, and how many times.
const STEP: Duration = Duration::from_millis(50);
const LOOKS: usize = 600;

/// The console's lines, once the one about the socket is among them: it may be printed
/// after the page has heard of it.
async fn printed(browser: &Browser) -> Option<Vec<String>> {
    let mut lines = browser.console().await.unwrap()?;
    for _ in 0..LOOKS {
        if lines.iter().any(|line| line.contains("/socket")) {
            break;
        }
        tokio::time::sleep(STEP).await;
        lines.extend(browser.console().await.unwrap()?);
    }
    Some(lines)
}

async fn drives(kind: BrowserKind) {
    let site = Site::start().await;
    let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
    browser.goto(site.http()).await.unwrap();
    assert_eq!(browser.title().await.unwrap(), "A page");
    assert!(!marked_processes().is_empty());

    // The page opens a WebSocket to a server that has none.
    let waited = "return document.documentElement.dataset.closed === '1006'";
    for _ in 0..LOOKS {
        if browser.script(waited, vec![]).await.unwrap() == true {
            break;
        }
        tokio::time::sleep(STEP).await;
    }
    if kind == BrowserKind::Chromium {
        let requests = browser.requests().await.unwrap();
        let socket = site.http().replace("http", "ws") + "socket";
        assert!(requests.contains(&site.http()) && requests.contains(&socket), "{requests:?}");
    }
    let console = printed(&browser).await;
    match kind {
        BrowserKind::WebKit => assert_eq!(console, None),
        _ => {
            let lines = console.unwrap();
            assert!(lines.iter().any(|line| line.contains("/socket")), "{lines:?}");
            assert_eq!(browser.console().await.unwrap().unwrap().len(), 0);
        }
    }
    browser.quit().await;
}

/// Serial: the look for processes that are left would see another test's.
#[tokio::test]
async fn every_browser_starts_and_leaves_nothing_behind() {
    for kind in BrowserKind::ALL {
        drives(kind).await;
        assert_eq!(marked_processes(), Vec::<u32>::new(), "{kind:?}");
    }
    trusts_what_it_is_told().await;
    goes_through_a_proxy().await;
    shows_sizes_and_dark_mode().await;
    drops_everything_in_a_panic().await;
}

async fn trusts_what_it_is_told() {
    let site = Site::start().await;
    for kind in BrowserKind::ALL {
        let stranger = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        // Some drivers fail the command, WebKit shows an error page.
        let _ = stranger.goto(site.https()).await;
        assert_ne!(stranger.title().await.unwrap_or_default(), "A page", "{kind:?}");
        stranger.quit().await;

        let options = BrowserOptions::new(kind).trusting(site.authority());
        let friend = Browser::start(options).await.unwrap();
        friend.goto(site.https()).await.unwrap();
        assert_eq!(friend.title().await.unwrap(), "A page", "{kind:?}");
        friend.quit().await;
    }
}

async fn goes_through_a_proxy() {
    let site = Site::start().await;
    for kind in BrowserKind::ALL {
        // The site answers requests for any host, as a proxy does.
        let options = BrowserOptions::new(kind).through(site.address());
        let browser = Browser::start(options).await.unwrap();
        browser.goto("http://127.0.0.9:29999/behind").await.unwrap();
        assert_eq!(browser.title().await.unwrap(), "A page", "{kind:?}");
        browser.quit().await;
        assert!(site.saw("http://127.0.0.9:29999/behind"), "{kind:?}");
    }
}

async fn shows_sizes_and_dark_mode() {
    let site = Site::start().await;
    let script = "return [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]";
    for (kind, width) in [(BrowserKind::Chromium, 390), (BrowserKind::Firefox, 800)] {
        let browser = Browser::start(BrowserOptions::new(kind)).await.unwrap();
        browser.goto(site.http()).await.unwrap();
        for dark in [true, false] {
            browser.look(Look { width, height: 600, dark }).await.unwrap();
            let seen = browser.script(script, vec![]).await.unwrap();
            assert_eq!(seen, serde_json::json!([width, dark]), "{kind:?}");
        }
        let picture = browser.picture(Look { width, height: 600, dark: false }).await.unwrap();
        // The PNG header holds the width at byte 16.
        assert_eq!(picture[16..20], width.to_be_bytes(), "{kind:?}");
        browser.quit().await;
    }
}

async fn drops_everything_in_a_panic() {
    let task = tokio::spawn(async {
        let _browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
        assert!(!marked_processes().is_empty());
        panic!("on purpose");
    });
    assert!(task.await.unwrap_err().is_panic());
    assert_eq!(marked_processes(), Vec::<u32>::new());
}

#[tokio::test]
async fn faults_are_one_line_with_a_cure() {
    let mut options = BrowserOptions::new(BrowserKind::Chromium);
    options.trust.push("/no/such/ca.pem".into());
    let error = Browser::start(options).await.unwrap_err().to_string();
    assert!(error.contains("/no/such/ca.pem") && !error.contains('\n'), "{error}");

    let mut options = BrowserOptions::new(BrowserKind::Chromium);
    options.trust.push(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml").into());
    let error = Browser::start(options).await.unwrap_err().to_string();
    assert!(error.contains("openssl x509"), "{error}");
}
