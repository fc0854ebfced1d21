"use strict";
const { assert } = require("../lib/kit.js");
const { attacks, joined, times } = require("../lib/hostile.js");

const place = (num) => `{"_placeholder":true,"num":${num}}`;
const P = place(0);

/** A packet with attachments. */
const packet = (type, count, id, places, event = '"echo",') => `4${type}${count}-${id}[${event}${places.join(",")}]`;
/** The connection of whoever sends this ends, and nothing comes back before. */
async function refused(s, text, ...attachments) {
  const r = await joined(s);
  const before = r.messages;
  await r.send(text, ...attachments);
  await r.closed();
  assert.equal(r.messages - before, 0, `messages for ${text.slice(0, 60)}`);
}

attacks("hostile attachments", (test) => {
  test("one attachment in 33,298 places, in what a handler sends back", async (s) => {
    const places = Array(29_000).fill(P);
    const bytes = Buffer.alloc(999_000);
    for (const id of ["", "7"]) await refused(s, packet(5, 1, id, places), bytes);
    await refused(s, packet(5, 1, "7", [`[${places}]`], '"list",'), bytes);
    await refused(s, packet(5, 1, "7", [`{"a":[${places}]}`], '"map",'), bytes);
    await times(10, () => refused(s, packet(5, 1, "7", places), bytes), 5);
  });

  test("the same with a placeholder that is written with escapes, and in an acknowledgement", async (s) => {
    const escaped = '{"\\u005fplaceholder":true,"n\\u0075m":0}';
    await refused(s, packet(5, 1, "7", Array(20_000).fill(escaped)), Buffer.alloc(999_000));
    const r = await joined(s);
    await r.send('42["ask"]');
    const asked = await r.next("42");
    const id = /^42(\d+)/.exec(asked)[1];
    await r.send(packet(6, 1, id, Array(29_000).fill(P), ""), Buffer.alloc(999_000));
    await r.closed();
  });

  test("places that are missing, there twice, or for attachments that do not exist", async (s) => {
    const b = Buffer.from([1, 2, 3]);
    const cases = [
      [packet(5, 1, "7", ['"none"']), b],
      [packet(5, 2, "7", [place(0)]), b, b],
      [packet(5, 2, "7", [place(0), place(0)]), b, b],
      [packet(5, 1, "7", [P, P]), b],
      [packet(5, 1, "7", [place(1)]), b],
      [packet(5, 1, "7", [place(-1)]), b],
      [packet(5, 1, "7", [place("0.5")]), b],
      [packet(5, 1, "7", [place("1e99999999")]), b],
      [packet(5, 1, "7", [place('"0"')]), b],
      [packet(5, 2, "7", [place(0), `{"deep":[{"er":${place(0)}}]}`]), b, b],
    ];
    for (const c of cases) await refused(s, ...c);
  });

  test("ten attachments in their places are fine", async (s) => {
    const r = await joined(s);
    const places = [...Array(10).keys()].map(place);
    await r.send(packet(5, 10, "7", places), ...places.map((_, i) => Buffer.alloc(90_000, i)));
    assert.equal(await r.next("46"), `4610-7[${places}]`);
  });
});
