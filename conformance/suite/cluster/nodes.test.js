"use strict";
// Several nodes as one server, seen from clients that know which node they are at. Environment: SERVER_URLS, of three nodes or more.
const { DEADLINE, area, ask, assert, collect, patiently, quiet, same, uid, until, PROFILES } = require("../lib/kit.js");

const URLS = PROFILES.main.urls;

/** A client at each of the first three nodes. */
const everywhere = (s, nsp) => Promise.all([0, 1, 2].map((node) => s.at(node, nsp)));

area("cluster", (test) => {
  test("all nodes know each other", async (s) => {
    const clients = await Promise.all(URLS.map((_, node) => s.at(node)));
    const names = await Promise.all(clients.map(async (c) => (await ask(c, "nodes")).node));
    assert.equal(new Set(names).size, URLS.length);
    for (const [i, c] of clients.entries()) {
      await until(async () => (await ask(c, "nodes")).others.length === URLS.length - 1, "the other nodes");
      same((await ask(c, "nodes")).others.sort(), names.filter((_, k) => k !== i).sort());
    }
  });
  test("an event to a room reaches its members on all nodes once", async (s) => {
    const clients = await everywhere(s);
    const [red, blue, ev] = [uid("red"), uid("blue"), uid("x")];
    for (const c of clients) await ask(c, "join", [red, blue]);
    const lists = clients.map((c) => collect(c, ev));
    await ask(clients[0], "cast", { to: [red, blue], event: ev, args: [1, Buffer.from([7, 8])] });
    for (const list of lists) await list.waitFor(1);
    for (const list of lists) {
      await quiet(list);
      same(list[0], [1, Buffer.from([7, 8])]);
    }
  });
  test("an event to all but a room leaves out its members on all nodes", async (s) => {
    const nsp = s.tenant();
    const clients = await everywhere(s, nsp);
    const ev = uid("x");
    await ask(clients[1], "join", "out");
    const lists = clients.map((c) => collect(c, ev));
    await ask(clients[0], "cast", { except: "out", event: ev });
    await lists[0].waitFor(1);
    await lists[2].waitFor(1);
    await quiet(lists[1]);
  });
  test("a socket is reached by its id from any node", async (s) => {
    const [a, b] = await everywhere(s);
    const got = collect(b, "hello");
    await ask(a, "cast", { to: b.id, event: "hello", args: ["you"] });
    await got.waitFor(1);
    same(got[0], ["you"]);
  });
  test("a parent's children are reached on all nodes", async (s) => {
    const [a, b, c] = [await s.at(0, "/digits/201"), await s.at(1, "/digits/202"), await s.at(2, "/digits/203")];
    const ev = uid("all");
    const lists = [b, c].map((x) => collect(x, ev));
    await s.at(0, "/digits/11");
    assert.equal(await ask(await s.at(0, "/digits/299"), "parent:cast", ev, [1]), "ok");
    for (const list of lists) await list.waitFor(1);
    a.disconnect();
  });
  test("what one node emits arrives in its order", async (s) => {
    const [a, b] = await everywhere(s);
    const [room, ev] = [uid("r"), uid("n")];
    await ask(b, "join", room);
    const got = collect(b, ev);
    for (let i = 0; i < 500; i++) a.emit("cast", { to: room, event: ev, args: [i] });
    await got.waitFor(500);
    same(got.map((args) => args[0]), [...Array(500).keys()]);
  });
  test("acknowledgements come from all nodes, text and binary", async (s) => {
    const nsp = s.tenant();
    const clients = await everywhere(s, nsp);
    clients[0].on("q", (ack) => ack("text"));
    clients[1].on("q", (ack) => ack(Buffer.from([1, 2])));
    clients[2].on("q", (ack) => ack({ n: 3 }));
    const { err, responses } = await ask(clients[0], "cast:ack", { event: "q", timeout: DEADLINE });
    assert.equal(err, false);
    assert.equal(responses.length, 3);
    for (const expected of ["text", Buffer.from([1, 2]), { n: 3 }]) assert.ok(responses.some((r) => { try { same(r, expected); return true; } catch { return false; } }), JSON.stringify(expected));
  });
  test("answers that are missing on another node are missing in the result", async (s) => {
    const nsp = s.tenant();
    const [a, b, c] = await everywhere(s, nsp);
    a.on("q", (ack) => ack(1));
    b.on("q", () => {});
    c.on("q", (ack) => ack(3));
    await patiently(async (ms) => {
      const { err, responses } = await ask(a, "cast:ack", { event: "q", timeout: ms });
      assert.equal(err, true);
      same([...responses].sort(), [1, 3]);
    });
    await patiently(async (ms) => same(await ask(a, "cast:missing", { event: "q", timeout: ms }), { sockets: [b.id], nodes: [] }));
  });
  test("sockets of all nodes are described with rooms and data", async (s) => {
    const nsp = s.tenant();
    const clients = await everywhere(s, nsp);
    for (const [i, c] of clients.entries()) {
      await ask(c, "join", "room" + i);
      await ask(c, "data:set", "n", i);
    }
    const members = await ask(clients[2], "members", null);
    same(members, clients.map((c, i) => ({ id: c.id, rooms: [c.id, "room" + i].sort(), data: { n: i } })).sort((x, y) => (x.id < y.id ? -1 : 1)));
  });
  test("rooms of all nodes are counted from any node, page by page", async (s) => {
    const nsp = s.tenant();
    const clients = await everywhere(s, nsp);
    const names = await Promise.all(clients.map(async (c) => (await ask(c, "nodes")).node));
    const second = await s.at(1, nsp);
    for (const [i, c] of clients.entries()) await ask(c, "join", ["all", "own" + i]);
    await ask(second, "join", ["all", "other"]);
    const of = (...counts) => Object.fromEntries(counts.map((count, i) => [names[i], count]).filter(([, count]) => count > 0));
    for (const c of clients) {
      same(await ask(c, "rooms:all", "", "", 100), {
        rooms: { all: of(1, 2, 1), other: of(0, 1), own0: of(1), own1: of(0, 1), own2: of(0, 0, 1) },
        sockets: of(1, 2, 1),
        missing: [],
      });
      const first = await ask(c, "rooms:all", "o", "", 2);
      same([Object.keys(first.rooms), first.next], [["other", "own0"], "own0"]);
      const last = await ask(c, "rooms:all", "o", first.next, 2);
      same(Object.keys(last.rooms), ["own1", "own2"]);
      assert.equal(last.next, undefined);
    }
  });
  test("sockets of other nodes are moved and disconnected", async (s) => {
    const nsp = s.tenant();
    const [a, b, c] = await everywhere(s, nsp);
    await ask(b, "join", "b");
    await ask(a, "util:join", "b", "moved");
    await until(async () => (await ask(b, "whoami")).rooms.includes("moved"), "the join");
    // nobody has acknowledged the join, so the third node may not know of the room yet
    await until(async () => {
      await ask(c, "util:leave", "moved", "moved");
      return !(await ask(b, "whoami")).rooms.includes("moved");
    }, "the leave");
    const gone = new Promise((resolve) => b.on("disconnect", resolve));
    a.emit("util:disconnect", "b", false);
    assert.equal(await gone, "io server disconnect");
    assert.equal((await ask(a, "members", null)).length, 2);
  });

  test("requests for the session of another node are served, one for no session of it is answered with code 1", async (s) => {
    const tags = new Set();
    for (const [i, url] of URLS.entries()) {
      const res = await s.http({ base: url, query: { EIO: "4", transport: "polling" } });
      const { sid } = JSON.parse(res.text.slice(1));
      const tag = sid.slice(-8);
      tags.add(tag);
      const [next, last] = [URLS[(i + 1) % URLS.length], URLS[(i + URLS.length - 1) % URLS.length]];
      const posted = await s.http({ base: next, method: "POST", query: { EIO: "4", transport: "polling", sid }, body: "40" });
      same([posted.status, posted.text], [200, "ok"]);
      const polled = await s.http({ base: last, query: { EIO: "4", transport: "polling", sid } });
      assert.equal(polled.status, 200);
      assert.match(polled.text, /^40\{"sid":/);
      const unknown = "x".repeat(sid.length - tag.length) + tag;
      for (const base of URLS) {
        const refused = await s.http({ base, query: { EIO: "4", transport: "polling", sid: unknown } });
        same([refused.status, refused.json], [400, { code: 1, message: "Session ID unknown" }]);
      }
    }
    assert.equal(tags.size, URLS.length);
  });
});
