// Puts the bundles of socket.io-client, and each of them compressed, into the directory that is given. Runs in the directory of this file.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const client = "node_modules/socket.io-client";
const target = process.argv[2];
const { version } = JSON.parse(readFileSync(join(client, "package.json"), "utf8"));

mkdirSync(target, { recursive: true });
for (const name of readdirSync(join(client, "dist")).filter((file) => /^socket\.io\..*js(\.map)?$/.test(file))) {
  const content = readFileSync(join(client, "dist", name));
  writeFileSync(join(target, name), content);
  writeFileSync(join(target, `${name}.gz`), gzipSync(content, { level: 9 }));
  writeFileSync(join(target, `${name}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
}
copyFileSync(join(client, "LICENSE"), join(target, "LICENSE"));
writeFileSync(join(target, "version"), version);
