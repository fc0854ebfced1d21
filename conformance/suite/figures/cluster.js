"use strict";
// Figures of a cluster, printed and not judged: SERVER_URLS and SERVER_PIDS of its nodes, as `serve` prints them. Clients and servers share the machine, so
// only runs side by side can be compared, and of the broadcasts only what the servers' CPU time says.
//
//   node figures/cluster.js [clients] [seconds]
const { readFileSync } = require("node:fs");
const { io } = require("socket.io-client");

const URLS = process.env.SERVER_URLS.split(",");
const PIDS = process.env.SERVER_PIDS.split(",");
const CLIENTS = Number(process.argv[2] || 300);
const SECONDS = Number(process.argv[3] || 8);

const options = { path: "/socket.io/", transports: ["websocket"], forceNew: true, reconnection: false };
const connect = (node) =>
  new Promise((resolve, reject) => {
    const socket = io(URLS[node % URLS.length] + "/chat", options);
    socket.on("connect", () => resolve(socket));
    socket.on("connect_error", reject);
  });

/** User and system time of all nodes, in seconds. */
function cpu() {
  let ticks = 0;
  for (const pid of PIDS) {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / 100;
}

/** One broadcast after the other to a room with all clients in it, evenly over the nodes. */
async function broadcast(seconds) {
  const sockets = [];
  for (let i = 0; i < CLIENTS; i++) sockets.push(await connect(i));
  await Promise.all(sockets.map((s) => s.emitWithAck("join", "all")));
  let got = 0;
  let done;
  for (const s of sockets) s.on("b", () => ++got % CLIENTS === 0 && done());
  const round = () => new Promise((resolve) => { done = resolve; sockets[0].emit("cast", { to: "all", event: "b", args: ["x".repeat(32)] }); });
  const until = Date.now() + seconds * 1000;
  const [before, from] = [cpu(), got];
  while (Date.now() < until) await round();
  const figure = (got - from) / (cpu() - before);
  for (const s of sockets) s.disconnect();
  return figure;
}

/** From the emit of a client at the first node to its arrival at a client of a node. */
async function latency(node, rounds) {
  const [sender, receiver] = [await connect(0), await connect(node)];
  const room = "lat" + node;
  await receiver.emitWithAck("join", room);
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const arrived = new Promise((resolve) => receiver.once("l", resolve));
    const start = process.hrtime.bigint();
    sender.emit("cast", { to: room, event: "l" });
    await arrived;
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  sender.disconnect();
  receiver.disconnect();
  times.sort((a, b) => a - b);
  const at = (q) => times[Math.floor(times.length * q)].toFixed(2);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

(async () => {
  await broadcast(SECONDS); // warm
  console.log(`${URLS.length} nodes, ${CLIENTS} clients, 32 B: ${Math.round(await broadcast(SECONDS))} deliveries per CPU-second of all nodes`);
  await latency(0, 1000);
  console.log(`emit to delivery, same node: ${await latency(0, 3000)}`);
  if (URLS.length > 1) {
    await latency(1, 1000);
    console.log(`emit to delivery, another node: ${await latency(1, 3000)}`);
  }
  process.exit(0);
})();
