const ticket = 'one-time-ticket';
const socket = new WebSocket('wss://ws.example.com/socket');
socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', ticket }));
