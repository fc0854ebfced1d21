"use strict";
// What is left when all clients are gone; the last of the files. Environment: SERVER_URLS, of several nodes.
const { area, ask, assert, until, PROFILES } = require("../lib/kit.js");

const URLS = PROFILES.main.urls;

/** A client at each node. */
const everywhere = (s, nsp) => Promise.all(URLS.map((_, node) => s.at(node, nsp)));

area("cluster tables", (test) => {
  test("when the clients are gone no room is left on any node", async (s) => {
    const counters = await everywhere(s, "/news");
    let all;
    await until(async () => {
      all = await Promise.all(counters.map((c) => ask(c, "nodes")));
      // the namespace that is asked in, and nothing else
      return all.every((n) => n.ownRooms === 1 && n.otherRooms === 1);
    }, "empty tables of rooms").catch((e) => assert.fail(`${e.message}: ${JSON.stringify(all)}`));
  });
});
