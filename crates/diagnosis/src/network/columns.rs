//! The places of the reference that were tried: scheme, port and host.

use why1006_evidence::network::{Cell, Outcome, Transport};

use super::is_carried;

/// One place of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column<'a> {
    /// Over TLS.
    pub secure: bool,
    /// The port.
    pub port: u16,
    /// The host, if it is another than that of the reference itself.
    pub host: &'a str,
}

/// What became of WebSockets at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They opened, and what was sent came back as far as it was tried.
    Carried,
    /// They opened, and then stalled, were cut, limited or altered.
    Spoiled,
    /// They did not open.
    Stopped,
    /// Not seen.
    Unknown,
}

impl<'a> Column<'a> {
    /// The place of a cell.
    pub(super) fn of(cell: &'a Cell) -> Column<'a> {
        Column { secure: cell.secure, port: cell.port, host: &cell.host }
    }

    /// Whether the cell is about this place.
    pub fn holds(&self, cell: &Cell) -> bool {
        *self == Column::of(cell)
    }

    /// Its cells of a transport.
    fn cells<'c>(
        &'c self,
        cells: &'c [Cell],
        transport: Transport,
    ) -> impl Iterator<Item = &'c Cell> {
        cells.iter().filter(move |c| c.transport == transport && self.holds(c))
    }

    /// Whether plain web requests came through here; `None` if that was not
    /// seen.
    pub fn web(&self, cells: &[Cell]) -> Option<bool> {
        self.cells(cells, Transport::Fetch).find_map(is_carried)
    }

    /// What went wrong here once a WebSocket was open.
    pub(super) fn spoiled<'c>(&'c self, cells: &'c [Cell]) -> impl Iterator<Item = &'c Cell> {
        let after = [Transport::Socket, Transport::Messages, Transport::Hold];
        let after = after.into_iter().flat_map(|t| self.cells(cells, t));
        let is_open = |c: &Cell| matches!(c.outcome, Outcome::Cut | Outcome::Altered);
        let is_after = move |c: &Cell| c.transport != Transport::Socket || is_open(c);
        after.filter(move |c| is_carried(c) == Some(false) && is_after(c))
    }

    /// What became of WebSockets here.
    pub fn fate(&self, cells: &[Cell]) -> Fate {
        match self.cells(cells, Transport::Socket).find_map(is_carried) {
            None => Fate::Unknown,
            _ if self.spoiled(cells).next().is_some() => Fate::Spoiled,
            Some(false) => Fate::Stopped,
            Some(true) => Fate::Carried,
        }
    }

    /// Whether here something passed that went wrong there. Less is tried at further
    /// places: only messages as long, and a quiet moment only if there was one.
    pub(super) fn passes_more(&self, there: &Column<'_>, cells: &[Cell]) -> bool {
        let is_better = |bad: &Cell, here: &Cell| {
            let wanted = bad.payload.as_ref().map(|payload| payload.size);
            here.outcome == Outcome::Passed && here.largest >= wanted
        };
        there
            .spoiled(cells)
            .any(|bad| self.cells(cells, bad.transport).any(|here| is_better(bad, here)))
    }
}

/// Every place that a cell is about, once.
pub(super) fn columns(cells: &[Cell]) -> Vec<Column<'_>> {
    let mut found: Vec<Column<'_>> = Vec::new();
    for cell in cells {
        let column = Column::of(cell);
        if !found.contains(&column) {
            found.push(column);
        }
    }
    found
}
