//! The form of an organisation: what it asks to test, and one button.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use why1006_evidence::lint;
use why1006_host_file::{Address, Preset};

use super::{
    el::{Kid, button, classed, el, focus_soon, kids, live, nothing, on, p, patched, replaced},
    state::State,
};
/// Whether the form is the organisation's now. To be read inside a view.
pub(super) fn stands(state: State) -> bool {
    !state.visit.elsewhere.get() && has_addresses(state)
}

fn has_addresses(state: State) -> bool {
    with(state, |preset| !preset.addresses.is_empty()).unwrap_or_default()
}

/// What the host's file says, once it is read.
pub(super) fn with<T>(state: State, f: impl FnOnce(&Preset) -> T) -> Option<T> {
    state.config.with(|config| config.as_ref().map(|config| f(&config.preset)))
}

/// Who asks for what, above the button.
pub(super) fn above(state: State) -> AnyView {
    replaced(move || match stands(state) {
        true => with(state, |preset| show(state, preset)).kid(),
        false => nothing(),
    })
}

fn show(state: State, preset: &Preset) -> AnyView {
    let asks = |what| match &preset.organisation {
        Some(name) => [name, " asks you to test ", what].concat(),
        None => ["Please test ", what].concat(),
    };
    let (title, what) = match &preset.addresses[..] {
        [address] => {
            let name = address.name.clone().map(|name| el("b", &[], kids![name]));
            let url = el("code", &[], kids![address.url.clone()]);
            (asks("this connection"), p(kids![name, " ", url]))
        }
        addresses => (asks("a connection"), choice(state, addresses)),
    };
    let about = "One press and some seconds: your browser opens this connection and looks at what \
                 happens. Nothing is sent to anybody before you send it.";
    kids![
        el("h2", &[("id", "preset-title")], kids![title]),
        what,
        classed("p", "hint", kids![about])
    ]
    .kid()
}

/// Several addresses: which one.
fn choice(state: State, addresses: &[Address]) -> AnyView {
    let chosen = state.address.get_untracked();
    let option = |address: &Address| {
        let label = address.name.clone().unwrap_or_else(|| address.url.clone());
        let attributes = [("value", address.url.as_str()), ("selected", "")];
        let of = if address.url == chosen { 2 } else { 1 };
        el("option", &attributes[..of], kids![label])
    };
    let options = addresses.iter().map(option).collect();
    let offered = addresses.to_vec();
    let select = live("select", &[("id", "preset-choice")], options, move |select| {
        let list: HtmlSelectElement = select.clone().unchecked_into();
        on(&select, "change", move |_| {
            let at = usize::try_from(list.selected_index()).unwrap_or_default();
            if let Some(address) = offered.get(at) {
                state.choose(address);
            }
        });
    });
    let url = patched(move || p(kids![el("code", &[], kids![state.address.get()])]));
    kids![el("label", &[("for", "preset-choice")], kids!["Which one?"]), select, url].kid()
}

/// Other ways to begin: the ordinary form and back, and the link maker.
pub(super) fn below(state: State) -> AnyView {
    let turn = replaced(move || {
        let (label, elsewhere) = match (has_addresses(state), stands(state)) {
            (false, _) => return nothing(),
            (true, true) => ("Test another address", true),
            (true, false) => ("Back to what was asked for", false),
        };
        button("turn", "quiet", label, move || state.turn(elsewhere))
    });
    let maker = el("a", &[("href", "#ask"), ("id", "make")], kids!["Ask someone else to test"]);
    classed("div", "turns", kids![turn, maker])
}

impl State {
    /// Takes over an address of the host's file, with its options.
    pub(super) fn choose(self, address: &Address) {
        self.address.set(address.url.clone());
        self.protocols.set(lint::listed(&address.protocols));
        self.app.set(address.app.clone().unwrap_or_default());
        self.csp.set(String::new());
    }

    /// To the ordinary form, empty, or back to the organisation's.
    fn turn(self, elsewhere: bool) {
        let first = with(self, |preset| preset.addresses.first().cloned()).flatten();
        let Some(first) = first else { return };
        if elsewhere {
            for field in [self.address, self.protocols, self.app] {
                field.set(String::new());
            }
        } else {
            self.choose(&first);
        }
        self.visit.elsewhere.set(elsewhere);
        // The button that was pressed is gone, and with it the focus.
        focus_soon(if elsewhere { "address" } else { "test" });
    }
}
