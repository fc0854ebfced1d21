"use strict";
// How long the clients of a node that is killed, or ended, are away: until they have a connection again, and until they have what was emitted meanwhile.
// With connection state recovery, beside Socket.IO's own server with its Redis streams adapter. Prints a table; judges nothing. README.md says how to run it.
//
//   node returning.js [clients] [kind ...]
//
// EVERY: the milliseconds from one event to the next.
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");
const { launch, roam, startRedis, stop } = require("./clusters.js");

const KINDS = ["wildfly", "payara", "socket.io-redis"];
const CLIENTS = Number(process.argv[2] ?? 300);
const kinds = process.argv.length > 3 ? process.argv.slice(3) : KINDS;
const NODES = 3;
const EVERY = Number(process.env.EVERY ?? 20);

function track(socket) {
  const client = { socket, got: [], connects: [], losses: [] };
  socket.on("connect", () => client.connects.push({ at: Date.now(), recovered: socket.recovered }));
  socket.on("disconnect", () => client.losses.push(Date.now()));
  socket.on("b", (sender, n, sent) => client.got.push({ key: `${sender} ${n}`, sent, at: Date.now() }));
  return client;
}

async function measure(kind, signal, port, redis) {
  const cluster = await launch(kind + "+recovery", NODES, port, redis);
  const clients = [];
  for (let i = 0; i < CLIENTS; i++) clients.push(track(await roam(cluster, i % NODES)));
  await Promise.all(clients.map(({ socket }) => socket.emitWithAck("join", "all")));
  // at nodes that stay
  const senders = [await roam(cluster, 0), await roam(cluster, 1)];
  const sent = [0, 0];
  let turn = 0;
  const emit = () => {
    const sender = turn++ % senders.length;
    senders[sender].emit("cast", { to: "all", event: "b", args: [sender, sent[sender]++, Date.now()] });
  };
  const timer = setInterval(emit, EVERY);
  await sleep(10_000); // for JVMs to compile
  const from = Date.now();
  process.kill(Number(cluster.pids[NODES - 1]), signal);
  await sleep(15_000);
  clearInterval(timer);
  await sleep(3_000);
  const gone = clients.filter(({ losses }) => losses.some((at) => at >= from));
  const due = sent[0] + sent[1];
  const figures = { kind, signal, gone: gone.length, recovered: 0, lost: 0, twice: 0, othersLost: 0, back: [], complete: [] };
  for (const { got, connects, losses } of clients) {
    const keys = new Set(got.map(({ key }) => key));
    figures.twice += got.length - keys.size;
    if (!losses.length) {
      figures.othersLost += due - keys.size;
      continue;
    }
    figures.lost += due - keys.size;
    const back = connects.at(-1);
    if (!back) continue;
    if (back.recovered) figures.recovered++;
    figures.back.push(back.at - from);
    if (keys.size === due) figures.complete.push(Math.max(back.at, ...got.filter((event) => event.sent <= back.at).map(({ at }) => at)) - from);
  }
  for (const { socket } of clients) socket.disconnect();
  for (const socket of senders) socket.disconnect();
  return figures;
}

const of = (list, p) => (list.length ? `${[...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * p))]}` : "–");

async function main() {
  const directory = mkdtempSync(join(tmpdir(), "enfilade-bench"));
  process.on("exit", () => rmSync(directory, { recursive: true }));
  let port = 27000;
  const redis = kinds.includes("socket.io-redis") ? await startRedis(port++, directory) : {};
  const rows = [];
  for (const kind of kinds) {
    for (const signal of (process.env.SIGNALS ?? "SIGKILL SIGTERM").split(" ")) {
      const figures = await measure(kind, signal, port, redis);
      port += NODES;
      console.error(JSON.stringify({ ...figures, back: undefined, complete: undefined }));
      rows.push(figures);
    }
  }
  console.log(`${CLIENTS} clients on ${NODES} nodes, WebSocket; an event to all each ${EVERY} ms, emitted at nodes that stay. Times in ms from the signal, half of the clients / all.\n`);
  console.log("| server | node is | clients of it | recovered | events lost | got twice | have a connection | have everything |");
  console.log("|---|---|---|---|---|---|---|---|");
  for (const { kind, signal, gone, recovered, lost, twice, back, complete } of rows) {
    console.log(`| ${kind} | ${signal === "SIGKILL" ? "killed" : "ended"} | ${gone} | ${recovered} | ${lost} | ${twice} | ${of(back, 0.5)} / ${of(back, 1)} | ${complete.length === gone ? `${of(complete, 0.5)} / ${of(complete, 1)}` : `${complete.length} of ${gone}`} |`);
  }
}

main().then(
  () => stop(0),
  (error) => {
    console.error(error);
    stop(1);
  },
);
