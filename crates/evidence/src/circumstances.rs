//! Who ran the test: browser, page, clock.

use crate::{host::HostClass, network::PassedOver, record, scan, tags, target::Scheme};

record! {
    /// Browser, page and clock of one run.
    pub struct Circumstances {
        /// The browser that ran the probes.
        pub engine: Engine,
        /// The page that ran them.
        pub page: PageContext,
        /// Start of the run: milliseconds since 1970 by the browser's clock, UTC.
        pub started_at: f64,
        /// Minutes that local time is ahead of UTC.
        pub utc_offset: i32,
        /// `navigator.onLine` was false at the start.
        pub offline: bool,
        /// The tab was hidden when the run began.
        pub hidden: bool,
        /// Failed attempts by this tab before the run; engines slow down after some.
        pub earlier_failures: u32,
        /// State of the permissions for local addresses, where the engine has them.
        pub local_network: Option<PermissionState>,
        /// State of the permission for this machine's own addresses.
        pub loopback_network: Option<PermissionState>,
        /// Scheme of the reference endpoint that was used.
        pub reference_scheme: Option<Scheme>,
        /// Seconds by which the browser's clock is ahead of the reference's;
        /// negative if behind. Right to half the time that the answer took.
        pub clock_ahead: Option<f64>,
        /// This page has no reference endpoint, and why.
        pub no_reference: Option<NoReference>,
        /// References that the run did not use, and why, in the order of the file.
        pub passed_over: Vec<PassedOver>,
        /// The network alone was tested: the target is the reference itself.
        pub network_alone: bool,
    }
}

record! {
    /// A browser engine as far as the page can tell it.
    pub struct Engine {
        /// The family whose measured rules may hold.
        pub family: EngineFamily,
        /// The major version; 0 if unknown.
        pub major: u32,
        /// Name and version for a reader, for example `Chrome 156 on Linux`.
        pub name: String,
    }
}

tags! {
    /// Families that `observability.md` measured; all others are `Unknown`.
    pub enum EngineFamily {
        /// Chromium on a desktop system (Chrome, Edge, Brave, …).
        Chromium = "chromium",
        /// Firefox on a desktop system.
        Firefox = "firefox",
        /// WebKitGTK. Safari is not it: its network layer differs.
        WebKit = "webkit",
        /// Not measured: Safari, phones, others.
        Unknown = "unknown",
    }
    else Unknown
}

impl Engine {
    /// Reads `navigator.userAgent`. What is not one of the measured families
    /// on a desktop system is `Unknown`, with its name kept for the reader.
    pub fn from_user_agent(ua: &str) -> Engine {
        let major = |key: &str| {
            let tail = scan::split_once(ua, key)?.1;
            let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
            scan::number(scan::split_at(tail, digits).0, 10)
        };
        let has = |part: &str| scan::has(ua, part);
        let system = [
            ("iPhone", "iOS"),
            ("iPad", "iPadOS"),
            ("Android", "Android"),
            ("CrOS", "ChromeOS"),
            ("Windows", "Windows"),
            ("Macintosh", "macOS"),
            ("Linux", "Linux"),
        ]
        .into_iter()
        .find(|(key, _)| has(key))
        .map_or("an unknown system", |(_, name)| name);
        let desktop = !matches!(system, "iOS" | "iPadOS" | "Android") && !has("Mobile");
        let (name, number, family) = if let Some(n) = major("Firefox/") {
            ("Firefox", n, EngineFamily::Firefox)
        } else if let Some(n) = major("Chrome/") {
            let brand =
                [("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet")];
            let brand = brand.into_iter().find(|(key, _)| has(key));
            (brand.map_or("Chrome", |(_, name)| name), n, EngineFamily::Chromium)
        } else if has("AppleWebKit/") && has("Version/") && system == "Linux" {
            ("WebKitGTK", major("Version/").unwrap_or(0), EngineFamily::WebKit)
        } else if has("AppleWebKit/") && has("Version/") {
            ("Safari", major("Version/").unwrap_or(0), EngineFamily::Unknown)
        } else {
            ("An unknown browser", 0, EngineFamily::Unknown)
        };
        let name = if number == 0 { name.to_owned() } else { format!("{name} {number}") };
        Engine {
            family: if desktop { family } else { EngineFamily::Unknown },
            major: number,
            name: format!("{name} on {system}"),
        }
    }
}

record! {
    /// The page that ran the probes.
    pub struct PageContext {
        /// How the page was loaded.
        pub scheme: PageScheme,
        /// Its origin, for example `https://why.example`.
        pub origin: String,
        /// What kind of place the page's own host is.
        pub host_class: HostClass,
        /// Page and target share scheme (ws as http), host and port.
        pub same_origin: bool,
        /// It is the app's own page, where the snippet was pasted; see
        /// [`crate::snippet`].
        pub by_snippet: bool,
    }
}

tags! {
    /// How a page was loaded.
    pub enum PageScheme {
        /// Clear text.
        Http = "http",
        /// Over TLS: mixed-content rules apply.
        Https = "https",
        /// A file, an extension or anything else.
        Other = "other",
    }
    else Other
}

tags! {
    /// `PermissionStatus.state` of the Permissions standard.
    pub enum PermissionState {
        /// Allowed without asking.
        Granted = "granted",
        /// Refused without asking.
        Denied = "denied",
        /// The browser asks the user.
        Prompt = "prompt",
        /// A state of a later standard.
        Other = "other",
    }
    else Other
}

tags! {
    /// Why a run had no reference endpoint to compare with.
    pub enum NoReference {
        /// The host has no `why1006.json`.
        NoFile = "no-file",
        /// The host answers every path with its index page.
        IndexPage = "index-page",
        /// The file could not be read.
        Malformed = "malformed",
        /// The reference is `http` and this page is `https`.
        MixedContent = "mixed-content",
        /// A reason of a later version.
        Other = "other",
    }
    else Other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measured_engines_are_recognised_and_others_are_not() {
        for (ua, family, major, name) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 HeadlessChrome/156.0.0.0 Safari/537.36",
                EngineFamily::Chromium,
                156,
                "Chrome 156 on Linux",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
                EngineFamily::Firefox,
                153,
                "Firefox 153 on Linux",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Version/26.0 Safari/605.1.15",
                EngineFamily::WebKit,
                26,
                "WebKitGTK 26 on Linux",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, \
                 like Gecko) Version/26.1 Safari/605.1.15",
                EngineFamily::Unknown,
                26,
                "Safari 26 on macOS",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/156.0.0.0 Mobile Safari/537.36",
                EngineFamily::Unknown,
                156,
                "Chrome 156 on Android",
            ),
            ("curl/8", EngineFamily::Unknown, 0, "An unknown browser on an unknown system"),
        ] {
            let engine = Engine::from_user_agent(ua);
            assert_eq!((engine.family, engine.major, engine.name.as_str()), (family, major, name));
        }
    }
}
