"use strict";
// What a join promises. Environment: SERVER_URLS, of several nodes.
const { DEADLINE, area, ask, same, PROFILES } = require("../lib/kit.js");

const URLS = PROFILES.main.urls;

area("cluster joins", (test) => {
  test("of 10,000 joins that were acknowledged none misses what another node emits afterwards", async (s) => {
    const pairs = 20;
    const rounds = 10_000 / pairs;
    const lost = [];
    await Promise.all(
      [...Array(pairs).keys()].map(async (pair) => {
        const joiner = await s.at(pair % URLS.length);
        const emitter = await s.at((pair + 1) % URLS.length);
        let hear;
        joiner.on("round", (n) => hear(n));
        for (let n = 0; n < rounds; n++) {
          const room = `${pair}-${n}`;
          await ask(joiner, "join", room);
          const heard = new Promise((resolve) => (hear = resolve));
          emitter.emit("cast", { to: room, event: "round", args: [n] });
          const got = await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, DEADLINE, "lost"))]);
          if (got !== n) lost.push([room, got]);
          joiner.emit("leave", room, () => {});
        }
      }),
    );
    same(lost, []);
  });
});
