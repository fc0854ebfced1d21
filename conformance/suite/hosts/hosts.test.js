"use strict";
// One server that has the application in two places, which are virtual hosts or paths. conformance/hosts runs this, and says by HOSTS_PLACES which these are, and by
// HOSTS_APPLICATIONS whether they have one application ("1") or one each ("2").
const http = require("node:http");
const { area, ask, collect, connected, patiently, quiet, same, uid, until } = require("../lib/kit.js");

const APART = process.env.HOSTS_APPLICATIONS === "2";
const PLACES = process.env.HOSTS_PLACES.split(",").map((place) => /^([^/]+)(.*)$/.exec(place)).map(([, host, path]) => ({ host, path }));
const WAYS = [["polling", ["polling"], "polling"], ["WebSocket", ["websocket"], "websocket"], ["an upgrade", ["polling", "websocket"], "websocket"]];

/** All names are this machine; the clients for Node.js send no other Host than that of the URL over polling. */
const agent = () => new http.Agent({ lookup: (name, options, found) => (options.all ? found(null, [{ address: "127.0.0.1", family: 4 }]) : found(null, "127.0.0.1", 4)) });
const arrive = (s, { host, path }, transports) =>
  patiently((ms) => connected(s.elsewhere(`http://${host}`, "/chat", { transports, path, agent: agent() }), ms), [5_000, 20_000, 60_000]);

area("two places", (test) => {
  for (const [what, transports, last] of WAYS) {
    for (const place of PLACES) {
      test(`by ${what}: the application at ${place.host.split(":")[0]}${place.path} answers`, async (s) => {
        const socket = await arrive(s, place, transports);
        await until(() => socket.io.engine.transport.name === last, "the transport");
        const event = uid("own");
        const heard = collect(socket, event);
        await ask(socket, "cast", { event });
        await heard.waitFor(1);
        same(socket.connected, true);
      });
    }
  }

  test(`what one emits ${APART ? "is not heard at the other" : "is heard at both, once"}`, async (s) => {
    const sockets = await Promise.all(PLACES.flatMap((place) => WAYS.map(([, transports]) => arrive(s, place, transports))));
    const [first, second] = [sockets[0], sockets[WAYS.length]];
    const event = uid("all");
    const lists = sockets.map((socket) => collect(socket, event));
    await ask(first, "cast", { event });
    await Promise.all(lists.slice(0, APART ? WAYS.length : lists.length).map((list) => list.waitFor(1)));
    // comes after what was sent before, if that came at all
    await ask(second, "cast", { event });
    for (const list of lists) await list.waitFor(APART ? 1 : 2);
    for (const list of lists) await quiet(list);
    const all = sockets.map((socket) => socket.id).sort();
    const own = (from) => sockets.slice(from, from + WAYS.length).map((socket) => socket.id).sort();
    for (const [socket, expected] of [[first, APART ? own(0) : all], [second, APART ? own(WAYS.length) : all]]) {
      // those of the tests before may still be leaving
      await until(async () => String((await ask(socket, "members", null)).map((member) => member.id).sort()) === String(expected), "the members");
    }
  });
}, { concurrency: 1 });
