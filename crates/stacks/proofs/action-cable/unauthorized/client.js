const socket = new WebSocket('wss://ws.example.com/cable?ticket=one-time-ticket');
