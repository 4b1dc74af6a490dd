// A healthy server beyond a proxy: echoes at /socket, on the usual port and on another.
const https = require('node:https');
const fs = require('node:fs');
const { WebSocketServer } = require('ws');

const options = { cert: fs.readFileSync('chain.pem'), key: fs.readFileSync('key.pem') };
for (const port of [443, 8443]) {
  const server = https.createServer(options, (request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ server, path: '/socket' });
  sockets.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  server.listen(port, '93.184.216.34');
}
