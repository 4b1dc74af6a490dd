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
//! | `places` | where the truth stands in each recording of the set `stacks` |
//! | `row` | the figures of one engine and page, plain and weighted |
//! | `replay` | a whole folder of recordings |
//! | `docs` | the figures as `docs/accuracy.md` |
//! | `lines`, `pattern` | `docs/lines.tsv`: which causes a line or code permits |
//! | `terminal`, `printed` | `docs/terminal.tsv`: which causes an output of curl or openssl permits |
//! | `table` | what the two tables share |
//! | `with`, `with_terminal`, `with_row` | the diagnosis with what was told, against these tables |
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
mod places;
mod printed;
mod replay;
mod row;
mod score;
mod table;
mod terminal;
mod whose;
mod with;
mod with_row;
mod with_terminal;

pub use crate::{
    classes::{Class, Classes},
    docs::docs,
    lines::{Line, Lines},
    pairs::ByTruths,
    places::{Places, places, software},
    replay::{Replay, replay},
    row::{Figures, Row, rows},
    score::{Kind, Miss, Score, judge, score},
    table::Permits,
    terminal::Outcomes,
    whose::whose,
    with::{Compared, Fit, With, about_the_target, compare, console, tab_told, told_all},
    with_row::{Fits, WithRow, with_all, with_rows},
};
