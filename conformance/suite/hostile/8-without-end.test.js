"use strict";
const { assert } = require("../lib/kit.js");
const { MB, attacks, frame, joined, text, times } = require("../lib/hostile.js");

/** More than a server of this machine has threads that read: each of them gets some. */
const CLIENTS = 16;
const SECONDS = 5;
const AT_ONCE = 65_536;

/** The same frame again and again, as much as a server reads at once. */
const full = (one) => Buffer.concat(Array(Math.floor(AT_ONCE / one.length)).fill(one));

/** All of them send it without end, for some seconds; the healthy client of attacks() asks meanwhile. */
async function send(s, piece) {
  const clients = await times(CLIENTS, () => joined(s));
  const end = Date.now() + SECONDS * 1000;
  await Promise.all(
    clients.map(async (r) => {
      r.frame = () => {}; // what comes back is thrown away
      while (Date.now() < end && !r.isGone) await r.write(piece);
    }),
  );
  assert.ok(
    clients.every((r) => !r.isGone),
    "a client that sends much was thrown out",
  );
}

attacks("clients that send without end", (test) => {
  test("events", (s) => send(s, full(text('42["ping"]'))));
  test("empty pings", (s) => send(s, full(frame(9, ""))));
  test("the longest pings", (s) => send(s, full(frame(9, "x".repeat(125)))));
  test("pieces of messages that never end, within the limits", async (s, { state, before }) => {
    const clients = await times(CLIENTS, () => joined(s));
    await Promise.all(
      clients.map(async (r) => {
        await r.write(frame(1, "42", false));
        for (let i = 0; i < 10 && !r.isGone; i++) await r.write(full(frame(0, "x", false)));
      }),
    );
    const { heap } = await state(true);
    assert.ok(heap < before.heap + 150 * MB, `${Math.round((heap - before.heap) / MB)} MB are kept`);
  });
});
