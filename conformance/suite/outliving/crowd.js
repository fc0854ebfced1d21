"use strict";
// A part of the crowd: official clients in a process of their own. conformance/suite/outliving/outliving.js starts it, and says by messages what to do.
const http = require("node:http");
const { io } = require("socket.io-client");
const { ask, sleep } = require("../lib/kit.js");
const { audience, roomOf } = require("./audience.js");

const KINDS = { websocket: ["websocket"], upgrade: ["polling", "websocket"], polling: ["polling"] };
const AT_A_TIME = 8;

class Client {
  constructor(number, kind, { url, nsp, path, delay }) {
    this.number = number;
    this.kind = kind;
    /** By the origin of events: their numbers, and when each arrived and was sent. */
    this.got = new Map();
    this.connects = [];
    this.losses = [];
    this.refusals = [];
    // An address for each, so that the ports suffice. Why no connection is kept: see ../proxied/proxied.test.js.
    const localAddress = `127.1.${number >> 8}.${(number & 255) || 254}`;
    this.socket = io(url + nsp, {
      path,
      transports: KINDS[kind],
      forceNew: true,
      timeout: 60_000,
      reconnectionDelay: delay,
      agent: new http.Agent({ localAddress, keepAlive: false }),
    });
    this.socket.on("connect", () => this.connects.push({ at: Date.now(), pid: this.socket._pid, id: this.socket.id, recovered: this.socket.recovered }));
    this.socket.on("disconnect", (reason) => this.losses.push({ at: Date.now(), reason }));
    this.socket.on("connect_error", (e) => {
      if (!this.socket.active) this.refusals.push(e.message);
    });
    this.socket.on("n", (origin, n, sent) => {
      let list = this.got.get(origin);
      if (!list) this.got.set(origin, (list = { numbers: [], sent: [], at: [] }));
      list.numbers.push(n);
      list.sent.push(sent);
      list.at.push(Date.now());
    });
  }

  async arrive() {
    while (!this.socket.connected) await sleep(5);
    await ask(this.socket, "join", roomOf(this.number));
    await ask(this.socket, "data:set", "number", this.number);
  }

  isFor(n) {
    const room = audience(n);
    return room === null || room === roomOf(this.number);
  }

  /** Whether it had to begin anew, so that it lacks what was emitted meanwhile. */
  isAnew() {
    return this.connects.slice(1).some(({ recovered }) => !recovered);
  }

  /** What was emitted for certain and has not come. */
  lacking(origins) {
    const lacking = [];
    for (const [origin, sure] of Object.entries(origins)) {
      const numbers = new Set(this.got.get(origin)?.numbers);
      for (let n = 0; n < sure; n++) if (this.isFor(n) && !numbers.has(n)) lacking.push(`${origin}/${n}`);
    }
    return lacking;
  }

  /** What came and should not have. */
  wrong() {
    const wrong = [];
    for (const [origin, { numbers }] of this.got) {
      numbers.forEach((n, i) => {
        if (numbers.indexOf(n) !== i) wrong.push(`${origin}/${n} twice`);
        else if (i && n < numbers[i - 1]) wrong.push(`${origin}/${n} after ${numbers[i - 1]}`);
        if (!this.isFor(n)) wrong.push(`${origin}/${n} is for another room`);
      });
    }
    return wrong;
  }

  /** Of a client that has lost its connection in that time: how long it was away at most, until it was back, and until it had what was emitted before it was back. */
  absence(from, until) {
    const ends = this.connects.filter(({ at }) => at >= from && at < until);
    if (!this.losses.some(({ at }) => at >= from && at < until)) return null;
    if (!ends.length) return { back: null };
    const longest = { back: 0, complete: 0 };
    let start = from;
    for (const { at: end } of ends) {
      const lost = this.losses.find(({ at }) => at >= start && at <= end)?.at ?? end;
      let complete = end;
      for (const { sent, at } of this.got.values()) {
        sent.forEach((time, i) => {
          if (time >= lost && time <= end && at[i] > complete) complete = at[i];
        });
      }
      longest.back = Math.max(longest.back, end - lost);
      longest.complete = Math.max(longest.complete, complete - lost);
      start = end;
    }
    return longest;
  }

  story() {
    const all = [...this.connects.map((c) => ({ ...c, what: (c.recovered ? "recovered " : "new ") + c.pid })), ...this.losses.map((l) => ({ ...l, what: "lost: " + l.reason }))];
    return all.sort((a, b) => a.at - b.at).map(({ at, what }) => `${at} ${what}`);
  }
}

let clients = [];

const tasks = {
  async start({ first, count, ...where }) {
    const kinds = Object.keys(KINDS);
    for (let i = 0; i < count; i += AT_A_TIME) {
      const some = [...Array(Math.min(AT_A_TIME, count - i)).keys()].map((k) => new Client(first + i + k, kinds[(first + i + k) % kinds.length], where));
      clients.push(...some);
      await Promise.all(some.map((client) => client.arrive()));
    }
  },

  where: () => Promise.all(clients.map(async (client) => (await ask(client.socket, "nodes")).node)),

  async status({ origins }) {
    const lacking = clients.filter((client) => !client.isAnew() && client.lacking(origins).length > 0);
    return {
      connected: clients.filter(({ socket }) => socket.connected).length,
      lacking: lacking.length,
      examples: lacking.slice(0, 3).map((client) => `${client.number} (${client.kind}): ${client.lacking(origins)}; ${client.story()}`),
    };
  },

  async end({ origins, phases }) {
    return Promise.all(
      clients.map(async (client) => {
        const wrong = client.wrong();
        const [{ id }, ...later] = client.connects;
        if (client.refusals.length) wrong.push(`refused: ${client.refusals}`);
        if (!client.socket.connected) wrong.push("has no connection");
        else {
          const me = await ask(client.socket, "whoami");
          if (!client.isAnew()) {
            if (me.id !== id || client.socket.id !== id) wrong.push(`was ${id}, is ${me.id}`);
            if (!me.rooms.includes(roomOf(client.number))) wrong.push(`is in no room but ${me.rooms}`);
            if (me.data.number !== client.number) wrong.push(`has the data ${JSON.stringify(me.data)}`);
          }
        }
        return {
          number: client.number,
          kind: client.kind,
          lacking: client.lacking(origins),
          wrong,
          anew: later.filter(({ recovered }) => !recovered).length,
          losses: client.losses.length,
          absences: phases.map(({ from, until }) => client.absence(from, until)),
          got: Object.fromEntries([...client.got].map(([origin, { numbers }]) => [origin, numbers.length])),
          story: client.story(),
        };
      }),
    );
  },
};

process.on("message", async ({ turn, task, ...rest }) => {
  try {
    process.send({ turn, answer: await tasks[task](rest) });
  } catch (e) {
    process.send({ turn, error: e.stack });
  }
});
process.on("disconnect", () => process.exit());
