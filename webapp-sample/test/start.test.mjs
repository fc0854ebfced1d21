import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, open, settled, upgraded } from "./browser.mjs";

const PAGES = ["One connection", "Rights", "Tenants", "Rooms"];

test("the start page leads to a page for each idea", async (t) => {
  const { page } = await open(t, ".");
  for (const name of PAGES) {
    await page.getByRole("main").getByRole("link", { name }).click();
    await page.locator('nav a[aria-current="page"]', { hasText: name }).waitFor();
    await upgraded(page);
    await settled(page);
    await page.goBack();
  }
});

test("each page shows the source that runs behind it", async (t) => {
  const { page } = await open(t, ".");
  for (const name of PAGES) {
    await page.getByRole("navigation").getByRole("link", { name }).click();
    await page.locator('nav a[aria-current="page"]', { hasText: name }).waitFor();
    for (const tab of await page.getByRole("tab").all()) {
      const file = await tab.innerText();
      if (file !== "Wire") {
        await tab.click();
        const source = page.getByRole("tabpanel").locator("pre").last();
        const type = file.endsWith(".java") ? `\\b${file.replace(".java", "")}\\b` : "^import ";
        await eventually(async () => assert.match(await source.innerText(), new RegExp(type)));
      }
    }
    await page.getByRole("tab", { name: "Wire" }).click();
    await settled(page);
  }
});
