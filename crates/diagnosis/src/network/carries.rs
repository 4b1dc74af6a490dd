//! The sentence above the matrix.

use why1006_evidence::network::{Cell, Outcome, Transport};

use super::{Carries, Column, Fate, is_carried};

pub(super) fn carries(cells: &[Cell], columns: &[Column<'_>]) -> Carries {
    let with = |fate: Fate| -> Vec<&Column<'_>> {
        columns.iter().filter(|c| c.fate(cells) == fate).collect()
    };
    let (carried, spoiled, stopped) =
        (with(Fate::Carried), with(Fate::Spoiled), with(Fate::Stopped));
    let differs = |s: &&Column<'_>| carried.iter().any(|c| c.passes_more(s, cells));
    let is_untried_elsewhere = stopped.is_empty() && !spoiled.iter().any(differs);
    if !carried.is_empty() && (spoiled.is_empty() || !is_untried_elsewhere) {
        let others: Vec<&Column<'_>> = [spoiled, stopped].concat();
        return match others.is_empty() {
            true => beside(cells),
            false => only(cells, &carried, &others),
        };
    }
    if !spoiled.is_empty() {
        return spoilt(cells);
    }
    if cells.iter().any(|c| c.outcome == Outcome::Foreign) {
        return Carries::SomebodyElse;
    }
    if stopped.is_empty() {
        return Carries::CannotTell;
    }
    // Web requests elsewhere say nothing about the port where they stopped.
    if stopped.iter().any(|c| c.web(cells) == Some(true)) {
        return Carries::WebOnly;
    }
    let is_any = cells.iter().any(|c| is_carried(c) == Some(true));
    let is_known = stopped.iter().any(|c| c.web(cells).is_some());
    if is_any || !is_known { Carries::CannotTell } else { Carries::Nothing }
}

/// They came through at some places and not at others: what the former have in
/// common and the latter lack.
fn only(cells: &[Cell], carried: &[&Column<'_>], others: &[&Column<'_>]) -> Carries {
    let all_443 = carried.iter().all(|c| c.port == 443) && others.iter().all(|c| c.port != 443);
    let by_tls = carried.iter().all(|c| c.secure) && others.iter().all(|c| !c.secure);
    // TLS alone matters where web requests pass at the very port, or where it
    // helps at another port than 443.
    let tls_alone = !all_443 || others.iter().any(|c| !c.secure && c.web(cells) == Some(true));
    match (by_tls, all_443) {
        (true, _) if tls_alone => Carries::OnlyTls,
        (true, _) => Carries::OnlyTls443,
        (false, true) => Carries::Only443,
        (false, false) => Carries::OnlySome,
    }
}

/// They opened wherever it was tried, and went wrong afterwards where it was tried.
fn spoilt(cells: &[Cell]) -> Carries {
    let after = |c: &&Cell| matches!(c.transport, Transport::Messages | Transport::Hold);
    let bad = cells.iter().filter(after).filter(|c| is_carried(c) == Some(false));
    let worst = |outcome: Outcome| bad.clone().any(|c| c.outcome == outcome);
    if worst(Outcome::Altered) || worst(Outcome::Foreign) {
        Carries::Alters
    } else if worst(Outcome::Limited) {
        Carries::Limits
    } else if worst(Outcome::Silent) {
        Carries::Stalls
    } else if bad.clone().all(|c| c.transport == Transport::Hold) {
        Carries::CutsQuiet
    } else {
        Carries::Cuts
    }
}

/// WebSockets came through wherever it was tried: what else is to be told?
fn beside(cells: &[Cell]) -> Carries {
    if cells.iter().any(|c| c.outcome == Outcome::Buffered) {
        return Carries::Buffers;
    }
    let passed =
        |transport| cells.iter().any(|c| c.transport == transport && is_carried(c) == Some(true));
    let needed = [Transport::Fetch, Transport::Stream, Transport::Socket, Transport::Messages];
    let is_whole = needed.into_iter().all(passed);
    let is_clean = cells.iter().all(|c| is_carried(c) != Some(false));
    if is_whole && is_clean { Carries::Everything } else { Carries::WebSockets }
}
