//! The form as it is filled in, read.

use why1006_evidence::{
    App, Problem, ProblemKind, Target,
    ask::{self, Ask},
    csp,
    lint::{self, Parts},
    scan,
};

use crate::js;

/// What the four boxes say.
pub(in crate::view) fn read_form(
    address: &str,
    protocols: &str,
    app: &str,
    csp: &str,
) -> (Ask, Target) {
    let mut ask = ask::understand(address);
    let mut offered = lint::protocols(protocols);
    if offered.is_empty() {
        offered = ask.protocols.clone();
    }
    let app = match (app.trim(), &ask.app) {
        // A policy is one of a page: `'self'` is where that page is.
        ("", None) if csp.is_empty() => None,
        ("", None) => Some(String::new()),
        ("", Some(origin)) => Some(origin.clone()),
        (typed, _) => Some(typed.to_owned()),
    };
    let mut parts = if ask.address.is_empty() { None } else { js::parse(&ask.address) };
    let app = app.and_then(|typed| match read_app(&typed) {
        Some((mut app, page)) => {
            if let Some(target) = parts.as_mut().filter(|_| !csp.is_empty()) {
                csp::judge(csp, &page, &mut app, target, &mut ask);
            }
            Some(app)
        }
        None => {
            ask.problems.push(Problem { kind: ProblemKind::BadApp, part: typed });
            None
        }
    });
    let target = lint::target(&ask, parts, &offered, app);
    (ask, target)
}

/// The app's page, and its address in parts.
fn read_app(typed: &str) -> Option<(App, Parts)> {
    let full = if scan::has(typed, "://") { typed.to_owned() } else { format!("https://{typed}") };
    let origin = web_sys::Url::new(&full).ok()?.origin();
    let mut app = lint::app(&origin);
    app.here = js::window().location().origin().is_ok_and(|own| own == origin);
    let page = js::parse(&full)?;
    origin.starts_with("http").then_some((app, page))
}
