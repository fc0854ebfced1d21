"use strict";
// Handlers on threads of the server, beside handlers on virtual threads: round trips for each second of CPU time of the server, and 300 handlers that block.
//
//   JAVA_HOME=/path/to/a/java/21/or/later node threads.js [server] [passes] [seconds]
//
// Two servers run side by side and are measured in turns. What `mvn package` has built is taken as it is.
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { io } = require("socket.io-client");

const [kind = "wildfly", passes = 3, seconds = 5] = process.argv.slice(2);
const SERVE = path.join(__dirname, "../conformance/serve");
const CLIENTS = 100;
const BLOCKED = 300;
const NAP = 1000;
const TICKS = 100; // of /proc/PID/stat in a second
const PATIENCE = 120_000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** Starts a server; its url and the process of its JVM, once it answers. */
function serve(port, options) {
  const child = spawn(SERVE, ["--load", "--no-build", kind, String(port)], { env: { ...process.env, SERVE_JAVA_OPTS: options } });
  const ready = new Promise((resolve, reject) => {
    let out = "";
    let log = "";
    child.stderr.on("data", (data) => (log = (log + data).slice(-100_000)));
    child.stdout.on("data", (data) => {
      const url = /ready (\S+)/.exec((out += data));
      const pid = /process (\d+)/.exec(log);
      if (url && pid) resolve({ url: url[1], pid: pid[1], handlers: /handlers on ([^,]*)/.exec(log)?.[1] });
    });
    child.on("exit", () => reject(new Error(log)));
  });
  return { child, ready };
}

const cpu = (pid) => {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(stat[11]) + Number(stat[12])) / TICKS;
};

async function join(url) {
  const socket = io(url + "/bench", { transports: ["websocket"], forceNew: true, reconnection: false });
  await new Promise((resolve, reject) => socket.on("connect", resolve).on("connect_error", reject));
  return socket;
}

const joinAll = (url, count) => Promise.all([...Array(count)].map(() => join(url)));

/** Round trips for each second of CPU time of the server. */
async function roundTrips({ url, pid }) {
  const sockets = await joinAll(url, CLIENTS);
  const end = Date.now() + seconds * 1000;
  const before = cpu(pid);
  let count = 0;
  await Promise.all(
    sockets.map(async (socket) => {
      while (Date.now() < end) {
        await socket.timeout(PATIENCE).emitWithAck("echo", "0123456789abcdef");
        count++;
      }
    }),
  );
  const used = cpu(pid) - before;
  sockets.forEach((socket) => socket.disconnect());
  return count / used;
}

/** How long it takes until all handlers that block have answered, and what a newcomer waits for its first answer meanwhile, in milliseconds. */
async function blocked({ url }) {
  const sockets = await joinAll(url, BLOCKED);
  const start = Date.now();
  const naps = Promise.all(sockets.map((socket) => socket.timeout(PATIENCE).emitWithAck("nap", NAP)));
  await sleep(100);
  const arrived = Date.now();
  const newcomer = await join(url);
  await newcomer.timeout(PATIENCE).emitWithAck("echo", "hello");
  const waited = Date.now() - arrived;
  await naps;
  const all = Date.now() - start;
  [...sockets, newcomer].forEach((socket) => socket.disconnect());
  return { all, waited };
}

async function main() {
  const launched = [serve(22310, ""), serve(22311, "-Denfilade.virtualThreads=true -Denfilade.maxThreads=5000")];
  try {
    const servers = await Promise.all(launched.map((each) => each.ready));
    const figures = servers.map(() => ({ trips: [], all: [], waited: [] }));
    for (let pass = 0; pass <= passes; pass++) {
      for (const [i, server] of servers.entries()) {
        const trips = await roundTrips(server);
        const { all, waited } = await blocked(server);
        if (pass > 0) {
          // the first one is for the compiler
          figures[i].trips.push(trips);
          figures[i].all.push(all);
          figures[i].waited.push(waited);
        }
      }
    }
    console.log(`${kind}, median of ${passes} passes`);
    for (const [i, { trips, all, waited }] of figures.entries()) {
      console.log(
        `${servers[i].handlers}: ${Math.round(median(trips))} round trips for each second of CPU time (${trips.map(Math.round).join(", ")}); ` +
          `${BLOCKED} handlers that block for ${NAP} ms: all answered after ${median(all)} ms (${all.join(", ")}), a newcomer after ${median(waited)} ms (${waited.join(", ")})`,
      );
    }
  } finally {
    for (const { child } of launched) child.kill("SIGTERM");
    await Promise.all(launched.map(({ child }) => child.exitCode ?? new Promise((resolve) => child.on("exit", resolve))));
  }
}

main().catch((e) => {
  console.error(e);
  process.exitCode = 1;
});
