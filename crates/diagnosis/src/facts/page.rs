//! The address, this page and the app's page: what is refused before anything
//! is sent.

use why1006_evidence::{
    App, EngineFamily, EventKind, PageScheme, PolicySays, ProblemKind, Scheme,
    circumstances::PermissionState,
    host::{self, MixedContent},
    port,
};

use super::{Attempt, Exception, Facts, attempts};

impl Facts<'_> {
    /// This page is https, the target is `ws://`, and the browser refuses that.
    pub fn is_mixed_here(&self) -> bool {
        let e = self.evidence;
        e.circumstances.page.scheme == PageScheme::Https
            && e.target.scheme == Some(Scheme::Ws)
            && !self.is_mixed_or_upgraded()
            && match host::mixed_content(e.target.host_class, self.profile) {
                MixedContent::Blocked => true,
                MixedContent::Allowed => false,
                MixedContent::Unknown => {
                    matches!(self.cold, Attempt::Threw(Exception::Security) | Attempt::ErrorOnly)
                }
            }
    }

    /// Whether the browser refuses the target as mixed content from this page is
    /// neither known beforehand nor was it tried.
    pub fn is_mixed_unclear(&self) -> bool {
        let e = self.evidence;
        e.circumstances.page.scheme == PageScheme::Https
            && e.target.scheme == Some(Scheme::Ws)
            && matches!(self.cold, Attempt::NotRun | Attempt::Contradicts)
            && host::mixed_content(e.target.host_class, self.profile) == MixedContent::Unknown
    }

    /// The page where the app runs, if the user said so.
    pub fn app(&self) -> Option<&App> {
        self.evidence.target.app.as_ref()
    }

    /// What the policy of the app's page says, if the user gave it.
    pub fn app_policy(&self) -> Option<PolicySays> {
        self.app()?.policy
    }

    /// The policy of the app's page made `wss://` of the address: what was
    /// tested is what the app's page opens.
    pub fn is_upgraded_for_app(&self) -> bool {
        let t = &self.evidence.target;
        self.is_tls()
            && self.app().is_some_and(|a| a.upgrades)
            && t.problems.iter().any(|p| p.kind == ProblemKind::Upgraded)
    }

    /// The app's own page is known, and this engine is sure to refuse the
    /// target there, whatever happens from this page.
    pub fn is_refused_for_app(&self) -> bool {
        self.is_mixed_for_app() || self.app_policy() == Some(PolicySays::Blocks)
    }

    /// The page that ran the test is the app's own, where the snippet was pasted.
    pub fn is_by_snippet(&self) -> bool {
        self.evidence.circumstances.page.by_snippet
    }

    /// The snippet tried `ws://` from the app's own https page, and it failed in an
    /// engine that was not measured: refused as mixed content, or upgraded to
    /// `wss://` by that page's policy.
    pub fn is_mixed_or_upgraded(&self) -> bool {
        let e = self.evidence;
        self.is_by_snippet()
            && e.circumstances.page.scheme == PageScheme::Https
            && e.target.scheme == Some(Scheme::Ws)
            && matches!(self.cold, Attempt::Failed { .. })
            && self.profile == EngineFamily::Unknown
    }

    /// The server sees this page come from the app's origin.
    pub fn is_app_origin(&self) -> bool {
        self.evidence.circumstances.page.same_origin || self.app().is_some_and(|a| a.here)
    }

    /// The app's own page is known, is https, and this engine is sure to refuse
    /// the target there as mixed content. Requests that the page upgrades are
    /// none, and an engine that leaves this machine's addresses as they are
    /// lets them through (`observability.md`, section 8).
    pub fn is_mixed_for_app(&self) -> bool {
        let e = self.evidence;
        self.app().is_some_and(|a| a.scheme == PageScheme::Https && !a.upgrades)
            && e.target.scheme == Some(Scheme::Ws)
            && !self.is_mixed_or_upgraded()
            && host::mixed_content(e.target.host_class, self.profile) == MixedContent::Blocked
    }

    /// The target's port is one that this browser is sure to refuse.
    pub fn is_port_blocked(&self) -> bool {
        let t = &self.evidence.target;
        t.scheme.is_some() && port::is_blocked(t.port, self.profile)
    }

    /// No browser can use the address or an argument.
    pub fn is_address_unusable(&self) -> bool {
        self.evidence.target.fatal().next().is_some()
    }

    /// The browser refused before it sent anything.
    pub fn is_refused_by_browser(&self) -> bool {
        self.is_address_unusable()
            || matches!(self.cold, Attempt::Threw(_))
            || self.is_mixed_here()
            || self.is_port_blocked()
            || self.policy_violation
    }

    /// The target's host is spelled as a local address and the page is not
    /// local itself: browsers guard such addresses.
    pub fn is_local_from_outside(&self) -> bool {
        self.evidence.target.host_class.is_local()
            && !self.evidence.circumstances.page.host_class.is_local()
    }

    /// Failed web requests prove nothing: browsers block them towards local
    /// addresses even where a WebSocket would pass (`observability.md`,
    /// section 8, "Firefox trap"). What counts is where a name leads, and a
    /// public one may lead to a local address: then only an engine without the
    /// permission, or with it granted, is sure not to block.
    pub fn is_rejection_void(&self) -> bool {
        let (c, t) = (&self.evidence.circumstances, &self.evidence.target);
        let guarded = [c.local_network, c.loopback_network]
            .into_iter()
            .any(|state| state.is_some_and(|s| s != PermissionState::Granted));
        matches!(self.profile, EngineFamily::Firefox | EngineFamily::Unknown)
            && !c.page.host_class.is_local()
            && (t.host_class.is_local() || guarded && !t.literal)
    }

    /// The first attempt itself was reported as a violation of this page's
    /// policy.
    pub fn is_first_violation(&self) -> bool {
        attempts::cold(self.evidence).is_some_and(|o| o.saw(EventKind::Policy))
    }
}
