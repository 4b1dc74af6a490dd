//! What the reviewed tables share: groups of causes, and the row with the most
//! letters.

use std::collections::{BTreeSet, HashMap};

use why1006_diagnosis::CauseId;

use crate::pattern::Pattern;

/// The causes that what was read permits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permits {
    /// It excludes nothing.
    Everything,
    /// It stands beside another line and says nothing by itself.
    Nothing,
    /// These may print it.
    Causes(BTreeSet<CauseId>),
}

impl Permits {
    /// Whether it lets the cause stand; a remark does not, it is passed over.
    pub fn permits(&self, cause: CauseId) -> bool {
        match self {
            Permits::Everything => true,
            Permits::Nothing => false,
            Permits::Causes(causes) => causes.contains(&cause),
        }
    }

    /// What either permits: two lines of one way.
    pub fn or(self, other: Permits) -> Permits {
        match (self, other) {
            (Permits::Everything, _) | (_, Permits::Everything) => Permits::Everything,
            (Permits::Nothing, one) | (one, Permits::Nothing) => one,
            (Permits::Causes(a), Permits::Causes(b)) => Permits::Causes(&a | &b),
        }
    }
}

/// The groups of a table, built from ids and earlier groups.
#[derive(Default)]
pub(crate) struct Groups<'t>(HashMap<&'t str, BTreeSet<CauseId>>);

impl<'t> Groups<'t> {
    /// Defines a group.
    ///
    /// # Errors
    /// One line: it names no causes, one that is not known, or is there already.
    pub(crate) fn define(&mut self, name: &'t str, ids: &str) -> Result<(), String> {
        let Permits::Causes(causes) = self.permits(ids)? else {
            return Err("a group has to name causes".into());
        };
        match self.0.insert(name, causes) {
            Some(_) => Err(format!("{name} is defined twice")),
            None => Ok(()),
        }
    }

    /// The causes of a group that the table has to define.
    ///
    /// # Errors
    /// One line: it does not.
    pub(crate) fn get(&self, name: &str) -> Result<BTreeSet<CauseId>, String> {
        self.0.get(name).cloned().ok_or_else(|| format!("there is no group `{name}`"))
    }

    /// What a column of ids and groups permits.
    ///
    /// # Errors
    /// One line: there is no such cause or group.
    pub(crate) fn permits(&self, ids: &str) -> Result<Permits, String> {
        match ids {
            "*" => return Ok(Permits::Everything),
            "-" => return Ok(Permits::Nothing),
            _ => {}
        }
        let mut causes = BTreeSet::new();
        for id in ids.split(' ') {
            match (self.0.get(id), CauseId::from_tag(id)) {
                (Some(group), _) => causes.extend(group),
                (None, Some(cause)) => _ = causes.insert(cause),
                (None, None) => return Err(format!("there is no cause and no group `{id}`")),
            }
        }
        Ok(Permits::Causes(causes))
    }
}

/// Of rows with their texts, the one that has most letters in the text.
///
/// # Errors
/// Two rows that match equally well.
pub(crate) fn best<'r, R>(
    rows: impl Iterator<Item = (&'r R, &'r [Pattern])>,
    text: &str,
) -> Result<Option<&'r R>, (&'r R, &'r R)> {
    let (mut best, mut rival): (Option<(usize, &R)>, Option<&R>) = (None, None);
    for (row, texts) in rows {
        let Some(letters) = texts.iter().filter_map(|t| t.letters_in(text)).max() else { continue };
        match best {
            Some((most, _)) if letters < most => {}
            Some((most, _)) if letters == most => rival = Some(row),
            _ => (best, rival) = (Some((letters, row)), None),
        }
    }
    match (best, rival) {
        (Some((_, row)), Some(other)) => Err((row, other)),
        (best, _) => Ok(best.map(|(_, row)| row)),
    }
}
