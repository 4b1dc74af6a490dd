//! How good the diagnosis is: replays recorded evidence through it, without a
//! browser, and counts.
//!
//! Start reading at [`replay()`], then [`judge`] and [`rows`].
//!
//! | module | holds |
//! |---|---|
//! | `classes` | what the engines let a page tell apart, by measurement |
//! | `score` | one recording against the truth of its scenario |
//! | `pairs` | which scenarios are told apart, and which could be |
//! | `row` | the figures of one engine and page, plain and weighted |
//! | `replay` | a whole folder of recordings |
//! | `docs` | the figures as `docs/accuracy.md` |
//! | `lines`, `pattern` | `docs/lines.tsv`: which causes a line or code permits |
//! | `with`, `with_row` | the diagnosis with console lines and tabs, against that table |
//! | `whose` | which recorded line is about the tested address |
//!
//! Invariants: the truth comes from the lab's table, never from a recording;
//! what could be told apart comes from a reviewed table, never from what the
//! rules achieve. So fewer probes and bolder rules raise no figure by
//! themselves.

mod classes;
mod docs;
mod lines;
mod pairs;
mod pattern;
mod replay;
mod row;
mod score;
mod whose;
mod with;
mod with_row;

pub use crate::{
    classes::{Class, Classes},
    docs::docs,
    lines::{Line, Lines, Permits},
    pairs::ByTruths,
    replay::{Replay, replay},
    row::{Figures, Row, rows},
    score::{Kind, Miss, Score, judge, score},
    whose::whose,
    with::{Compared, Fit, With, about_the_target, compare, console, tab_told, told_all},
    with_row::{Fits, WithRow, with_all, with_rows},
};
