//! The page of Why1006: the only part that knows a browser.
//!
//! - [`config`]: what the host says about itself, `why1006.json`
//! - `network`: what the way to the reference carries
//! - [`observe`]: one file per probe; returns observations, judges nothing
//! - [`run`]: the plan of a run: order, patience, progress, stop
//! - [`invitation`]: a test that somebody asks somebody else for
//! - [`link`]: a result as a link and back
//! - [`qr`]: a text as a code for the camera of a phone
//! - [`rest`]: the half of the program that comes after the first click
//! - [`words`]: the words of a report, fetched when the form is used
//! - [`view`]: one component per region of the page; infers nothing

pub mod config;
pub mod invitation;
pub mod js;
pub mod json;
pub mod link;
mod network;
pub mod observe;
pub mod qr;
pub mod rest;
pub mod run;
pub mod view;
pub mod words;
