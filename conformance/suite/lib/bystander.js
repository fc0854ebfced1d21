"use strict";
// A healthy official client on a thread of its own: it asks, waits for the answer, and asks again. Messages to it: { slowest: n } asks n times and tells the
// longest wait; { watch: true } asks until { watch: false } and tells the longest wait then. Each answer also has what this thread itself came late, and how
// many times as long as on an idle machine its computing took, since others compute as well.
const fs = require("node:fs");
const { parentPort, workerData } = require("node:worker_threads");
const { io } = require("socket.io-client");

const ANSWER = 300_000;
const PAUSE = 5;
const COMPUTE = 20; // ms
const socket = io(workerData.url, { path: workerData.path, transports: ["websocket"], reconnection: false, timeout: ANSWER });
let watching = false;

/** Milliseconds that this thread has computed; undefined where only the system knows. */
function computed() {
  try {
    return Number(fs.readFileSync("/proc/thread-self/schedstat", "latin1").split(" ")[0]) / 1e6;
  } catch {
    return undefined;
  }
}

/** Computes for a while; adds what it took to the sums. */
function compute(sums) {
  const [began, start] = [performance.now(), computed()];
  let now = start;
  while (now - start < COMPUTE) now = computed();
  sums.wall += performance.now() - began;
  sums.cpu += now - start || 0;
}

async function rounds(goOn) {
  const seen = { wait: 0, late: 0, rounds: 0, slowdown: 1 };
  const sums = { wall: 0, cpu: 0 };
  while (goOn(seen.rounds)) {
    const asked = performance.now();
    await socket.timeout(ANSWER).emitWithAck("ping");
    const answered = performance.now();
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    seen.wait = Math.max(seen.wait, answered - asked);
    seen.late = Math.max(seen.late, performance.now() - answered - PAUSE);
    if (seen.rounds++ % 20 === 0) compute(sums);
  }
  if (sums.cpu) seen.slowdown = Math.max(1, sums.wall / sums.cpu);
  return seen;
}

const tell = (promise) =>
  promise.then(
    (seen) => parentPort.postMessage(seen),
    (e) => parentPort.postMessage({ error: `${e.message}; connected: ${socket.connected}` }),
  );

socket.on("connect", () => parentPort.postMessage("ready"));
socket.on("connect_error", (e) => parentPort.postMessage({ error: e.message }));
parentPort.on("message", (message) => {
  if (message.slowest) tell(rounds((n) => n < message.slowest));
  else if (message.watch) {
    watching = true;
    tell(rounds((n) => watching || n < 10));
  } else watching = false;
});
