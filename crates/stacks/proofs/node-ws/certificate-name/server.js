const https = require('node:https');
const fs = require('node:fs');
const { WebSocketServer } = require('ws');

const server = https.createServer({
  cert: fs.readFileSync('old-chain.pem'),
  key: fs.readFileSync('old-key.pem'),
}, (request, response) => response.writeHead(404).end());
const sockets = new WebSocketServer({ server, path: '/socket' });
sockets.on('connection', (socket) => {
  socket.on('message', (data) => socket.send(data));
});
server.listen(443, '93.184.216.34');
