//! A broken file is refused by name and line.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use super::home;
use crate::check;

const RECIPE: &str = "fixes/nginx/upgrade-headers.md";
const AUTHENTICATION: &str = "articles/authentication.md";

/// A copy of `en` that a test may break; gone when the test ends.
struct Copy(PathBuf);

impl Copy {
    fn new() -> Copy {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "why1006-content-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let copy = Copy(std::env::temp_dir().join(name));
        copy_folder(&home(), &copy.0);
        copy
    }

    /// The faults while `file` is changed by `change`.
    fn faults(&self, file: &str, change: impl Fn(&str) -> String) -> Vec<String> {
        let path = self.0.join(file);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, change(&text)).unwrap();
        let faults = check::read(&self.0)
            .map_or_else(|all| all.iter().map(|f| f.to_string()).collect(), |_| vec![]);
        fs::write(&path, text).unwrap();
        faults
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy_folder(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).unwrap()),
        }
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let line_of = |file: &str, text: &str| {
        let all = fs::read_to_string(home().join(file)).unwrap();
        all.lines().position(|l| l.contains(text)).unwrap() + 1
    };
    let dns = "causes/dns.md";
    let cases: &[(&str, &str, &str, &str)] = &[
        (dns, "## How to settle it", "## How to find out", "where \"How to settle it\" belongs"),
        (dns, "https://www.rfc-editor.org", "http://www.rfc-editor.org", "neither https://"),
        (dns, "Names are for people", "<b>Names</b> are for people", "raw HTML"),
        (dns, "Names are for people", "See [x](#no-such) for", "leads to no heading"),
        (dns, "Names are for people", "See [x](cause:gone) for", "leads to no cause"),
        (dns, "Names are for people", "The handshake needs", "does not know \"handshake\""),
        (dns, "do: Check", "do: You failed to check", "blames the reader"),
        (
            dns,
            "title: The server's",
            "title: On this and on every other day the server's",
            "60 are allowed",
        ),
        ("reasons.md", "## it-opened", "## it-opend", "is no tag of reasons"),
        ("experiments.md", "## status-class@root", "## status-class@rot", "is no tag of"),
        ("experiments.md", "name: WebSocket, once more", "nam: X", "is no field of experiments"),
        (
            "verdicts.md",
            "do: Check the address and its port.",
            "do: Check the TLS of its port.",
            "\"tls\"",
        ),
        ("verdicts.md", "The WebSocket was still CONNECTING", "It was still busy", "no term"),
        ("remarks.md", "## flapping", "## flaping", "is no tag of remarks"),
        ("owners.md", "label: Nobody", "labl: Nobody", "is no field of owners"),
        ("verdicts.md", "headline: It works", "headline: The TLS handshake works", "\"handshake\""),
        ("problems.md", "This is too long", "{part} is too long", "inside one pair"),
        ("causes/cut-after-open.md", "```nginx", "```", "names its language"),
        (dns, "step:open-in-tab", "step:open-in-tap", "leads to no step"),
        ("causes/policy-close.md", "article:auth", "article:oath", "leads to no article"),
        ("steps/repeat.md", "cause:rate-limit", "mailto:rate-limit", "neither https://"),
        ("steps/repeat.md", "title: Test", "titel: Test", "is no field of a step"),
        ("steps/repeat.md", "Leave the tab", "Simply leave the tab", "blames the reader"),
        ("steps/repeat.md", "Press *Test five times*", "Send the Origin", "\"origin\""),
        ("steps/repeat.md", "## If you cannot", "## If not", "where \"If you cannot\" belongs"),
        ("steps/console-line.md", "### Safari", "### Opera", "the part \"Safari\" belongs"),
        (AUTHENTICATION, "## Sources", "## Links", "ends with the section"),
        (AUTHENTICATION, "A page cannot show", "The handshake cannot show", "\"handshake\""),
        (AUTHENTICATION, "title: What login", "title: All that a login or a", "60 are allowed"),
        ("clues.md", "answered {status} instead", "answered instead", "{status} stands in"),
        ("clues.md", "Nothing takes", "{status}: nothing takes", "{status} stands in"),
        ("clues.md", "## refused", "## refussed", "is no tag of clues"),
        ("ways.md", "What a new tab showed", "What a new tab showed.", "without a full stop"),
        ("answers.md", "## app-works.works", "## app-works.work", "is no tag of answers"),
        ("tab.md", "looks-firefox", "looks-netscape", "is no field of tab"),
        ("tab.md", "label: It refused", "label: You forgot: it refused", "blames the reader"),
        ("tab-groups.md", "label: It took too long", "label: `It` took too long", "no Markdown"),
        ("needs.md", "A terminal", "A terminal of the operating system", "30 are allowed"),
        (RECIPE, "title: Pass", "titel: Pass", "`titel` is no field"),
        (RECIPE, "stack: nginx", "stack: apache", "but the folder is of `nginx`"),
        (RECIPE, "cause: proxy", "cause: poxy", "`poxy-upgrade-headers` is no cause"),
        (RECIPE, "proven: yes", "proven: maybe", "`yes` or `no`"),
        (RECIPE, "versions: 1", "since: 1", "is no field of a recipe"),
        (RECIPE, "In `nginx.conf`, inside", "Inside [x](#gone)", "leads to no heading"),
        (RECIPE, "repeat them there", "see [above](#change)", "have no address"),
        (RECIPE, "## Verify", "## Check", "where \"Verify\" belongs"),
        (RECIPE, "```nginx nginx.conf before", "```nginx nginx.conf", "before are missing"),
        (RECIPE, "```nginx nginx.conf before", "```nginx nginx.conf after", "where the lines go"),
        (RECIPE, "https://nginx.org", "http://nginx.org", "neither https://"),
        ("stacks.md", "## haproxy", "## hproxy", "is no tag of stacks"),
        ("ignored.md", "It is about another site.", "another site.", "with a capital"),
    ];
    let copy = Copy::new();
    for (file, old, new, expected) in cases {
        let faults = copy.faults(file, |text| text.replacen(old, new, 1));
        let place = format!("{file}:{}: ", line_of(file, old));
        let is_named = faults.iter().any(|f| f.contains(&place) && f.contains(expected));
        assert!(is_named, "{place}{expected}: {faults:?}");
    }
}

