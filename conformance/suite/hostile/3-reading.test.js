"use strict";
const { assert } = require("../lib/kit.js");
const { attacks, joined, times } = require("../lib/hostile.js");

/** Messages of 900 kB or a little less, each of which is bad for some way of reading. */
const fill = (item, n = 900_000) => Array(Math.floor(n / (Buffer.byteLength(item) + 1))).fill(item);
const keys = (n, value) => [...Array(n).keys()].map((i) => `"k${i}":${value}`);
/** Names of the same hash code in Java, 2^n. */
const colliding = (n) => (n === 0 ? [""] : colliding(n - 1).flatMap((k) => [k + "Aa", k + "BB"]));
const MESSAGES = {
  "texts with one letter that is not Latin": ["list", `["ж",${fill('"x"', 800_000)}]`],
  "texts with one escape at the end": ["list", `[${fill('"x"', 800_000)},"\\n"]`],
  "texts with one escape at the beginning": ["texts", `["\\n",${fill('"x"', 800_000)}]`],
  "texts of escapes": ["texts", `[${fill('"\\u0041\\n\\ud83d\\ude00"')}]`],
  "one text of escapes": ["list", `["${"\\u0041".repeat(150_000)}"]`],
  "one text of backslashes": ["list", `["${"\\\\".repeat(450_000)}"]`],
  "surrogates": ["list", `[${fill('"😀"')}]`],
  "empty texts": ["list", `[${fill('""')}]`],
  "empty lists": ["list", `[${fill("[]")}]`],
  "empty objects": ["list", `[${fill("{}")}]`],
  "nulls": ["list", `[${fill("null")}]`],
  "numbers": ["list", `[${fill("1")}]`],
  "lists in lists": ["list", `[${fill("[".repeat(200) + "]".repeat(200))}]`],
  "names": ["map", `{${keys(60_000, 1)}}`],
  "the same name": ["map", `{${fill('"a":1')}}`],
  "names of the same hash": ["map", `{${colliding(14).map((k) => `"${k}":1`)}}`],
  "names that are placeholders nearly": ["list", `[${fill('{"_placeholder":false,"num":0}')}]`],
  "names with escapes": ["map", `{${[...Array(50_000).keys()].map((i) => `"\\u00e9${i}":1`)}}`],
  "blanks": ["list", `[${" ".repeat(900_000)}1]`],
  "arguments": ["echo", fill('"ж"').join(",")],
  "what nobody reads": ["nobody", `["ж",${fill('"x"')}]`],
};

attacks("hostile reading", (test) => {
  for (const [title, [event, value]] of Object.entries(MESSAGES)) {
    test(`${title}: ten messages cost no more than they weigh`, async (s, { state, before }) => {
      const message = `42["${event}",${value}]`;
      assert.ok(Buffer.byteLength(message) < 1_000_000);
      await times(
        10,
        async () => {
          const r = await joined(s);
          await r.send(message);
          await r.answers();
        },
        2,
      );
      const cpu = ((await state()).cpu - before.cpu) / 1e9;
      assert.ok(cpu < 10, `ten messages took ${cpu} s of computing`);
    });
  }
});
