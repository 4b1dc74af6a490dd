//! A prompt, and the program behind it.

use why1006_evidence::scan;

use crate::{line::pair, unusable::BLANK};

/// The programs whose output is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Program {
    Curl,
    SClient,
    Wscat,
    Node,
    Python,
    Websocat,
    Dig,
    Nslookup,
    Resolve,
    Ping,
    Port,
    /// Another one of openssl: no part begins.
    Unknown,
}

/// A command line that was copied along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Command<'t> {
    pub(super) program: Program,
    /// What may be shown of it: its name. The rest may hold passwords.
    pub(super) shown: &'t str,
    /// Its arguments.
    pub(super) rest: &'t str,
}

/// Names of programs, the longer of two that begin alike first.
const PROGRAMS: [(&str, Program); 27] = [
    ("curl.exe", Program::Curl),
    ("curl", Program::Curl),
    ("openssl.exe s_client", Program::SClient),
    ("openssl s_client", Program::SClient),
    ("openssl", Program::Unknown),
    ("npx wscat", Program::Wscat),
    ("wscat", Program::Wscat),
    ("node", Program::Node),
    ("python3", Program::Python),
    ("python", Program::Python),
    ("py", Program::Python),
    ("wsdump.py", Program::Python),
    ("wsdump", Program::Python),
    ("websocat", Program::Websocat),
    ("dig", Program::Dig),
    ("nslookup", Program::Nslookup),
    ("host", Program::Nslookup),
    ("getent hosts", Program::Nslookup),
    ("getent ahosts", Program::Nslookup),
    ("Resolve-DnsName", Program::Resolve),
    ("ping", Program::Ping),
    ("traceroute", Program::Ping),
    ("tracert", Program::Ping),
    ("nc", Program::Port),
    ("ncat", Program::Port),
    ("Test-NetConnection", Program::Port),
    ("tnc", Program::Port),
];

/// A bit for each pair of letters, small ones, with which one of them begins.
const PAIRS: u64 = {
    let (mut pairs, mut at) = (0, 0);
    while at < PROGRAMS.len() {
        let name = PROGRAMS[at].0.as_bytes();
        pairs |= pair(name[0] | 32, name[1] | 32);
        at += 1;
    }
    pairs
};

/// What ends a prompt: of sh and bash, root's, zsh's, cmd's and PowerShell's,
/// and those of popular themes.
const ENDS: [char; 12] = ['$', '#', '%', '>', '❯', '➜', '➸', '⮞', '▶', '›', '»', 'λ'];

/// A bit for each mark that a prompt may end with, or that no prompt has.
const MARKS: u64 =
    1 << b'$' | 1 << b'#' | 1 << b'%' | 1 << b'>' | 1 << b'<' | 1 << b'"' | 1 << b'\'';

/// How much of a line may be its prompt, in bytes.
const MAX_PROMPT: usize = 160;

/// The command in a line: at its begin, or behind a prompt.
pub(super) fn find(line: &str) -> Option<Command<'_>> {
    if let Some(command) = program(line) {
        // A word of a sentence, or of another program's output, is none.
        let is_sure = is_asked(&command);
        return is_sure.then_some(command);
    }
    let mut tries = 0;
    let bytes = line.as_bytes();
    for (at, byte) in bytes.get(..MAX_PROMPT).unwrap_or(bytes).iter().enumerate() {
        match byte {
            // A bit for each: most bytes are none.
            0..64 if MARKS >> byte & 1 == 0 => continue,
            // Of a page or a sentence.
            b'<' | b'"' | b'\'' => break,
            // An end, or the first byte of one of the others.
            0..64 | 0xc2 | 0xce | 0xe2 => {}
            _ => continue,
        }
        let (_, rest) = scan::split_at(line, at);
        let mut rest = rest.chars();
        let Some(end) = rest.next().filter(|c| ENDS.contains(c)) else { continue };
        let rest = scan::trim_start(rest.as_str(), BLANK);
        // `➜  ~ curl …` has the folder behind its mark.
        let behind = scan::cut(rest, b" ").map_or("", |(_, rest)| rest);
        let found = program(rest).or_else(|| program(behind).filter(|_| end == '➜'));
        if let Some(found) = found.filter(is_asked) {
            return Some(found);
        }
        tries += 1;
        if tries == 6 {
            break;
        }
    }
    None
}

/// Whether a line is a prompt, and nothing behind it.
pub(super) fn is_prompt(line: &str) -> bool {
    let ends = line.chars().next_back().is_some_and(|last| ENDS.contains(&last));
    if !ends || line.len() > MAX_PROMPT || scan::has(line, "://") {
        return false;
    }
    let starts = line.starts_with("PS ") || scan::has_any(line, b"@") || scan::has(line, ":\\");
    // `>` alone ends the head of a request, and `#` begins a remark.
    starts || matches!(line, "$" | "%" | "❯" | "➜")
}

