//! What curl and openssl printed, under the names that `docs/terminal.tsv` has
//! for it. Read here apart from the page's own readers, which are what is
//! measured.

use std::collections::HashMap;

/// The key of the offered command and the answer to it: RFC 6455, section 1.3.
const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// How one request or handshake came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Printed {
    /// A 101 without a fault.
    Opened,
    /// Another answer, `status 404`, or a 101 with a fault, `101, accept`.
    Answer(String),
    /// TLS came about, with a trusted certificate.
    Verified,
    /// None of these: the text of the output, or what the user saw.
    Text(String),
}

impl Printed {
    /// What is looked up.
    pub(crate) fn words(&self) -> &str {
        match self {
            Printed::Opened => "101",
            Printed::Verified => "verified",
            Printed::Answer(words) | Printed::Text(words) => words,
        }
    }

    /// The same on one short line.
    pub(crate) fn short(&self) -> String {
        let words = self.words();
        let fault = |line: &&str| line.contains("curl: (") || line.contains("rror");
        words.lines().find(fault).or(words.lines().next()).unwrap_or_default().to_owned()
    }

    /// Something answered.
    pub(crate) fn is_answer(&self) -> bool {
        !matches!(self, Printed::Text(words) if !words.contains("curl: (1)"))
    }
}

/// One request of curl.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// The origin that it named; `None` if it was never sent.
    pub(crate) origin: Option<String>,
    /// The path that it asked for, likewise.
    pub(crate) path: Option<String>,
    pub(crate) came: Printed,
}

/// The requests of an output of `curl -v`, one after another, where these
/// subprotocols were offered.
pub(crate) fn requests(lines: &[String], offered: &[String]) -> Vec<Request> {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    let mut is_over = true;
    for line in lines.iter().map(String::as_str) {
        let begins = ["*   Trying ", "* Could not resolve ", "* Resolving timed out"];
        if is_over && begins.iter().any(|begin| line.starts_with(begin)) {
            runs.push(Vec::new());
            is_over = false;
        }
        is_over |= line.starts_with("* Closing connection") || line.starts_with("* Connection #");
        if let Some(run) = runs.last_mut() {
            run.push(line);
        }
    }
    runs.into_iter().map(|run| request(&run, offered)).collect()
}

fn request(run: &[&str], offered: &[String]) -> Request {
    let sent = |head: &str| run.iter().find_map(|line| line.strip_prefix(head)).map(str::to_owned);
    let path = sent("> GET ").and_then(|line| line.split(' ').next().map(str::to_owned));
    Request { origin: sent("> Origin: "), path, came: came(run, offered) }
}

fn came(run: &[&str], offered: &[String]) -> Printed {
    let heads: Vec<&str> = run.iter().filter_map(|line| line.strip_prefix("< ")).collect();
    let Some((first, headers)) = heads.split_first() else {
        return Printed::Text(run.join("\n"));
    };
    let is_whole = run.iter().any(|line| line.trim_end() == "<");
    let mut words = first.split(' ');
    let (version, status) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if status != "101" {
        let text = run.join("\n");
        return match text.contains("response headers") {
            true => Printed::Text(text),
            false => Printed::Answer(format!("status {status}")),
        };
    }
    if !is_whole {
        return Printed::Answer("101, head".into());
    }
    match fault(version, headers, offered) {
        Some(fault) => Printed::Answer(format!("101, {fault}")),
        None => Printed::Opened,
    }
}

/// What is wrong with a 101 (RFC 6455, section 4.1), to a client that offered
/// these subprotocols and no extension.
fn fault(version: &str, headers: &[&str], offered: &[String]) -> Option<&'static str> {
    let mut all: HashMap<String, Vec<&str>> = HashMap::new();
    for (name, value) in headers.iter().filter_map(|line| line.split_once(':')) {
        all.entry(name.to_ascii_lowercase()).or_default().push(value.trim());
    }
    let of = |name: &str| all.get(name).map_or(&[][..], |values| &values[..]);
    let has = |name: &str, token: &str| {
        let tokens = of(name).iter().flat_map(|value| value.split(','));
        tokens.map(str::trim).any(|one| one.eq_ignore_ascii_case(token))
    };
    let is_chosen = match of("sec-websocket-protocol") {
        [] => offered.is_empty(),
        [one] => offered.iter().any(|name| name == one),
        _ => false,
    };
    [
        ("accept", of("sec-websocket-accept") != [ACCEPT]),
        ("upgrade", !has("upgrade", "websocket")),
        ("connection", !has("connection", "upgrade")),
        ("version", version != "HTTP/1.1"),
        ("extension", !of("sec-websocket-extensions").is_empty()),
        ("subprotocol", !is_chosen),
    ]
    .into_iter()
    .find_map(|(name, is_wrong)| is_wrong.then_some(name))
}

/// How the handshake of `openssl s_client` came out.
pub(crate) fn tls(lines: &[String]) -> Printed {
    let text = lines.join("\n");
    let failed = ["error", "errno", "alert", "not known", "failure in name", "no peer certificate"];
    let is_done = lines.iter().any(|line| line.trim_start().starts_with("Verify return code: 0"));
    let has_failed = failed.iter().any(|word| {
        // Every output has it, a good one too.
        text.replace("Verification error", "").contains(word)
    });
    match (is_done, has_failed) {
        (true, false) => Printed::Verified,
        (_, true) => Printed::Text(text),
        (false, false) if text.contains("CONNECTED(") => Printed::Text("waited in TLS".into()),
        (false, false) => Printed::Text("waited for the connection".into()),
    }
}
