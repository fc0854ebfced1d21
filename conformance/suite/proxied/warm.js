"use strict";
// Connects to each of SERVER_URLS until that works quickly: a server that has just started, on a machine that is busy, may need longer for its first clients
// than the second that the application gives them.
const { connected, Scope, PROFILES, sleep } = require("../lib/kit.js");

(async () => {
  const end = Date.now() + 300_000;
  for (const node of PROFILES.main.urls.keys()) {
    for (const transport of ["polling", "websocket"]) {
      for (let times = 0; times < 10; ) {
        const s = new Scope("main");
        try {
          s.profile.urls = [PROFILES.main.urls[node]];
          await connected(s.client("/", { transports: [transport] }), 5_000);
          times++;
        } catch (e) {
          if (Date.now() > end) throw e;
          times = 0;
          await sleep(200);
        } finally {
          await s.close();
        }
      }
    }
  }
  process.exit(0);
})();
