//! The lines of a log together: what names nothing, and what goes on.

use why1006_evidence::Told;

use super::{Named, row::Scope};
use crate::{
    asker::Askers,
    attribution::Mark,
    gather::{Gather, Line},
    reading::Why,
};

/// What one line says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tale<'t> {
    /// This; of which scope, if the line does not name the target.
    Tells(Told, Option<Scope>),
    /// It does not count, for this reason, and is about this.
    Leaves(Why, &'t str),
    /// It begins something; this is what it says if nothing follows.
    Begins(Told),
}

impl<'t> Tale<'t> {
    /// The same of a line that names this.
    pub(super) fn at(self, named: Named<'t>) -> Tale<'t> {
        match (named, self) {
            (Named::Other(why, about), _) => Tale::Leaves(why, about),
            (Named::Ours, Tale::Tells(told, _)) => Tale::Tells(told, None),
            (_, tale) => tale,
        }
    }
}

/// Something told by lines that name neither path nor host.
struct Vague<'t> {
    told: Told,
    scope: Scope,
    lines: u32,
    line: Line<'t>,
}

/// Takes in the lines of a log, one after the other.
#[derive(Default)]
pub(crate) struct Reader<'t> {
    vague: Vec<Vague<'t>>,
    /// Some line named another host.
    is_other_site: bool,
    /// Some line named another path.
    is_other_path: bool,
    /// Phoenix says in the next line but one whose origin it refused.
    begun: Option<(Told, Line<'t>)>,
}

impl<'t> Reader<'t> {
    /// Reads a line, and gives what it says to `gather`; false if it is none of
    /// a log.
    pub(crate) fn take(
        &mut self,
        text: &'t str,
        line: Line<'t>,
        (mark, askers): (&Mark, &Askers),
        gather: &mut Gather<'t>,
    ) -> bool {
        let Some(tale) = super::read(text, mark, askers) else {
            return false;
        };
        match tale {
            Tale::Leaves(why, about) => {
                self.is_other_site |= why == Why::OtherSite;
                self.is_other_path |= why == Why::OtherPath;
                gather.leave(why, about, line);
            }
            Tale::Tells(told, None) => gather.hears(told, 1, line),
            Tale::Tells(told, Some(scope)) => {
                if let Some((first, line)) = self.begun.take() {
                    // The line that was begun says the same and less.
                    let goes_on = first.clue == told.clue;
                    self.add(if goes_on { told.clone() } else { first }, Scope::Socket, line);
                }
                self.add(told, scope, line);
            }
            Tale::Begins(told) => {
                if let Some((first, line)) = self.begun.replace((told, line)) {
                    self.add(first, Scope::Socket, line);
                }
            }
        }
        true
    }

    fn add(&mut self, told: Told, scope: Scope, line: Line<'t>) {
        let same = |one: &&mut Vague| one.told == told && one.scope == scope;
        match self.vague.iter_mut().find(same) {
            Some(one) => one.lines += 1,
            None => self.vague.push(Vague { told, scope, lines: 1, line }),
        }
    }

    /// Gives out what names nothing, unless it may be about what others name.
    /// Of the paths of a server most are pages and pictures, and few are
    /// WebSockets: other paths leave it open which request failed, and not
    /// which WebSocket.
    pub(crate) fn finish(mut self, gather: &mut Gather<'t>) {
        if let Some((told, line)) = self.begun.take() {
            self.add(told, Scope::Socket, line);
        }
        for one in self.vague {
            let counts = match one.scope {
                Scope::Server => true,
                Scope::Socket => !self.is_other_site,
                Scope::Request => !self.is_other_site && !self.is_other_path,
            };
            match counts {
                true => gather.hears(one.told, one.lines, one.line),
                false => gather.leave_all(Why::NoAddress, "", one.lines, one.line),
            }
        }
    }
}
