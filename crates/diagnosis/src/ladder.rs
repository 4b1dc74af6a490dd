//! The nine stages with their state, and the four rungs that the page shows.

use why1006_evidence::tags;

use crate::{
    Judgement, Stage, Standing, causes,
    facts::{Attempt, Ending, Explained, Facts, Http},
};

tags! {
    /// What was seen of a stage.
    pub enum StageState {
        /// It was passed.
        Passed = "passed",
        /// Web requests passed it. What stops only WebSockets may still be here.
        PassedByWeb = "passed-by-web",
        /// It failed here.
        Failed = "failed",
        /// It was tried; whether it was passed cannot be told.
        NotKnown = "not-known",
        /// The connection did not come this far, or was not tried.
        NotReached = "not-reached",
        /// It takes no part for this address.
        NotUsed = "not-used",
    }
}

tags! {
    /// The four plain steps that the nine stages are shown as.
    pub enum Rung {
        /// The address is right.
        Address = "address",
        /// The browser allows it.
        Browser = "browser",
        /// The server is reached.
        Server = "server",
        /// The connection opens and stays.
        Connection = "connection",
    }
}

impl Rung {
    /// The stages that the rung stands for.
    pub const fn stages(self) -> &'static [Stage] {
        match self {
            Rung::Address => &[Stage::Url],
            Rung::Browser => &[Stage::Policy],
            Rung::Server => &[Stage::Name, Stage::Transport, Stage::Tls, Stage::Http],
            Rung::Connection => &[Stage::Upgrade, Stage::Open, Stage::Close],
        }
    }
}

/// The state of a rung: failed if one of its stages failed, else the least
/// sure of its stages.
pub fn rung_state(rung: Rung, stages: &[(Stage, StageState)]) -> StageState {
    let mut states =
        stages.iter().filter(|(s, _)| rung.stages().contains(s)).map(|(_, state)| *state);
    let first = states.next().unwrap_or(StageState::NotReached);
    states.fold(first, |worst, state| match (worst, state) {
        (StageState::Failed, _) | (_, StageState::Failed) => StageState::Failed,
        (worst, StageState::NotUsed) => worst,
        (StageState::NotUsed, state) => state,
        (StageState::Passed, state) => state,
        (worst, StageState::Passed) => worst,
        (StageState::PassedByWeb, state) => state,
        (worst, _) => worst,
    })
}

pub(crate) fn stages(f: &Facts) -> Vec<(Stage, StageState)> {
    let mut list: Vec<(Stage, StageState)> =
        Stage::ALL.iter().map(|s| (*s, StageState::NotReached)).collect();
    let mut set = |stage: Stage, state: StageState| list[stage as usize].1 = state;
    use StageState::*;

    if f.is_address_unusable() {
        set(Stage::Url, Failed);
        return list;
    }
    set(Stage::Url, Passed);
    if f.is_refused_by_browser() || f.cold == Attempt::ErrorOnly {
        // Mixed content of this page says nothing about the app's page.
        let ours_alone = f.is_mixed_here() && !f.is_refused_for_app();
        set(Stage::Policy, if ours_alone { NotKnown } else { Failed });
        return list;
    }
    let answered = f.opened() || f.http == Http::Answered;
    let tried = !matches!(f.cold, Attempt::NotRun | Attempt::Stopped | Attempt::Contradicts);
    // What the app's page may not do fails there, however far this page comes.
    let refused = f.is_refused_for_app();
    if refused {
        set(Stage::Policy, Failed);
    }
    if !tried && !answered {
        return list;
    }
    let guarded = f.is_local_from_outside() && !answered;
    if !refused {
        set(Stage::Policy, if guarded { NotKnown } else { Passed });
    }
    let way = [Stage::Name, Stage::Transport, Stage::Tls];
    if f.explained == Some(Explained::Spelling) || f.network_explains() && f.http == Http::ByProxy {
        // Nobody listens there, or the proxy gives no tunnel.
        set(Stage::Name, if f.http == Http::ByProxy { NotKnown } else { Passed });
        set(Stage::Transport, Failed);
    } else if f.explained == Some(Explained::Scheme) && f.http != Http::Answered {
        set(Stage::Name, Passed);
        set(Stage::Transport, Passed);
        set(Stage::Tls, Failed);
        return list;
    } else if answered {
        way.into_iter().chain([Stage::Http]).for_each(|s| set(s, Passed));
    } else if f.tls_reported() {
        set(Stage::Name, Passed);
        set(Stage::Transport, Passed);
        set(Stage::Tls, Failed);
    } else {
        way.into_iter().for_each(|s| set(s, NotKnown));
    }
    if !f.is_tls() {
        set(Stage::Tls, NotUsed);
    }
    match f.cold {
        Attempt::Opened(_) if f.varies() => set(Stage::Upgrade, Failed),
        Attempt::Opened(ending) => {
            set(Stage::Upgrade, Passed);
            set(Stage::Open, Passed);
            let held = ending == Ending::Held && f.farewell().is_none() && !f.network_ends();
            set(Stage::Close, if held { Passed } else { Failed });
        }
        Attempt::Failed { .. } | Attempt::Silent if f.http == Http::Answered => {
            set(Stage::Upgrade, Failed);
        }
        _ => {}
    }
    list
}

/// Takes back what is called passed while a cause at that stage remains: web
/// requests say nothing about what stops WebSockets alone. A connection that
/// opened came past every stage before itself.
pub(crate) fn doubt(f: &Facts, judgements: &[Judgement], stages: &mut [(Stage, StageState)]) {
    if f.opened() {
        return;
    }
    let less = match f.http {
        Http::Answered => StageState::PassedByWeb,
        _ => StageState::NotKnown,
    };
    for j in judgements.iter().filter(|j| j.standing >= Standing::Possible) {
        let (_, state) = &mut stages[causes::get(j.cause).stage as usize];
        if *state == StageState::Passed {
            *state = less;
        }
    }
}

/// The last stage passed before the first that was not.
pub(crate) fn furthest(stages: &[(Stage, StageState)]) -> Stage {
    stages
        .iter()
        .take_while(|(_, s)| matches!(s, StageState::Passed | StageState::NotUsed))
        .last()
        .map_or(Stage::Url, |(stage, _)| *stage)
}

pub(crate) fn failed(stages: &[(Stage, StageState)]) -> Option<Stage> {
    stages.iter().find(|(_, s)| *s == StageState::Failed).map(|(stage, _)| *stage)
}
