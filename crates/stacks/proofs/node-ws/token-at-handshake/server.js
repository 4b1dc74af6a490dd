const https = require('node:https');
const fs = require('node:fs');
const { WebSocketServer } = require('ws');

const options = { cert: fs.readFileSync('chain.pem'), key: fs.readFileSync('key.pem') };
const server = https.createServer(options, (request, response) => response.writeHead(404).end());
const sockets = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) => {
  const { searchParams } = new URL(request.url, 'https://ws.example.com');
  if (searchParams.get('ticket') !== 'one-time-ticket') {
    console.error('no ticket in the upgrade request, answered 401');
    socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    return;
  }
  sockets.handleUpgrade(request, socket, head, (ws) => {
    ws.on('message', (data) => ws.send(data));
  });
});
server.listen(443, '93.184.216.34');
