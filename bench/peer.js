"use strict";
// Socket.IO's own server with the two events that the figures need, as the nodes of one cluster, each in a process of its own:
//
//   node peer.js cluster|redis NODES PORT     (redis: REDIS_URL)
//
// RECOVERY=true: with connectionStateRecovery, and nodes that may end; one ends in order at SIGTERM.
//
// Prints the lines that conformance/serve prints: "process PID" of each node to stderr, "ready URL" of each to stdout.
const cluster = require("node:cluster");
const { createServer } = require("node:http");
const { Server } = require("socket.io");
const { createAdapter: clusterAdapter, setupPrimary } = require("@socket.io/cluster-adapter");
const { createAdapter: streamsAdapter } = require("@socket.io/redis-streams-adapter");
const { createClient } = require("redis");

const [adapter, nodes, port] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const RECOVERY = process.env.RECOVERY === "true";

async function node(index) {
  const options = { transports: ["websocket"], serveClient: false };
  if (RECOVERY) options.connectionStateRecovery = { maxDisconnectionDuration: 120_000, skipMiddlewares: true };
  if (nodes > 1 && adapter === "cluster") options.adapter = clusterAdapter();
  if (nodes > 1 && adapter === "redis") {
    const client = createClient({ url: process.env.REDIS_URL });
    await client.connect();
    options.adapter = streamsAdapter(client);
  }
  const http = createServer();
  const io = new Server(http, options);
  if (RECOVERY) process.on("SIGTERM", () => io.close(() => setTimeout(() => process.exit(0), 1000)));
  io.of("/chat").on("connection", (socket) => {
    socket.on("join", async (room, ack) => {
      await socket.join(room);
      ack();
    });
    socket.on("cast", ({ to, event, args = [] }) => io.of("/chat").to(to).emit(event, ...args));
  });
  http.listen({ port: port + index, host: "127.0.0.1", exclusive: true }, () => process.send("ready"));
}

if (cluster.isPrimary) {
  setupPrimary();
  let ready = 0;
  for (let index = 0; index < nodes; index++) {
    const worker = cluster.fork({ INDEX: index });
    console.error(`peer: process ${worker.process.pid}`);
    worker.on("message", (message) => {
      if (message === "ready" && ++ready === nodes) for (let k = 0; k < nodes; k++) console.log(`ready http://127.0.0.1:${port + k}`);
    });
    worker.on("exit", () => {
      if (!RECOVERY) process.exit(1);
    });
  }
  process.on("SIGTERM", () => {
    for (const worker of Object.values(cluster.workers)) worker.process.kill();
    process.exit(0);
  });
} else {
  node(Number(process.env.INDEX));
}
