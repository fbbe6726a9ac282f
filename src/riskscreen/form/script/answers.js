/** The answers of the case: what was filled in as an answers file says it, which items are shown, and what is wrong. */
import { UNKNOWN, digitsOf } from "../walker.js";
import { MOST_CHARACTERS, isWhole, lengthOf, rangeOf, setOf, stepsWithin } from "../file.js";
import { ITEMS, SECTION_OF, WALKERS, form, state } from "./state.js";
import { numberHint, words } from "./words.js";

export const ASKED_ABOUT = new Set([...form.sections, ...ITEMS].flatMap((part) => askedBy(part.applies_when)));

export function entryOf(item) {
  if (!state.entries.has(item.id)) {
    state.entries.set(item.id, {
      choice: null,
      out: new Set(),
      typed: "",
      from: "",
      to: "",
      because: "",
      source: "",
      ticked: new Set(),
    });
  }
  return state.entries.get(item.id);
}

/** What the item is answered with, as an answers file says it; undefined where there is no answer. */
export function answerOf(item) {
  const entry = entryOf(item);
  const { response } = item;
  if (response.kind === "text") return entry.typed.trim() && !faultIn(item) ? entry.typed : undefined;
  if (response.kind === "options") {
    return entry.choice === UNKNOWN ? setOf(response, leftIn(item)) : (entry.choice ?? undefined);
  }
  if (entry.choice === UNKNOWN) return faultIn(item) ? undefined : rangeOf(response, ...endsOf(item));
  const steps = stepsWithin(response, entry.typed.trim());
  return steps === null ? undefined : digitsOf(steps, response.places);
}

/** The options that are not ruled out. */
export function leftIn(item) {
  return item.response.options.map((option) => option.id).filter((id) => !entryOf(item).out.has(id));
}

/** Between which steps an unknown number is; an end that is no number is null. */
function endsOf(item) {
  const entry = entryOf(item);
  return [
    ["from", "min"],
    ["to", "max"],
  ].map(([end, limit]) => (entry[end].trim() ? stepsWithin(item.response, entry[end].trim()) : item.response[limit]));
}

/** What is wrong with what was typed; empty where nothing is. */
export function faultIn(item) {
  const entry = entryOf(item);
  const { response } = item;
  const texts = [
    [entry.because, MOST_CHARACTERS],
    [entry.source, MOST_CHARACTERS],
  ];
  if (response.kind === "text") texts.push([entry.typed, response.max_length]);
  const fault = texts.map(([typed, most]) => textFault(typed, most)).find(Boolean);
  if (fault || response.kind !== "number") return fault ?? "";
  if (entry.choice === UNKNOWN) {
    const [from, to] = endsOf(item);
    if (from === null || to === null) return notANumber(item, entry[from === null ? "from" : "to"]);
    return from > to ? words("turned_round") : "";
  }
  return entry.typed.trim() && stepsWithin(response, entry.typed.trim()) === null ? notANumber(item, entry.typed) : "";
}

function notANumber(item, typed) {
  return words("not_a_number", { hint: numberHint(item), typed: typed.trim().slice(0, 40) });
}

export function textFault(typed, most) {
  if (!isWhole(typed)) return words("half_character");
  return lengthOf(typed) > most ? words("too_long", { n: lengthOf(typed), most }) : "";
}

export function hasEvidence(item) {
  const entry = entryOf(item);
  return Boolean(entry.because.trim() || entry.source.trim() || entry.ticked.size);
}

/** Items that a condition asks about. */
function askedBy(condition) {
  if (condition === undefined) return [];
  if (condition.item) return [condition.item];
  const parts = condition.all ?? condition.any ?? condition.of ?? (condition.not ? [condition.not] : []);
  return parts.flatMap(askedBy);
}

export function gatesOf(item) {
  const names = new Set([...askedBy(SECTION_OF.get(item.id).applies_when), ...askedBy(item.applies_when)]);
  return ITEMS.filter((each) => names.has(each.id));
}

/**
 * Where the case stands: the answers that count, and for each item whether it is shown.
 *
 * A place is "yes", "maybe" (shown, and it may turn out not to apply), "waits" (nobody has answered yet what it hangs
 * on) or "no".
 */
export function caseNow() {
  const answers = {};
  const places = new Map();
  for (const item of ITEMS) {
    const applies = WALKERS[0].applies(item.id, answers);
    const answer = answerOf(item);
    const waits =
      applies === "maybe" &&
      answer === undefined &&
      gatesOf(item).some(
        (gate) => places.get(gate.id) === "waits" || (isShown(places.get(gate.id)) && answers[gate.id] === undefined),
      );
    places.set(item.id, waits ? "waits" : applies);
    if (applies !== "no" && answer !== undefined) answers[item.id] = answer;
  }
  return { answers, places, shown: ITEMS.filter((item) => isShown(places.get(item.id))) };
}

export function isShown(place) {
  return place === "yes" || place === "maybe";
}
