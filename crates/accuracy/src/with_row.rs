//! The figures of one engine and page, with what the user could tell.

use std::path::Path;

use serde_json::{Value, json};
use why1006_diagnosis::Owner;

use crate::{Classes, Compared, Fit, Row, Score, With, compare, rows};

/// One line of the table with what was told.
#[derive(Clone, Debug)]
pub struct WithRow {
    /// The figures as without, over the recordings that have the text.
    pub row: Row,
    /// What was told.
    pub with: With,
    /// The comparison with the table of that kind.
    pub fits: Fits,
}

/// How many recordings that fail; the shares are of [`Fits::failing`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Fits {
    /// Recordings that fail and have the text.
    pub failing: u64,
    /// The diagnosis names what the table leaves.
    pub exact: u64,
    /// It names less.
    pub smaller: u64,
    /// It names more.
    pub wider: u64,
    /// One cause remains.
    pub one_cause: u64,
    /// One cause remains without the text.
    pub one_cause_before: u64,
    /// One owner is named.
    pub one_owner: u64,
    /// One owner is named without the text.
    pub one_owner_before: u64,
    /// Causes that remain, of all of them together.
    pub remain: u64,
    /// Causes that remain without the text, of all of them together.
    pub remain_before: u64,
}

/// One row per engine and page that has such recordings.
///
/// # Errors
/// One line: a scenario has no class in the reviewed table.
pub fn with_rows(compared: &[Compared], with: With) -> Result<Vec<WithRow>, String> {
    let scores: Vec<Score> = compared.iter().map(|c| c.score.clone()).collect();
    let rows = rows(&scores, &Classes::new()?)?;
    let with_fits = |row: Row| {
        let is_here = |c: &&Compared| {
            let score = &c.score;
            (score.set, score.recorded_in, score.page.as_str())
                == (row.set, row.recorded_in, row.page)
        };
        let fits = Fits::new(compared.iter().filter(is_here).filter(|c| c.fails()));
        WithRow { row, with, fits }
    };
    Ok(rows.into_iter().map(with_fits).collect())
}

/// The rows with each kind of what can be told.
///
/// # Errors
/// As [`crate::compare`].
pub fn with_all(folder: &Path) -> Result<Vec<WithRow>, String> {
    let mut all = Vec::new();
    for with in With::ALL {
        all.extend(with_rows(&compare(folder, with)?, with)?);
    }
    Ok(all)
}

impl Fits {
    fn new<'c>(failing: impl Iterator<Item = &'c Compared>) -> Fits {
        let mut fits = Fits::default();
        for c in failing {
            fits.failing += 1;
            match c.fit() {
                Fit::Exact => fits.exact += 1,
                Fit::Smaller => fits.smaller += 1,
                Fit::Wider => fits.wider += 1,
            }
            fits.remain += c.got.len() as u64;
            fits.remain_before += c.before.len() as u64;
            fits.one_cause += u64::from(c.got.len() == 1);
            fits.one_cause_before += u64::from(c.before.len() == 1);
            fits.one_owner += u64::from(c.score.owner != Owner::Unknown);
            fits.one_owner_before += u64::from(c.owner_before != Owner::Unknown);
        }
        fits
    }

    /// A count as a share of [`Fits::failing`], rounded down: 100 % is said of
    /// all only.
    pub fn share(&self, count: u64) -> String {
        match self.failing {
            0 => "–".to_owned(),
            all => format!("{}.{} %", count * 100 / all, count * 1000 / all % 10),
        }
    }

    /// A sum as a mean over [`Fits::failing`].
    pub fn mean(&self, sum: u64) -> String {
        match self.failing {
            0 => "–".to_owned(),
            all => format!("{:.2}", sum as f64 / all as f64),
        }
    }

    /// Names and values in the order of the contract.
    pub fn named(&self) -> [(&'static str, u64); 8] {
        [
            ("failing", self.failing),
            ("exact", self.exact),
            ("smaller", self.smaller),
            ("wider", self.wider),
            ("one_cause", self.one_cause),
            ("one_cause_before", self.one_cause_before),
            ("one_owner", self.one_owner),
            ("one_owner_before", self.one_owner_before),
        ]
    }
}

impl WithRow {
    /// The row of the contract: the keys of a row without, `with`, and those of
    /// [`Fits::named`].
    pub fn json(&self) -> Value {
        let mut row = self.row.json();
        row["with"] = json!(self.with.as_str());
        for (name, value) in self.fits.named() {
            row[name] = json!(value);
        }
        row
    }
}
