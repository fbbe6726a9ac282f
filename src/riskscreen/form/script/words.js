/** What the page says, in the language that it stands in, and what the instrument calls its parts. */
import { UNKNOWN, digitsOf } from "../walker.js";
import { ORDER, state } from "./state.js";

export const text = (texts) => texts[state.language.tag];

export function words(key, values = {}) {
  return state.language.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function counted(key, n, values = {}) {
  const form = `${key}.${new Intl.PluralRules(state.language.words_in).select(n)}`;
  return words(form in state.language.words ? form : `${key}.other`, { n, ...values });
}

export function joinedBy(key, parts) {
  return parts.length < 2 ? parts.join("") : words(key, { many: parts.slice(0, -1).join(", "), last: parts.at(-1) });
}

export const numberOf = (item) => ORDER.indexOf(item.id) + 1;
export const nameOf = (item) => text(item.topic ?? item.text);
export const titled = (item) => `${numberOf(item)}. ${nameOf(item)}`;

export function questionsNamed(items) {
  return joinedBy(
    "list_and",
    items.map((item) => words("question_n", { n: numberOf(item) })),
  );
}

export function labelOf(item, id) {
  if (id === UNKNOWN) return words("unknown");
  const choices = item.response.options ?? item.response.bands;
  return text(choices.find((choice) => choice.id === id).label);
}

/** Digits as they are written in this language. */
export function written(digits) {
  const parts = new Intl.NumberFormat(state.language.words_in).formatToParts(1.5);
  return parts.some((part) => part.type === "decimal" && part.value === ",") ? digits.replace(".", ",") : digits;
}

export function spanOf({ response }, steps) {
  return written(digitsOf(steps, response.places));
}

/** What a number has to be. */
export function numberHint(item) {
  const { min, max, places, unit } = item.response;
  const ends = { least: spanOf(item, min), most: spanOf(item, max) };
  const hint = places ? counted("decimal", places, ends) : words("whole_number", ends);
  return unit ? words("in_unit", { hint, unit: text(unit) }) : hint;
}
