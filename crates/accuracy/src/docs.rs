//! `docs/accuracy.md`: the figures for a reader, and what each of them means.

use crate::{Figures, Row};

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

const AFTER: &str = "
## Reproduce it

```sh
cargo xtask accuracy                # these figures, in a moment, without a browser
cargo xtask accuracy --list         # each miss with its reason, and the pairs not told apart
cargo xtask accuracy --json         # the rows for a program
cargo xtask accuracy --write-docs   # this file
cargo xtask record --only ID        # a recording anew, with real browsers
```

The command fails if a truth is ruled out, something untrue is certain, or a wrong owner is named.
";

/// The whole file; the same rows give the same bytes.
pub fn docs(rows: &[Row]) -> String {
    let table = |figures: fn(&Row) -> &Figures| -> String {
        rows.iter().map(|row| line(row, figures(row))).collect()
    };
    let plain = table(|row| &row.plain);
    let weighted = table(|row| &row.weighted);
    format!("{BEFORE}{PLAIN}{HEAD}{plain}{WEIGHTED}{HEAD}{weighted}{AFTER}")
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
