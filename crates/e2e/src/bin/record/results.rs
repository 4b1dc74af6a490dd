//! The files that a run of this program leaves.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use why1006_evidence::{EngineFamily, Evidence, Ms, PageScheme};
use why1006_lab::find;
use why1006_recordings::{LEFT_OUT, LeftOut, PATIENCE, Recording, Saw, Tab};

use crate::{normal, plan};

/// How far a time may move from run to run on a busy machine.
const BUSY_MS: Ms = 2000.0;

/// The folder of the recordings, and what could not be recorded this time.
pub(crate) struct Results {
    folder: PathBuf,
    patient: bool,
    /// What a quick run does not see stays as it was seen before.
    quick: bool,
    /// What was tried: engine, page, scenario.
    tried: Mutex<Vec<Run>>,
    left_out: Mutex<Vec<LeftOut>>,
    faults: Mutex<Vec<String>>,
}

/// One scenario in one engine from one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) engine: EngineFamily,
    pub(crate) page: PageScheme,
    pub(crate) scenario: &'static str,
}

impl Run {
    /// `chromium http silent`.
    pub(crate) fn name(self) -> String {
        format!("{} {} {}", self.engine, self.page, self.scenario)
    }
}

impl Results {
    pub(crate) fn new(folder: PathBuf, patient: bool, quick: bool) -> Results {
        let (tried, left_out, faults) = Default::default();
        Results { folder, patient, quick, tried, left_out, faults }
    }

    /// Writes a recording, unless the one that is there already says the same.
    pub(crate) fn keep(&self, recording: &Recording) {
        let path = recording.path(&self.folder, self.patient);
        let mut recording = recording.clone();
        if let Ok(earlier) = Recording::read(&path) {
            // Tabs are visited later, or not at all this time.
            recording.tab = earlier.tab.clone();
            if self.quick {
                with_lines_of(&mut recording, &earlier);
            }
            if is_alike(&earlier, &recording) {
                return;
            }
        }
        if let Err(line) = recording.write(&path) {
            self.fault(line);
        }
    }

    /// Writes what a tab showed into the recording of this run; all else in the
    /// file stays.
    pub(crate) fn keep_tab(&self, run: Run, tab: Option<Tab>) {
        let path = self.path(run);
        let kept = Recording::read(&path).and_then(|recording| {
            if fs::read_to_string(&path).ok() != Some(recording.text()) {
                return Err(format!("{}: is not as this program writes it", path.display()));
            }
            match recording.tab == tab {
                true => Ok(()),
                false => Recording { tab, ..recording }.write(&path),
            }
        });
        if let Err(line) = kept {
            self.fault(line);
        }
    }

    /// Whether this run has a recording.
    pub(crate) fn has(&self, run: Run) -> bool {
        self.path(run).is_file()
    }

    /// Whether the tab of another engine was still loading, too.
    pub(crate) fn is_loading_elsewhere(&self, run: Run) -> bool {
        let others = [EngineFamily::Chromium, EngineFamily::Firefox];
        others.into_iter().any(|engine| {
            let recording = Recording::read(&self.path(Run { engine, ..run }));
            recording.is_ok_and(|r| r.tab.is_some_and(|tab| tab.saw == Saw::Nothing))
        })
    }

    fn path(&self, run: Run) -> PathBuf {
        let folder = self.folder.join(run.engine.as_str()).join(run.page.as_str());
        folder.join(format!("{}.json", run.scenario))
    }

    /// This run is going to happen.
    pub(crate) fn try_now(&self, run: Run) {
        push(&self.tried, run);
    }

    /// This run has no recording, for a reason that is no fault.
    pub(crate) fn leave_out(&self, run: Run, why: &str) {
        let why = why.trim_end_matches('.');
        eprintln!("{}: left out: {why}", run.name());
        let Run { engine, page, scenario } = run;
        let why = format!("{why}.");
        push(&self.left_out, LeftOut { engine, page, scenario: scenario.to_owned(), why });
    }

    /// This run failed, and nothing says that it had to.
    pub(crate) fn fail(&self, run: Run, why: &str) {
        self.leave_out(run, why);
        self.fault(format!("{}: {why}", run.name()));
    }

    /// Something else went wrong; one line.
    pub(crate) fn fault(&self, line: String) {
        eprintln!("error: {line}");
        push(&self.faults, line);
    }

    /// How much went wrong so far.
    pub(crate) fn faults(&self) -> usize {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Removes the recordings of scenarios that this page does not run any more.
    pub(crate) fn tidy(&self, engine: EngineFamily, page: PageScheme) {
        let mut folder = self.folder.join(engine.as_str()).join(page.as_str());
        if self.patient {
            folder.push(PATIENCE);
        }
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_none_or(|extension| extension != "json")
                || is_wanted(&path, page)
            {
                continue;
            }
            match fs::remove_file(&path) {
                Ok(()) => eprintln!("{}: removed, no such scenario any more", path.display()),
                Err(e) => self.fault(format!("{}: cannot be removed: {e}", path.display())),
            }
        }
    }

