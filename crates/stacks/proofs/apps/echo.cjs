// A small app behind the proxies: a WebSocket at /socket that echoes.
const { WebSocketServer } = require('ws');

const sockets = new WebSocketServer({ host: '127.0.0.1', port: 3000, path: '/socket' });
sockets.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
});
