"use strict";
const { assert } = require("../lib/kit.js");
const { attacks, joined, raw, text, times } = require("../lib/hostile.js");

const LONG = "9".repeat(990_000);
const FORMS = { digits: LONG, negative: "-" + LONG, fraction: "0." + LONG, exponent: LONG.slice(0, 980_000) + "e-999999" };
/** What a number can stand in: the components of the record, and the types of arguments. */
const COMPONENTS = ["decimal", "integer", "number", "any", "small", "large", "rough", "maybe", "other"];
const PLACES = [
  ...COMPONENTS.map((c) => ["numbers", (n) => `{"${c}":${n}}`]),
  ["numbers", (n) => `{"decimals":[${n}]}`],
  ["numbers", (n) => `{"integers":{"a":${n}}}`],
  ["numbers", (n) => `{"untyped":[1,${n}]}`],
  ["numbers", (n) => `{"array":[${n}]}`],
  ["numbers", (n) => `{"nested":{"nested":{"decimal":${n}}}}`],
  ["decimal", (n) => n],
  ["integer", (n) => n],
  ["any", (n) => n],
  ["any", (n) => `{"a":[${n}]}`],
  ["list", (n) => `[${n}]`],
  ["map", (n) => `{"a":${n}}`],
  ["decimals", (n) => `[${n}]`],
  ["integers", (n) => `{"a":${n}}`],
  ["echo", (n) => n],
  ["nobody", (n) => n],
];
const SECOND = 1e9;

attacks("hostile numbers", (test) => {
  for (const [form, number] of Object.entries(FORMS)) {
    test(`990,000 digits wherever a number can be: ${form}`, async (s, { state, before }) => {
      await times(
        PLACES.length,
        async (i) => {
          const [event, value] = PLACES[i];
          const r = await joined(s);
          await r.send(`427["${event}",${value(number)}]`);
          assert.equal(await r.answers(), false, `the connection of a client that sent 990,000 digits goes on: ${event} ${value("9")}`);
        },
        4,
      );
      const cpu = ((await state()).cpu - before.cpu) / SECOND;
      assert.ok(cpu < PLACES.length / 2, `${PLACES.length} messages of 1 MB took ${cpu} s of computing`);
    });
  }

  test("exponents that make long numbers of short ones", async (s, { state, before }) => {
    const numbers = ["1e999999999", "-1e999999999", "1e-999999999", "1e2147483647", "1e99999999999999999999", "1.5e400000000"];
    await times(
      PLACES.length,
      async (i) => {
        const [event, value] = PLACES[i];
        for (const n of numbers) {
          const r = await joined(s);
          await r.send(`427["${event}",${value(n)}]`);
          await r.answers(); // an error or the value; it may not take long
        }
      },
      4,
    );
    const cpu = ((await state()).cpu - before.cpu) / SECOND;
    assert.ok(cpu < PLACES.length * numbers.length * 0.2, `${PLACES.length * numbers.length} short messages took ${cpu} s of computing`);
  });

  test("in what a client introduces itself with", async (s) => {
    for (const auth of [`{"a":${LONG}}`, `{"a":{"b":[${LONG}]}}`]) {
      const r = await raw(s);
      await r.write(text("40" + auth));
      assert.ok(!(await r.next("40")), "a client with 990,000 digits was let in");
    }
    await times(
      20,
      async () => {
        const r = await raw(s);
        await r.write(text(`40{"a":${LONG}}`));
        await r.closed();
      },
      5,
    );
  });

  test("many numbers of a length that is allowed", async (s, { state, before }) => {
    const numbers = Array(9_000).fill("8".repeat(100));
    for (const event of ["decimals", "list", "any"]) {
      const r = await joined(s);
      await r.send(`427["${event}",[${numbers}]]`);
      await r.answers();
    }
    const cpu = ((await state()).cpu - before.cpu) / SECOND;
    assert.ok(cpu < 10, `three messages took ${cpu} s of computing`);
  });
});
