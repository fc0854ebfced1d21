import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

const CANDIDATES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Generous: for what is certain to come, however busy the machine is. */
const LIMIT = 120_000;

let browser;

before(async () => {
  const executablePath = process.env.CHROMIUM ?? CANDIDATES.find(existsSync);
  assert.ok(executablePath, `No browser: install Chromium, or name one by CHROMIUM=… (looked for ${CANDIDATES.join(", ")})`);
  assert.ok(process.env.SAMPLE_URL, "No sample: run `npm test`, or set SAMPLE_URL");
  browser = await chromium.launch({ executablePath, headless: true, args: ARGS });
});

after(() => browser?.close());

/** Opens a page of the sample, in a browser context of its own; its WebSockets are counted, its errors fail the test. */
export async function open(t, path) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT);
  const visit = { page, sockets: [], close: () => leave(page) };
  const errors = [];
  page.on("websocket", (socket) => visit.sockets.push(socket));
  page.on("pageerror", (error) => errors.push(error.message));
  t.after(async () => {
    await leave(page);
    assert.deepEqual(errors, []);
  });
  const response = await page.goto(new URL(path, process.env.SAMPLE_URL).href);
  assert.equal(response.status(), 200);
  return visit;
}

/**
 * Closes a page once its connections are WebSockets. The server misses a client that goes away while it polls only when its
 * heartbeat fails to come, and the next test would meet it still.
 */
async function leave(page) {
  if (!page.isClosed()) {
    await settled(page);
    await page.context().close();
  }
}

/** All connections of the page have changed from polling to WebSocket. */
export async function settled(page) {
  const connections = await page.locator(".wire [data-connection]").evaluateAll((lines) => lines.map((line) => line.dataset.connection));
  for (const connection of new Set(connections)) {
    await upgraded(page, connection);
  }
}

/** The connection has changed from polling to WebSocket. */
export function upgraded(page, connection = 1) {
  return page.locator(`.wire [data-connection="${connection}"]`, { hasText: "now on websocket" }).waitFor();
}

/** Waits until an assertion holds. */
export async function eventually(assertion, limit = LIMIT) {
  const end = Date.now() + limit;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** The locator comes to have this text, exactly. */
export function hasText(locator, text) {
  return eventually(async () => assert.equal((await locator.innerText()).trim(), text));
}

/** The texts of all elements come to be these. */
export function hasTexts(locator, texts) {
  return eventually(async () => assert.deepEqual((await locator.allInnerTexts()).map((text) => text.trim().replace(/\s+/g, " ")), texts));
}
