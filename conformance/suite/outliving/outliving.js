"use strict";
// A crowd of official clients behind a proxy, through a renewal of one node after the other and through the death of one, under numbered traffic.
//
//   node outliving/outliving.js [roll] [kill]
//
// conformance/outliving runs it. Environment: FRONT, the URL of the proxy; SERVER_URLS, of its nodes, SERVE_PID, as for the suite; CLIENTS, PROCESSES, EVERY (ms from one event
// to the next). Prints what it has seen; status 1 if a client has lost what is promised, got something twice or in another order, or had to begin anew.
const { fork } = require("node:child_process");
const { join } = require("node:path");
const { Scope, ask, connected, io, sleep, uid, until, PROFILES } = require("../lib/kit.js");
const { audience, roomOf } = require("./audience.js");

const { FRONT } = process.env;
const URLS = PROFILES.main.urls;
const CLIENTS = Number(process.env.CLIENTS ?? 200);
const PROCESSES = Number(process.env.PROCESSES ?? 2);
const EVERY = Number(process.env.EVERY ?? 50);
const SHOWN = 10;
const minutes = (n) => n * 60_000;
const steps = process.argv.slice(2);

class Part {
  constructor() {
    this.process = fork(join(__dirname, "crowd.js"));
    this.turn = 0;
    this.waiting = new Map();
    this.process.on("message", ({ turn, answer, error }) => {
      const { resolve, reject } = this.waiting.get(turn);
      this.waiting.delete(turn);
      if (error) reject(new Error(error));
      else resolve(answer);
    });
    this.process.on("exit", (code) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`a part of the crowd has ended with ${code}`));
    });
  }

  do(task, more = {}) {
    return new Promise((resolve, reject) => {
      const turn = this.turn++;
      this.waiting.set(turn, { resolve, reject });
      this.process.send({ turn, task, ...more });
    });
  }
}

/** A client at one node that emits numbered events there. What it emits on another connection is of another origin: the node may be another one. */
class Sender {
  constructor(nsp, node) {
    this.node = node;
    this.epoch = 0;
    /** By origin: how many were emitted for certain, and how many perhaps. */
    this.origins = {};
    this.socket = io(URLS[node] + nsp, { ...new Scope("main").options({ reconnection: true, reconnectionDelay: 200, reconnectionDelayMax: 500 }) });
    this.socket.on("connect", () => (this.origins[(this.origin = `${node}.${this.epoch++}`)] = { sure: 0, sent: 0 }));
  }

  emit() {
    if (!this.socket.connected) return;
    const { origin } = this;
    const account = this.origins[origin];
    const n = account.sent++;
    const to = audience(n);
    this.socket.emit("cast", { ...(to && { to }), event: "n", args: [origin, n, Date.now()] }, () => (account.sure = n + 1));
  }
}

const percentile = (numbers, p) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * p))];

