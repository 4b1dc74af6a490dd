//! The answer that a handshake's key demands: RFC 6455, section 4.2.2, with
//! SHA-1 of RFC 3174. Nothing secret hangs on it.

/// What a server has to put behind every key before it takes the hash.
const GUID: &[u8] = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// The longest key that is looked at, in bytes; real ones have 24.
const MAX_KEY: usize = 64;

/// Whether `accept` is the answer to `key`; true as well for a key that is
/// longer than any.
pub(super) fn is_answer(key: &str, accept: &str) -> bool {
    key.len() > MAX_KEY || base64(&sha1(key.as_bytes())).as_slice() == accept.as_bytes()
}

/// The hash of a short text with [`GUID`] behind it.
fn sha1(key: &[u8]) -> [u8; 20] {
    let mut message = [key, GUID, &[0x80]].concat();
    let bits = (message.len() as u64 - 1) * 8;
    while message.len() % 64 != 56 {
        message.push(0);
    }
    message.extend(bits.to_be_bytes());
    let mut state: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    for block in message.chunks(64) {
        round(&mut state, block);
    }
    let mut out = [0; 20];
    for (to, word) in out.chunks_mut(4).zip(state) {
        to.copy_from_slice(&word.to_be_bytes());
    }
    out
}

fn round(state: &mut [u32; 5], block: &[u8]) {
    let mut words: Vec<u32> = Vec::with_capacity(80);
    for bytes in block.chunks(4) {
        words.push(bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte)));
    }
    let [mut a, mut b, mut c, mut d, mut e] = *state;
    for at in 0..80 {
        if at >= 16 {
            let of = |back: usize| words.get(at - back).copied().unwrap_or_default();
            words.push((of(3) ^ of(8) ^ of(14) ^ of(16)).rotate_left(1));
        }
        let (mix, constant) = match at / 20 {
            0 => (b & c | !b & d, 0x5a82_7999),
            1 => (b ^ c ^ d, 0x6ed9_eba1),
            2 => (b & c | b & d | c & d, 0x8f1b_bcdc),
            _ => (b ^ c ^ d, 0xca62_c1d6_u32),
        };
        let word = words.get(at).copied().unwrap_or_default();
        let next = a.rotate_left(5).wrapping_add(mix).wrapping_add(e);
        (a, b, c, d, e) =
            (next.wrapping_add(constant).wrapping_add(word), a, b.rotate_left(30), c, d);
    }
    for (sum, part) in state.iter_mut().zip([a, b, c, d, e]) {
        *sum = sum.wrapping_add(part);
    }
}

/// RFC 4648, section 4, of 20 bytes: 27 characters and one `=`.
fn base64(bytes: &[u8; 20]) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::with_capacity(28);
    for three in bytes.chunks(3) {
        let whole = three.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte));
        let whole = whole << (8 * (3 - three.len()));
        for at in 0..4 {
            let digit = DIGITS[(whole >> (18 - 6 * at) & 63) as usize];
            out.push(if at > three.len() { b'=' } else { digit });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_fits() {
        // RFC 6455, section 1.3.
        let key = "dGhlIHNhbXBsZSBub25jZQ==";
        assert!(is_answer(key, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        assert!(!is_answer(key, "s3pPLMBiTxaQ9kYGzzhZRbK+xOp="));
        assert!(!is_answer("dGhlIHNhbXBsZSBub25jZR==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        assert!(!is_answer("", ""));
    }

    #[test]
    fn keys_of_any_length_are_hashed() {
        for length in 0..=MAX_KEY {
            let _ = is_answer(&"k".repeat(length), "");
        }
    }
}
