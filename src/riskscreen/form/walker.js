/**
 * Walks a diagram, riskscreen-diagram/1: which levels can still come out, which items apply, and what to ask next.
 *
 * Answers are what an answers file holds: an option's id, "unknown", a list of ids of which one is right, digits as a
 * text, a range {from, to} of such texts, or an object with `answer` beside its evidence.  What is not there nobody has
 * answered.  A number is never a float: digits are read as text, into whole steps of 10^-places.
 */

export const DIAGRAM_FORMAT = "riskscreen-diagram/1";
export const UNKNOWN = "unknown";

/**
 * The digits of a number as whole steps of 10^-places; null where it is no such number.
 *
 * A comma and a point are both taken; there is no grouping, no sign but a minus, and no exponent.
 */
export function stepsOf(text, places) {
  const found = /^(-?)0*([0-9]{1,9})(?:[.,]([0-9]+))?$/.exec(text);
  if (!found) return null;
  const [, minus, whole, decimals = ""] = found;
  const kept = decimals.replace(/0+$/, "");
  if (kept.length > places) return null;
  const steps = Number(whole + kept.padEnd(places, "0")); // at most 12 digits, so that it is exact
  return minus && steps ? -steps : steps;
}

/** Whole steps of 10^-places as digits, with a point. */
export function digitsOf(steps, places) {
  const digits = String(Math.abs(steps)).padStart(places + 1, "0");
  const cut = digits.length - places;
  const decimals = digits.slice(cut).replace(/0+$/, "");
  return (steps < 0 ? "-" : "") + digits.slice(0, cut) + (decimals && "." + decimals);
}

/** What walks this diagram; a format that it does not know is refused. */
export function walkerOf(diagram) {
  if (diagram.format !== DIAGRAM_FORMAT) throw new TypeError(`this is no ${DIAGRAM_FORMAT}: ${diagram.format}`);
  const { variables, nodes, levels } = diagram;
  const asked = variables.filter((variable) => variable.kind === "option" || variable.kind === "band");

  /** The ends that walks from a root come to, as ranks; `left` holds for each variable the choices that are left. */
  function ends(root, left) {
    if (root < 0) return [-1 - root];
    const isReached = new Uint8Array(nodes.length);
    const found = new Set();
    isReached[root] = 1;
    for (let place = root; place < nodes.length; place += 1) {
      // a node stands before those that follow it
      if (!isReached[place]) continue;
      const node = nodes[place];
      for (const choice of left[node[0]]) {
        const after = node[choice + 1];
        if (after < 0) found.add(-1 - after);
        else isReached[after] = 1;
      }
    }
    return [...found].sort((one, other) => one - other);
  }

  /** What the answers say: how each scored item stands, and for each variable the choices that they leave. */
  function seenIn(answers) {
    const items = new Map(asked.map((variable) => [variable.item, standing(variable, answers)]));
    const left = variables.map((variable) => {
      if (variable.kind === "open") return placesOf(variable);
      if (variable.kind !== "given") return items.get(variable.item).choices;
      return [variable.choices.indexOf(items.get(variable.item).state === "missing" ? "missing" : "given")];
    });
    return { items, left };
  }

  function appliesIn(item, { left }) {
    const root = diagram.applies[item];
    if (root === undefined) return "yes";
    const found = ends(root, left);
    return found.length > 1 ? "maybe" : found[0] === 1 ? "yes" : "no";
  }

  /** The scored items that are open: unknown, without an answer, or narrowed to several choices. */
  function openIn(seen) {
    return asked.filter(({ item }) => isOpen(seen.items.get(item)) && appliesIn(item, seen) !== "no");
  }

  function levelsOf(left) {
    return ends(diagram.root, left).map((rank) => levels[rank]);
  }

  function isFinalIn(seen, open) {
    const missing = new Set(open.map(({ item }) => item).filter((item) => seen.items.get(item).state === "missing"));
    return (
      levelsOf(seen.left.map((choices, n) => (missing.has(variables[n].item) ? placesOf(variables[n]) : choices)))
        .length === 1
    );
  }

  /** The choices that are left once an item has this one too. */
  function withChoice(left, item, choice) {
    return left.map((choices, n) => {
      if (variables[n].item !== item || variables[n].kind === "open") return choices;
      return [variables[n].kind === "given" ? variables[n].choices.indexOf("given") : choice];
    });
  }

  return {
    /** False where a part of the definition was too large to be followed: then there may be levels too many. */
    exact: diagram.exact,

    /** The levels that can still come out, by id, the lowest first. */
    possible: (answers) => levelsOf(seenIn(answers).left),

    /** Whether an item applies: "yes", "no", or "maybe" where that hangs on an open answer. */
    applies: (item, answers) => appliesIn(item, seenIn(answers)),

    /**
     * Whether no answer to an open item can change the level any more.
     *
     * One level can be possible that an answer still changes: where a published rule stands in for missing answers.
     */
    isFinal(answers) {
      const seen = seenIn(answers);
      return isFinalIn(seen, openIn(seen));
    },

    /**
     * The open items with the levels that each of their answers would leave, those first that settle the most.
     *
     * Among equals, what leaves fewer levels over all its answers, then the order of `items`, which is that of a form.
     */
    questions(answers, items = asked.map((variable) => variable.item)) {
      const seen = seenIn(answers);
      const open = openIn(seen);
      if (isFinalIn(seen, open)) return [];
      const found = open.map((variable) => {
        const prospects = seen.items.get(variable.item).choices.map((choice) => ({
          answer: variable.choices[choice],
          possible: levelsOf(withChoice(seen.left, variable.item, choice)),
        }));
        const rank = [
          -prospects.filter((prospect) => prospect.possible.length === 1).length,
          prospects.reduce((n, prospect) => n + prospect.possible.length - 1, 0),
          items.indexOf(variable.item),
        ];
        return { item: variable.item, prospects, rank };
      });
      found.sort((one, other) => compared(one.rank, other.rank));
      return found.map(({ item, prospects }) => ({ item, prospects }));
    },
  };
}

