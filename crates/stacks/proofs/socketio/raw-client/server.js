const https = require('node:https');
const fs = require('node:fs');
const { Server } = require('socket.io');

const server = https.createServer({
  cert: fs.readFileSync('chain.pem'),
  key: fs.readFileSync('key.pem'),
});
const io = new Server(server);
io.engine.on('connection_error', (why) => {
  console.error('connection error', why.code, why.message);
});
server.listen(443, '93.184.216.34');
