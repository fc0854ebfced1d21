import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, hasTexts, open, upgraded } from "./browser.mjs";

const PIPES = ".pipe";

test("two namespaces share one connection and one WebSocket", async (t) => {
  const { page, sockets } = await open(t, "connection.html");
  await upgraded(page);

  await hasTexts(page.locator(`${PIPES} .chip`), ["/orders", "/users"]);
  assert.equal(await page.locator(PIPES).count(), 1, "the server sees both sockets on the same connection");
  const [orders, users] = await page.locator(`${PIPES} li code`).allInnerTexts();
  assert.notEqual(orders, users, "with an id of its own in each namespace");
  assert.equal(sockets.length, 1);
});

test("forceNew opens a second connection, and closing it ends that one only", async (t) => {
  const { page, sockets } = await open(t, "connection.html");
  await upgraded(page);
  await page.locator(PIPES).waitFor();
  const before = await count(page);

  await page.getByRole("button", { name: "Open a second one" }).click();
  await upgraded(page, 2);
  await eventually(async () => assert.equal(await page.locator(PIPES).count(), 2));
  assert.equal(sockets.length, 2);
  assert.equal(await count(page), before + 1);

  await page.getByRole("button", { name: "Close the second one" }).click();
  await eventually(async () => assert.equal(await page.locator(PIPES).count(), 1));
  await eventually(async () => assert.equal(await count(page), before));
  assert.deepEqual(sockets.map((socket) => socket.isClosed()), [false, true]);
});

test("an order is acknowledged, and reaches everybody in its namespace", async (t) => {
  const own = await open(t, "connection.html");
  const other = await open(t, "connection.html");
  const item = `Lamp ${Date.now()}`;

  for (const { page } of [own, other]) {
    await eventually(async () => assert.equal(await page.locator("#users li").count(), 2, "both are among the users"));
  }
  await own.page.getByLabel("Item").fill(item);
  await own.page.getByRole("button", { name: "Order", exact: true }).click();

  for (const { page } of [own, other]) {
    await page.locator("#orders li", { hasText: `2 × ${item}` }).waitFor();
  }
  await own.page.locator(".wire li", { hasText: /^↓.*ACK/ }).filter({ hasText: item }).waitFor();
});

async function count(page) {
  return Number(await page.locator("#count").innerText());
}
