//! A command line whose values are quoted.

use crate::Shell;

impl Shell {
    /// The text as one word that this shell takes literally. Nothing ends a quoted
    /// word but its quote: POSIX, 2.2.2; for PowerShell `about_Quoting_Rules`. There
    /// four typographic quotes count as single quotes, too.
    pub fn quote(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 2);
        out.push('\'');
        for c in text.chars() {
            match (self, c) {
                (Shell::Posix, '\'') => out.push_str(r"'\''"),
                (Shell::PowerShell, '\'' | '\u{2018}'..='\u{201b}') => {
                    out.push(c);
                    out.push(c);
                }
                _ => out.push(c),
            }
        }
        out.push('\'');
        out
    }
}

/// One command, or several below each other.
pub(crate) struct Line {
    shell: Shell,
    text: String,
}

impl Line {
    pub(crate) fn new(shell: Shell) -> Line {
        Line { shell, text: String::new() }
    }

    /// Words of our own, as they are.
    pub(crate) fn words(mut self, posix: &str, power_shell: &str) -> Line {
        let words = match self.shell {
            Shell::Posix => posix,
            Shell::PowerShell => power_shell,
        };
        if !(self.text.is_empty() || self.text.ends_with([' ', '\n']) || words.is_empty()) {
            self.text.push(' ');
        }
        self.text.push_str(words);
        self
    }

    /// One word that holds a value, quoted: `before` is part of it.
    pub(crate) fn value(self, before: &str, value: &str) -> Line {
        let quoted = self.shell.quote(&[before, value].concat());
        self.words(&quoted, &quoted)
    }

    /// A mark right behind the last word, where PowerShell wants one.
    pub(crate) fn joined(self, power_shell: &str) -> Line {
        self.joined_to("", power_shell)
    }

    /// Marks of our own right behind the last word.
    pub(crate) fn joined_to(mut self, posix: &str, power_shell: &str) -> Line {
        self.text.push_str(match self.shell {
            Shell::Posix => posix,
            Shell::PowerShell => power_shell,
        });
        self
    }

    /// Goes on in the next line.
    pub(crate) fn folded(mut self) -> Line {
        self = self.words("\\", "`");
        self.text.push_str("\n  ");
        self
    }

    /// The next command.
    pub(crate) fn next(mut self) -> Line {
        self.text.push('\n');
        self
    }

    pub(crate) fn done(self) -> Option<String> {
        Some(self.text)
    }
}
