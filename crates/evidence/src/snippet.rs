//! What the snippet saw: `static/snippet.js`, pasted into the console of the
//! app's own page, tests from there with that page's origin and cookies.
//!
//! [`Snippet`] is what its link holds, and comes from somebody else's page: it is
//! read by its types, capped, and loses its secrets here once more. [`call`]
//! writes the line that runs the snippet.

use crate::{
    App, Circumstances, End, Engine, EngineFamily, Event, EventKind, Evidence, Fault, Ms,
    Observation, PageContext, PageScheme, Place, Probe, ProblemKind, Scheme, VERSION,
    ask::{Ask, AskKind},
    circumstances::PermissionState,
    host::{self, MixedContent},
    lint::{self, Parts},
    record, redact, scan,
};

/// The version of [`Snippet`] that this build reads.
pub const FORM: u32 = 1;

record! {
    /// One test by the snippet, as its link holds it.
    pub struct Snippet {
        /// The layout of this data, [`FORM`].
        pub version: u32,
        /// The tested address without its secrets.
        pub url: String,
        /// One text for each subprotocol that was offered; their names stay there.
        pub protocols: Vec<String>,
        /// The query had a parameter that looks like a token or ticket.
        pub token_in_query: bool,
        /// The origin of the page where the snippet ran.
        pub page: String,
        /// `navigator.userAgent` there.
        pub agent: String,
        /// Start of the test: milliseconds since 1970 by the browser's clock, UTC.
        pub started_at: f64,
        /// Minutes that local time is ahead of UTC.
        pub utc_offset: i32,
        /// `navigator.onLine` was false at the start.
        pub offline: bool,
        /// The tab was hidden when the test began.
        pub hidden: bool,
        /// State of the permission for local addresses, where the engine has it.
        pub local_network: Option<PermissionState>,
        /// State of the permission for this machine's own addresses.
        pub loopback_network: Option<PermissionState>,
        /// The attempt, and web requests to the same host and port.
        pub observations: Vec<Observation>,
        /// What happened to that page meanwhile: hidden, shown, its policy.
        pub page_events: Vec<Event>,
        /// Milliseconds that it took.
        pub elapsed: Ms,
        /// It was stopped before its end.
        pub stopped: bool,
    }
}

impl Snippet {
    /// The run that it stands for: no reference, nothing told, and the app's page
    /// is the page that ran it. `target` and `page` are how the browser reads
    /// [`Snippet::url`] and [`Snippet::page`].
    ///
    /// # Errors
    /// A later version, no WebSocket address, a probe that the snippet does not
    /// have, or more than any run produces.
    pub fn evidence(self, mut target: Parts, page: Parts, build: &str) -> Result<Evidence, Fault> {
        if self.version > FORM {
            return Err(Fault::Newer(self.version));
        }
        let is_address = Scheme::from_tag(&target.scheme).is_some() && !target.host.is_empty();
        if self.version == 0 || !is_address || !self.observations.iter().all(is_its_own) {
            return Err(Fault::NoEvidence);
        }
        let origin = origin(&page);
        let mut app = App { here: true, ..lint::app(&origin) };
        let mut ask = Ask::new(AskKind::Address, self.url.clone());
        let engine = Engine::from_user_agent(&self.agent);
        let same_origin = is_same(&page, &target);
        let is_upgraded = app.scheme == PageScheme::Https
            && target.scheme == "ws"
            && self.is_let_go(&target, &engine);
        if is_upgraded {
            app.upgrades = true;
            target.scheme = "wss".to_owned();
            ask.note(ProblemKind::Upgraded, "");
        }
        let context = PageContext {
            scheme: app.scheme,
            host_class: host::class(&page.host),
            same_origin,
            by_snippet: true,
            origin,
        };
        let mut target = lint::target(&ask, Some(target), &[], Some(app));
        // As it was written, and not with what was taken out percent-encoded.
        target.url = match scan::split_once(&self.url, "://") {
            Some((_, rest)) if is_upgraded => ["wss://", rest].concat(),
            _ => self.url,
        };
        target.token_in_query |= self.token_in_query;
        // Names that were taken out are no names: their rules were checked there.
        target.protocols = self.protocols;
        let evidence = Evidence {
            version: VERSION,
            build: build.to_owned(),
            target,
            circumstances: Circumstances {
                engine,
                page: context,
                started_at: self.started_at,
                utc_offset: self.utc_offset,
                offline: self.offline,
                hidden: self.hidden,
                // The app's own, which nobody counted; see `is_held_up`.
                earlier_failures: 0,
                local_network: self.local_network,
                loopback_network: self.loopback_network,
                reference_scheme: None,
                clock_ahead: None,
                no_reference: None,
                passed_over: Vec::new(),
                network_alone: false,
            },
            observations: self.observations,
            page_events: self.page_events,
            software: None,
            told: Vec::new(),
            network: Vec::new(),
            elapsed: self.elapsed,
            stopped: self.stopped,
            said: None,
        };
        evidence.check()?;
        Ok(redact::redact(&evidence))
    }
}

impl Snippet {
    /// An engine that refuses `ws://` to such a host from a secure page tried it
    /// all the same: the page's policy made `wss://` of it.
    fn is_let_go(&self, target: &Parts, engine: &Engine) -> bool {
        let is_sure = |kind| kind == EventKind::Open || engine.family != EngineFamily::Unknown;
        let tried = |o: &Observation| {
            let events = [EventKind::Open, EventKind::Close];
            o.end == End::GaveUp || events.iter().any(|kind| o.saw(*kind) && is_sure(*kind))
        };
        host::mixed_content(host::class(&target.host), engine.family) == MixedContent::Blocked
            && self.observations.iter().any(|o| o.probe == Probe::WebSocket && tried(o))
    }
}

/// The snippet has three probes and two places.
fn is_its_own(o: &Observation) -> bool {
    match o.probe {
        Probe::WebSocket | Probe::FetchCors => o.place == Place::Target,
        Probe::FetchNoCors => matches!(o.place, Place::Target | Place::Root),
        _ => false,
    }
}

/// The origin of an address, as `URL.origin` writes it.
fn origin(page: &Parts) -> String {
    let port = page.port.map(|port| [":", &u32::from(port).to_string()].concat());
    [&page.scheme, "://", &page.host, port.as_deref().unwrap_or_default()].concat()
}

/// Page and target share scheme (ws as http), host and port.
fn is_same(page: &Parts, target: &Parts) -> bool {
    let scheme = if target.scheme == "wss" { "https" } else { "http" };
    page.scheme == scheme && page.host == target.host && page.port == target.port
}

/// The line that runs the snippet: what it tests, what it offers, and where the
/// link to the result leads.
pub fn call(url: &str, protocols: &[String], page: &str) -> String {
    let mut line = String::from("Why1006.test(");
    quote(&mut line, url);
    line.push_str(", [");
    for (at, protocol) in protocols.iter().enumerate() {
        if at > 0 {
            line.push_str(", ");
        }
        quote(&mut line, protocol);
    }
    line.push_str("], ");
    quote(&mut line, page);
    line.push_str(");\n");
    line
}

/// A string of JavaScript, and of JSON, in printable ASCII. What could end the
/// string, the line or a script element, and what shows as something else than
/// it is, stands there by its number.
fn quote(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    for unit in text.encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte @ 0x20..=0x7e) if !b"\"\\<".contains(&byte) => out.push(char::from(byte)),
            _ => {
                out.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    out.push(char::from(HEX[usize::from(unit >> shift & 15)]));
                }
            }
        }
    }
    out.push('"');
}
