//! What the host of the page says about itself: the file `why1006.json`.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use why1006_evidence::{PageScheme, Scheme, circumstances::NoReference, record};

use crate::{js, json};

record! {
    /// The parts of `why1006.json` that this build reads. Addresses may be
    /// relative to the page.
    pub struct File {
        /// The reference endpoint of the host.
        pub reference: Option<ReferenceFile>,
        /// Address of the http copy of the page.
        pub http_page: Option<String>,
        /// Address of the https copy of the page.
        pub https_page: Option<String>,
    }
}

record! {
    /// Where the reference endpoint stands.
    pub struct ReferenceFile {
        /// Its WebSocket.
        pub socket: String,
        /// Its plain answer.
        pub http: String,
    }
}

/// What the page knows about its host.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// References, the one of the page's own scheme first.
    pub references: Vec<Reference>,
    /// Why there is none.
    pub no_reference: Option<NoReference>,
    /// Address of the http copy of this page, if the host has one.
    pub http_page: Option<String>,
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
}

impl Config {
    /// The reference to compare a target of `scheme` with: the same scheme if
    /// the page may use it, else the first.
    pub fn reference_for(&self, scheme: Option<Scheme>) -> Option<&Reference> {
        let alike = self.references.iter().find(|r| Some(r.scheme) == scheme);
        alike.or(self.references.first())
    }

    fn without(no_reference: NoReference) -> Config {
        Config { references: Vec::new(), no_reference: Some(no_reference), http_page: None }
    }
}

/// Fetches and reads `why1006.json` beside the page. A host without one, one
/// that answers every path with its index page, and a malformed file are told
/// apart.
pub async fn load() -> Config {
    match read().await {
        Ok(file) => resolve(file),
        Err(why) => Config::without(why),
    }
}

async fn read() -> Result<File, NoReference> {
    let fetched = JsFuture::from(js::window().fetch_with_str("why1006.json")).await;
    let response: web_sys::Response =
        fetched.ok().and_then(|r| r.dyn_into().ok()).ok_or(NoReference::NoFile)?;
    if !response.ok() {
        return Err(NoReference::NoFile);
    }
    let text = match response.text() {
        Ok(promise) => JsFuture::from(promise).await.ok().and_then(|t| t.as_string()),
        Err(_) => None,
    }
    .unwrap_or_default();
    if text.trim_start().starts_with('<') {
        return Err(NoReference::IndexPage);
    }
    json::read(&text).ok_or(NoReference::Malformed)
}

fn resolve(file: File) -> Config {
    let base = js::document().base_uri().ok().flatten().unwrap_or_default();
    let scheme = page_scheme();
    let mut references = Vec::new();
    let mut no_reference = None;
    match &file.reference {
        None => no_reference = Some(NoReference::NoFile),
        Some(found) => match reference(found, &base) {
            None => no_reference = Some(NoReference::Malformed),
            Some(r) if scheme == PageScheme::Https && r.scheme == Scheme::Ws => {
                no_reference = Some(NoReference::MixedContent);
            }
            Some(r) => references.push(r),
        },
    }
    // An http page may also compare with the https copy beside it.
    if let (PageScheme::Http, Some(copy), Some(found)) = (scheme, &file.https_page, &file.reference)
        && let Some(r) = reference(found, copy).filter(|r| !references.contains(r))
    {
        references.push(r);
    }
    Config { references, no_reference, http_page: file.http_page }
}

fn reference(file: &ReferenceFile, base: &str) -> Option<Reference> {
    let absolute = |address: &str| web_sys::Url::new_with_base(address, base).ok();
    let http = absolute(&file.http)?;
    let socket = absolute(&file.socket)?;
    let secure = matches!(socket.protocol().as_str(), "https:" | "wss:");
    let scheme = if secure { Scheme::Wss } else { Scheme::Ws };
    socket.set_protocol(scheme.as_str());
    Some(Reference { scheme, socket: socket.href(), http: http.href() })
}

/// How this page was loaded.
pub fn page_scheme() -> PageScheme {
    match js::window().location().protocol().as_deref() {
        Ok("http:") => PageScheme::Http,
        Ok("https:") => PageScheme::Https,
        _ => PageScheme::Other,
    }
}
