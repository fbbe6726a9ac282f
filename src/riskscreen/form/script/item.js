/** One item: how it is asked, and what is shown of its answer. */
import { UNKNOWN } from "../walker.js";
import { stepsWithin } from "../file.js";
import { state } from "./state.js";
import { joinedBy, labelOf, nameOf, numberHint, numberOf, spanOf, text, words, written } from "./words.js";
import { area, byId, element, line, own, unseen } from "./elements.js";
import { ASKED_ABOUT, answerOf, entryOf, faultIn, hasEvidence, leftIn } from "./answers.js";

export function itemView(item) {
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

export function gateLines(name) {
  return (state.language.gates[name] ?? []).map(([depth, line]) =>
    element("p", { class: `gate deep-${Math.min(depth, 4)}` }, line),
  );
}

export function guidanceView(item) {
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
  state.isUnsaved = true;
  paint(item, { isTyping });
  state.changed();
}

/** Bring what is shown of an item in line with its entry; a fault is not told while somebody is still typing. */
export function paint(item, { isTyping = false } = {}) {
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

export function tellFault(item, fault) {
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

export function goTo(item) {
  byId(`q-${item.id}`).scrollIntoView({ block: "center" });
  firstFieldOf(item).focus({ preventScroll: true });
}

function firstFieldOf(item) {
  const view = byId(`q-${item.id}`);
  return view.querySelector(".options input:checked") ?? view.querySelector(".options input, .number input, textarea");
}
