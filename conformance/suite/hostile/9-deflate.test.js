"use strict";
const zlib = require("node:zlib");
const { assert, until } = require("../lib/kit.js");
const { END, MB, attacks, frame, raw, times } = require("../lib/hostile.js");

/** The servers that compress WebSockets, by the names of their directories. */
const CAN = /^tomee/.test(process.env.SERVER_NAME ?? "");
const OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
/** What hostile/ has at its default. */
const MAX_MESSAGE = 1_000_000;
/** A heap of 512 MB has to have room for all others. */
const SHARE = 300 * MB;

const [TEXT, BINARY, CONTINUATION, COMPRESSED] = [1, 2, 0, 0x40];
/** So many bytes compressed; pieces may follow one another. */
const deflated = (bytes) => zlib.deflateRawSync(Buffer.alloc(bytes, "4"), { level: 9, finishFlush: zlib.constants.Z_SYNC_FLUSH });
const LARGE = deflated(20 * MB);
/** As a frame has it: without the end of the last flush. */
const bare = (data) => data.subarray(0, data.length - 4);
/** 200 MB in 200 KB. */
const BOMB = bare(Buffer.concat(Array(10).fill(LARGE)));

/** A client of the application that compresses where the server can. */
async function offering(s) {
  const r = await raw(s.using("limited"), OFFER);
  assert.equal(/^sec-websocket-extensions: *permessage-deflate/im.test(r.head), CAN, r.head);
  return r;
}

/** The connection ends, with the code for messages that are too long where the server has inflated one. */
async function refused(r) {
  await r.closed();
  if (CAN) assert.equal(r.code, 1009);
}

attacks("hostile compression", (test) => {
  test("a message of 200 KB that inflates to 200 MB, in one frame and in several", async (s) => {
    for (const frames of [
      [frame(COMPRESSED | TEXT, BOMB)],
      [frame(COMPRESSED | BINARY, BOMB)],
      [frame(COMPRESSED | TEXT, LARGE, false), frame(CONTINUATION, BOMB)],
    ]) {
      const r = await offering(s);
      await r.write(Buffer.concat(frames));
      await refused(r);
    }
  });

  test("a message of 2 MB that inflates to 2 GB, and more behind it", async (s) => {
    const r = await offering(s);
    for (let i = 0; i < 10; i++) await r.write(frame(i ? CONTINUATION : COMPRESSED | TEXT, BOMB, false));
    await refused(r);
  });

  test("100 clients at once with messages of 200 MB", async (s, { state, before }) => {
    const attack = times(100, async () => {
      const r = await offering(s);
      await r.write(frame(COMPRESSED | TEXT, BOMB));
      await refused(r);
    });
    let most = 0;
    let over = false;
    const watch = (async () => {
      while (!over) most = Math.max(most, (await state(true)).heap);
    })();
    await attack;
    over = true;
    await watch;
    assert.ok(most < before.heap + SHARE, `${Math.round((most - before.heap) / MB)} MB are kept`);
  });

  test("400 clients with a kilobyte each that is almost a whole message, and no end", async (s, { state, before }) => {
    const almost = frame(COMPRESSED | TEXT, deflated(MAX_MESSAGE - 10_000), false);
    const all = await times(400, async () => {
      const r = await offering(s);
      await r.write(almost);
      return r;
    });
    const open = () => all.filter((r) => !r.isGone).length;
    await until(() => open() < (CAN ? 200 : 1), "an end to what is kept of messages that are not complete", END);
    const { heap } = await state(true);
    assert.ok(heap < before.heap + SHARE, `${Math.round((heap - before.heap) / MB)} MB are kept for ${open()} clients`);
  });
});
