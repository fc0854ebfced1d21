"use strict";
// Clusters of several kinds, with as many nodes as one wants, for the figures; and their clients.
const { spawn } = require("node:child_process");
const { join, resolve } = require("node:path");
const { createInterface } = require("node:readline");
const { io } = require("socket.io-client");

const RECOVERY = "+recovery";
const started = [];
let stopping = false;

/** Starts something that is stopped at the end; resolves with its process and the lines that it has printed when one of them says that it is ready. */
function start(command, args, isReady, options = {}) {
  const child = spawn(command, args.map(String), { stdio: ["ignore", "pipe", "pipe"], ...options });
  started.push(child);
  const lines = [];
  let ready = false;
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`${command} ${args.join(" ")} ended with ${code}:\n${lines.slice(-30).join("\n")}`)));
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        if (ready) return;
        lines.push(line);
        ready = isReady(lines);
        if (ready) resolve({ child, lines });
      });
    }
  });
}

/** A cluster: the URLs of its nodes, and the processes whose CPU time counts. What it runs is socket.io-ADAPTER, SERVER, or NAME=SERVER:WAR; with "+recovery" behind it, with connection state recovery. */
async function launch(kind, nodes, port, redis = {}) {
  const isReady = (lines) => lines.filter((line) => line.startsWith("ready ")).length === nodes;
  const recovers = kind.endsWith(RECOVERY);
  const what = recovers ? kind.slice(0, -RECOVERY.length) : kind;
  const env = { ...process.env, ...(recovers && { RECOVERY: "true", ENFILADE_CONNECTIONSTATERECOVERY: "true" }) };
  const [own, adapter] = what.split("-");
  const [, server, war] = /^[^=]+=([^:]+):(.+)$/.exec(what) ?? [null, what];
  const { lines } =
    own === "socket.io"
      ? await start(process.execPath, [join(__dirname, "peer.js"), adapter, nodes, port], isReady, { env: { ...env, REDIS_URL: redis.url } })
      : await start(join(__dirname, "../conformance/serve"), ["--no-build", "--outlive", "--nodes", nodes, server, port], isReady, { env: { ...env, ...(war && { SERVE_WAR: resolve(war) }) } });
  const matches = (pattern) => lines.map((line) => pattern.exec(line)?.[1]).filter(Boolean);
  const pids = matches(/: process (\d+)$/);
  if (adapter === "redis" && nodes > 1) pids.push(redis.pid);
  return { kind, nodes, urls: matches(/^ready (.*)$/), pids };
}

async function startRedis(port, directory) {
  const args = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", directory];
  const { child } = await start("redis-server", args, (lines) => lines.some((line) => /ready to accept connections/i.test(line)));
  return { url: `redis://127.0.0.1:${port}`, pid: child.pid };
}

function connect(cluster, node) {
  return new Promise((resolve, reject) => {
    const socket = io(cluster.urls[node % cluster.nodes] + "/chat", { transports: ["websocket"], forceNew: true, reconnection: false });
    socket.on("connect", () => resolve(socket));
    socket.on("connect_error", reject);
    socket.on("disconnect", (reason) => {
      if (reason === "io client disconnect" || cluster.mayFail || stopping) return;
      console.error(`a client of ${cluster.kind} was disconnected: ${reason}`);
      stop(1);
    });
  });
}

/** Stops all that was started, then ends this process. Once. */
function stop(status) {
  if (stopping) return;
  stopping = true;
  process.exitCode = status;
  for (const child of started) {
    child.removeAllListeners("exit");
    child.on("exit", () => {
      started.splice(started.indexOf(child), 1);
      if (started.length === 0) process.exit();
    });
    child.kill("SIGTERM");
  }
}

process.on("SIGINT", () => stop(130));
process.on("SIGTERM", () => stop(143));

/** A client that goes to the next node when it has lost its own. */
function roam(cluster, node) {
  return new Promise((resolve, reject) => {
    let at = node;
    const options = { transports: ["websocket"], forceNew: true, reconnectionDelay: 100, reconnectionDelayMax: 100, randomizationFactor: 0 };
    const socket = io(cluster.urls[at] + "/chat", options);
    const next = () => {
      at = (at + 1) % cluster.nodes;
      socket.io.uri = cluster.urls[at];
    };
    socket.on("disconnect", next);
    socket.io.on("reconnect_error", next);
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", reject);
  });
}

module.exports = { connect, roam, launch, startRedis, stop };
