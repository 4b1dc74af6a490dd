//! A browser under our control.

mod chromium;
mod firefox;
mod state;
mod undriven;
mod webkit;

pub use undriven::Undriven;

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    ops::Deref,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use serde_json::{Map, Value, json};
use thirtyfour::WebDriver;

use crate::{BrowserKind, BrowserOptions, Error, Result, leash::Leash, trust};

/// How long a driver may take until it listens.
const DRIVER_PATIENCE: Duration = Duration::from_secs(60);
/// How long any command may take, the start of the browser included.
const COMMAND_PATIENCE: Duration = Duration::from_secs(60);
/// How long a browser may take to end in order.
const QUIT_PATIENCE: Duration = Duration::from_secs(5);

/// A running browser with one session. It gives the methods of [`WebDriver`].
///
/// It ends with [`Browser::quit`] or when it is dropped. Keep none in a static:
/// statics are never dropped.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    kind: BrowserKind,
    waits: bool,
    // Ends after the session's handle is gone.
    leash: Leash,
}

/// How one driver is started, and what its session asks for.
struct Plan {
    command: Command,
    capabilities: Map<String, Value>,
}

/// What every plan is made from.
struct Ground<'a> {
    options: &'a BrowserOptions,
    certificates: Vec<String>,
    /// Scratch folder: home and profile.
    folder: PathBuf,
    port: u16,
}

impl Browser {
    /// Starts driver and browser, headless, with a home and a profile of their
    /// own, and opens a session that accepts no certificate by itself.
    ///
    /// # Errors
    /// One line: a missing driver or browser with the cure, an unreadable
    /// authority, or the last words of a driver that failed.
    pub async fn start(options: BrowserOptions) -> Result<Browser> {
        let leash = Leash::new()?;
        let ground = Ground {
            certificates: trust::certificates(&options)?,
            folder: leash.folder().to_path_buf(),
            port: free_port()?,
            options: &options,
        };
        let extension = state::extension(&ground)?;
        let mut plan = match options.kind {
            BrowserKind::Chromium => chromium::plan(&ground, extension.as_deref())?,
            BrowserKind::Firefox => firefox::plan(&ground)?,
            BrowserKind::WebKit => webkit::plan(&ground)?,
        };
        give_home(&mut plan.command, &ground.folder)?;
        plan.command = state::with_clock(plan.command, options.days_ahead)?;
        leash.start(&mut plan.command)?;
        wait_until_ready(ground.port, &leash).await?;

        plan.capabilities.insert("acceptInsecureCerts".into(), json!(false));
        plan.capabilities.insert("unhandledPromptBehavior".into(), json!("dismiss"));
        if !options.waits {
            plan.capabilities.insert("pageLoadStrategy".into(), json!("none"));
        }
        // The driver is on loopback: a proxy of the user's environment must
        // not stand before it.
        let client = reqwest::Client::builder()
            .no_proxy()
            // A dropped session asks the driver from another runtime, where a
            // connection of this one would never answer.
            .pool_max_idle_per_host(0)
            .timeout(COMMAND_PATIENCE)
            .build()
            .map_err(|e| Error::new(format!("cannot talk to the driver: {e}")))?;
        let url = format!("http://127.0.0.1:{}", ground.port);
        let capabilities = thirtyfour::Capabilities::from(plan.capabilities);
        let session = WebDriver::builder(url, capabilities).client(client).connect().await;
        let driver = session.map_err(|e| {
            let name = options.kind.as_str();
            Error::new(format!("{name} did not start: {}", first_line(&e.to_string())))
        })?;
        let browser = Browser { driver, kind: options.kind, waits: options.waits, leash };
        if let (BrowserKind::Firefox, Some(folder)) = (options.kind, extension) {
            firefox::install(&browser.driver, &folder).await?;
        }
        Ok(browser)
    }

    /// Which browser it is.
    pub fn kind(&self) -> BrowserKind {
        self.kind
    }

    /// Whether its driver waits until a page has loaded.
    pub(crate) fn waits(&self) -> bool {
        self.waits
    }

    /// The session, for what this type does not do itself.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.driver.execute(script, arguments).await?.json().clone())
    }

    /// Goes on in a new tab and closes the one before. What the engine remembers
    /// about a tab ends with it: Chromium slows the WebSockets of a renderer
    /// down after some thirteen failures.
    pub async fn fresh_tab(&self) -> Result<()> {
        let old = self.driver.window().await?;
        let new = self.driver.new_tab().await?;
        self.driver.switch_to_window(old).await?;
        self.driver.close_window().await?;
        self.driver.switch_to_window(new).await?;
        Ok(())
    }

    /// Ends the browser in order, then whatever is left of it.
    pub async fn quit(self) {
        let quit = self.driver.clone().quit();
        // Dropped right after: the leash ends what did not end by itself.
        let _ = tokio::time::timeout(QUIT_PATIENCE, quit).await;
    }
}

impl Deref for Browser {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        &self.driver
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Where processes carry no mark, the session's handle has to ask the
        // driver to end the browser, which is not of the driver's group.
        if cfg!(target_os = "linux") {
            self.leash.end();
            // Nobody is left to be asked. An error means that it was asked before.
            let _ = self.driver.clone().leak();
        }
    }
}

/// No bus, settings or cache of the user who runs the test.
fn give_home(command: &mut Command, folder: &Path) -> Result<()> {
    let home = folder.join("home");
    for folder in ["", ".config", ".cache", ".local/share"] {
        let folder = home.join(folder);
        std::fs::create_dir_all(&folder)
            .map_err(|e| Error::new(format!("cannot make {}: {e}", folder.display())))?;
    }
    command
        .env("HOME", &home)
        .env("XDG_CONFIG_HOME", home.join(".config"))
        .env("XDG_CACHE_HOME", home.join(".cache"))
        .env("XDG_DATA_HOME", home.join(".local/share"));
    Ok(())
}

fn first_line(text: &str) -> &str {
    text.trim().lines().next().unwrap_or_default()
}

/// A port that nobody has right now.
fn free_port() -> Result<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|e| Error::new(format!("no free port on 127.0.0.1: {e}")))
}

/// Waits until the driver says that it is ready (WebDriver, section 8.3).
async fn wait_until_ready(port: u16, leash: &Leash) -> Result<()> {
    let began = Instant::now();
    loop {
        let ready = tokio::task::spawn_blocking(move || is_ready(port)).await.unwrap_or(false);
        if ready {
            return Ok(());
        }
        if leash.has_ended() || began.elapsed() > DRIVER_PATIENCE {
            let words = leash.last_words();
            return Err(Error::new(format!("the browser's driver does not start: {words}")));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn is_ready(port: u16) -> bool {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let patience = Duration::from_secs(2);
    let Ok(mut stream) = TcpStream::connect_timeout(&address, patience) else {
        return false;
    };
    let request = format!("GET /status HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    if stream.set_read_timeout(Some(patience)).is_err()
        || stream.write_all(request.as_bytes()).is_err()
    {
        return false;
    }
    let mut answer = Vec::new();
    let mut part = [0; 1024];
    // Ends with the answer's end, with the time-out, or with enough of it.
    while answer.len() < 16 * 1024 {
        match stream.read(&mut part) {
            Ok(0) | Err(_) => break,
            Ok(length) => answer.extend_from_slice(&part[..length]),
        }
        let text: String =
            String::from_utf8_lossy(&answer).chars().filter(|c| !c.is_whitespace()).collect();
        if text.contains("\"ready\":true") {
            return true;
        }
    }
    false
}
