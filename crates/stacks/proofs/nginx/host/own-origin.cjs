// Takes WebSockets from pages of its own host only, as many servers do.
const http = require('node:http');
const { WebSocketServer } = require('ws');

const server = http.createServer((request, response) => response.writeHead(404).end());
const sockets = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) => {
  const { origin, host } = request.headers;
  if (new URL(origin).host !== host) {
    console.error(`origin ${origin} is not of this host: ${host}`);
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    return;
  }
  sockets.handleUpgrade(request, socket, head, (ws) => ws.on('message', (data) => ws.send(data)));
});
server.listen(3000, '127.0.0.1');
