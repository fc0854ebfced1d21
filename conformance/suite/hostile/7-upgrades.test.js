"use strict";
const { assert, until } = require("../lib/kit.js");
const { END, Http, attacks, times } = require("../lib/hostile.js");

const KEY = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==";
const VERSION = "Sec-WebSocket-Version: 13";
const UPGRADE = "Upgrade: websocket";
const CONNECTION = "Connection: Upgrade";
const WHOLE = [CONNECTION, UPGRADE, VERSION, KEY];
const without = (...headers) => WHOLE.filter((h) => !headers.includes(h));
/** Each is no handshake of a WebSocket: its headers, method, and version of HTTP. */
const REQUESTS = {
  "no key": [without(KEY)],
  "no version": [without(VERSION)],
  "no Connection": [without(CONNECTION)],
  "no key, version, or Connection": [[UPGRADE]],
  "Connection: close": [[...without(CONNECTION), "Connection: close"]],
  "Connection: keep-alive": [[...without(CONNECTION), "Connection: keep-alive"]],
  "version 8": [[...without(VERSION), "Sec-WebSocket-Version: 8"]],
  "version abc": [[...without(VERSION), "Sec-WebSocket-Version: abc"]],
  "an empty key": [[...without(KEY), "Sec-WebSocket-Key: "]],
  "a key that is none": [[...without(KEY), "Sec-WebSocket-Key: x"]],
  "Upgrade: websocket, h2c": [[...without(UPGRADE), "Upgrade: websocket, h2c"], "GET", "1.1", true],
  "POST": [[...WHOLE, "Content-Length: 0"], "POST"],
  "PUT": [[...WHOLE, "Content-Length: 0"], "PUT"],
  "HEAD": [WHOLE, "HEAD"],
  "HTTP/1.0": [WHOLE, "GET", "1.0"],
};
const QUERIES = ["EIO=4&transport=websocket", "EIO=4&transport=polling", "EIO=4&transport=websocket&sid=none", "EIO=4", ""];

async function request(s, path, headers, method = "GET", version = "1.1") {
  const http = new Http(s);
  await http.connected();
  await http.send([`${method} ${path} HTTP/${version}`, `Host: ${http.host}`, ...headers]);
  return http.answered();
}

attacks("hostile upgrades", (test) => {
  for (const [title, [headers, method, version, either]] of Object.entries(REQUESTS)) {
    test(`${title}: 400, and no session`, async (s, { state, before }) => {
      await times(20, async () => {
        const { status } = await request(s, `${s.profile.path}?EIO=4&transport=websocket`, headers, method, version);
        if (either && status === 101) return;
        assert.equal(status, 400);
      });
      await until(async () => (await state()).connections <= before.connections, "the end of sessions that nobody has opened", END);
    });
  }

  test("whatever else is asked with these headers has an answer", async (s, { state, before }) => {
    for (const query of QUERIES) {
      for (const [title, [headers, method, version]] of Object.entries(REQUESTS)) {
        const { status } = await request(s, `${s.profile.path}?${query}`, headers, method, version);
        assert.ok(status === 400 || (status === 101 && title.includes("h2c")), `${query}, ${title}: ${status}`);
      }
    }
    await until(async () => (await state()).connections <= before.connections, "the end of sessions that nobody has opened", END);
  });

  test("a whole handshake beside the path", async (s, { state, before }) => {
    const base = s.profile.path.replace(/\/$/, "");
    for (const path of [base, `${base}/foo`, `${base}/foo/bar`, `${base}x/`]) {
      await times(20, async () => {
        const { status } = await request(s, `${path}?EIO=4&transport=websocket`, WHOLE);
        assert.ok(status === 400 || status === 404, `${path}: ${status}`);
      });
    }
    const { connections } = await state();
    assert.ok(connections <= before.connections, `${connections - before.connections} connections that nobody has`);
    // some servers take these for the path itself
    for (const path of [`${base}//`, `${base}/;a=b`, `${base}/%2e`]) {
      await times(20, async () => {
        const { status } = await request(s, `${path}?EIO=4&transport=websocket`, WHOLE);
        assert.ok([101, 400, 404].includes(status), `${path}: ${status}`);
      });
    }
  });
});
