//! What each file of short words must hold: its tags, and the fields of each.

use why1006_diagnosis::{
    Owner, Reason, Remark, Rung, Stage, StageState, Standing, Step, Verdict,
    compare::{Circumstance, Fact, Meaning, Saw},
    network::{Carries, ChangeKind},
};
use why1006_evidence::{
    Asker, Clue, EngineFamily, ProblemKind, Vantage, Way,
    network::{Outcome, Transport, Unusable},
};

use super::lists;
use crate::keys::{EXPERIMENTS, NOTE_KEYS};

/// What one file must hold.
pub(super) struct Spec {
    pub(super) name: &'static str,
    pub(super) tags: Vec<String>,
    pub(super) fields: Vec<Field>,
}

/// One field of an entry; a key of `""` is the entry's plain text.
pub(super) struct Field {
    pub(super) key: String,
    /// In characters.
    pub(super) max: usize,
    pub(super) is_required: bool,
    pub(super) kind: Text,
}

/// What a text has to look like.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Text {
    /// A name without a full stop.
    Label,
    /// The name of a product, spelled as its people do.
    Name,
    /// One or more whole sentences.
    Sentences,
    /// Sentences that a stranger understands at once.
    Headline,
    /// Sentences for an engineer: at least one term of the field, to search for.
    Exact,
    /// Sentences in which `[…{part}…]` is left out when there is no part.
    WithPart,
}

fn field(key: &str, max: usize, kind: Text) -> Field {
    Field { key: key.to_owned(), max, is_required: true, kind }
}

macro_rules! tags_of {
    ($name:ident) => {
        $name::ALL.iter().map(|tag| tag.to_string()).collect()
    };
}

/// What every file of short words must hold.
pub(super) fn all() -> Vec<Spec> {
    use Text::*;
    let mut step_fields = vec![
        field("title", 40, Label),
        field("how", 300, Sentences),
        field("tells", 140, Sentences),
    ];
    for engine in EngineFamily::ALL.iter().filter(|e| **e != EngineFamily::Unknown) {
        let key = format!("how-{engine}");
        step_fields.push(Field { key, max: 300, is_required: false, kind: Sentences });
    }
    let stage_fields = || vec![field("name", 40, Label), field("check", 80, Sentences)];
    // What a browser shows in words of its own; some show nothing of the kind.
    let mut tab_fields = vec![field("label", 60, Label)];
    for engine in EngineFamily::ALL.iter().filter(|e| **e != EngineFamily::Unknown) {
        let key = format!("looks-{engine}");
        tab_fields.push(Field { key, max: 160, is_required: false, kind: Sentences });
    }
    // What two runs mean together, where the failure is on the reader's side as well.
    let meaning_fields = vec![
        field("theirs", 240, Sentences),
        Field { is_required: false, ..field("yours", 240, Sentences) },
        field("not", 160, Sentences),
        field("next", 140, Sentences),
    ];
    let answers = lists::ANSWERS.iter().map(|(step, clue)| format!("{step}.{clue}")).collect();
    let tab_clues = lists::TAB_GROUPS.iter().flat_map(|(_, clues)| list(clues)).collect();
    let tab_groups = lists::TAB_GROUPS.iter().map(|(group, _)| group.to_string()).collect();
    let sentence = |max| vec![field("", max, Sentences)];
    let label = |max| vec![field("", max, Label)];
    let spec = |name, tags, fields| Spec { name, tags, fields };
    vec![
        spec("reasons", tags_of!(Reason), vec![field("", 140, Sentences)]),
        spec("remarks", tags_of!(Remark), vec![field("", 140, Sentences)]),
        spec(
            "verdicts",
            tags_of!(Verdict),
            vec![
                field("headline", 90, Headline),
                field("do", 200, Headline),
                field("engineer", 200, Exact),
                field("limit", 200, Sentences),
            ],
        ),
        spec(
            "owners",
            tags_of!(Owner),
            vec![field("label", 30, Label), field("sentence", 120, Sentences)],
        ),
        spec("stages", tags_of!(Stage), stage_fields()),
        spec("rungs", tags_of!(Rung), stage_fields()),
        spec("states", tags_of!(StageState), vec![field("", 20, Label)]),
        spec("standings", tags_of!(Standing), vec![field("", 20, Label)]),
        spec("steps", tags_of!(Step), step_fields),
        spec(
            "experiments",
            list(EXPERIMENTS),
            vec![field("name", 40, Label), field("why", 140, Sentences)],
        ),
        spec("notes", list(NOTE_KEYS), vec![field("", 320, Sentences)]),
        spec(
            "carries",
            tags_of!(Carries),
            vec![field("text", 120, Headline), field("limit", 220, Sentences)],
        ),
        spec(
            "transports",
            told(tags_of!(Transport)),
            vec![field("label", 30, Label), field("about", 120, Sentences)],
        ),
        spec(
            "outcomes",
            told(tags_of!(Outcome)),
            vec![field("label", 30, Label), field("about", 120, Sentences)],
        ),
        spec("changes", tags_of!(ChangeKind), label(80)),
        spec("unusable", told(tags_of!(Unusable)), sentence(120)),
        spec("stacks", list(lists::STACKS), vec![field("label", 40, Name)]),
        spec("needs", list(lists::NEEDS), label(30)),
        spec("audiences", list(lists::AUDIENCES), label(40)),
        spec("report", list(lists::REPORT), sentence(240)),
        spec("labels", list(lists::LABELS), vec![field("", 60, Name)]),
        spec("clues", told(tags_of!(Clue)), sentence(140)),
        spec("ways", told(tags_of!(Way)), label(60)),
        spec("askers", tags_of!(Asker), label(60)),
        spec("vantages", told(tags_of!(Vantage)), label(60)),
        spec("answers", answers, label(40)),
        spec(
            "commands",
            list(lists::COMMANDS),
            vec![field("label", 60, Label), field("about", 160, Sentences)],
        ),
        spec("meanings", tags_of!(Meaning), meaning_fields),
        spec("circumstances", tags_of!(Circumstance), label(80)),
        spec("facts", tags_of!(Fact), label(40)),
        spec("saw", tags_of!(Saw), label(40)),
        spec("tab", tab_clues, tab_fields),
        spec(
            "tab-groups",
            tab_groups,
            vec![field("label", 60, Label), field("looks", 160, Sentences)],
        ),
        spec("paste", list(lists::PASTE), sentence(240)),
        spec("ignored", list(lists::IGNORED), sentence(160)),
        spec("faults", list(lists::FAULTS), sentence(240)),
        spec("problems", tags_of!(ProblemKind), vec![field("", 160, WithPart)]),
    ]
}

fn list(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

/// Without `other`, the tag of a later version, which has no words.
fn told(mut tags: Vec<String>) -> Vec<String> {
    tags.retain(|tag| tag != "other");
    tags
}