#[test]
fn missing_and_surplus_files_are_faults() {
    let copy = Copy::new();
    fs::rename(copy.0.join("causes/dns.md"), copy.0.join("causes/dsn.md")).unwrap();
    let faults = copy.faults("owners.md", |text| text.replace("## nobody\nlabel: Nobody\n", ""));
    assert!(
        faults.iter().any(|f| f.contains("causes/dsn.md:1: the file name is no id")),
        "{faults:?}"
    );
    assert!(faults.iter().any(|f| f.contains("causes/dns.md:1: cannot be read")), "{faults:?}");
    // Links to what is gone are no second fault: the id is still known.
    for (from, to, fault) in [
        ("steps/repeat.md", "steps/again.md", "the file name is no id of a step"),
        (AUTHENTICATION, "articles/login.md", "the file name is no id of an article"),
    ] {
        fs::rename(copy.0.join(from), copy.0.join(to)).unwrap();
        let faults = copy.faults("ways.md", |text| text.replace("## clock\n", "## watch\n"));
        assert!(faults.iter().any(|f| f.contains(&format!("{to}:1: {fault}"))), "{faults:?}");
        assert!(faults.iter().any(|f| f.contains(&format!("{from}:1: cannot be read"))));
        assert!(faults.iter().any(|f| f.contains("`## clock` is missing")), "{faults:?}");
    }
    assert!(
        faults.iter().any(|f| f.contains("owners.md:") && f.contains("`## nobody` is missing"))
    );
}

/// These faults show at another line than that of the change.
#[test]
fn a_recipe_that_nobody_could_apply_is_refused() {
    let copy = Copy::new();
    let line = |text: &str| {
        let all = fs::read_to_string(home().join(RECIPE)).unwrap();
        all.lines().position(|l| l.contains(text)).unwrap() + 1
    };
    let first = line("```nginx nginx.conf before");
    let cases: &[(&str, &str, usize, &str)] = &[
        ("title: Pass", "titel: Pass", 1, "`title:` is missing"),
        ("versions: 1", "since: 1", 1, "`versions:` is missing"),
        ("In `nginx.conf`, inside", "Inside", first, "does not name the file"),
        (
            "and add below it\n```nginx nginx.conf\n",
            "and\n```nginx other.conf\n",
            first,
            "no block says",
        ),
        ("\"GET /socket HTTP/1.1\" 426\n", "\n", line("```text"), "an empty block"),
    ];
    for (old, new, at, expected) in cases {
        let faults = copy.faults(RECIPE, |text| text.replacen(old, new, 1));
        let place = format!("{RECIPE}:{at}: ");
        let is_named = faults.iter().any(|f| f.contains(&place) && f.contains(expected));
        assert!(is_named, "{place}{expected}: {faults:?}");
    }
    let out = |text: &str| text.replace("nginx.conf", "../nginx.conf");
    assert!(copy.faults(RECIPE, out).iter().any(|f| f.contains("leads out of the folder")));
    // Without a line that a test can apply nothing is proven.
    let plain = |text: &str| {
        text.replace("```nginx nginx.conf before", "```nginx")
            .replace("```nginx nginx.conf", "```nginx")
    };
    let faults = copy.faults(RECIPE, plain);
    let at = line("proven: yes");
    assert!(
        faults.iter().any(|f| f.contains(&format!("{RECIPE}:{at}: what is proven"))),
        "{faults:?}"
    );
    let unquoted = |text: &str| {
        let (before, rest) = text.split_once("## Look in the log\n").unwrap();
        let (_, rest) = rest.split_once("## Change").unwrap();
        format!("{before}## Look in the log\nSomething is there.\n\n## Change{rest}")
    };
    let faults = copy.faults(RECIPE, unquoted);
    assert!(faults.iter().any(|f| f.contains("quote the line of the log")), "{faults:?}");
}

#[test]
fn a_recipe_of_an_unknown_stack_is_refused() {
    let copy = Copy::new();
    fs::rename(copy.0.join("fixes/nginx"), copy.0.join("fixes/ngnix")).unwrap();
    let faults = copy.faults("ways.md", str::to_owned);
    assert!(faults.iter().any(|f| f.contains("fixes/ngnix:1: `ngnix` is no stack")), "{faults:?}");
    fs::write(copy.0.join("fixes/apache.txt"), "x").unwrap();
    let faults = copy.faults("ways.md", str::to_owned);
    assert!(faults.iter().any(|f| f.contains("fixes/apache.txt:1: ")), "{faults:?}");
}

#[test]
fn lines_to_copy_say_that_they_are_not_proven() {
    let copy = Copy::new();
    let faults =
        copy.faults("causes/cut-after-open.md", |t| t.replacen("Not proven here.\n", "", 1));
    assert!(faults[0].contains("need the note"), "{faults:?}");
}

#[test]
fn lines_to_copy_in_an_article_say_so_too() {
    let copy = Copy::new();
    let faults = copy.faults(AUTHENTICATION, |t| {
        t.replacen("Not proven here. The server limits", "The server limits", 1)
    });
    assert!(faults[0].contains("need the note"), "{faults:?}");
}
