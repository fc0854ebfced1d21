"use strict";
// Clients that lose their connection and come back to another node. Environment: SERVER_URLS of three nodes, all with enfilade.connectionStateRecovery=true.
const { area, ask, assert, collect, connected, io, once, same, sleep, uid, until, PROFILES } = require("../lib/kit.js");

const URLS = PROFILES.main.urls;
const MOVES = 60;

/** A client that goes to the next node each time. */
function roaming(s, nsp, transports) {
  const socket = io(URLS[0] + nsp, s.options({ transports, reconnection: true, reconnectionDelay: 5, reconnectionDelayMax: 50 }));
  let at = 0;
  socket.on("disconnect", () => {
    at = (at + 1) % URLS.length;
    socket.io.uri = URLS[at];
  });
  s.closers.push(() => {
    socket.io.reconnection(false);
    socket.io._close();
  });
  return socket;
}

async function move(socket) {
  const back = once(socket, "connect");
  socket.io.engine.close();
  await back;
}

/** False if a sender has lost its connection: the machine was too slow for it. */
async function moves(s, transports) {
  const nsp = s.tenant();
  const room = uid("room");
  const senders = await Promise.all(URLS.map((_, node) => s.at(node, nsp)));
  let isLost = false;
  for (const sender of senders) sender.on("disconnect", () => (isLost = true));
  const socket = roaming(s, nsp, transports);
  const got = URLS.map(() => []);
  socket.on("n", (node, n) => got[node].push(n));
  await connected(socket);
  const { id } = socket;
  await ask(socket, "join", room);
  const sent = URLS.map(() => 0);
  const moved = [];
  const emit = (node) => senders[node].emit("cast", { to: Math.random() < 0.5 ? room : id, event: "n", args: [node, sent[node]++] });
  const timer = setInterval(() => URLS.forEach((_, node) => emit(node)), 2);
  s.closers.push(() => clearInterval(timer));
  for (let i = 0; i < MOVES; i++) {
    await sleep(Math.random() * 60);
    moved.push([...sent]);
    await move(socket);
    same([socket.recovered, socket.id], [true, id], `move ${i}`);
  }
  clearInterval(timer);
  for (const [node, n] of sent.entries()) {
    await until(() => isLost || got[node].length >= n, "").catch(() => {
      const lacking = [...Array(n).keys()].filter((each) => !got[node].includes(each));
      assert.fail(`of ${n} events of node ${node} these have not come: ${lacking}; moves came before ${moved.map((at) => at[node])}`);
    });
  }
  if (isLost) return false;
  await ask(socket, "whoami");
  for (const [node, n] of sent.entries()) same(got[node], [...Array(n).keys()], `what node ${node} has emitted`);
  return true;
}

area("cluster recovery", (test) => {
  test("a client comes back to another node as the same, with its rooms, its data and what it has missed there", async (s) => {
    const nsp = s.tenant();
    const room = uid("room");
    const others = await Promise.all(URLS.map((_, node) => s.at(node, nsp)));
    const socket = roaming(s, nsp, ["websocket"]);
    await connected(socket);
    const { id } = socket;
    const before = (await ask(socket, "nodes")).node;
    await ask(socket, "join", room);
    await ask(socket, "data:set", "k", "v");
    const got = collect(socket, "n");
    socket.io.reconnection(false);
    socket.io.engine.close();
    await until(async () => (await ask(others[1], "members", room)).length === 0, "the loss");
    for (const [i, other] of others.entries()) await ask(other, "cast", { to: room, event: "n", args: [i] });
    const back = once(socket, "connect");
    socket.io.reconnection(true);
    socket.connect();
    await back;
    assert.ok(socket.recovered, "recovered");
    assert.equal(socket.id, id);
    await got.waitFor(others.length);
    same(got.map((args) => args[0]).sort(), others.map((_, i) => i));
    assert.notEqual((await ask(socket, "nodes")).node, before);
    const me = await ask(socket, "whoami");
    same([me.recovered, me.data, me.rooms.includes(room)], [true, { k: "v" }, true]);
    // and is reached there by its id and its room, and nowhere else
    for (const other of others) other.emit("cast", { to: id, event: "n", args: ["id"] });
    others[0].emit("cast", { to: room, event: "n", args: ["room"] });
    await got.waitFor(2 * others.length + 1);
  });

  for (const transports of [["websocket"], ["polling", "websocket"]]) {
    test(`a client that goes from node to node ${MOVES} times gets what all nodes emit once and in their order (${transports})`, async (s) => {
      for (let i = 0; i < 3; i++) if (await moves(s, transports)) return;
      assert.fail("this machine is too slow");
    });
  }
});
