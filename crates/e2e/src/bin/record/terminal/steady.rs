//! The same output from a second run: what is new in every run is taken out.

/// The lines without what differs from run to run and says nothing: dates,
/// times, keys, certificates' letters, and notes about session tickets, which
/// come when they like.
pub(super) fn lines(printed: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let (mut in_letters, mut in_ticket) = (false, false);
    for line in printed.lines() {
        // Nobody copies what cannot be seen: an answer that is no text.
        let line = line.replace(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER, "");
        // It may stand before the last word, or come too late.
        let line = if line.ends_with("DONE") { "DONE" } else { &*line };
        if line.starts_with("-----BEGIN") {
            in_letters = true;
            out.push(line.to_owned());
            continue;
        }
        if line.starts_with("-----END") {
            in_letters = false;
        }
        if line.starts_with("Post-Handshake New Session Ticket") {
            in_ticket = true;
            // The line that opens the block stands above it.
            out.pop_if(|last| last == "---");
        }
        if in_ticket {
            // The block ends with a line of its own.
            in_ticket = line != "read R BLOCK";
            continue;
        }
        if in_letters || is_chance(line) {
            continue;
        }
        out.push(steady(line));
    }
    out
}

/// Lines that come or not, or come with other bytes, as packets fall.
fn is_chance(line: &str) -> bool {
    const BEGINS: [&str; 14] = [
        "{ [",
        "} [",
        "* old SSL session ID is stale",
        "    Session-ID:",
        "    Session-ID-ctx:",
        "    Master-Key:",
        "    Resumption PSK:",
        "    Start Time:",
        "    TLS session ticket",
        "    PSK ",
        "    SRP username:",
        "    Max Early Data:",
        "    Extended master secret:",
        "    Timeout   :",
    ];
    let is_dump = line.len() > 11
        && line.starts_with("    ")
        && line.as_bytes()[4..8].iter().all(u8::is_ascii_hexdigit)
        && &line.as_bytes()[8..11] == b" - ";
    is_dump
        || BEGINS.iter().any(|begin| line.starts_with(begin))
        || line.contains("Newsession Ticket")
        || line == "read R BLOCK"
}

/// What stands for a date in lines that hold nothing else.
const DAY: &str = "Jan  1 00:00:00 1970 GMT";

/// The line with fixed dates and lengths.
fn steady(line: &str) -> String {
    for (head, fixed) in [
        ("< Date: ", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ("< date: ", "Thu, 01 Jan 1970 00:00:00 GMT"),
        // Our reference's answer holds its time; no other server here writes so.
        ("< content-length: ", "100"),
        ("*  start date: ", DAY),
        ("*  expire date: ", DAY),
        ("   v:NotBefore: ", "Jan  1 00:00:00 1970 GMT; NotAfter: Jan  1 00:00:00 1970 GMT"),
        ("notBefore=", DAY),
        ("notAfter=", DAY),
        ("*  CAfile: ", "/etc/ssl/certs/ca-certificates.crt"),
        ("CONNECTED(", "00000003)"),
        ("SSL handshake has read ", "1000 bytes and written 400 bytes"),
    ] {
        if line.starts_with(head) {
            return format!("{head}{fixed}");
        }
    }
    // The number of a thread.
    if let Some((head, rest)) = line.split_once(":error:")
        && head.len() >= 8
        && head.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        return format!("{}:error:{rest}", "0".repeat(head.len()));
    }
    let line = with_whole(line, " after ", " ms");
    with_whole(&line, " after ", " milliseconds")
}

/// The number between `before` and `unit` in whole seconds.
fn with_whole(line: &str, before: &str, unit: &str) -> String {
    let Some(from) = line.find(before).map(|at| at + before.len()) else { return line.to_owned() };
    let digits = line[from..].bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line[from..].split_at(digits);
    match number.parse::<u64>() {
        Ok(ms) if rest.starts_with(unit) => format!("{}{}{rest}", &line[..from], ms / 1000 * 1000),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_in_every_run_is_taken_out() {
        let one = "* Connection timed out after 8003 milliseconds\n\
                   < Date: Sat, 28 Nov 2026 03:00:00 GMT\r\n\
                   40E7F3A5C77F0000:error:0A00010B:SSL routines:x:wrong version number:\n\
                   -----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n\
                   ---\nPost-Handshake New Session Ticket arrived:\nSSL-Session:\nread R BLOCK\n";
        let other = "* Connection timed out after 8000 milliseconds\n\
                     < Date: Sat, 28 Nov 2026 03:07:00 GMT\r\n\
                     { [5 bytes data]\n\
                     80E7F3A5C77F0001:error:0A00010B:SSL routines:x:wrong version number:\n\
                     -----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n";
        assert_eq!(lines(one), lines(other));
        assert_eq!(lines(one).len(), 5);
    }

    #[test]
    fn what_says_something_stays() {
        for line in [
            "* connect to 127.0.0.1 port 9 failed: Connection refused",
            "verify error:num=20:unable to get local issuer certificate",
            "curl: (7) Failed to connect to a port 9 after 0 ms: Couldn't connect to server",
            "< Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        ] {
            assert_eq!(lines(line), [line]);
        }
    }
}
