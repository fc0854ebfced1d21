import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, hasText, hasTexts, open } from "./browser.mjs";

test("a message reaches the others in its room, and nobody else", async (t) => {
  const { page } = await open(t, "rooms.html");
  await membersAre(page, "Ada", "KITCHEN", ["Ada", "Bob"]);
  await membersAre(page, "Bob", "KITCHEN", ["Ada", "Bob"]);
  await membersAre(page, "Ada", "LIBRARY", ["Ada"]);

  await speak(page, "Ada", "Kitchen", "Tea is ready");
  await hasText(status(page, "Ada"), "“Tea is ready” was heard by 1");
  await hasTexts(heard(page, "Bob"), ["Ada, Kitchen Tea is ready"]);

  await speak(page, "Ada", "Library", "Anybody here?");
  await hasText(status(page, "Ada"), "“Anybody here?” was heard by 0");

  await speak(page, "Bob", "Library", "From the hall");
  await hasText(status(page, "Bob"), "“From the hall” was heard by 1");
  await hasTexts(heard(page, "Ada"), ["Bob, Library From the hall"]);
  await hasTexts(heard(page, "Bob"), ["Ada, Kitchen Tea is ready"]);
});

test("who joins hears, and who leaves does not", async (t) => {
  const { page } = await open(t, "rooms.html");
  await page.getByRole("button", { name: "Another person" }).click();
  await membersAre(page, "Bob", "KITCHEN", ["Ada", "Bob"]);

  await door(page, "Cleo", "KITCHEN").click();
  await membersAre(page, "Ada", "KITCHEN", ["Ada", "Bob", "Cleo"]);
  await speak(page, "Ada", "Kitchen", "Three cups");
  await hasText(status(page, "Ada"), "“Three cups” was heard by 2");

  await door(page, "Bob", "KITCHEN").click();
  await membersAre(page, "Ada", "KITCHEN", ["Ada", "Cleo"]);
  await speak(page, "Ada", "Kitchen", "Two cups");
  await hasText(status(page, "Ada"), "“Two cups” was heard by 1");
  await hasTexts(heard(page, "Bob"), ["Ada, Kitchen Three cups"]);
  await hasTexts(heard(page, "Cleo"), ["Ada, Kitchen Three cups", "Ada, Kitchen Two cups"]);
});

test("a client that goes away leaves its rooms", async (t) => {
  const { page } = await open(t, "rooms.html");
  const other = await open(t, "rooms.html");
  await membersAre(page, "Ada", "KITCHEN", ["Ada", "Ada", "Bob", "Bob"]);

  await other.close();

  await membersAre(page, "Ada", "KITCHEN", ["Ada", "Bob"]);
});

function person(page, name) {
  return page.locator(`[data-person="${name}"]`);
}

function door(page, name, room) {
  return person(page, name).locator(`[data-room="${room}"] button`);
}

function heard(page, name) {
  return person(page, name).locator("ol li");
}

function status(page, name) {
  return person(page, name).getByRole("status");
}

function membersAre(page, name, room, names) {
  const list = person(page, name).locator(`[data-room="${room}"] .hint`);
  return eventually(async () => assert.deepEqual((await list.innerText()).split(", ").sort(), names));
}

async function speak(page, name, room, text) {
  await person(page, name).getByRole("combobox", { name: "Room" }).selectOption({ label: room });
  await person(page, name).getByLabel("Message").fill(text);
  await person(page, name).getByRole("button", { name: "Say" }).click();
}
