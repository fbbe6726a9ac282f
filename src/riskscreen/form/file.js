/**
 * Reads and writes answers files: the same JSON that riskscreen reads everywhere.
 *
 * What comes out of `readAnswers` fits the form whole, or nothing of it is taken and every problem is listed.
 */
import { UNKNOWN, digitsOf, stepsOf } from "./walker.js";

export const MOST_CHARACTERS = 10_000;
export const MOST_BYTES = 4_194_304;
export const TEXTS = ["case", "as_of", "source", "rater", "notes"];
const MOST_DEPTH = 32;
const SCHEMA = "$schema"; // for editors; it means nothing, and is not kept
const EVIDENCE = ["because", "source"];
const FORMATS = ["riskscreen-answers/1", "riskscreen-result/1"];
// What a result says beside its answers, in this version and in earlier ones; all of it is found again from them.
const PARTS_OF_RESULT = [
  "scoring",
  "result",
  "outcomes",
  "scales",
  "narrowed",
  "unknown",
  "unanswered",
  "not_applicable",
  "hints",
  "next_instruments",
  "not_for",
  "trace",
  "comparison",
  "engine",
];

/** A number in JSON: its digits, since a float would not be exact. */
export class Digits {
  constructor(text) {
    this.text = text;
  }
}

/** Why a text is no JSON that we take. */
export class NotRead extends Error {
  constructor(key, values = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

/** A value of JSON, strictly: numbers as `Digits`, objects as maps, and no name twice in one of them. */
export function parsed(text) {
  const token =
    /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\.)*")|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)|(true|false|null))[ \t\n\r]*/y;
  let now = next();
  const found = value(0);
  if (token.lastIndex < text.length || now !== null) throw new NotRead("not_json");
  return found;

  function next() {
    if (token.lastIndex >= text.length) return null;
    const match = token.exec(text);
    if (!match) throw new NotRead("not_json");
    return match;
  }

  function taken(mark) {
    if (now?.[1] !== mark) return false;
    now = next();
    return true;
  }

  function string() {
    let found;
    try {
      found = JSON.parse(now?.[2] ?? "");
    } catch {
      throw new NotRead("not_json");
    }
    now = next();
    return found;
  }

  function value(depth) {
    if (now === null || depth > MOST_DEPTH) throw new NotRead("not_json");
    if (now[2] !== undefined) return string();
    if (now[3] !== undefined || now[4] !== undefined) {
      const [, , , digits, word] = now;
      now = next();
      return digits === undefined ? { true: true, false: false, null: null }[word] : new Digits(digits);
    }
    if (taken("[")) return list(depth);
    if (taken("{")) return object(depth);
    throw new NotRead("not_json");
  }

  function list(depth) {
    const found = [];
    if (taken("]")) return found;
    do found.push(value(depth + 1));
    while (taken(","));
    if (!taken("]")) throw new NotRead("not_json");
    return found;
  }

  function object(depth) {
    const found = new Map();
    if (taken("}")) return found;
    do {
      const name = string();
      if (found.has(name)) throw new NotRead("twice", { name });
      if (!taken(":")) throw new NotRead("not_json");
      found.set(name, value(depth + 1));
    } while (taken(","));
    if (!taken("}")) throw new NotRead("not_json");
    return found;
  }
}

/**
 * The text of an answers file; `about` has case, as_of, source, rater and notes, and `answers` stand as they are written.
 *
 * A context is not asked here; one that came with a file goes on with it, unchanged.
 */
export function writtenAnswers(instrument, about, answers) {
  const said = Object.fromEntries(TEXTS.filter((name) => about[name]?.trim()).map((name) => [name, about[name]]));
  const context = about.context === undefined ? {} : { context: about.context };
  return `${JSON.stringify({ format: FORMATS[0], instrument, ...said, ...context, answers }, null, 2)}\n`;
}

/** A value as JSON.stringify writes it; undefined for a number that it would write otherwise. */
function plainOf(value) {
  if (value instanceof Digits) return String(Number(value.text)) === value.text ? Number(value.text) : undefined;
  const parts = value instanceof Map ? [...value] : Array.isArray(value) ? [...value.entries()] : null;
  if (!parts) return value;
  const plain = parts.map(([name, part]) => [name, plainOf(part)]);
  if (plain.some(([, part]) => part === undefined)) return undefined;
  return Array.isArray(value) ? plain.map(([, part]) => part) : Object.fromEntries(plain);
}

/**
 * What an answers file says: `{about, entries, problems}`; a problem is `[key, values, item]`.
 *
 * An entry has `answer` in the one form that the page itself writes, `because`, `source` and `indicators`.
 */
export function readAnswers(text, form) {
  let document;
  try {
    document = parsed(text);
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    return { problems: [[error.key, error.values]] };
  }
  const answers = document instanceof Map ? document.get("answers") : null;
  if (!(answers instanceof Map) || !(document.get("instrument") instanceof Map))
    return { problems: [["not_json", {}]] };
  const others = otherInstrument(document.get("instrument"), form.instrument);
  if (others.length) return { problems: others };
  const problems = [...propertyProblems(document)];
  const entries = new Map();
  const items = new Map(form.sections.flatMap((section) => section.items).map((item) => [item.id, item]));
  for (const [name, raw] of answers) {
    const item = items.get(name);
    if (!item) problems.push(["no_item", { name }]);
    else entries.set(name, readEntry(item, raw, problems));
  }
  const about = Object.fromEntries(TEXTS.map((name) => [name, document.get(name) ?? ""]));
  if (document.has("context")) about.context = plainOf(document.get("context"));
  return { about, entries, problems };
}

function otherInstrument(found, here) {
  const [id, version, digest] = ["id", "version", "digest"].map((name) => found.get(name));
  if (id !== here.id || version !== here.version) {
    return [["other_instrument", { found: `${shown(id)} ${shown(version)}`, here: `${here.id} ${here.version}` }]];
  }
  return digest === undefined || digest === here.digest ? [] : [["other_content", {}]];
}

function* propertyProblems(document) {
  const isResult = document.has("result") && document.has("outcomes");
  const known = ["format", "instrument", "answers", "context", SCHEMA, ...TEXTS, ...(isResult ? PARTS_OF_RESULT : [])];
  if (document.has("format") && document.get("format") !== FORMATS[Number(isResult)]) {
    yield ["other_format", { found: shown(document.get("format")) }];
  }
  if (document.has("context") && !(document.get("context") instanceof Map && plainOf(document.get("context")))) {
    yield ["no_property", { name: "context" }];
  }
  for (const name of document.keys()) if (!known.includes(name)) yield ["no_property", { name }];
  for (const name of [SCHEMA, ...TEXTS]) {
    if (document.has(name) && !isText(document.get(name), MOST_CHARACTERS)) yield ["bad_text", { name }];
  }
}

/** An answer with its evidence; what does not fit becomes a problem. */
function readEntry(item, raw, problems) {
  const entry = { answer: undefined, because: "", source: "", indicators: [] };
  const isRich = raw instanceof Map && raw.has("answer");
  entry.answer = answerIn(item.response, isRich ? raw.get("answer") : raw);
  if (entry.answer === undefined) {
    problems.push(["bad_answer", { found: shown(isRich ? raw.get("answer") : raw) }, item]);
  }
  for (const [name, part] of isRich ? raw : []) {
    if (EVIDENCE.includes(name) && isText(part, MOST_CHARACTERS)) entry[name] = part;
    else if (
      name === "indicators" &&
      isListOf(
        part,
        (item.indicators ?? []).map((each) => each.id),
      )
    )
      entry[name] = part;
    else if (name !== "answer") problems.push(["bad_evidence", { found: `${name}: ${shown(part)}` }, item]);
  }
  return entry;
}

/** An answer in the one form that the page writes, or undefined for what is none. */
function answerIn(response, raw) {
  if (response.kind === "text") return isText(raw, response.max_length) && raw.trim() ? raw : undefined;
  if (raw === UNKNOWN) return response.unknown ? UNKNOWN : undefined;
  return response.kind === "number" ? numberFrom(response, raw) : optionFrom(response, raw);
}

function optionFrom(response, raw) {
  const known = response.options.map((option) => option.id);
  const ids = (Array.isArray(raw) ? raw : [raw]).map((id) => (id instanceof Digits ? id.text : id));
  if (!ids.length || !isListOf(ids, known)) return undefined;
  return setOf(
    response,
    known.filter((id) => ids.includes(id)),
  );
}

/** A set of options: one alone is that answer, all of them are unknown. */
export function setOf(response, ids) {
  if (ids.length === 1) return ids[0];
  if (ids.length < response.options.length) return ids;
  return response.unknown ? UNKNOWN : undefined;
}

function numberFrom(response, raw) {
  if (!(raw instanceof Map)) {
    const steps = plainSteps(response, raw);
    return steps === null ? undefined : digitsOf(steps, response.places);
  }
  if (!raw.size || [...raw.keys()].some((name) => name !== "from" && name !== "to")) return undefined;
  const ends = [
    raw.has("from") ? plainSteps(response, raw.get("from")) : response.min,
    raw.has("to") ? plainSteps(response, raw.get("to")) : response.max,
  ];
  return ends.includes(null) ? undefined : rangeOf(response, ...ends);
}

/** A range of numbers in steps: one number is that answer, all of them are unknown. */
export function rangeOf(response, from, to) {
  if (from > to) return undefined;
  if (from === to) return digitsOf(from, response.places);
  if (from === response.min && to === response.max) return response.unknown ? UNKNOWN : undefined;
  return { from: digitsOf(from, response.places), to: digitsOf(to, response.places) };
}

/** The steps of a number in a file, which has a point and no comma; null where it is none of the item's. */
function plainSteps(response, raw) {
  const text = raw instanceof Digits ? raw.text : raw;
  return typeof text === "string" && !text.includes(",") ? stepsWithin(response, text) : null;
}

/** The steps of digits that are a number of the item; null where they are not. */
export function stepsWithin(response, text) {
  const steps = stepsOf(text, response.places);
  return steps !== null && response.min <= steps && steps <= response.max ? steps : null;
}

function isText(value, most) {
  return typeof value === "string" && lengthOf(value) <= most && isWhole(value);
}

/** How many characters a text has, as Python counts them. */
export function lengthOf(text) {
  return [...text].length;
}

/** Whether a text has no half of a character. */
export function isWhole(text) {
  return !/\p{Surrogate}/u.test(text);
}

function isListOf(value, known) {
  return Array.isArray(value) && value.every((id) => known.includes(id)) && new Set(value).size === value.length;
}

/** A value of a file, short enough for a message. */
function shown(value) {
  const plain = (each) => {
    if (each instanceof Digits) return each.text;
    if (each instanceof Map) return `{${[...each].map(([name, part]) => `${name}: ${plain(part)}`).join(", ")}}`;
    return Array.isArray(each) ? `[${each.map(plain).join(", ")}]` : String(each);
  };
  const text = plain(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
