//! What is printed.

use serde_json::{Value, json};
use why1006_content::{headline_of, reason};
use why1006_diagnosis::{CauseId, Diagnosis, Stage, Step};
use why1006_e2e::Report;
use why1006_evidence::redact::redact;
use why1006_report::{Sheet, Words, markdown, plain};

use crate::arguments::Form;

/// Everything about one run.
pub(crate) struct Answer<'a> {
    /// The address as it was asked for.
    pub(crate) url: &'a str,
    pub(crate) engine: &'a str,
    /// How the page was loaded.
    pub(crate) page: &'a str,
    pub(crate) report: &'a Report,
    pub(crate) diagnosis: &'a Diagnosis,
    pub(crate) console: Option<Vec<String>>,
    /// It was passed on by somebody else.
    pub(crate) is_received: bool,
}

impl Answer<'_> {
    /// What is printed.
    pub(crate) fn print(&self, form: Form) -> String {
        match form {
            Form::Json => self.json().to_string(),
            Form::Lines => self.text(),
            form => self.sheet(form),
        }
    }

    /// The contract of `--json`. Names may be added, none changes its meaning.
    fn json(&self) -> Value {
        let d = self.diagnosis;
        json!({
            "url": self.url,
            "engine": self.engine,
            "page": self.page,
            "verdict": d.verdict.as_str(),
            "headline": headline_of(d),
            "owner": d.owner.as_str(),
            "furthest_stage": d.furthest_stage.as_str(),
            "failed_stage": d.failed_stage.map(Stage::as_str),
            "certain": ids(d.certain()),
            "remaining": ids(d.remaining()),
            "ruled_out": self
                .ruled_out()
                .map(|(cause, because)| json!({ "cause": cause.as_str(), "because": because }))
                .collect::<Vec<_>>(),
            "not_tested": ids(d.not_tested()),
            "next_step": d.next_step.map(Step::as_str),
            "elapsed_ms": self.report.evidence.elapsed,
            "link": self.report.link,
            "console": self.console,
            "evidence": self.report.evidence_json,
        })
    }

    /// The same for a reader.
    fn text(&self) -> String {
        let d = self.diagnosis;
        let list = |causes: Vec<CauseId>| match causes.as_slice() {
            [] => "none".to_owned(),
            some => some.iter().map(|c| c.as_str()).collect::<Vec<_>>().join(", "),
        };
        let mut lines = vec![
            format!("address      {}", self.url),
            format!("browser      {}, {} page", self.engine, self.page),
            format!("verdict      {}", d.verdict),
            format!("headline     {}", headline_of(d)),
            format!("who acts     {}", d.owner),
            format!("came as far  {}", d.furthest_stage),
            format!("failed at    {}", d.failed_stage.map_or("none", Stage::as_str)),
            format!("certain      {}", list(d.certain())),
            format!("remaining    {}", list(d.remaining())),
            format!("not tested   {}", list(d.not_tested())),
            format!("next step    {}", d.next_step.map_or("none", Step::as_str)),
            format!("took         {:.0} ms", self.report.evidence.elapsed),
        ];
        for (cause, because) in self.ruled_out() {
            lines.push(format!("ruled out    {cause}: {because}"));
        }
        for line in self.console.iter().flatten() {
            lines.push(format!("console      {line}"));
        }
        if let Some(said) = &self.report.evidence.said {
            let cause = said.cause.as_deref().map(|cause| format!(", {cause}")).unwrap_or_default();
            let by = format!("by build {}, not verified", said.build);
            lines.push(format!("page said    {}{cause}; {by}", said.verdict));
        }
        lines.push(format!("link         {}", self.report.link));
        lines.join("\n")
    }

    /// What the page's buttons would copy.
    fn sheet(&self, form: Form) -> String {
        let mut all = why1006_content::fetched();
        all.extend(why1006_content::told());
        let word = |key: &str| all.get(key).copied().unwrap_or_default().to_owned();
        let sheet = Sheet {
            evidence: &redact(&self.report.evidence),
            diagnosis: self.diagnosis,
            words: Words(&word),
            link: &self.report.link,
            is_received: self.is_received,
        };
        let text = match form {
            Form::Markdown => markdown(&sheet.whole()),
            Form::Admin => plain(&sheet.admin()),
            Form::Text | Form::Lines | Form::Json => plain(&sheet.whole()),
        };
        text.trim_end().to_owned()
    }

    /// Each cause with the sentence of its weightiest reason.
    fn ruled_out(&self) -> impl Iterator<Item = (CauseId, &'static str)> {
        self.diagnosis.ruled_out().map(|judgement| {
            // `because` is never empty; were it, silence is better than a crash.
            let because = judgement.because.first().map_or("", |first| reason(*first));
            (judgement.cause, because)
        })
    }
}

fn ids(causes: Vec<CauseId>) -> Vec<&'static str> {
    causes.into_iter().map(CauseId::as_str).collect()
}
