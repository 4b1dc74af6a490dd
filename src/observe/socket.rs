//! The browser's own `WebSocket`, every event in order.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{CloseEvent, MessageEvent, WebSocket};
use why1006_evidence::{End, Event, EventKind, Observation, Place, Probe, Says};

use super::{
    Clock, Stop,
    notify::{First, Notify, after, first},
};
use crate::js;

/// How long an `error` may stand alone before no `close` is expected: engines
/// fire the two in one task, or never the second (`observability.md`, 2).
const CLOSE_AFTER_ERROR_MS: u32 = 300;

/// How long the closing handshake may take once this page closes.
const CLOSING_MS: u32 = 2_000;

/// How much of a message is looked at, in UTF-16 units or bytes.
const FIRST_WORDS: u32 = 2_048;

/// What an attempt needs to know.
pub struct Plan<'a> {
    /// Where it goes.
    pub url: &'a str,
    /// What that stands for.
    pub place: Place,
    /// Subprotocols to offer.
    pub protocols: &'a [String],
    /// How long to wait for the first event; read anew whenever it is over, so
    /// that it may grow meanwhile. `None`: as long as the engine does.
    pub patience_ms: &'a dyn Fn() -> Option<u32>,
    /// How long to listen once it is open.
    pub hold_ms: u32,
}

/// Runs one attempt to its end and leaves no socket behind.
pub async fn attempt(
    plan: Plan<'_>,
    clock: Clock,
    stop: &Stop,
    progress: &dyn Fn(),
) -> Observation {
    let begun = clock.now();
    let finish = |end, events| Observation {
        probe: Probe::WebSocket,
        place: plan.place,
        with_protocols: !plan.protocols.is_empty(),
        begun,
        ended: clock.now(),
        end,
        events,
    };
    let protocols: Array = plan.protocols.iter().map(|p| JsValue::from_str(p)).collect();
    let opened = if plan.protocols.is_empty() {
        WebSocket::new(plan.url)
    } else {
        WebSocket::new_with_str_sequence(plan.url, &protocols)
    };
    let socket = match opened {
        Ok(socket) => Listener::new(socket, clock),
        Err(thrown) => {
            let mut event = clock.event(EventKind::Threw);
            event.name = Some(js::error_name(&thrown));
            return finish(End::Settled, vec![event]);
        }
    };
    let end = socket.follow(&plan, clock, stop, progress).await;
    finish(end, socket.leave())
}

/// A socket with the handlers that record its events.
struct Listener {
    socket: WebSocket,
    events: Rc<RefCell<Vec<Event>>>,
    woken: Notify,
    // Kept alive for as long as the socket may call them.
    _handlers: [Closure<dyn Fn(JsValue)>; 4],
}

impl Listener {
    fn new(socket: WebSocket, clock: Clock) -> Listener {
        socket.set_binary_type(web_sys::BinaryType::Arraybuffer);
        let events = Rc::new(RefCell::new(Vec::new()));
        let woken = Notify::default();
        let on = |kind: EventKind| {
            let (events, woken, socket) = (events.clone(), woken.clone(), socket.clone());
            Closure::<dyn Fn(JsValue)>::new(move |raw: JsValue| {
                let mut list = events.borrow_mut();
                // A chatty server must not fill the memory: the first hundred
                // messages say enough.
                if list.len() < 100 || kind != EventKind::Message {
                    list.push(record(kind, &raw, &socket, clock));
                }
                drop(list);
                woken.notify();
            })
        };
        let handlers = [
            on(EventKind::Open),
            on(EventKind::Message),
            on(EventKind::Error),
            on(EventKind::Close),
        ];
        socket.set_onopen(Some(handlers[0].as_ref().unchecked_ref()));
        socket.set_onmessage(Some(handlers[1].as_ref().unchecked_ref()));
        socket.set_onerror(Some(handlers[2].as_ref().unchecked_ref()));
        socket.set_onclose(Some(handlers[3].as_ref().unchecked_ref()));
        Listener { socket, events, woken, _handlers: handlers }
    }

