"use strict";
// A cluster that is parted and heals. Environment: SERVER_URLS of three nodes, each in a network of its own that is routed by this one (verify --apart).
const { execFileSync } = require("node:child_process");
const { area, ask, assert, collect, quiet, same, uid, until, PROFILES } = require("../lib/kit.js");

const URLS = PROFILES.main.urls;
const HOSTS = URLS.map((url) => new URL(url).hostname);
const minutes = (n) => n * 60_000;

/** What goes from one node to the other is dropped on the way, silently ("add"), or no longer ("delete"). */
function both(verb, one, other) {
  for (const [from, to] of [[one, other], [other, one]]) execFileSync("ip", ["rule", verb, "from", HOSTS[from], "to", HOSTS[to], "blackhole"]);
}

area("cluster partition", (test) => {
  test("two sides go on by themselves, and are one server again afterwards", async (s) => {
    const nsp = s.tenant();
    const [lone, left, right] = await Promise.all(URLS.map((_, node) => s.at(node, nsp)));
    const all = [lone, left, right];
    const others = async (socket) => (await ask(socket, "nodes")).others.length;
    const members = async (socket) => (await ask(socket, "members", null)).map((m) => m.id).sort();
    const everybody = all.map((socket) => socket.id).sort();
    for (const socket of all) await until(async () => (await others(socket)) === 2, "the other nodes");
    // somebody on each side who leaves, and whose room is left
    const [loneLeaver, rightLeaver] = [await s.at(0, nsp), await s.at(2, nsp)];
    await ask(loneLeaver, "join", "before");
    await ask(rightLeaver, "join", "before");
    await ask(lone, "join", "stays");
    await ask(left, "join", "changes");

    both("add", 0, 1);
    both("add", 0, 2);
    try {
      // sockets of both sides are served, and join, long before the nodes notice
      const early = collect(right, "early");
      await ask(right, "join", "early");
      await ask(left, "cast", { to: "early", event: "early" });
      await early.waitFor(1);
      await until(async () => (await others(lone)) === 0, "that the lone node notices", minutes(3));
      await until(async () => (await others(left)) === 1 && (await others(right)) === 1, "that the others notice", minutes(3));
      loneLeaver.disconnect();
      rightLeaver.disconnect();
      await ask(lone, "join", "of the lone");
      await ask(right, "join", "of the right");
      await ask(left, "leave", "changes");
      await until(async () => (await members(lone)).length === 1, "the members of the lone side");
      same(await members(lone), [lone.id]);
      same(await members(left), [left.id, right.id].sort());
    } finally {
      both("delete", 0, 1);
      both("delete", 0, 2);
    }
    for (const socket of all) await until(async () => (await others(socket)) === 2, "that all know each other again", minutes(4));

    // no ghosts, nobody forgotten
    await until(async () => (await members(lone)).length === 3, "the members of both sides");
    for (const socket of all) same(await members(socket), everybody);
    // joins of both sides, and of before, are seen by each
    for (const [room, member] of [["of the lone", lone], ["of the right", right], ["early", right], ["stays", lone]]) {
      for (const from of all) {
        const ev = uid("x");
        const got = collect(member, ev);
        await ask(from, "cast", { to: room, event: ev });
        await got.waitFor(1);
        await quiet(got, 50);
      }
    }
    // and rooms that all have left are in no table: emits to them cost nothing
    const sent = async () => (await ask(lone, "nodes")).sent;
    const before = await sent();
    for (let i = 0; i < 50; i++) for (const room of ["before", "changes"]) await ask(lone, "cast", { to: room, event: "x" });
    assert.ok((await sent()) - before < 20, "messages for rooms that nobody is in");
    // the promise of joins holds again
    for (let i = 0; i < 200; i++) {
      const [joiner, emitter] = [all[i % 3], all[(i + 1) % 3]];
      const got = collect(joiner, "round" + i);
      await ask(joiner, "join", "round" + i);
      await ask(emitter, "cast", { to: "round" + i, event: "round" + i });
      await got.waitFor(1);
      await ask(joiner, "leave", "round" + i);
    }
    for (const socket of [left, right]) socket.disconnect();
    await until(async () => (await members(lone)).length === 1, "that the others' sockets have left");
    for (const room of (await ask(lone, "whoami")).rooms) if (room !== lone.id) await ask(lone, "leave", room);
    // its own namespace and that one's parent, and nothing of the others
    const tables = async () => {
      const { ownRooms, otherRooms } = await ask(lone, "nodes");
      return { ownRooms, otherRooms };
    };
    await until(async () => (await tables()).otherRooms === 0, "empty tables of the other nodes");
    same(await tables(), { ownRooms: 2, otherRooms: 0 });
  }, { timeout: minutes(10) });
});
