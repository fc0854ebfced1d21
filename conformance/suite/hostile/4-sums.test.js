"use strict";
const { assert, uid, until } = require("../lib/kit.js");
const { END, Http, MB, attacks, binary, frame, joined, raw, text, times } = require("../lib/hostile.js");

/** Most of a message. */
const BIG = Buffer.alloc(999_000);
const PLACES = [...Array(10).keys()].map((num) => `{"_placeholder":true,"num":${num}}`);
const LETTERS = "x".repeat(990_000);
/** A heap of 512 MB has to have room for all others. */
const SHARE = 300 * MB;

/** Soon, since the server may just be letting go of connections that are over a limit. */
async function small(state, before, what) {
  const end = Date.now() + END / 4;
  let kept;
  do kept = (await state(true)).heap - before.heap;
  while (kept >= SHARE && Date.now() < end);
  assert.ok(kept < SHARE, `${what}: ${Math.round(kept / MB)} MB are kept`);
}
/** Opens a session on polling. */
async function session(s) {
  const http = new Http(s);
  await http.connected();
  await http.send([`GET ${http.path}?EIO=4&transport=polling HTTP/1.1`, `Host: ${http.host}`]);
  assert.equal((await http.answered()).status, 200);
  const sid = () => /"sid":"([^"]+)"/.exec(http.received.toString());
  await until(() => sid() || http.isGone, "the body of a handshake", END);
  http.destroy();
  return sid()[1];
}
/** A POST of almost a megabyte that says how long it is. */
async function post(s, sid, length) {
  const http = new Http(s);
  await http.connected();
  await http.send(
    [`POST ${http.path}?EIO=4&transport=polling&sid=${sid} HTTP/1.1`, `Host: ${http.host}`, "Content-Type: text/plain;charset=UTF-8", `Content-Length: ${length}`],
    BIG,
  );
  return http;
}

attacks("hostile sums", (test) => {
  test("100 packets that wait for their last attachment", async (s, { state, before }) => {
    const attachment = binary(BIG);
    await times(100, async () => {
      const r = await joined(s);
      await r.send(`4510-["echo",${PLACES}]`);
      for (let i = 0; i < 9; i++) await r.write(attachment);
    });
    await small(state, before, "packets that wait");
  });

  test("attachments of a packet are one message in their sum", async (s) => {
    const r = await joined(s);
    await r.send(`452-["echo",${PLACES.slice(0, 2)}]`, Buffer.alloc(600_000), Buffer.alloc(600_000));
    await r.closed();
  });

  test("attachments for a namespace that nobody has joined", async (s, { state, before }) => {
    const attachment = binary(BIG);
    await times(100, async () => {
      const r = await raw(s);
      await r.send(`4510-["echo",${PLACES}]`);
      await r.closed();
      for (let i = 0; i < 9; i++) await r.write(attachment);
    });
    await small(state, before, "packets that wait");
  });

  test("100 messages that lack their last frame", async (s, { state, before }) => {
    const parts = [frame(1, '42["echo","', false), frame(0, LETTERS, false)];
    await times(100, async () => {
      const r = await joined(s);
      for (const part of parts) await r.write(part);
    });
    await small(state, before, "messages that wait");
  });

  test("40 namespaces of one connection whose handlers are slow", async (s, { state, before, shut, open }) => {
    await shut();
    const r = await raw(s);
    const names = [...Array(40).keys()].map(() => "/open-" + uid());
    for (const nsp of names) assert.ok(await r.join(nsp));
    for (const nsp of names) {
      const event = text(`42${nsp},["slow","${LETTERS}"]`);
      for (let i = 0; i < 15; i++) await r.write(event);
    }
    await r.closed();
    await small(state, before, "events that wait");
    await open();
  });

  test("40 connections whose handlers are slow", async (s, { state, before, shut, open }) => {
    await shut();
    const event = text(`42["slow","${LETTERS}"]`);
    await times(40, async () => {
      const r = await joined(s);
      for (let i = 0; i < 15; i++) await r.write(event);
    });
    await small(state, before, "events that wait");
    await open();
  });

  test("40 connections that do not read what they asked for", async (s, { state, before }) => {
    const event = text(`42["echo","${LETTERS}"]`);
    await times(40, async () => {
      const r = await joined(s);
      r.deaf();
      for (let i = 0; i < 15; i++) await r.write(event);
    });
    await small(state, before, "what waits for clients");
  });

  test("300 POSTs at once of one session", async (s, { state, before }) => {
    const sid = await session(s);
    await post(s, sid, BIG.length + 1); // it lacks one byte, so that all others overlap with it
    const answers = await times(300, async () => (await post(s, sid, BIG.length)).answered());
    const taken = answers.filter(({ status }) => status !== 400 && status !== 0);
    assert.ok(taken.length <= 1, `answers to further POSTs: ${taken.map(({ status }) => status)}`); // one may have come first
    await small(state, before, "bodies");
    const poll = new Http(s);
    await poll.connected();
    await poll.send([`GET ${poll.path}?EIO=4&transport=polling&sid=${sid} HTTP/1.1`, `Host: ${poll.host}`]);
    assert.equal((await poll.answered()).status, 400, "the session goes on");
  });
});
