//! The lab and the page, in this process.

use std::path::PathBuf;

use why1006_e2e::{Browser, BrowserKind, BrowserOptions, Error, Host, HostOptions, Result};
use why1006_evidence::PageScheme;
use why1006_lab::{Authority, Lab, Options, Running};

use crate::kinds::{ANSWERING, Kind, SILENT};

/// Both, up and running, with certificates of one authority.
pub(crate) struct Ground {
    lab: Lab,
    host: Host,
    authority: String,
}

impl Ground {
    /// Starts them.
    ///
    /// # Errors
    /// One line: no built page, or the system refuses something.
    pub(crate) async fn start(dist: Option<PathBuf>) -> Result<Ground> {
        let authority = Authority::new("Why1006 lab").map_err(fault)?;
        let mut options = HostOptions::default();
        if let Some(dist) = dist {
            options.dist = dist;
        }
        let host = Host::start_under(options, &authority).await?;
        let all = ANSWERING.iter().chain(&SILENT);
        let pem = authority.pem();
        let options = Options {
            only: Some(all.map(|kind| kind.id.to_owned()).collect()),
            authority: Some(authority),
            ..Options::default()
        };
        let lab = tokio::task::spawn_blocking(|| Lab::start(options)).await.map_err(fault)?;
        let lab = lab.map_err(fault)?;
        match lab.left_out().first() {
            Some(left_out) => Err(Error::new(format!("{}: {}", left_out.id, left_out.why))),
            None => Ok(Ground { lab, host, authority: pem }),
        }
    }

    /// A new Chromium that trusts both.
    ///
    /// # Errors
    /// One line if it does not start.
    pub(crate) async fn browser(&self) -> Result<Browser> {
        Browser::start(BrowserOptions::new(BrowserKind::Chromium).trusting(&self.authority)).await
    }

    /// The address of the page.
    pub(crate) fn base(&self, page: PageScheme) -> String {
        if page == PageScheme::Https { self.host.https() } else { self.host.http() }
    }

    /// The endpoint.
    ///
    /// # Errors
    /// One line if the lab did not start it.
    pub(crate) fn endpoint(&self, kind: Kind) -> Result<&Running> {
        let missing = || Error::new(format!("the lab did not start {}", kind.id));
        self.lab.get(kind.id).ok_or_else(missing)
    }

    /// Stops both.
    pub(crate) async fn stop(self) {
        self.host.stop().await;
        self.lab.stop();
    }
}

fn fault(error: impl std::fmt::Display) -> Error {
    Error::new(error.to_string())
}
