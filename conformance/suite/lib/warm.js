// Joins by polling until that has gone well twenty times in a row: nodes that have just started may need longer for their first
// requests to one another than the application gives a client to join (connectTimeout).
//
//   node lib/warm.js URL
'use strict';

const IN_A_ROW = 20;
const [url] = process.argv.slice(2);
const end = Date.now() + 60_000;

async function request(query, method, body) {
  const response = await fetch(`${url}/socket.io/?EIO=4&transport=polling${query}`, { method, body, headers: { connection: 'close' } });
  return response.text();
}

/** Whether a client has joined. */
async function join() {
  const { sid } = JSON.parse((await request('', 'GET')).slice(1));
  await request(`&sid=${sid}`, 'POST', '40');
  const joined = (await request(`&sid=${sid}`, 'GET')).startsWith('40{');
  if (joined) await request(`&sid=${sid}`, 'POST', '1');
  return joined;
}

(async () => {
  for (let well = 0; well < IN_A_ROW; ) {
    well = (await join().catch(() => false)) ? well + 1 : 0;
    if (Date.now() > end) throw new Error(`no ${IN_A_ROW} clients in a row have joined at ${url} within a minute`);
  }
})();
