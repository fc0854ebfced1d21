import { connect } from "./connect.js";
import { $, chip, el } from "./dom.js";

const orders = connect("/orders");
const admin = connect("/admin"); // the same connection, and no token yet

admin.on("connect_error", (error) => {
  show("#admin-state", "bad", `refused: ${error.message}`);
  $("#admin-data").textContent = JSON.stringify(error.data, null, 2);
  $("#admin-data").hidden = !error.data;
  $("#overview").hidden = true;
});

admin.on("welcome", async (user) => {
  show("#admin-state", "good", `joined as ${user}`);
  $("#admin-data").hidden = true;
  const rows = await admin.emitWithAck("overview");
  $("#overview tbody").replaceChildren(
    ...rows.map(({ namespace, sockets }) => el("tr", {}, el("td", {}, chip(namespace)), el("td", {}, String(sockets)))),
  );
  $("#overview").hidden = false;
});

$("#retry").addEventListener("click", () => knock({}));

$("#login").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { user, password } = event.target.elements;
  const response = await logIn(user.value, password.value);
  if (response.ok) {
    show("#login-state", "good", `${user.value} has got a token`);
    knock({ token: await response.text() });
  } else {
    const reason = response.status === 403 ? `${user.value} is not an administrator` : "wrong user or password";
    show("#login-state", "bad", `${response.status}: ${reason}`);
  }
});

/** The login of the web application: here BASIC, sent by hand. */
function logIn(user, password) {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  const headers = { Authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
  return fetch("admin-token", { method: "POST", credentials: "omit", headers });
}

/** Asks for /admin once more; a refused socket does not try again by itself. */
function knock(auth) {
  admin.disconnect();
  admin.auth = auth;
  admin.connect();
}

orders.on("connect", () => show("#orders-state", "good", "joined"));
orders.on("disconnect", (reason) => show("#orders-state", "bad", `left: ${reason}`));

$("#ask").addEventListener("click", async () => {
  const list = await orders.emitWithAck("order:list");
  $("#orders-answer").textContent = `It has answered at ${new Date().toLocaleTimeString()}: ${list.length} orders.`;
});

function show(place, kind, text) {
  $(place).className = `state ${kind}`;
  $(place).textContent = text;
}
