//! A text as a square code for the camera of a phone, drawn here: an address
//! that somebody tests is nobody else's business.

use qrcodegen::{QrCode, QrCodeEcc};

/// The light rim that readers need around a code, in its units (ISO/IEC 18004,
/// section 6.3.8).
const RIM: i32 = 4;

/// The most bytes that are drawn. A larger code fits no screen and no camera
/// holds it still enough; 800 bytes are 117 units wide.
const MAX_BYTES: usize = 800;

/// A square code as an SVG path.
#[derive(Debug)]
pub struct Code {
    /// Width and height in units, the rim included.
    pub size: i32,
    /// The dark parts, as the attribute `d` of a path.
    pub path: String,
}

/// Draws a text; `None` if it is longer than a camera can read.
#[inline(never)]
pub fn draw(text: &str) -> Option<Code> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let code = QrCode::encode_binary(text.as_bytes(), QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            // One bar for all dark units in a row: a tenth of the text.
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                bar(&mut path, x + RIM, y + RIM, run);
            }
            x += run + 1;
        }
    }
    Some(Code { size: code.size() + 2 * RIM, path })
}

fn bar(path: &mut String, x: i32, y: i32, length: i32) {
    for (letter, number) in [('M', x), (' ', y), ('h', length)] {
        path.push(letter);
        path.push_str(&number.to_string());
    }
    path.push_str("v1h-");
    path.push_str(&length.to_string());
    path.push('z');
}
