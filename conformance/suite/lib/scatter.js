// A proxy that sends each request to the next one of some servers, whatever session it is of: the opposite of a sticky one.
//
//   node lib/scatter.js PORT URL...
//
// Prints a line when it listens on 127.0.0.1. A server that cannot be reached is left out until it can be again.
'use strict';

const http = require('node:http');

const [port, ...urls] = process.argv.slice(2);
const servers = urls.map(url => new URL(url));
// A connection for each: one that was kept may be closed by the server just when the next request is sent.
const agent = false;
let turn = 0;

function options(request, server) {
  return {
    host: server.hostname,
    port: server.port,
    method: request.method,
    path: request.url,
    headers: request.rawHeaders,
  };
}

/** Tries the servers in turn until one can be reached; only requests whose body has not been touched. */
function forward(request, tries, connected, failed) {
  const server = servers[turn++ % servers.length];
  const outgoing = http.request({ ...options(request, server), agent });
  outgoing.on('error', error => {
    if (error.code === 'ECONNREFUSED' && tries > 1) forward(request, tries - 1, connected, failed);
    else failed(error);
  });
  connected(outgoing);
}

const proxy = http.createServer((request, response) => {
  const chunks = [];
  let ended = false;
  let current;
  request.on('data', chunk => { chunks.push(chunk); current?.write(chunk); });
  request.on('end', () => { ended = true; current?.end(); });
  response.on('close', () => { if (!response.writableFinished) current?.destroy(); });
  forward(request, servers.length, outgoing => {
    current = outgoing;
    chunks.forEach(chunk => outgoing.write(chunk));
    if (ended) outgoing.end();
    else outgoing.flushHeaders();
    outgoing.on('response', incoming => {
      const headers = incoming.rawHeaders.filter((_, i, raw) => !/^(connection|keep-alive|transfer-encoding)$/i.test(raw[i - i % 2]));
      response.writeHead(incoming.statusCode, incoming.statusMessage, headers);
      incoming.on('aborted', () => response.destroy());
      incoming.pipe(response);
    });
  }, () => response.destroy());
});
proxy.requestTimeout = 0;
proxy.timeout = 0;
proxy.keepAliveTimeout = 60_000;

proxy.on('upgrade', (request, client, head) => {
  client.on('error', () => {});
  forward(request, servers.length, outgoing => {
    outgoing.on('response', incoming => { // it is no upgrade for the server
      client.write(`HTTP/1.1 ${incoming.statusCode} ${incoming.statusMessage}\r\n${lines(incoming)}Connection: close\r\n\r\n`);
      incoming.pipe(client);
    });
    outgoing.on('upgrade', (incoming, server, first) => {
      client.write(`HTTP/1.1 101 Switching Protocols\r\n${lines(incoming)}\r\n`);
      client.setNoDelay(true);
      server.setNoDelay(true);
      client.write(first);
      server.write(head);
      server.on('error', () => client.destroy());
      client.on('close', () => server.destroy());
      server.on('close', () => client.destroy());
      server.pipe(client);
      client.pipe(server);
    });
    outgoing.end();
  }, () => client.destroy());
});

function lines(incoming) {
  let text = '';
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
    const dropped = incoming.statusCode !== 101 && /^(connection|transfer-encoding)$/i.test(incoming.rawHeaders[i]);
    if (!dropped) text += `${incoming.rawHeaders[i]}: ${incoming.rawHeaders[i + 1]}\r\n`;
  }
  return text;
}

proxy.listen(Number(port), '127.0.0.1', () => console.log(`scatters http://127.0.0.1:${port}`));
