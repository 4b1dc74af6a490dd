//! What one probe saw, event by event.

use crate::{Ms, Says, record, tags};

tags! {
    /// One kind of experiment.
    pub enum Probe {
        /// `new WebSocket(url)`.
        WebSocket = "websocket",
        /// `fetch` with `mode: "no-cors"`: did any HTTP response come?
        FetchNoCors = "fetch-no-cors",
        /// `fetch` with `mode: "cors"`: readable only with CORS headers.
        FetchCors = "fetch-cors",
        /// An element that loads for a 2xx answer alone: `prefetch` in Chromium,
        /// `preload` in WebKit, `object` in Firefox (`observability.md`, section 3).
        StatusClass = "status-class",
        /// A `no-cors` request in a frame whose policy allows one origin only:
        /// a redirect to another origin is a violation there.
        RedirectFrame = "redirect-frame",
        /// A `no-cors` request with `targetAddressSpace: "public"`, in Chromium.
        AddressSpace = "address-space",
        /// A probe of a later version.
        Other = "other",
    }
    else Other
}

tags! {
    /// Where a probe was pointed.
    pub enum Place {
        /// The address under test.
        Target = "target",
        /// Path `/` of the same host and port.
        Root = "root",
        /// The endpoint known to be good.
        Reference = "reference",
        /// A name that cannot exist: who answers for it answers for all.
        Nowhere = "nowhere",
        /// The same host and path with `ws` for `wss`, or the reverse.
        OtherScheme = "other-scheme",
        /// The same machine by another name or address of its own.
        OtherSpelling = "other-spelling",
        /// The same host with another path.
        OtherPath = "other-path",
        /// A place of a later version.
        Other = "other",
    }
    else Other
}

tags! {
    /// How an observation ended.
    pub enum End {
        /// By itself.
        Settled = "settled",
        /// Our patience was over and nothing had come.
        GaveUp = "gave-up",
        /// The user pressed *Stop*.
        Stopped = "stopped",
        /// This page's own policy interfered: it says nothing about the target.
        Void = "void",
    }
    else Void
}

record! {
    /// What one probe saw.
    pub struct Observation {
        /// The kind of experiment.
        pub probe: Probe,
        /// Where it was pointed.
        pub place: Place,
        /// The attempt offered subprotocols: the target's, or well-known ones if
        /// the target has none.
        pub with_protocols: bool,
        /// When it began.
        pub begun: Ms,
        /// When it ended.
        pub ended: Ms,
        /// How it ended.
        pub end: End,
        /// Everything the browser reported, in order.
        pub events: Vec<Event>,
    }
}

impl Observation {
    /// The first event of `kind`.
    pub fn event(&self, kind: EventKind) -> Option<&Event> {
        self.events.iter().find(|e| e.kind == kind)
    }

    /// Whether an event of `kind` was seen.
    pub fn saw(&self, kind: EventKind) -> bool {
        self.event(kind).is_some()
    }
}

tags! {
    /// What happened.
    pub enum EventKind {
        /// The constructor or call threw; `name` holds the exception's name.
        Threw = "threw",
        /// `open`; `name` holds the subprotocol, `reason` the extensions.
        Open = "open",
        /// `message`; `size` in bytes (binary) or UTF-16 units (text).
        Message = "message",
        /// `error`; `state` holds `readyState` in the handler.
        Error = "error",
        /// `close` with `code`, `reason` and `clean`.
        Close = "close",
        /// This page called `close()`; `code` if it named one, `state` holds
        /// `readyState` before the call unless it was `OPEN`.
        Closing = "closing",
        /// `fetch` resolved; `status` where it may be read, `name` the type.
        Resolved = "resolved",
        /// `fetch` rejected; `name` holds the exception's name.
        Rejected = "rejected",
        /// An element fired `load`; where it failed it fires `error`.
        Load = "load",
        /// `securitypolicyviolation`; `name` holds the directive.
        Policy = "policy",
        /// The tab was hidden.
        Hidden = "hidden",
        /// The tab was shown again.
        Visible = "visible",
        /// The window lost the focus, perhaps to a prompt of the browser.
        Blurred = "blurred",
        /// The window got the focus back.
        Focused = "focused",
        /// The browser went offline.
        Offline = "offline",
        /// The browser went online.
        Online = "online",
        /// The clock jumped: the machine slept. `size` holds milliseconds.
        ClockJump = "clock-jump",
        /// An event of a later version.
        Other = "other",
    }
    else Other
}

record! {
    /// One event, with the few values that its kind carries.
    pub struct Event {
        /// When.
        pub at: Ms,
        /// What.
        pub kind: EventKind,
        /// Close code.
        pub code: Option<u16>,
        /// Close reason, or extensions. At most 123 bytes on the wire.
        pub reason: Option<String>,
        /// `CloseEvent.wasClean`.
        pub clean: Option<bool>,
        /// `WebSocket.readyState` while the handler ran.
        pub state: Option<u16>,
        /// Exception name, subprotocol, response type or directive.
        pub name: Option<String>,
        /// HTTP status, where CORS lets script read it.
        pub status: Option<u16>,
        /// Size of a message, or length of a jump.
        pub size: Option<u32>,
        /// The tab was hidden at that moment: timers are slow then.
        pub hidden: bool,
        /// Which known server speaks like this message.
        pub says: Option<Says>,
    }
}

impl Event {
    /// An event without values.
    pub fn new(at: Ms, kind: EventKind) -> Event {
        Event {
            at,
            kind,
            code: None,
            reason: None,
            clean: None,
            state: None,
            name: None,
            status: None,
            size: None,
            hidden: false,
            says: None,
        }
    }
}
