//! Everybody can use it: axe-core, the keyboard alone, the narrowest screen.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::{Key, TypingData};
use why1006_e2e::{
    Browser, BrowserKind, BrowserOptions, Host, HostOptions, Look, Page, Result, axe,
};
use why1006_lab::{Lab, Options};

use crate::support::{Findings, PATIENCE, SOON, open, test, turn};

/// The outcomes that are looked at.
const OUTCOMES: [&str; 5] =
    ["healthy-echo", "origin-checked-404", "closes-4401", "refused-tls", "cut-after-open"];

/// Opens every folded part: what is folded is not looked at otherwise.
const UNFOLD: &str = "for (const d of document.querySelectorAll('details')) d.open = true";

/// What is fetched or drawn for an open part is there: the long words of a cause, all
/// of it as data, the snippet, the code for a camera.
const UNFOLDED: &str = "const all = (fold, is) => [...document.querySelectorAll(fold)].every(is); \
    const cause = (e) => e.lastElementChild.textContent; \
    return all('.cause[open]', e => !['', 'Loading…'].includes(cause(e))) \
        && all('#preview[open]', e => e.querySelector('pre') !== null) \
        && all('#snippet[open] textarea', e => e.value !== '') \
        && all('.camera[open] > .qr', e => e.childElementCount > 0 || e.textContent !== '')";

#[tokio::test]
async fn axe_finds_nothing_and_nothing_is_too_wide() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let base = host.http();
    let mut only: Vec<String> = OUTCOMES.iter().map(|id| id.to_string()).collect();
    only.push("silent".into());
    let lab = Lab::start(Options { only: Some(only), ..Options::default() }).unwrap();
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let eyes = Eyes { browser: &browser, axe: axe().unwrap() };
    let mut findings = Findings::default();

    let page = open(&browser, &base).await.unwrap();
    eyes.look("start page", &mut findings).await.unwrap();
    page.enter(&lab.get("silent").unwrap().url).await.unwrap();
    page.press_test().await.unwrap();
    // A run that lasts for as long as it is looked at.
    page.press_keep_waiting().await.unwrap();
    // A run that is over in a moment shows its answer alone.
    page.wait_until("return document.querySelector('.ladder details') !== null", PATIENCE)
        .await
        .unwrap();
    browser.script("document.querySelector('.ladder details').open = true", vec![]).await.unwrap();
    eyes.look_once("running", false, &mut findings).await.unwrap();
    eyes.look_once("running", true, &mut findings).await.unwrap();
    let running = page.run().await.unwrap();
    findings.check(running.as_deref() == Some("running"), "the run ended although it was to wait");
    page.press_stop().await.unwrap();
    page.wait_for_report(PATIENCE).await.unwrap();
    let open_still = "return document.querySelector('.ladder details').open";
    let open_still = browser.script(open_still, vec![]).await.unwrap();
    findings.check(open_still == true, "running: an opened rung closes by itself");
    eyes.look("stopped", &mut findings).await.unwrap();

    let mut link = String::new();
    for id in OUTCOMES {
        let page = open(&browser, &base).await.unwrap();
        link = test(&page, &lab.get(id).unwrap().url).await.unwrap().link;
        eyes.look(id, &mut findings).await.unwrap();
    }
    let page = open(&browser, &base).await.unwrap();
    test(&page, "ws://localhost:99999/").await.unwrap();
    eyes.look("unusable address", &mut findings).await.unwrap();
    let (_, fragment) = link.split_once('#').unwrap();
    let page = Page::open(&browser, &base, fragment).await.unwrap();
    page.wait_until("return document.querySelector('#opened') !== null", SOON).await.unwrap();
    eyes.look("opened link", &mut findings).await.unwrap();
    let page = Page::open(&browser, &base, &fragment[..fragment.len() / 2]).await.unwrap();
    let broken = "return document.querySelector('#broken-link') !== null";
    page.wait_until(broken, SOON).await.unwrap();
    eyes.look("broken link", &mut findings).await.unwrap();
    for fragment in ["cause/network-strips-websockets", "step/open-in-tab", "causes", "cause/no"] {
        let page = Page::open(&browser, &base, fragment).await.unwrap();
        let there = "return document.querySelector('#page-title') !== null";
        page.wait_until(there, SOON).await.unwrap();
        eyes.look(fragment, &mut findings).await.unwrap();
    }
    browser.quit().await;
    findings.settle("");
}

