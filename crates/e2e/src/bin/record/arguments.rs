//! The command line.

use std::{ffi::OsString, path::PathBuf};

use lexopt::prelude::*;
use why1006_e2e::{BrowserKind, Error, Result};
use why1006_evidence::PageScheme;
use why1006_lab::{find, near};

const HELP: &str = "\
Usage: cargo xtask record [OPTIONS]

Runs the real page in real browsers over the lab's scenarios and writes what
they saw to tests/evidence/<engine>/<page>/<scenario>.json.

  --browser NAME[,NAME]  chromium, firefox, webkit [all three]
  --page SCHEME[,SCHEME] http, https: how the page itself is loaded [both]
  --only ID[,ID]         these scenarios only; the other files stay as they are
  --patience             a few silent scenarios, waiting as long as the engine
                         does, into the folder `patience`; --only names others
  --quick                neither WebKit's console nor what a tab shows, which
                         come from a second run and from visits of their own;
                         those of the earlier recording stay
  --tabs                 only what a new tab shows of each failing scenario
                         within 5 s; nothing else in the files changes
  --terminal             only what curl and openssl print of each scenario, into
                         terminal/<scenario>.json; needs neither page nor
                         browser
  --out DIR              another folder than tests/evidence
  --dist DIR             the built page [dist of this work tree]";

/// What the command line asks for.
#[derive(Default)]
pub(crate) struct Arguments {
    pub(crate) help: bool,
    pub(crate) browsers: Vec<BrowserKind>,
    pub(crate) pages: Vec<PageScheme>,
    pub(crate) only: Option<Vec<String>>,
    pub(crate) patience: bool,
    pub(crate) quick: bool,
    pub(crate) tabs: bool,
    pub(crate) terminal: bool,
    pub(crate) out: Option<PathBuf>,
    pub(crate) dist: Option<PathBuf>,
    /// Names that nothing has: one line each. The others still run.
    pub(crate) faults: Vec<String>,
}

impl Arguments {
    /// The text of `--help`.
    pub(crate) const HELP: &'static str = HELP;

    /// Reads the command line.
    ///
    /// # Errors
    /// A line about an option that does not exist or has no value, or if
    /// nothing is left to do.
    pub(crate) fn read(arguments: impl Iterator<Item = OsString>) -> Result<Arguments> {
        let mut found = Arguments::default();
        let (mut browsers, mut pages) = (None, None);
        let mut parser = lexopt::Parser::from_args(arguments);
        while let Some(argument) = parser.next().map_err(fault)? {
            match argument {
                Long("help") | Short('h') => return Ok(Arguments { help: true, ..found }),
                Long("browser") => add(&mut browsers, &mut parser)?,
                Long("page") => add(&mut pages, &mut parser)?,
                Long("only") => add(&mut found.only, &mut parser)?,
                Long("patience") => found.patience = true,
                Long("quick") => found.quick = true,
                Long("tabs") => found.tabs = true,
                Long("terminal") => found.terminal = true,
                Long("out") => found.out = Some(parser.value().map_err(fault)?.into()),
                Long("dist") => found.dist = Some(parser.value().map_err(fault)?.into()),
                other => return Err(Error::new(format!("{}; see --help", other.unexpected()))),
            }
        }
        if found.tabs && (found.patience || found.quick) {
            return Err(Error::new("--tabs goes with neither --patience nor --quick"));
        }
        let is_alone = !(found.patience || found.quick || found.tabs || found.dist.is_some())
            && browsers.is_none()
            && pages.is_none();
        if found.terminal && !is_alone {
            return Err(Error::new("--terminal goes with --only and --out alone"));
        }
        found.take_browsers(browsers)?;
        found.take_pages(pages)?;
        found.check_ids()?;
        Ok(found)
    }

