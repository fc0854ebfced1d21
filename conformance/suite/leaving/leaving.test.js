"use strict";
// Clients whose node is given a newer application, or is killed, and who come back to another one. Environment: SERVER_URLS of three nodes or more, all with
// enfilade.connectionStateRecovery=true, and SERVE_PID, which renews them when it gets SIGUSR1. Nodes are taken away, so this is the last one of a run.
const { area, ask, assert, collect, connected, io, once, same, sleep, uid, until, PROFILES } = require("../lib/kit.js");

const URLS = PROFILES.main.urls;
const SERVE = Number(process.env.SERVE_PID);
const BACKED_UP = process.env.ENFILADE_CONNECTIONSTATERECOVERY_BACKUPS === "1";
const TRANSPORTS = [["websocket"], ["polling", "websocket"], ["polling"]];
const CLIENTS = 12;
const minutes = (n) => n * 60_000;
const numbers = (n) => [...Array(n).keys()];

/** The nodes that have not been killed. */
const living = [...URLS];

/** A client that goes to the next node when it is lost, or refused, as behind a load balancer; it is to be recovered each time. */
class Roamer {
  constructor(s, nsp, index) {
    this.at = index;
    this.connects = 0;
    this.strange = [];
    this.socket = io(this.url() + nsp, s.options({ transports: TRANSPORTS[index % TRANSPORTS.length], reconnection: true, reconnectionDelay: 20, reconnectionDelayMax: 300 }));
    const next = () => {
      this.at++;
      this.socket.io.uri = this.url();
    };
    this.socket.on("disconnect", next);
    this.socket.io.on("reconnect_error", next);
    this.socket.on("connect", () => {
      const { id, recovered } = this.socket;
      if (this.connects++ > 0 && !(recovered && id === this.id)) this.strange.push([recovered, id, this.id, this.story]);
      this.id = id;
    });
    /** Numbers by who has emitted what. */
    this.got = {};
    /** What has happened, for whoever has to find out why something is lacking. */
    this.story = [];
    const tell = (what) => this.story.push(`${what} ${new Date().toISOString().slice(17)} ${Object.entries(this.got).map(([from, list]) => `${from}:${list.at(-1)}`)}`);
    this.socket.on("connect", () => tell(`connect ${this.url()} ${this.socket.recovered} ${this.socket._lastOffset}`));
    this.socket.on("disconnect", (reason) => tell(`${reason} ${this.socket._lastOffset}`));
    this.socket.io.on("reconnect_error", (error) => tell(error.message));
    this.socket.io.on("close", (reason) => tell("close " + reason));
    this.socket.on("n", (from, n) => (this.got[from] ??= []).push(n));
    s.closers.push(() => this.socket.io._close());
  }
  url() {
    return living[this.at % living.length];
  }
  of(from) {
    return this.got[from] ?? [];
  }
}

async function family(s, nsp) {
  const all = numbers(CLIENTS).map((i) => new Roamer(s, nsp, i));
  for (const roamer of all) {
    await connected(roamer.socket);
    await ask(roamer.socket, "join", "all");
  }
  return all;
}

