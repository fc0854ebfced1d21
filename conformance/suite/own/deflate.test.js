"use strict";
// Compression of WebSockets (RFC 7692). The profile "strict" asks for it, the others do not.
const zlib = require("node:zlib");
const { assert, area, ask, once, WebSocket } = require("../lib/kit.js");
const { MB, frame, raw, times } = require("../lib/hostile.js");

const COMPRESSED_TEXT = 0x41;

// Made before anybody connects: it takes long, and the server waits for a namespace to be joined for a second only.
const piece = zlib.deflateRawSync(Buffer.alloc(20 * MB, "4"), { finishFlush: zlib.constants.Z_SYNC_FLUSH });
const pieces = Buffer.concat(Array(10).fill(piece));
/** 200 MB in 200 KB. */
const BOMB = frame(COMPRESSED_TEXT, pieces.subarray(0, pieces.length - 4));

/** The servers that have it, by the names of their directories. */
const CAN = /^tomee/;

/** A WebSocket that offers compression, once it is open. */
async function offering(s) {
  const url = `${s.profile.url.replace(/^http/, "ws")}${s.profile.path}?EIO=4&transport=websocket`;
  const ws = new WebSocket(url, { perMessageDeflate: { threshold: 0 } });
  s.closers.push(() => ws.terminate());
  ws.on("error", () => {});
  await once(ws, "open");
  return ws;
}

area("compression of WebSockets", (test) => {
  test("a client that offers it does not get it unasked", async (s) => {
    const ws = await offering(s);
    assert.equal(ws.extensions, "");
  });
});

area(
  "compression of WebSockets",
  (test) => {
    test("a client that offers it gets it where the server can", async (s) => {
      const ws = await offering(s);
      assert.equal(ws.extensions.startsWith("permessage-deflate"), CAN.test(process.env.SERVER_NAME ?? ""));
    });

    test("the official client sends and receives long values", async (s) => {
      const socket = await s.connect();
      const texts = ["x".repeat(50_000), "\u{1F600}ä".repeat(5_000), zlib.deflateSync(Buffer.alloc(9_000, "ab")).toString("base64"), ""];
      for (const text of texts) assert.equal(await ask(socket, "echo", text), text);
      const bytes = Buffer.alloc(30_000, 7);
      const all = await Promise.all(texts.map((text) => ask(socket, "echo", [text, bytes])));
      all.forEach(([text, binary], i) => {
        assert.equal(text, texts[i]);
        assert.ok(bytes.equals(binary));
      });
    });

    // hostile/9-deflate looks at what the server keeps meanwhile
    test("messages of 200 KB that inflate to 200 MB, from 20 clients at once: too big", async (s) => {
      await times(20, async () => {
        const r = await raw(s, "Sec-WebSocket-Extensions: permessage-deflate");
        await r.write(BOMB);
        await r.closed();
        if (CAN.test(process.env.SERVER_NAME ?? "")) assert.equal(r.code, 1009);
      });
      assert.equal(await ask(await s.connect(), "echo", "still here"), "still here");
    });
  },
  { profile: "strict", concurrency: 1 },
);
