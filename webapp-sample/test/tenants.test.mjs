import assert from "node:assert/strict";
import { test } from "node:test";
import { hasText, hasTexts, open, upgraded } from "./browser.mjs";

test("what is said in one tenant stays there", async (t) => {
  const own = await open(t, "tenants.html");
  const other = await open(t, "tenants.html");
  await hasText(card(own.page, "acme").locator("h2 .hint"), "2 members");

  await card(own.page, "acme").getByLabel("Message").fill("Only for acme");
  await card(own.page, "acme").getByRole("button", { name: "Say" }).click();

  for (const { page } of [own, other]) {
    await hasTexts(card(page, "acme").locator("ol li"), ["Welcome to acme", "Only for acme"]);
    await hasTexts(card(page, "globex").locator("ol li"), ["Welcome to globex"]);
  }

  await card(other.page, "acme").getByRole("button", { name: "Leave" }).click();
  await hasText(card(own.page, "acme").locator("h2 .hint"), "1 member");
  await hasText(card(own.page, "globex").locator("h2 .hint"), "2 members");
});

test("the parent reaches every tenant, those made later too", async (t) => {
  const own = await open(t, "tenants.html");
  const other = await open(t, "tenants.html");
  const tenant = `t${Date.now()}`;
  await join(other.page, tenant);
  await card(other.page, tenant).waitFor();
  await upgraded(other.page);

  await own.page.getByRole("textbox", { name: "Announcement" }).fill("To all");
  await own.page.getByRole("button", { name: "POST" }).click();

  for (const [page, name] of [
    [own.page, "acme"],
    [own.page, "globex"],
    [other.page, "acme"],
    [other.page, tenant],
  ]) {
    await hasTexts(card(page, name).locator("ol li"), [`Welcome to ${name}`, "To all"]);
  }
  await own.page.locator("#announced", { hasText: `/tenants/${tenant}` }).waitFor();
  assert.equal(other.sockets.length, 1, "three tenants over one connection");
});

test("a name that does not fit the template is no namespace", async (t) => {
  const { page } = await open(t, "tenants.html");
  await card(page, "acme").waitFor();

  await join(page, "a/b");

  await hasText(page.locator("#opened"), "/tenants/a/b: Invalid namespace");
  assert.equal(await page.locator("[data-tenant]").count(), 2);
});

function card(page, tenant) {
  return page.locator(`[data-tenant="/tenants/${tenant}"]`);
}

async function join(page, tenant) {
  await page.getByLabel("Name").fill(tenant);
  await page.getByRole("button", { name: "Join" }).click();
}