/** Emits numbers from a client, to all by their room or their namespace, and to each one by its id. */
class Traffic {
  constructor(s, name, sender, family) {
    this.name = name;
    this.sender = sender;
    this.family = family;
    this.sent = 0;
    this.direct = family.map(() => 0);
    this.timer = setInterval(() => this.emit(), 4);
    s.closers.push(() => this.stop());
  }
  cast(to, name, n) {
    this.sender.emit("cast", { ...(to && { to }), event: "n", args: [name, n] });
  }
  emit() {
    if (Math.random() < 0.5) return this.cast(Math.random() < 0.5 ? "all" : undefined, this.name, this.sent++);
    const i = Math.floor(Math.random() * this.family.length);
    this.cast(this.family[i].id, this.name + "d", this.direct[i]++);
  }
  stop() {
    clearInterval(this.timer);
  }
  /** Whether all have got all. */
  async arrives() {
    for (const [i, roamer] of this.family.entries()) {
      for (const [from, n] of [[this.name, this.sent], [this.name + "d", this.direct[i]]]) {
        await until(() => roamer.of(from).length >= n, `${n} events of ${from} at client ${i}`).catch(() => {
          const lacking = numbers(n).filter((each) => !roamer.of(from).includes(each));
          assert.fail(`client ${i} (${roamer.connects} connects, ${roamer.strange}) lacks of ${n} events of ${from}: ${lacking}`);
        });
      }
    }
    for (const [i, roamer] of this.family.entries()) {
      const isAll = (list, n) => list.length === n && list.every((each, at) => each === at);
      if (!isAll(roamer.of(this.name), this.sent)) assert.fail(`what ${this.name} has emitted, at client ${i}: ${roamer.of(this.name)}; ${roamer.story.join("\n")}`);
      same(roamer.of(this.name + "d"), numbers(this.direct[i]), `what ${this.name} has emitted to client ${i}`);
    }
  }
}

const rising = (list) => list.every((n, i) => i === 0 || n > list[i - 1]);

async function pidOf(s, url) {
  const client = await s.at(URLS.indexOf(url));
  const { process: pid } = await ask(client, "nodes");
  client.disconnect();
  return pid;
}

async function recovered(roamers, connects) {
  const lost = () => roamers.filter((roamer, i) => !(roamer.connects > connects[i] && roamer.socket.connected));
  await until(() => lost().length === 0, "all clients again").catch(() => {
    assert.fail(`still away: ${lost().map((roamer) => roamer.story.join("\n"))}`);
  });
}

function assertNothingStrange(roamers) {
  same(roamers.flatMap((roamer) => roamer.strange), [], "returns that were not recovered, or with another id");
}

