"use strict";
// Three nodes of one cluster: the first and the last have one application, the second has another one in the same place. conformance/applications runs this.
const { area, ask, collect, patiently, quiet, same, uid, until } = require("../lib/kit.js");

area("two applications in one cluster", (test) => {
  test("nodes with the same application know each other, and not the one with another", async (s) => {
    const sockets = await Promise.all([0, 1, 2].map((node) => patiently(() => s.at(node, "/chat"), [0, 0, 0])));
    const [first, other, last] = sockets;
    const nodes = await until(async () => {
      const told = await Promise.all(sockets.map((socket) => ask(socket, "nodes")));
      return told[0].others.length === 1 && told[2].others.length === 1 && told;
    }, "that the nodes of the same application know each other");
    same(nodes.map((n) => n.others), [[nodes[2].node], [], [nodes[0].node]]);

    const [event, own] = [uid("all"), uid("own")];
    const lists = sockets.map((socket) => collect(socket, event));
    await ask(first, "cast", { event });
    await lists[0].waitFor(1);
    await lists[2].waitFor(1);
    const others = sockets.map((socket) => collect(socket, own));
    await ask(other, "cast", { event: own });
    await others[1].waitFor(1);
    // comes after what was sent before, if that came at all
    await ask(last, "cast", { event });
    for (const i of [0, 2]) await lists[i].waitFor(2);
    for (const list of [lists[1], others[0], others[2]]) await quiet(list);
    same((await ask(other, "members", null)).map((member) => member.id), [other.id]);
    same((await ask(first, "members", null)).map((member) => member.id), [first.id, last.id].sort());
  });
});
