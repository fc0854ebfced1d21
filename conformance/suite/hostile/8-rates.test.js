"use strict";
const { assert, uid } = require("../lib/kit.js");
const { MB, attacks, joined, text, times } = require("../lib/hostile.js");

/** What hostile/ says for `/limited-…`. */
const BURST = 100;
const PER_SECOND = 50;
/** What hostile/profiles/limited.properties says. */
const CONNECTS = 50;
/** A heap of 512 MB has to have room for all others. */
const SHARE = 300 * MB;

/** Sends so many events to be acknowledged, in batches, and returns how many of them were handled, and refused. */
async function flood(r, nsp, events, batch = 5_000) {
  const counts = { handled: 0, refused: 0 };
  for (let sent = 0; sent < events && !r.isGone; sent += batch) {
    const packets = [...Array(Math.min(batch, events - sent)).keys()].map((i) => text(`42${nsp},${sent + i}["count"]`));
    await r.write(Buffer.concat(packets));
    if (!(await r.answers())) break;
    take(r, counts);
  }
  return counts;
}
function take(r, counts) {
  for (const t of r.texts) for (const what of ["handled", "refused"]) if (t.endsWith(`["${what}"]`)) counts[what]++;
  r.texts.length = 0;
}
/** The most that a limit lets pass, by the clock of the client, which saw more time than the server. */
const most = (start) => BURST + (PER_SECOND * (Date.now() - start)) / 1000 + 1;

attacks("hostile rates", (test) => {
  test("200,000 events over a limit: few are handled, and no more are refused by the application", async (s) => {
    const nsp = "/limited-" + uid();
    const r = await joined(s);
    const start = Date.now();
    assert.ok(await r.join(nsp));
    const { handled, refused } = await flood(r, nsp, 200_000);
    assert.ok(!r.isGone, "refusing has ended the connection");
    assert.ok(handled >= BURST / 2, `only ${handled} events were handled`);
    assert.ok(handled <= most(start), `${handled} events were handled`);
    assert.ok(refused <= most(start), `${refused} events were refused by the application`);
  });

  test("2,000 times joined again for a new burst: there is none", async (s) => {
    const nsp = "/limited-" + uid();
    const r = await joined(s);
    const start = Date.now();
    const counts = { handled: 0, refused: 0 };
    for (let i = 0; i < 2_000 && !r.isGone; i++) {
      assert.ok(await r.join(nsp));
      await r.write(Buffer.concat([...Array(20).keys()].map((j) => text(`42${nsp},${j}["count"]`))));
      await r.answers();
      take(r, counts);
      await r.write(text(`41${nsp},`));
    }
    assert.ok(counts.handled <= most(start), `${counts.handled} events were handled`);
  });

  test("5,000 times joined and left where only so many are let in: no more of them are", async (s) => {
    const r = await joined(s.using("limited"));
    const start = Date.now();
    const counts = { joined: 0, refused: 0 };
    const names = [...Array(100).keys()].map((i) => `/other-${uid("r")}${i}`);
    for (let i = 0; i < 50 && !r.isGone; i++) {
      await r.write(Buffer.concat(names.map((nsp) => text(`40${nsp},`))));
      if (!(await r.answers())) break;
      const answers = r.texts.splice(0);
      const entered = answers.filter((t) => t.startsWith("40/"));
      counts.joined += entered.length;
      counts.refused += answers.filter((t) => t.includes("Too many connects")).length;
      if (entered.length) await r.write(Buffer.concat(entered.map((t) => text("41" + /^40([^,]+,)/.exec(t)[1]))));
    }
    assert.ok(!r.isGone, "refusing has ended the connection");
    const allowed = CONNECTS + (CONNECTS * (Date.now() - start)) / 1000 + 1;
    assert.equal(counts.joined + counts.refused, 5_000);
    assert.ok(counts.joined >= CONNECTS / 2, `only ${counts.joined} were let in`);
    assert.ok(counts.joined <= allowed, `${counts.joined} were let in`);
  });

  test("1,000,000 questions that 20 clients never answer", async (s, { state, before }) => {
    await times(20, async () => {
      const r = await joined(s);
      for (let i = 0; i < 50 && !r.isGone; i++) {
        await r.write(Buffer.concat([...Array(1_000).keys()].map(() => text('42["ask"]'))));
        if (!(await r.answers())) break;
        r.texts.length = 0;
      }
    });
    const { heap } = await state(true);
    assert.ok(heap < before.heap + SHARE, `${Math.round((heap - before.heap) / MB)} MB are kept`);
  });
});
