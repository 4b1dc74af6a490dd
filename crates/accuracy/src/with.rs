//! The diagnosis with what the user could tell: the recorded lines of the
//! console, what a tab shows, or both, held against `docs/lines.tsv`; or what a
//! terminal prints, held against `docs/terminal.tsv`.

use std::{collections::BTreeSet, path::Path};

use why1006_diagnosis::{CauseId, Diagnosis, Owner, diagnose};
use why1006_evidence::{Clue, Evidence, Software, Told, Way};
use why1006_lab::Truth;
use why1006_pasted::{Context, Source, code, read};
use why1006_recordings::{Recording, Saw, Tab, Terminal, terminals};

use crate::{
    Classes, Lines, Outcomes, Permits, Score, judge, places::software, replay::recordings,
    score::scenario, whose, with_terminal,
};

/// What is told along with a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// The lines of the console.
    Console,
    /// What a new tab shows of the same address.
    Tab,
    /// The two.
    Both,
    /// The output of curl on this machine.
    Curl,
    /// The same, as if from another network.
    CurlElsewhere,
    /// The output of openssl on this machine.
    Openssl,
    /// The lines of the console, and the software chosen: of the set `stacks`, where it
    /// is known.
    Software,
}

impl With {
    /// All there are.
    pub const ALL: [With; 7] = [
        With::Console,
        With::Tab,
        With::Both,
        With::Curl,
        With::CurlElsewhere,
        With::Openssl,
        With::Software,
    ];

    /// The name in rows, and behind `--with-`.
    pub fn as_str(self) -> &'static str {
        match self {
            With::Console => "console",
            With::Tab => "tab",
            With::Both => "both",
            With::Curl => "curl",
            With::CurlElsewhere => "curl-elsewhere",
            With::Openssl => "openssl",
            With::Software => "software",
        }
    }

    fn has_console(self) -> bool {
        matches!(self, With::Console | With::Both | With::Software)
    }

    fn has_tab(self) -> bool {
        matches!(self, With::Tab | With::Both)
    }
}

/// One recording that has the text, without it and with it.
#[derive(Clone, Debug)]
pub struct Compared {
    /// With the text, against the truth.
    pub score: Score,
    /// What is named without it, certain causes included.
    pub before: BTreeSet<CauseId>,
    /// Who has to act, without it.
    pub owner_before: Owner,
    /// What the table leaves of that.
    pub expected: BTreeSet<CauseId>,
    /// What is named with it.
    pub got: BTreeSet<CauseId>,
    /// What was told, each with the number of its row, for lists.
    pub lines: Vec<String>,
    /// What neither the table nor the parser may be silent about.
    pub unread: Vec<String>,
}

/// How the diagnosis compares with the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It names what the table leaves.
    Exact,
    /// It names less: it claims more than the text permits.
    Smaller,
    /// It names more.
    Wider,
}

impl Compared {
    /// Something is the matter with it.
    pub fn fails(&self) -> bool {
        self.score.truth != Truth::Works
    }

    /// How it compares.
    pub fn fit(&self) -> Fit {
        match self {
            _ if self.expected == self.got => Fit::Exact,
            _ if self.expected.is_subset(&self.got) => Fit::Wider,
            _ => Fit::Smaller,
        }
    }
}

/// Replays every recording below `folder` that has the text.
///
/// # Errors
/// As [`crate::replay()`]; also if two rows of the table match one text.
pub fn compare(folder: &Path, with: With) -> Result<Vec<Compared>, String> {
    let classes = Classes::new()?;
    let recordings = recordings(folder)?;
    let each = recordings.iter();
    let compared: Vec<Result<Option<Compared>, String>> = match with {
        With::Console | With::Tab | With::Both | With::Software => {
            let lines = Lines::new()?;
            each.map(|recording| one(recording, with, &classes, &lines)).collect()
        }
        With::Curl | With::CurlElsewhere | With::Openssl => {
            let (outcomes, printed) = (Outcomes::new()?, terminals(folder)?);
            let has =
                each.filter_map(|recording| Some((recording, printed.get(&recording.scenario)?)));
            has.map(|(recording, printed)| {
                with_terminal::one(recording, printed, with, &classes, &outcomes)
            })
            .collect()
        }
    };
    compared.into_iter().filter_map(Result::transpose).collect()
}

fn one(
    recording: &Recording,
    with: With,
    classes: &Classes,
    lines: &Lines,
) -> Result<Option<Compared>, String> {
    let mut ways = Vec::new();
    let mut told = Vec::new();
    let mut unread = Vec::new();
    let mut seen = Vec::new();
    let chosen = match with {
        With::Software => match software(scenario(recording)?) {
            None => return Ok(None),
            chosen => chosen,
        },
        _ => None,
    };
    if with.has_console() {
        let mine = about_the_target(recording);
        if mine.is_empty() {
            return Ok(None);
        }
        for way in [Way::Console, Way::Request] {
            let mut permits = Permits::Nothing;
            for (_, line) in mine.iter().filter(|(w, _)| *w == way) {
                permits = permits.or(look_up(lines, recording, way, line, &mut seen, &mut unread)?);
            }
            ways.push(permits);
        }
        told.extend(console(recording));
    }
    if with.has_tab() {
        let Some(tab) = &recording.tab else { return Ok(None) };
        let text = words(tab);
        ways.push(look_up(lines, recording, Way::Tab, &text, &mut seen, &mut unread)?);
        match tab_told(tab) {
            Some(one) => told.push(one),
            None => unread.push(format!("the parser does not know the tab's `{text}`")),
        }
    }
    let expect = |before: &BTreeSet<CauseId>| leaves(before, &ways);
    compared(recording, (told, chosen), classes, expect, seen, unread).map(Some)
}