async function main() {
  const nsp = "/tenant-" + uid("t");
  const parts = [...Array(PROCESSES)].map(() => new Part());
  const all = async (task, more) => Promise.all(parts.map((part) => part.do(task, more)));
  const senders = URLS.map((_, node) => new Sender(nsp, node));
  await Promise.all(senders.map(({ socket }) => connected(socket)));
  const names = await Promise.all(senders.map(async ({ socket }) => ask(socket, "nodes")));

  let began = Date.now();
  const share = Math.ceil(CLIENTS / PROCESSES);
  await Promise.all(
    parts.map((part, i) =>
      part.do("start", { url: FRONT, nsp, path: PROFILES.main.path, delay: 1000, first: i * share, count: Math.min(share, CLIENTS - i * share) }),
    ),
  );
  const where = (await all("where")).flat();
  console.log(`${CLIENTS} clients are there after ${Date.now() - began} ms; ${names.map(({ node }) => where.filter((each) => each === node).length).join(", ")} of them on the nodes`);

  let turn = 0;
  const timer = setInterval(() => senders[turn++ % senders.length].emit(), EVERY);
  /** Of all senders, by origin, how many events have to come. */
  const doomed = new Set();
  const sure = () => Object.fromEntries(senders.flatMap(({ origins }) => Object.entries(origins)).filter(([origin]) => !doomed.has(origin)).map(([origin, account]) => [origin, account.sure]));
  /** Until all clients have a connection and what had been emitted by now. */
  const complete = async (what) => {
    const origins = sure();
    let last = null;
    let since = Date.now();
    for (;;) {
      const status = await all("status", { origins });
      const [connected, lacking] = [status.reduce((sum, each) => sum + each.connected, 0), status.reduce((sum, each) => sum + each.lacking, 0)];
      if (connected === CLIENTS && lacking === 0) return;
      const now = `${what}: ${CLIENTS - connected} clients have no connection, ${lacking} lack something`;
      if (now !== last) [last, since] = [now, Date.now()];
      if (Date.now() - since > 40_000) return console.log([now, ...status.flatMap(({ examples }) => examples)].join("\n"));
      await sleep(200);
    }
  };
  const phases = [];
  await sleep(3000);
  await complete("before all");

  const take = {
    async roll() {
      const phase = { name: "one node after the other is renewed", from: Date.now() };
      process.kill(Number(process.env.SERVE_PID), "SIGUSR1");
      for (const [node, { socket }] of senders.entries()) {
        await until(() => new Promise((resolve) => {
          if (!socket.connected) return setTimeout(resolve, 100, false);
          socket.timeout(5000).emit("nodes", (e, n) => resolve(!e && n.version === "2" && n.others.length === URLS.length - 1));
        }).then((is) => is || sleep(100)), `a newer application on node ${node}`, minutes(10));
        console.log(`node ${node} is renewed after ${Date.now() - phase.from} ms`);
      }
      return phase;
    },

    async kill() {
      const victim = senders[senders.length - 1];
      const { process: pid, node } = await ask(victim.socket, "nodes");
      const there = (await all("where")).flat().filter((each) => each === node).length;
      // what the dead node had emitted itself is promised with backups only, and but for what it had not sent on yet
      doomed.add(victim.origin);
      const phase = { name: `node ${victim.node} is killed, with ${there} clients`, from: Date.now() };
      process.kill(pid, "SIGKILL");
      return phase;
    },
  };
  for (const step of steps) {
    const phase = await take[step]();
    await complete(phase.name);
    await sleep(5000);
    await complete(phase.name + ", five seconds later");
    phase.until = Date.now();
    phases.push(phase);
  }
  clearInterval(timer);
  await sleep(1000);
  await complete("at the end");
  const clients = (await all("end", { origins: sure(), phases })).flat();

  for (const [i, { name }] of phases.entries()) {
    const absences = clients.map(({ absences }) => absences[i]).filter(Boolean);
    const figures = (list) => `${percentile(list, 0.5)} ms (half of them), ${percentile(list, 0.99)} ms (99 of 100), ${percentile(list, 1)} ms (all)`;
    console.log(`${name}: ${absences.length} clients lost their connection`);
    if (absences.length === 0) continue;
    const back = absences.filter((absence) => absence.back !== null);
    console.log(`  back after ${figures(back.map((each) => each.back))}`);
    console.log(`  with all that was emitted meanwhile after ${figures(back.map((each) => each.complete))}`);
  }
  const origins = Object.assign({}, ...senders.map((sender) => sender.origins));
  const events = Object.values(origins).reduce((sum, { sent }) => sum + sent, 0);
  const deliveries = clients.reduce((sum, { got }) => sum + Object.values(got).reduce((a, b) => a + b, 0), 0);
  console.log(`${events} events, ${deliveries} deliveries, ${clients.reduce((sum, { losses }) => sum + losses, 0)} losses of a connection`);
  for (const origin of doomed) {
    const due = (number) => [...Array(origins[origin].sure).keys()].filter((n) => audience(n) === null || audience(n) === roomOf(number)).length;
    console.log(`of what the killed node had emitted ${clients.reduce((sum, { number, got }) => sum + Math.max(0, due(number) - (got[origin] ?? 0)), 0)} deliveries are lost`);
  }
  const bad = [];
  for (const { number, kind, lacking, wrong, anew, story } of clients) {
    if (anew) bad.push(`client ${number} (${kind}) began anew ${anew} times: ${story}`);
    else if (lacking.length) bad.push(`client ${number} (${kind}) lacks ${lacking.length}: ${lacking.slice(0, SHOWN)}; ${story}`);
    if (wrong.length) bad.push(`client ${number} (${kind}): ${wrong.slice(0, SHOWN)}; ${story}`);
  }
  if (bad.length) {
    const said = await Promise.all(senders.map(({ socket }) => (socket.connected ? ask(socket, "unrecovered") : null)));
    console.log(`why clients could not come back, by node: ${said.map((reasons) => JSON.stringify(reasons))}`);
  }
  bad.slice(0, 2 * SHOWN).forEach((line) => console.log(line));
  console.log(`${bad.length ? "FAILED: " : ""}${clients.filter(({ anew }) => anew).length} began anew, ${clients.filter(({ lacking, anew }) => lacking.length && !anew).length} lack something, ${clients.filter(({ wrong }) => wrong.length).length} got something wrong`);
  return bad.length ? 1 : 0;
}

main().then(
  (status) => process.exit(status),
  (e) => {
    console.error(e);
    process.exit(1);
  },
);
