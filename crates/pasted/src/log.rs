//! Lines of the log of a server, or of a proxy in front of it.
//!
//! Each family of software has a file with a table of its texts, found by their
//! words wherever they stand: before them are times, levels and names of every
//! kind. What has a shape instead of words (`access`, `balancer`, `object`) is
//! read by that. A line that names another path or host does not count; one
//! that names none counts unless others were named (`tale`).

mod access;
mod apache;
mod balancer;
mod elixir;
mod go;
mod jvm;
mod nginx;
mod node;
mod object;
mod python;
mod rails;
mod row;
mod tale;
mod walls;

use why1006_evidence::{Asker, Clue, Told, Way, scan};

pub(crate) use self::tale::Reader;
use self::{
    row::{Means, Row},
    tale::Tale,
};
use crate::{asker::Askers, attribution::Mark, reading::Why};

/// All that is known by its words.
const FAMILIES: [&[Row]; 9] = [
    rails::ROWS,
    elixir::ROWS,
    go::ROWS,
    jvm::ROWS,
    node::ROWS,
    python::ROWS,
    nginx::ROWS,
    apache::ROWS,
    walls::ROWS,
];

/// How many begins of texts are followed up in one line, so that a hostile one
/// does not take long.
const MAX_TRIES: usize = 4;

/// No line with a path is shorter, in bytes: `"WebSocket /" 403`.
const SHORTEST: usize = 17;

/// What a line of a log says; `None` if no family knows it.
fn read<'t>(line: &'t str, mark: &Mark, askers: &Askers) -> Option<Tale<'t>> {
    if let Some((row, before, rest)) = known(line) {
        return Some(tell(row, before, rest, askers).at(named(line, mark)));
    }
    // Most lines of a console are none of a log: what a shape cannot do without
    // is looked for first.
    let has_brace = scan::has_any(line, b"{");
    let object = if has_brace { object::read(line, mark, askers) } else { None };
    let is_long = line.len() >= SHORTEST && scan::has_any(line, b"/");
    object.or_else(|| if is_long { shaped(line, mark) } else { None })
}

/// What a line with a path in it says by its shape.
fn shaped<'t>(line: &'t str, mark: &Mark) -> Option<Tale<'t>> {
    balancer::read(line, mark).or_else(|| access::read(line, mark))
}

/// The first text that is known, with what stands before and behind its words.
fn known(line: &str) -> Option<(&'static Row, &str, &str)> {
    let bytes = line.as_bytes();
    let (mut tries, mut after_letter) = (0, false);
    for (at, letters) in bytes.windows(3).enumerate() {
        let [first, second, third] = *letters else { break };
        let starts = !after_letter;
        after_letter = first.is_ascii_alphanumeric();
        if !starts || !after_letter {
            continue;
        }
        let alike = BEGINS[spot([first, second, third])];
        if alike == 0 {
            continue;
        }
        let (before, rest) = scan::split_at(line, at);
        if let Some((row, rest)) = among(alike, rest, &mut tries) {
            return Some((row, before, rest));
        }
        if tries == MAX_TRIES {
            return None;
        }
    }
    None
}

/// The first of some rows, a bit for each, that a text begins with, and what
/// stands behind its words.
#[inline(never)]
fn among<'t>(mut alike: u128, text: &'t str, tries: &mut usize) -> Option<(&'static Row, &'t str)> {
    while alike != 0 {
        let row = row(alike.trailing_zeros() as usize)?;
        alike &= alike - 1;
        let Some(rest) = text.strip_prefix(row.words) else { continue };
        if row.with.is_empty() || scan::has(rest, row.with) {
            return Some((row, rest));
        }
        *tries += 1;
        if *tries == MAX_TRIES {
            return None;
        }
    }
    None
}

/// A row by its number, of all families one after the other.
fn row(mut number: usize) -> Option<&'static Row> {
    for family in FAMILIES {
        if let Some(row) = family.get(number) {
            return Some(row);
        }
        number -= family.len();
    }
    None
}

/// The rows that begin with three letters of one kind, a bit for each row: most
/// words are passed over by that.
const BEGINS: [u128; 256] = {
    let mut begins = [0; 256];
    let (mut bit, mut family) = (1, 0);
    while family < FAMILIES.len() {
        let mut row = 0;
        while row < FAMILIES[family].len() {
            let words = FAMILIES[family][row].words.as_bytes();
            begins[spot([words[0], words[1], words[2]])] |= bit;
            // More rows than bits would end the build here.
            bit *= 2;
            row += 1;
        }
        family += 1;
    }
    begins
};

/// Which of [`BEGINS`] three letters are.
const fn spot([first, second, third]: [u8; 3]) -> usize {
    let mixed = ((first as u32) * 31) ^ ((second as u32) * 7) ^ ((third as u32) * 113);
    ((mixed ^ (mixed >> 8)) & 255) as usize
}

