//! The words of the diagnosis as stable tags. Their texts live in `content`.

use why1006_evidence::tags;

tags! {
    /// Where on its way a connection is, in order.
    pub enum Stage {
        /// The address and the arguments of the constructor.
        Url = "url",
        /// What the browser allows before it sends anything.
        Policy = "policy",
        /// From the name to an address.
        Name = "name",
        /// From the address to a TCP connection.
        Transport = "transport",
        /// TLS handshake and certificate.
        Tls = "tls",
        /// Some HTTP response comes.
        Http = "http",
        /// `101 Switching Protocols`, correct in every header.
        Upgrade = "upgrade",
        /// The connection is open.
        Open = "open",
        /// It stays open while it is needed, and ends in order.
        Close = "close",
    }
}

tags! {
    /// Who has to act.
    pub enum Owner {
        /// The person in front of the browser.
        You = "you",
        /// Whoever runs the network and the devices of that person.
        YourIt = "your-it",
        /// Whoever runs the server and what stands in front of it.
        SiteOperator = "site-operator",
        /// Whoever wrote the app that opens the connection.
        AppDeveloper = "app-developer",
        /// Nothing to do.
        Nobody = "nobody",
        /// Not yet known.
        Unknown = "unknown",
    }
}

tags! {
    /// The answer in one word.
    pub enum Verdict {
        /// It opened and stayed open while we listened.
        Works = "works",
        /// It opened and was then cut or ended without a complaint.
        WorksThenEnds = "works-then-ends",
        /// It opened, and the other side closed it with a code.
        ClosedByServer = "closed-by-server",
        /// The same attempt opened and failed, each more than by chance.
        OpensSometimes = "opens-sometimes",
        /// The browser refused before it sent anything.
        BrowserRefused = "browser-refused",
        /// The browser waits for its user to answer a prompt.
        WaitingForUser = "waiting-for-user",
        /// Every attempt failed at once; no HTTP response came either.
        NothingAnswered = "nothing-answered",
        /// No answer at all within our patience.
        Silent = "silent",
        /// TLS failed, and this engine says so.
        TlsFailed = "tls-failed",
        /// A server answered HTTP but did not open the WebSocket.
        AnsweredNotUpgraded = "answered-not-upgraded",
        /// Web requests pass on this network, WebSockets do not.
        NetworkStripsWebsockets = "network-strips-websockets",
        /// This page may not test that address from here.
        NotTested = "not-tested",
        /// The observations do not suffice, or contradict each other.
        NotConclusive = "not-conclusive",
    }
}

tags! {
    /// How one cause stands on the facts, from least to most.
    pub enum Standing {
        /// The observations contradict it in this engine.
        RuledOut = "ruled-out",
        /// Nothing was observed that could speak for or against it.
        NotTested = "not-tested",
        /// It fits what was seen; other causes fit as well.
        Possible = "possible",
        /// It fits better than its rivals, which are not ruled out.
        Indicated = "indicated",
        /// Nothing else in the catalogue explains what was seen.
        Certain = "certain",
    }
}

tags! {
    /// Something only the user can do, and that would settle most.
    pub enum Step {
        /// Correct the address.
        MendAddress = "mend-address",
        /// Read the line that the browser's console printed.
        ConsoleLine = "console-line",
        /// Open the `https://` address of the same host and port in a tab.
        OpenInTab = "open-in-tab",
        /// Run the test from the http copy of this page.
        HttpCopy = "http-copy",
        /// Run the test on another network, such as a phone without Wi-Fi.
        OtherNetwork = "other-network",
        /// Answer the browser's prompt.
        AnswerPrompt = "answer-prompt",
        /// Look the close code up in the app's documentation or log.
        ReadCloseCode = "read-close-code",
        /// Run the test once more and keep waiting.
        KeepWaiting = "keep-waiting",
        /// Run the test from the app's own page.
        AppOrigin = "app-origin",
        /// Run the test again to the end.
        RunAgain = "run-again",
        /// Say whether the app itself connects in this browser.
        AppWorks = "app-works",
        /// Run the test in a private window, without extensions.
        PrivateWindow = "private-window",
        /// Run the test in another browser on this device.
        OtherBrowser = "other-browser",
        /// Hold the clock of this device against another.
        CheckClock = "check-clock",
        /// Run the test again and listen for longer.
        ListenLonger = "listen-longer",
        /// Run the same attempt five times.
        Repeat = "repeat",
        /// Send the result to whoever can help.
        SendToSupport = "send-to-support",
    }
}

tags! {
    /// What a step needs besides the browser that ran the test.
    pub enum Need {
        /// Nothing else.
        Nothing = "nothing",
        /// A new tab.
        NewTab = "new-tab",
        /// A private window.
        PrivateWindow = "private-window",
        /// Another browser on this device.
        OtherBrowser = "other-browser",
        /// A phone, or another device, on another network.
        Phone = "phone",
        /// The same device on another network.
        OtherNetwork = "other-network",
        /// The browser's developer tools.
        DeveloperTools = "developer-tools",
        /// A terminal.
        Terminal = "terminal",
        /// The server, or whoever runs it.
        Server = "server",
    }
}

tags! {
    /// For whom a step is.
    pub enum Audience {
        /// For anyone who can use a browser.
        Anyone = "anyone",
        /// For somebody who builds or runs such apps.
        Engineer = "engineer",
    }
}

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
        /// The host is an address and no name.
        HostIsAddress = "host-is-address",
        /// This engine takes other bytes for an HTTP answer.
        NotHttpPerhaps = "not-http-perhaps",
        /// What the user told speaks for it.
        ToldSo = "told-so",
        /// What the user told speaks against it.
        ToldOtherwise = "told-otherwise",
        /// What the user told fits nothing that was left.
        ToldMisfits = "told-misfits",
    }
}

tags! {
    /// What is worth telling beside a verdict, and blames nobody.
    pub enum Remark {
        /// Rails Action Cable spoke.
        SpeaksActionCable = "speaks-action-cable",
        /// Socket.IO, or Engine.IO below it, spoke.
        SpeaksEngineIo = "speaks-engine-io",
        /// Pusher or a relative spoke.
        SpeaksPusher = "speaks-pusher",
        /// SignalR spoke.
        SpeaksSignalR = "speaks-signalr",
        /// Phoenix spoke.
        SpeaksPhoenix = "speaks-phoenix",
        /// GraphQL over WebSocket spoke.
        SpeaksGraphQl = "speaks-graphql",
        /// An MQTT server spoke.
        SpeaksMqtt = "speaks-mqtt",
        /// A STOMP server spoke.
        SpeaksStomp = "speaks-stomp",
        /// SockJS spoke.
        SpeaksSockJs = "speaks-sockjs",
        /// It looks like a development server.
        SpeaksDevServer = "speaks-dev-server",
        /// The server asked for a login.
        AsksForLogin = "asks-for-login",
        /// The server sent an error message of its library.
        SaysError = "says-error",
        /// Nothing was said, as is usual for such a path.
        QuietAsExpected = "quiet-as-expected",
        /// Nothing was said, though servers at such a path speak first.
        MuteThoughExpected = "mute-though-expected",
        /// One of several attempts failed, and that was not repeated.
        Flapping = "flapping",
        /// The clock of this device differs from the reference's.
        ClockOff = "clock-off",
        /// It took long to open.
        SlowAnswer = "slow-answer",
    }
}
