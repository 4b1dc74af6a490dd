"""Scans web pages, and knows nothing of upgrades."""


def requestheaders(flow):
    if flow.request.headers.pop("Upgrade", None):
        flow.request.headers["Connection"] = "close"
