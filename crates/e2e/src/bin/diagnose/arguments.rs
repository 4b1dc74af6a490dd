//! The command line.

use std::{ffi::OsString, path::PathBuf};

use lexopt::prelude::*;
use why1006_e2e::{BrowserKind, Error, Result};

const HELP: &str = "\
Usage: cargo xtask diagnose [URL] [OPTIONS]
       cargo xtask diagnose --from FILE|LINK|- [--json|--text|--markdown|--admin]

Presses the button of the real page in a real browser and prints the diagnosis.
Without URL it tests the page's own reference endpoint.

  --from FILE|LINK|-  print the diagnosis of a result instead, without a browser:
                      a link, a file, or a text that holds one (- is the input)
  --browser NAME      chromium, firefox or webkit [chromium]
  --page SCHEME       http or https: how the page itself is loaded [http]
  --trust CA.pem      an authority that the browser shall trust; may be repeated
  --browser-arg ARG   a word for the browser's command line; may be repeated.
                      --proxy-server=HOST:PORT works in all three,
                      pref:NAME=VALUE sets a preference of Firefox
  --reference URL     another reference endpoint, like wss://host/reference/socket
  --dist DIR          the built page [dist of this work tree]
  --json              one line of JSON
  --text              the report as it is copied from the page, without secrets
  --markdown          the same for a tracker
  --admin             the page for the network's administrator, as text";

/// What the command line asks for.
pub(crate) enum Wish {
    /// Print this and be done.
    Help(&'static str),
    /// Run the test.
    Run(Box<Arguments>),
    /// Read a result that was passed on.
    From {
        /// A link, the name of a file, or `-` for the input.
        what: String,
        form: Form,
    },
}

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Form {
    /// Everything, one thing in a line.
    Lines,
    /// The same as JSON.
    Json,
    /// The report, as text.
    Text,
    /// The report, as Markdown.
    Markdown,
    /// The page for the administrator, as text.
    Admin,
}

/// The options as given.
pub(crate) struct Arguments {
    pub(crate) url: Option<String>,
    pub(crate) browser: BrowserKind,
    pub(crate) https: bool,
    pub(crate) trust: Vec<PathBuf>,
    pub(crate) browser_args: Vec<String>,
    pub(crate) reference: Option<String>,
    pub(crate) dist: Option<PathBuf>,
    pub(crate) form: Form,
}

impl Arguments {
    /// Whether the target is on this machine by its spelling.
    pub(crate) fn is_to_loopback(&self) -> bool {
        match self.url.as_ref().or(self.reference.as_ref()) {
            Some(url) => is_loopback(url),
            None => true,
        }
    }
}

/// Reads the command line. The URL is taken as it is: the page judges it.
pub(crate) fn read(arguments: impl Iterator<Item = OsString>) -> Result<Wish> {
    let mut found = Arguments {
        url: None,
        browser: BrowserKind::Chromium,
        https: false,
        trust: Vec::new(),
        browser_args: Vec::new(),
        reference: None,
        dist: None,
        form: Form::Lines,
    };
    let mut from = None;
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next().map_err(fault)? {
        match argument {
            Long("help") | Short('h') => return Ok(Wish::Help(HELP)),
            Long("browser") => found.browser = BrowserKind::parse(&text(&mut parser)?)?,
            Long("page") => {
                found.https = match text(&mut parser)?.as_str() {
                    "http" => false,
                    "https" => true,
                    other => {
                        return Err(Error::new(format!("--page {other}: give http or https")));
                    }
                }
            }
            Long("trust") => found.trust.push(parser.value().map_err(fault)?.into()),
            Long("browser-arg") => found.browser_args.push(text(&mut parser)?),
            Long("reference") => found.reference = Some(text(&mut parser)?),
            Long("dist") => found.dist = Some(parser.value().map_err(fault)?.into()),
            Long("json") => found.form = Form::Json,
            Long("text") => found.form = Form::Text,
            Long("markdown") => found.form = Form::Markdown,
            Long("admin") => found.form = Form::Admin,
            Long("from") => from = Some(text(&mut parser)?),
            Value(value) if found.url.is_none() => {
                found.url = Some(value.to_string_lossy().into_owned());
            }
            Value(value) => {
                return Err(Error::new(format!(
                    "one URL at a time; {} is the second",
                    value.to_string_lossy()
                )));
            }
            other => return Err(Error::new(format!("{}; see --help", other.unexpected()))),
        }
    }
    match (from, &found.url) {
        (Some(_), Some(url)) => {
            Err(Error::new(format!("--from reads a result and tests nothing; leave out {url}")))
        }
        (Some(what), None) => Ok(Wish::From { what, form: found.form }),
        (None, _) => Ok(Wish::Run(Box::new(found))),
    }
}

fn fault(error: lexopt::Error) -> Error {
    Error::new(format!("{error}; see --help"))
}

fn text(parser: &mut lexopt::Parser) -> Result<String> {
    parser.value().and_then(|value| value.string()).map_err(fault)
}

/// `text` as it may stand in a fragment: all but unreserved characters
/// (RFC 3986, section 2.3) percent-encoded.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn is_loopback(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    if host.starts_with("[::1]") {
        return true;
    }
    let host = host.split(':').next().unwrap_or_default().trim_end_matches('.');
    let is_address =
        host.starts_with("127.") && host.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    host == "localhost" || host.ends_with(".localhost") || is_address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_told_by_its_spelling() {
        for url in ["ws://localhost:1/a", "wss://a@127.0.0.2", "ws://[::1]:9", "x.localhost"] {
            assert!(is_loopback(url), "{url}");
        }
        for url in ["wss://127.example.com", "wss://example.com/localhost", "", "wss://[::2]"] {
            assert!(!is_loopback(url), "{url}");
        }
    }

    #[test]
    fn a_url_survives_the_fragment() {
        assert_eq!(encoded("ws://ä/#&=%"), "ws%3A%2F%2F%C3%A4%2F%23%26%3D%25");
    }

    #[test]
    fn faults_name_the_option() {
        let fault = |words: &[&str]| match read(words.iter().map(OsString::from)) {
            Err(error) => error.to_string(),
            Ok(_) => String::new(),
        };
        assert!(fault(&["--browser", "opera"]).contains("opera"));
        assert!(fault(&["--page", "ftp"]).contains("--page ftp"));
        assert!(fault(&["--colour"]).contains("--colour"));
        assert!(fault(&["a", "b"]).contains("b is the second"));
        assert!(fault(&["--trust"]).contains("--trust"));
        assert!(fault(&["ws://a", "--from", "-"]).contains("ws://a"));
    }
}
