//! Waking a future from a browser callback, with a deadline.

use std::{
    cell::{Cell, RefCell},
    future::{Future, poll_fn},
    pin::{Pin, pin},
    rc::Rc,
    task::{Poll, Waker},
};

use gloo_timers::future::TimeoutFuture;

/// Wakes whoever waits; remembers one call that nobody waited for.
#[derive(Clone, Default)]
pub(crate) struct Notify(Rc<(Cell<bool>, RefCell<Vec<Waker>>)>);

impl Notify {
    pub(crate) fn notify(&self) {
        self.0.0.set(true);
        for waker in self.0.1.borrow_mut().drain(..) {
            waker.wake();
        }
    }

    /// Resolves after the next call of `notify`, or at once if one came since
    /// the last wait.
    pub(crate) async fn wait(&self) {
        poll_fn(|cx| {
            if self.0.0.replace(false) {
                return Poll::Ready(());
            }
            self.0.1.borrow_mut().push(cx.waker().clone());
            Poll::Pending
        })
        .await
    }
}

/// Which of two futures was first; the first argument wins a tie.
pub(crate) enum First<A, B> {
    Left(A),
    Right(B),
}

pub(crate) async fn first<A: Future, B: Future>(a: A, b: B) -> First<A::Output, B::Output> {
    let (mut a, mut b) = (pin!(a), pin!(b));
    poll_fn(move |cx| {
        let left: Pin<&mut A> = a.as_mut();
        if let Poll::Ready(value) = left.poll(cx) {
            return Poll::Ready(First::Left(value));
        }
        b.as_mut().poll(cx).map(First::Right)
    })
    .await
}

/// Resolves after `ms` milliseconds; never if `None`.
pub(crate) async fn after(ms: Option<u32>) {
    match ms {
        Some(ms) => TimeoutFuture::new(ms).await,
        None => std::future::pending().await,
    }
}
