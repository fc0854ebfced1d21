/*
 * The frame around each page: <sample-header> with the navigation, and <sample-side> with what goes over the wire and the
 * source of what runs behind the page.
 */
import { chip, el, say } from "./dom.js";
import { onLine } from "./wire.js";

const root = new URL("..", import.meta.url);
const PAGES = [
  ["connection.html", "One connection"],
  ["admin.html", "Rights"],
  ["tenants.html", "Tenants"],
  ["rooms.html", "Rooms"],
];

class Header extends HTMLElement {
  connectedCallback() {
    const links = PAGES.map(([file, name]) => {
      const here = location.pathname.endsWith(`/${file}`);
      return el("a", { href: new URL(file, root), "aria-current": here ? "page" : undefined }, name);
    });
    this.append(
      el("a", { class: "skip", href: "#main" }, "Skip to the page"),
      el("a", { class: "brand", href: root }, el("img", { src: new URL("img/enfilade.svg", root), alt: "", width: 28, height: 28 }), "Enfilade"),
      el("nav", { "aria-label": "Pages" }, ...links),
    );
  }
}

class Side extends HTMLElement {
  connectedCallback() {
    this.tabs = el("div", { role: "tablist", "aria-label": "Behind the page" });
    this.append(this.tabs);
    this.addTab("Wire", wire());
    for (const path of this.getAttribute("sources").split(/\s+/)) {
      this.addTab(path.split("/").pop(), source(path));
    }
    this.tabs.addEventListener("keydown", (event) => this.move(event));
    this.select(this.tabs.firstElementChild);
  }

  addTab(name, panel) {
    const id = `tab-${this.tabs.children.length}`;
    const tab = el("button", { type: "button", role: "tab", id, "aria-controls": `${id}-panel`, onclick: () => this.select(tab) }, name);
    this.tabs.append(tab);
    this.append(el("div", { role: "tabpanel", id: `${id}-panel`, "aria-labelledby": id, tabindex: 0 }, panel));
  }

  select(chosen) {
    for (const tab of this.tabs.children) {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", on);
      tab.tabIndex = on ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !on;
    }
    const list = this.querySelector(".wire");
    list.scrollTop = list.scrollHeight;
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const all = [...this.tabs.children];
      const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
      this.select(next);
      next.focus();
    }
  }
}

const ARROWS = { in: "↓", out: "↑", note: "·" };
const DIRECTIONS = { in: "received", out: "sent", note: "" };

function wire() {
  const list = el("ol", { class: "wire", role: "log", "aria-label": "Packets on the wire", "aria-live": "off" });
  onLine((line) =>
    say(
      list,
      el(
        "li",
        { class: line.quiet || line.direction === "note" ? "quiet" : "", "data-connection": line.connection, title: line.time.toLocaleTimeString() },
        el("span", { class: "arrow" }, ARROWS[line.direction], el("span", { class: "unseen" }, DIRECTIONS[line.direction])),
        el("span", { class: "number", title: `connection ${line.connection}` }, String(line.connection)),
        line.namespace ? chip(line.namespace) : "",
        el("span", { class: "gloss" }, line.gloss),
        line.raw ? el("code", {}, line.raw) : "",
      ),
      200,
    ),
  );
  return list;
}

const TOKEN = /(?<comment>\/\*[\s\S]*?\*\/|\/\/.*)|(?<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?<annotation>@\w+)|\b(?<keyword>abstract|async|await|boolean|class|const|else|enum|export|extends|final|for|from|function|if|import|int|interface|let|new|package|private|public|record|return|static|synchronized|this|throw|throws|transient|void|while)\b/g;

function source(path) {
  const view = el("div", { class: "source" });
  const fill = async () => {
    const response = await fetch(new URL(path, root));
    const text = response.ok ? await response.text() : `${path}: ${response.status}`;
    const end = path.endsWith(".java") ? /^(?:package|import|\s)[\s\S]*^import .*;\n+/m.exec(text)?.[0].length ?? 0 : 0;
    if (end) {
      view.append(el("details", {}, el("summary", {}, "package and imports"), el("pre", {}, ...highlight(text.slice(0, end).trim()))));
    }
    view.append(
      el("pre", {}, ...highlight(text.slice(end))),
      el("button", { type: "button", class: "plain", onclick: () => navigator.clipboard.writeText(text) }, "Copy the file"),
    );
  };
  fill();
  return view;
}

function* highlight(text) {
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    yield text.slice(at, match.index);
    const [kind, token] = Object.entries(match.groups).find(([, value]) => value !== undefined);
    yield el("span", { class: kind }, token);
    at = match.index + token.length;
  }
  yield text.slice(at);
}

customElements.define("sample-header", Header);
customElements.define("sample-side", Side);

document.querySelectorAll("[data-chip]").forEach((place) => place.replaceWith(chip(place.dataset.chip)));
