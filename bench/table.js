"use strict";
// Medians of what peers has measured, in thousands of messages per second of the server's CPU time:  node table.js FILE ...
const { readFileSync } = require("node:fs");

const cells = new Map(); // case -> label -> figures
const labels = new Set();
for (const line of process.argv.slice(2).flatMap((file) => readFileSync(file, "utf8").split("\n"))) {
  if (line === "") continue;
  const r = JSON.parse(line);
  const scenario = r.scenario.replace("raw-", "");
  const name = [
    scenario,
    `${r.conns} connections`,
    r.nsps > 1 && `${r.nsps} namespaces`,
    r.nsp0 !== "/" && r.nsp0,
    scenario !== "connect" && `${r.payload} B`,
    r.depth > 1 && `${r.depth} in flight`,
  ];
  const key = name.filter(Boolean).join(", ");
  labels.add(r.label);
  if (!cells.has(key)) cells.set(key, new Map());
  const row = cells.get(key);
  if (!row.has(r.label)) row.set(r.label, []);
  row.get(r.label).push(r);
}
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const cell = (figures) => {
  if (!figures) return "";
  const errors = figures.reduce((sum, r) => sum + r.errors, 0);
  return `${(median(figures.map((r) => r.msgs_per_cpu_s)) / 1000).toFixed(1)}${errors ? ` (${errors} errors)` : ""}`;
};
console.log(`| case | ${[...labels].join(" | ")} |`);
console.log(`|---|${"---|".repeat(labels.size)}`);
for (const [key, row] of cells) console.log(`| ${key} | ${[...labels].map((label) => cell(row.get(label))).join(" | ")} |`);
