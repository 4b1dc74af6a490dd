//! Half a page for whoever runs the network: what passed here, what did not, and
//! what to allow. It claims what was seen and nothing else.

use why1006_diagnosis::{
    Judgement, Owner, Standing, Verdict, causes,
    facts::{Attempt, Ending, Facts, Http},
};
use why1006_evidence::{Scheme, Way};

use crate::{
    Sheet,
    block::{Block, Line, value, words},
    facts::seconds,
    whole::open,
};

impl Sheet<'_> {
    /// The page for the administrator of the network.
    pub fn admin(&self) -> Vec<Block> {
        let w = self.words;
        let facts = Facts::new(self.evidence);
        let mut blocks = vec![Block::Title(words(w.label("admin")))];
        if self.is_received {
            blocks.push(Block::Text(words(w.sentence("received"))));
        }
        if self.evidence.circumstances.network_alone {
            blocks.push(Block::Facts(self.circumstances()));
            blocks.extend(self.network());
            blocks.push(Block::Text(words(w.sentence("unsigned"))));
            return blocks;
        }
        blocks.push(Block::Text(words(w.sentence(finding(&facts, self.diagnosis.verdict)))));
        let mut where_and_when = self.way();
        where_and_when.push(self.fact("address", value(&self.evidence.target.url)));
        where_and_when.extend(self.circumstances());
        blocks.push(Block::Facts(where_and_when));
        blocks.push(Block::Heading(w.label("seen")));
        blocks.push(self.seen(&facts));
        blocks.extend(self.network());
        blocks.extend(self.nearby());
        blocks.push(Block::Text(words(w.sentence("unsigned"))));
        blocks
    }

    /// What was tried, and how it went.
    fn seen(&self, f: &Facts) -> Block {
        let w = self.words;
        let row = |what: &str, state: &str| vec![words(w.label(state)), words(w.label(what))];
        let mut rows = vec![row("socket", attempt(f.cold, f.varies())), row("web", http(f.http))];
        if !self.evidence.circumstances.page.by_snippet {
            rows.push(row("reference-socket", attempt(f.reference_socket, false)));
            rows.push(row("reference-web", http(f.reference_http)));
        }
        if f.nowhere == Http::Answered {
            rows.push(row("nowhere", "answered"));
        }
        for told in self.evidence.told.iter().filter(|told| told.way == Way::OtherNetwork) {
            let way = w.or_tag("way", told.way.as_str(), "label");
            rows.push(vec![
                words(w.label("told-row")),
                words([&way, ": ", &w.said(told)].concat()),
            ]);
        }
        if let Some(ms) = self.diagnosis.quiet.filter(|_| is_cut(f.cold)) {
            let quiet: Line = words([&w.label("quiet"), ": ", &seconds(ms / 1000.0)].concat());
            rows.push(vec![words(w.label("ended")), quiet]);
        }
        Block::Table(vec![w.label("state"), w.label("check")], rows)
    }

    /// The causes of this network and its computers that fit, and what to allow.
    fn nearby(&self) -> Vec<Block> {
        let (d, w) = (self.diagnosis, self.words);
        let is_near = |j: &&Judgement| causes::get(j.cause).owner == Owner::YourIt;
        let near: Vec<&Judgement> = open(d).filter(is_near).collect();
        let all = open(d).count();
        let untested = d.judgements.iter().filter(|j| j.standing == Standing::NotTested);
        let untested = untested.filter(is_near).count();
        let mut blocks = Vec::new();
        if !near.is_empty() {
            blocks.push(Block::Heading(w.label("near")));
            blocks.push(self.named(&near, false));
        } else if all > 0 {
            blocks.push(Block::Text(words(w.sentence("admin-none"))));
        }
        let counts = [
            ("near-all", near.len()),
            ("elsewhere", all - near.len()),
            ("near-untested", untested),
        ];
        let counts = counts.into_iter().filter(|(_, many)| *many > 0);
        let counts = counts.map(|(label, many)| self.fact(label, words(many.to_string())));
        let counts: Vec<_> = counts.collect();
        blocks.extend((!counts.is_empty()).then_some(Block::Facts(counts)));
        if !near.is_empty() {
            blocks.push(Block::Heading(w.label("allow")));
            let is_tls = self.evidence.target.scheme == Some(Scheme::Wss);
            let points: &[&str] = match is_tls {
                true => &["allow-tls", "allow-upgrade", "allow-inspection", "allow-idle"],
                false => &["allow-plain", "allow-upgrade", "allow-idle"],
            };
            blocks.push(Block::List(points.iter().map(|key| words(w.sentence(key))).collect()));
        }
        blocks
    }
}

/// What the test says of this network, in one sentence.
fn finding(f: &Facts, verdict: Verdict) -> &'static str {
    let carries = matches!(f.reference_socket, Attempt::Opened(_));
    match (verdict, f.cold) {
        (Verdict::NetworkStripsWebsockets, _) if f.is_tls_stopped() => "admin-strips-tls",
        (Verdict::NetworkStripsWebsockets, _) => "admin-strips",
        _ if f.is_reference_spoiled() => "admin-cuts",
        _ if f.is_reference_cut_alike() => "admin-cuts-alike",
        _ if f.evidence.target.host_class.is_this_machine() => "admin-this-machine",
        (Verdict::Works, _) => "admin-works",
        _ if carries => "admin-carries",
        (_, Attempt::NotRun | Attempt::Threw(_) | Attempt::ErrorOnly) => "admin-not-sent",
        _ if f.reference_socket == Attempt::NotRun && f.reference_http == Http::NotRun => {
            "admin-no-comparison"
        }
        _ => "admin-unclear",
    }
}

fn is_cut(attempt: Attempt) -> bool {
    matches!(attempt, Attempt::Opened(ending) if ending != Ending::Held)
}

/// How an attempt went, as a label.
fn attempt(attempt: Attempt, varies: bool) -> &'static str {
    match attempt {
        Attempt::Opened(_) | Attempt::Failed { .. } if varies => "varies",
        Attempt::Opened(Ending::Held) => "opened",
        Attempt::Opened(_) => "ended",
        Attempt::Failed { .. } => "not-opened",
        Attempt::Silent => "silent",
        Attempt::Threw(_) | Attempt::ErrorOnly => "refused-here",
        Attempt::NotRun => "not-tried",
        Attempt::Stopped => "stopped",
        Attempt::Contradicts => "unclear",
    }
}

/// What web requests gave, as a label.
fn http(http: Http) -> &'static str {
    match http {
        Http::NotRun => "not-tried",
        Http::Answered => "answered",
        Http::Rejected => "not-answered",
        Http::Silent => "silent",
        Http::ByProxy => "by-proxy",
    }
}
