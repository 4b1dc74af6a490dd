//! The probes of a run once more, in bare JavaScript, one after the other: what
//! somebody would wait who typed the same experiments into the console.

mod address;
mod step;

pub use address::Reference;
pub use step::{Step, steps};

use std::time::Duration;

use serde_json::Value;

use crate::{Browser, Error, Result};

const SCRIPT: &str = include_str!("bare/bare.js");

/// How long all of it may take; the driver's own limit is 30 s.
const PATIENCE: Duration = Duration::from_secs(55);

/// How long bare JavaScript took.
#[derive(Clone, Debug, PartialEq)]
pub struct Bare {
    /// Milliseconds from before the first step to after the last, by
    /// `performance.now()`.
    pub ms: f64,
    /// The same for each step.
    pub steps: Vec<f64>,
}

/// Does the steps in the page that the browser shows, in series.
///
/// # Errors
/// One line that names the step which ended otherwise than in the run: then
/// the two did not do the same, and their times cannot be compared.
pub async fn replay(browser: &Browser, steps: &[Step]) -> Result<Bare> {
    browser.driver().set_script_timeout(PATIENCE).await?;
    let list = Value::Array(steps.iter().map(Step::json).collect());
    let answer = browser.script(SCRIPT, vec![list]).await?;
    let unreadable = || Error::new(format!("bare JavaScript gives {answer}"));
    let ms = answer["ms"].as_f64().ok_or_else(unreadable)?;
    let seen = answer["steps"].as_array().filter(|seen| seen.len() == steps.len());
    let mut times = Vec::with_capacity(steps.len());
    for (step, seen) in steps.iter().zip(seen.ok_or_else(unreadable)?) {
        let outcome = seen["outcome"].as_str().ok_or_else(unreadable)?;
        if let Some(expected) = step.outcome
            && expected != outcome
        {
            return Err(Error::new(format!(
                "{} at {} ({}): {expected} in the page, {outcome} in bare JavaScript",
                step.probe, step.place, step.url
            )));
        }
        times.push(seen["ms"].as_f64().ok_or_else(unreadable)?);
    }
    Ok(Bare { ms, steps: times })
}
