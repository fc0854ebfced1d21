"use strict";
// Clients while WildFly is administered. conformance/managed runs this: MANAGED_CLI is the program jboss-cli, MANAGED_AT where it finds the server,
// MANAGED_LOW a listener with timeouts below pingInterval and a max-post-size below maxHttpBufferSize, MANAGED_PID the server's process. The
// application at /load never pings, so that its clients' polls wait.
const fs = require("node:fs");
const net = require("node:net");
const { execFile } = require("node:child_process");
const { DEADLINE, area, ask, assert, collect, connected, once, same, until, PROFILES } = require("../lib/kit.js");

const TRANSPORTS = { polling: ["polling"], WebSocket: ["websocket"], "an upgrade": ["polling", "websocket"] };
const { JBOSS_HOME, ...env } = process.env;

const manage = (command) =>
  new Promise((resolve, reject) => {
    const args = ["--connect", `--controller=remote+http://${process.env.MANAGED_AT}`, `--command=${command}`];
    execFile(process.env.MANAGED_CLI, args, { env, timeout: DEADLINE }, (error, out, err) => (error ? reject(new Error(`${command}: ${out}${err}`)) : resolve(out)));
  });
const alive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A client of each transport at both applications; each tells what ended it. */
async function everybody(s, opts) {
  const all = [];
  for (const path of ["/socket.io/", "/load/socket.io/"]) {
    for (const transports of Object.values(TRANSPORTS)) {
      const socket = s.client("/", { ...opts, path, transports });
      socket.lost = collect(socket, "disconnect");
      socket.back = collect(socket, "connect");
      await connected(socket);
      await until(() => socket.io.engine.transport.name === transports.at(-1), "the upgrade");
      all.push(socket);
    }
  }
  return all;
}

/** Opens a WebSocket and never reads or writes again; `gone` resolves when it has been dropped. */
async function deaf(s) {
  const { port, hostname } = new URL(PROFILES.main.url);
  const socket = net.connect(port, hostname);
  socket.on("error", () => {});
  s.closers.push(() => socket.destroy());
  socket.write(
    `GET /load/socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  const [data] = await once(socket, "data");
  assert.match(String(data), /^HTTP\/1.1 101 /);
  return { gone: once(socket, "close") };
}

area("WildFly's limits", (test) => {
  for (const [what, transports] of Object.entries(TRANSPORTS)) {
    test(`timeouts below pingInterval leave clients by ${what} alone`, async (s) => {
      s.profile.urls = [process.env.MANAGED_LOW];
      const socket = await s.connect("/", { transports });
      const lost = collect(socket, "disconnect");
      await collect(socket.io, "ping").waitFor(2);
      same(await ask(socket, "echo", 1), 1);
      same(lost, []);
    });
  }
  test("a max-post-size below maxHttpBufferSize: a POST beyond it gets 400, and ends the client", async (s) => {
    s.profile.urls = [process.env.MANAGED_LOW];
    const large = "x".repeat(60_000);
    const p = await (await s.poll()).join("/");
    same((await p.post(`42["echo","${large}"]`)).status, 400);
    const socket = await s.connect("/", { transports: ["polling"] });
    const lost = once(socket, "disconnect");
    socket.emit("echo", large);
    const [reason, { message, description }] = await lost;
    same([reason, message, description], ["transport error", "xhr post error", 400]);
    same(await ask(await s.connect("/", { transports: ["websocket"] }), "echo", large), large);
  });
}, { concurrency: 1 });

area("WildFly suspended", (test) => {
  test("clients are let go at once, timers go on, and after it is resumed all is as before", async (s) => {
    const before = fs.statSync(process.env.SERVER_LOG).size;
    const sockets = await everybody(s, { reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 1_000 });
    const tested = sockets.slice(0, 3);
    const ids = tested.map((socket) => socket.id);
    const silent = await deaf(s);
    await manage(":suspend(suspend-timeout=3600)");
    for (const socket of sockets) same(await socket.lost.waitFor(1).then(([[reason]]) => reason), "transport close");
    same((await s.http({ query: { EIO: "4", transport: "polling" } })).status, 503);
    await silent.gone; // by a timer of the server
    await manage(":resume");
    for (const socket of sockets) await until(() => socket.connected, "the reconnection");
    for (const socket of sockets) same(await ask(socket, "echo", "again"), "again");
    for (const id of ids) same((await until(() => ask(tested[0], "log", id))).reason, "server shutting down");
    await Promise.all(tested.map((socket) => collect(socket.io, "ping").waitFor(2)));
    for (const socket of sockets) same(socket.lost.length, 1);
    const log = fs.readFileSync(process.env.SERVER_LOG).subarray(before).toString();
    same(log.split("\n").filter((line) => /\b(FATAL|ERROR|WARN)\b/.test(line)), []);
  });
}, { concurrency: 1 });

area("WildFly shut down", (test) => {
  test("with a timeout, it ends when it has let go of the clients", async (s) => {
    const sockets = await everybody(s);
    const silent = await deaf(s);
    await manage(":shutdown(suspend-timeout=3600)");
    for (const socket of sockets) same(await socket.lost.waitFor(1).then(([[reason]]) => reason), "transport close");
    await silent.gone;
    await until(() => !alive(Number(process.env.MANAGED_PID)), "the end of the server");
  });
}, { concurrency: 1 });
