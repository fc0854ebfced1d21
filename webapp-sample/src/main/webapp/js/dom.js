/** Makes an element: el("li", { class: "own" }, "text", otherElement). Text stays text, whatever it holds. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value !== false && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children);
  return element;
}

export const $ = (selector, root = document) => root.querySelector(selector);

const HUES = { "/orders": 174, "/users": 268, "/admin": 8, "/rooms": 212 };

/** A namespace has the same colour on every page. */
export function chip(namespace, ...more) {
  const hash = [...namespace].reduce((sum, letter) => (sum * 33 + letter.charCodeAt(0)) % 7919, 0) % 360;
  return el("span", { class: "chip", style: `--hue: ${HUES[namespace] ?? hash}` }, namespace, ...more);
}

/** A function that asks, and shows the answer unless it has asked again meanwhile. */
export function latest(ask, show) {
  let asked = 0;
  return async () => {
    const question = ++asked;
    const answer = await ask();
    if (question === asked) {
      show(answer);
    }
  };
}

/** Adds to a list, and keeps its end in view if it was there. */
export function say(list, entry, limit = 60) {
  const follow = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  list.append(entry);
  while (list.children.length > limit) {
    list.firstElementChild.remove();
  }
  if (follow) {
    list.scrollTop = list.scrollHeight;
  }
}
