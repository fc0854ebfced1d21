import { connect } from "./connect.js";
import { $, chip, el, latest, say } from "./dom.js";
import { connectionNumber } from "./wire.js";

const orders = connect("/orders");
const users = connect("/users"); // the same connection: io() keeps one for each server
let second; // another one, opened by forceNew
let timer;

// Orders: one event is acknowledged, the other is for everybody

orders.on("connect", async () => {
  const list = await orders.emitWithAck("order:list");
  $("#orders").replaceChildren();
  list.forEach(showOrder);
});

orders.on("order:created", showOrder);

$("#order").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  await orders.emitWithAck("order:create", { item: form.get("item"), quantity: Number(form.get("quantity")) });
});

function showOrder({ id, item, quantity }) {
  say($("#orders"), el("li", {}, el("span", { class: "key" }, `#${id}`), `${quantity} × ${item}`), 8);
}

// Users: who is here

const showUsers = latest(
  () => users.emitWithAck("user:list"),
  (ids) => {
    const entries = ids.map((id) =>
      el("li", {}, el("code", {}, id), id === users.id || id === second?.id ? el("span", { class: "hint" }, "this page") : ""),
    );
    $("#users").replaceChildren(...entries);
    showConnectionsSoon();
  },
);

users.on("user:joined", showUsers);
users.on("user:left", showUsers);
users.on("disconnect", showConnectionsSoon);

// Connections: each socket asks the server for its place

users.io.engine.on("upgrade", showConnectionsSoon); // from polling to WebSocket

$("#force").addEventListener("click", ({ target }) => {
  if (second) {
    second.disconnect();
    second = undefined;
  } else {
    second = connect("/users", { forceNew: true });
    second.on("connect", showUsers);
    second.io.engine.on("upgrade", showConnectionsSoon);
  }
  target.textContent = second ? "Close the second one" : "Open a second one with forceNew";
});

function showConnectionsSoon() {
  clearTimeout(timer); // visitors come in crowds, and a connection closes just after its last socket has left
  timer = setTimeout(showConnections, 200);
}

const showConnections = latest(
  async () => {
    const sockets = [orders, users, second].filter((socket) => socket?.connected);
    const answers = await Promise.allSettled(sockets.map(placeOf));
    return answers.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
  },
  showPlaces,
);

async function placeOf(socket) {
  return { ...(await socket.emitWithAck("place")), number: connectionNumber(socket) };
}

function showPlaces(places) {
  const pipes = new Map();
  places.forEach((place) => {
    if (!pipes.has(place.connection)) {
      pipes.set(place.connection, pipe(place));
    }
    pipes.get(place.connection).lastElementChild.append(el("li", {}, chip(place.namespace), el("code", {}, place.socket)));
  });
  $("#pipes").replaceChildren(...pipes.values());
  const connections = places.at(-1)?.connections ?? 0;
  $("#count").value = connections;
  $("#count-noun").textContent = connections === 1 ? "connection" : "connections";
}

function pipe({ number, connection, transport }) {
  return el(
    "li",
    { class: "pipe" },
    el("p", {}, el("span", { class: "number" }, String(number)), el("code", {}, connection), el("span", { class: "hint" }, transport)),
    el("ul", { "aria-label": "Its sockets" }),
  );
}
