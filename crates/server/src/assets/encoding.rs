//! Which precompressed copy a client may have.

/// A content coding that copies come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Brotli (RFC 7932).
    Brotli,
    /// gzip (RFC 1952).
    Gzip,
}

impl Encoding {
    /// All of them, the smallest result first.
    pub(super) const ALL: [Encoding; 2] = [Encoding::Brotli, Encoding::Gzip];

    /// The ending of a copy's file name.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Encoding::Brotli => ".br",
            Encoding::Gzip => ".gz",
        }
    }

    /// The token in `Content-Encoding`.
    pub(super) fn token(self) -> &'static str {
        match self {
            Encoding::Brotli => "br",
            Encoding::Gzip => "gzip",
        }
    }
}

/// The best of `offered` (in our order of preference) for an `Accept-Encoding`
/// of `accepted`; none means the file as it is (RFC 9110, 12.5.3).
pub(super) fn choose(accepted: &str, offered: impl Iterator<Item = Encoding>) -> Option<Encoding> {
    let wishes: Vec<(&str, u16)> = accepted.split(',').filter_map(wish).collect();
    let weight = |tokens: &[&str]| {
        let named = |want: &str| {
            wishes.iter().find(|(name, _)| name.eq_ignore_ascii_case(want)).map(|(_, q)| *q)
        };
        tokens.iter().find_map(|t| named(t)).or_else(|| named("*"))
    };
    // Unnamed, "as it is" is welcome, but less than anything that is named.
    let plain = wishes
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("identity"))
        .map_or(0, |(_, q)| *q);
    let mut best: Option<(Encoding, u16)> = None;
    for encoding in offered {
        let q = match encoding {
            Encoding::Brotli => weight(&["br"]),
            Encoding::Gzip => weight(&["gzip", "x-gzip"]),
        };
        let q = q.unwrap_or(0);
        if q > 0 && q >= plain && best.is_none_or(|(_, most)| q > most) {
            best = Some((encoding, q));
        }
    }
    best.map(|(encoding, _)| encoding)
}

/// One member of the list: its name and its weight in thousandths. A weight
/// that cannot be read counts as a refusal: the plain file always works.
fn wish(member: &str) -> Option<(&str, u16)> {
    let (name, parameters) = member.split_once(';').unwrap_or((member, ""));
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    let mut q = 1000;
    for parameter in parameters.split(';') {
        if let Some((key, value)) = parameter.split_once('=')
            && key.trim().eq_ignore_ascii_case("q")
        {
            let value = value.trim().parse::<f32>().ok().filter(|v| (0.0..=1.0).contains(v));
            q = value.map_or(0, |v| (v * 1000.0).round() as u16);
        }
    }
    Some((name, q))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_decide() {
        use Encoding::{Brotli, Gzip};
        let both = || Encoding::ALL.into_iter();
        for (accepted, chosen) in [
            ("", None),
            ("gzip, deflate, br, zstd", Some(Brotli)),
            ("gzip, deflate", Some(Gzip)),
            ("x-gzip", Some(Gzip)),
            ("GZIP;Q=0.5", Some(Gzip)),
            ("br;q=0.5, gzip;q=0.8", Some(Gzip)),
            ("br;q=0, gzip", Some(Gzip)),
            ("br;q=0,gzip;q=0.000", None),
            ("*", Some(Brotli)),
            ("*;q=0", None),
            ("br;q=0, *", Some(Gzip)),
            ("identity", None),
            ("identity;q=1, br;q=0.5", None),
            ("identity;q=0.2, br;q=0.5", Some(Brotli)),
            ("br;q=nonsense", None),
            ("br;q=7", None),
            (";;q=,,", None),
        ] {
            assert_eq!(choose(accepted, both()), chosen, "{accepted}");
        }
        assert_eq!(choose("br, gzip;q=0.1", [Gzip].into_iter()), Some(Gzip));
        assert_eq!(choose("br", [].into_iter()), None);
    }
}
