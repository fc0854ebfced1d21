"use strict";
// What many rooms on one node of two cost: the live heap of both nodes for each room, how long the joins take, and how long the other node takes to forget
// them when theirs is killed.
//
//   node rooms.js [wildfly|payara] [rooms]
const { execFile } = require("node:child_process");
const { promisify } = require("node:util");
const { connect, launch, stop } = require("./clusters.js");

const [kind = "wildfly", rooms = 100_000] = process.argv.slice(2);
const ROOMS = Number(rooms);
const PER_CLIENT = 500;

/** What is alive in the heap of a process, in bytes; the histogram collects the garbage first. */
async function live(pid) {
  const { stdout } = await promisify(execFile)("jcmd", [pid, "GC.class_histogram"], { maxBuffer: 1 << 26 });
  return Number(/^Total +\d+ +(\d+)/m.exec(stdout)[1]);
}

/** Twice, since the first collection leads to finalizers and cleaners that free more. */
const settledLive = async (pid) => (await live(pid), live(pid));

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function main() {
  const cluster = await launch(kind, 2, 26100);
  const [owner, other] = cluster.pids;
  const observer = await connect(cluster, 1);
  const clients = await Promise.all([...Array(ROOMS / PER_CLIENT).keys()].map(() => connect(cluster, 0)));
  for (const client of clients) await client.emitWithAck("join", "first");
  await sleep(1000);
  const before = [await settledLive(owner), await settledLive(other)];

  const start = Date.now();
  await Promise.all(clients.map((client, i) => client.emitWithAck("join", [...Array(PER_CLIENT).keys()].map((k) => `room-${i * PER_CLIENT + k}`))));
  const joined = Date.now() - start;
  const { otherRooms } = await observer.emitWithAck("nodes");
  const after = [await settledLive(owner), await settledLive(other)];

  cluster.mayFail = true;
  process.kill(Number(owner), "SIGKILL");
  let noticed;
  for (;;) {
    const nodes = await observer.emitWithAck("nodes");
    const now = process.hrtime.bigint();
    if (nodes.others.length === 0) noticed ??= now;
    if (nodes.others.length === 0 && nodes.otherRooms === 0) {
      const each = (i) => ((after[i] - before[i]) / ROOMS).toFixed(0);
      console.log(`${kind}: ${ROOMS} rooms with one member each, ${clients.length} clients (the other node knows ${otherRooms})`);
      console.log(`live heap for each room: ${each(0)} bytes on the node that has them, ${each(1)} on the other`);
      console.log(`joins acknowledged after ${joined} ms; forgotten ${(Number(now - noticed) / 1e6).toFixed(0)} ms after the other node noticed the death`);
      return;
    }
    await sleep(1);
  }
}

main().then(
  () => stop(0),
  (error) => {
    console.error(error);
    stop(1);
  },
);
