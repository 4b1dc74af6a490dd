//! A network of our own, for what loopback alone cannot show: names, public and
//! private addresses, a firewall, packets that vanish. Linux only, as root.

mod setup;
mod sweep;

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

use crate::programs::on_path;

/// Names the namespace to whatever was started inside it.
const VARIABLE: &str = "WHY1006_NETNS";

/// Where `ip netns` keeps its names, one file each.
const NAMES: &str = "/var/run/netns";

/// Where `ip netns exec` finds the files that it puts over those in `/etc`.
const FILES: &str = "/etc/netns";

/// A network namespace with a name, its own loopback, a block of public-looking
/// addresses (93.184.0.0/16) and of private ones (192.168.77.0/24) that all
/// lead to itself, a local network without other hosts (192.168.78.0/24), a
/// default route to a gateway that forwards nothing, no IPv6 beyond `::1`, and
/// 127.0.0.1 for its name server. Dropping it removes it.
#[derive(Debug)]
pub struct Namespace {
    name: String,
}

impl Namespace {
    /// Makes a namespace `why1006-PID-N`, and removes those that killed
    /// processes left behind. Fails in one line that names the cure: it needs
    /// Linux, root, and the programs `ip` and `iptables`.
    pub fn create() -> Result<Namespace, String> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        if !is_root() {
            return Err(NEEDS_ROOT.to_owned());
        }
        for (program, package) in [("ip", "iproute2"), ("iptables", "iptables")] {
            if on_path(program).is_none() {
                return Err(format!(
                    "`{program}` is not installed (Debian: apt-get install {package})"
                ));
            }
        }
        sweep::sweep();
        // Processes of other containers may have our id and share the names.
        for _ in 0..100 {
            let n = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("{}{}-{n}", sweep::PREFIX, std::process::id());
            if file(&name).exists() {
                continue;
            }
            setup::add(&name)?;
            // From here on a failure removes what is there.
            let namespace = Namespace { name };
            setup::furnish(&namespace.name)?;
            return Ok(namespace);
        }
        Err(format!("no name is free in {NAMES}; remove some by `ip netns delete NAME`"))
    }

    /// Its name, as `ip netns` knows it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A command that runs `program` inside, with the namespace's resolver.
    /// The process started is `program` itself, not a parent of it.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(on_path("ip").unwrap_or_else(|| "ip".into()));
        command.args(["netns", "exec", &self.name]).arg(program).env(VARIABLE, &self.name);
        command
    }

    /// The name of the namespace in which this process was started by
    /// [`Namespace::command`]; `None` outside.
    pub fn current() -> Option<String> {
        let name = std::env::var(VARIABLE).ok()?;
        // The variable alone proves nothing: it is inherited.
        is_same(Path::new("/proc/self/ns/net"), &file(&name)).then_some(name)
    }

    /// Whether this process was started inside by [`Namespace::command`].
    pub fn is_inside() -> bool {
        Namespace::current().is_some()
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        sweep::remove(&self.name);
    }
}

/// Why there is none without root, and the cure.
pub(crate) const NEEDS_ROOT: &str =
    "it needs a network namespace; on Linux run as root: `cargo xtask lab`";

/// Moves this thread into the namespace; threads that it starts are inside too.
/// Fails when the namespace is gone or this process is not root.
#[cfg(target_os = "linux")]
pub(crate) fn enter(name: &str) -> Result<(), String> {
    use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
    use std::os::fd::AsFd;
    let fail = |why: &dyn std::fmt::Display| format!("cannot enter the namespace `{name}`: {why}");
    let link = fs::File::open(file(name)).map_err(|why| fail(&why))?;
    move_into_link_name_space(link.as_fd(), Some(LinkNameSpaceType::Network))
        .map_err(|why| fail(&why))
}

/// Elsewhere there are no namespaces.
#[cfg(not(target_os = "linux"))]
pub(crate) fn enter(_: &str) -> Result<(), String> {
    Err(NEEDS_ROOT.to_owned())
}

fn file(name: &str) -> PathBuf {
    Path::new(NAMES).join(name)
}

#[cfg(target_os = "linux")]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(target_os = "linux"))]
fn is_root() -> bool {
    false
}

/// Whether two paths are the same file.
#[cfg(unix)]
fn is_same(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path| fs::metadata(path).ok().map(|m| (m.dev(), m.ino()));
    id(a).is_some() && id(a) == id(b)
}

#[cfg(not(unix))]
fn is_same(_: &Path, _: &Path) -> bool {
    false
}
