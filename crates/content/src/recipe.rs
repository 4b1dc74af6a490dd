//! A recipe as data: what a page shows, and what a proof applies.
//!
//! Both come from the same file, so that the lines on screen are the lines that
//! were proven.

use why1006_evidence::record;

use crate::page::Fix;

record! {
    /// How a cause is mended in one software.
    pub struct Recipe {
        /// `<stack>/<name>`, from the file's name.
        pub id: String,
        /// The cause, by its id.
        pub cause: String,
        /// What the page of the cause shows.
        pub fix: Fix,
        /// The change, in order; a recipe that is proven has at least one.
        pub edits: Vec<Edit>,
        /// The name of the first source.
        pub source: String,
        /// Its address.
        pub href: String,
    }
}

record! {
    /// One change to one file, or a command.
    pub struct Edit {
        /// The file, relative to the folder of the configuration; empty if
        /// `after` is run in a shell there.
        pub file: String,
        /// The lines that are replaced, which stand in the file once; empty if
        /// `after` is the whole file.
        pub before: String,
        /// The lines that come in their place.
        pub after: String,
    }
}
