"use strict";
// The cache of the server's grid in which sessions are recorded. Environment: SERVER_URLS, of three nodes or more.
const { area, ask, assert, same, uid, until } = require("../lib/kit.js");

area("records", (test) => {
  test("a record is found by every node, and removed once", async (s) => {
    const nodes = await Promise.all([0, 1, 2].map((node) => s.at(node, "/records")));
    for (const c of nodes) await ask(c, "kind", "");
    for (const [i, writer] of nodes.entries()) {
      const key = uid("k");
      assert.equal(await ask(writer, "put", key, "first", 60_000), "ok");
      assert.equal(await ask(writer, "put", key, "second", 60_000), "ok");
      assert.equal(await ask(nodes[(i + 1) % 3], "remove", key), "second");
      for (const c of nodes) assert.equal(await ask(c, "remove", key), null);
    }
  });
  test("of several nodes that remove one at the same time one gets it", async (s) => {
    const nodes = await Promise.all([0, 1, 2].map((node) => s.at(node, "/records")));
    for (const c of nodes) await ask(c, "kind", "");
    const keys = [...Array(200).keys()].map((i) => uid("k" + i));
    for (const [i, key] of keys.entries()) await ask(nodes[i % 3], "put", key, "v" + i, 60_000);
    const got = await Promise.all(keys.map((key) => Promise.all([...nodes, ...nodes].map((c) => ask(c, "remove", key)))));
    same(got.map((each) => each.filter((value) => value !== null)), keys.map((_, i) => ["v" + i]));
  });
  test("a record goes by itself", async (s) => {
    const nodes = await Promise.all([0, 1].map((node) => s.at(node, "/records")));
    const [short, long] = [uid("short"), uid("long")];
    await ask(nodes[0], "put", short, "x", 200);
    await ask(nodes[0], "put", long, "x", 60_000);
    await until(async () => {
      const key = uid("k");
      await ask(nodes[0], "put", key, "x", 200);
      await new Promise((resolve) => setTimeout(resolve, 400));
      return (await ask(nodes[1], "remove", key)) === null;
    }, "that it goes");
    assert.equal(await ask(nodes[1], "remove", short), null);
    assert.equal(await ask(nodes[1], "remove", long), "x");
  });
});
