//! What the lines of a paste say together.

use why1006_evidence::{Clue, Told, Way, scan, told::MAX_TOLD};

use crate::{
    attribution::{Mark, Place, site},
    excerpt,
    line::{About, Finding, Says},
    reading::{Fault, Ignored, Reading, Source, Understood, Why},
};
/// The most entries that a reading lists as ignored. What comes after them is
/// counted with the last one of the same reason, or as one more of it.
pub const MAX_IGNORED: usize = 48;

/// What was told, and the first line that says so.
struct Heard<'t> {
    told: Told,
    lines: u32,
    line: Line<'t>,
}

/// What does not count, and the first such line.
struct Left<'t> {
    why: Why,
    about: &'t str,
    lines: u32,
    line: Line<'t>,
}

/// A line, and which one of the paste it is.
#[derive(Clone, Copy)]
pub(crate) struct Line<'t> {
    pub(crate) row: usize,
    pub(crate) text: &'t str,
}

/// Takes in what lines say, one after the other.
pub(crate) struct Gather<'t> {
    mark: &'t Mark<'t>,
    source: Source,
    heard: Vec<Heard<'t>>,
    left: Vec<Left<'t>>,
    /// Statuses without an address, until it is known what they can be about.
    adrift: Vec<Heard<'t>>,
    /// The last line was such a status.
    just_adrift: Option<u16>,
    /// Clues without an address, likewise.
    unnamed: Vec<Heard<'t>>,
    /// Requests that WebKit may not hand to script: to the target, to others.
    withheld: (bool, bool),
    /// Some line named an address.
    named: bool,
}

