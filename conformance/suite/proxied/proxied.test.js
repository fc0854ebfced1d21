"use strict";
// Clients behind a proxy. conformance/proxied runs this, and says by the environment what to expect: PROXIED_NODES, how many servers are behind it;
// PROXIED_STICKY, how it keeps a client at one of them: "address", "cookie", "none"; PROXIED_ADDRESS, whether the server knows the client's address, and
// PROXIED_SECURE, whether it takes the request for one by TLS; PROXIED_HTTP2.
const http = require("node:http");
const https = require("node:https");
const http2 = require("node:http2");
const { area, ask, assert, collect, connected, deadline, patiently, same, sleep, uid, until, PROFILES, T } = require("../lib/kit.js");

const NODES = Number(process.env.PROXIED_NODES);
const STICKY = process.env.PROXIED_STICKY;
const URL_OF_PROXY = new URL(PROFILES.main.url);
const POLLING = { transports: ["polling"] };
const UPGRADE = { transports: ["polling", "websocket"] };
const WEBSOCKET = { transports: ["websocket"] };

/**
 * Comes from that address, one of the loopback interface's; with a cookie jar of its own. Connections are not kept: where the proxy closes one just when the
 * client sends its next request on it, the client repeats the request and never ends it (xmlhttprequest-ssl 2.1.2, errorHandler). It then opens another
 * connection whenever that one has been closed, and keeps this process alive. Without an agent it keeps none either.
 */
function from(address, opts) {
  const { Agent } = URL_OF_PROXY.protocol === "https:" ? https : http;
  return { ...opts, agent: new Agent({ localAddress: address, keepAlive: false }), withCredentials: STICKY === "cookie" };
}
/** Tries again where the machine was too busy for the second in which a client has to join. */
const arrive = (s, nsp, opts) => patiently((ms) => connected(s.client(nsp, opts), ms), [5_000, 20_000, 60_000]);
const upgraded = (socket) => until(() => socket.io.engine.transport.name === "websocket", "the upgrade");

area("through a proxy", (test) => {
  for (const [what, opts, last] of [["polling", POLLING, "polling"], ["WebSocket", WEBSOCKET, "websocket"], ["an upgrade", UPGRADE, "websocket"]]) {
    test(`by ${what}: events both ways, binary and large ones too, and it stays while nothing is said`, async (s) => {
      const socket = await arrive(s, "/", from("127.0.3.1", opts));
      const lost = [];
      socket.on("disconnect", (reason) => lost.push(reason));
      if (last === "websocket") await upgraded(socket);
      const id = socket.id;
      same(await ask(socket, "bin:info", { x: Buffer.from([1, 2]) }), { buffers: 1, bytes: 2, sum: 3 });
      same(Buffer.from(await ask(socket, "bin:make", 200_000)).length, 200_000);
      const text = "ü".repeat(40_000);
      same(await ask(socket, "echo", text), text);
      await sleep(T.interval + 2 * T.timeout); // longer than either side waits for the other's ping or pong
      await ask(socket, "echo", 1);
      same([socket.id, lost], [id, []]);
      await until(async () => (await ask(socket, "whoami")).transport === last, "the transport");
    });

    test(`by ${what}: the server knows whose request it is as it should`, async (s) => {
      const forged = { "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "gopher", "X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "1" };
      for (const extraHeaders of [{}, forged]) {
        const socket = await arrive(s, "/", { ...from("127.0.3.1", opts), extraHeaders });
        same(await ask(socket, "peer"), {
          address: process.env.PROXIED_ADDRESS === "true" ? "127.0.3.1" : "127.0.0.1",
          secure: process.env.PROXIED_SECURE === "true",
        });
      }
    });
  }

  test("a page of the same origin is let in, with its port, and one of another is not", async (s) => {
    for (const transport of ["polling", "websocket"]) {
      for (const [origin, is] of [[URL_OF_PROXY.origin, 1], ["http://evil.example", 0], [`${URL_OF_PROXY.protocol}//${URL_OF_PROXY.hostname}`, 0]]) {
        const socket = s.client("/", { ...from("127.0.3.1", { transports: [transport] }), extraHeaders: { Origin: origin } });
        const outcome = await deadline(
          new Promise((resolve) => socket.once("connect", () => resolve(1)).once("connect_error", () => resolve(0))),
          "an answer to a page",
        );
        assert.equal(outcome, is, `${origin} by ${transport}`);
      }
    }
  });

  test("a POST over the limit of the server, and below that of the proxy, gets the server's answer", async (s) => {
    const p = await (await s.poll()).join("/");
    const r = await p.post('42["echo","' + "x".repeat(T.max) + '"]');
    same(r.status, 413);
  });
});