area("cluster leaving", (test) => {
  test("while each node is given a newer application, all clients come back as the same, and none lacks what another one got", async (s) => {
    const nsp = s.tenant();
    const roamers = await family(s, nsp);
    // They emit what they like to while they are away when they are back, so nobody knows how much will have been emitted.
    const senders = URLS.map((_, i) => new Roamer(s, nsp, i));
    for (const sender of senders) await connected(sender.socket);
    const traffics = senders.map((sender, i) => new Traffic(s, "s" + i, sender.socket, roamers));
    await ask(roamers[0].socket, "data:set", "k", "v");
    process.kill(SERVE, "SIGUSR1");
    for (const [node, url] of URLS.entries()) {
      await until(async () => {
        await sleep(200);
        const visitor = await s.at(node).catch(() => null);
        const there = visitor && (await ask(visitor, "nodes").catch(() => null));
        if (visitor) visitor.disconnect();
        return there && there.version === "2" && there.others.length === URLS.length - 1;
      }, `a newer application on ${url}, which knows the other nodes`, minutes(10));
    }
    traffics.forEach((traffic) => traffic.stop());
    await until(() => [...roamers, ...senders].every((roamer) => roamer.socket.connected), "all clients");
    assertNothingStrange([...roamers, ...senders]);
    // behind all that they have emitted
    for (const sender of senders) await ask(sender.socket, "cast", { to: "all", event: "n", args: ["end", 0] });
    await until(() => roamers.every((roamer) => roamer.of("end").length >= senders.length), "the last events");
    assert.ok(roamers.every((roamer) => roamer.connects > 1), "each client was to lose a connection");
    for (const { name } of traffics) {
      const [first] = roamers;
      assert.ok(first.of(name).length > 0 && rising(first.of(name)), `events of ${name} in their order: ${first.of(name)}`);
      for (const [i, roamer] of roamers.entries()) {
        const [lacking, more] = [first.of(name).filter((n) => !roamer.of(name).includes(n)), roamer.of(name).filter((n) => !first.of(name).includes(n))];
        if (lacking.length + more.length > 0) {
          assert.fail(`of ${name} client ${i} lacks ${lacking}, and client 0 ${more};\n${roamer.story.join("\n")}\n--- client 0\n${first.story.join("\n")}`);
        }
        assert.ok(rising(roamer.of(name)), `events of ${name} in their order, at client ${i}`);
        assert.ok(rising(roamer.of(name + "d")), `events of ${name} to client ${i} in their order`);
      }
    }
    const me = await ask(roamers[0].socket, "whoami");
    same([me.recovered, me.data, me.rooms.includes("all")], [true, { k: "v" }, true]);
  }, { timeout: minutes(30) });

  for (let round = 1; round <= URLS.length - 2; round++) {
    test(`when a node is killed its clients come back to others with all that those have emitted (${round})`, async (s) => {
      const [doomed] = living;
      const nsp = s.tenant();
      const roamers = await family(s, nsp);
      const absent = roamers.find((roamer) => roamer.url() === doomed);
      const away = once(absent.socket, "disconnect");
      absent.socket.io.reconnection(false);
      absent.socket.io.engine.close();
      await away;
      absent.at = roamers.findIndex((roamer) => roamer.url() !== doomed);

      // nothing else is sent there
      const quiet = s.tenant();
      const late = new Roamer(s, quiet, 0);
      const witness = await s.at(URLS.indexOf(doomed), quiet);
      const elsewhere = await s.at(URLS.indexOf(living[1]), quiet);
      await connected(late.socket);
      await ask(witness, "join", "late");
      const seen = collect(witness, "n");
      await ask(elsewhere, "cast", { to: "late", event: "n", args: ["late", "before"] });
      await seen.waitFor(1);
      await ask(late.socket, "join", "late");
      await ask(late.socket, "data:set", "k", "v");

      const stayers = living.slice(1);
      const traffics = [];
      for (const [i, url] of stayers.entries()) traffics.push(new Traffic(s, "s" + i, await s.at(URLS.indexOf(url), nsp), roamers));
      const own = await s.at(URLS.indexOf(doomed), nsp);
      for (let n = 0; n < 20; n++) own.emit("cast", { to: "all", event: "n", args: ["own", n] });
      const others = roamers.filter((roamer) => roamer !== absent);
      await until(() => others.every((roamer) => roamer.of("own").length === 20), "what the node has emitted");
      const dying = new Traffic(s, "dying", own, roamers);
      await sleep(1_000); // for the records, which are written a tenth of a second later
      const connects = roamers.map((roamer) => (roamer.url() === doomed ? roamer.connects : 0));
      const pid = await pidOf(s, doomed);
      living.shift();
      process.kill(pid, "SIGKILL");
      dying.stop();
      await recovered(others, others.map((roamer) => connects[roamers.indexOf(roamer)]));
      assertNothingStrange(others);
      absent.socket.io.reconnection(true);
      absent.socket.io.uri = absent.url();
      const back = once(absent.socket, "connect");
      absent.socket.connect();
      await back;
      await until(() => late.connects > 1 && late.socket.connected, "the client in the quiet namespace");
      await ask(elsewhere, "cast", { to: "late", event: "n", args: ["late", "after"] });
      await sleep(500); // of traffic
      for (const traffic of traffics) {
        traffic.stop();
        await ask(traffic.sender, "whoami");
      }
      for (const traffic of traffics) await traffic.arrives();
      assertNothingStrange([...roamers, late]);
      await until(() => late.of("late").length > 0, "the event after the join");
      same(late.of("late"), ["after"]);
      const me = await ask(late.socket, "whoami");
      same([me.recovered, me.data, me.rooms.includes("late")], [true, { k: "v" }, true]);
      for (const [i, roamer] of roamers.entries()) {
        assert.ok(rising(roamer.of("dying")), `what the killed node has emitted, at client ${i}: ${roamer.of("dying")}`);
        if (roamer !== absent || BACKED_UP) same(roamer.of("own"), numbers(20), `what it had emitted before, at client ${i}`);
      }
      if (!BACKED_UP) same(absent.of("own"), [], "what only the killed node had for the client that was away");
    }, { timeout: minutes(10) });
  }
}, { concurrency: 1 });
