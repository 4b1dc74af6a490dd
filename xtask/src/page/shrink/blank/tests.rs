use super::*;

/// Where the data of the module below begins in memory.
const BASE: u32 = 1 << 20;

/// A module with a section that is none of ours and one segment of data.
fn module_of(data: &[u8]) -> Vec<u8> {
    let mut segment = vec![1, 0, 0x41];
    module::number(&mut segment, BASE as usize);
    segment.push(0x0b);
    module::sized(&mut segment, data);
    let mut wasm = [&b"\0asm\x01\0\0\0"[..], &[0, 3], b"\x02/a", &[11]].concat();
    module::sized(&mut wasm, &segment);
    wasm
}

/// A path's place, as the compiler writes it.
fn place(data: &[u8], path: &str, line: u32) -> Vec<u8> {
    let zeroed = format!("{path}\0");
    let at = data.windows(zeroed.len()).position(|part| part == zeroed.as_bytes()).unwrap();
    [BASE + at as u32, path.len() as u32, line, 7].iter().flat_map(|w| w.to_le_bytes()).collect()
}

fn blanked(data: &[u8]) -> Vec<u8> {
    let mut wasm = module_of(data);
    let begin = wasm.len() - data.len();
    let head = wasm[..begin].to_vec();
    blank(&mut wasm).unwrap();
    assert_eq!(wasm[..begin], head);
    wasm.split_off(begin)
}

#[test]
fn foreign_places_become_one_and_ours_stay() {
    let texts = b"/rustc/0/library/core/a.rs\0src/run.rs\0/home/x/src/link.rs\0 a text /x.rs\0";
    assert_eq!(texts.len() % 4, 0);
    let mut data = texts.to_vec();
    let paths = ["/rustc/0/library/core/a.rs", "src/run.rs", "/home/x/src/link.rs"];
    for (line, path) in (1..).zip(paths) {
        data.extend(place(texts, path, line));
    }
    // Ours may be the end of a foreign one.
    data.extend(place(texts, "src/link.rs", 9));
    let after = blanked(&data);
    let (text, places) = after.split_at(texts.len());
    let zeros = |n| "\0".repeat(n);
    let expected =
        ["library", &zeros(20), "src/run.rs\0", &zeros(8), "src/link.rs\0 a text /x.rs\0"];
    assert_eq!(text, expected.concat().as_bytes());
    let one: Vec<u8> = [BASE, 7, 0, 0].iter().flat_map(|w| w.to_le_bytes()).collect();
    let own = |path, line| place(texts, path, line);
    let expected = [one.clone(), own("src/run.rs", 2), one, own("src/link.rs", 9)];
    assert_eq!(places, expected.concat());
}

#[test]
fn what_only_looks_like_a_place_stays() {
    let texts = b"/a/b.rs\0/a/c.txt\0..";
    for (path, line, column) in [(0, 0, 7), (0, 1, 0), (8, 1, 7)] {
        let length = if path == 0 { 7 } else { 8 };
        let words = [BASE + path, length, line, column];
        let words: Vec<u8> = words.iter().flat_map(|w: &u32| w.to_le_bytes()).collect();
        let data = [&texts[..], &[0], &words].concat();
        assert_eq!(data.len() % 4, 0);
        assert_eq!(blanked(&data), data);
    }
}

#[test]
fn words_of_files_and_threads_go_only_where_both_ends_stand() {
    let (begin, end) = NEVER_SAID[0];
    let whole = format!("before{begin}, and so on, {end}after");
    let after = String::from_utf8(blanked(whole.as_bytes())).unwrap();
    assert_eq!(after.trim_matches('\0'), after);
    assert_eq!(after.replace('\0', ""), "beforeafter");
    let half = format!("before{begin}after");
    assert_eq!(blanked(half.as_bytes()), half.as_bytes());
}

#[test]
fn a_module_of_another_form_is_refused() {
    let good = module_of(b"data");
    for at in [15, 16, good.len() - 1] {
        let mut bad = good.clone();
        bad[at] = 0xff;
        let whole = blank(&mut bad);
        let mut cut = good[..at].to_vec();
        assert!(whole.is_err() || at == good.len() - 1, "{at}");
        assert!(blank(&mut cut).is_err(), "{at}");
    }
    assert!(blank(&mut b"\0asm\x01\0\0\0".to_vec()).is_ok());
}
