"use strict";
// What Enfilade promises about recovery beyond what every server does. Profile: recovery.
const net = require("node:net");
const { area, ask, assert, collect, connected, io, once, same, sleep, uid, until, PROFILES } = require("../lib/kit.js");

/** Between client and server: cuts all connections at once, on both sides, or so that the server does not notice. */
async function fragile(s) {
  const target = new URL(PROFILES.recovery.url);
  const pairs = new Set();
  const proxy = net.createServer((client) => {
    const upstream = net.connect(Number(target.port), target.hostname);
    const pair = [client, upstream];
    pairs.add(pair);
    for (const [from, to] of [pair, [upstream, client]]) {
      from.on("data", (data) => to.destroyed || to.write(data));
      from.on("error", () => {});
    }
    client.on("close", () => pair.kept || upstream.destroy());
    upstream.on("close", () => {
      pairs.delete(pair);
      client.destroy();
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const cut = (halfOpen) => {
    for (const pair of pairs) {
      pair.kept = halfOpen;
      pair[0].destroy();
      if (!halfOpen) pair[1].destroy();
    }
  };
  s.closers.push(() => {
    cut(false);
    for (const pair of pairs) pair[1].destroy();
    proxy.close();
  });
  return { url: `http://127.0.0.1:${proxy.address().port}`, cut };
}

function client(s, url, nsp, transports) {
  const socket = io(url + nsp, {
    path: PROFILES.recovery.path,
    transports,
    forceNew: true,
    reconnectionDelay: 5,
    reconnectionDelayMax: 20,
  });
  s.closers.push(() => socket.disconnect());
  return socket;
}

async function resume(s, nsp, auth) {
  const raw = await s.ws();
  raw.send(`40${nsp},${JSON.stringify(auth)}`);
  const answer = await raw.packet();
  assert.equal(answer.type, 0);
  return Object.assign(raw, { connect: answer.data });
}

/** Longer than this a client may not be away, so that it is no fault of the server's if it is not recovered. */
const AWAY = 1500;
const CUTS = 200;
const EVENTS = 100; // for each cut

/** One client, cut again and again; false if this machine was too slow for it. */
async function cuts(s, transports) {
  const { url, cut } = await fragile(s);
  const nsp = s.tenant();
  const room = uid("room");
  const sender = await s.connect(nsp);
  const receiver = client(s, url, nsp, transports);
  const got = [];
  receiver.on("n", (n) => got.push(n));
  await connected(receiver);
  const id = receiver.id;
  await ask(receiver, "join", room);
  let n = 0;
  let upgrades = 0;
  const emit = (count) => {
    for (let i = 0; i < count; i++) sender.emit("cast", { to: room, event: "n", args: [n++] });
  };
  receiver.io.engine.on("upgrade", () => upgrades++);
  for (let i = 0; i < CUTS; i++) {
    emit(EVENTS / 4);
    await sleep(Math.random() * 60);
    emit(EVENTS / 4);
    let isLost = false;
    receiver.once("disconnect", () => (isLost = true));
    const back = once(receiver, "connect");
    const halfOpen = Math.random() < 0.5;
    cut(halfOpen);
    emit(EVENTS / 4);
    await until(() => isLost || cut(halfOpen), "the loss"); // between two polls there is nothing to cut
    const since = Date.now();
    emit(EVENTS / 4);
    await back;
    receiver.io.engine.on("upgrade", () => upgrades++);
    if (Date.now() - since > AWAY && !receiver.recovered) return false;
    same([receiver.recovered, receiver.id], [true, id], `return ${i}, ${Date.now() - since} ms after the loss`);
  }
  await until(() => got.length >= n, `${n} events, not ${got.length}`);
  await ask(receiver, "whoami");
  same(got, [...Array(n).keys()]);
  assert.equal(n, CUTS * EVENTS);
  if (transports.length > 1) assert.ok(upgrades > 0, "no upgrade in between");
  return true;
}

area("recovery", (test) => {
  for (const transports of [["websocket"], ["polling"], ["polling", "websocket"]]) {
    test(`a client that is cut ${CUTS} times gets ${CUTS * EVENTS} events once and in order (${transports})`, async (s) => {
      for (let i = 0; i < 3; i++) if (await cuts(s, transports)) return;
      assert.fail("this machine is too slow");
    });
  }

  test("a client that has had no event yet comes back, and gets what it has missed", async (s) => {
    const nsp = s.tenant();
    const other = await s.connect(nsp);
    const { url, cut } = await fragile(s);
    const a = client(s, url, nsp, ["websocket"]);
    const got = collect(a, "e");
    await connected(a);
    const id = a.id;
    const lost = once(a, "disconnect");
    cut(false);
    await lost;
    await ask(other, "cast", { event: "e", args: [1] });
    await connected(a);
    same([a.recovered, a.id], [true, id]);
    await got.waitFor(1);
    assert.equal(got[0][0], 1);
  });

  test("a private id is good for one socket at a time: the connection that looks alive is ended", async (s) => {
    const nsp = s.tenant();
    const first = await resume(s, nsp, {});
    const pid = first.connect.pid;
    const second = await resume(s, nsp, { pid });
    same(second.connect, first.connect);
    await first.gone;
    const other = await s.connect(nsp);
    same((await ask(other, "members", null)).length, 2);
    const third = await resume(s, nsp, { pid });
    same(third.connect, first.connect);
    await second.gone;
    same((await ask(other, "members", null)).length, 2);
  });

  test("a volatile event that ends with a text does not spoil the offset", async (s) => {
    const nsp = s.tenant();
    const other = await s.connect(nsp);
    const { url, cut } = await fragile(s);
    const a = client(s, url, nsp, ["websocket"]);
    const got = collect(a, "e");
    const vague = collect(a, "v");
    await connected(a);
    const id = a.id;
    await ask(other, "cast", { event: "e", args: [1] });
    await got.waitFor(1);
    await until(async () => {
      await ask(other, "cast", { event: "v", args: ["text"], volatile: true });
      return vague.length > 0;
    }, "a volatile event");
    const lost = once(a, "disconnect");
    cut(false);
    await lost;
    await ask(other, "cast", { event: "e", args: [2] });
    await connected(a);
    same([a.recovered, a.id], [true, id]);
    await got.waitFor(2);
    same(got.map((args) => args[0]), [1, 2]);
  });

  test("while a client is away it is in no room, and it comes back with its rooms as they were", async (s) => {
    const nsp = s.tenant();
    const other = await s.connect(nsp);
    const a = await resume(s, nsp, {});
    a.send(`42${nsp},1["join",["left","kept"]]`);
    await a.packet();
    a.send(`42${nsp},2["leave","left"]`);
    await a.packet();
    a.ws.terminate();
    await a.gone;
    await until(async () => (await ask(other, "members", "kept")).length === 0, "the loss");
    await ask(other, "util:join", null, "new");
    await ask(other, "cast", { to: "left", event: "e", args: ["not for it"] });
    await ask(other, "cast", { to: "kept", event: "e", args: [1] });
    const back = await resume(s, nsp, { pid: a.connect.pid });
    same((await back.packet()).data.slice(0, 2), ["e", 1]);
    back.send(`42${nsp},3["whoami"]`);
    const me = (await back.packet()).data[0];
    same([me.recovered, me.rooms], [true, [a.connect.sid, "kept"].sort()]);
  });
}, { profile: "recovery" });
