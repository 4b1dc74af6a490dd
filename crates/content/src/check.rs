//! Reads the Markdown of one language and checks all of it.
//!
//! The build script and the tests share this module, so what a test proves
//! about a broken file is what the build does with it. The submodules carry
//! their paths because the build script loads this file by path.
//!
//! - [`tables`]: the files of short words, one entry per tag
//! - [`causes`], [`steps`], [`articles`]: the long pages
//! - [`fixes`]: the recipes, one per stack and cause, shown on the page of the cause
//! - [`front`], [`sections`]: their front matter and their sections
//! - [`body`]: Markdown to blocks, with the checks of every link
//! - [`tone`]: words that must not appear

#[path = "check/articles.rs"]
mod articles;
#[path = "check/body.rs"]
mod body;
#[path = "check/causes.rs"]
mod causes;
#[path = "check/fixes.rs"]
mod fixes;
#[path = "check/front.rs"]
mod front;
#[path = "check/lists.rs"]
pub(crate) mod lists;
#[path = "check/sections.rs"]
mod sections;
#[path = "check/specs.rs"]
mod specs;
#[path = "check/steps.rs"]
mod steps;
#[path = "check/tables.rs"]
mod tables;
#[path = "check/tone.rs"]
mod tone;

use std::{fmt, fs, path::Path};

use crate::{page::Page, recipe::Recipe};

pub(crate) use self::{causes::CausePage, tables::Table};

/// Something wrong in a file, and where.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fault {
    file: String,
    line: usize,
    text: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.text)
    }
}

/// The faults found so far in one file.
pub(crate) struct Faults<'a> {
    file: String,
    all: &'a mut Vec<Fault>,
}

impl Faults<'_> {
    fn add(&mut self, line: usize, text: impl Into<String>) {
        self.all.push(Fault { file: self.file.clone(), line, text: text.into() });
    }
}

/// All words of one language.
pub(crate) struct Book {
    /// One page per cause, in the order of `CauseId::ALL`.
    pub(crate) causes: Vec<CausePage>,
    /// One page per step, in the order of `Step::ALL`.
    pub(crate) steps: Vec<Page>,
    /// The articles, in the order of `lists::ARTICLES`.
    pub(crate) articles: Vec<Page>,
    /// The recipes, in the order of `lists::STACKS`, then by name.
    pub(crate) recipes: Vec<Recipe>,
    /// The short words, in the order of [`specs::all`].
    pub(crate) tables: Vec<Table>,
}

impl Book {
    /// Every long page: causes, steps, articles.
    pub(crate) fn pages(&self) -> impl Iterator<Item = &Page> {
        self.causes.iter().map(|cause| &cause.page).chain(&self.steps).chain(&self.articles)
    }

    /// The table of short words with this file name.
    pub(crate) fn table(&self, name: &str) -> &Table {
        self.tables.iter().find(|t| t.name == name).expect("every table of the specs has been read")
    }
}

/// Reads and checks the folder of one language, for example `en`. An error
/// lists every fault, not only the first.
pub(crate) fn read(folder: &Path) -> Result<Book, Vec<Fault>> {
    let mut all = Vec::new();
    let tables = tables::read(folder, &mut all);
    let mut causes = causes::read(&folder.join("causes"), &mut all);
    let steps = steps::read(&folder.join("steps"), &mut all);
    let articles = articles::read(&folder.join("articles"), &mut all);
    let recipes = fixes::read(&folder.join("fixes"), &tables, &mut all);
    for recipe in &recipes {
        if let Some(cause) = causes.iter_mut().find(|cause| cause.page.id == recipe.cause) {
            cause.page.fixes.push(recipe.fix.clone());
        }
    }
    if all.is_empty() { Ok(Book { causes, steps, articles, recipes, tables }) } else { Err(all) }
}

/// A file whose name is none of `ids` is a fault; `of` names what they are of.
fn stray_files(folder: &Path, ids: &[&str], of: &str, all: &mut Vec<Fault>) {
    let mut names: Vec<String> = fs::read_dir(folder)
        .map(|dir| dir.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.sort();
    for name in names {
        if name.strip_suffix(".md").is_none_or(|id| !ids.contains(&id)) {
            let mut faults = Faults { file: folder.join(name).display().to_string(), all };
            faults.add(1, format!("the file name is no id of {of}"));
        }
    }
}

/// The text of a file, or a fault on its first line.
fn text_of(path: &Path, all: &mut Vec<Fault>) -> Option<String> {
    match fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) => {
            let mut faults = Faults { file: path.display().to_string(), all };
            faults.add(1, format!("cannot be read: {error}"));
            None
        }
    }
}
