//! Why a cause stands as it does, as stable tags.

use why1006_evidence::tags;

tags! {
    /// Why a cause stands as it does. Each reason is one sentence in `content`.
    pub enum Reason {
        /// The address was read without a complaint.
        AddressIsFine = "address-is-fine",
        /// The address breaks a rule that every browser enforces.
        AddressIsInvalid = "address-is-invalid",
        /// The constructor threw `SyntaxError`.
        ThrewSyntaxError = "threw-syntax-error",
        /// The port is on the browsers' list of refused ports.
        PortIsListed = "port-is-listed",
        /// The port is not on that list.
        PortIsNotListed = "port-is-not-listed",
        /// This https page may not open `ws://` to that host.
        PageIsHttpsTargetIsWs = "page-is-https-target-is-ws",
        /// The app's page is https and the target is `ws://`.
        AppIsHttpsTargetIsWs = "app-is-https-target-is-ws",
        /// Neither page nor target makes the content mixed.
        NotMixed = "not-mixed",
        /// It is not known whether the app's own page is https.
        AppPageUnknown = "app-page-unknown",
        /// The browser reported a violation of this page's own policy.
        PolicyViolation = "policy-violation",
        /// No violation of this page's policy was reported.
        NoPolicyViolation = "no-policy-violation",
        /// The browser reported a violation of the policy of the app's own page.
        AppPolicyViolation = "app-policy-violation",
        /// No violation of the policy of the app's own page was reported.
        NoAppPolicyViolation = "no-app-policy-violation",
        /// The policy of the app's page forbids the connection.
        AppPolicyBlocks = "app-policy-blocks",
        /// The policy of the app's page, as given, does not forbid it.
        AppPolicyAllows = "app-policy-allows",
        /// The policy of the app's page cannot be judged for every browser.
        AppPolicyUnclear = "app-policy-unclear",
        /// The policy of the app's page was not given.
        AppPolicyUnknown = "app-policy-unknown",
        /// The policy of the app's page made `wss://` of `ws://`.
        AppPolicyUpgrades = "app-policy-upgrades",
        /// No policy turned `ws://` into `wss://`.
        NotUpgraded = "not-upgraded",
        /// The connection opened.
        ItOpened = "it-opened",
        /// The connection opened, so the handshake was accepted.
        HandshakeAccepted = "handshake-accepted",
        /// The same address answered an ordinary web request.
        HttpAnswered = "http-answered",
        /// It answered, but a proxy may have answered in its place.
        HttpAnsweredPerhapsByProxy = "http-answered-perhaps-by-proxy",
        /// No web request to the host was answered, all failed at once.
        HttpRejected = "http-rejected",
        /// The web requests failed, but this browser blocks them for local
        /// addresses anyway.
        HttpRejectedLocally = "http-rejected-locally",
        /// Nothing came back within our patience.
        NothingCame = "nothing-came",
        /// It failed at once, it was not silent.
        FailedAtOnce = "failed-at-once",
        /// The upgrade was never answered while web requests were.
        UpgradeSilent = "upgrade-silent",
        /// The server answered the upgrade at once, and not with a 101.
        AnsweredNotUpgraded = "answered-not-upgraded",
        /// This engine reported 1015: TLS failed.
        TlsReported = "tls-reported",
        /// This engine reports TLS faults as 1015, and it did not.
        TlsNotReported = "tls-not-reported",
        /// The address is `ws://`: no TLS takes part.
        NoTlsInvolved = "no-tls-involved",
        /// The address is `wss://`.
        TlsInvolved = "tls-involved",
        /// The reference WebSocket opened from this browser.
        ReferenceOpened = "reference-opened",
        /// The reference answered web requests, its WebSocket did not open.
        ReferenceStripped = "reference-stripped",
        /// The reference could not be reached at all.
        ReferenceUnreachable = "reference-unreachable",
        /// The reference was cut as well, before its first word.
        ReferenceCut = "reference-cut",
        /// The reference opened as well, and nothing came through.
        ReferenceMute = "reference-mute",
        /// Messages to the reference were cut, stopped or changed.
        ReferenceSpoiled = "reference-spoiled",
        /// The reference was cut after the same quiet time.
        ReferenceCutAlike = "reference-cut-alike",
        /// The reference stayed open for as long without a word.
        ReferenceHeld = "reference-held",
        /// No reference endpoint was available.
        NoReference = "no-reference",
        /// No subprotocol was offered.
        NoProtocolOffered = "no-protocol-offered",
        /// A subprotocol was offered.
        ProtocolOffered = "protocol-offered",
        /// This page comes from another origin than the app.
        ForeignOrigin = "foreign-origin",
        /// This page has the target's own origin.
        SameOrigin = "same-origin",
        /// This page has the origin of the app's page.
        AppOrigin = "app-origin",
        /// This page sends none of the app's cookies.
        NoCookies = "no-cookies",
        /// The server closed with a code of this kind.
        CloseCode = "close-code",
        /// The server closed with a code of another kind.
        OtherCloseCode = "other-close-code",
        /// The connection ended without a close frame.
        CutWithoutClose = "cut-without-close",
        /// The engine reported a broken frame.
        BrokenFrame = "broken-frame",
        /// The handshake agreed on no compression.
        NoCompression = "no-compression",
        /// The connection ended with a close frame.
        ClosedInOrder = "closed-in-order",
        /// The connection stayed open while we listened.
        StayedOpen = "stayed-open",
        /// It never opened.
        NeverOpened = "never-opened",
        /// The status of the web answer could be read.
        StatusRead = "status-read",
        /// The path is one that well-known servers use.
        KnownPath = "known-path",
        /// The query already carries something like a token.
        TokenInQuery = "token-in-query",
        /// The host is an address or this machine: no name to look up.
        NoNameToLookUp = "no-name-to-look-up",
        /// The reference WebSocket opened, but over the other scheme.
        ReferenceOpenedOtherScheme = "reference-opened-other-scheme",
        /// The host is spelled as a local address.
        HostIsLocal = "host-is-local",
        /// The host is spelled as a public one, or this page is local itself.
        HostIsNotLocal = "host-is-not-local",
        /// The engine does not have this mechanism.
        EngineHasNone = "engine-has-none",
        /// The permission for local addresses was refused.
        PermissionDenied = "permission-denied",
        /// The permission for local addresses is not decided.
        PermissionPrompt = "permission-prompt",
        /// The permission for local addresses is granted.
        PermissionGranted = "permission-granted",
        /// The browser says that it is offline.
        BrowserOffline = "browser-offline",
        /// The probe that would tell was not run.
        NotProbed = "not-probed",
        /// The run was stopped before it could tell.
        RunStopped = "run-stopped",
        /// The network explains the failure; the server could not be judged.
        NetworkExplainsIt = "network-explains-it",
        /// The refusal by the browser explains the failure.
        BrowserExplainsIt = "browser-explains-it",
        /// The observations contradict each other here.
        Contradiction = "contradiction",
        /// Nothing that was seen speaks against it.
        NothingAgainst = "nothing-against",
        /// It shows only where this page and the app differ.
        ShowsByContrast = "shows-by-contrast",
        /// The server said in a message of its own why it ends the connection.
        ServerSaidWhy = "server-said-why",
        /// Action Cable said `unauthorized`.
        SaidUnauthorized = "said-unauthorized",
        /// The server asked for a login, and the connection ended.
        AskedForLogin = "asked-for-login",
        /// Action Cable said `invalid_request`.
        SaidInvalidRequest = "said-invalid-request",
        /// Action Cable said `server_restart`.
        SaidRestart = "said-restart",
        /// The server ended the connection by a message of its library.
        SaidGoodbye = "said-goodbye",
        /// Pusher: 4000 to 4099, the settings have to change first.
        PusherSettings = "pusher-settings",
        /// Pusher: 4100 to 4199, come again later.
        PusherLater = "pusher-later",
        /// Pusher: 4200 to 4299, come again at once.
        PusherAgain = "pusher-again",
        /// It ended after a quiet period.
        EndedAfterQuiet = "ended-after-quiet",
        /// The quiet period is one that well-known proxies use.
        QuietKnown = "quiet-known",
        /// Two attempts ended after the same quiet period.
        QuietSteady = "quiet-steady",
        /// It ended too soon to have been quiet for long.
        EndedTooSoon = "ended-too-soon",
        /// It was not quiet for long enough to tell.
        ListenLonger = "listen-longer",
        /// It stayed open through a quiet period: shorter ones are ruled out.
        HeldThroughQuiet = "held-through-quiet",
        /// The server expects words that this page does not say.
        PageSaysNothing = "page-says-nothing",
        /// The machine slept while it was open.
        MachineSlept = "machine-slept",
        /// The tab was hidden while it was open.
        TabWasHidden = "tab-was-hidden",
        /// The tab was visible and awake all the time.
        TabStayedVisible = "tab-stayed-visible",
        /// Another cause explains all that was seen.
        ExplainedOtherwise = "explained-otherwise",
        /// A name that cannot exist was answered as well.
        ProxyAnswersForAll = "proxy-answers-for-all",
        /// Web requests are redirected to another origin.
        RedirectSeen = "redirect-seen",
        /// Web requests are not redirected to another origin.
        NoRedirectSeen = "no-redirect-seen",
        /// Requests to the path failed, `/` was answered.
        PathRejected = "path-rejected",
        /// A plain request to the path ends in 2xx.
        PageAtPath = "page-at-path",
        /// Another attempt of this run opened.
        OpenedAnotherTime = "opened-another-time",
        /// It opened first, and a later attempt failed.
        FailedAnotherTime = "failed-another-time",
        /// It was refused first, and a later attempt got no answer.
        SilentAnotherTime = "silent-another-time",
        /// It opened with other subprotocols.
        OtherProtocolsOpened = "other-protocols-opened",
        /// It opened over the other scheme.
        OtherSchemeOpened = "other-scheme-opened",
        /// The other scheme answered a web request.
        OtherSchemeAnswered = "other-scheme-answered",
        /// It opened at another address of this machine.
        OtherSpellingOpened = "other-spelling-opened",
        /// It failed at another address of this machine, too.
        OtherSpellingFailed = "other-spelling-failed",
        /// It opened at another path.
        OtherPathOpened = "other-path-opened",
        /// A third attempt went like the first.
        ConfirmedByThird = "confirmed-by-third",
        /// Chromium says that the address is local.
        AddressIsLocal = "address-is-local",
        /// Chromium says that the address is public.
        AddressIsPublic = "address-is-public",
        /// The clock agrees with the reference's.
        ClockIsRight = "clock-is-right",
        /// The clock does not agree with the reference's.
        ClockIsOff = "clock-is-off",
        /// The clock was not compared.
        ClockUnknown = "clock-unknown",
        /// The engine may have kept the attempt back.
        MayBeHeldBack = "may-be-held-back",
        /// Only repetition would show it.
        RepeatWouldTell = "repeat-would-tell",
        /// Five attempts or more went alike.
        AllAlike = "all-alike",
        /// Only a fresh browser would show it.
        CloseOtherTabs = "close-other-tabs",
        /// The address does not look like that kind of server.
        OtherKindOfAddress = "other-kind-of-address",
        /// The query carries nothing like a token.
        NoTicketSeen = "no-ticket-seen",
        /// The attempt failed at once, web requests wait.
        RequestsWait = "requests-wait",
        /// TLS failed for the reference, too.
        ReferenceTlsFailed = "reference-tls-failed",
        /// Somebody else answered in the reference's place.
        ReferenceForeign = "reference-foreign",
        /// The host is an address and no name.
        HostIsAddress = "host-is-address",
        /// This engine takes other bytes for an HTTP answer.
        NotHttpPerhaps = "not-http-perhaps",
        /// What the user told speaks for it.
        ToldSo = "told-so",
        /// What the user told speaks against it.
        ToldOtherwise = "told-otherwise",
        /// What the user told explains the failure without it; whether it is at
        /// work as well was not tested.
        ToldExplains = "told-explains",
        /// What the user told fits nothing that was left.
        ToldMisfits = "told-misfits",
    }
}
