//! Names of one or two letters, which no compressor can beat.

/// `a`, `b`, … `Z`, `aa`, `ba`, … without end.
pub(super) fn names() -> impl Iterator<Item = String> {
    (0..).map(name)
}

fn name(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        let letter = (number % 52) as u8;
        name.push(char::from(if letter < 26 { b'a' + letter } else { b'A' + letter - 26 }));
        number /= 52;
        if number == 0 {
            return name;
        }
        number -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_letters_and_differ() {
        let all: Vec<String> = names().take(3000).collect();
        assert_eq!((all[0].as_str(), all[51].as_str(), all[52].as_str()), ("a", "Z", "aa"));
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
    }
}
