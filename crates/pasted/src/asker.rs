//! Whose `Origin` a request outside this page named.

use why1006_evidence::{Asker, Scheme, scan};

use crate::{
    attribution::same_site,
    reading::{Context, Source},
};

/// The origins that this test knows.
pub(crate) struct Askers<'t> {
    page: &'t str,
    app: String,
    /// Whose panel it is, where a request does not say.
    owner: Asker,
}

impl<'t> Askers<'t> {
    pub(crate) fn new(context: &Context<'t>) -> Askers<'t> {
        let target = context.target;
        let app = match &target.app {
            Some(app) => app.origin.clone(),
            None => {
                let scheme = if target.scheme == Some(Scheme::Ws) { "http" } else { "https" };
                format!("{scheme}://{}:{}", target.host, target.port)
            }
        };
        let owner = match context.source {
            Source::ThisPage => Asker::ThisPage,
            Source::AppPage => Asker::App,
        };
        Askers { page: context.page_origin, app, owner }
    }

    /// Who sends this value of the header, which may stand in quotes.
    pub(crate) fn of(&self, origin: &str) -> Asker {
        let origin = scan::trim_end(scan::trim_start(origin, EDGE), EDGE);
        if origin.is_empty() || origin == "-" {
            Asker::Nobody
        } else if same_site(origin, self.page) {
            Asker::ThisPage
        } else if same_site(origin, &self.app) {
            Asker::App
        } else {
            Asker::Other
        }
    }

    /// Who asks in a request of the panel whose headers do not tell.
    pub(crate) fn owner(&self) -> Asker {
        self.owner
    }
}

/// What stands around an origin in a log or at its end.
const EDGE: &[u8] = b" \t\"'`,;./";
