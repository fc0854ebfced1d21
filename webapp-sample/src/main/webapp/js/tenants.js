import { connect } from "./connect.js";
import { $, chip, el, latest, say } from "./dom.js";

const open = new Map();

["acme", "globex"].forEach(join);

$("#open").addEventListener("submit", (event) => {
  event.preventDefault();
  join(event.target.elements.tenant.value);
});

$("#announce").addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = event.target.elements.text.value;
  const response = await fetch("api/announcements", { method: "POST", headers: { "Content-Type": "text/plain; charset=UTF-8" }, body });
  $("#announced").textContent = response.ok ? `reached ${(await response.json()).join(", ")}` : `failed: ${response.status}`;
});

function join(tenant) {
  const name = `/tenants/${tenant}`;
  if (open.has(name)) {
    $("input", open.get(name)).focus();
    return;
  }
  const socket = connect(name); // the namespace is made, if nobody else has asked for it before
  socket.on("connect", () => {
    if (!open.has(name)) {
      open.set(name, card(name, socket));
      $("#tenants").append(open.get(name));
      $("#opened").textContent = "";
    }
  });
  socket.on("connect_error", (error) => {
    $("#opened").className = "state bad";
    $("#opened").textContent = `${name}: ${error.message}`;
  });
}

function card(name, socket) {
  const id = `tenant-${open.size}`;
  const members = el("span", { class: "hint" });
  const messages = el("ol", { class: "lines", "aria-live": "polite", "aria-label": `Said in ${name}` });
  const showMembers = latest(
    () => socket.emitWithAck("members"),
    (count) => (members.textContent = count === 1 ? "1 member" : `${count} members`),
  );
  socket.on("changed", showMembers);
  socket.on("said", ({ text }) => say(messages, el("li", {}, text)));
  socket.on("announcement", (text) => say(messages, el("li", { class: "announcement" }, text)));

  const input = el("input", { name: "text", required: true, maxlength: 120, autocomplete: "off", placeholder: "Good morning" });
  const form = el("form", {}, el("label", { class: "wide" }, "Message ", input), el("button", {}, "Say"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    socket.emit("say", input.value);
    input.value = "";
  });

  const leave = el("button", { type: "button", class: "plain", "aria-label": `Leave ${name}` }, "Leave");
  const section = el(
    "section",
    { class: "card", "aria-labelledby": id, "data-tenant": name },
    el("h2", { id }, chip(name), members, leave),
    messages,
    form,
  );
  leave.addEventListener("click", () => {
    socket.disconnect();
    open.delete(name);
    section.remove();
  });
  return section;
}
