use super::*;
use crate::packed;

/// A link of some length, its fragment, and what stands behind its dot.
fn link() -> (String, String) {
    let bytes: Vec<u8> = (0..900_u32).map(|n| (n * n % 251) as u8).collect();
    let fragment = [KEY, &packed::pack(1, true, &bytes)].concat();
    (format!("https://why.example/app/#{fragment}"), fragment)
}

/// The text in lines of so many characters.
fn wrapped(text: &str, width: usize, between: &str) -> String {
    let lines: Vec<&str> =
        text.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
    lines.join(between)
}

/// All but unreserved characters as `%XX`.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[test]
fn a_link_is_found_however_it_arrives() {
    let (link, fragment) = link();
    let quoted = link.replace('=', "=3D");
    let proofpoint: String = link
        .chars()
        .map(|c| match c {
            '/' => "_".to_owned(),
            ':' => ":".to_owned(),
            '#' | '=' | '-' | '_' => format!("-{:02X}", c as u32),
            c => c.to_string(),
        })
        .collect();
    for (name, text) in [
        ("whole", link.clone()),
        ("the fragment", fragment.clone()),
        ("with its hash", format!("#{fragment}")),
        ("without its host", format!("see #{fragment} please")),
        ("a full stop", format!("It fails: {link}.")),
        ("brackets", format!("(<{link}>)")),
        ("a comma", format!("{link}, says the page")),
        ("a quotation mark", format!("“{link}”")),
        ("Markdown", format!("[result]({link})!")),
        ("words right behind it", format!("{link} opens it")),
        ("words with no space between", format!("{link}Open it on the page")),
        ("lines", wrapped(&link, 76, "\r\n")),
        ("lines with indents", wrapped(&link, 60, "\n    ")),
        ("lines of a quotation", wrapped(&link, 70, "\n> > ")),
        ("lines of a quotation that became one", wrapped(&link, 70, "> ")),
        ("quoted-printable", wrapped(&quoted, 75, "=\r\n")),
        ("quoted-printable in one line", wrapped(&quoted, 75, "=")),
        ("quoted-printable, a dot encoded", quoted.replacen(".", "=2E", 2)),
        ("soft hyphens", wrapped(&link, 20, "\u{AD}")),
        ("places to break", wrapped(&link, 20, "\u{200B}")),
        ("encoded", encoded(&link)),
        ("a filter", format!("https://safelinks.example/?url={}&data=05%7C01", encoded(&link))),
        (
            "a filter behind a filter",
            format!(
                "https://a.example/?u={}",
                encoded(&format!("https://b.example/?u={}&x=1", encoded(&link)))
            ),
        ),
        (
            "lines of a filter",
            wrapped(&format!("https://a.example/?u={}", encoded(&link)), 72, "\n"),
        ),
        ("Proofpoint 2", format!("https://urldefense.example/v2/url?u={proofpoint}&d=DwMF")),
        (
            "Proofpoint 3",
            format!("https://urldefense.example/v3/__{}__;Iw!!x", link.replace('#', "*")),
        ),
        ("a result that is torn before it", format!("r=1d01234567.AAAA\n{link}")),
        ("a torn one right before it", format!("r=1d01234567.AAAA {fragment}")),
    ] {
        assert_eq!(find(&text).as_ref(), Some(&fragment), "{name}: {text}");
    }
}

#[test]
fn what_the_snippet_prints_is_found_as_well() {
    let fragment = link().1.replacen('r', "i", 1);
    assert_eq!(find(&format!("Open https://why.example/#{fragment}.")), Some(fragment));
}

#[test]
fn what_is_torn_is_given_as_torn() {
    let (link, fragment) = link();
    for end in 40..link.len() {
        let found = find(&link[..end]).expect("its head is there");
        assert!(fragment.starts_with(&found), "{end}: {found}");
        assert_eq!(packed::unpack(&found[2..], 1), Err(packed::Torn::Incomplete), "{end}");
    }
    let altered = link.replacen("1d", "2d", 1);
    assert_eq!(packed::unpack(&find(&altered).unwrap()[2..], 1), Err(packed::Torn::Newer));
}

#[test]
fn nothing_else_is_taken_for_a_result() {
    for text in [
        "",
        "r=",
        "#r=1d",
        "wss://a.example/ws?r=1d2",
        "wss://a.example/ws?i=1.5&r=2d",
        "user=1d01234567.AAAA",
        "https://a.example/?r%3D1d0123",
        "%%%r=%zz",
        "é=1d01234567",
        "{}",
        "{\"version\":1}",
    ] {
        assert_eq!(find(text), None, "{text}");
        assert!(!is_file(text), "{text}");
    }
    assert!(find(&"r=1d01234567.A".repeat(80_000)).is_none(), "longer than is read");
}

#[test]
fn a_file_is_known_by_its_members() {
    let file = include_str!("../../tests/v1.json");
    assert!(is_file(file) && is_file(&format!("\u{feff}\n{file}\n")));
    assert!(is_file(&file.replace('\n', "")), "as a box of one line holds it");
}

#[test]
fn what_is_cut_is_told_from_what_is_none() {
    let (link, fragment) = link();
    assert_eq!(look(&link), Ok(Found::Link(fragment)));
    assert_eq!(look("see https://why.example/#r=1d01"), Err(Broken::Incomplete));
    assert_eq!(look("r=hello%20world"), Err(Broken::Incomplete));
    assert_eq!(look("i="), Err(Broken::Incomplete));
    assert_eq!(look("[package]"), Err(Broken::NoResult));
    assert_eq!(look(&" ".repeat(MAX_TEXT + 1)), Err(Broken::TooLong));
    let file = include_str!("../../tests/v1.json");
    assert_eq!(look(file), Ok(Found::File));
    assert_eq!(native::read(&file[..file.len() / 2]), Err(Broken::Incomplete));
    assert_eq!(native::read("{}"), Err(Broken::NoResult));
}

#[test]
fn a_hostile_text_is_looked_at_a_few_times() {
    let (link, _) = link();
    for part in
        ["r=1d01234567.A", "r=", "r=1d0123456", "r=1d01234567.=", "r= ", "i=1 d ", "r", &link[..60]]
    {
        for size in [1 << 12, 1 << 16, MAX_TEXT] {
            let text = part.repeat(size / part.len());
            let before = mend::looked_at();
            assert!(mend::search(&text).0.is_none(), "{part}");
            // The head of each, its data, and whether the next begins in it.
            let times = (mend::looked_at() - before) as f64 / text.len() as f64;
            assert!(times < 4.0, "{part}: each character {times} times in {size} bytes");
        }
    }
}
