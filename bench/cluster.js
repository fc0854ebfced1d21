"use strict";
// What a cluster costs: broadcasts for each CPU-second of all nodes, and how long an event takes to another node, side by side with Socket.IO's own server.
// Prints a table; judges nothing. README.md says how to run it.
//
//   node cluster.js [passes] [clients] [seconds] [kind ...]
//
// A kind is one of KINDS, or NAME=SERVER:WAR, such as old=payara:/path/old.war; with +recovery behind it, with connection state recovery. NODES: how many nodes the clusters have, "1 2 3" unless it says otherwise. WARMUP: seconds.
const { readFileSync, mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { connect, launch, startRedis, stop } = require("./clusters.js");

const KINDS = ["wildfly", "payara", "socket.io-cluster", "socket.io-redis"];
const [PASSES = 3, CLIENTS = 300, SECONDS = 5] = process.argv.slice(2, 5).map(Number);
const kinds = process.argv.length > 5 ? process.argv.slice(5) : KINDS;
const DEPTHS = [1, 8];
const NODES = (process.env.NODES ?? "1 2 3").split(" ").map(Number);
const WARMUP = Number(process.env.WARMUP ?? SECONDS * 6);
const PAYLOAD = "x".repeat(32);
const ROUNDS = 2000;

/** User and system time of all processes, in seconds. */
function cpu(cluster) {
  let ticks = 0;
  for (const pid of cluster.pids) {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / 100;
}

/** Broadcasts to a room that all clients are in, evenly over the nodes; as many as depth says are on their way. Deliveries for each CPU-second. */
async function broadcast(cluster, depth, seconds) {
  const sockets = await Promise.all([...Array(CLIENTS).keys()].map((i) => connect(cluster, i)));
  await Promise.all(sockets.map((s) => s.emitWithAck("join", "all")));
  let got = 0;
  let sent = 0;
  let over = false;
  let finish;
  const finished = new Promise((resolve) => (finish = resolve));
  const emit = () => {
    sent++;
    sockets[0].emit("cast", { to: "all", event: "b", args: [PAYLOAD] });
  };
  for (const s of sockets) {
    s.on("b", () => {
      if (++got % CLIENTS !== 0) return;
      if (!over) emit();
      else if (got === sent * CLIENTS) finish();
    });
  }
  const before = cpu(cluster);
  for (let i = 0; i < depth; i++) emit();
  setTimeout(() => (over = true), seconds * 1000);
  await finished;
  const figure = got / (cpu(cluster) - before);
  for (const s of sockets) s.disconnect();
  return figure;
}

/** From the emit of a client at the first node to its arrival at a client of a node, one after the other, in milliseconds. */
async function latency(cluster, node, rounds) {
  const [sender, receiver] = [await connect(cluster, 0), await connect(cluster, node)];
  await receiver.emitWithAck("join", "latency" + node);
  const times = [];
  for (let i = 0; i < rounds; i++) {
    const arrived = new Promise((resolve) => receiver.once("l", resolve));
    const start = process.hrtime.bigint();
    sender.emit("cast", { to: "latency" + node, event: "l" });
    await arrived;
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  sender.disconnect();
  receiver.disconnect();
  times.sort((a, b) => a - b);
  return { p50: times[Math.floor(rounds * 0.5)], p99: times[Math.floor(rounds * 0.99)] };
}

async function measure(cluster, seconds, rounds) {
  const figures = {};
  for (const depth of DEPTHS) figures["depth" + depth] = await broadcast(cluster, depth, seconds);
  const { p50, p99 } = await latency(cluster, cluster.nodes - 1, rounds);
  return { ...figures, p50, p99 };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function main() {
  const directory = mkdtempSync(join(tmpdir(), "enfilade-bench"));
  process.on("exit", () => rmSync(directory, { recursive: true }));
  let port = 26000;
  const redis = kinds.some((kind) => kind.startsWith("socket.io-redis")) ? await startRedis(port++, directory) : {};
  const clusters = [];
  for (const kind of kinds) {
    for (const nodes of NODES) {
      clusters.push(await launch(kind, nodes, port, redis));
      port += nodes;
    }
  }
  // a JVM compiles for a while, and that counts as well
  for (const cluster of clusters) await measure(cluster, cluster.kind.startsWith("socket.io") ? SECONDS : WARMUP, ROUNDS);
  for (let pass = 1; pass <= PASSES; pass++) {
    for (const cluster of clusters) {
      const figures = await measure(cluster, SECONDS, ROUNDS);
      console.error(JSON.stringify({ pass, kind: cluster.kind, nodes: cluster.nodes, ...figures }));
      (cluster.passes ??= []).push(figures);
    }
  }
  console.log(`Medians of ${PASSES} passes; ${CLIENTS} clients in one room, evenly over the nodes; ${PAYLOAD.length} bytes.`);
  console.log("Deliveries: thousands for each CPU-second of all nodes. Time: from emit at the first node to arrival at the last one, nothing else going on.\n");
  console.log("| server | nodes | deliveries, 1 in flight | of one node | 8 in flight | of one node | p50 ms | p99 ms |");
  console.log("|---|---|---|---|---|---|---|---|");
  for (const kind of kinds) {
    const own = clusters.filter((cluster) => cluster.kind === kind);
    const at = (cluster, figure) => median(cluster.passes.map((pass) => pass[figure]));
    for (const cluster of own) {
      const rates = DEPTHS.flatMap((depth) => [(at(cluster, "depth" + depth) / 1000).toFixed(0), (at(cluster, "depth" + depth) / at(own[0], "depth" + depth)).toFixed(2)]);
      console.log(`| ${[kind.replace(/=[^+]*/, ""), cluster.nodes, ...rates, at(cluster, "p50").toFixed(2), at(cluster, "p99").toFixed(2)].join(" | ")} |`);
    }
  }
}

main().then(
  () => stop(0),
  (error) => {
    console.error(error);
    stop(1);
  },
);
