"use strict";
// Clients of WildFlys behind mod_cluster. conformance/mod-cluster runs this: the node at /ajp speaks AJP with its front, the one at /http HTTP. MODCLUSTER_HTTPD is a
// httpd in front of the first one, by mod_proxy_ajp; it may be empty.
const { area, ask, same, once, patiently, connected } = require("../lib/kit.js");

const TRANSPORTS = { polling: ["polling"], websocket: ["websocket"], upgrade: ["polling", "websocket"] };
const HTTPD = process.env.MODCLUSTER_HTTPD;
const arrive = (s, opts) => patiently((ms) => connected(s.client("/", opts), ms), [10_000, 60_000]);

for (const [what, context, at] of [
  ["mod_cluster by AJP", "ajp"],
  ["mod_proxy_ajp", "ajp", HTTPD],
]) {
  const skip = what === "mod_proxy_ajp" && !HTTPD && "no httpd";
  const path = `/${context}/socket.io/`;
  area(what, (test) => {
    test("long-polling works", async (s) => {
      if (at) s.profile.urls = [at];
      same(await ask(await arrive(s, { path, transports: TRANSPORTS.polling }), "echo", 1), 1);
    }, { skip });
    test("WebSocket gets 500", async (s) => {
      if (at) s.profile.urls = [at];
      s.profile.path = path;
      same((await s.rawWs().refused).status, 500);
      await s.refused("/", { path, transports: TRANSPORTS.websocket });
    }, { skip });
    test("who wants an upgrade stays with polling", async (s) => {
      if (at) s.profile.urls = [at];
      const socket = s.client("/", { path, transports: TRANSPORTS.upgrade });
      const [error] = await once(socket.io.engine, "upgradeError");
      same(error.transport, "websocket");
      await connected(socket);
      same((await ask(socket, "whoami")).transport, "polling");
    }, { skip });
  });
}

area("mod_cluster by HTTP", (test) => {
  for (const [what, transports] of Object.entries(TRANSPORTS)) {
    test(what + " works", async (s) => {
      const socket = await arrive(s, { path: "/http/socket.io/", transports });
      if (what === "upgrade" && socket.io.engine.transport.name === "polling") await once(socket.io.engine, "upgrade");
      same((await ask(socket, "whoami")).transport, transports.at(-1));
      same(await ask(socket, "echo", "x".repeat(60_000)), "x".repeat(60_000));
    });
  }
});
