"use strict";
// Socket.IO's own server with the events of sioload:  node socketio.js PORT
const { createServer } = require("node:http");
const { Server } = require("socket.io");

const http = createServer();
const io = new Server(http, { serveClient: false, maxHttpBufferSize: 4e6 });

function serve(socket) {
  const namespace = socket.nsp;
  socket.on("echo", (payload, ack) => ack(payload));
  socket.on("cast", (payload) => namespace.emit("cast", payload));
  socket.on("castroom", (room, payload) => namespace.to(room).emit("cast", payload));
  socket.on("join", (room, ack) => {
    socket.join(room);
    ack("ok");
  });
}

for (const name of ["/", "/bench", /^\/dyn-\d+$/]) io.of(name).on("connection", serve);
// as Socket.IO's documentation advises for memory
io.engine.on("connection", (raw) => {
  raw.request = null;
});
http.listen(Number(process.argv[2]), "127.0.0.1", 4096);
