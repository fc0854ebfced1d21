"use strict";
// What the clients of other nodes notice when a node hangs, dies or ends. Environment: SERVER_URLS, of three nodes or more on this machine. One node after
// the other is taken away, so the parts of this test come in their order, and it is the last one.
const { DEADLINE, area, ask, assert, collect, once, patiently, quiet, same, sleep, uid, until, PROFILES } = require("../lib/kit.js");

const URLS = PROFILES.main.urls;

/** A client at one node that emits to a room of one at another, all the time; the numbers that arrive are to have no gap and no double. */
async function traffic(s, from, to) {
  const [sender, receiver, room, ev] = [await s.at(from), await s.at(to), uid("room"), uid("n")];
  const got = collect(receiver, ev);
  await ask(receiver, "join", room);
  let n = 0;
  s.closers.push(() => clearInterval(timer));
  const timer = setInterval(() => sender.emit("cast", { to: room, event: ev, args: [n++] }), 5);
  return async () => {
    clearInterval(timer);
    await until(() => got.length >= n, `${n} events, not ${got.length}`);
    await quiet(Object.assign(got, { expected: n }));
    same(got.map((args) => args[0]), [...Array(n).keys()]);
  };
}

/** Stops a node right after a ping, so that its client waits as long as it can for the next one. */
async function hang(pid, client) {
  await once(client.io, "ping");
  await sleep(100);
  process.kill(pid, "SIGSTOP");
}

area("cluster faults", (test) => {
  test("a node that hangs, one that dies, and one that ends cost the others nothing", async (s) => {
    const pids = [];
    for (const [node] of URLS.entries()) {
      const client = await s.at(node);
      pids.push((await ask(client, "nodes")).process);
      client.disconnect();
    }

    // --- hangs and comes back
    let end = await traffic(s, 0, 1);
    const here = await s.at(0);
    const distant = await s.at(2);
    const [room, ev] = [uid("room"), uid("x")];
    await ask(distant, "join", room);
    const { node: hung } = await ask(distant, "nodes");
    await hang(pids[2], distant);
    await patiently(async (ms) => same(await ask(here, "cast:missing", { to: room, event: "q", timeout: ms }), { sockets: [], nodes: [hung] }), [300, 2000]);
    process.kill(pids[2], "SIGCONT");
    await hang(pids[2], distant);
    await ask(here, "join", uid("first")); // waits for the hung node, for two seconds
    const started = Date.now();
    for (let i = 0; i < 20; i++) await ask(here, "join", uid("more"));
    // each would wait for two seconds
    assert.ok(Date.now() - started < 30_000, "joins are held up by a node that hangs again and again");
    const late = uid("late");
    await ask(here, "join", late);
    process.kill(pids[2], "SIGCONT");
    // the client from before may have given the node up
    const again = await s.at(2);
    const back = collect(again, ev);
    await ask(again, "join", room);
    await until(async () => {
      await ask(here, "cast", { to: room, event: ev });
      return back.length > 0;
    }, "the node that was hung");
    const heard = collect(here, ev);
    await until(async () => {
      await ask(again, "cast", { to: late, event: ev });
      return heard.length > 0;
    }, "events of the node that was hung");
    await end();

    // --- dies
    end = await traffic(s, 1, 0);
    const nsp = s.tenant();
    const [alive, doomed] = [await s.at(0, nsp), await s.at(2, nsp)];
    alive.on("q", (ack) => ack("alive"));
    doomed.on("q", () => {});
    same((await ask(alive, "members", null)).length, 2);
    // nobody waits here until the time is up
    const answers = ask(alive, "cast:ack", { event: "q", timeout: 10 * DEADLINE });
    await sleep(200);
    process.kill(pids[2], "SIGKILL");
    same(await answers, { err: true, responses: ["alive"] });
    await until(async () => (await ask(alive, "members", null)).length === 1, "the end of the dead node's sockets");
    await end();

    // --- ends
    const last = await s.at(0);
    const leaver = await s.at(1);
    const gone = new Promise((resolve) => leaver.on("disconnect", resolve));
    process.kill(pids[1], "SIGTERM");
    await gone;
    await until(async () => (await ask(last, "nodes")).others.length === URLS.length - 3, "the farewell of the other node");
    const alone = collect(last, ev);
    await ask(last, "cast", { event: ev });
    await alone.waitFor(1);
    await until(async () => (await ask(last, "nodes")).otherRooms === 0, "no ghosts of other nodes");
  }, { timeout: 1_200_000 });
});
