//! The whole report, for whoever can help.

use why1006_content as content;
use why1006_diagnosis::{
    CauseId, Diagnosis, Judgement, Owner, Remark, Rung, Stage, StageState, Standing, Step, Verdict,
    causes, rung_state,
};

use crate::{
    Sheet,
    answer::{closing_words, foreign, headline, limit, no_comparison, owner, said},
    block::{Block, Line, Piece, value, words},
    facts::Facts,
};

/// How many of the causes that fit are named.
const NAMED: usize = 3;

impl Sheet<'_> {
    /// Verdict, who has to act, what to do; what was tested, where and when; how
    /// far it got, what fits, what was told; and the result itself.
    pub fn whole(&self) -> Vec<Block> {
        let (d, w) = (self.diagnosis, self.words);
        if self.evidence.circumstances.network_alone {
            return self.network_alone();
        }
        let title = [&w.label("test"), ": ", &headline(d, w)].concat();
        let mut blocks = vec![Block::Title(words(title))];
        if self.is_received {
            blocks.push(Block::Text(words(w.sentence("received"))));
        }
        if let Some(cause) = one_cause(d) {
            blocks.push(Block::Text(words(w.get("cause", cause.as_str(), "summary"))));
        }
        let mut facts = vec![self.fact("owner", owner(d, w))];
        facts.extend(self.act());
        facts.push(self.fact("address", value(&self.evidence.target.url)));
        facts.extend(self.asked());
        facts.extend(self.circumstances());
        facts.extend(self.goodbye());
        blocks.push(Block::Facts(facts));
        blocks.extend(self.remarks());
        blocks.push(Block::Heading(w.label("ladder")));
        blocks.push(self.ladder());
        blocks.extend(self.network());
        blocks.extend(self.causes());
        blocks.extend(self.told());
        blocks.push(Block::Text(words(self.caveats())));
        blocks.extend(self.end());
        blocks
    }

    /// Of a test of the network without any address.
    fn network_alone(&self) -> Vec<Block> {
        let w = self.words;
        let title = [&w.label("test-network"), ": ", &self.carries().0].concat();
        let mut blocks = vec![Block::Title(words(title))];
        if self.is_received {
            blocks.push(Block::Text(words(w.sentence("received"))));
        }
        blocks.push(Block::Facts(self.circumstances()));
        blocks.extend(self.network());
        blocks.extend(self.end());
        blocks
    }

    /// That nobody vouches for it, and the result itself.
    fn end(&self) -> Vec<Block> {
        let w = self.words;
        let mut blocks = vec![Block::Text(words(w.sentence("unsigned")))];
        if !self.link.is_empty() {
            blocks.push(Block::Result {
                paste: w.sentence("paste"),
                open: w.label("open"),
                end: w.label("end"),
                link: self.link.to_owned(),
            });
        }
        blocks
    }

    /// What to do. The screen shows how to do a step; here it is named, with what
    /// it will tell.
    fn act(&self) -> Facts {
        let (d, w) = (self.diagnosis, self.words);
        let step = match (one_cause(d), d.next_step) {
            _ if d.is_app_fine() => None,
            // Whether anybody has to act at all.
            (Some(_), step) => step.filter(|step| *step == Step::AppWorks),
            (None, step) => step.filter(|step| *step != Step::SendToSupport),
        };
        if let Some(step) = step.filter(|_| d.verdict != Verdict::Works) {
            let is_others =
                matches!(d.owner, Owner::YourIt | Owner::SiteOperator | Owner::AppDeveloper);
            let mut facts = Facts::new();
            if is_others && step != Step::AppWorks {
                facts.push(self.fact("act", words(w.sentence("send"))));
            }
            let label = if facts.is_empty() { "act" } else { "meanwhile" };
            facts.push(self.fact(label, words(content::step_title(step))));
            facts.push(self.fact("tells", words(w.get("step", step.as_str(), "tells"))));
            return facts;
        }
        let act = match one_cause(d) {
            _ if d.is_app_fine() => w.note("app-fine-act"),
            Some(cause) => w.get("cause", cause.as_str(), "act"),
            None => said(d, w, "act"),
        };
        vec![self.fact("act", words(act))]
    }

    /// What the options of the test were.
    fn asked(&self) -> Facts {
        let target = &self.evidence.target;
        let mut facts = Facts::new();
        if !target.protocols.is_empty() {
            let mut line = Line::new();
            for protocol in &target.protocols {
                if !line.is_empty() {
                    line.push(Piece::Words(", ".to_owned()));
                }
                line.push(Piece::Value(protocol.clone()));
            }
            facts.push(self.fact("protocols", line));
        }
        if let Some(app) = &target.app {
            facts.push(self.fact("app", value(&app.origin)));
        }
        facts
    }

    /// The other side's own words.
    fn goodbye(&self) -> Option<(String, Line)> {
        let (code, reason) = closing_words(self.evidence)?;
        let mut line = words(code.to_string());
        if let Some(reason) = reason.filter(|reason| !reason.is_empty()) {
            line.push(Piece::Words(" ".to_owned()));
            line.push(Piece::Value(reason.to_owned()));
        }
        Some(self.fact("said", line))
    }

    /// The four rungs; of what did not pass, the stages as well.
    fn ladder(&self) -> Block {
        let stages = &self.diagnosis.stages;
        let row =
            |state: StageState, what: String| vec![words(content::stage_state(state)), words(what)];
        let mut rows = Vec::new();
        for rung in Rung::ALL {
            let state = rung_state(*rung, stages);
            rows.push(row(state, content::rung(*rung).name.to_owned()));
            let is_of = |stage: &Stage| rung.stages().contains(stage) && rung.stages().len() > 1;
            if matches!(state, StageState::Failed | StageState::NotKnown) {
                for (stage, state) in stages.iter().filter(|(stage, _)| is_of(stage)) {
                    let stage = content::stage(*stage);
                    rows.push(row(*state, ["– ", stage.name, ": ", stage.check].concat()));
                }
            }
        }
        Block::Table(vec![self.words.label("state"), self.words.label("check")], rows)
    }

    /// The first causes that fit, and how many there are besides.
    fn causes(&self) -> Vec<Block> {
        let (d, w) = (self.diagnosis, self.words);
        let open: Vec<&Judgement> = open(d).collect();
        let mut blocks = Vec::new();
        if !open.is_empty() {
            blocks.push(Block::Heading(w.label("fits")));
            blocks.push(self.named(&open, true));
        }
        let count = |label: &str, many: usize| {
            (many > 0).then(|| self.fact(label, words(many.to_string())))
        };
        let counts = [
            count("more", open.len().saturating_sub(NAMED)),
            count("ruled-out", d.ruled_out().count()),
            count("not-tested", d.not_tested().len()),
        ];
        let counts: Facts = counts.into_iter().flatten().collect();
        blocks.extend((!counts.is_empty()).then_some(Block::Facts(counts)));
        blocks
    }

    /// The first of some causes, and where their owners differ, these as well.
    pub(crate) fn named(&self, open: &[&Judgement], with_owner: bool) -> Block {
        let w = self.words;
        let columns = if with_owner { 3 } else { 2 };
        let rows = open.iter().take(NAMED).map(|j| {
            let owner = content::owner_label(causes::get(j.cause).owner);
            let mut row =
                vec![words(content::standing(j.standing)), words(w.title(j.cause)), words(owner)];
            row.truncate(columns);
            row
        });
        let mut head = vec![w.label("standing"), w.label("cause"), w.label("owner")];
        head.truncate(columns);
        Block::Table(head, rows.collect())
    }

    fn told(&self) -> Vec<Block> {
        let w = self.words;
        if self.evidence.told.is_empty() {
            return Vec::new();
        }
        let rows = self.evidence.told.iter().map(|told| {
            let way = w.or_tag("way", told.way.as_str(), "label");
            let teller = if told.by_receiver { "by-receiver" } else { "by-tester" };
            vec![words(way), words(w.said(told)), words(w.label(teller))]
        });
        vec![
            Block::Heading(w.label("told")),
            Block::Table(vec![w.label("way"), w.label("clue"), w.label("teller")], rows.collect()),
        ]
    }

    /// What is worth telling besides, and blames nobody.
    fn remarks(&self) -> Option<Block> {
        let remark = |r: &Remark| self.words.get("remark", r.as_str(), "text");
        let all: Vec<String> = self.diagnosis.remarks.iter().map(remark).collect();
        (!all.is_empty()).then(|| Block::Text(words(all.join(" "))))
    }

    /// What all this does not prove.
    fn caveats(&self) -> String {
        let (d, w) = (self.diagnosis, self.words);
        let all = [
            Some(limit(d, w, d.the_cause())),
            foreign(self.evidence, d.owner, w),
            no_comparison(self.evidence, w),
        ];
        let all: Vec<String> = all.into_iter().flatten().filter(|s| !s.is_empty()).collect();
        all.join(" ")
    }
}

/// What fits what was seen: certain causes first, then the likeliest.
pub(crate) fn open(d: &Diagnosis) -> impl Iterator<Item = &Judgement> {
    d.judgements.iter().filter(|j| j.standing >= Standing::Possible)
}

/// The cause that the answer speaks of.
fn one_cause(d: &Diagnosis) -> Option<CauseId> {
    d.the_cause().or(d.the_only()).or(d.certain().first().copied())
}
