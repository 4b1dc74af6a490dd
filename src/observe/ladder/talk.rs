//! A WebSocket that is talked on: everything it says, in order.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use js_sys::{JsString, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{CloseEvent, MessageEvent, WebSocket};

use super::payload::Message;
use crate::observe::{
    Stop,
    notify::{First, Notify, after, first},
};

/// The most that waits to be read: nobody but the reference is to say so much.
const MAX_WAITING: usize = 16;

/// How long an `error` may stand alone before no `close` is expected.
const CLOSE_AFTER_ERROR_MS: u32 = 300;

/// What a socket said.
pub(super) enum Heard {
    Open,
    Text(String),
    Bytes(Vec<u8>),
    /// And no `close` after it.
    Error,
    Close(u16, String),
}

/// A socket with the handlers that hear it. Closes when dropped.
pub(super) struct Talk {
    socket: WebSocket,
    heard: Rc<RefCell<VecDeque<Heard>>>,
    woken: Notify,
    has_erred: Cell<bool>,
    // Kept alive for as long as the socket may call them.
    _handlers: [Closure<dyn Fn(JsValue)>; 4],
}

impl Talk {
    /// Begins to connect.
    pub(super) fn open(url: &str) -> Result<Talk, JsValue> {
        let socket = WebSocket::new(url)?;
        socket.set_binary_type(web_sys::BinaryType::Arraybuffer);
        let heard = Rc::new(RefCell::new(VecDeque::new()));
        let woken = Notify::default();
        let on = |read: fn(JsValue) -> Option<Heard>| {
            let (heard, woken) = (heard.clone(), woken.clone());
            Closure::<dyn Fn(JsValue)>::new(move |raw: JsValue| {
                let mut list: std::cell::RefMut<'_, VecDeque<Heard>> = heard.borrow_mut();
                if list.len() < MAX_WAITING {
                    list.extend(read(raw));
                }
                drop(list);
                woken.notify();
            })
        };
        let handlers =
            [on(|_| Some(Heard::Open)), on(message), on(|_| Some(Heard::Error)), on(close)];
        socket.set_onopen(Some(handlers[0].as_ref().unchecked_ref()));
        socket.set_onmessage(Some(handlers[1].as_ref().unchecked_ref()));
        socket.set_onerror(Some(handlers[2].as_ref().unchecked_ref()));
        socket.set_onclose(Some(handlers[3].as_ref().unchecked_ref()));
        let has_erred = Cell::new(false);
        Ok(Talk { socket, heard, woken, has_erred, _handlers: handlers })
    }

    /// Whether the handshake agreed on compression.
    pub(super) fn is_compressed(&self) -> bool {
        self.socket.extensions().contains("deflate")
    }

    /// Whether it complained before what was heard last.
    pub(super) fn has_erred(&self) -> bool {
        self.has_erred.get()
    }

    /// Sends; false if it is no longer open.
    pub(super) fn send(&self, message: &Message) -> bool {
        let sent = match message {
            Message::Text(text) => self.socket.send_with_str(text),
            Message::Bytes(bytes) => self.socket.send_with_u8_array(bytes),
        };
        // Sending to a closed socket is no error to the browser.
        sent.is_ok() && self.socket.ready_state() == WebSocket::OPEN
    }

    /// The next thing that it says; `None` if patience is over or the user
    /// stopped. A `close` takes the place of the `error` before it.
    pub(super) async fn next(&self, patience_ms: u32, stop: &Stop) -> Option<Heard> {
        match self.wait(patience_ms, stop).await? {
            Heard::Error => {
                self.has_erred.set(true);
                self.wait(CLOSE_AFTER_ERROR_MS, stop).await.or(Some(Heard::Error))
            }
            heard => Some(heard),
        }
    }

    async fn wait(&self, patience_ms: u32, stop: &Stop) -> Option<Heard> {
        let heard = async {
            loop {
                if let Some(heard) = self.heard.borrow_mut().pop_front() {
                    return heard;
                }
                self.woken.wait().await;
            }
        };
        match first(heard, first(after(Some(patience_ms)), stop.pressed())).await {
            First::Left(heard) => Some(heard),
            First::Right(_) => None,
        }
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onerror(None);
        self.socket.set_onclose(None);
        if self.socket.ready_state() < WebSocket::CLOSING {
            // `close(1000)` cannot throw: the code is one that scripts may use.
            let _ = self.socket.close_with_code(1000);
        }
    }
}

fn message(raw: JsValue) -> Option<Heard> {
    let data = raw.dyn_ref::<MessageEvent>()?.data();
    Some(match data.dyn_ref::<JsString>() {
        Some(text) => Heard::Text(String::from(text)),
        None => Heard::Bytes(Uint8Array::new(&data).to_vec()),
    })
}

fn close(raw: JsValue) -> Option<Heard> {
    let close = raw.dyn_ref::<CloseEvent>()?;
    Some(Heard::Close(close.code(), close.reason()))
}
