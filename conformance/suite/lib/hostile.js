"use strict";
// Clients that do what no client should, and what has to hold meanwhile and afterwards. For the application of hostile/, see README.md.
const fs = require("node:fs");
const net = require("node:net");
const { join } = require("node:path");
const { Worker } = require("node:worker_threads");
const { area, ask, assert, connected, deadline, io, uid, until } = require("./kit.js");

/** Long ends: for what happens in the end, however slow the machine is. */
const END = Number(process.env.END || 120_000);
const MB = 1_000_000;
/**
 * What the heap may have more afterwards: buffers and classes that a server keeps for the next one. Payara keeps its request objects, each with the last
 * WebSocket that it was for and what that one has read.
 */
const TOLERANCE = 80 * MB;
/** The longest a healthy client may wait where nothing else runs. */
const WAIT = 1000;

// --- WebSocket frames, masked with zeros so that they can be sent again and again

function frame(opcode, payload, fin = true) {
  const data = Buffer.from(payload);
  const head = data.length < 126 ? Buffer.alloc(6) : data.length < 65536 ? Buffer.alloc(8) : Buffer.alloc(14);
  head[0] = (fin ? 0x80 : 0) | opcode;
  if (data.length < 126) head[1] = 0x80 | data.length;
  else if (data.length < 65536) {
    head[1] = 0x80 | 126;
    head.writeUInt16BE(data.length, 2);
  } else {
    head[1] = 0x80 | 127;
    head.writeBigUInt64BE(BigInt(data.length), 2);
  }
  return Buffer.concat([head, data]);
}
const text = (packet) => frame(1, packet);
const binary = (bytes) => frame(2, bytes);

/** A TCP connection that is written to. */
class Tcp {
  constructor(s) {
    const url = new URL(s.profile.url);
    this.host = url.host;
    this.path = s.profile.path;
    this.socket = net.connect({ host: url.hostname, port: url.port });
    this.socket.on("error", () => {});
    this.gone = new Promise((resolve) => this.socket.once("close", resolve)).then(() => (this.isGone = true));
    this.isGone = false;
    this.received = Buffer.alloc(0);
    s.closers.push(() => this.socket.destroy());
  }
  connected() {
    return deadline(Promise.race([new Promise((resolve) => this.socket.once("connect", resolve)), this.gone]), "TCP connection", END);
  }
  /** Resolves when the bytes are on their way, or the connection is gone. */
  write(bytes) {
    if (!this.socket.writable) return this.gone;
    return Promise.race([new Promise((resolve) => this.socket.write(bytes, resolve)), this.gone]);
  }
  closed() {
    return deadline(this.gone, "end of a hostile connection", END);
  }
  destroy() {
    this.socket.destroy();
    return this.gone;
  }
}

/** One HTTP request, as it stands. */
class Http extends Tcp {
  async send(lines, body = "") {
    const answered = new Promise((resolve) => {
      this.socket.on("data", (chunk) => {
        if (this.received.length < 65536) this.received = Buffer.concat([this.received, chunk]);
        if (this.received.includes("\r\n\r\n")) resolve();
      });
    });
    this.answer = Promise.race([answered, this.gone]).then(() => {
      const status = /^HTTP\/1\.[01] (\d+)/.exec(this.received.toString("latin1"));
      return { status: status ? Number(status[1]) : 0, text: this.received.toString("utf8") };
    });
    await this.write(Buffer.concat([Buffer.from(lines.join("\r\n") + "\r\n\r\n"), Buffer.from(body)]));
    return this;
  }
  answered() {
    return deadline(this.answer, "answer to a hostile request", END);
  }
}

