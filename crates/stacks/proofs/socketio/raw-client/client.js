const socket = new WebSocket('wss://ws.example.com/socket.io/');
