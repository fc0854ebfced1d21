import assert from "node:assert/strict";
import { test } from "node:test";
import { hasText, open, upgraded } from "./browser.mjs";

test("middleware refuses whoever has no rights, and the other namespace lives on", async (t) => {
  const { page, sockets } = await open(t, "admin.html");
  await upgraded(page);

  await refused(page);
  assert.deepEqual(JSON.parse(await page.locator("#admin-data").innerText()), {
    code: 401,
    hint: "log in as an administrator",
  });
  await ordersAnswer(page);
  assert.equal(sockets.length, 1);
});

test("an administrator gets in, on the same connection", async (t) => {
  const { page, sockets } = await open(t, "admin.html");
  await upgraded(page);
  await refused(page);

  await logIn(page, "ada", "secret");
  await hasText(page.locator("#admin-state"), "joined as ada");
  await page.locator("#overview tr", { hasText: "/admin" }).waitFor();
  await ordersAnswer(page);
  assert.equal(sockets.length, 1);
  assert.equal(sockets[0].isClosed(), false);

  await page.getByRole("button", { name: "Knock again without a token" }).click();
  await refused(page);
  await ordersAnswer(page);
});

test("who has not the role, or a wrong password, gets no token", async (t) => {
  const { page } = await open(t, "admin.html");
  await refused(page);

  await logIn(page, "bob", "secret");
  await hasText(page.locator("#login-state"), "403: bob is not an administrator");
  await logIn(page, "ada", "guess");
  await hasText(page.locator("#login-state"), "401: wrong user or password");
  await refused(page);
});

function refused(page) {
  return hasText(page.locator("#admin-state"), "refused: not authorized");
}

async function ordersAnswer(page) {
  await hasText(page.locator("#orders-state"), "joined");
  await page.locator("#orders-answer").evaluate((answer) => (answer.textContent = ""));
  await page.getByRole("button", { name: "Ask it for the orders" }).click();
  await page.locator("#orders-answer", { hasText: "It has answered" }).waitFor();
}

async function logIn(page, user, password) {
  await page.getByLabel("User").fill(user);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}