/** A WebSocket that sends frames as they are told. */
class Raw extends Tcp {
  /** @param headers more lines for the handshake */
  async open(...headers) {
    this.texts = [];
    this.messages = 0;
    this.waiters = [];
    const upgraded = new Promise((resolve) => (this.upgraded = resolve));
    this.socket.on("data", (chunk) => this.read(chunk));
    await this.connected();
    this.socket.write(
      [
        `GET ${this.path}?EIO=4&transport=websocket HTTP/1.1`,
        `Host: ${this.host}`,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        `Sec-WebSocket-Key: ${Buffer.from(uid("0123456")).subarray(0, 16).toString("base64")}`,
        ...headers,
        "\r\n",
      ].join("\r\n"),
    );
    await deadline(Promise.race([upgraded, this.gone]), "upgrade of a hostile connection", END);
    assert.ok(!this.isGone, "the WebSocket of a hostile client was refused");
    return this;
  }
  read(chunk) {
    let data = this.received.length ? Buffer.concat([this.received, chunk]) : chunk;
    if (this.upgraded) {
      const end = data.indexOf("\r\n\r\n");
      if (end < 0) {
        this.received = data;
        return;
      }
      this.head = data.toString("latin1", 0, end);
      if (!this.head.startsWith("HTTP/1.1 101")) {
        this.socket.destroy();
        return;
      }
      this.upgraded();
      this.upgraded = undefined;
      data = data.subarray(end + 4);
    }
    for (;;) {
      if (data.length < 2) break;
      let [length, at] = [data[1] & 127, 2];
      if (length === 126) [length, at] = [data.length < 4 ? Infinity : data.readUInt16BE(2), 4];
      else if (length === 127) [length, at] = [data.length < 10 ? Infinity : Number(data.readBigUInt64BE(2)), 10];
      if (data.length < at + length) break;
      this.frame(data[0] & 15, data.subarray(at, at + length));
      data = data.subarray(at + length);
    }
    this.received = Buffer.from(data);
  }
  frame(opcode, payload) {
    const message = opcode === 1 ? payload.subarray(0, 4096).toString() : undefined;
    if (message === "2") this.write(text("3"));
    else if (opcode < 8) this.messages++;
    if (message && message !== "2") this.texts.push(message);
    if (opcode === 8) {
      this.code = payload.length > 1 ? payload.readUInt16BE(0) : 1005;
      if (this.socket.writable) this.socket.end(frame(8, payload));
    }
    this.waiters = this.waiters.filter((done) => !done());
  }
  /** The next text that begins so; undefined if the connection ends before. */
  async next(prefix) {
    let found;
    const come = new Promise((resolve) => {
      const look = () => {
        const i = this.texts.findIndex((t) => t.startsWith(prefix));
        if (i >= 0) resolve((found = this.texts.splice(i, 1)[0]));
        return i >= 0;
      };
      if (!look()) this.waiters.push(look);
    });
    await deadline(Promise.race([come, this.gone]), `"${prefix}..." for a hostile client`, END);
    return found;
  }
  async join(nsp = "/", auth) {
    const to = nsp === "/" ? "" : nsp + ",";
    await this.write(text("40" + to + (auth === undefined ? "" : JSON.stringify(auth))));
    return this.next("40" + to);
  }
  /** Whether the connection still answers: the answer comes after all that was sent before, or the connection ends. */
  async answers() {
    const id = Math.floor(Math.random() * 1e9);
    await this.write(text(`42${id}["ping"]`));
    return (await this.next(`43${id}[`)) !== undefined;
  }
  send(...packets) {
    return this.write(Buffer.concat(packets.map((p) => (typeof p === "string" ? text(p) : binary(p)))));
  }
  /** Reads no more. */
  deaf() {
    this.socket.pause();
  }
}

const raw = (s, ...headers) => new Raw(s).open(...headers);
const joined = async (s, nsp, auth) => {
  const r = await raw(s);
  assert.ok(await r.join(nsp, auth), "a hostile client could not join");
  return r;
};
/** Does something n times, some at once. */
async function times(n, fn, atOnce = 20) {
  const results = [];
  let next = 0;
  await Promise.all(
    [...Array(Math.min(n, atOnce))].map(async () => {
      while (next < n) {
        const i = next++;
        results[i] = await fn(i);
      }
    }),
  );
  return results;
}

// --- what has to hold

class Bystander {
  static async start(s) {
    const b = new Bystander();
    b.worker = new Worker(join(__dirname, "bystander.js"), { workerData: { url: s.profile.url, path: s.profile.path } });
    s.closers.push(() => b.worker.terminate());
    b.messages = [];
    b.worker.on("error", (e) => b.messages.push({ error: e.message }));
    b.worker.on("message", (m) => b.messages.push(m));
    await b.next();
    return b;
  }
  async next() {
    await until(() => this.messages.length, "the healthy client", 2 * END);
    const message = this.messages.shift();
    assert.ok(!message.error, "the healthy client: " + message.error);
    return message;
  }
  /** How long it waits while nobody is hostile. */
  async calm() {
    this.worker.postMessage({ slowest: 200 });
    return this.next();
  }
  watch() {
    this.worker.postMessage({ watch: true });
  }
  seen() {
    this.worker.postMessage({ watch: false });
    return this.next();
  }
}

