"use strict";
const { assert, deadline, request, sleep } = require("../lib/kit.js");
const { END, Http, attacks, times } = require("../lib/hostile.js");

/** More than any server has threads; not so many that the machine runs out of buffers for TCP. */
const CLIENTS = 100;
/** More than the buffers between client and server take. */
const EACH = 100;
/** WildFly ends those who do not read after 90 seconds, and serves others then at the latest. */
const BEFORE_OTHERS_END = END / 4;

attacks("scripts of the client", (test) => {
  test("clients that ask for source maps, again and again, and do not read", async (s) => {
    await times(CLIENTS, async () => {
      const http = new Http(s);
      http.socket.pause();
      await http.connected();
      http.socket.write(`GET ${s.profile.path}socket.io.js.map HTTP/1.1\r\nHost: ${http.host}\r\n\r\n`.repeat(EACH));
    });
    for (let i = 0; i < 20; i++) {
      await sleep(250); // until the buffers are full
      const script = await deadline(request(s.profile, { path: s.profile.path + "socket.io.min.js" }), "a script for somebody else", BEFORE_OTHERS_END);
      assert.equal(script.status, 200);
    }
  });
});
