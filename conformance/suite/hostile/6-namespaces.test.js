"use strict";
const { assert, uid } = require("../lib/kit.js");
const { MB, attacks, joined, text, times } = require("../lib/hostile.js");

const NAMES = 100_000;
const BATCH = 500;
/** Asks for many names of a parent, and leaves each. Ends early if the connection does. */
async function roam(r, prefix, n) {
  for (let i = 0; i < n && !r.isGone; i += BATCH) {
    const packets = [];
    for (let j = i; j < i + BATCH; j++) packets.push(text(`40/${prefix}-${uid("r")}${j},`));
    await r.write(Buffer.concat(packets));
    if (!(await r.answers())) return;
    r.texts.length = 0;
  }
}

attacks("hostile names of namespaces", (test) => {
  test("100,000 names that nobody was let into by one client: none stays, and others get theirs", async (s, { state, before }) => {
    const r = await joined(s);
    await roam(r, "members", NAMES);
    assert.ok(!r.isGone);
    const { namespaces } = await state();
    assert.ok(namespaces < before.namespaces + 2000, `${namespaces - before.namespaces} namespaces are left`);
    for (const nsp of ["/members-", "/open-", "/other-"]) await joined(s, nsp + uid(), { member: true });
  });

  test("100,000 names that anybody is let into by one client: others get theirs", async (s, { state, before }) => {
    const r = await joined(s);
    for (let i = 0; i < NAMES && !r.isGone; i += BATCH) {
      const names = [...Array(BATCH).keys()].map((j) => `/open-${uid("r")}${i + j}`);
      await r.write(Buffer.concat(names.map((nsp) => text(`40${nsp},`))));
      if (!(await r.answers())) break;
      const in_ = r.texts.filter((t) => t.startsWith("40/")).map((t) => text("41" + /^40([^,]+,)/.exec(t)[1]));
      r.texts.length = 0;
      if (in_.length) await r.write(Buffer.concat(in_));
    }
    const { namespaces } = await state();
    assert.ok(namespaces < before.namespaces + 20_000, `${namespaces - before.namespaces} namespaces are left`);
    for (const nsp of ["/open-", "/other-", "/members-"]) await joined(s, nsp + uid(), { member: true });
  });

  // the children stay, as many as there may be
  const tolerance = 100 * MB;
  test("the same by 100 clients: other parents have children still", async (s) => {
    await times(100, async () => {
      const r = await joined(s);
      const names = [...Array(1000).keys()].map(() => `/open-${uid("r")}`);
      await r.write(Buffer.concat(names.map((nsp) => text(`40${nsp},`))));
      await r.answers();
      r.destroy();
    });
    for (const nsp of ["/other-", "/members-"]) await joined(s, nsp + uid(), { member: true });
  }, { tolerance });
});
