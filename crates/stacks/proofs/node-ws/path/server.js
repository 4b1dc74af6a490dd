const https = require('node:https');
const fs = require('node:fs');
const { WebSocketServer } = require('ws');

const options = { cert: fs.readFileSync('chain.pem'), key: fs.readFileSync('key.pem') };
const server = https.createServer(options, (request, response) => response.writeHead(404).end());
const sockets = new WebSocketServer({ server, path: '/ws' });
sockets.on('connection', (socket) => {
  socket.on('message', (data) => socket.send(data));
});
server.listen(443, '93.184.216.34');
