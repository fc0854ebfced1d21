"use strict";
// A healthy official client on a thread of its own: it asks, waits for the answer, and asks again. Messages to it: { slowest: n } asks n times and tells the
// longest wait; { watch: true } asks until { watch: false } and tells the longest wait then. Each answer has what this thread itself came late, too.
const { parentPort, workerData } = require("node:worker_threads");
const { io } = require("socket.io-client");

const ANSWER = 300_000;
const PAUSE = 5;
const socket = io(workerData.url, { path: workerData.path, transports: ["websocket"], reconnection: false, timeout: ANSWER });
let watching = false;

async function rounds(goOn) {
  const seen = { wait: 0, late: 0, rounds: 0 };
  while (goOn(seen.rounds)) {
    const asked = performance.now();
    await socket.timeout(ANSWER).emitWithAck("ping");
    const answered = performance.now();
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    seen.wait = Math.max(seen.wait, answered - asked);
    seen.late = Math.max(seen.late, performance.now() - answered - PAUSE);
    seen.rounds++;
  }
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
