//! All endpoints in turn.

use std::time::Instant;

use why1006_e2e::{Error, Result, Step};

use crate::{
    figures::Seen,
    ground::Ground,
    kinds::{ANSWERING, Kind, SILENT},
    visit::{Visit, is_answered},
};

/// Visits everything this often.
///
/// # Errors
/// One line that names the endpoint and what failed.
pub(crate) async fn run(ground: &Ground, rounds: usize) -> Result<Seen> {
    let mut seen = Seen::default();
    let began = Instant::now();
    for round in 1..=rounds {
        // A new one each time: engines remember, and drivers gather logs.
        let browser = ground.browser().await?;
        for kind in ANSWERING {
            let visit = Visit { ground, browser: &browser, kind };
            answering(visit, &mut seen).await.map_err(|error| named(kind, &error))?;
        }
        browser.quit().await;
        silent(ground, &mut seen).await?;
        eprintln!("round {round} of {rounds}, {} s", began.elapsed().as_secs());
    }
    Ok(seen)
}

/// Page, bare, bare, page: what slows the machine down for a while, or warms
/// something up, falls on both.
async fn answering(visit: Visit<'_>, seen: &mut Seen) -> Result<()> {
    let first = visit.page().await?;
    if !is_answered(&first.evidence) {
        return Err(Error::new("the endpoint left the first attempt without an answer"));
    }
    let steps = visit.steps(&first.evidence).await?;
    let bare = visit.bare(&steps).await?;
    seen.pair(visit.kind.id, first.ms, bare);

    let bare = visit.bare(&steps).await?;
    let second = visit.page().await?;
    let again = visit.steps(&second.evidence).await?;
    // The plan follows what is seen. If it was another one, so is its twin.
    let bare = if alike(&steps, &again) { bare } else { visit.bare(&again).await? };
    seen.pair(visit.kind.id, second.ms, bare);
    Ok(())
}

/// Whether two runs did the same.
fn alike(one: &[Step], other: &[Step]) -> bool {
    let shape = |step: &Step| (step.probe, step.place, step.protocols.clone(), step.outcome);
    one.iter().map(shape).eq(other.iter().map(shape))
}

/// All at once, each in a browser of its own: they wait, and load nothing.
async fn silent(ground: &Ground, seen: &mut Seen) -> Result<()> {
    let [a, b, c, d] = SILENT.map(|kind| async move {
        let browser = ground.browser().await?;
        let run = Visit { ground, browser: &browser, kind }.page().await;
        browser.quit().await;
        let run = run.map_err(|error| named(kind, &error))?;
        if is_answered(&run.evidence) {
            return Err(named(kind, &Error::new("the endpoint is not silent")));
        }
        Ok((kind.id, run.ms))
    });
    let (a, b, c, d) = tokio::join!(a, b, c, d);
    for run in [a, b, c, d] {
        let (id, ms) = run?;
        seen.silent(id, ms);
    }
    Ok(())
}

fn named(kind: Kind, error: &Error) -> Error {
    Error::new(format!("{}: {error}", kind.id))
}
