//! How well the answers to a step tell apart what remains.

use why1006_evidence::{Asker, Clue, EngineFamily, Told, Way};

use crate::{
    Cause, CauseId, Facts, Judgement, Owner, Reason, Standing, Step, causes,
    shows::{Says, Statuses},
    told,
};

/// A whole in the arithmetic of shares: divisible by any likely number of
/// answers that a cause allows, near enough.
const WHOLE: u64 = 5_040;

/// The causes that remain, likeliest first, with their weights.
pub(super) struct Field<'a> {
    f: &'a Facts<'a>,
    causes: Vec<(&'static Cause, u64)>,
    total: u64,
}

/// What a step is worth, in thousandths.
pub(super) struct Worth {
    /// How much of the weight goes, on average over the answers.
    pub(super) splits: u32,
    /// How likely an answer leaves one owner where there are several now.
    pub(super) owner: u32,
}

impl<'a> Field<'a> {
    pub(super) fn new(f: &'a Facts<'a>, judgements: &[Judgement]) -> Field<'a> {
        let is_left = |j: &&Judgement| {
            j.standing >= Standing::Possible
                // The user can tell what no reference told.
                || j.because[0] == Reason::ClockUnknown && told::fits(f, causes::get(j.cause))
        };
        let left: Vec<&Judgement> = judgements.iter().filter(is_left).collect();
        let count = left.len() as u64;
        let mut total = 0;
        let weigh = |(at, j): (usize, &&Judgement)| {
            let cause = causes::get(j.cause);
            // The tier says how common it is, the place how well it fits.
            let fit = if j.standing == Standing::Indicated { 3 } else { 1 };
            let weight = cause.tier.weight() as u64 * fit * (2 * count - at as u64);
            total += weight;
            (cause, weight)
        };
        let causes = left.iter().enumerate().map(weigh).collect();
        Field { f, causes, total }
    }

    /// What the step is worth; `None` if no two of its answers leave different
    /// causes.
    pub(super) fn worth(&self, step: Step, way: Way) -> Option<Worth> {
        let sets = self.sets(step, way);
        let first = sets.first()?;
        if sets.iter().all(|set| set == first) {
            return None;
        }
        let is_open = self.owner(u64::MAX).is_none();
        // A cause may show as any of the answers that it allows.
        let count = |at: usize| sets.iter().filter(|set| *set >> at & 1 == 1).count() as u64;
        let weigh = |(at, (_, weight)): (usize, &(_, u64))| weight * WHOLE / count(at).max(1);
        let shares: Vec<u64> = self.causes.iter().enumerate().map(weigh).collect();
        let (mut gone, mut settled) = (0, 0);
        for set in &sets {
            let (mut share, mut left) = (0, 0);
            for (at, (_, weight)) in self.causes.iter().enumerate() {
                if set >> at & 1 == 1 {
                    left += weight;
                    share += shares[at];
                }
            }
            gone += share * (self.total - left) / self.total;
            let is_app_fine = way == Way::App && *set != *sets.last()?;
            if is_open && (is_app_fine || self.owner(*set).is_some()) {
                settled += share;
            }
        }
        let thousandths = |part: u64| (part * 1_000 / (WHOLE * self.total)) as u32;
        Some(Worth { splits: thousandths(gone), owner: thousandths(settled) })
    }

    /// For each answer that can come, the causes that it leaves, as bits. All
    /// answers that leave everything are one, the last.
    fn sets(&self, step: Step, way: Way) -> Vec<u64> {
        let all = !0 >> (64 - self.causes.len().clamp(1, 64));
        let mut sets = Vec::new();
        let mut hear = |told: Told| {
            // A command asks as this page does, and then as the app.
            let told = if way == Way::Terminal { told.by(Asker::ThisPage) } else { told };
            let set = self.left(&told, all);
            // What fits nothing does not come.
            if set != 0 && set != all {
                sets.push(set);
            }
        };
        for clue in step.answers() {
            match clue {
                Clue::Status if way == Way::Console => match self.names() {
                    Names::All => {
                        Statuses::samples().for_each(|status| hear(Told::status(way, status)));
                    }
                    Names::NoStatus => hear(Told::new(way, Clue::Page)),
                    Names::Nothing => {}
                },
                _ if way == Way::Console && self.names() == Names::Nothing => {}
                Clue::Status if matches!(way, Way::Terminal | Way::ServerLog) => {
                    Statuses::samples().for_each(|status| hear(Told::status(way, status)));
                }
                clue => hear(Told::new(way, *clue)),
            }
        }
        sets.push(all);
        sets
    }

    /// What an answer leaves.
    fn left(&self, told: &Told, all: u64) -> u64 {
        if told.way == Way::Clock {
            return match told.clue {
                Clue::ClockRight => self.bits(|cause| cause.id != CauseId::ClockSkew),
                _ => all,
            };
        }
        match told::answer(self.f, told) {
            Says::Something => self.bits(|cause| told::allows(self.f, cause, told)),
            Says::Anything | Says::Nothing => all,
        }
    }

    fn bits(&self, is_left: impl Fn(&Cause) -> bool) -> u64 {
        let mut bits = 0;
        for (at, (cause, _)) in self.causes.iter().enumerate() {
            bits |= u64::from(is_left(cause)) << at;
        }
        bits
    }

    /// The one owner of these causes.
    fn owner(&self, set: u64) -> Option<Owner> {
        let mut owner = None;
        for (at, (cause, _)) in self.causes.iter().enumerate() {
            if set >> at & 1 == 1 && *owner.get_or_insert(cause.owner) != cause.owner {
                return None;
            }
        }
        owner
    }

    /// What the console of this browser names of a WebSocket that failed.
    fn names(&self) -> Names {
        match self.f.evidence.circumstances.engine.family {
            // Two texts for everything (`console-messages.md`, section 4).
            EngineFamily::Firefox => Names::Nothing,
            EngineFamily::WebKit => Names::NoStatus,
            EngineFamily::Chromium | EngineFamily::Unknown => Names::All,
        }
    }
}

#[derive(PartialEq, Eq)]
enum Names {
    All,
    NoStatus,
    Nothing,
}