/** Somebody whose client is the official one and who has never been here. */
async function newcomer(s, transports, nsp) {
  const socket = io(s.profile.url + nsp, { path: s.profile.path, transports, forceNew: true, reconnection: false, timeout: END });
  s.closers.push(() => socket.io._close());
  await deadline(connected(socket, END), `a newcomer by ${transports}`, END);
  assert.equal(await deadline(socket.timeout(END).emitWithAck("ping"), "an answer to a newcomer", END), "pong");
  socket.disconnect();
}

/** What the server logs from here on; undefined if nobody knows where. */
function logged() {
  const file = process.env.SERVER_LOG;
  if (!file) return () => "";
  const from = fs.statSync(file).size;
  return () => fs.readFileSync(file).subarray(from).toString("utf8");
}
const FAULTS = /^.*(?:\bERROR\b|\bSEVERE\b|OutOfMemoryError|NullPointerException|StackOverflowError).*$/gm;

/** The warnings in a log that clients can cause, by kind: the option whose limit they have reached. */
function warnings(log) {
  const kinds = {};
  for (const [, limit, all] of log.matchAll(/\(limit: ([^;]+);|More than \d+ bytes (wait) for and from clients/g)) {
    const kind = all ? "maxWaitingBytes" : limit;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return kinds;
}

/** Of those since the server was started; undefined if nobody knows where its log is. */
const allWarnings = () => (process.env.SERVER_LOG ? warnings(fs.readFileSync(process.env.SERVER_LOG, "utf8")) : undefined);

/** Declares attacks. The attack gets the scope and the probe; `entered`, `shut`, `open`, `state` are of the probe. */
function attacks(name, body) {
  area(
    name,
    (test) =>
      body((title, attack, { tolerance = TOLERANCE } = {}) =>
        test(
          title,
          async (s) => {
            const probe = await s.connect("/probe");
            const state = (collect = false) => deadline(probe.timeout(END).emitWithAck("state", collect), "state of the server", END);
            const gate = (to) => deadline(probe.timeout(END).emitWithAck(to), "gate", END);
            const bystander = await Bystander.start(s);
            const calm = await bystander.calm();
            const before = await state(true);
            const log = logged();
            const start = Date.now();
            bystander.watch();
            const { closers } = s;
            s.closers = [];
            try {
              await attack(s, { state, before, shut: () => gate("shut"), open: () => gate("open") });
            } finally {
              for (const close of s.closers.reverse()) close();
              s.closers = closers;
              await gate("open");
            }
            const seen = await bystander.seen();
            let after;
            await until(
              async () => {
                after = await state(true);
                return after.connections <= before.connections && after.heap <= before.heap + tolerance;
              },
              "the heap back to where it was",
              END,
            ).catch((e) => assert.fail(`${e.message}: before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`));
            if (process.env.VERBOSE) process.stderr.write(`${title}: ${JSON.stringify({ calm, seen, before, after })}\n`);
            for (const transport of ["polling", "websocket"]) await newcomer(s, [transport], "/");
            await newcomer(s, ["websocket"], "/other-" + uid("new"));
            assert.deepEqual(log().match(FAULTS) ?? [], [], "the log of the server");
            const most = Math.floor((Date.now() - start) / 60_000) + 1;
            const many = Object.entries(warnings(log())).filter(([, count]) => count > most);
            assert.deepEqual(many, [], `more than ${most} lines for one limit in the log of the server`);
            // that others compute, and what the thread of the healthy client itself was late, is not the server's
            const allowed = Math.max(WAIT * Math.max(calm.slowdown, seen.slowdown), 20 * calm.wait) + seen.late;
            assert.ok(seen.wait <= allowed, `a healthy client has waited for ${Math.round(seen.wait)} ms, not ${Math.round(allowed)} (${JSON.stringify({ calm, seen })})`);
          },
          { timeout: 600_000 },
        ),
      ),
    { concurrency: 1 },
  );
}

module.exports = { END, MB, Http, Raw, allWarnings, attacks, binary, frame, joined, raw, text, times };
