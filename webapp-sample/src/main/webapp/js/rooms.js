import { connect } from "./connect.js";
import { $, el, latest, say } from "./dom.js";

const ROOMS = ["LIBRARY", "KITCHEN", "GARDEN"];
const NAMES = ["Ada", "Bob", "Cleo", "Dan"];

addPerson(["LIBRARY", "KITCHEN"]);
addPerson(["KITCHEN"]);

$("#another").addEventListener("click", () => addPerson([]));

function addPerson(rooms) {
  const people = $("#people");
  const name = NAMES[people.children.length];
  people.append(person(name, rooms));
  $("#another").disabled = people.children.length === NAMES.length;
}

function person(name, joined) {
  const socket = connect("/rooms", { forceNew: true, auth: { name } });
  const rooms = new Map(ROOMS.map((room) => [room, doorOf(room)]));
  const heard = el("ol", { class: "lines", "aria-live": "polite", "aria-label": `What ${name} hears` });
  const status = el("p", { class: "hint", role: "status" });

  socket.on("connect", () => joined.forEach((room) => enter("join", room))); // rooms end with the socket: join them anew
  socket.on("changed", (room) => rooms.get(room).showMembers());
  socket.on("said", (room, from, text, ack) => {
    say(heard, el("li", {}, el("span", { class: "key" }, `${from}, ${title(room)}`), text));
    ack();
  });

  async function enter(action, room) {
    joined = await socket.emitWithAck(action, room); // the rooms this socket is in now
    rooms.forEach((door) => door.showState());
  }

  function doorOf(room) {
    const members = el("span", { class: "hint" });
    const button = el("button", { type: "button", class: "door", "aria-pressed": "false" }, title(room));
    button.addEventListener("click", () => enter(joined.includes(room) ? "leave" : "join", room));
    return {
      row: el("li", { "data-room": room }, button, members),
      showState() {
        button.setAttribute("aria-pressed", joined.includes(room));
        members.hidden = !joined.includes(room);
      },
      showMembers: latest(
        () => socket.emitWithAck("members", room),
        (names) => (members.textContent = names.join(", ")),
      ),
    };
  }

  const room = el("select", { name: "room" }, ...ROOMS.map((value) => el("option", { value, selected: value === "KITCHEN" }, title(value))));
  const text = el("input", { name: "text", required: true, maxlength: 120, autocomplete: "off", placeholder: "Tea is ready" });
  const form = el("form", {}, el("label", { class: "narrow" }, "Room ", room), el("label", { class: "wide" }, "Message ", text), el("button", {}, "Say"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const message = text.value;
    text.value = "";
    const count = await socket.emitWithAck("say", room.value, message);
    status.textContent = `“${message}” was heard by ${count}`;
  });

  return el(
    "section",
    { class: "card", "aria-label": name, "data-person": name },
    el("h2", {}, name),
    el("ul", { class: "doors", "aria-label": `Rooms of ${name}` }, ...[...rooms.values()].map(({ row }) => row)),
    heard,
    form,
    status,
  );
}

function title(room) {
  return room[0] + room.slice(1).toLowerCase();
}