if (NODES > 1) {
  area("through a load balancer", (test) => {
    /** Rejects when the first of them is lost, which would leave what it is asked without an answer. */
    const loss = (sockets) =>
      new Promise((_, reject) => {
        for (const [i, socket] of sockets.entries()) {
          socket.once("disconnect", (reason, details) => reject(Object.assign(new Error(`client ${i}: ${reason}, ${details?.message} ${details?.description}`), { reason })));
        }
      });

    const stay = async (sockets) => {
      const before = await Promise.all(sockets.map((socket) => ask(socket, "nodes").then((n) => n.node)));
      same(new Set(before).size, NODES);
      await Promise.all(sockets.filter((_, i) => i % 2 === 0).map(upgraded));
      for (let i = 0; i < 5; i++) await Promise.all(sockets.map((socket) => ask(socket, "echo", i)));
      const after = await Promise.all(sockets.map((socket) => ask(socket, "nodes").then((n) => n.node)));
      same(after, before);
      const event = uid("all");
      const lists = sockets.map((socket) => collect(socket, event));
      await ask(sockets[0], "cast", { event });
      for (const list of lists) await list.waitFor(1);
    };

    test("all requests of a client reach one node, and clients are spread over the nodes", async (s) => {
      for (let again = 2; ; again--) {
        try {
          const sockets = await Promise.all([...Array(24).keys()].map((i) => arrive(s, "/chat", from(`127.0.${i + 10}.1`, i % 2 ? POLLING : UPGRADE))));
          return await Promise.race([loss(sockets), stay(sockets)]);
        } catch (e) {
          if (e.reason !== "ping timeout" || !again) throw e; // the machine was too busy
        }
      }
    });

    if (STICKY !== "address") {
      test("a polling client whose requests reach any node is served by that of its session", async (s) => {
        // Without the proxy's cookie one of two nodes gets the one request, and the other the next: in turn, or where there is less to do.
        const polling = (query, rest) => s.http({ query: { EIO: "4", transport: "polling", ...query }, ...rest });
        for (let round = 0; round < 8; round++) {
          const { sid } = JSON.parse((await polling()).text.substring(1));
          same((await polling({ sid }, { method: "POST", body: "40/chat," })).status, 200);
          let answer;
          do answer = await polling({ sid });
          while (answer.text === "2"); // a ping may come first
          same(answer.status, 200);
          assert.match(answer.text, /(^|\x1e)40\/chat,\{/);
        }
      });
    }
  });
}

if (process.env.PROXIED_HTTP2 === "true") {
  area("HTTP/2", (test) => {
    const call = (session, method, path, body = "") =>
      new Promise((resolve, reject) => {
        const req = session.request({ ":method": method, ":path": path, "content-type": "text/plain;charset=UTF-8" });
        let text = "";
        let status;
        req.setEncoding("utf8");
        req.on("response", (headers) => (status = headers[":status"]));
        req.on("data", (data) => (text += data));
        req.on("end", () => resolve({ status, text }));
        req.on("error", reject);
        if (method === "POST") req.end(body);
      });
    test("the requests of a polling session go over one connection of HTTP/2", async (s) => {
      const session = http2.connect(URL_OF_PROXY.origin);
      s.closers.push(() => session.close());
      const path = `${s.profile.path}?EIO=4&transport=polling`;
      const opened = await call(session, "GET", path);
      assert.equal(opened.status, 200, opened.text);
      const { sid } = JSON.parse(opened.text.substring(1));
      same(await call(session, "POST", `${path}&sid=${sid}`, "40"), { status: 200, text: "ok" });
      assert.match((await call(session, "GET", `${path}&sid=${sid}`)).text, /^40\{"sid":/);
      const pending = call(session, "GET", `${path}&sid=${sid}`);
      same(await call(session, "POST", `${path}&sid=${sid}`, '421["echo","h2"]'), { status: 200, text: "ok" });
      assert.match((await pending).text, /431\["h2"\]/);
      same(session.alpnProtocol, "h2");
    });
  });
}
