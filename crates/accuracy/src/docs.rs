//! `docs/accuracy.md`: the figures for a reader, and what each of them means.

use why1006_lab::{networks, unseen};

use crate::{Figures, Places, Row, With, WithRow, places::tables};

/// The names of the columns.
const HEAD: &str = "\
| told it is | recorded in | page | runs | sound | false certain | certain due | got | owner right \
| wrong | first | in three | remain | pairs possible | told | share |
|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
";

const BEFORE: &str = "\
# How good the diagnosis is

Made by `cargo xtask accuracy --write-docs` from the recordings in `tests/evidence`; not edited by \
hand. A test fails when this file is not what the command writes.

The lab runs servers that are broken on purpose, so the truth is known. Real browsers ran the page \
over them, and what they saw is replayed here through the diagnosis. The truth comes from the lab, \
never from a recording.

## What the figures mean

- **told it is**: the engine that the diagnosis was told. `unknown` rows are the same recordings \
once more with the engine hidden: Safari and next year's browsers are that case, and only the rules \
common to all engines may speak.
- **recorded in**: the engine that ran the page. **page**: how the page was loaded.
- **runs**: recordings, one per scenario of the lab.
- **sound**: runs in which the truth is not ruled out. It has to equal *runs*.
- **false certain**: runs in which something untrue is called certain. It has to be 0.
- **certain due**: runs whose cause the measurement says only one explanation fits, so silence would \
be no accuracy. **got**: of those, how many are called certain.
- **owner right**: runs in which whoever has to act is named rightly. **wrong**: named wrongly; it \
has to be 0. In the other runs the diagnosis says that it cannot know.
- **first**, **in three**: runs in which the truth stands first, or among the first three.
- **remain**: how many causes are left on average where something fails.
- **pairs possible**: pairs of scenarios with different truths that the measurement says script can \
tell apart, by a reviewed table and not by our recordings. **told**: of those, pairs where neither \
diagnosis names the other's truth. **share**: told of possible.
";

const PLAIN: &str = "
## Each run counts once

";

const WEIGHTED: &str = "
## Weighted by how common the cause is

A run counts 10, 5, 2 or 1, by how many public threads tell of its cause (the tiers A to D of the \
catalogue); a server that works counts 10. A pair counts the product of its two.

";

const WITH: &str = "
## With what the user can tell

Script cannot see why a connection fails; the user can: in the browser's console, or by opening the \
same address in a tab. The recordings hold what the engines printed there. Here it is told to the \
diagnosis the way a user would tell it: the whole console is pasted, the code of the error page is \
looked up.

[`lines.tsv`](lines.tsv) says which causes each text permits; it was fixed before this was measured \
([`lines.md`](lines.md)), and every row that was changed since has its reason in the history. Only \
recordings of what fails and has the text are counted. That the rules follow the table is what \
*exact* says; that both are right, *sound* and *false certain* say, which come from the lab's truth.

- **exact**: the diagnosis names just what the table leaves of what it named before. It has to equal \
*failing*. **smaller**: it claims more than the text permits. **wider**: it learns less than it could.
- **remain**: how many causes are left on average.
- **one cause**, **one owner**: runs in which that is what remains, without the text and with it. \
This cannot reach 100 %: a 404 is a wrong path, or a server that refuses the origin, or a proxy, and \
Firefox words everything alike.
- **sound**, **false certain** and **owner wrong** are of all runs that have the text.
- WebKitGTK prints its console lines only without a driver, so they come from a second run. Its \
reasons are not Safari's.
";

const TERMINAL: &str = "
The page offers commands for a terminal; `cargo xtask record --terminal` ran their very text over \
the lab, where the browsers had stood, past the proxies that they were told to use. The output is \
pasted here as a whole. [`terminal.tsv`](terminal.tsv) says which causes each outcome permits, and \
[`terminal.md`](terminal.md) how it is read: a terminal is another place than the browser, so it never \
speaks against what is near the user, and seldom leaves one cause.
";

const ELSEWHERE: &str = "
Somebody on another network runs the same command. Only public addresses mean the same there, and \
only where nothing near this machine is the matter is the recorded output what they would see. What \
fails for everybody needs nothing near the user; such causes count as not tested.
";

const OPENSSL: &str = "
Of `wss:` addresses, healthy TLS included. Where the browser got an answer over TLS it adds nothing.
";

/// The names of the columns with what the user can tell.
const WITH_HEAD: &str = "
| engine | page | runs | sound | false certain | owner wrong | failing | exact | smaller | wider \
| remain before | with | one cause before | with | one owner before | with |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
";

const STACKS: &str = "
## Software of others

The same for servers that people really run, each with a configuration that is broken on purpose: \
what the browsers saw of them before the recipe of [`stacks.md`](stacks.md) mended them, written by \
`cargo xtask test --stacks --record`. The truth is in the lab's table, too. Then the same with the \
console pasted, and the places with the software chosen.

";

const NETWORK: &str = "
## Networks with somebody in between

The page, its reference and a healthy server beyond real proxies, filters and portals, each with a \
configuration of its own, written by `cargo xtask test --networks --record`. A situation is seen from \
the http page, the https page, or both. Then the same with the console pasted.

";

const APART: &str = "
What cannot be told apart here, and why:

