//! The user's *Stop*: ends every probe that runs.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};

/// Shared by all probes of one run.
#[derive(Clone, Default)]
pub struct Stop(Rc<Inner>);

#[derive(Default)]
struct Inner {
    pressed: Cell<bool>,
    wakers: RefCell<Vec<Waker>>,
}

impl Stop {
    /// Ends the run.
    pub fn press(&self) {
        self.0.pressed.set(true);
        for waker in self.0.wakers.borrow_mut().drain(..) {
            waker.wake();
        }
    }

    /// Whether the run was ended.
    pub fn is_pressed(&self) -> bool {
        self.0.pressed.get()
    }

    /// Resolves when the run is ended.
    pub async fn pressed(&self) {
        poll_fn(|cx| {
            if self.is_pressed() {
                return Poll::Ready(());
            }
            self.0.wakers.borrow_mut().push(cx.waker().clone());
            Poll::Pending
        })
        .await
    }
}
