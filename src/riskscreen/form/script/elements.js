/** Elements: every text becomes a text node, and none is ever read as HTML. */
import { state } from "./state.js";
import { text, words } from "./words.js";

export const byId = (id) => document.getElementById(id);

export function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "checked" || name === "value") made[name] = value;
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...content.flat(9).filter((part) => part !== undefined && part !== false && part !== ""));
  return made;
}

/** A text of the instrument, marked with its language where the words around it are in another. */
export function own(texts) {
  if (state.language.words_in === state.language.tag.split("-")[0] || state.language.words_in === state.language.tag)
    return text(texts);
  return element("span", { lang: state.language.tag, dir: state.language.dir }, text(texts));
}

export const unseen = (...content) => element("span", { class: "unseen" }, " ", ...content);
export const button = (id, act, kind = "") =>
  element("button", { type: "button", id: `do-${id}`, class: kind, onclick: act }, words(id));
export function area(id, label, value, oninput, others = {}) {
  return element(
    "div",
    { class: "field" },
    element("label", { for: id }, label),
    element("textarea", {
      id,
      rows: 2,
      autocomplete: "off",
      value,
      oninput: (event) => oninput(event.target.value),
      ...others,
    }),
  );
}

export function line(id, label, value, oninput, others = {}) {
  return element(
    "div",
    { class: "field" },
    element("label", { for: id }, label),
    element("input", {
      type: "text",
      id,
      autocomplete: "off",
      value,
      oninput: (event) => oninput(event.target.value),
      ...others,
    }),
  );
}
