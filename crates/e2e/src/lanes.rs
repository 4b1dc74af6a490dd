//! Work that waits more than it computes, done side by side: this program again in
//! several networks of its own, so that the fixed addresses and ports of what is
//! tested meet nobody else's.

use std::{fs::File, io, path::PathBuf, process::ExitCode};

use tokio::task::JoinSet;
use why1006_lab::{Namespace, Scratch};

use crate::network::again;

/// How many run side by side, as two processors carry them.
pub const LANES: usize = 2;

/// Names the folder of what was taken to each lane.
const VARIABLE: &str = "WHY1006_LANES";

/// One of those that share the work.
#[derive(Debug)]
pub struct Lane(Option<PathBuf>);

impl Lane {
    /// Whether the piece of work with this id is this lane's: whoever asks first
    /// has it.
    ///
    /// # Errors
    /// One line: it cannot be noted that it was taken.
    pub fn takes(&self, id: &str) -> Result<bool, String> {
        let Some(folder) = &self.0 else { return Ok(true) };
        match File::create_new(folder.join(id)) {
            Ok(_) => Ok(true),
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(why) => Err(format!("{id} cannot be taken: {why}")),
        }
    }
}

/// Runs this program in `count` networks, where `work` gives the number of pieces
/// that failed; `what` names them. Without a network all of it is skipped, which is
/// said.
///
/// # Errors
/// One line: how many failed, or what could not be started.
pub fn run(
    count: usize,
    what: &str,
    work: impl AsyncFnOnce(&Lane) -> Result<usize, String>,
) -> Result<ExitCode, String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|why| format!("no runtime: {why}"))?;
    if !Namespace::is_inside() {
        return runtime.block_on(side_by_side(count, what));
    }
    let lane = Lane(std::env::var_os(VARIABLE).map(PathBuf::from));
    match runtime.block_on(work(&lane))? {
        0 => Ok(ExitCode::SUCCESS),
        failed => Err(format!("{failed} {what} failed, see above")),
    }
}

async fn side_by_side(count: usize, what: &str) -> Result<ExitCode, String> {
    let namespaces: Result<Vec<_>, _> = (0..count).map(|_| Namespace::create()).collect();
    let namespaces = match namespaces {
        Ok(namespaces) => namespaces,
        Err(why) => {
            eprintln!("skipped: all {what}: {why}");
            return Ok(ExitCode::SUCCESS);
        }
    };
    let taken = Scratch::new().map_err(|why| format!("no folder: {why}"))?;
    let mut lanes = JoinSet::new();
    for namespace in namespaces {
        let folder = taken.path().as_os_str().to_owned();
        lanes.spawn(async move { again(&namespace, Some((VARIABLE, &folder))).await });
    }
    let mut codes = Vec::new();
    for ended in lanes.join_all().await {
        codes.push(ended.map_err(|why| why.to_string())?);
    }
    Ok(ExitCode::from(codes.into_iter().max().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_piece_is_taken_once() {
        let taken = Scratch::new().unwrap();
        let lanes = [0, 1].map(|_| Lane(Some(taken.path().to_owned())));
        assert_eq!(lanes[0].takes("nginx.chain"), Ok(true));
        assert_eq!(lanes[1].takes("nginx.chain"), Ok(false));
        assert_eq!(lanes[1].takes("nginx.host"), Ok(true));
        // Nothing is left out because it could not be noted.
        let path = taken.path().to_owned();
        drop(taken);
        assert!(Lane(Some(path)).takes("nginx.path").is_err());
        assert_eq!(Lane(None).takes("nginx.chain"), Ok(true));
    }
}
