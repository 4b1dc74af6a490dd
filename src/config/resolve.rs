//! What only the browser's own parser can tell of the file's addresses.

use why1006_evidence::{PageScheme, Scheme, ask, circumstances::NoReference, lint};
use why1006_host_file::{Address, Fault, HostFile, Kind, ReferencePlace};

use super::{Config, Reference, page_scheme};
use crate::js;

/// Makes addresses absolute; what the browser cannot use is left out and noted.
pub(super) fn resolve(mut file: HostFile, mut faults: Vec<Fault>) -> Config {
    let found = faults.len();
    let references = references(&file, &mut faults);
    let is_about = |f: &Fault| f.field.starts_with("reference");
    let no_reference = match () {
        () if !references.is_empty() => None,
        () if faults.iter().skip(found).any(|f| f.kind == Kind::Mixed) => {
            Some(NoReference::MixedContent)
        }
        () if faults.iter().any(|f| f.field.is_empty() || f.field == "version" || is_about(f)) => {
            Some(NoReference::Malformed)
        }
        () => Some(NoReference::NoFile),
    };
    let addresses = std::mem::take(&mut file.preset.addresses);
    file.preset.addresses = usable(addresses, &mut faults);
    if let Some(bad) = file.preset.contact.take_if(|contact| js::parse(contact).is_none()) {
        faults.push(Fault::new("contact", Kind::Contact, &bad));
    }
    Config { references, no_reference, http_page: file.http_page, preset: file.preset, faults }
}

fn references(file: &HostFile, faults: &mut Vec<Fault>) -> Vec<Reference> {
    let base = js::document().base_uri().ok().flatten().unwrap_or_default();
    let scheme = page_scheme();
    let mut references: Vec<Reference> = Vec::new();
    for place in &file.references {
        match reference(place, &base) {
            Err((name, kind)) => {
                faults.push(Fault::new(&[&place.field, ".", name].concat(), kind, ""));
            }
            Ok(r) if scheme == PageScheme::Https && r.scheme == Scheme::Ws => {
                let field = [&place.field, ".socket"].concat();
                faults.push(Fault::new(&field, Kind::Mixed, &r.socket));
            }
            Ok(r) => references.push(r),
        }
    }
    // An http page may also compare with the https copy beside it.
    if let (PageScheme::Http, Some(copy)) = (scheme, &file.https_page) {
        for r in file.references.iter().filter_map(|place| reference(place, copy).ok()) {
            if !references.contains(&r) {
                references.push(r);
            }
        }
    }
    references
}

/// The reference as seen from `base`, or the field that is wrong.
fn reference(place: &ReferencePlace, base: &str) -> Result<Reference, (&'static str, Kind)> {
    let absolute = |address: &str| web_sys::Url::new_with_base(address, base).ok();
    let http = absolute(&place.http).ok_or(("http", Kind::Reference))?;
    let socket = absolute(&place.socket).ok_or(("socket", Kind::Reference))?;
    let (scheme, web) = match socket.protocol().as_str() {
        "https:" | "wss:" => (Scheme::Wss, "https:"),
        "http:" | "ws:" => (Scheme::Ws, "http:"),
        _ => return Err(("socket", Kind::Reference)),
    };
    socket.set_protocol(scheme.as_str());
    // Its twin speaks the same, or nothing could be compared.
    if http.protocol() != web {
        return Err(("http", Kind::Twin));
    }
    Ok(Reference {
        scheme,
        socket: socket.href(),
        http: http.href(),
        also: place.also.clone(),
        http2: place.http2.clone(),
    })
}

/// The addresses that a browser can test.
fn usable(addresses: Vec<Address>, faults: &mut Vec<Fault>) -> Vec<Address> {
    let mut kept = Vec::new();
    for mut address in addresses {
        let asked = ask::understand(&address.url);
        let target = lint::target(&asked, js::parse(&asked.address), &address.protocols, None);
        if target.fatal().next().is_some() {
            let field = [&address.field, ".url"].concat();
            faults.push(Fault::new(&field, Kind::Socket, &address.url));
            continue;
        }
        if let Some(bad) = address.app.take_if(|app| js::parse(app).is_none()) {
            faults.push(Fault::new(&[&address.field, ".app"].concat(), Kind::App, &bad));
        }
        kept.push(address);
    }
    kept
}
