//! Ends everything that a browser started, whatever happens to us.
//!
//! Drivers start browsers in process groups of their own, and browsers start
//! more. All of them inherit the environment, so on Linux the processes of one
//! leash are those whose environment carries its mark: no name is guessed and
//! nobody else's browser is touched.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Mutex, MutexGuard, Once, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use why1006_lab::Scratch;

use crate::{Error, Result};

/// The variable that carries the mark.
const MARK: &str = "WHY1006_LEASH";

/// A driver and all that it starts, with their folder.
#[derive(Debug)]
pub(crate) struct Leash {
    mark: String,
    driver: Mutex<Option<Child>>,
    folder: Scratch,
}

/// What is alive, for the end by a signal, when nothing is dropped.
static LIVE: Mutex<Vec<Held>> = Mutex::new(Vec::new());

#[derive(Clone, Debug)]
struct Held {
    mark: String,
    driver: u32,
}

impl Leash {
    /// A leash with an empty folder.
    pub(crate) fn new() -> Result<Leash> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let mark = format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = Scratch::new()
            .map_err(|e| Error::new(format!("cannot make a folder for the browser: {e}")))?;
        Ok(Leash { mark, driver: Mutex::new(None), folder })
    }

    /// The folder of this browser alone.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Starts the driver; what it prints goes into [`Leash::log`].
    pub(crate) fn start(&self, command: &mut Command) -> Result<()> {
        end_on_signals();
        let program = command.get_program().to_string_lossy().into_owned();
        let fault = |e: std::io::Error| Error::new(format!("cannot start {program}: {e}"));
        let log = fs::File::create(self.log_file()).map_err(fault)?;
        command.stdin(Stdio::null()).stdout(log.try_clone().map_err(fault)?).stderr(log);
        command.env(MARK, &self.mark);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        // Held from before the start: after a signal nothing new is started,
        // and what was started is known.
        let mut live = lock(&LIVE);
        let child = command.spawn().map_err(fault)?;
        live.push(Held { mark: self.mark.clone(), driver: child.id() });
        drop(live);
        *lock(&self.driver) = Some(child);
        Ok(())
    }

    /// True once the driver has ended by itself.
    pub(crate) fn has_ended(&self) -> bool {
        match lock(&self.driver).as_mut() {
            Some(child) => !matches!(child.try_wait(), Ok(None)),
            None => true,
        }
    }

    /// All that was printed so far.
    pub(crate) fn log(&self) -> String {
        let log = fs::read(self.log_file()).unwrap_or_default();
        String::from_utf8_lossy(&log).into_owned()
    }

    /// The last line that the driver printed.
    pub(crate) fn last_words(&self) -> String {
        self.log().lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned()
    }

    fn log_file(&self) -> PathBuf {
        self.folder().join("driver.log")
    }

    /// Ends all of it at once. Safe to call again.
    pub(crate) fn end(&self) {
        let Some(mut child) = lock(&self.driver).take() else {
            return;
        };
        end_all(&self.mark, child.id());
        let _ = child.kill();
        let _ = child.wait();
        lock(&LIVE).retain(|held| held.mark != self.mark);
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        self.end();
    }
}

/// A panic while the list was held leaves the list as good as it was.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the driver's group, and on Linux whatever carries the mark.
fn end_all(mark: &str, driver: u32) {
    end_group(driver);
    // A process may start another one while we look, and a large one takes a while to
    // give its memory back: look until none is left, for some five seconds.
    for _ in 0..500 {
        let marked = marked(mark);
        if marked.is_empty() {
            return;
        }
        marked.into_iter().for_each(end_one);
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Processes whose environment carries the mark. Those of other users, and
/// dead ones, show no environment.
#[cfg(target_os = "linux")]
fn marked(mark: &str) -> Vec<u32> {
    let wanted = format!("{MARK}={mark}");
    let Ok(processes) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    processes
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|id: &u32| {
            fs::read(format!("/proc/{id}/environ"))
                .is_ok_and(|all| all.split(|b| *b == 0).any(|one| one == wanted.as_bytes()))
        })
        .collect()
}

#[cfg(not(target_os = "linux"))]
fn marked(_: &str) -> Vec<u32> {
    Vec::new()
}

#[cfg(unix)]
fn end_group(leader: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(id) = Pid::from_raw(leader as i32) {
        let _ = kill_process_group(id, Signal::KILL);
    }
}

#[cfg(unix)]
fn end_one(process: u32) {
    use rustix::process::{Pid, Signal, kill_process};
    if let Some(id) = Pid::from_raw(process as i32) {
        let _ = kill_process(id, Signal::KILL);
    }
}

#[cfg(not(unix))]
fn end_group(leader: u32) {
    // Ends the tree of processes below the driver.
    let id = leader.to_string();
    let _ = Command::new("taskkill")
        .args(["/T", "/F", "/PID", &id])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

#[cfg(not(unix))]
fn end_one(_: u32) {}

/// On Ctrl-C, SIGTERM or SIGHUP ends all browsers, then this process.
fn end_on_signals() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without the thread, a signal ends us and leaves the browsers.
        let _ = std::thread::Builder::new().name("leash".into()).spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let Ok(runtime) = runtime else { return };
            let code = runtime.block_on(signalled());
            // Never given back: whoever wants to start something waits until
            // the end of this process.
            let live = lock(&LIVE);
            live.iter().for_each(|held| end_all(&held.mark, held.driver));
            Scratch::remove_all();
            std::process::exit(code);
        });
    });
}

/// Waits for a signal and gives the exit code that shells show for it.
#[cfg(unix)]
async fn signalled() -> i32 {
    use tokio::signal::unix::{SignalKind, signal};
    let next = async |kind: SignalKind| match signal(kind) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    };
    let number = tokio::select! {
        () = next(SignalKind::interrupt()) => SignalKind::interrupt(),
        () = next(SignalKind::terminate()) => SignalKind::terminate(),
        () = next(SignalKind::hangup()) => SignalKind::hangup(),
    };
    128 + number.as_raw_value()
}

#[cfg(not(unix))]
async fn signalled() -> i32 {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
    130
}
