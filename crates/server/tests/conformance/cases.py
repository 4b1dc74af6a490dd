"""The table of cases and how one is run."""

CASES = []


def case(group, name, expected, run):
    """`run` gets an open `Peer`, or a fresh one in the group "opening", and
    returns what came of it; `expected` is that, or several that would do."""
    several = expected if isinstance(expected, tuple) else (expected,)
    CASES.append((group, name, several, run))


def echo(*frames, message):
    """Sends frames; the message has to come back, and nothing else."""

    def run(peer):
        for data in frames:
            peer.write(data)
        got = peer.next()
        kind = "text" if isinstance(message, str) else "binary"
        wanted = "%s %s" % (kind, message if kind == "text" else message.hex())
        if got != wanted:
            return got[:60]
        return orderly(peer, "echo")

    return run


def orderly(peer, word):
    """Closes from this side; a server in order answers and ends."""
    from client import closing

    peer.write(closing(1000))
    got = peer.next()
    if got != "close 1000":
        return "%s, then %s" % (word, got[:60])
    end = peer.end()
    return word if end == "end" else "%s, then %s" % (word, end)


def fails(*frames):
    """Sends what has to end the connection with a close frame that says why."""

    def run(peer):
        for data in frames:
            peer.write(data)
        got = peer.next()
        if not got.startswith("close "):
            return got[:60]
        if not peer.reason:
            return got + " without a reason"
        end = peer.finish()
        return got if end == "end" else "%s, then %s" % (got, end)

    return run
