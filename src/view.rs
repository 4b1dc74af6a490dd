//! The page, one component per region. Infers nothing: what is shown comes
//! from the diagnosis, the words from `content`.

mod ask;
mod beside;
mod blocks;
mod camera;
mod causes;
mod compare;
mod copy;
mod el;
mod experiment;
mod guide;
mod host_note;
mod invite;
mod ladder;
mod maker;
mod network;
mod opening;
mod pages;
mod preset;
mod raw;
mod reading;
mod received;
mod report;
mod reports;
mod send;
mod share;
mod software;
mod state;
mod time;
mod timeline;
mod untested;
mod verdict;
mod visit;
mod watched;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlFormElement, HtmlInputElement};
use why1006_evidence::{ask::AskKind, result, scan};

use crate::{
    invitation,
    js::{self, spawn_local},
    link,
    view::{
        el::{attribute, kids, live, nothing, on, replaced, watch},
        state::State,
    },
};

/// Takes over the static form and starts the page's program.
///
/// Client-side rendering does not adopt static HTML, so what the user has
/// typed, the selection and the focus are carried over by hand.
pub fn mount() {
    std::panic::set_hook(Box::new(panicked));
    let document = js::document();
    let Some(root) = document.get_element_by_id("app") else {
        return;
    };
    let old = Typed::read();
    root.set_text_content(None);

    let (address, asked) = (old.address.clone(), old.asked);
    // Inside, because signals need the owner that mounting makes.
    let handle = leptos::mount::mount_to(root.unchecked_into::<HtmlElement>(), move || {
        let state = State::new();
        // A result that is pasted opens by itself.
        watch(move || {
            if state.asked.with(|(ask, _)| ask.kind == AskKind::Result) {
                state.open(state.address.get_untracked());
            }
        });
        state.address.set(address);
        spawn_local(async move {
            state.load_config().await;
            open_address_bar(state).await;
            if asked {
                state.start();
            }
        });
        // A link that is opened in this very tab changes the fragment alone.
        let window: &wasm_bindgen::JsValue = &js::window();
        on(window.unchecked_ref(), "hashchange", move |_| spawn_local(open_address_bar(state)));
        app(state)
    });
    handle.forget();

    old.restore();
    if let Some(html) = document.document_element() {
        let _ = html.set_attribute("data-why1006", "running");
    }
    if let Ok(event) = web_sys::CustomEvent::new("why1006:started") {
        let _ = js::window().dispatch_event(&event);
    }
}

fn app(state: State) -> AnyView {
    let later = replaced(move || match state.rest.get() {
        true => report::report(state),
        false => nothing(),
    });
    let inside = kids![ask::ask(state), later];
    live("main", &[], inside, move |main| {
        watch(move || {
            let goes_on = state.running.get() || !state.answered.get();
            let run = match (goes_on, state.evidence.with(Option::is_some)) {
                (true, _) => "running",
                (false, true) => "done",
                (false, false) => "idle",
            };
            attribute(&main, "data-run", Some(run));
            let network = match state.testing.get() {
                true => "running",
                false
                    if state
                        .evidence
                        .with(|e| e.as_ref().is_some_and(|e| !e.network.is_empty())) =>
                {
                    "done"
                }
                false => "idle",
            };
            attribute(&main, "data-network", Some(network));
            let verdict = state.diagnosis.with(|d| d.as_ref().map(|d| d.verdict.as_str()));
            attribute(&main, "data-verdict", verdict);
        });
    })
}

/// What the addresses of pages of words begin with; `causes` is the list.
const PAGES: [&str; 3] = ["cause", "step", "article"];

/// The fragment that shows the test of the network without an address.
const NETWORK: &str = "network";

/// The fragment of the link maker.
const MAKER: &str = "ask";

/// Reads `#url=…` (see [`invitation`]), `?url=…`, `#r=…`, `#i=…`, `#ask`, `#network` and
/// the addresses of pages of words. None of them connects to anything.
async fn open_address_bar(state: State) {
    let location = js::window().location();
    let hash = location.hash().unwrap_or_default();
    let fragment = scan::trim_start(&hash, b"#");
    if PAGES.iter().any(|key| fragment.starts_with(key)) {
        visit::fill_in(state);
        // Meanwhile the reader may have gone elsewhere.
        if state.load_rest(true).await && location.hash().is_ok_and(|now| now == hash) {
            state.reading.set(fragment.to_owned());
        }
        return;
    }
    state.visit.making.set(false);
    if fragment == MAKER {
        state.reading.set(String::new());
        state.behind.set(fragment.to_owned());
        visit::fill_in(state);
        if state.load_rest(true).await {
            maker::open(state).await;
        }
        return;
    }
    if !state.reading.peek(String::is_empty) {
        state.reading.set(String::new());
        if state.behind.peek(|behind| behind == fragment) {
            // What it shows is still there.
            return;
        }
    }
    if state.running.get_untracked() {
        return;
    }
    state.network.set(fragment == NETWORK);
    if fragment == NETWORK {
        visit::fill_in(state);
        // Shows what the button would do, and does nothing of it.
        state.load_rest(true).await;
    }
    state.behind.set(fragment.to_owned());
    let is_result = [link::KEY, link::SNIPPET_KEY].iter().any(|key| fragment.starts_with(key));
    if is_result || result::find(fragment).is_some() {
        state.visit.elsewhere.set(true);
        return state.open(fragment.to_owned());
    }
    let search = location.search().unwrap_or_default();
    let in_query = invitation::read(scan::trim_start(&search, b"?"));
    if in_query.is_some() {
        // An address in the query would travel to the host with every reload.
        let path = location.pathname().unwrap_or_default();
        if let Ok(history) = js::window().history() {
            let nothing = wasm_bindgen::JsValue::NULL;
            let _ = history.replace_state_with_url(&nothing, "", Some(&path));
        }
    }
    match invitation::read(fragment).or(in_query) {
        Some(asked) => visit::accept(state, asked),
        None => visit::fill_in(state),
    }
}

/// What stood in the static form when the program started.
struct Typed {
    address: String,
    selection: Option<(u32, u32)>,
    focused: bool,
    asked: bool,
}

impl Typed {
    fn read() -> Typed {
        let document = js::document();
        let input = input();
        let form =
            document.get_element_by_id("ask").and_then(|f| f.dyn_into::<HtmlFormElement>().ok());
        Typed {
            address: input.as_ref().map(HtmlInputElement::value).unwrap_or_default(),
            selection: input
                .as_ref()
                .and_then(|i| Some((i.selection_start().ok()??, i.selection_end().ok()??))),
            focused: document.active_element().is_some_and(|e| e.id() == "address"),
            asked: form.is_some_and(|f| f.has_attribute("data-asked")),
        }
    }

    fn restore(&self) {
        if let (true, Some(input)) = (self.focused, input()) {
            let _ = input.focus();
            if let Some((start, end)) = self.selection {
                let _ = input.set_selection_range(start, end);
            }
        }
    }
}

fn input() -> Option<HtmlInputElement> {
    js::document().get_element_by_id("address")?.dyn_into().ok()
}

/// Tells the plain-JavaScript fallback, which then offers its simple test.
fn panicked(info: &std::panic::PanicHookInfo<'_>) {
    console_error_panic_hook::hook(info);
    let detail = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&detail, &"step".into(), &"panic".into());
    let _ = js_sys::Reflect::set(&detail, &"message".into(), &info.to_string().into());
    let options = web_sys::CustomEventInit::new();
    options.set_detail(&detail);
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict("why1006:failed", &options) {
        let _ = js::window().dispatch_event(&event);
    }
}
