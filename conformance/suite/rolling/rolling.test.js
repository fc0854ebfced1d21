"use strict";
// A newer application, on one node after the other. Environment: SERVER_URLS of several nodes, and SERVE_PID, which renews them when it gets SIGUSR1.
const { area, ask, assert, collect, quiet, same, sleep, uid, until, PROFILES, io } = require("../lib/kit.js");

const URLS = PROFILES.main.urls;
const SERVE = Number(process.env.SERVE_PID);
const CLIENTS = 12;
const minutes = (n) => n * 60_000;

/** A client that goes to the next node when the one that it is at does not have it any more, as behind a load balancer. */
function roaming(s, node, nsp) {
  const socket = io(URLS[node] + nsp, s.options({ reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 300 }));
  let at = node;
  const next = () => {
    at = (at + 1) % URLS.length;
    socket.io.uri = URLS[at];
  };
  socket.on("disconnect", next);
  socket.io.on("reconnect_error", next);
  s.closers.push(() => socket.io._close());
  return socket;
}

area("cluster rolling", (test) => {
  test("while each node is given a newer application, clients are served by the others and nothing between connected clients is lost", async (s) => {
    const nsp = s.tenant();
    const clients = [...Array(CLIENTS).keys()].map((i) => roaming(s, i % URLS.length, nsp));
    /** By client: the id with which it has joined its room, if it is connected and has. */
    const homes = clients.map(() => null);
    const got = clients.map(() => new Map());
    let connects = 0;
    let longest = 0;
    clients.forEach((client, i) => {
      client.on("connect", async () => {
        connects++;
        const { id } = client;
        // the connection may be gone before the answer
        if (await ask(client, "join", "home" + i).catch(() => null) && client.id === id) homes[i] = id;
      });
      let left;
      client.on("connect", () => (longest = Math.max(longest, Date.now() - (left || Date.now()))));
      client.on("disconnect", () => {
        homes[i] = null;
        left = Date.now();
      });
      client.on("n", (n) => got[i].set(n, (got[i].get(n) || 0) + 1));
    });
    await until(() => homes.every((id) => id), "all clients");
    same((await Promise.all(clients.map((client) => ask(client, "nodes")))).map((n) => n.version), clients.map(() => "1"));

    const sent = [];
    let n = 0;
    const timer = setInterval(() => {
      const [from, to] = [n % CLIENTS, (n * 7 + 1) % CLIENTS];
      const event = { n: n++, from, to, ids: [homes[from], homes[to]] };
      if (!event.ids[0] || !event.ids[1]) return;
      clients[from].emit("cast", { to: "home" + to, event: "n", args: [event.n] });
      sent.push(event);
    }, 5);
    s.closers.push(() => clearInterval(timer));
    // An event counts if both clients stay where they are until it must have arrived.
    const judged = [];
    const judge = setInterval(() => {
      const due = n - 600; // 3 s later
      while (sent.length && sent[0].n < due) {
        const event = sent.shift();
        if (homes[event.from] === event.ids[0] && homes[event.to] === event.ids[1]) judged.push(event);
      }
    }, 20);
    s.closers.push(() => clearInterval(judge));

    process.kill(SERVE, "SIGUSR1");
    for (const [node, url] of URLS.entries()) {
      await until(async () => {
        await sleep(200);
        const visitor = await s.at(node).catch(() => null);
        const there = visitor && (await ask(visitor, "nodes").catch(() => null));
        if (visitor) visitor.disconnect();
        return there && there.version === "2" && there.others.length === URLS.length - 1;
      }, `a newer application on ${url}, which knows the other nodes`, minutes(10));
    }
    await until(() => homes.every((id) => id), "all clients again");
    const [probe] = clients;
    same((await Promise.all(clients.map((client) => ask(client, "nodes")))).map((n) => n.version), clients.map(() => "2"));
    await until(() => judged.length > 1000, "a thousand events of clients that have stayed");
    clearInterval(timer);
    clearInterval(judge);

    assert.ok(longest < minutes(1), `a client was without a connection for ${longest} ms`);
    assert.ok(connects >= CLIENTS * 2, `${connects} connections: each client was to lose one at least`);
    const missing = () => judged.filter((event) => !got[event.to].has(event.n));
    const lost = await until(() => !missing().length, "the last events").then(() => [], missing);
    same(lost.slice(0, 5), [], `${lost.length} of ${judged.length} lost`);
    same(got.flatMap((numbers) => [...numbers.values()]).filter((times) => times > 1), [], "events that came twice");
    same((await ask(probe, "members", null)).length, CLIENTS);
    const ev = uid("x");
    const lists = clients.map((client) => collect(client, ev));
    await ask(probe, "cast", { event: ev });
    for (const list of lists) await list.waitFor(1);
    for (const list of lists) await quiet(list, 20);
    clients.slice(1).forEach((client) => client.io._close());
    await until(async () => (await ask(probe, "members", null)).length === 1, "that the others have left");
    await until(async () => (await ask(probe, "nodes")).otherRooms === 0, "rooms of the other nodes");
  }, { timeout: minutes(30) });
});
