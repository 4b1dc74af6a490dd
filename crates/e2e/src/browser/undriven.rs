//! WebKit without a driver, for the lines that it prints only then.

use crate::{BrowserKind, BrowserOptions, Error, Result, leash::Leash, trust};

use super::{give_home, state, webkit};

/// A running MiniBrowser that nobody drives; it ends when it is dropped.
///
/// Under its driver WebKitGTK prints nothing of a page's console, and the
/// driver has no command for it either (`recipes.md`, drivers).
#[derive(Debug)]
pub struct Undriven {
    leash: Leash,
}

impl Undriven {
    /// Opens `url` in a browser with a home of its own.
    ///
    /// # Errors
    /// One line: a missing program with the cure, or another browser than
    /// WebKit.
    pub fn start(options: &BrowserOptions, url: &str) -> Result<Undriven> {
        if options.kind != BrowserKind::WebKit {
            return Err(Error::new("only WebKit has to be run without its driver"));
        }
        let leash = Leash::new()?;
        let certificates = trust::certificates(options)?;
        let proxy = options.proxy.as_ref();
        let mut command = webkit::undriven(leash.folder(), &certificates, proxy, url)?;
        give_home(&mut command, leash.folder())?;
        let mut command = state::with_clock(command, options.days_ahead)?;
        leash.start(&mut command)?;
        Ok(Undriven { leash })
    }

    /// The console's lines so far, oldest first, each with its level and, where
    /// WebKit names one, the place in the page's files.
    pub fn console(&self) -> Vec<String> {
        let log = self.leash.log();
        // GTK, the bus and the screen print there as well.
        let is_console = |line: &&str| line.starts_with("CONSOLE ") || line.contains(": CONSOLE ");
        log.lines().filter(is_console).map(str::to_owned).collect()
    }

    /// True once it has ended by itself.
    pub fn has_ended(&self) -> bool {
        self.leash.has_ended()
    }

    /// The last line that was printed, about whatever.
    pub fn last_words(&self) -> String {
        self.leash.last_words()
    }
}