- **A proxy that tunnels to some ports or hosts only, a filter that ends or blocks a name, a port that \
a firewall refuses, a name that a filter keeps back, and a server that is down** all give a failure at \
once and no answer. Only the console, a tab or another network splits them.
- **A filter that lets a name hang, a firewall that drops a port**, and a server that says nothing.
- **TLS signed anew by a root that the browser does not know, a portal, a page that says *blocked* under \
another name**, and a certificate that is really bad. Firefox reports TLS; the reference's own failure \
speaks for interception.
- **A box that passes the upgrade and cuts later**, and a server's own proxy that does. If it cuts the \
reference after the same quiet time as well, the network stands first; but one operator may run a proxy \
before both. What is cut after so many bytes, or at long messages of one server alone, looks the same.
- **Who answers in a server's place**: to a trusted box's 502 a page sees an answer over good TLS.
";

const AFTER: &str = "
## Reproduce it

```sh
cargo xtask accuracy                # these figures, in a moment, without a browser
cargo xtask accuracy --list         # each miss with its reason, and the pairs not told apart
cargo xtask accuracy --json         # the rows for a program
cargo xtask accuracy --with-console # with the console pasted; also --with-tab, --with-both
cargo xtask accuracy --with-curl    # with a terminal; also --with-curl-elsewhere, --with-openssl
cargo xtask accuracy --with-software --list # with the software chosen, and the misses by name
cargo xtask accuracy --write-docs   # this file
cargo xtask record --only ID        # a recording anew, with real browsers
cargo xtask record --terminal       # what curl and openssl print, anew
```

The command fails if a truth is ruled out, something untrue is certain, or a wrong owner is named; \
with what the user can tell also if *exact* is not *failing*.
";

/// The whole file; the same rows give the same bytes.
pub fn docs(rows: &[Row], with: &[WithRow], places: &[Places]) -> String {
    let table = |set: &str, figures: fn(&Row) -> &Figures| -> String {
        rows.iter().filter(|row| row.set == set).map(|row| line(row, figures(row))).collect()
    };
    let plain = table("lab", |row| &row.plain);
    let weighted = table("lab", |row| &row.weighted);
    let stacks = table("stacks", |row| &row.plain);
    let network = table("network", |row| &row.plain);
    let with_console = |set: &str| -> String {
        let rows = with.iter().filter(|row| row.row.set == set && row.with == With::Console);
        rows.map(with_line).collect()
    };
    let (stacks_told, network_told) = (with_console("stacks"), with_console("network"));
    let unseen: String = networks()
        .iter()
        .filter_map(|row| Some(format!("- Not counted: `{}`. {}\n", row.id, unseen(row.id)?)))
        .collect();
    let (with, places) = (told(with), tables(places));
    format!(
        "{BEFORE}{PLAIN}{HEAD}{plain}{WEIGHTED}{HEAD}{weighted}{WITH}{with}{STACKS}{HEAD}{stacks}\
         {WITH_HEAD}{stacks_told}{places}{NETWORK}{HEAD}{network}{WITH_HEAD}{network_told}{APART}\
         {unseen}{AFTER}"
    )
}

/// One table for each kind of what can be told.
fn told(rows: &[WithRow]) -> String {
    let titles = [
        (With::Console, "The console", ""),
        (With::Tab, "The tab", ""),
        (With::Both, "The console and the tab", ""),
        (With::Curl, "A terminal on this machine: the handshake by curl", TERMINAL),
        (With::CurlElsewhere, "The same, as from another network", ELSEWHERE),
        (With::Openssl, "A terminal on this machine: TLS by openssl", OPENSSL),
    ];
    let mut text = String::new();
    for (with, title, about) in titles {
        text += &format!(
            "
### {title}
{about}{WITH_HEAD}"
        );
        let here = |row: &&WithRow| row.with == with && row.row.set == "lab";
        text.extend(rows.iter().filter(here).map(with_line));
    }
    text
}

fn with_line(WithRow { row, fits, .. }: &WithRow) -> String {
    let count = |value: f64| format!("{value:.0}");
    let plain = &row.plain;
    let cells = [
        row.engine.as_str().to_owned(),
        row.page.to_owned(),
        count(plain.scenarios),
        count(plain.sound),
        count(plain.false_certain),
        count(plain.owner_wrong),
        fits.failing.to_string(),
        fits.exact.to_string(),
        fits.smaller.to_string(),
        fits.wider.to_string(),
        fits.mean(fits.remain_before),
        fits.mean(fits.remain),
        fits.share(fits.one_cause_before),
        fits.share(fits.one_cause),
        fits.share(fits.one_owner_before),
        fits.share(fits.one_owner),
    ];
    format!("| {} |\n", cells.join(" | "))
}

fn line(row: &Row, figures: &Figures) -> String {
    let named = figures.named();
    let at = |wanted: &str| named.iter().find(|(name, _)| *name == wanted).map_or(0.0, |(_, v)| *v);
    let count = |name: &str| format!("{:.0}", at(name));
    let (told, possible) = (at("pairs_told"), at("pairs_possible"));
    let share = match possible > 0.0 {
        // Rounded down: 100 % is said of all only.
        true => format!("{:.1} %", (told / possible * 1000.0).floor() / 10.0),
        false => "–".to_owned(),
    };
    let cells = [
        row.engine.as_str().to_owned(),
        row.recorded_in.as_str().to_owned(),
        row.page.to_owned(),
        count("scenarios"),
        count("sound"),
        count("false_certain"),
        count("certain_due"),
        count("certain_got"),
        count("owner_right"),
        count("owner_wrong"),
        count("truth_first"),
        count("truth_in_three"),
        format!("{:.2}", at("mean_remaining")),
        count("pairs_possible"),
        count("pairs_told"),
        share,
    ];
    format!("| {} |\n", cells.join(" | "))
}