/// The words that lie on other words, in pairs. Lines of one text may touch.
const OVERLAPS: &str = "\
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);\
    const seen = [], pairs = [];\
    for (let node; (node = walker.nextNode()); ) {\
        const box = node.parentElement;\
        if (!node.data.trim() || !box.checkVisibility() || box.closest('svg, pre')) continue;\
        const range = document.createRange();\
        range.selectNodeContents(node);\
        for (const r of range.getClientRects())\
            if (r.width > 2 && r.height > 2) seen.push({ r, text: node.data.slice(0, 40), box });\
    }\
    seen.sort((a, b) => a.r.top - b.r.top);\
    seen.forEach((a, at) => {\
        for (let i = at + 1; i < seen.length && seen[i].r.top < a.r.bottom - 6; i++) {\
            const b = seen[i];\
            const wide = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);\
            if (wide > 2 && a.box !== b.box) pairs.push(a.text + ' / ' + b.text);\
        }\
    });\
    return pairs.slice(0, 4)";

/// How long axe may read a page with all its words; the driver's own limit is 30 s.
const READ: Duration = Duration::from_secs(55);

/// Looks at the page as somebody does who sees it in another way.
pub(crate) struct Eyes<'a> {
    pub(crate) browser: &'a Browser,
    pub(crate) axe: String,
}

impl Eyes<'_> {
    /// Light and dark, folded and unfolded, wide and narrow.
    pub(crate) async fn look(&self, name: &str, findings: &mut Findings) -> Result<()> {
        self.narrow(name, findings).await?;
        self.browser.script(UNFOLD, vec![]).await?;
        Page::adopt(self.browser).wait_until(UNFOLDED, SOON).await?;
        self.narrow(&format!("{name}, unfolded"), findings).await?;
        for dark in [false, true] {
            self.look_once(name, dark, findings).await?;
        }
        Ok(())
    }

    pub(crate) async fn look_once(
        &self,
        name: &str,
        dark: bool,
        findings: &mut Findings,
    ) -> Result<()> {
        self.browser.look(Look { width: 1280, height: 900, dark }).await?;
        let over = self.browser.script(OVERLAPS, vec![]).await?;
        findings.check(over == json!([]), format!("{name}: words on words at 1280 px: {over}"));
        self.browser.driver().set_script_timeout(READ).await?;
        let script = format!(
            "{}; return axe.run(document, {{ resultTypes: ['violations'] }}).then(r => \
             r.violations.map(v => v.id + ': ' + v.help + ': ' + \
             v.nodes.slice(0, 4).map(n => n.target.join(' ') + ' ' + \
             n.any.concat(n.all).map(c => c.message).join('; ').slice(0, 200)).join(' | ')))",
            self.axe
        );
        let found = self.browser.script(&script, vec![]).await?;
        let shade = if dark { "dark" } else { "light" };
        for violation in found.as_array().into_iter().flatten() {
            let violation = violation.as_str().unwrap_or_default();
            findings.check(false, format!("{name}, {shade}: {violation}"));
        }
        Ok(())
    }

    /// No sideways scrolling at 320 px (WCAG 2.2, 1.4.10).
    pub(crate) async fn narrow(&self, name: &str, findings: &mut Findings) -> Result<()> {
        self.browser.look(Look { width: 320, height: 700, dark: false }).await?;
        let script = "const out = [...document.querySelectorAll('body *')].filter(e => \
                          e.getBoundingClientRect().right > innerWidth + 1 && \
                          !e.closest('pre, .scroll, .matrix, textarea')); \
                      return [document.documentElement.scrollWidth, innerWidth, \
                          out.slice(0, 3).map(e => e.outerHTML.slice(0, 120))]";
        let seen = self.browser.script(script, vec![]).await?;
        let fits = seen[0].as_u64() <= Some(320);
        findings.check(fits, format!("{name}: {} px wide at 320 px: {}", seen[0], seen[2]));
        let over = self.browser.script(OVERLAPS, vec![]).await?;
        findings.check(over == json!([]), format!("{name}: words on words at 320 px: {over}"));
        Ok(())
    }
}

