/*
 * What goes over the wire: taps the Engine.IO packets of every connection of this page. Only for show; an application
 * needs nothing of this.
 */

const TYPES = ["CONNECT", "DISCONNECT", "EVENT", "ACK", "CONNECT_ERROR", "EVENT", "ACK"];
const PACKET = /^(\d)(?:\d+-)?(?:(\/[^,]*),)?(\d+)?(.*)$/s;

const managers = new Map();
const listeners = new Set();
const lines = [];

/** Calls back with every line, those of the past included. */
export function onLine(listener) {
  lines.forEach(listener);
  listeners.add(listener);
}

/** The number that the panel gives to the connection of a socket. */
export function connectionNumber(socket) {
  return managers.get(socket.io);
}

/** Shows what a connection carries from now on. */
export function tap(manager) {
  if (managers.has(manager)) {
    return;
  }
  const connection = managers.size + 1;
  managers.set(manager, connection);
  listen(manager.engine, connection);
  manager.on("reconnect_attempt", () => queueMicrotask(() => listen(manager.engine, connection)));
}

function listen(engine, connection) {
  engine.on("packet", (packet) => add({ connection, direction: "in", ...describe(packet) }));
  engine.on("packetCreate", (packet) => add({ connection, direction: "out", ...describe(packet) }));
  engine.on("upgrade", (transport) => add({ connection, direction: "note", gloss: `now on ${transport.name}` }));
  engine.on("close", (reason) => add({ connection, direction: "note", gloss: `connection closed: ${reason}` }));
}

function describe({ type, data }) {
  if (type === "message" && typeof data === "string") {
    const [, digit, namespace = "/", id, payload] = PACKET.exec(data);
    const event = TYPES[digit] === "EVENT" ? ` ${/"((?:[^"\\]|\\.)*)"/.exec(payload)?.[1] ?? ""}` : "";
    return { namespace, gloss: `${TYPES[digit]}${event}${id ? ` #${id}` : ""}`, raw: `4${data}` };
  }
  return { gloss: type, raw: typeof data === "string" ? data : "", quiet: true };
}

function add(line) {
  line.time = new Date();
  lines.push(line);
  if (lines.length > 300) {
    lines.shift();
  }
  listeners.forEach((listener) => listener(line));
}