function placesOf(variable) {
  return [...variable.choices.keys()];
}

/** How an item stands: its state (missing, narrowed, answered) and the choices that are left. */
function standing(variable, answers) {
  const all = placesOf(variable);
  const raw = Object.hasOwn(answers, variable.item) ? answers[variable.item] : undefined;
  const answer = isRich(raw) ? raw.answer : raw;
  if (answer === undefined || answer === UNKNOWN) return { state: "missing", choices: all };
  const choices = variable.kind === "band" ? bandsOf(variable, answer) : optionsOf(variable, answer);
  if (choices === null) return { state: "missing", choices: all };
  const isNarrowed = Array.isArray(answer) ? choices.length > 1 : isRange(answer) && !isOneNumber(variable, answer);
  return { state: isNarrowed ? "narrowed" : "answered", choices };
}

function isOpen({ state, choices }) {
  return state === "missing" || (state === "narrowed" && choices.length > 1);
}

function isRich(answer) {
  return typeof answer === "object" && answer !== null && !Array.isArray(answer) && Object.hasOwn(answer, "answer");
}

function isRange(answer) {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return false;
  const names = Object.keys(answer);
  return names.length > 0 && names.every((name) => name === "from" || name === "to");
}

/** The places of options; null for all of them, which is unknown. */
function optionsOf(variable, answer) {
  const ids = Array.isArray(answer) ? answer : [answer];
  const places = ids.map((id) => variable.choices.indexOf(id));
  if (!ids.length || places.includes(-1) || new Set(ids).size < ids.length) throw notAnAnswer(variable, answer);
  return places.length === variable.choices.length && places.length > 1 ? null : places.sort((a, b) => a - b);
}

/** The places of the bands that a number is in, or that a range meets; null for the whole range, which is unknown. */
function bandsOf(variable, answer) {
  const [least, most] = [variable.starts[0], variable.most];
  const [from, to] = isRange(answer)
    ? [endOf(variable, answer, "from", least), endOf(variable, answer, "to", most)]
    : [numberIn(variable, answer), numberIn(variable, answer)];
  if (from > to) throw notAnAnswer(variable, answer);
  if (isRange(answer) && from === least && to === most && least < most) return null;
  const [first, last] = [bandOf(variable, from), bandOf(variable, to)];
  return placesOf(variable).filter((band) => first <= band && band <= last);
}

function endOf(variable, range, end, otherwise) {
  return Object.hasOwn(range, end) ? numberIn(variable, range[end]) : otherwise;
}

function isOneNumber(variable, range) {
  return endOf(variable, range, "from", variable.starts[0]) === endOf(variable, range, "to", variable.most);
}

/** A number in steps, inside the range of the item. */
function numberIn(variable, text) {
  const steps = typeof text === "string" ? stepsOf(text, variable.places) : null;
  if (steps === null || steps < variable.starts[0] || steps > variable.most) throw notAnAnswer(variable, text);
  return steps;
}

/** The last band that starts at a number or below it. */
function bandOf(variable, steps) {
  return variable.starts.filter((start) => start <= steps).length - 1;
}

function notAnAnswer(variable, answer) {
  const numbers = typeof answer === "number" ? "; give the digits as a text" : "";
  return new TypeError(`this is no answer to ${variable.item}: ${JSON.stringify(answer)}${numbers}`);
}

/** Which of two lists of numbers comes first. */
function compared(one, other) {
  const n = one.findIndex((number, place) => number !== other[place]);
  return n < 0 ? 0 : one[n] - other[n];
}