    fn take_browsers(&mut self, names: Option<Vec<String>>) -> Result<()> {
        let Some(names) = names else {
            self.browsers = BrowserKind::ALL.to_vec();
            return Ok(());
        };
        for name in names {
            match BrowserKind::parse(&name) {
                Ok(kind) if self.browsers.contains(&kind) => {}
                Ok(kind) => self.browsers.push(kind),
                Err(error) => self.faults.push(error.to_string()),
            }
        }
        self.unless_nothing_is_left(self.browsers.is_empty())
    }

    fn take_pages(&mut self, names: Option<Vec<String>>) -> Result<()> {
        let both = [PageScheme::Http, PageScheme::Https];
        let Some(names) = names else {
            self.pages = both.to_vec();
            return Ok(());
        };
        for name in names {
            match both.into_iter().find(|page| page.as_str() == name) {
                Some(page) if self.pages.contains(&page) => {}
                Some(page) => self.pages.push(page),
                None => self.faults.push(format!("no page `{name}`: give http or https")),
            }
        }
        self.unless_nothing_is_left(self.pages.is_empty())
    }

    fn check_ids(&mut self) -> Result<()> {
        let Some(only) = &mut self.only else { return Ok(()) };
        let faults = &mut self.faults;
        only.retain(|id| {
            let known = find(id).is_some();
            if !known {
                faults.push(match near(id).join(", ") {
                    near if near.is_empty() => {
                        format!("no scenario `{id}`; `cargo xtask lab` lists them all")
                    }
                    near => format!("no scenario `{id}`; near it: {near}"),
                });
            }
            known
        });
        let nothing = only.is_empty();
        self.unless_nothing_is_left(nothing)
    }

    fn unless_nothing_is_left(&self, nothing: bool) -> Result<()> {
        match (nothing, self.faults.first()) {
            (false, _) => Ok(()),
            (true, Some(fault)) => Err(Error::new(fault)),
            (true, None) => Err(Error::new("an option names nothing; see --help")),
        }
    }
}

/// Adds the names of a list with commas.
fn add(list: &mut Option<Vec<String>>, parser: &mut lexopt::Parser) -> Result<()> {
    let text = parser.value().and_then(|value| value.string()).map_err(fault)?;
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    list.get_or_insert_default().extend(names.map(str::to_owned));
    Ok(())
}

fn fault(error: lexopt::Error) -> Error {
    Error::new(format!("{error}; see --help"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Arguments> {
        Arguments::read(words.iter().map(OsString::from))
    }

    #[test]
    fn everything_runs_by_default() {
        let all = read(&[]).unwrap();
        assert_eq!((all.browsers.len(), all.pages.len()), (3, 2));
        assert!(all.only.is_none() && !all.patience && all.faults.is_empty());
    }

    #[test]
    fn what_is_known_runs_beside_what_is_not() {
        let some =
            read(&["--browser", "opera,webkit", "--only=silent,silnt", "--page", "ftp,http"]);
        let some = some.unwrap();
        assert_eq!(some.browsers, [BrowserKind::WebKit]);
        assert_eq!(some.pages, [PageScheme::Http]);
        assert_eq!(some.only.unwrap(), ["silent"]);
        let faults = some.faults.join("\n");
        assert!(faults.contains("`opera`: give chromium, firefox or webkit"), "{faults}");
        assert!(faults.contains("`ftp`: give http or https"), "{faults}");
        assert!(faults.contains("`silnt`; near it: silent"), "{faults}");
    }

    #[test]
    fn nothing_to_do_is_a_fault() {
        let fault = |words: &[&str]| read(words).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(fault(&["--browser", "opera"]).contains("opera"));
        assert!(fault(&["--only", "qqqqqqqqqqqqqqqqqqqq"]).contains("`cargo xtask lab`"));
        assert!(fault(&["--only", ","]).contains("--help"));
        assert!(fault(&["--colour"]).contains("--colour"));
        assert!(fault(&["--page"]).contains("--page"));
        assert!(fault(&["--tabs", "--quick"]).contains("--tabs"));
        assert!(fault(&["--terminal", "--page", "http"]).contains("--terminal"));
    }
}
