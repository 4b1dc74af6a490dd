"""Runs all cases against HOST PORT and prints a line for each: group, name,
expected, got, separated by tabs. Leaves with 1 if one came out otherwise."""

import socket
import sys

import control  # noqa: F401
import deflate  # noqa: F401
import messages  # noqa: F401
import opening  # noqa: F401
from cases import CASES
from client import Peer

ORDER = ["opening", "messages", "fragments", "UTF-8", "bits", "limits", "control", "close", "deflate"]


def outcome(address, group, run):
    with Peer(address) as peer:
        try:
            if group not in ("opening", "deflate"):
                peer.open()
            return run(peer)
        except socket.timeout:
            return "nothing came"
        except Exception as error:  # One broken case must not hide the others.
            return "%s: %s" % (type(error).__name__, error)


def main():
    address = (sys.argv[1], int(sys.argv[2]))
    bad = 0
    for group, name, expected, run in sorted(CASES, key=lambda c: ORDER.index(c[0])):
        got = outcome(address, group, run).replace("\t", " ").replace("\n", " ")
        bad += got not in expected
        print(group, name, " or ".join(expected), got, sep="\t", flush=True)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
