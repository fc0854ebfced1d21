// Runs the sample on WildFly (or on SAMPLE_SERVER=…), the browser tests against it, and stops it again. SAMPLE_URL=… uses one that
// runs already.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const START_LIMIT = 600_000;

const sample = process.env.SAMPLE_URL ? undefined : await start();
const url = process.env.SAMPLE_URL ?? sample.url;
console.log(`Browser tests of ${url}`);
const files = readdirSync(path(".")).filter((file) => file.endsWith(".test.mjs"));
const tests = spawn(process.execPath, ["--test", "--test-reporter=spec", "--test-concurrency=1", ...files], {
  cwd: path("."),
  env: { ...process.env, SAMPLE_URL: url },
  stdio: "inherit",
});
const [code, signal] = await once(tests, "exit");
await sample?.stop();
process.exitCode = signal ? 1 : code;

async function start() {
  const port = await freePort();
  const server = spawn(path("../run"), ["--no-build", "--server", process.env.SAMPLE_SERVER ?? "wildfly", String(port)], { stdio: ["ignore", "pipe", "inherit"] });
  const exit = once(server, "exit");
  const stop = () => server.kill("SIGTERM") && exit;
  for (const event of ["SIGINT", "SIGTERM"]) {
    process.once(event, async () => {
      await stop();
      process.exit(1);
    });
  }

  const log = path("../target/browser-tests.log");
  mkdirSync(path("../target"), { recursive: true });
  const file = createWriteStream(log);
  const ready = new Promise((resolve) => {
    createInterface({ input: server.stdout }).on("line", (line) => {
      file.write(`${line}\n`);
      const found = /The sample is ready: +(\S+)/.exec(line);
      if (found) {
        resolve(found[1]);
      }
    });
  });
  const timer = setTimeout(stop, START_LIMIT);
  const url = await Promise.race([ready, exit.then(() => undefined)]);
  clearTimeout(timer);
  if (!url) {
    throw new Error(`The sample did not start; the server's output is in ${log}`);
  }
  return { url, stop };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
