"use strict";
// What a client still gets when its connection is closed.
const { area, ask, assert, connected, once, same, sleep, uid } = require("../lib/kit.js");
const { io: io46 } = require("socket.io-client-v4-6");

/** What the client of a namespace sees, in order: its events, "connect" and "disconnect". */
function seen(socket) {
  const order = [];
  socket.on("connect", () => order.push("connect"));
  socket.onAny((event, ...args) => order.push([event, ...args]));
  socket.on("disconnect", (reason) => order.push(["disconnect", reason]));
  return order;
}

const POLLING = { transports: ["polling"] };
/** Both read what waited in one payload; they differ in what they do with a close packet beside it. */
const CLIENTS = {
  "4.8": (s, nsp, opts) => s.client(nsp, { ...POLLING, ...opts }),
  4.6: (s, nsp, opts) => {
    const socket = io46(s.profile.url + nsp, s.options({ ...POLLING, ...opts }));
    s.closers.push(() => socket.io._close());
    return socket;
  },
};

area("a close after messages, polling", (test) => {
  for (const [version, open] of Object.entries(CLIENTS)) {
    test(`client ${version}: an event, then the end of the connection`, async (s) => {
      const socket = open(s, "/");
      await connected(socket);
      const order = seen(socket);
      const end = once(socket, "disconnect");
      socket.emit("bye", "farewell", ["a", Buffer.from([1, 2]), "b"], true);
      await end;
      same(order, [["farewell", "a", Buffer.from([1, 2]), "b"], ["disconnect", "io server disconnect"]]);
    });
    test(`client ${version}: disconnected while it connects`, async (s) => {
      const socket = open(s, "/bouncer", { auth: { say: "no", close: true } });
      const order = seen(socket);
      await once(socket, "disconnect");
      same(order, ["connect", ["farewell", "no"], ["disconnect", "io server disconnect"]]);
    });
    test(`client ${version}: disconnected with all of a room`, async (s) => {
      const room = uid("room");
      const [socket, other] = [open(s, "/"), await s.connect("/")];
      await connected(socket);
      await ask(socket, "join", room);
      const order = seen(socket);
      const end = once(socket, "disconnect");
      other.emit("cast", { via: "socket", to: room, event: "last", args: [1] });
      other.emit("util:disconnect", room, true);
      await end;
      same(order, [["last", 1], ["disconnect", "io server disconnect"]]);
    });
  }
  test("raw: the close packet has a poll of its own, after the last message", async (s) => {
    const p = await s.poll();
    await p.join("/");
    await p.post('42["bye","farewell",[1],true]');
    same((await p.get()).text.split("\x1e"), ['42["farewell",1]', "41"]);
    assert.equal((await p.get()).text, "1");
    assert.equal((await p.get()).status, 400);
  });
  test("raw: a client that breaks the protocol still gets what was sent before", async (s) => {
    const p = await s.poll();
    await p.join("/");
    await p.post('42["emit:me","last",[1]]\x1e42["echo",2]');
    await sleep(100);
    await p.post("49nonsense");
    const got = [await p.get(), await p.get(), await p.get()].map((answer) => answer.text);
    same(got, ['42["last",1]\x1e42["echo",2]', "1", '{"code":1,"message":"Session ID unknown"}']);
  });
});