fn program(text: &str) -> Option<Command<'_>> {
    let text = text.strip_prefix("sudo ").unwrap_or(text);
    let text = text.strip_prefix("time ").unwrap_or(text);
    // Most lines begin with the letters of none.
    let [first, second, ..] = *text.as_bytes() else { return None };
    if PAIRS & pair(first | 32, second | 32) == 0 {
        return None;
    }
    PROGRAMS.iter().find_map(|(name, program)| {
        let may_be = name.as_bytes().first().is_some_and(|byte| byte | 32 == first | 32);
        let is_it = may_be && scan::begins_any_case(text.as_bytes(), name);
        let (shown, rest) = is_it.then(|| scan::split_at(text, name.len()))?;
        rest.starts_with(' ').then_some(Command { program: *program, shown, rest })
    })
}

/// Whether a line that begins with the name of a program is a command, and not
/// what a program says of itself (`ping: x: Name or service not known`, `curl :
/// The remote …`) or a sentence.
fn is_asked(command: &Command) -> bool {
    let rest = scan::trim_start(command.rest, BLANK);
    if rest.starts_with(':') {
        return false;
    }
    match command.program {
        Program::Curl | Program::Websocat | Program::Wscat | Program::SClient => {
            rest.starts_with('-') || scan::has_any(rest, b".:'\"") || scan::has(rest, "localhost")
        }
        Program::Node | Program::Python => {
            let word = scan::head(rest, b" ");
            word.starts_with('-') || word.ends_with(".js") || word.ends_with(".py")
        }
        Program::Unknown => true,
        // `host`, `ping` and the like are words: at most a few more follow.
        _ => scan::parts(rest, b" ").count() <= 8 && !rest.ends_with(['.', ':', ')']),
    }
}

/// The arguments of a command, as a shell would take them apart as far as
/// quoting goes; a continued line ends with a word for that, left out.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = scan::trim_start(rest, BLANK);
        let first = rest.bytes().next()?;
        if matches!(first, b'\'' | b'"') {
            let inside = scan::split_at(rest, 1).1;
            let (word, after) =
                scan::cut(inside, if first == b'"' { b"\"" } else { b"'" }).unwrap_or((inside, ""));
            rest = after;
            return Some(word);
        }
        let mut quote = None;
        let end = rest.bytes().position(|byte| match quote {
            Some(open) => {
                if byte == open {
                    quote = None;
                }
                false
            }
            None if matches!(byte, b'\'' | b'"') => {
                quote = Some(byte);
                false
            }
            None => BLANK.contains(&byte),
        });
        let (word, after) = scan::split_at(rest, end.unwrap_or(rest.len()));
        rest = after;
        Some(word)
    })
    .filter(|word| !matches!(*word, "\\" | "^" | "`"))
}

/// Whether a command goes on in the next line.
pub(super) fn goes_on(text: &str) -> bool {
    matches!(text.as_bytes(), [.., b' ', b'\\' | b'^' | b'`'] | [b'\\' | b'^' | b'`'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_of_many_shells() {
        for (line, program, rest) in [
            ("$ curl -v https://a.example", Program::Curl, " -v https://a.example"),
            ("curl.exe -v https://a.example", Program::Curl, " -v https://a.example"),
            ("me@host:~/x$ dig a.example", Program::Dig, " dig a.example"),
            (
                "PS C:\\Users\\me> Test-NetConnection a.example -Port 443",
                Program::Port,
                " a.example -Port 443",
            ),
            ("C:\\>ping a.example", Program::Ping, " a.example"),
            (
                "me@mac ~ % openssl s_client -connect a.example:443",
                Program::SClient,
                " -connect a.example:443",
            ),
            ("➜  ~ nc -vz a.example 443", Program::Port, " -vz a.example 443"),
            ("[root@x ~]# sudo curl -k https://a.example", Program::Curl, " -k https://a.example"),
        ] {
            let found = find(line).map(|found| (found.program, found.rest));
            let rest = rest.strip_prefix(" dig").unwrap_or(rest);
            assert_eq!(found, Some((program, rest)), "{line}");
        }
        for line in [
            "curl: (7) Failed to connect to a.example port 443",
            "curl : The remote server returned an error: (403) Forbidden.",
            "ping: a.example: Name or service not known",
            "host a.example is the one that we mean here, is it not.",
            "> GET /ws HTTP/1.1",
            "WebSocket connection to 'wss://a.example/ws' failed: ",
            "curling",
            "",
        ] {
            assert_eq!(find(line), None, "{line}");
        }
        assert!(is_prompt("PS C:\\Users\\me>") && is_prompt("me@host:~$") && is_prompt("$"));
        assert!(!is_prompt(">") && !is_prompt("100%") && !is_prompt("<html>"));
    }

    #[test]
    fn words_as_a_shell_has_them() {
        let all: Vec<&str> = words("-H 'A: b c' -H\"X: y z\" https://a.example \\").collect();
        assert_eq!(all, ["-H", "A: b c", "-H\"X: y z\"", "https://a.example"]);
        assert!(goes_on("-v \\") && goes_on("-v ^") && goes_on("-v `") && !goes_on("C:\\"));
    }
}