    /// Brings the list of what is left out up to date. What was not tried this
    /// time stays, and what has a recording, now or from before, is not on it.
    pub(crate) fn list(&self) {
        if self.patient {
            return;
        }
        let path = self.folder.join(LEFT_OUT);
        let mut list = LeftOut::read_all(&path).unwrap_or_else(|line| {
            // It is written anew.
            self.fault(line);
            Vec::new()
        });
        let tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        list.retain(|old| {
            !tried.iter().any(|run| {
                (run.engine, run.page, run.scenario) == (old.engine, old.page, &old.scenario)
            })
        });
        list.append(&mut self.left_out.lock().unwrap_or_else(PoisonError::into_inner));
        list.retain(|one| {
            let page = self.folder.join(one.engine.as_str()).join(one.page.as_str());
            let path = page.join(format!("{}.json", one.scenario));
            is_wanted(&path, one.page) && !path.is_file()
        });
        if let Err(line) = LeftOut::write_all(&list, &path) {
            self.fault(line);
        }
    }
}

/// Whether the scenario of this file exists and is run from this page.
fn is_wanted(path: &Path, page: PageScheme) -> bool {
    let id = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    find(id).is_some_and(|scenario| plan::is_run_from(scenario, page))
}

/// The console of the earlier recording, where this one has none.
fn with_lines_of(recording: &mut Recording, earlier: &Recording) {
    if recording.console.is_none() {
        recording.console = earlier.console.clone();
        recording.console_undriven = earlier.console_undriven;
    }
}

/// Whether two recordings differ in nothing but what a busy machine changes.
fn is_alike(earlier: &Recording, later: &Recording) -> bool {
    let (mut a, mut b) = (earlier.clone(), later.clone());
    if later.console.is_none() && earlier.console_undriven {
        // They come later, from the run without a driver.
        a.console = None;
        a.console_undriven = false;
    }
    let take_times = |e: &mut Evidence| {
        let mut times = Vec::new();
        normal::each_time(e, |at| times.push(std::mem::take(at)));
        times
    };
    let (before, after) = (take_times(&mut a.evidence), take_times(&mut b.evidence));
    a == b
        && before.iter().zip(&after).all(|(a, b)| (a - b).abs() <= BUSY_MS)
        && normal::means_the_same(&earlier.evidence, &later.evidence)
}

/// A panic while the list was held leaves the list as good as it was.
fn push<T>(list: &Mutex<Vec<T>>, item: T) {
    list.lock().unwrap_or_else(PoisonError::into_inner).push(item);
}

#[cfg(test)]
mod tests {
    use why1006_evidence::record::Record;

    use super::*;

    fn recording() -> Recording {
        let text = include_str!("../../../../evidence/tests/v1.json");
        let json: serde_json::Value = serde_json::from_str(text).unwrap();
        Recording {
            scenario: "silent".into(),
            engine: EngineFamily::WebKit,
            page: PageScheme::Http,
            console: Some(vec!["a line".into()]),
            console_undriven: true,
            tab: None,
            evidence: Evidence::read(&json).unwrap(),
        }
    }

    #[test]
    fn a_busy_machine_changes_no_recording() {
        let earlier = recording();
        let mut later = earlier.clone();
        later.evidence.observations[1].ended += 1000.0;
        assert!(is_alike(&earlier, &later));
        later.console = None;
        later.console_undriven = false;
        assert!(is_alike(&earlier, &later), "its lines are still to come");
        assert!(!is_alike(&later, &earlier), "its lines have come");
    }

    #[test]
    fn a_quick_run_takes_no_lines_away() {
        let earlier = recording();
        let mut later = earlier.clone();
        later.console = None;
        later.console_undriven = false;
        with_lines_of(&mut later, &earlier);
        assert_eq!(later, earlier);
        later.console = Some(Vec::new());
        with_lines_of(&mut later, &earlier);
        assert_eq!(later.console, Some(Vec::new()), "it saw that there are none");
    }

    #[test]
    fn what_really_changed_is_noticed() {
        let earlier = recording();
        let mut later = earlier.clone();
        later.evidence.observations[1].ended += 5000.0;
        assert!(!is_alike(&earlier, &later));
        later = earlier.clone();
        later.evidence.observations[0].events.pop();
        assert!(!is_alike(&earlier, &later));
        later = earlier.clone();
        later.console = Some(Vec::new());
        assert!(!is_alike(&earlier, &later));
    }
}
