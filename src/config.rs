//! What the host of the page says about itself: the file `why1006.json`.

mod resolve;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use why1006_evidence::{PageScheme, Scheme, circumstances::NoReference};
use why1006_host_file::{self as host_file, Fault, Kind, Preset};

use crate::{js, json, link};

/// The name of the file, beside the page.
const FILE: &str = "why1006.json";

/// What the page knows about its host.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// References in the order of the file. Behind them, on an http page, the same
    /// ones beside the https copy.
    pub references: Vec<Reference>,
    /// Why there is none.
    pub no_reference: Option<NoReference>,
    /// Address of the http copy of this page, if the host has one.
    pub http_page: Option<String>,
    /// Whose page this is, and what its visitors are to test.
    pub preset: Preset,
    /// What is wrong with the file; the parts that are right are used.
    pub faults: Vec<Fault>,
}

/// An endpoint known to be good.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// Its scheme.
    pub scheme: Scheme,
    /// Absolute WebSocket address.
    pub socket: String,
    /// Absolute http(s) address of the same host.
    pub http: String,
    /// Further origins of the same server, with the same paths, like
    /// `https://why.example.com:8443`. An https page may not reach those of `http:`.
    pub also: Vec<String>,
    /// The `https:` origin of its endpoint that speaks RFC 8441.
    pub http2: Option<String>,
}

impl Config {
    /// The reference to compare a target of `scheme` with: the first of the same
    /// scheme if the page may use it, else the first.
    pub fn reference_for(&self, scheme: Option<Scheme>) -> Option<&Reference> {
        let alike = self.references.iter().find(|r| Some(r.scheme) == scheme);
        alike.or(self.references.first())
    }

    fn without(no_reference: NoReference, fault: Option<Fault>) -> Config {
        Config {
            no_reference: Some(no_reference),
            faults: fault.into_iter().collect(),
            ..Config::default()
        }
    }
}

/// Fetches and reads `why1006.json` beside the page. A host without one, one
/// that answers every path with its index page, and a malformed file are told
/// apart.
pub async fn load() -> Config {
    match fetch().await {
        Some(text) => read(&text),
        None => Config::without(NoReference::NoFile, None),
    }
}

async fn fetch() -> Option<String> {
    let fetched = JsFuture::from(js::window().fetch_with_str(FILE)).await.ok()?;
    let response: web_sys::Response = fetched.dyn_into().ok()?;
    match response.ok() {
        true => Some(link::text(&response).await.unwrap_or_default()),
        false => None,
    }
}

/// Reads the text of the file.
pub fn read(text: &str) -> Config {
    let whole = |kind, said: &str| Some(Fault::new("", kind, said));
    if text.trim_start().starts_with('<') {
        return Config::without(NoReference::IndexPage, whole(Kind::IndexPage, ""));
    }
    if text.len() > host_file::MAX_FILE {
        return Config::without(NoReference::Malformed, whole(Kind::LongFile, ""));
    }
    match json::parse(text) {
        Ok(json) => {
            let (file, faults) = host_file::read(&json);
            resolve::resolve(file, faults)
        }
        Err(said) => Config::without(NoReference::Malformed, whole(Kind::NoJson, &said)),
    }
}

/// How this page was loaded.
pub fn page_scheme() -> PageScheme {
    match js::window().location().protocol().as_deref() {
        Ok("http:") => PageScheme::Http,
        Ok("https:") => PageScheme::Https,
        _ => PageScheme::Other,
    }
}