impl<'t> Gather<'t> {
    pub(crate) fn new(mark: &'t Mark<'t>, source: Source) -> Gather<'t> {
        Gather {
            mark,
            source,
            heard: Vec::new(),
            left: Vec::new(),
            adrift: Vec::new(),
            just_adrift: None,
            unnamed: Vec::new(),
            withheld: (false, false),
            named: false,
        }
    }

    /// A line that holds no sentence.
    pub(crate) fn unknown(&mut self, line: Line<'t>) {
        self.leave(Why::NotUnderstood, "", line);
    }

    /// A line, and the sentence in it.
    pub(crate) fn take(&mut self, finding: Finding<'t>, line: Line<'t>) {
        let before = self.just_adrift.take();
        match finding.about {
            About::Address(address) => {
                self.named = true;
                self.about((address, self.mark.place(address)), finding.says, before, line);
            }
            About::Placed(address, place) => {
                self.named = true;
                self.about((address, place), finding.says, before, line);
            }
            About::Host(host) if self.mark.has_host(host) => self.socket(finding.says, line),
            About::Port(port) if self.mark.has_port(port) => self.socket(finding.says, line),
            About::Host(host) => self.leave(Why::OtherSite, host, line),
            About::Port(_) => self.leave(Why::OtherAddress, "", line),
            About::Unnamed => self.without_address(finding.says, line),
        }
    }

    fn about(
        &mut self,
        (address, place): (&'t str, Place),
        says: Says,
        before: Option<u16>,
        line: Line<'t>,
    ) {
        if says == Says::CannotLoad {
            self.withhold(place, before);
        }
        match (place, says) {
            (Place::Not(why), _) => self.leave_other(why, address, line),
            (Place::Socket, _) => self.socket(says, line),
            (Place::Request, _) if self.source == Source::AppPage => {
                self.leave(Why::OtherRequest, "", line);
            }
            (Place::Request, Says::Clue(Clue::Unspecific) | Says::CannotLoad) => {
                self.leave(Why::Harmless, "", line);
            }
            (Place::Request, _) => self.told(Way::Request, says, line),
        }
    }

    /// WebKit prints a status first and then for which address. A status that
    /// belongs to another address is taken back.
    fn withhold(&mut self, place: Place, before: Option<u16>) {
        let is_target = place == Place::Request;
        if is_target {
            self.withheld.0 = true;
        } else {
            self.withheld.1 = true;
        }
        let Some(status) = before else {
            return;
        };
        let told = Told::status(Way::Request, status);
        let Some(at) = self.adrift.iter().position(|heard| heard.told == told) else {
            return;
        };
        let Some(one) = self.adrift.get_mut(at) else {
            return;
        };
        let line = one.line;
        one.lines -= 1;
        if one.lines == 0 {
            self.adrift.remove(at);
        }
        if is_target && self.source == Source::ThisPage {
            hear(&mut self.heard, told, 1, line);
        } else {
            self.leave(Why::NoAddress, "", line);
        }
    }

    fn socket(&mut self, says: Says, line: Line<'t>) {
        let way = self.way();
        self.told(way, says, line);
    }

    fn way(&self) -> Way {
        match self.source {
            Source::ThisPage => Way::Console,
            Source::AppPage => Way::AppConsole,
        }
    }

    fn told(&mut self, way: Way, says: Says, line: Line<'t>) {
        let told = match says {
            Says::Clue(clue) => Told::new(way, clue),
            Says::Status(status) | Says::Adrift(status) => Told::status(way, status),
            Says::Protocols { offered } => {
                // This page also tries the other way round.
                let is_ours = offered == self.mark.offers() || self.source == Source::AppPage;
                if !is_ours {
                    return self.leave(Why::OwnVariant, "", line);
                }
                Told::new(way, Clue::Subprotocol)
            }
            Says::CannotLoad => return self.leave(Why::Harmless, "", line),
            Says::Nothing(why) => return self.leave(why, "", line),
        };
        self.hears(told, 1, line);
    }

    /// A line about another than the target.
    pub(crate) fn another(&mut self, why: Why, about: &'t str, line: Line<'t>) {
        self.named = true;
        self.leave(why, about, line);
    }

    fn without_address(&mut self, says: Says, line: Line<'t>) {
        match says {
            Says::Nothing(why) => self.leave(why, "", line),
            Says::CannotLoad => self.leave(Why::NoAddress, "", line),
            Says::Adrift(status) => {
                let told = Told::status(Way::Request, status);
                if hear(&mut self.adrift, told, 1, line) {
                    self.just_adrift = Some(status);
                } else {
                    self.leave(Why::TooMany, "", line);
                }
            }
            Says::Protocols { offered } if offered != self.mark.offers() => {
                self.leave(Why::NoAddress, "", line);
            }
            Says::Clue(_) | Says::Status(_) | Says::Protocols { .. } => {
                let told = match says {
                    Says::Clue(clue) => Told::new(self.way(), clue),
                    Says::Status(status) => Told::status(self.way(), status),
                    _ => Told::new(self.way(), Clue::Subprotocol),
                };
                if !hear(&mut self.unnamed, told, 1, line) {
                    self.leave(Why::TooMany, "", line);
                }
            }
        }
    }

    /// What a line says that knows its way and its address itself.
    pub(crate) fn hears(&mut self, told: Told, lines: u32, line: Line<'t>) {
        if !hear(&mut self.heard, told, lines, line) {
            self.leave_all(Why::TooMany, "", lines, line);
        }
    }

    /// The same of a line that names no address, from this browser.
    pub(crate) fn hears_unnamed(&mut self, told: Told, line: Line<'t>) {
        if !hear(&mut self.unnamed, told, 1, line) {
            self.leave(Why::TooMany, "", line);
        }
    }

    /// A line about an address that is not the target's.
    pub(crate) fn leave_other(&mut self, why: Why, address: &'t str, line: Line<'t>) {
        self.another(why, if why == Why::OtherSite { site(address) } else { bare(address) }, line);
    }

    /// Some lines that do not count.
    pub(crate) fn leave_all(&mut self, why: Why, about: &'t str, lines: u32, line: Line<'t>) {
        self.leave(why, about, line);
        if let Some(left) = self.left.iter_mut().rev().find(|left| left.why == why) {
            left.lines += lines.saturating_sub(1);
        }
    }

    /// A line that does not count.
    pub(crate) fn leave(&mut self, why: Why, about: &'t str, line: Line<'t>) {
        let full = self.left.len() >= MAX_IGNORED;
        let same = |left: &&mut Left| left.why == why && (full || left.about == about);
        // From the end: real consoles repeat themselves.
        match self.left.iter_mut().rev().find(same) {
            Some(left) => left.lines += 1,
            None => self.left.push(Left { why, about, lines: 1, line }),
        }
    }

    /// All of it; what is without an address counts where nothing else can be
    /// meant.
    pub(crate) fn finish(mut self) -> Reading {
        let (ours, others) = self.withheld;
        let here = self.source == Source::ThisPage;
        let is_sure = here && !others && (ours || !self.named || self.says_target());
        for one in std::mem::take(&mut self.adrift) {
            self.settle(one, is_sure);
        }
        let is_sure = !self.named;
        for one in std::mem::take(&mut self.unnamed) {
            self.settle(one, is_sure);
        }
        let fault = self.fault();
        Reading {
            understood: self.heard.iter().map(Heard::finish).collect(),
            ignored: self.left.iter().map(Left::finish).collect(),
            fault,
        }
    }

    /// Some line was about the target's own address.
    fn says_target(&self) -> bool {
        !self.heard.is_empty()
    }

    fn settle(&mut self, one: Heard<'t>, counts: bool) {
        if counts && hear(&mut self.heard, one.told, one.lines, one.line) {
            return;
        }
        self.leave_all(Why::NoAddress, "", one.lines, one.line);
    }

    fn fault(&self) -> Option<Fault> {
        let any = |of: fn(Why) -> bool| self.left.iter().any(|left| of(left.why));
        let is_other = |why| matches!(why, Why::OtherSite | Why::OtherAddress | Why::OtherPath);
        if !self.heard.is_empty() {
            None
        } else if !any(|why| why != Why::NotUnderstood) {
            Some(if self.left.is_empty() { Fault::Empty } else { Fault::NotUnderstood })
        } else if any(is_other) && !any(|why| why == Why::Harmless || why == Why::OtherRequest) {
            Some(Fault::OtherSite)
        } else {
            Some(Fault::NothingUseful)
        }
    }
}

/// Adds what was told where its line belongs; false if there is no room.
fn hear<'t>(list: &mut Vec<Heard<'t>>, told: Told, lines: u32, line: Line<'t>) -> bool {
    if let Some(known) = list.iter_mut().find(|heard| heard.told == told) {
        known.lines += lines;
        if line.row < known.line.row {
            known.line = line;
        }
        return true;
    }
    if list.len() >= MAX_TOLD {
        return false;
    }
    let at = list.iter().position(|heard| heard.line.row > line.row).unwrap_or(list.len());
    list.insert(at, Heard { told, lines, line });
    true
}

/// An address without its query.
fn bare(address: &str) -> &str {
    scan::head(address, b"?#")
}

impl Heard<'_> {
    fn finish(&self) -> Understood {
        let excerpt = excerpt::excerpt(self.line.text);
        // Each outcome of a program is one line: that of its end.
        let times =
            (self.told.way == Way::Terminal).then(|| u16::try_from(self.lines).unwrap_or(u16::MAX));
        Understood { told: Told { times, ..self.told.clone() }, lines: self.lines, excerpt }
    }
}

impl Left<'_> {
    fn finish(&self) -> Ignored {
        let about = excerpt::about(self.about);
        Ignored {
            why: self.why,
            lines: self.lines,
            excerpt: excerpt::excerpt(self.line.text),
            about,
        }
    }
}
