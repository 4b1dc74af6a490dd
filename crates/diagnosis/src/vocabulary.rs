//! The words of the diagnosis as stable tags. Their texts live in `content`.

mod reason;

use why1006_evidence::tags;

pub use self::reason::Reason;

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
        /// WebSockets open on this network, and nothing comes of them.
        NetworkCutsWebsockets = "network-cuts-websockets",
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
        /// Make the same handshake with a program in a terminal.
        RunCommand = "run-command",
        /// Look at the certificates that the server sends, in a terminal.
        CheckCertificate = "check-certificate",
        /// Read what the server's log, or a proxy's, says of the attempt.
        ReadServerLog = "read-server-log",
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
        /// The server minds which subprotocols are offered, and nobody said which the
        /// app offers.
        NoneOffered = "none-offered",
        /// Over TLS a name that cannot exist was answered: a proxy signs anew.
        AnsweredAnew = "answered-anew",
        /// The terminal does not get as far as the browser: it takes another way.
        TerminalAstray = "terminal-astray",
    }
}
