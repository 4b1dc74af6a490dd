"""Lets upgrades pass and ends what has opened."""


def websocket_start(flow):
    flow.kill()