#[tokio::test]
async fn the_keyboard_alone_suffices() {
    let _turn = turn().await;
    let host = Host::start(HostOptions::default()).await.unwrap();
    let only = Some(vec!["origin-checked-404".to_owned()]);
    let lab = Lab::start(Options { only, ..Options::default() }).unwrap();
    let browser = Browser::start(BrowserOptions::new(BrowserKind::Chromium)).await.unwrap();
    let page = open(&browser, &host.http()).await.unwrap();
    let keys = Keyboard { browser: &browser };

    keys.tab_to("the address", "e.id === 'address'", 5).await.unwrap();
    let all = browser.action_chain().key_down(Key::Control).send_keys("a").key_up(Key::Control);
    all.perform().await.unwrap();
    keys.press(lab.running()[0].url.as_str()).await.unwrap();
    keys.press(Key::Enter).await.unwrap();
    let report = page.wait_for_report(PATIENCE).await.unwrap();
    assert_eq!(report.verdict.as_str(), "answered-not-upgraded");
    keys.tab_to("the headline", "e.id === 'headline'", 0).await.unwrap();

    // A rung of the ladder and two causes, one by Enter and one by Space.
    keys.tab_to("the ladder", "e.matches('.ladder summary')", 20).await.unwrap();
    keys.opens(Key::Enter).await.unwrap();
    keys.tab_to("a cause", "e.matches('.cause > summary')", 20).await.unwrap();
    keys.opens(Key::Enter).await.unwrap();
    let words = "return document.querySelector('.cause[open] .words') !== null";
    page.wait_until(words, SOON).await.unwrap();
    let closed = "e.matches('.cause:not([open]) > summary')";
    keys.tab_to("the next cause", closed, 40).await.unwrap();
    keys.opens(Key::Space).await.unwrap();
    keys.tab_to("what is ruled out", "e.matches('#ruled-out > summary')", 80).await.unwrap();
    keys.opens(Key::Enter).await.unwrap();

    keys.tab_to("Copy link", "e.id === 'copy-link'", 40).await.unwrap();
    keys.press(Key::Enter).await.unwrap();
    let said = "return /Copied|Selected/.test(\
                document.querySelector('#copy-link').parentElement.textContent)";
    page.wait_until(said, SOON).await.unwrap();
    browser.quit().await;
}

/// How often it is looked whether a key did what it does.
const STEP: Duration = Duration::from_millis(50);

/// Hands without a mouse.
pub(crate) struct Keyboard<'a> {
    pub(crate) browser: &'a Browser,
}

impl Keyboard<'_> {
    pub(crate) async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        Ok(self.browser.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses Tab until the focused element `e` fits; it has to be visible. With
    /// `most` 0 nothing is pressed: the page moves the focus there, in its own time.
    pub(crate) async fn tab_to(&self, name: &str, fits: &str, most: usize) -> Result<()> {
        let script = format!(
            "const e = document.activeElement; const r = e.getBoundingClientRect(); \
             return [{fits}, r.width > 0 && r.bottom > 0 && r.top < innerHeight, \
                 e.outerHTML.slice(0, 80), e.matches(':focus-visible')]"
        );
        let is_to_come = |seen: &Value| match seen[0] == true {
            // An engine may scroll a moment after it moved the focus.
            true => seen[1] != true,
            false => most == 0,
        };
        let mut path = Vec::new();
        for _ in 0..=most {
            let mut seen = self.browser.script(&script, vec![]).await?;
            let began = Instant::now();
            while is_to_come(&seen) && began.elapsed() < SOON {
                tokio::time::sleep(STEP).await;
                seen = self.browser.script(&script, vec![]).await?;
            }
            path.push(seen[2].to_string());
            if seen[0] == true {
                assert!(seen[1] == true, "{name} has the focus and is not on the screen");
                assert!(seen[3] == true, "{name} has the focus and does not show it");
                return Ok(());
            }
            self.press(Key::Tab).await?;
        }
        panic!("Tab does not reach {name} within {most} steps: {}", path.join("\n"))
    }

    /// The focused summary opens its details by this key.
    pub(crate) async fn opens(&self, key: Key) -> Result<()> {
        self.press(key.clone()).await?;
        let open = "return document.activeElement.parentElement.open";
        let opens = Page::adopt(self.browser).wait_until(open, SOON).await;
        assert!(opens.is_ok(), "{key:?} does not open it: {opens:?}");
        Ok(())
    }
}