    fn saw(&self, kind: EventKind) -> bool {
        self.events.borrow().iter().any(|e| e.kind == kind)
    }

    async fn follow(&self, plan: &Plan<'_>, clock: Clock, stop: &Stop, progress: &dyn Fn()) -> End {
        let began = clock.now();
        let mut deadline = (plan.patience_ms)();
        loop {
            let left = deadline.map(|ms| ms.saturating_sub((clock.now() - began) as u32));
            let event = first(self.woken.wait(), first(after(left), stop.pressed())).await;
            match event {
                First::Left(()) => progress(),
                First::Right(First::Right(())) => return End::Stopped,
                First::Right(First::Left(())) => match (plan.patience_ms)() {
                    longer if longer.is_none() || longer > deadline => {
                        deadline = longer;
                        continue;
                    }
                    _ => return End::GaveUp,
                },
            }
            if self.saw(EventKind::Close) {
                return End::Settled;
            }
            if self.saw(EventKind::Error) {
                self.until_closed(CLOSE_AFTER_ERROR_MS, stop).await;
                return End::Settled;
            }
            if self.saw(EventKind::Open) {
                progress();
                return self.hold(plan.hold_ms, clock, stop).await;
            }
        }
    }

    /// Listens, then says goodbye.
    async fn hold(&self, ms: u32, clock: Clock, stop: &Stop) -> End {
        if self.until_closed(ms, stop).await {
            return End::Settled;
        }
        let mut closing = clock.event(EventKind::Closing);
        closing.code = Some(1000);
        // Chromium shows a server's goodbye late if the line stays open after it.
        closing.state = Some(self.socket.ready_state()).filter(|s| *s != WebSocket::OPEN);
        self.events.borrow_mut().push(closing);
        // `close(1000)` cannot throw: the code is one that scripts may use.
        let _ = self.socket.close_with_code(1000);
        self.until_closed(CLOSING_MS, stop).await;
        End::Settled
    }

    /// Waits for `close`; false if it did not come in time.
    async fn until_closed(&self, ms: u32, stop: &Stop) -> bool {
        let closed = async {
            while !self.saw(EventKind::Close) {
                self.woken.wait().await;
            }
        };
        let limit = first(after(Some(ms)), stop.pressed());
        matches!(first(closed, limit).await, First::Left(()))
    }

    /// Takes the handlers off and closes what is still open or connecting.
    fn leave(self) -> Vec<Event> {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onerror(None);
        self.socket.set_onclose(None);
        if self.socket.ready_state() < WebSocket::CLOSING {
            let _ = self.socket.close();
        }
        self.events.take()
    }
}

fn record(kind: EventKind, raw: &JsValue, socket: &WebSocket, clock: Clock) -> Event {
    let mut event = clock.event(kind);
    match kind {
        EventKind::Open => {
            event.name = Some(socket.protocol()).filter(|p| !p.is_empty());
            event.reason = Some(socket.extensions()).filter(|e| !e.is_empty());
        }
        EventKind::Error => event.state = Some(socket.ready_state()),
        EventKind::Close => {
            if let Some(close) = raw.dyn_ref::<CloseEvent>() {
                event.code = Some(close.code());
                event.reason = Some(close.reason()).filter(|r| !r.is_empty());
                event.clean = Some(close.was_clean());
            }
        }
        EventKind::Message => {
            // Size and kind only: what the server says is not ours to keep.
            if let Some(message) = raw.dyn_ref::<MessageEvent>() {
                let data = message.data();
                if let Some(text) = data.dyn_ref::<JsString>() {
                    event.size = Some(text.length());
                    event.says = Says::of_text(&String::from(text.slice(0, FIRST_WORDS)));
                } else {
                    let bytes = Uint8Array::new(&data);
                    event.size = Some(bytes.length());
                    event.says = Says::of_bytes(&bytes.subarray(0, FIRST_WORDS).to_vec());
                }
            }
        }
        _ => {}
    }
    event
}
