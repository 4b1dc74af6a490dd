//! What a client sees of servers that fail after their 101.

/// How this client reports codes that no close frame may carry. Which one was
/// sent is looked at in `wire`.
const REFUSED: &str = "open, close 1002 Protocol violation";

const UTF8: &str = "open, Utf8";

/// The server answers web requests as usual.
const fn opens(then: &'static str) -> [&'static str; 3] {
    [then, "status 426", "status 200"]
}

pub(super) const SEEN: &[(&str, [&str; 3])] = &[
    ("opens-silent", opens("open, silent")),
    ("close-unanswered", opens("open, silent")),
    ("close-answered-late", opens("open, silent")),
    ("close-cut", opens("open, silent")),
    ("cut-at-101", opens("open, end")),
    ("cut-after-idle", opens("open, end")),
    ("cut-in-a-frame", opens("open, end")),
    ("closes-1002", opens("open, close 1002 ")),
    ("closes-1003", opens("open, close 1003 ")),
    ("closes-1007", opens("open, close 1007 ")),
    ("closes-1010", opens("open, close 1010 ")),
    ("closes-1013", opens("open, close 1013 try again")),
    // Unknown to this client, as the illegal ones are.
    ("closes-1014", opens(REFUSED)),
    ("closes-3000", opens("open, close 3000 unauth")),
    ("closes-3008", opens("open, close 3008 timeout")),
    ("closes-4000", opens("open, close 4000 ")),
    ("closes-4999", opens("open, close 4999 réason ✓")),
    ("closes-at-101", opens("open, close 4401 Unauthorized")),
    ("closes-2999", opens(REFUSED)),
    ("closes-5000", opens(REFUSED)),
    ("closes-0", opens(REFUSED)),
    ("closes-999", opens(REFUSED)),
    ("closes-1004", opens(REFUSED)),
    ("closes-1005", opens(REFUSED)),
    ("closes-1006", opens(REFUSED)),
    ("closes-1015", opens(REFUSED)),
    ("closes-1016", opens(REFUSED)),
    ("closes-65535", opens(REFUSED)),
    ("closes-without-code", opens("open, close")),
    ("closes-half-code", opens("open, InvalidCloseSequence")),
    ("closes-bad-utf8", opens(UTF8)),
    ("closes-1000-no-fin", opens("open, silent")),
    ("closes-1000-fin", opens("open, close 1000 bye")),
    ("closes-1000-reset", opens("open, close 1000 bye")),
    ("frame-bad-utf8", opens(UTF8)),
    ("frame-reserved-bit-2", opens("open, NonZeroReservedBits")),
    ("frame-opcode-3", opens("open, InvalidOpcode")),
    ("frame-opcode-11", opens("open, InvalidOpcode")),
    ("frame-long-ping", opens("open, ControlFrameTooBig")),
    ("frame-ping-in-parts", opens("open, FragmentedControlFrame")),
    ("frame-continuation-first", opens("open, UnexpectedContinueFrame")),
    ("frame-text-in-text", opens("open, ExpectedFragment")),
    ("frame-length-top-bit", opens("open, Capacity")),
    // This client is lenient here; see `wire`.
    ("frame-length-long-form", opens("open, echo")),
    ("frame-huge", opens("open, Capacity")),
    ("http-after-open", opens("open, end")),
    // This client offers no compression; see `wire`.
    ("deflate-bad-data", opens("open, NonZeroReservedBits")),
];
