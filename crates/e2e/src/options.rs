//! What the caller of [`crate::Browser::start`] decides.

use std::path::PathBuf;

use crate::{Error, Result};

/// A browser that can be driven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrowserKind {
    /// Chromium or Chrome through chromedriver.
    Chromium,
    /// Firefox through geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser through WebKitWebDriver; Linux only.
    WebKit,
}

impl BrowserKind {
    /// All of them.
    pub const ALL: [BrowserKind; 3] =
        [BrowserKind::Chromium, BrowserKind::Firefox, BrowserKind::WebKit];

    /// The name on command lines and in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            BrowserKind::Chromium => "chromium",
            BrowserKind::Firefox => "firefox",
            BrowserKind::WebKit => "webkit",
        }
    }

    /// The browser with this name.
    pub fn parse(name: &str) -> Result<BrowserKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or_else(|| {
            Error::new(format!("no browser `{name}`: give chromium, firefox or webkit"))
        })
    }
}

/// An HTTP proxy for everything, plain and tunnelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// `HOST:PORT`.
    pub address: String,
    /// Loopback addresses go through it too, which browsers do not do by
    /// themselves.
    pub for_loopback: bool,
}

/// What an extension of the browser blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    /// All ports of this host.
    pub host: String,
    /// Web requests pass.
    pub sockets_only: bool,
}

/// Which browser, and how it is started.
#[derive(Clone, Debug)]
pub struct BrowserOptions {
    /// The browser.
    pub kind: BrowserKind,
    /// Certificates of authorities in PEM that it shall trust.
    pub trust: Vec<PathBuf>,
    /// The same as text.
    pub trust_pem: Vec<String>,
    /// The proxy, if any.
    pub proxy: Option<Proxy>,
    /// More words for the browser's command line.
    pub args: Vec<String>,
    /// Preferences of Firefox: `true`, `false`, a whole number, or text.
    pub prefs: Vec<(String, String)>,
    /// By how many days its clock is ahead of this machine's.
    pub days_ahead: Option<u16>,
    /// What an extension blocks; Chromium and Firefox only.
    pub blocks: Option<Blocks>,
    /// Whether the driver waits until a page has loaded, as it usually does.
    pub waits: bool,
}

impl BrowserOptions {
    /// A browser that trusts nobody else and has no proxy.
    pub fn new(kind: BrowserKind) -> BrowserOptions {
        BrowserOptions {
            kind,
            trust: Vec::new(),
            trust_pem: Vec::new(),
            proxy: None,
            args: Vec::new(),
            prefs: Vec::new(),
            days_ahead: None,
            blocks: None,
            waits: true,
        }
    }

    /// The same, trusting the authority of this PEM text.
    pub fn trusting(mut self, pem: impl Into<String>) -> BrowserOptions {
        self.trust_pem.push(pem.into());
        self
    }

    /// The same, with every request through the proxy at `HOST:PORT`.
    pub fn through(mut self, address: impl Into<String>) -> BrowserOptions {
        self.proxy = Some(Proxy { address: address.into(), for_loopback: true });
        self
    }

    /// Takes the words of `--browser-arg`, which are those of Chromium's
    /// command line, and translates what the other browsers know under another
    /// name: the proxy. `pref:NAME=VALUE` is a preference of Firefox.
    ///
    /// With a proxy and no `--proxy-bypass-list`, `to_loopback` says whether
    /// loopback addresses go through it.
    pub fn take_args(&mut self, args: Vec<String>, to_loopback: bool) -> Result<()> {
        let bypass = args.iter().any(|arg| arg.starts_with("--proxy-bypass-list="));
        for arg in args {
            if let Some(pref) = arg.strip_prefix("pref:") {
                self.take_pref(pref)?;
            } else if let Some(address) = arg.strip_prefix("--proxy-server=") {
                // A list of rules or another kind of proxy is Chromium's alone.
                if self.kind == BrowserKind::Chromium && (bypass || plain(address).is_err()) {
                    self.args.push(arg);
                } else {
                    let address = plain(address)?;
                    self.proxy = Some(Proxy { address, for_loopback: to_loopback });
                }
            } else if self.kind != BrowserKind::Chromium && arg.starts_with("--proxy-bypass-list=")
            {
                // With a proxy of theirs the other two bypass nothing, or loopback.
                continue;
            } else {
                self.args.push(arg);
            }
        }
        Ok(())
    }

    fn take_pref(&mut self, pref: &str) -> Result<()> {
        let (name, value) = pref.split_once('=').ok_or_else(|| {
            Error::new(format!("--browser-arg pref:{pref}: write pref:NAME=VALUE"))
        })?;
        if self.kind != BrowserKind::Firefox {
            return Err(Error::new(format!("pref:{name} is for --browser firefox only")));
        }
        self.prefs.push((name.to_owned(), value.to_owned()));
        Ok(())
    }
}

/// `HOST:PORT`, also behind `http://`.
fn plain(address: &str) -> Result<String> {
    let plain = address.strip_prefix("http://").unwrap_or(address).trim_end_matches('/');
    let (host, port) = plain.rsplit_once(':').unwrap_or((plain, ""));
    let fits = !host.is_empty()
        && !host.contains(['/', '=', ';', ',', '@'])
        && port.parse::<u16>().is_ok_and(|port| port > 0);
    if fits {
        Ok(plain.to_owned())
    } else {
        Err(Error::new(format!("--proxy-server={address}: give HOST:PORT of an HTTP proxy")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(kind: BrowserKind, args: &[&str]) -> Result<BrowserOptions> {
        let mut options = BrowserOptions::new(kind);
        options.take_args(args.iter().map(|a| a.to_string()).collect(), true)?;
        Ok(options)
    }

    #[test]
    fn the_proxy_is_translated() {
        for kind in BrowserKind::ALL {
            let options = taken(kind, &["--proxy-server=http://127.0.0.1:3128", "--lang=de"]);
            let options = options.unwrap();
            assert_eq!(options.proxy.unwrap().address, "127.0.0.1:3128");
            assert_eq!(options.args, ["--lang=de"]);
        }
    }

    #[test]
    fn chromium_keeps_what_only_it_understands() {
        let args = ["--proxy-server=socks5://127.0.0.1:1", "--proxy-bypass-list=x"];
        let options = taken(BrowserKind::Chromium, &args).unwrap();
        assert_eq!(options.proxy, None);
        assert_eq!(options.args, args);
        assert!(taken(BrowserKind::Firefox, &args).is_err());
    }

    #[test]
    fn preferences_are_for_firefox() {
        let options = taken(BrowserKind::Firefox, &["pref:a.b=c=d"]).unwrap();
        assert_eq!(options.prefs, [("a.b".to_owned(), "c=d".to_owned())]);
        assert!(taken(BrowserKind::Firefox, &["pref:a"]).is_err());
        assert!(taken(BrowserKind::Chromium, &["pref:a=b"]).is_err());
    }
}
