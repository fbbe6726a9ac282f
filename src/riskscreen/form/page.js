/** The page: asks the items of a form, keeps what is answered in this window alone, and shows where the case stands. */
import { UNKNOWN, digitsOf, walkerOf } from "./walker.js";
import {
  MOST_BYTES,
  MOST_CHARACTERS,
  TEXTS,
  isWhole,
  lengthOf,
  rangeOf,
  readAnswers,
  setOf,
  stepsWithin,
  writtenAnswers,
} from "./file.js";

const data = JSON.parse(document.getElementById("data").textContent);
const { form } = data;
const ITEMS = form.sections.flatMap((section) => section.items);
const SECTION_OF = new Map(form.sections.flatMap((section) => section.items.map((item) => [item.id, section])));
const ORDER = ITEMS.map((item) => item.id);
const WALKERS = form.diagrams.map(walkerOf);
const ASKED_ABOUT = new Set([...form.sections, ...ITEMS].flatMap((part) => askedBy(part.applies_when)));
const RESULT = form.outcomes.findIndex((outcome) => outcome.id === form.result);
const MOST_BARS = 9;

// What is filled in: it lives here until the page is left, also of items that do not apply at the moment.
let entries = new Map();
let about = {};
let isUnsaved = false;
let language = data.languages[0];
let before = { shown: null, said: "" };

/* Words */

const text = (texts) => texts[language.tag];

