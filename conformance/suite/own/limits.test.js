"use strict";
const { area, assert } = require("../lib/kit.js");

area("messages over the limit", (test) => {
  for (const [kind, message] of [
    ["text", (bytes) => "4".padEnd(bytes, "x")],
    ["binary", (bytes) => Buffer.alloc(bytes)],
  ])
    // servers have buffers of their own, of 4 MB for example
    for (const bytes of [1_100_000, 5_000_000])
      test(`a WebSocket message of ${bytes} bytes in one frame, ${kind}: closed with 1009`, async (s) => {
        const r = await s.sio("/");
        r.send(message(bytes));
        assert.equal((await r.closed()).code, 1009);
      });
});
