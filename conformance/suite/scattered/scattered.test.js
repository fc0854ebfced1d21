"use strict";
// Clients of a cluster behind a proxy that sends each request to the next node (verify --scattered), and the death of a node. Two nodes or more on this
// machine. One is killed, so this is the last test that they can be used for.
const { area, ask, assert, collect, connected, patiently, same, sleep, uid, until, T } = require("../lib/kit.js");

const POLLING = { transports: ["polling"] };
const UPGRADE = { transports: ["polling", "websocket"] };
const WEBSOCKET = { transports: ["websocket"] };
const arrive = (s, opts) => patiently((ms) => connected(s.client("/chat", opts), ms), [5_000, 20_000, 60_000]);
const upgraded = (socket) => until(() => socket.io.engine.transport.name === "websocket", "the upgrade");

/** Clients of one kind. */
async function clients(s, count, opts) {
  const sockets = await Promise.all([...Array(count)].map(() => arrive(s, opts)));
  if (opts.transports.length === 2) await Promise.all(sockets.map(upgraded));
  return sockets;
}
const home = async (socket) => (await ask(socket, "nodes")).process;

area("requests that reach any node", (test) => {
  for (const [what, opts] of [["polling", POLLING], ["an upgrade", UPGRADE], ["WebSocket", WEBSOCKET]]) {
    test(`by ${what}: events both ways, large and binary ones too, in order, and it stays while nothing is said`, async (s) => {
      const sockets = await clients(s, 12, opts);
      const lost = [];
      for (const socket of sockets) socket.on("disconnect", (reason) => lost.push(reason));
      const homes = await Promise.all(sockets.map(home));
      assert.ok(new Set(homes).size > 1, "the clients are on one node");
      const event = uid("all");
      const lists = sockets.map((socket) => collect(socket, event));
      await Promise.all(
        sockets.map(async (socket, i) => {
          for (let n = 0; n < 20; n++) same(await ask(socket, "echo", n), n);
          same(await ask(socket, "bin:info", { x: Buffer.from([1, 2]) }), { buffers: 1, bytes: 2, sum: 3 });
          same(Buffer.from(await ask(socket, "bin:make", 200_000)).length, 200_000);
          const text = "ü".repeat(40_000);
          same(await ask(socket, "echo", text), text);
          socket.emit("cast", { event, args: [i] });
        }),
      );
      for (const list of lists) await list.waitFor(sockets.length);
      await sleep(T.interval + 2 * T.timeout);
      same(lost, []);
      same(await Promise.all(sockets.map(home)), homes);
    });
  }

  test("requests cross the nodes", async (s) => {
    const socket = await arrive(s, POLLING);
    const before = await ask(socket, "nodes");
    for (let n = 0; n < 20; n++) await ask(socket, "echo", n);
    const after = await ask(socket, "nodes");
    assert.ok(after.received - before.received > 20, JSON.stringify([before, after]));
  });

  test("a node is killed: its clients come back, and nothing is left of them", async (s) => {
    const again = { reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 1_000 };
    const sockets = [
      ...(await clients(s, 12, { ...POLLING, ...again })),
      ...(await clients(s, 12, { ...UPGRADE, ...again })),
      ...(await clients(s, 6, { ...WEBSOCKET, ...again })),
    ];
    const homes = await Promise.all(sockets.map(home));
    const doomed = homes[0];
    const hit = sockets.filter((_, i) => homes[i] === doomed);
    assert.ok(hit.length > 0 && hit.length < sockets.length);
    const back = Promise.all(hit.map((socket) => new Promise((resolve) => socket.once("disconnect", () => socket.once("connect", resolve)))));
    process.kill(doomed, "SIGKILL");
    await back;
    // Others may have had a request at that node, and come back as well.
    for (const socket of sockets) {
      let now;
      // one that loses its connection only now is asked again
      const asked = () => Promise.race([home(socket), sleep(2_000)]).catch(() => undefined);
      await until(async () => socket.connected && (now = await asked()), "a client that is served again");
      assert.notEqual(now, doomed);
    }
    await until(async () => (await ask(sockets[0], "stats")).clients === sockets.length, "the end of the sessions that were lost");
    const event = uid("all");
    const lists = sockets.map((socket) => collect(socket, event));
    await ask(sockets[0], "cast", { event });
    for (const list of lists) await list.waitFor(1);
  }, { timeout: 600_000 });
}, { concurrency: 1 });
