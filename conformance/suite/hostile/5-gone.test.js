"use strict";
const { assert, until } = require("../lib/kit.js");
const { END, MB, allWarnings, attacks, joined, text, times } = require("../lib/hostile.js");

const EVENT = text(`42["slow","${"x".repeat(990_000)}"]`);
const CLIENTS = 20;

async function fill(s) {
  const r = await joined(s);
  for (let i = 0; i < 15; i++) await r.write(EVENT);
  return r;
}

/** What may wait in sum, an eighth of the heap of 512 MB, and as much for what the handlers that run have in their hands, and the server for reading. */
const SUM = 140 * MB;

attacks("hostile and gone", (test) => {
  test("20 clients with 15 MB each for a slow handler, whose connections end: what is kept has a bound", async (s, { state, before, shut, open }) => {
    await shut();
    const clients = await times(CLIENTS, () => fill(s));
    await until(async () => (await state()).entered >= 1, "a slow handler", END);
    await Promise.all(clients.map((c) => c.destroy()));
    await until(async () => (await state()).connections <= before.connections, "the end of the connections", END);
    const { heap } = await state(true);
    if (process.env.VERBOSE) process.stderr.write(`${Math.round((heap - before.heap) / MB)} MB\n`);
    assert.ok(heap < before.heap + SUM, `${Math.round((heap - before.heap) / MB)} MB are kept`);
    await open();
  });

  test("nothing more is handled for clients whose connections were closed for a limit", async (s, { state, before, shut, open }) => {
    await shut();
    const clients = await times(5, () => fill(s));
    await until(async () => (await state()).entered === 5, "slow handlers", END);
    for (const c of clients) {
      while (!c.isGone) await c.write(EVENT); // more than waits for one connection
    }
    const told = allWarnings();
    if (told) assert.notDeepEqual(told, {}, "the log tells of no limit");
    const { heap } = await state(true);
    assert.ok(heap < before.heap + 40 * MB, `${Math.round((heap - before.heap) / MB)} MB are kept`);
    await open();
    const other = await joined(s);
    await other.send('42["slow"]');
    await other.answers();
    await until(async () => (await state()).entered >= 6, "the handler of another client", END);
    assert.equal((await state()).entered, 6);
  });

  test("clients that come again and again do not evade the bound", async (s, { state, before, shut, open }) => {
    await shut();
    let most = 0;
    for (let round = 0; round < 5; round++) {
      const clients = await times(10, () => fill(s));
      await Promise.all(clients.map((c) => c.destroy()));
      await until(async () => (await state()).connections <= before.connections, "the end of the connections", END);
      most = Math.max(most, (await state(true)).heap);
    }
    assert.ok(most < before.heap + SUM, `${Math.round((most - before.heap) / MB)} MB are kept`);
    await open();
  });
});
