"use strict";
// The scripts of the official client beside the endpoint, from the jar enfilade-client.
const fs = require("node:fs");
const path = require("node:path");
const zlib = require("node:zlib");
const http = require("node:http");
const { area, assert, deadline, server } = require("../lib/kit.js");

const DIST = path.join(path.dirname(require.resolve("socket.io-client/package.json")), "dist");
const { version } = require("socket.io-client/package.json");
const FILES = ["js", "min.js", "esm.min.js", "msgpack.min.js"].flatMap((end) => [`socket.io.${end}`, `socket.io.${end}.map`]);

const fetched = (s, name, { method = "GET", headers = {} } = {}) =>
  deadline(
    new Promise((resolve, reject) => {
      const url = server(s.profile) + s.profile.path + name;
      http
        .request(url, { method, headers, agent: false }, (res) => {
          const chunks = [];
          res.on("data", (chunk) => chunks.push(chunk));
          res.on("end", () => resolve({ status: res.statusCode, headers: res.headers, body: Buffer.concat(chunks) }));
        })
        .on("error", reject)
        .end();
    }),
    `${method} ${name}`
  );

area("Scripts of the client", (test) => {
  const decoders = { identity: (body) => body, gzip: zlib.gunzipSync, br: zlib.brotliDecompressSync };
  for (const name of FILES) {
    test(name + ", as it is, in gzip and in brotli", async (s) => {
      const expected = fs.readFileSync(path.join(DIST, name));
      for (const [encoding, decoded] of Object.entries(decoders)) {
        const res = await fetched(s, name, { headers: { "Accept-Encoding": encoding } });
        assert.equal(res.status, 200);
        assert.equal(res.headers["content-encoding"] ?? "identity", encoding);
        assert.ok(decoded(res.body).equals(expected), "the content of " + name);
        assert.equal(res.headers.etag, `"${version}"`);
        assert.equal(res.headers["cache-control"], "public, max-age=0");
        assert.match(res.headers["content-type"], name.endsWith(".map") ? /^application\/json/ : /^application\/javascript/);
      }
    });
  }

  test("one that the browser has is not sent again", async (s) => {
    for (const tag of [`"${version}"`, `W/"${version}"`]) {
      const res = await fetched(s, "socket.io.js", { headers: { "If-None-Match": tag } });
      assert.equal(res.status, 304);
      assert.equal(res.body.length, 0);
    }
    assert.equal((await fetched(s, "socket.io.js", { headers: { "If-None-Match": '"1.0.0"' } })).status, 200);
  });

  test("HEAD has the length and no body", async (s) => {
    const res = await fetched(s, "socket.io.min.js", { method: "HEAD" });
    assert.equal(res.status, 200);
    assert.equal(Number(res.headers["content-length"]), fs.statSync(path.join(DIST, "socket.io.min.js")).size);
    assert.equal(res.body.length, 0);
  });

  test("pages of the origins that are let in may load modules", async (s) => {
    const res = await fetched(s, "socket.io.esm.min.js", { headers: { Origin: "http://allowed.example" } });
    assert.equal(res.headers["access-control-allow-origin"], "http://allowed.example");
    assert.match(String(res.headers.vary), /Origin/);
    assert.match(String(res.headers.vary), /Accept-Encoding/);
  });

  test("other names and methods are requests of the protocol", async (s) => {
    for (const [name, method] of [["socket.io.css", "GET"], ["version", "GET"], ["socket.io.js.br", "GET"], ["socket.io.js", "POST"]]) {
      const res = await fetched(s, name, { method });
      assert.equal(res.status, 400, `${method} ${name}`);
      assert.equal(JSON.parse(res.body).code, 0);
    }
  });
});
