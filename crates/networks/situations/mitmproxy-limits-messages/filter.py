"""Ends a WebSocket, without a word, at its first message of more than 2 KiB."""

from mitmproxy import ctx

LIMIT = 2048


def websocket_message(flow):
    message = flow.websocket.messages[-1]
    if len(message.content) <= LIMIT:
        return
    message.drop()
    # No command of mitmproxy ends a WebSocket: its connection is closed below it.
    for handler in ctx.master.addons.get("proxyserver")._connections.values():
        transport = handler.transports.get(flow.client_conn)
        if transport and transport.writer:
            transport.writer.close()
