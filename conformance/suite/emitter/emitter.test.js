"use strict";
// Applications with an emitter beside two nodes of the conformance application: one on the server of the first node, one on a server of its own.
// conformance/emitter/run runs this. Environment: SERVER_URLS of the nodes, EMITTER_URLS, APPLICATION (its name in the cluster), SECURED.
const { area, ask, assert, collect, quiet, same, uid, until } = require("../lib/kit.js");

const EMITTERS = process.env.EMITTER_URLS.split(",");

/** Has an application do something; arrays repeat a parameter. */
async function emitter(url, action) {
  const query = new URLSearchParams({ application: process.env.APPLICATION });
  for (const [key, value] of Object.entries(action)) for (const each of [value].flat()) query.append(key, each);
  const response = await fetch(`${url}/emit?${query}`, { method: "POST" });
  assert.equal(await response.text(), "ok");
}

area("emitter", (test) => {
  for (const [place, url] of [["beside a node", EMITTERS[0]], ["on another server", EMITTERS[1]]]) {
    test(`${place}: events reach the members of a room on all nodes once, in their order`, async (s) => {
      const [a, b, out] = [await s.at(0), await s.at(1), await s.at(1)];
      const [room, ev] = [uid("r"), uid("x")];
      for (const c of [a, b]) await ask(c, "join", room);
      const lists = [a, b, out].map((c) => collect(c, ev));
      await emitter(url, { do: "emit", to: room, what: ev, times: 200 });
      for (const list of lists.slice(0, 2)) {
        await list.waitFor(200);
        await quiet(list);
        same(list, [...Array(200).keys()].map((i) => [i, { dish: "soup", tables: [1, 2] }, Buffer.from([7, 8])]));
      }
      await quiet(lists[2]);
    });
    test(`${place}: a namespace, all children of a parent, and all but a room are reached`, async (s) => {
      const nsp = s.tenant();
      const [a, b, c] = [await s.at(0, nsp), await s.at(1, nsp), await s.at(0, s.tenant())];
      const [ev, all] = [uid("x"), uid("all")];
      await ask(b, "join", "out");
      const lists = [a, b, c].map((x) => collect(x, ev));
      const everybody = [a, b, c].map((x) => collect(x, all));
      await emitter(url, { do: "emit", namespace: nsp, except: "out", what: ev, times: 1 });
      await lists[0].waitFor(1);
      await emitter(url, { do: "emit", parent: "^/tenant-[a-z0-9]+$", what: all, times: 1 });
      for (const list of everybody) await list.waitFor(1);
      await quiet(lists[1]);
      await quiet(lists[2]);
    });
    test(`${place}: one socket is reached by its id, moved and disconnected`, async (s) => {
      const [a, b] = [await s.at(0), await s.at(1)];
      for (const c of [a, b]) {
        const ev = uid("x");
        const [got, none] = [collect(c, ev), collect(c === a ? b : a, ev)];
        await emitter(url, { do: "emit", to: c.id, what: ev, times: 1 });
        await got.waitFor(1);
        await quiet(none);
        await emitter(url, { do: "join", to: c.id, what: "moved" });
        await until(async () => (await ask(c, "whoami")).rooms.includes("moved"), "the join");
        await emitter(url, { do: "leave", to: c.id, what: "moved" });
        await until(async () => !(await ask(c, "whoami")).rooms.includes("moved"), "the leave");
      }
      const gone = new Promise((resolve) => b.on("disconnect", resolve));
      await emitter(url, { do: "disconnect", to: b.id });
      assert.equal(await gone, "io server disconnect");
    });
    if (process.env.SECURED === "true") {
      test(`${place}: without the secret nothing is done`, async (s) => {
        const [a, b] = [await s.at(0), await s.at(1)];
        const ev = uid("x");
        const lists = [a, b].map((c) => collect(c, ev));
        await emitter(url, { do: "emit", secret: "another secret of that length", what: ev, times: 1 });
        await emitter(url, { do: "emit", to: [a.id, b.id], what: ev, times: 1 });
        for (const list of lists) {
          await list.waitFor(1);
          await quiet(list);
          assert.equal(list.length, 1);
        }
      });
    }
  }
  test("nodes list each other and no emitter", async (s) => {
    const clients = [await s.at(0), await s.at(1)];
    const names = await Promise.all(clients.map(async (c) => (await ask(c, "nodes")).node));
    for (const [i, c] of clients.entries()) same((await ask(c, "nodes")).others, [names[1 - i]]);
    // and nobody is waited for
    assert.equal((await ask(clients[0], "rooms:all", "", "", 10)).missing.length, 0);
  });
});
