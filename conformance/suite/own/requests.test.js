"use strict";
// Requests that no client library sends, and what this server promises to answer.
const http = require("node:http");
const net = require("node:net");
const tls = require("node:tls");
const { area, ask, assert, once, same, server, withCookies } = require("../lib/kit.js");

const BEHIND_PROXY = Boolean(process.env.PROXIED_NODES || process.env.SCATTERED);
const HANDSHAKE = {
  Upgrade: "websocket",
  Connection: "Upgrade",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Version": "13",
};

/** Sends what no HTTP client would; resolves with status and body. */
const raw = (s, { method = "GET", path = s.profile.path, query = "EIO=4&transport=websocket", version = "1.1", headers = {}, sid }) =>
  new Promise((resolve, reject) => {
    const url = new URL(server(s.profile, sid));
    const socket = (url.protocol === "https:" ? tls : net).connect(url.port, url.hostname);
    s.closers.push(() => socket.destroy());
    const all = Object.entries({ Host: url.host, ...HANDSHAKE, ...withCookies(sid, headers) }).filter(([, value]) => value !== null);
    socket.write(`${method} ${path}?${query} HTTP/${version}\r\n${all.map(([n, v]) => `${n}: ${v}\r\n`).join("")}\r\n`);
    let text = "";
    const answered = () => {
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) return;
      const status = Number(text.split(" ")[1]);
      const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end));
      const body = text.slice(end + 4);
      if (status === 101 || !length || body.length >= Number(length[1])) resolve({ status, body });
    };
    socket.on("data", (data) => {
      text += data.toString("latin1");
      answered();
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("no answer, but " + JSON.stringify(text))));
  });

const bad = async (s, request, code = 3) => {
  const res = await raw(s, request);
  assert.equal(res.status, 400, JSON.stringify(res));
  assert.equal(JSON.parse(res.body).code, code);
};

area("WebSocket handshakes", (test) => {
  const incomplete = {
    "no key": { headers: { "Sec-WebSocket-Key": null } },
    "a key that is too short": { headers: { "Sec-WebSocket-Key": "abc" } },
    "no version": { headers: { "Sec-WebSocket-Version": null } },
    "another version": { headers: { "Sec-WebSocket-Version": "12" } },
    "no Connection": { headers: { Connection: null }, hop: true },
    "Connection: close": { headers: { Connection: "close" }, hop: true },
    "no more than Upgrade": { headers: { Connection: null, "Sec-WebSocket-Key": null, "Sec-WebSocket-Version": null } },
    "HTTP/1.0": { version: "1.0", hop: true },
  };
  for (const [what, request] of Object.entries(incomplete)) {
    const skip = BEHIND_PROXY && request.hop && "a proxy writes that itself";
    test(what + ": bad request", (s) => bad(s, request), { skip });
    test(what + ", as an upgrade: bad request, and the session lives on", async (s) => {
      const p = await s.poll();
      await bad(s, { ...request, query: "EIO=4&transport=websocket&sid=" + p.sid, sid: p.sid });
      await p.join("/");
      await p.post('421["echo","still here"]');
      same(JSON.parse((await p.packets(1))[0].slice(3)), ["still here"]);
    }, { skip });
  }
  test("by POST: bad handshake method", (s) => bad(s, { method: "POST", headers: { "Content-Length": "0" } }, 2));
  test("the path without its slash, or below it: bad request", async (s) => {
    await bad(s, { path: s.profile.path.slice(0, -1) });
    await bad(s, { path: s.profile.path + "foo" });
    await bad(s, { path: s.profile.path + "foo/" });
  }, { skip: process.env.PROXIED_PATH && "the proxy has this path" });
  test("a complete one is served", async (s) => {
    assert.equal((await raw(s, {})).status, 101);
    assert.equal((await raw(s, { headers: { Connection: "keep-alive, Upgrade", Upgrade: "WebSocket" } })).status, 101);
  });
});

area("requests of a session", (test) => {
  const other = { "another EIO": { EIO: "3" }, "no EIO": {} };
  for (const [what, query] of Object.entries(other)) {
    test(what + ": bad request, and the session lives on", async (s) => {
      const p = await s.poll();
      const rest = { transport: "polling", sid: p.sid };
      const get = await s.http({ query: { ...query, ...rest } });
      same([get.status, get.json.code], [400, 3]);
      const post = await s.http({ method: "POST", query: { ...query, ...rest }, body: "40" });
      same([post.status, post.json.code], [400, 3]);
      await p.join("/");
    });
  }
});

area("OPTIONS", (test) => {
  test("without a requested method: 204, with the headers for the origin", async (s) => {
    for (const origin of [undefined, "http://allowed.example", "http://evil.example"]) {
      const res = await s.http({ method: "OPTIONS", query: { EIO: "4", transport: "polling" }, headers: origin ? { Origin: origin } : {} });
      same([res.status, res.text], [204, ""]);
      assert.equal(res.headers["access-control-allow-origin"], origin === "http://allowed.example" ? origin : undefined);
    }
  });
  test("of a session: 204, and the session lives on", async (s) => {
    const p = await s.poll();
    const res = await s.http({ method: "OPTIONS", query: { EIO: "4", transport: "polling", sid: p.sid } });
    assert.equal(res.status, 204);
    await p.join("/");
  });
});

// Open Liberty believes anybody in this, as docs/guide/servers.md says
const BELIEVES_PROTO = /^liberty/.test(process.env.SERVER_NAME ?? "");

area("whose request it is", (test) => {
  test("what a client says of that in headers is not believed", async (s) => {
    const extraHeaders = { "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", Forwarded: "for=203.0.113.9;proto=https" };
    for (const transport of ["polling", "websocket"]) {
      same(await ask(await s.connect("/", { transports: [transport], extraHeaders }), "peer"), { address: "127.0.0.1", secure: BELIEVES_PROTO });
    }
  }, { skip: BEHIND_PROXY && "the server may have been told to believe it" });
});

area("IPv6", (test) => {
  test("a Host with an address in brackets is served", async (s) => {
    const headers = { Host: "[::1]:8080" };
    same((await s.http({ query: { EIO: "4", transport: "polling" }, headers })).status, 200);
    assert.equal((await raw(s, { headers })).status, 101);
  });

  // docs/guide/servers.md says so, and can stop when this fails
  test("the official client for Node.js leaves the brackets out of Host when it polls", async (s) => {
    const hosts = [];
    const heard = http.createServer((req, res) => {
      hosts.push([new URL(req.url, "http://x").searchParams.get("transport"), req.headers.host]);
      res.writeHead(400).end();
    });
    heard.on("upgrade", (req, socket) => {
      hosts.push(["websocket", req.headers.host]);
      socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    s.closers.push(() => heard.close());
    const failed = await new Promise((resolve) => heard.on("error", resolve).listen(0, "::1", () => resolve(null)));
    if (failed) return; // no IPv6 on this machine
    const { port } = heard.address();
    s.profile.urls = [`http://[::1]:${port}`];
    for (const transport of ["polling", "websocket"]) await once(s.client("/", { transports: [transport] }), "connect_error");
    same(hosts, [["polling", `::1:${port}`], ["websocket", `[::1]:${port}`]]);
  });
});