function words(key, values = {}) {
  return language.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function counted(key, n, values = {}) {
  const form = `${key}.${new Intl.PluralRules(language.words_in).select(n)}`;
  return words(form in language.words ? form : `${key}.other`, { n, ...values });
}

function joinedBy(key, parts) {
  return parts.length < 2 ? parts.join("") : words(key, { many: parts.slice(0, -1).join(", "), last: parts.at(-1) });
}

const numberOf = (item) => ORDER.indexOf(item.id) + 1;
const nameOf = (item) => text(item.topic ?? item.text);
const titled = (item) => `${numberOf(item)}. ${nameOf(item)}`;

function questionsNamed(items) {
  return joinedBy(
    "list_and",
    items.map((item) => words("question_n", { n: numberOf(item) })),
  );
}

function labelOf(item, id) {
  if (id === UNKNOWN) return words("unknown");
  const choices = item.response.options ?? item.response.bands;
  return text(choices.find((choice) => choice.id === id).label);
}

/** Digits as they are written in this language. */
function written(digits) {
  return language.words_in === "nl" ? digits.replace(".", ",") : digits;
}

function spanOf({ response }, steps) {
  return written(digitsOf(steps, response.places));
}

/** What a number has to be. */
function numberHint(item) {
  const { min, max, places, unit } = item.response;
  const ends = { least: spanOf(item, min), most: spanOf(item, max) };
  const hint = places ? counted("decimal", places, ends) : words("whole_number", ends);
  return unit ? words("in_unit", { hint, unit: text(unit) }) : hint;
}

/* Elements: every text becomes a text node, and none is ever read as HTML */

const byId = (id) => document.getElementById(id);

function element(tag, attributes = {}, ...content) {
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
function own(texts) {
  if (language.words_in === language.tag.split("-")[0] || language.words_in === language.tag) return text(texts);
  return element("span", { lang: language.tag, dir: language.dir }, text(texts));
}

const unseen = (...content) => element("span", { class: "unseen" }, " ", ...content);
const button = (id, act, kind = "") =>
  element("button", { type: "button", id: `do-${id}`, class: kind, onclick: act }, words(id));

/* Answers */

function entryOf(item) {
  if (!entries.has(item.id)) {
    entries.set(item.id, {
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
  return entries.get(item.id);
}

/** What the item is answered with, as an answers file says it; undefined where there is no answer. */
function answerOf(item) {
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
function leftIn(item) {
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
function faultIn(item) {
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

function textFault(typed, most) {
  if (!isWhole(typed)) return words("half_character");
  return lengthOf(typed) > most ? words("too_long", { n: lengthOf(typed), most }) : "";
}

function hasEvidence(item) {
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

function gatesOf(item) {
  const names = new Set([...askedBy(SECTION_OF.get(item.id).applies_when), ...askedBy(item.applies_when)]);
  return ITEMS.filter((each) => names.has(each.id));
}

/**
 * Where the case stands: the answers that count, and for each item whether it is shown.
 *
 * A place is "yes", "maybe" (shown, and it may turn out not to apply), "waits" (nobody has answered yet what it hangs
 * on) or "no".
 */
function caseNow() {
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

function isShown(place) {
  return place === "yes" || place === "maybe";
}

/* One item */

function itemView(item) {
  const { id, response } = item;
  const hint = item.response.kind === "options" ? "" : ` hint-${id}`;
  return element(
    "fieldset",
    { class: "item", id: `q-${id}`, "aria-describedby": `fault-${id} maybe-${id}${hint}` },
    element("legend", {}, element("span", { class: "n" }, `${numberOf(item)}. `), own(item.text)),
    element("div", { class: "paper" }, gateLines(`item ${id}`)),
    element("p", { class: "fault", id: `fault-${id}`, hidden: true }),
    element("p", { class: "note", id: `maybe-${id}`, hidden: true }),
    guidanceView(item),
    response.kind === "options" ? optionsView(item) : response.kind === "number" ? numberView(item) : textView(item),
    element("p", { class: "warning", id: `low-${id}`, hidden: true }),
    element(
      "div",
      { class: "foot" },
      evidenceView(item),
      element("p", { class: "status", id: `status-${id}` }),
      element(
        "button",
        { type: "button", class: "plain", id: `wipe-${id}`, onclick: () => wipe(item) },
        words("wipe"),
        unseen(nameOf(item)),
      ),
    ),
    element("div", { class: "paper", id: `paper-${id}` }),
  );
}

function gateLines(name) {
  return (language.gates[name] ?? []).map(([depth, line]) =>
    element("p", { class: `gate deep-${Math.min(depth, 4)}` }, line),
  );
}

function guidanceView(item) {
  const choices = item.response.options ?? item.response.bands ?? [];
  const explained = choices.filter((choice) => choice.guidance).map((choice) => [own(choice.label), choice.guidance]);
  if (item.response.unknown_guidance) explained.push([words("unknown"), item.response.unknown_guidance]);
  if (!item.guidance && !explained.length) return "";
  return element(
    "details",
    { class: "guide", id: `guide-${item.id}` },
    element("summary", {}, words("guidance"), unseen(words("guidance_about", { item: nameOf(item) }))),
    item.guidance ? element("p", {}, own(item.guidance)) : "",
    explained.length
      ? element(
          "dl",
          {},
          explained.map(([label, guidance]) =>
            element("div", {}, element("dt", {}, label), element("dd", {}, own(guidance))),
          ),
        )
      : "",
  );
}

function optionsView(item) {
  const { id, response } = item;
  const mayBeSet = response.options.length > 2;
  const choose = (choice) => {
    entryOf(item).choice = choice;
    touched(item);
  };
  const radio = (choice, label, kind) =>
    element(
      "label",
      { class: kind },
      element("input", {
        type: "radio",
        name: id,
        id: `o-${id}-${choice}`,
        checked: entryOf(item).choice === choice,
        autocomplete: "off",
        onchange: () => choose(choice),
      }),
      element("span", {}, label),
    );
  const unknown =
    response.unknown || mayBeSet
      ? radio(UNKNOWN, words(response.unknown ? "unknown" : "uncertain"), "unknown-option")
      : "";
  return [
    element(
      "div",
      { class: "options" },
      response.options.map((option) => radio(option.id, own(option.label))),
      unknown,
    ),
    mayBeSet
      ? element(
          "fieldset",
          { class: "narrow", id: `narrow-${id}`, hidden: true },
          element("legend", {}, words(response.unknown ? "rule_out" : "rule_out_some")),
          response.options.map((option) =>
            tick(
              `out-${id}-${option.id}`,
              words("ruled_out", { option: text(option.label) }),
              entryOf(item).out,
              option.id,
              item,
            ),
          ),
        )
      : "",
  ];
}

function tick(id, label, chosen, value, item) {
  return element(
    "label",
    { class: "tick" },
    element("input", {
      type: "checkbox",
      id,
      checked: chosen.has(value),
      autocomplete: "off",
      onchange: (event) => {
        if (event.target.checked) chosen.add(value);
        else chosen.delete(value);
        touched(item);
      },
    }),
    element("span", {}, label),
  );
}

function numberView(item) {
  const { id, response } = item;
  const field = (key, label) =>
    element(
      "div",
      { class: "field" },
      element("label", { for: `${key}-${id}` }, label),
      element(
        "span",
        { class: "with-unit" },
        element("input", {
          type: "text",
          inputmode: response.places || response.min < 0 ? "decimal" : "numeric",
          id: `${key}-${id}`,
          class: "short",
          value: entryOf(item)[key],
          autocomplete: "off",
          "aria-describedby": `hint-${id} fault-${id}`,
          oninput: (event) => {
            entryOf(item)[key] = event.target.value;
            if (key === "typed" && event.target.value.trim()) {
              entryOf(item).choice = null;
              if (byId(`o-${id}-unknown`)) byId(`o-${id}-unknown`).checked = false;
            }
            touched(item, { isTyping: true });
          },
          onchange: () => touched(item),
        }),
        response.unit ? element("span", { class: "unit" }, own(response.unit)) : "",
      ),
    );
  const unknown = element(
    "label",
    { class: "tick unknown-option" },
    element("input", {
      type: "checkbox",
      id: `o-${id}-unknown`,
      checked: entryOf(item).choice === UNKNOWN,
      autocomplete: "off",
      onchange: (event) => {
        entryOf(item).choice = event.target.checked ? UNKNOWN : null;
        entryOf(item).typed = byId(`typed-${id}`).value = "";
        touched(item);
      },
    }),
    element("span", {}, words(response.unknown ? "unknown" : "uncertain")),
  );
  return [
    element("p", { class: "hint", id: `hint-${id}` }, numberHint(item)),
    element("div", { class: "number" }, field("typed", words("number")), unknown),
    bandLines(item),
    element(
      "fieldset",
      { class: "narrow", id: `narrow-${id}`, hidden: true },
      element("legend", {}, words("between")),
      element("div", { class: "number" }, field("from", words("at_least")), field("to", words("at_most"))),
    ),
  ];
}

/** The bands of a number, for paper: what it will be read as. */
function bandLines(item) {
  return element(
    "p",
    { class: "paper" },
    (item.response.bands ?? [])
      .map((band) => `${words("from", { from: spanOf(item, band.from) })}: ${text(band.label)}`)
      .join("; "),
  );
}

function textView(item) {
  const { id } = item;
  return [
    element("p", { class: "hint", id: `hint-${id}` }, words("may_stay_empty")),
    area(
      `typed-${id}`,
      words("text_answer"),
      entryOf(item).typed,
      (typed) => {
        entryOf(item).typed = typed;
        touched(item, { isTyping: true });
      },
      { "aria-describedby": `hint-${id} fault-${id}` },
    ),
  ];
}

function area(id, label, value, oninput, others = {}) {
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

function line(id, label, value, oninput, others = {}) {
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

function evidenceView(item) {
  const entry = entryOf(item);
  const { id, indicators = [] } = item;
  const noted = (key) => (typed) => {
    entry[key] = typed;
    touched(item, { isTyping: true });
  };
  return element(
    "details",
    { class: "evidence", id: `evidence-${id}` },
    element(
      "summary",
      {},
      words(indicators.length ? "evidence_seen" : "evidence"),
      " ",
      element("span", { id: `has-${id}` }),
      unseen(nameOf(item)),
    ),
    indicators.length
      ? element(
          "fieldset",
          { class: "signs" },
          element("legend", {}, words("seen")),
          indicators.map((indicator) =>
            tick(`sign-${id}-${indicator.id}`, own(indicator.text), entry.ticked, indicator.id, item),
          ),
        )
      : "",
    element("p", { class: "hint", id: `names-${id}` }, words("no_names_here")),
    area(`because-${id}`, words("fact"), entry.because, noted("because"), { "aria-describedby": `names-${id}` }),
    line(`source-${id}`, words("fact_source"), entry.source, noted("source")),
  );
}

function wipe(item) {
  Object.assign(entryOf(item), { choice: null, typed: "", from: "", to: "" });
  entryOf(item).out.clear();
  byId(`q-${item.id}`).replaceWith(itemView(item));
  touched(item);
  firstFieldOf(item).focus();
}

function touched(item, { isTyping = false } = {}) {
  isUnsaved = true;
  paint(item, { isTyping });
  update();
}

/** Bring what is shown of an item in line with its entry; a fault is not told while somebody is still typing. */
function paint(item, { isTyping = false } = {}) {
  const { id, response } = item;
  const entry = entryOf(item);
  const answer = answerOf(item);
  const fault = faultIn(item);
  byId(`q-${id}`).className =
    `item ${answer === undefined ? "" : answer === UNKNOWN || typeof answer === "object" ? "is-unknown" : "is-given"}`;
  if (byId(`narrow-${id}`)) byId(`narrow-${id}`).hidden = entry.choice !== UNKNOWN;
  if (response.kind === "options") {
    const left = leftIn(item);
    for (const option of response.options.length > 2 ? response.options : [])
      byId(`out-${id}-${option.id}`).disabled = left.length === 1 && left[0] === option.id;
  }
  byId(`status-${id}`).textContent = statusOf(item, answer);
  byId(`wipe-${id}`).hidden = entry.choice === null && !entry.typed;
  byId(`has-${id}`).textContent = hasEvidence(item) ? words("filled_in") : "";
  const low = loweredIn(item, answer);
  byId(`low-${id}`).hidden = !low;
  byId(`low-${id}`).textContent = low
    ? words("lower_than", { indicator: text(low.text), option: labelOf(item, low.suggests) })
    : "";
  if (!fault || !isTyping) tellFault(item, fault);
  byId(`paper-${id}`).replaceChildren(...paperLines(item, answer));
}

function tellFault(item, fault) {
  byId(`fault-${item.id}`).hidden = !fault;
  byId(`fault-${item.id}`).textContent = fault;
  byId(`q-${item.id}`).classList.toggle("is-wrong", Boolean(fault));
  for (const key of ["typed", "from", "to"])
    byId(`${key}-${item.id}`)?.setAttribute("aria-invalid", String(Boolean(fault)));
}

function statusOf(item, answer) {
  const entry = entryOf(item);
  if (answer === undefined) {
    if (hasEvidence(item)) return words("no_answer_evidence");
    if (item.response.kind === "text" && !entry.typed) return "";
    return words(entry.choice === UNKNOWN && !item.response.unknown ? "rule_something_out" : "no_answer");
  }
  if (answer === UNKNOWN) return words("stays_open");
  if (Array.isArray(answer))
    return words("one_of", {
      options: joinedBy(
        "list_or",
        answer.map((id) => labelOf(item, id)),
      ),
    });
  if (typeof answer === "object")
    return words("one_of", { options: words("from_to", { from: written(answer.from), to: written(answer.to) }) });
  if (entry.choice === UNKNOWN)
    return words("only_left", { option: item.response.kind === "options" ? labelOf(item, answer) : written(answer) });
  if (item.response.kind === "number") return words("read_as", { answer: readAs(item, answer) });
  return item.response.kind === "options" && isSerious(item, answer) && !entry.because.trim() ? words("note_fact") : "";
}

/** A number with its unit, and the band that it falls in. */
function readAs(item, digits) {
  const { unit, bands = [] } = item.response;
  const steps = stepsWithin(item.response, digits);
  const band = bands.findLast((each) => each.from <= steps);
  return `${written(digits)}${unit ? ` ${text(unit)}` : ""}${band ? `: ${text(band.label)}` : ""}`;
}

/** Whether an answer is the last of options that do not only say what else is asked: that one needs a fact most. */
function isSerious(item, answer) {
  if (ASKED_ABOUT.has(item.id)) return false;
  const ranked = item.response.options.filter((option) => !option.not_applicable);
  return ranked.length > 1 && ranked.at(-1).id === answer;
}

/** The most serious indicator that was ticked and suggests more than the answer says. */
function loweredIn(item, answer) {
  if (answer === undefined || answer === UNKNOWN || !item.indicators) return undefined;
  const ranked = (item.response.options ?? item.response.bands ?? [])
    .filter((choice) => !choice.not_applicable)
    .map((choice) => choice.id);
  const highest = highestRank(item, answer, ranked);
  return item.indicators
    .filter(
      (indicator) =>
        entryOf(item).ticked.has(indicator.id) && highest !== null && ranked.indexOf(indicator.suggests) > highest,
    )
    .sort((one, other) => ranked.indexOf(other.suggests) - ranked.indexOf(one.suggests))[0];
}

function highestRank(item, answer, ranked) {
  if (item.response.kind === "number") {
    const steps = stepsWithin(item.response, answer.to ?? answer);
    return item.response.bands ? item.response.bands.findLastIndex((band) => band.from <= steps) : null;
  }
  const ranks = [answer].flat().map((id) => ranked.indexOf(id));
  return item.response.kind === "options" && !ranks.includes(-1) ? Math.max(...ranks) : null;
}

/** On paper: what was noted beside the answer, or lines to write on. */
function paperLines(item, answer) {
  const entry = entryOf(item);
  const signs = (item.indicators ?? [])
    .filter((indicator) => entry.ticked.has(indicator.id))
    .map((indicator) => text(indicator.text));
  const noted = (label, said) =>
    element("p", { class: said ? "noted" : "line" }, element("span", {}, `${label} `), said);
  const isText = item.response.kind === "text";
  return [
    typeof answer === "object" || (item.response.kind === "number" && answer !== undefined)
      ? element("p", { class: "noted" }, statusOf(item, answer))
      : "",
    isText ? noted(words("text_answer"), entry.typed.trim()) : "",
    signs.length ? noted(words("seen"), signs.join("; ")) : "",
    noted(words("paper_fact"), entry.because.trim()),
    noted(words("paper_source"), entry.source.trim()),
  ].filter(Boolean);
}

/* Where the case stands */

function update() {
  const now = caseNow();
  const news = [showItems(now)];
  const found = form.outcomes.map((outcome, n) => ({
    outcome,
    possible: WALKERS[n].possible(now.answers),
    isFinal: WALKERS[n].isFinal(now.answers),
    isExact: WALKERS[n].exact,
    walker: WALKERS[n],
  }));
  const isBlank = !Object.keys(now.answers).length && !ITEMS.some(hasEvidence);
  document.body.classList.toggle("blank", isBlank);
  countParts(now);
  const [given, total] = countOf(now, ITEMS);
  byId("count").replaceChildren(words("answered", { given, total }), unseen(words("count_of")));
  const main = found[RESULT];
  byId("strip").replaceChildren(strip(main));
  byId("verdict").textContent = verdictOf(main);
  byId("next").replaceChildren(...nextQuestion(found, now));
  byId("now").replaceChildren(...cardsOf(found, now, isBlank));
  // What a settled highest level asks comes before what is still to be asked.
  const isAlarm = isAlarming(main);
  byId("alarm").hidden = !isAlarm;
  byId("alarm").textContent = isAlarm ? words("asked_now", { level: levelsNamed(main.outcome, main.possible) }) : "";
  byId("next").hidden = !byId("next").hasChildNodes();
  if (isAlarm) byId("now").after(byId("next"));
  else byId("strip").after(byId("next"));
  byId("others").replaceChildren(...othersOf(found, isBlank));
  byId("others-card").hidden = form.outcomes.length < 2;
  const said = words("said", { outcome: text(main.outcome.title), verdict: verdictOf(main) });
  if (before.shown !== null && said !== before.said) news.push(said);
  before = { shown: now.shown, said };
  announce(news.filter(Boolean).join(" "));
}

function announce(news) {
  if (news) byId("live").textContent = news;
}

/** Show what applies; gives what is to be said aloud of it. */
function showItems({ places, shown }) {
  for (const item of ITEMS) {
    const place = places.get(item.id);
    const view = byId(`q-${item.id}`);
    view.hidden = place === "no";
    view.classList.toggle("waits", place === "waits");
    byId(`maybe-${item.id}`).hidden = place !== "maybe";
    byId(`maybe-${item.id}`).textContent =
      place === "maybe" ? words("may_not_apply", { items: questionsNamed(openGatesOf(item)) }) : "";
  }
  for (const section of form.sections) showSection(section, places);
  if (before.shown === null) return "";
  const came = shown.filter((item) => !before.shown.includes(item));
  const went = before.shown.filter((item) => !shown.includes(item));
  return [
    ["came", came],
    ["went", went.filter((item) => places.get(item.id) === "no")],
  ]
    .filter(([, items]) => items.length)
    .map(([key, items]) => counted(key, items.length, { items: questionsNamed(items) }))
    .join(" ");
}

function openGatesOf(item) {
  const open = gatesOf(item).filter(
    (gate) => [undefined, UNKNOWN].includes(answerOf(gate)) || typeof answerOf(gate) === "object",
  );
  return open.length ? open : gatesOf(item);
}

function showSection(section, places) {
  const waiting = section.items.filter((item) => places.get(item.id) === "waits");
  const isOut = section.items.every((item) => places.get(item.id) === "no");
  byId(`part-${section.id}`).hidden = isOut;
  if (byId(`to-${section.id}`)) byId(`to-${section.id}`).hidden = isOut;
  const notes =
    waiting.length === section.items.length
      ? [words("part_waits", { items: questionsNamed(gatesOf(waiting[0])) })]
      : waiting.map((item) => words("item_waits", { item: titled(item), items: questionsNamed(gatesOf(item)) }));
  byId(`waits-${section.id}`).replaceChildren(...notes.map((note) => element("p", {}, note)));
}

/** How many of these items that are shown and want an answer have one, and how many there are. */
function countOf({ places, answers }, items) {
  const wanted = items.filter((item) => isShown(places.get(item.id)) && item.response.kind !== "text");
  return [wanted.filter((item) => answers[item.id] !== undefined).length, wanted.length];
}

function countParts(now) {
  for (const section of form.sections) {
    const [given, total] = countOf(now, section.items);
    byId(`count-${section.id}`).textContent = total ? `${given}/${total}` : "";
  }
}

const isRoute = (outcome) => outcome.kind === "route";
const levelOf = (outcome, id) => outcome.levels.find((level) => level.id === id);

/** Levels by name, the lowest first; of a route the last one first, as everywhere. */
function levelsNamed(outcome, ids) {
  const names = ids.map((id) => text(levelOf(outcome, id).label));
  return joinedBy("list_or", isRoute(outcome) ? names.reverse() : names);
}

function verdictOf({ outcome, possible, isFinal, isExact }) {
  const levels = levelsNamed(outcome, possible);
  if (possible.length === outcome.levels.length) return words("nothing_ruled_out");
  if (possible.length > 1) return words("open", { levels }) + (isExact ? "" : ` ${words("loose")}`);
  return isFinal ? words("settled", { level: levels }) : words("for_now", { level: levels });
}

function strip({ outcome, possible }) {
  const levels = isRoute(outcome) ? outcome.levels.slice().reverse() : outcome.levels;
  return element(
    "ol",
    { class: "strip", role: "list" },
    levels.map((level) => {
      const state = !possible.includes(level.id) ? "out" : possible.length > 1 ? "may" : "is";
      const said = words(state === "is" && isRoute(outcome) ? "is.route" : state);
      return element(
        "li",
        { class: `${state} ${toneOf(outcome, level)}` },
        isRoute(outcome) ? "" : bars(outcome.levels.indexOf(level), outcome.levels.length),
        element("b", {}, own(level.label)),
        element("span", { class: "said" }, " ", said),
      );
    }),
  );
}

function toneOf(outcome, level) {
  if (isRoute(outcome)) return "route";
  const rank = outcome.levels.indexOf(level);
  return rank === 0 ? "low" : rank === outcome.levels.length - 1 ? "top" : "mid";
}

/** The rank of a level as a shape: so many of so many bars are filled. */
function bars(rank, n_levels) {
  const n = Math.min(n_levels, MOST_BARS);
  const filled = 1 + Math.floor((rank * (n - 1)) / Math.max(1, n_levels - 1));
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({
    viewBox: `0 0 ${5 * n + 1} 16`,
    "aria-hidden": "true",
    focusable: "false",
  }))
    drawn.setAttribute(name, value);
  for (let place = 0; place < n; place += 1) {
    const height = 5 + Math.round((9 * (place + 1)) / n);
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const shape = {
      x: 1 + 5 * place,
      y: 15 - height,
      width: 3,
      height,
      rx: 0.75,
      fill: place < filled ? "currentColor" : "none",
      stroke: "currentColor",
    };
    for (const [name, value] of Object.entries(shape)) bar.setAttribute(name, value);
    drawn.append(bar);
  }
  return drawn;
}

/** What to ask next: for the result while it is open, else for the first other outcome that is. */
function nextQuestion(found, now) {
  const inTurn = [found[RESULT], ...found.filter((each) => each !== found[RESULT])];
  for (const each of inTurn) {
    const asked = each.walker.questions(now.answers, ORDER).filter(({ item }) => isShown(now.places.get(item)));
    const question =
      asked.find(({ prospects }) => prospects.some(({ possible }) => possible.join() !== each.possible.join())) ??
      asked[0];
    if (!question) continue;
    const item = ITEMS.find(({ id }) => id === question.item);
    const prospects = question.prospects.map(({ answer, possible }) =>
      words("then", { answer: labelOf(item, answer), levels: levelsNamed(each.outcome, possible) }),
    );
    return [
      each === found[RESULT] ? words("ask_first") : words("ask_for", { outcome: text(each.outcome.title) }),
      " ",
      element(
        "a",
        {
          href: `#q-${item.id}`,
          onclick: (event) => {
            event.preventDefault();
            goTo(item);
          },
        },
        titled(item),
      ),
      element("span", { class: "detail" }, ` ${prospects.join("; ")}.`),
    ];
  }
  return [];
}

/** What a level asks for; with cumulative follow-ups also what those below it ask for. */
function askedAt(outcome, id, property) {
  const rank = outcome.levels.findIndex((level) => level.id === id);
  const lowest = outcome.follow_ups === "cumulative" ? 0 : rank;
  return outcome.levels
    .slice(lowest, rank + 1)
    .reverse()
    .flatMap((level) => level[property] ?? []);
}

/** What every level asks for that is still possible, each once. */
function inAll({ outcome, possible }, property) {
  const lists = possible.map((id) => askedAt(outcome, id, property));
  const said = lists.map((list) => new Set(list.map((each) => JSON.stringify(each))));
  const found = lists[0].filter((each) => said.every((list) => list.has(JSON.stringify(each))));
  return found.filter((each, n) => found.findIndex((other) => JSON.stringify(other) === JSON.stringify(each)) === n);
}

const stepList = (steps) =>
  element(
    "ul",
    { class: "steps" },
    steps.map((step) => element("li", {}, own(step))),
  );

function card(kind, title, ...content) {
  return element("section", { class: `card ${kind}` }, element("h3", {}, title), ...content);
}

function cardsOf(found, now, isBlank) {
  const main = found[RESULT];
  const { outcome, possible, isFinal } = main;
  const steps = inAll(main, "follow_up");
  if (isBlank) return possible.length > 1 && steps.length ? [card("", words("needed"), stepList(steps))] : [];
  const cards = [];
  if (possible.length === 1) cards.push(levelCard(main, steps, now));
  else if (steps.length) cards.push(card("", words("needed"), stepList(steps)));
  if (possible.length > 1 || !isFinal) {
    const told = outcome.when_open ?? [];
    if (told.length) cards.push(card("", words("while_open"), stepList(told)));
  }
  return [...cards, ...nextInstruments(found)];
}

/** Whether the highest level of a degree is settled. */
function isAlarming({ outcome, possible, isFinal }) {
  return isFinal && possible.length === 1 && toneOf(outcome, levelOf(outcome, possible[0])) === "top";
}

/** What a level asks, at once; only a settled highest level is marked as an alarm. */
function levelCard({ outcome, possible, isFinal }, steps, now) {
  const level = levelOf(outcome, possible[0]);
  const isAlarm = isAlarming({ outcome, possible, isFinal });
  const [given, total] = countOf(now, ITEMS);
  const n_open =
    total -
    given +
    ITEMS.filter((item) => now.answers[item.id] === UNKNOWN || typeof now.answers[item.id] === "object").length;
  return card(
    isAlarm ? "alarm" : "",
    words(isFinal ? "asked_now" : "asked_for_now", { level: text(level.label) }),
    level.meaning ? element("p", {}, own(level.meaning)) : "",
    steps.length ? stepList(steps) : element("p", {}, words("nothing_asked")),
    isFinal && n_open ? element("p", { class: "small" }, counted("no_change", n_open)) : "",
  );
}

function nextInstruments(found) {
  const certain = new Set(found.flatMap((each) => inAll(each, "next")));
  const may = new Set(found.flatMap(({ outcome, possible }) => possible.flatMap((id) => askedAt(outcome, id, "next"))));
  return [
    ["comes_next", [...certain]],
    ["may_come_next", [...may].filter((name) => !certain.has(name))],
  ]
    .filter(([, names]) => names.length)
    .map(([key, names]) => element("p", { class: "card small" }, words(key, { instruments: names.join(", ") })));
}

function othersOf(found, isBlank) {
  const told = new Set(inAll(found[RESULT], "follow_up").map((step) => JSON.stringify(step)));
  return found
    .filter((each) => each !== found[RESULT])
    .map((each) => {
      const { outcome, possible } = each;
      const asks =
        isBlank || (!isRoute(outcome) && possible[0] === outcome.levels[0].id)
          ? []
          : inAll(each, "follow_up").filter((step) => !told.has(JSON.stringify(step)));
      const open = possible.length > 1 && !isBlank ? (outcome.when_open ?? []) : [];
      const note = possible.length === 1 && !each.isFinal ? verdictOf(each) : "";
      return element(
        "li",
        {},
        element("p", { class: "name" }, own(outcome.title)),
        strip(each),
        note ? element("p", { class: "small" }, note) : "",
        asks.length + open.length ? stepList([...open, ...asks]) : "",
      );
    });
}

/* The whole page */

function goTo(item) {
  byId(`q-${item.id}`).scrollIntoView({ block: "center" });
  firstFieldOf(item).focus({ preventScroll: true });
}

function firstFieldOf(item) {
  const view = byId(`q-${item.id}`);
  return view.querySelector(".options input:checked") ?? view.querySelector(".options input, .number input, textarea");
}

/** The problems on top, each with a link to its item, and the focus on them. */
function tellProblems(title, problems) {
  const box = byId("problems");
  box.hidden = !problems.length;
  box.replaceChildren(
    ...(problems.length
      ? [
          element("h2", {}, title),
          element(
            "ul",
            {},
            problems.map(([told, item]) =>
              element(
                "li",
                {},
                item
                  ? element(
                      "a",
                      {
                        href: `#q-${item.id}`,
                        onclick: (event) => {
                          event.preventDefault();
                          goTo(item);
                        },
                      },
                      told,
                    )
                  : told,
              ),
            ),
          ),
        ]
      : []),
  );
  if (!problems.length) return;
  box.scrollIntoView({ block: "start" });
  box.focus({ preventScroll: true });
}

function save({ isWhole: wantsAll }) {
  const now = caseNow();
  const faults = now.shown.map((item) => [item, faultIn(item)]).filter(([, fault]) => fault);
  const aboutFaults = TEXTS.map((name) => textFault(about[name] ?? "", MOST_CHARACTERS)).filter(Boolean);
  const missing = wantsAll
    ? now.shown.filter((item) => item.response.kind !== "text" && now.answers[item.id] === undefined && !faultIn(item))
    : [];
  const knowsUnknown = missing.every((item) => item.response.unknown);
  for (const [item, fault] of [
    ...faults,
    ...missing.map((each) => [each, words(each.response.unknown ? "choose" : "choose_only")]),
  ])
    tellFault(item, fault);
  const wrong = [
    ...aboutFaults.map((fault) => [fault]),
    ...faults.map(([item, fault]) => [`${titled(item)}: ${fault}`, item]),
    ...missing.map((item) => [titled(item), item]),
  ];
  tellProblems(
    missing.length ? counted(knowsUnknown ? "missing" : "missing_only", missing.length) : words("problem"),
    wrong,
  );
  if (wrong.length) return;
  const file = `${form.instrument.id}-answers.json`;
  const url = URL.createObjectURL(
    new Blob([writtenAnswers(form.instrument, about, writtenEntries(now))], { type: "application/json" }),
  );
  element("a", { href: url, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  const left = now.shown.filter((item) => hasEvidence(item) && now.answers[item.id] === undefined);
  isUnsaved = left.length > 0;
  byId("done").textContent = [
    words("saved", { file }),
    left.length ? words("not_saved", { items: questionsNamed(left) }) : "",
  ]
    .join(" ")
    .trim();
}

/** The answers that count, each with what it rests on. */
function writtenEntries({ answers, shown }) {
  return Object.fromEntries(
    shown
      .filter((item) => answers[item.id] !== undefined)
      .map((item) => {
        const { because, source, ticked } = entryOf(item);
        const indicators = (item.indicators ?? []).map((indicator) => indicator.id).filter((id) => ticked.has(id));
        const evidence = {
          ...(because.trim() && { because }),
          ...(source.trim() && { source }),
          ...(indicators.length && { indicators }),
        };
        const answer = answers[item.id];
        return [item.id, Object.keys(evidence).length ? { answer, ...evidence } : answer];
      }),
  );
}

async function open(file) {
  const read = file.size > MOST_BYTES ? { problems: [["too_large", {}]] } : readAnswers(await file.text(), form);
  const taken = read.problems.length
    ? null
    : new Map(
        [...read.entries].map(([id, entry]) => [
          id,
          entryFrom(
            ITEMS.find((item) => item.id === id),
            entry,
          ),
        ]),
      );
  const problems = taken ? notApplicableIn(taken) : read.problems;
  if (problems.length) {
    tellProblems(
      words("not_opened"),
      problems.map(([key, values, item]) => [words(key, { ...values, item: item && titled(item) }), item]),
    );
    return;
  }
  entries = taken;
  about = read.about;
  isUnsaved = false;
  render();
  byId("done").textContent = words("opened");
  byId("top").focus();
}

/** The answers that a file has to items that do not apply; nothing is changed by looking. */
function notApplicableIn(taken) {
  const given = new Set(taken.keys());
  const kept = entries;
  entries = taken;
  const { places } = caseNow();
  entries = kept;
  return ITEMS.filter((item) => given.has(item.id) && places.get(item.id) === "no").map((item) => [
    "not_applicable",
    {},
    item,
  ]);
}

function entryFrom(item, { answer, because, source, indicators }) {
  const entry = {
    choice: null,
    out: new Set(),
    typed: "",
    from: "",
    to: "",
    because,
    source,
    ticked: new Set(indicators),
  };
  if (Array.isArray(answer)) {
    entry.choice = UNKNOWN;
    entry.out = new Set(item.response.options.map((option) => option.id).filter((id) => !answer.includes(id)));
  } else if (typeof answer === "object") {
    Object.assign(entry, { choice: UNKNOWN, from: written(answer.from), to: written(answer.to) });
  } else if (item.response.kind === "options" || (answer === UNKNOWN && item.response.kind === "number")) {
    entry.choice = answer;
  } else {
    entry.typed = item.response.kind === "number" ? written(answer) : answer;
  }
  return entry;
}

function reset() {
  entries = new Map();
  about = {};
  isUnsaved = false;
  render();
}

/** Ask before something is lost. */
function sure(key, act) {
  byId("sure-text").textContent = words(key);
  byId("sure-yes").textContent = words(key === "sure" ? "clear" : "load");
  byId("sure-yes").onclick = () => {
    byId("sure").close();
    act();
  };
  byId("sure").showModal();
}

function headView() {
  const switches =
    data.languages.length < 2
      ? ""
      : element(
          "div",
          { class: "languages", role: "group", "aria-label": words("language") },
          data.languages.map((each) =>
            element(
              "button",
              {
                type: "button",
                lang: each.tag,
                id: `language-${each.tag}`,
                "aria-pressed": String(each === language),
                onclick: () => {
                  language = each;
                  render();
                  byId(`language-${each.tag}`).focus();
                },
              },
              nameOfLanguage(each.tag),
            ),
          ),
        );
  return element(
    "header",
    {},
    element("div", { class: "title-row" }, element("h1", { id: "top", tabindex: -1 }, own(form.title)), switches),
    language.words_in === language.tag.split("-")[0] || language.words_in === language.tag
      ? ""
      : element("p", { class: "small" }, words("only_english")),
    element("p", { class: "screen" }, element("b", {}, words("act_first")), ` ${words("stays_here")}`),
    element(
      "p",
      { class: "small" },
      element("b", {}, language.status),
      ` ${words("not_for")} `,
      own(form.not_for),
      ` ${words("own_judgement")}`,
    ),
  );
}

function nameOfLanguage(tag) {
  const name = new Intl.DisplayNames([tag], { type: "language", fallback: "code" }).of(tag);
  return name[0].toLocaleUpperCase(tag) + name.slice(1);
}

function partsView() {
  return element(
    "nav",
    { "aria-label": words("parts") },
    element(
      "ul",
      {},
      form.sections.map((section) =>
        element(
          "li",
          { id: `to-${section.id}` },
          element("a", { href: `#part-${section.id}` }, own(section.title)),
          " ",
          element("span", { class: "n", id: `count-${section.id}` }),
        ),
      ),
    ),
    ITEMS.some((item) => guidanceView(item))
      ? element(
          "button",
          { type: "button", class: "plain", id: "all-guidance", onclick: toggleGuidance },
          words("all_guidance"),
        )
      : "",
  );
}

function toggleGuidance(event) {
  const all = [...document.querySelectorAll("details.guide")];
  const isOpen = !all.every((details) => details.open);
  for (const details of all) details.open = isOpen;
  event.target.textContent = words(isOpen ? "no_guidance" : "all_guidance");
}

function aboutView() {
  const keep = (name) => (typed) => {
    about[name] = typed;
    isUnsaved = true;
  };
  const label = { case: "case", as_of: "as_of", rater: "rater", source: "source_of_case" };
  return element(
    "section",
    { class: "about" },
    element("h2", {}, words("about_case")),
    element("p", { class: "hint", id: "no-names" }, words("no_names")),
    about.context ? element("p", { class: "note" }, words("context_kept")) : "",
    element(
      "div",
      { class: "fields" },
      Object.entries(label).map(([name, key]) =>
        line(`about-${name}`, words(key), about[name] ?? "", keep(name), { "aria-describedby": "no-names" }),
      ),
    ),
  );
}

function notesView() {
  return element(
    "section",
    { class: "notes" },
    element("h2", {}, words("notes")),
    element("p", { class: "hint", id: "notes-names" }, words("no_names_here")),
    area(
      "about-notes",
      words("notes"),
      about.notes ?? "",
      (typed) => {
        about.notes = typed;
        isUnsaved = true;
      },
      { "aria-describedby": "notes-names" },
    ),
  );
}

function sectionView(section) {
  return element(
    "section",
    { id: `part-${section.id}`, class: "part", tabindex: -1 },
    element("h2", {}, own(section.title)),
    section.guidance ? element("p", { class: "lead" }, own(section.guidance)) : "",
    element("div", { class: "paper" }, gateLines(`section ${section.id}`)),
    element("div", { class: "waiting", id: `waits-${section.id}` }),
    section.items.map(itemView),
  );
}

function actionsView() {
  const chooser = element("input", {
    type: "file",
    id: "file",
    hidden: true,
    accept: ".json,application/json",
    onchange: (event) => {
      const [file] = event.target.files;
      event.target.value = "";
      if (file) open(file);
    },
  });
  const load = () => (isUnsaved ? sure("replace", () => chooser.click()) : chooser.click());
  return element(
    "div",
    { class: "actions" },
    button("save", () => save({ isWhole: true }), "main"),
    button("save_unfinished", () => save({ isWhole: false })),
    button("load", load),
    button("print", () => print()),
    button(
      "clear",
      () =>
        sure("sure", () => {
          reset();
          byId("done").textContent = words("cleared");
          byId("top").focus();
          scrollTo(0, 0);
        }),
      "danger",
    ),
    chooser,
    element("p", { id: "done", role: "status" }),
    element("p", { class: "small" }, words("files")),
  );
}

function standingView() {
  const open = (isOpen) => {
    byId("standing").classList.toggle("is-open", isOpen);
    byId("toggle").setAttribute("aria-expanded", String(isOpen));
    byId("toggle").textContent = words(isOpen ? "show_less" : "show_all");
  };
  const toggle = element(
    "button",
    {
      type: "button",
      class: "plain",
      id: "toggle",
      "aria-expanded": "false",
      "aria-controls": "more",
      onclick: () => open(!byId("standing").classList.contains("is-open")),
    },
    words("show_all"),
  );
  return element(
    "aside",
    { id: "standing", tabindex: -1, "aria-labelledby": "standing-title" },
    element(
      "div",
      { class: "bar" },
      element(
        "div",
        { class: "bar-top" },
        element("h2", { id: "standing-title" }, own(form.outcomes[RESULT].title)),
        element("span", { class: "small", id: "count" }),
        toggle,
      ),
      element("p", { class: "verdict", id: "verdict" }),
      element("div", { id: "strip" }),
      element("p", { class: "next", id: "next" }),
      element("button", {
        type: "button",
        class: "plain alarm-link",
        id: "alarm",
        hidden: true,
        onclick: () => open(true),
      }),
    ),
    element(
      "div",
      { id: "more" },
      element("div", { id: "now" }),
      element(
        "section",
        { class: "card", id: "others-card" },
        element("h3", {}, words("others")),
        element("ul", { class: "others", id: "others" }),
      ),
    ),
  );
}

function dialogView() {
  return element(
    "dialog",
    { id: "sure", "aria-labelledby": "sure-text" },
    element("p", { id: "sure-text" }),
    element(
      "div",
      {},
      element("button", { type: "button", onclick: () => byId("sure").close() }, words("keep")),
      element("button", { type: "button", id: "sure-yes", class: "danger" }),
    ),
  );
}

function render() {
  const opened = [...document.querySelectorAll("details[open][id]")].map((details) => details.id);
  document.documentElement.lang = language.words_in;
  document.documentElement.dir =
    data.languages.find((each) => each.tag === language.words_in)?.dir ??
    (language.words_in === "en" ? "ltr" : language.dir);
  document.title = text(form.title);
  before = { shown: null, said: "" };
  const { id, version, digest } = form.instrument;
  byId("form").replaceChildren(
    element("a", { class: "skip", href: "#questions" }, words("skip_questions")),
    element("a", { class: "skip", href: "#standing" }, words("skip_standing")),
    headView(),
    element(
      "div",
      { class: "columns" },
      partsView(),
      element(
        "main",
        { id: "questions", tabindex: -1 },
        element("div", { id: "problems", tabindex: -1, hidden: true, role: "group", "aria-labelledby": "problems" }),
        element(
          "form",
          { autocomplete: "off", novalidate: true, onsubmit: (event) => event.preventDefault() },
          aboutView(),
          form.sections.map(sectionView),
          notesView(),
          actionsView(),
        ),
      ),
      standingView(),
    ),
    element("footer", { class: "small" }, words("made_with", { id, version, digest, made_with: data.made_with })),
    dialogView(),
    element("p", { id: "live", class: "unseen", role: "status" }),
  );
  for (const item of ITEMS) paint(item);
  for (const id of opened) if (byId(id)) byId(id).open = true;
  update();
}

// A browser that comes back to a page shows what was typed into it: the next user would see the last case.
// Kept whole, it is emptied; loaded anew, whatever the browser filled in gives way to what the page knows: nothing.
addEventListener("pageshow", (event) => (event.persisted ? reset() : render()));
addEventListener("beforeunload", (event) => {
  if (isUnsaved) event.preventDefault();
});
render();
