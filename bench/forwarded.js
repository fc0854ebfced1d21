"use strict";
// What it costs that requests reach another node than their session's: round trips for each CPU-second of both nodes of a cluster, and how long one takes.
// Prints a table; judges nothing. README.md says how to run it.
//
//   node forwarded.js [passes] [clients] [seconds] [kind ...]
const { readFileSync } = require("node:fs");
const http = require("node:http");
const WebSocket = require("ws");
const { launch, stop } = require("./clusters.js");

const [PASSES = 3, CLIENTS = 32, SECONDS = 5] = process.argv.slice(2, 5).map(Number);
const kinds = process.argv.length > 5 ? process.argv.slice(5) : ["wildfly", "payara"];
const PAYLOAD = "x".repeat(32);
const ROUNDS = 200; // the other clients are silent meanwhile, and are given up after three seconds
const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });

/** User and system time of all processes, in seconds. */
function cpu(cluster) {
  let ticks = 0;
  for (const pid of cluster.pids) {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / 100;
}

function request(url, sid, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { "Content-Type": "text/plain;charset=UTF-8", "Content-Length": Buffer.byteLength(body) };
    const target = `${url}/socket.io/?EIO=4&transport=polling${sid ? "&sid=" + sid : ""}`;
    const req = http.request(target, { agent, headers, method: body === undefined ? "GET" : "POST" }, (res) => {
      let text = "";
      res.setEncoding("utf8");
      res.on("data", (data) => (text += data));
      res.on("end", () => (res.statusCode === 200 ? resolve(text) : reject(new Error(`${res.statusCode} ${text}`))));
    });
    req.on("error", reject);
    req.end(body);
  });
}

/** A session of one node, whose further requests reach another one, or the same. */
async function open(cluster, requestsTo) {
  const { sid } = JSON.parse((await request(cluster.urls[0])).slice(1));
  const url = cluster.urls[requestsTo];
  await request(url, sid, "40/chat,");
  await request(url, sid);
  return { sid, url };
}

/** Each round trip is a POST and the poll that brings the acknowledgement. */
async function polling(cluster, requestsTo) {
  const { sid, url } = await open(cluster, requestsTo);
  const roundTrip = async () => {
    const posted = request(url, sid, `42/chat,1["echo","${PAYLOAD}"]`);
    for (let got = false; !got; ) {
      const packets = (await request(url, sid)).split("\x1e");
      await posted; // two at once would end the session
      if (packets.includes("2")) await request(url, sid, "3");
      got = packets.some((packet) => packet.startsWith("43/chat,"));
    }
  };
  return { roundTrip, end: () => request(url, sid, "1").catch(() => {}) }; // it may have ended for its silence
}

/** A WebSocket to which the session has changed. */
async function webSocket(cluster, requestsTo) {
  const { sid, url } = await open(cluster, requestsTo);
  const ws = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket&sid=${sid}`);
  let heard = () => {};
  await new Promise((resolve, reject) => {
    ws.on("open", () => ws.send("2probe"));
    ws.on("error", reject);
    ws.on("message", (data) => {
      const text = data.toString();
      if (text === "3probe") {
        ws.send("5");
        resolve();
      } else if (text === "2") ws.send("3");
      else if (text.startsWith("43/chat,")) heard();
    });
  });
  const roundTrip = () =>
    new Promise((resolve) => {
      heard = resolve;
      ws.send(`42/chat,1["echo","${PAYLOAD}"]`);
    });
  return { roundTrip, end: () => ws.close() };
}

async function measure(cluster, kindOf, requestsTo, seconds) {
  const clients = await Promise.all([...Array(CLIENTS)].map(() => kindOf(cluster, requestsTo)));
  const before = cpu(cluster);
  const end = Date.now() + seconds * 1000;
  let count = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (Date.now() < end) {
        await client.roundTrip();
        count++;
      }
    }),
  );
  const perCpuSecond = count / (cpu(cluster) - before);
  const times = [];
  for (let i = 0; i < ROUNDS; i++) {
    const start = process.hrtime.bigint();
    await clients[0].roundTrip();
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  await Promise.all(clients.map((client) => client.end()));
  times.sort((a, b) => a - b);
  return { perCpuSecond, p50: times[ROUNDS / 2], p99: times[ROUNDS * 0.99] };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const CASES = [
  ["polling", polling],
  ["WebSocket", webSocket],
];

async function main() {
  let port = 26000;
  const clusters = [];
  for (const kind of kinds) {
    clusters.push(await launch(kind, 2, port));
    port += 2;
  }
  const rows = new Map();
  for (let pass = 0; pass <= PASSES; pass++) {
    for (const cluster of clusters) {
      for (const [name, kindOf] of CASES) {
        for (const node of [0, 1]) {
          // a JVM compiles for a while, and that counts as well
          const figures = await measure(cluster, kindOf, node, pass === 0 ? 3 * SECONDS : SECONDS);
          if (pass === 0) continue;
          const key = [cluster.kind, name, node === 0 ? "at the session's node" : "at another one"].join(" | ");
          console.error(JSON.stringify({ pass, key, ...figures }));
          if (!rows.has(key)) rows.set(key, []);
          rows.get(key).push(figures);
        }
      }
    }
  }
  console.log(`Medians of ${PASSES} passes; ${CLIENTS} clients, each with one round trip at a time; ${PAYLOAD.length} bytes.`);
  console.log("Round trips: thousands for each CPU-second of both nodes. Time: of one client, nothing else going on.\n");
  console.log("| server | transport | requests | round trips | p50 ms | p99 ms |");
  console.log("|---|---|---|---|---|---|");
  for (const [key, passes] of rows) {
    const at = (figure) => median(passes.map((pass) => pass[figure]));
    console.log(`| ${key} | ${[(at("perCpuSecond") / 1000).toFixed(1), at("p50").toFixed(2), at("p99").toFixed(2)].join(" | ")} |`);
  }
}

main().then(
  () => stop(0),
  (error) => {
    console.error(error);
    stop(1);
  },
);