/// The diagnosis with what was told, against what the table leaves.
pub(crate) fn compared(
    recording: &Recording,
    (told, chosen): (Vec<Told>, Option<Software>),
    classes: &Classes,
    expect: impl FnOnce(&BTreeSet<CauseId>) -> BTreeSet<CauseId>,
    lines: Vec<String>,
    unread: Vec<String>,
) -> Result<Compared, String> {
    let Recording { engine, page, evidence, .. } = recording;
    let scenario = scenario(recording)?;
    let without = diagnose(evidence);
    let before = named(&without);
    let mut evidence = evidence.clone();
    evidence.told = told;
    evidence.software = chosen;
    Ok(Compared {
        score: judge(scenario, (*engine, *page), &evidence, classes, false),
        expected: expect(&before),
        before,
        owner_before: without.owner,
        got: named(&diagnose(&evidence)),
        lines,
        unread,
    })
}

/// The recorded lines about the tested address, with what they are about.
pub fn about_the_target(recording: &Recording) -> Vec<(Way, &str)> {
    let lines = recording.console.iter().flatten();
    lines.filter_map(|line| Some((whose(line, &recording.evidence.target)?, &**line))).collect()
}

/// What the parser of the page makes of the recorded console.
pub fn console(recording: &Recording) -> Vec<Told> {
    let text = recording.console.as_deref().unwrap_or_default().join("\n");
    let Evidence { target, circumstances, .. } = &recording.evidence;
    let context =
        Context { target, page_origin: &circumstances.page.origin, source: Source::ThisPage };
    let reading = read(&text, &context);
    reading.understood.into_iter().map(|understood| understood.told).collect()
}

/// What the page makes of what a tab shows: of an error page by its code or
/// headline, of anything else by what the user picks.
pub fn tab_told(tab: &Tab) -> Option<Told> {
    if let Some(status) = tab.status {
        return Some(Told::status(Way::Tab, status));
    }
    match (tab.saw, &tab.text) {
        (Saw::Page, _) => Some(Told::new(Way::Tab, Clue::Page)),
        (Saw::Nothing, _) => Some(Told::new(Way::Tab, Clue::TimedOut)),
        (Saw::Prompt, _) => Some(Told::new(Way::Tab, Clue::SignInPrompt)),
        (Saw::Error, text) => code(text.as_deref()?),
    }
}

/// What the table calls the same.
fn words(tab: &Tab) -> String {
    match (tab.saw, tab.status) {
        (_, Some(status)) => format!("status {status}"),
        (Saw::Page, _) => "page".into(),
        (Saw::Nothing, _) => "loading".into(),
        (Saw::Prompt, _) => "sign-in".into(),
        (Saw::Error, _) => tab.text.clone().unwrap_or_default(),
    }
}

/// What a text permits; one that the table does not know is noted, and
/// excludes nothing.
fn look_up(
    lines: &Lines,
    recording: &Recording,
    way: Way,
    text: &str,
    seen: &mut Vec<String>,
    unread: &mut Vec<String>,
) -> Result<Permits, String> {
    let Some(row) = lines.find(way, recording.engine, text)? else {
        unread.push(format!("docs/lines.tsv has no row for {way} `{text}`"));
        return Ok(Permits::Everything);
    };
    let line = format!("{way}:{} {text}", row.at);
    if !seen.contains(&line) {
        seen.push(line);
    }
    Ok(row.permits.clone())
}

/// Certain causes and the others that remain.
fn named(d: &Diagnosis) -> BTreeSet<CauseId> {
    d.certain().into_iter().chain(d.remaining()).collect()
}

/// The causes that every way permits; all, if that would leave none. A way of
/// remarks alone says nothing.
pub(crate) fn leaves(before: &BTreeSet<CauseId>, ways: &[Permits]) -> BTreeSet<CauseId> {
    let permitted =
        |cause: &CauseId| ways.iter().all(|way| *way == Permits::Nothing || way.permits(*cause));
    let left: BTreeSet<CauseId> = before.iter().copied().filter(permitted).collect();
    if left.is_empty() { before.clone() } else { left }
}

/// All that the user could tell of a recording, with what programs in a terminal
/// print of its scenario.
pub fn told_all(recording: &Recording, printed: Option<&Terminal>) -> Vec<Told> {
    let tab = recording.tab.as_ref().and_then(tab_told);
    let printed = printed.into_iter().flat_map(|printed| {
        [With::Curl, With::Openssl].map(|with| with_terminal::told(recording, printed, with))
    });
    console(recording).into_iter().chain(tab).chain(printed.flatten()).collect()
}
