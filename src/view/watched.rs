//! Shared values that views watch.
//!
//! A typed signal of Leptos brings 2 kB of code for every type it holds; a
//! trigger beside a plain cell brings none.

use std::cell::RefCell;

use leptos::prelude::*;

/// A value that lives as long as the page. Copied freely: it is a handle.
pub(crate) struct Watched<T: 'static> {
    changed: Trigger,
    value: &'static RefCell<T>,
}

impl<T> Clone for Watched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Watched<T> {}

impl<T> Watched<T> {
    pub(crate) fn new(value: T) -> Watched<T> {
        // The page makes a handful of these, once.
        Watched { changed: Trigger::new(), value: Box::leak(Box::new(RefCell::new(value))) }
    }

    /// Reads it; whoever watches is run again when it changes.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.changed.track();
        self.peek(read)
    }

    /// Reads it without watching.
    pub(crate) fn peek<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.value.borrow())
    }

    /// Changes it.
    pub(crate) fn set(self, value: T) {
        *self.value.borrow_mut() = value;
        self.changed.notify();
    }
}
