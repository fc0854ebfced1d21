"use strict";
// What an emit costs; a file of its own, since the messages of other tests would count as well. Environment: SERVER_URLS, of three nodes or more.
const { area, ask, assert, collect, uid } = require("../lib/kit.js");

area("cluster messages", (test) => {
  test("a room on one other node costs one message for each emit, however many nodes there are", async (s) => {
    const [a, b] = [await s.at(0), await s.at(1)];
    const [room, ev] = [uid("r"), uid("x")];
    await ask(b, "join", room);
    const got = collect(b, ev);
    const sent = async () => (await ask(a, "nodes")).sent;
    const before = await sent();
    for (let i = 0; i < 100; i++) await ask(a, "cast", { to: room, event: ev });
    await got.waitFor(100);
    // and a few that say which rooms have got or lost members meanwhile
    const some = 20;
    const cost = (await sent()) - before;
    assert.ok(cost >= 100 && cost < 100 + some, `${cost} messages`);
    const empty = await sent();
    for (let i = 0; i < 100; i++) await ask(a, "cast", { to: uid("nobody"), event: ev });
    assert.ok((await sent()) - empty < some, "messages for rooms that nobody is in");
  });
});
