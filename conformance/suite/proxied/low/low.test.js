"use strict";
// Clients behind a proxy whose limits are too low: it waits for a second, which is less than pingInterval, and takes bodies of 50,000 bytes, which is less than
// maxHttpBufferSize. conformance/proxied runs this, and says by PROXIED_LOW which proxy it is.
const { area, ask, assert, collect, once, same } = require("../../lib/kit.js");

const PROXY = process.env.PROXIED_LOW;
/** What the client is told in place of the answer to a poll. */
const POLL_CUT = { nginx: 504, haproxy: 504, httpd: 502 };

area(`${PROXY} with low limits`, (test) => {
  for (const [what, transports] of [["WebSocket", ["websocket"]], ["an upgrade", ["polling", "websocket"]]]) {
    test(`clients by ${what} are cut off, again and again`, async (s) => {
      const socket = s.client("/", { transports, reconnection: true, reconnectionDelay: 10 });
      const connects = collect(socket, "connect");
      const lost = collect(socket, "disconnect");
      await connects.waitFor(3);
      for (const [reason] of lost) same(reason, "transport close");
    });
  }

  test("clients by polling are cut off, again and again", async (s) => {
    const socket = s.client("/", { transports: ["polling"], reconnection: true, reconnectionDelay: 10 });
    const connects = collect(socket, "connect");
    const lost = collect(socket, "disconnect");
    await connects.waitFor(3);
    for (const [reason, details] of lost) same([reason, details.message, details.description], ["transport error", "xhr poll error", POLL_CUT[PROXY]]);
  });

  test("a POST over the limit of the proxy, and below that of the server", async (s) => {
    const large = "x".repeat(60_000);
    const socket = await s.connect("/", { transports: ["polling"] });
    if (PROXY === "nginx") {
      const lost = once(socket, "disconnect");
      socket.emit("echo", large);
      const [reason, { message, description }] = await lost;
      same([reason, message, description], ["transport error", "xhr post error", 413]);
    } else {
      same(await ask(socket, "echo", large), large); // HAProxy has no such limit, and httpd's does not hold for what it passes on
    }
    same(await ask(await s.connect("/"), "echo", large), large);
  });
});
