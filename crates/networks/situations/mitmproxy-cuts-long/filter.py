"""Ends a WebSocket at a message of more than 2 KiB."""


def websocket_message(flow):
    if len(flow.websocket.messages[-1].content) > 2048:
        flow.kill()
