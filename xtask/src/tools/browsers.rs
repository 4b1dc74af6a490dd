//! Browsers, their drivers and what the tests start beside them.

use std::path::Path;

use super::cargo_tool;
use crate::{Result, command};

/// Speaks to every Firefox since 128.
const GECKODRIVER_VERSION: &str = "0.37.1";

/// What has to be there, and the Debian package that brings it.
pub(super) struct Need {
    thing: Thing,
    package: &'static str,
}

enum Thing {
    /// A program, by any of the names.
    Program(&'static [&'static str]),
    /// A module of some `python3`.
    Module(&'static str),
}

pub(super) const fn need(programs: &'static [&'static str], package: &'static str) -> Need {
    Need { thing: Thing::Program(programs), package }
}

impl Need {
    fn is_met(&self) -> bool {
        match self.thing {
            Thing::Program(names) => names.iter().any(|name| command::find(name).is_some()),
            Thing::Module(name) => ["python3", "/usr/bin/python3"].iter().any(|python| {
                command::output(python, &["-c", &format!("import {name}")]).is_some()
            }),
        }
    }

    fn name(&self) -> &'static str {
        match self.thing {
            Thing::Program(names) => names[0],
            Thing::Module(name) => name,
        }
    }
}

const CHROMIUM: &[Need] = &[
    need(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"], "chromium"),
    need(&["chromedriver"], "chromium-driver"),
];
const FIREFOX: &[Need] = &[need(&["firefox", "firefox-esr"], "firefox-esr")];
const WEBKIT: &[Need] = &[
    need(&["WebKitWebDriver"], "webkit2gtk-driver"),
    need(&["xvfb-run"], "xvfb"),
    need(&["xauth"], "xauth"),
    need(&["dbus-run-session"], "dbus"),
    need(&["dbus-launch"], "dbus-x11"),
];
const BESIDE: &[Need] = &[
    need(&["certutil"], "libnss3-tools"),
    need(&["nginx"], "nginx-light"),
    need(&["openssl"], "openssl"),
    need(&["ip"], "iproute2"),
    need(&["iptables"], "iptables"),
];

/// Reads what was printed.
const PAPER: &[Need] = &[need(&["pdftotext"], "poppler-utils")];

/// Sets up what one browser needs; an unknown name needs nothing here, the
/// program that is given it complains.
pub(crate) fn set_up_one(browser: &str) -> Result<()> {
    let needs: Vec<&Need> = match browser {
        "chromium" => CHROMIUM.iter().collect(),
        "firefox" => FIREFOX.iter().collect(),
        "webkit" => WEBKIT.iter().collect(),
        _ => return Ok(()),
    };
    packages(&needs, false)?;
    if browser == "firefox" { geckodriver() } else { Ok(()) }
}

/// The client of the server's conformance test, which is skipped without it.
pub(crate) fn set_up_conformance() {
    // It brings h11 as well.
    let wsproto = Need { thing: Thing::Module("wsproto"), package: "python3-wsproto" };
    if let Err(line) = packages(&[&wsproto], false) {
        eprintln!("the conformance of the reference is not tested: {line}");
    }
}

/// Sets up what the lab starts beside its own servers. What cannot be had is
/// said; the lab then leaves the scenarios out that need it.
pub(crate) fn set_up_lab() {
    if let Err(line) = packages(&BESIDE.iter().collect::<Vec<_>>(), false) {
        eprintln!("the lab is not complete: {line}");
    }
}

/// Sets up all that the tests start.
pub(crate) fn set_up() -> Result<()> {
    let all = [CHROMIUM, FIREFOX, WEBKIT, BESIDE, PAPER];
    let needs: Vec<&Need> = all.into_iter().flatten().collect();
    // Without any font a screenshot shows boxes.
    let fonts = Path::new("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf").is_file();
    packages(&needs, cfg!(target_os = "linux") && is_debian() && !fonts)?;
    geckodriver()
}

fn geckodriver() -> Result<()> {
    if command::find("geckodriver").is_some() {
        return Ok(());
    }
    cargo_tool("geckodriver", "geckodriver", GECKODRIVER_VERSION).map(drop)
}

pub(super) fn packages(needs: &[&Need], fonts: bool) -> Result<()> {
    let missing: Vec<&&Need> = needs.iter().filter(|need| !need.is_met()).collect();
    let mut packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    if fonts {
        packages.push("fonts-dejavu-core");
    }
    if packages.is_empty() {
        return Ok(());
    }
    let programs: Vec<&str> = missing.iter().map(|need| need.name()).collect();
    let programs = if programs.is_empty() { "fonts".into() } else { programs.join(", ") };
    let packages = packages.join(" ");
    let cure = format!("`apt-get update && apt-get install {packages}`");
    if !is_debian() {
        return Err(format!(
            "missing: {programs}; install them so that they are on PATH (on Debian as root: {cure})"
        ));
    }
    if command::output("id", &["-u"]).as_deref() != Some("0") {
        return Err(format!("missing: {programs}; run as root: {cure}"));
    }
    eprintln!("Installing {packages} with apt-get.");
    let apt = |arguments: &[&str]| {
        let mut apt = command::program("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
        command::run(&mut apt, "apt-get")
    };
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(packages.split(' '));
    apt(&["update"]).and_then(|()| apt(&install)).map_err(|_| {
        format!("the download of {packages} failed: check the network, then run {cure}")
    })
}

fn is_debian() -> bool {
    Path::new("/etc/debian_version").is_file() && command::find("apt-get").is_some()
}