/// What a row means where it stands.
fn tell<'t>(row: &Row, before: &'t str, rest: &'t str, askers: &Askers) -> Tale<'t> {
    let refused =
        |asker: Option<Asker>| Told { asker, ..Told::new(Way::ServerLog, Clue::OriginRefused) };
    let told = match row.means {
        Means::Clue(Clue::UpstreamRefused) if timed_out(before) => {
            Told::new(Way::ServerLog, Clue::UpstreamTimedOut)
        }
        Means::Clue(Clue::UpstreamClosed) if timed_out(before) => {
            Told::new(Way::ServerLog, Clue::UpstreamTimedOut)
        }
        Means::Clue(clue) => Told::new(Way::ServerLog, clue),
        Means::Status(status) => Told::status(Way::ServerLog, status),
        Means::Refuses(name) => {
            let value = scan::split_once(rest, name).map(|(_, value)| value);
            refused(value.map(|value| askers.of(origin(value))))
        }
        Means::RefusesBefore => {
            let before = scan::trim_end(before, b" ");
            let origin = scan::cut_last(before, b" \t").map_or(before, |(_, origin)| origin);
            refused(Some(askers.of(origin)))
        }
        Means::Begins => return Tale::Begins(refused(None)),
        Means::Headers => match is_upgrade(rest) {
            Some(false) => Told::new(Way::ServerLog, Clue::NotUpgraded),
            Some(true) => return Tale::Leaves(Why::Harmless, ""),
            None => return Tale::Leaves(Why::NotUnderstood, ""),
        },
        Means::Nothing(why) => return Tale::Leaves(why, ""),
    };
    Tale::Tells(told, Some(row.scope))
}

/// Apache says before its message why the system refused: `(110)Connection
/// timed out`, `(70007)The timeout specified has expired` (apr_errno.h).
fn timed_out(before: &str) -> bool {
    scan::has(before, "(110)") || scan::has(before, "(70007)")
}

/// The origin with which a text begins, in quotes or not.
fn origin(text: &str) -> &str {
    let text = scan::trim_start(text, b" \"'");
    scan::head(text, b" \"',\t")
}

/// Whether the headers that Action Cable prints ask for a WebSocket; `None` if
/// the line is cut.
fn is_upgrade(rest: &str) -> Option<bool> {
    let (_, rest) = scan::split_once(rest, "HTTP_CONNECTION: ")?;
    let (connection, rest) = scan::split_once(rest, "HTTP_UPGRADE: ")?;
    let (upgrade, _) = scan::cut(rest, b")")?;
    Some(
        scan::find_any_case(connection, "upgrade").is_some()
            && upgrade.eq_ignore_ascii_case("websocket"),
    )
}

/// Where the texts with words name a path.
const PATHS: [&str; 8] = [
    "request: \"GET ",
    "[GET] \"",
    "Started GET \"",
    "Finished \"",
    "found for GET ",
    "returned by ",
    "for the URL ",
    "[uri \"",
];

/// What a line names, held against the target.
fn named<'t>(line: &'t str, mark: &Mark) -> Named<'t> {
    let after = |name: &&str| scan::split_once(line, name).map(|(_, rest)| rest);
    if let Some(rest) = after(&", host: \"") {
        let host = scan::head(rest, b"\"");
        if !mark.has_authority(host) {
            return Named::Other(Why::OtherSite, host);
        }
    }
    match PATHS.iter().find_map(after) {
        Some(rest) => path(rest, mark),
        None => Named::Nothing,
    }
}

/// A path with which a text begins, held against the target.
fn path<'t>(text: &'t str, mark: &Mark) -> Named<'t> {
    let path = scan::head(text, b" \"'?#,");
    // A sentence's full stop.
    let path = path.strip_suffix('.').unwrap_or(path);
    match mark.has_path(path) {
        _ if !path.starts_with('/') => Named::Nothing,
        true => Named::Ours,
        false => Named::Other(Why::OtherPath, path),
    }
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named<'t> {
    /// The path of the target.
    Ours,
    /// Something else.
    Other(Why, &'t str),
    /// It does not say.
    Nothing,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_by_its_words() {
        for row in FAMILIES.into_iter().flatten() {
            assert!(row.words.as_bytes()[0].is_ascii_alphanumeric(), "{}", row.words);
            let line = format!("[info] {} x {}", row.words, row.with);
            let (found, before, _) = known(&line).expect(row.words);
            assert_eq!(before, "[info] ");
            assert!(row.words.starts_with(found.words), "{}", row.words);
        }
    }

    #[test]
    fn few_words_are_followed_up() {
        let used = BEGINS.iter().filter(|rows| **rows != 0).count();
        let most = BEGINS.iter().map(|rows| rows.count_ones()).max();
        assert!((40..100).contains(&used), "{used} of {}", BEGINS.len());
        // Those that begin with `WebSocket`.
        assert!(most <= Some(16), "{most:?} rows in one");
    }
}
