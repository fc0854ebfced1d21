"use strict";
// What Socket.IO's page on namespaces says of the client, and what this server promises beyond the contract.
const { area, ask, assert, collect, connected, io, once, patiently, same, sleep, uid, until } = require("../lib/kit.js");

const opened = (s, nsp, opts = {}) => {
  const socket = io(s.profile.url + nsp, { path: s.profile.path, transports: ["websocket"], reconnection: false, ...opts });
  s.closers.push(() => socket.io._close());
  return connected(socket);
};
const conn = async (socket) => (await ask(socket, "whoami")).conn;

area("multiplexing off", (test) => {
  test("several namespaces of one client: one connection", async (s) => {
    const q = "?who=" + uid();
    const [a, b] = [await opened(s, "/chat" + q), await opened(s, "/news" + q)];
    assert.equal(a.io, b.io);
    assert.equal(await conn(a), await conn(b));
  });
  test("the same namespace twice: two connections", async (s) => {
    const q = "?who=" + uid();
    const [a, b] = [await opened(s, "/chat" + q), await opened(s, "/chat" + q)];
    assert.notEqual(a.id, b.id);
    assert.notEqual(await conn(a), await conn(b));
  });
  test("forceNew: two connections", async (s) => {
    const q = "?who=" + uid();
    const [a, b] = [await opened(s, "/chat" + q), await opened(s, "/news" + q, { forceNew: true })];
    assert.notEqual(await conn(a), await conn(b));
  });
  test("multiplex: false: two connections", async (s) => {
    const q = "?who=" + uid();
    const [a, b] = [await opened(s, "/chat" + q, { multiplex: false }), await opened(s, "/news" + q, { multiplex: false })];
    assert.notEqual(await conn(a), await conn(b));
  });
  test("forty namespaces on one connection, each event to its own", async (s) => {
    const m = s.manager();
    const names = [...Array(40)].map(() => s.tenant());
    const sockets = await Promise.all(names.map((n) => connected(m.socket(n))));
    const answers = await Promise.all(sockets.map((x) => ask(x, "whoami")));
    same(answers.map((x) => x.nsp), names);
    assert.equal(new Set(answers.map((x) => x.conn)).size, 1);
  });
});

area("races", (test) => {
  test("thirty clients racing to a new child get one child", async (s) => {
    const nsp = s.tenant();
    const all = await Promise.all([...Array(30)].map(() => s.connect(nsp)));
    same((await ask(all[0], "members", null)).map((x) => x.id), all.map((x) => x.id).sort());
  });
  test("CONNECT and DISCONNECT in one read are handled in order", async (s) => {
    const p = await s.poll();
    await p.post("40/chat,\x1e41/chat,\x1e40/news,");
    const got = await p.packets(1);
    assert.match(got[got.length - 1], /^40\/news,/);
  });
  test("an event on its way to a namespace that the server has just ended closes nothing", async (s) => {
    const r = await s.sio("/");
    await r.join("/chat");
    r.send('42/chat,["kick",false]');
    assert.equal(await r.next(), "41/chat,");
    r.send('42/chat,["echo","late"]');
    r.send("41/chat,");
    await r.alive("/");
    await r.join("/chat");
    await r.alive("/chat");
  });
});

area("isolation", (test) => {
  test("a middleware that waits in one namespace delays no other of the connection", async (s) => {
    await patiently(async (ms) => {
      const m = s.manager();
      const slow = m.socket("/", { auth: { delay: ms } });
      const chat = await connected(m.socket("/chat"));
      assert.equal(await ask(chat, "echo", "quick"), "quick");
      assert.equal(slow.connected, false);
      await connected(slow);
    }, [900, 1500, 1500]);
  });
  test("a refused namespace can be tried again while another one works", async (s) => {
    const m = s.manager();
    const chat = await connected(m.socket("/chat"));
    const got = collect(chat, "echo");
    for (let i = 0; i < 5; i++) {
      const auth = m.socket("/auth");
      const refused = once(auth, "connect_error");
      same((await refused)[0].data, { code: 401 });
      chat.emit("echo", i);
    }
    await got.waitFor(5);
    await until(async () => (await ask(chat, "stats")).sockets >= 1);
    await sleep(20);
    assert.equal(chat.connected, true);
  });
});
