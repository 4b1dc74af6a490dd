//! The Fetch standard's list of bad ports.

use crate::circumstances::EngineFamily;

/// Ports that browsers refuse to connect to (Fetch standard, "bad port").
const BAD: [u16; 83] = [
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101,
    102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427,
    465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990,
    993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667,
    6668, 6669, 6679, 6697, 10080,
];

/// Chromium 156 lets these through although the list names them
/// (`observability.md`, section 8, "Blocked ports").
const OPEN_IN_CHROMIUM: [u16; 2] = [4190, 6679];

/// Whether some browser refuses the port.
pub fn is_listed(port: u16) -> bool {
    BAD.binary_search(&port).is_ok()
}

/// Whether `family` is sure to refuse the port.
pub fn is_blocked(port: u16, family: EngineFamily) -> bool {
    let exempt = match family {
        EngineFamily::Firefox | EngineFamily::WebKit => false,
        EngineFamily::Chromium | EngineFamily::Unknown => OPEN_IN_CHROMIUM.contains(&port),
    };
    is_listed(port) && !exempt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_for_the_search() {
        assert!(BAD.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn engines_differ_on_two_ports() {
        assert!(is_blocked(25, EngineFamily::Unknown));
        assert!(!is_blocked(4190, EngineFamily::Chromium));
        assert!(!is_blocked(4190, EngineFamily::Unknown));
        assert!(is_blocked(4190, EngineFamily::Firefox));
        assert!(!is_blocked(8006, EngineFamily::Firefox));
    }
}
