"use strict";
// What other clients than the official JavaScript one write, and what only looks like something else.
const { area, ask, assert, decode, same } = require("../lib/kit.js");

const PLACE = { _placeholder: true, num: 0 };

area("what clients write", (test) => {
  for (const [how, packet] of Object.entries({
    "a line break at the end, as the Java client": "bAQIDBA==\n",
    "line breaks within": "bAQ\r\nID\r\nBA==\r\n",
    "no padding": "bAQIDBA",
    "blanks": "b AQID BA== ",
  })) {
    test(`base64 with ${how}`, async (s) => {
      const p = await (await s.poll()).join("/");
      await p.post('451-1["echo",{"_placeholder":true,"num":0}]\x1e' + packet);
      same((await p.packets(2))[1], "bAQIDBA==");
    });
  }
  test("base64 with the letters of URLs", async (s) => {
    const p = await (await s.poll()).join("/");
    await p.post('451-1["echo",{"_placeholder":true,"num":0}]\x1eb-_--');
    same((await p.packets(2))[1], "b+/++");
  });
  test("the option forceBase64 on a WebSocket: binary comes as text", async (s) => {
    const socket = await s.connect("/", { forceBase64: true });
    same(await ask(socket, "echo", Buffer.from([1, 2, 3, 4])), Buffer.from([1, 2, 3, 4]));
  });
  test("the largest acknowledgement id", async (s) => {
    const p = await (await s.poll()).join("/");
    await p.post('429007199254740991["echo",1]');
    same(await p.packets(1), ["439007199254740991[1]"]);
  });
  test("an acknowledgement id that JavaScript cannot hold ends the connection", async (s) => {
    const p = await (await s.poll()).join("/");
    await p.post('429007199254740992["echo",1]');
    await p.dead();
  });
  test("what looks like a placeholder in a text event is plain data, nested or not", async (s) => {
    const ws = await (await s.ws()).join("/");
    ws.send("421" + JSON.stringify(["echo", PLACE, [PLACE], { a: PLACE }]));
    same((await ws.packet()).data, [PLACE, [PLACE], { a: PLACE }]);
  });
  test("an escaped placeholder in a binary event is one", async (s) => {
    const ws = await (await s.ws()).join("/");
    ws.send('451-1["echo",{"\\u005fplaceholder":true,"n\\u0075m":0}]');
    ws.send(Buffer.from([7]));
    same([decode(await ws.next()).attachments, [...(await ws.next())]], [1, [7]]);
    await ws.alive();
  });
  test("an attachment with two places ends the connection", async (s) => {
    const ws = await (await s.ws()).join("/");
    ws.send("451-1" + JSON.stringify(["echo", PLACE, PLACE]));
    await ws.closed();
  });
});
