/** Saving and opening answers files, and the problems that stand in the way. */
import { UNKNOWN } from "../walker.js";
import { MOST_BYTES, MOST_CHARACTERS, TEXTS, readAnswers, writtenAnswers } from "../file.js";
import { ITEMS, form, state } from "./state.js";
import { counted, questionsNamed, titled, words, written } from "./words.js";
import { byId, element } from "./elements.js";
import { caseNow, entryOf, faultIn, hasEvidence, textFault } from "./answers.js";
import { goTo, tellFault } from "./item.js";

/** The problems on top, and the focus on them. */
function goToProblems(title, problems) {
  tellProblems(title, problems);
  if (!problems.length) return;
  byId("problems").scrollIntoView({ block: "start" });
  byId("problems").focus({ preventScroll: true });
}

/** The problems on top, each with a link to its item. */
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
}

export function save({ isWhole: wantsAll }) {
  const now = caseNow();
  const faults = now.shown.map((item) => [item, faultIn(item)]).filter(([, fault]) => fault);
  const aboutFaults = TEXTS.map((name) => textFault(state.about[name] ?? "", MOST_CHARACTERS)).filter(Boolean);
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
  goToProblems(
    missing.length ? counted(knowsUnknown ? "missing" : "missing_only", missing.length) : words("problem"),
    wrong,
  );
  if (wrong.length) return;
  const file = `${form.instrument.id}-answers.json`;
  const url = URL.createObjectURL(new Blob([fileNow()], { type: "application/json" }));
  element("a", { href: url, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  const left = now.shown.filter((item) => hasEvidence(item) && now.answers[item.id] === undefined);
  state.isUnsaved = left.length > 0;
  byId("done").textContent = [
    words("saved", { file }),
    left.length ? words("not_saved", { items: questionsNamed(left) }) : "",
  ]
    .join(" ")
    .trim();
}

/** The answers file as it would be saved now, finished or not. */
export function fileNow() {
  return writtenAnswers(form.instrument, state.about, writtenEntries(caseNow()));
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

/** Fill the form in from a file that somebody chose, and go to what it says, or to what is wrong with it. */
export async function openFile(file, drawn) {
  const problems = file.size > MOST_BYTES ? problemsTold([["too_large", {}]]) : take(await file.text(), drawn);
  goToProblems(words("not_opened"), problems);
  if (problems.length) return;
  byId("done").textContent = words("opened");
  byId("top").focus();
  state.opened();
}

/** Fill the form in with what comes by itself: whoever types goes on where they are. */
export function takeAnswers(text, drawn) {
  const here = document.hasFocus() ? document.activeElement.id : "";
  tellProblems(words("not_opened"), take(text, drawn));
  byId(here)?.focus({ preventScroll: true });
}

/** Fill the form in from the text of an answers file; where that has problems they are given, and nothing is changed. */
function take(text, drawn) {
  const read = readAnswers(text, form);
  if (read.problems.length) return problemsTold(read.problems);
  const item = (id) => ITEMS.find((each) => each.id === id);
  const taken = new Map([...read.entries].map(([id, entry]) => [id, entryFrom(item(id), entry)]));
  const problems = notApplicableIn(taken);
  if (problems.length) return problemsTold(problems);
  Object.assign(state, { entries: taken, about: read.about, isUnsaved: false });
  drawn();
  return [];
}

function problemsTold(problems) {
  return problems.map(([key, values, item]) => [words(key, { ...values, item: item && titled(item) }), item]);
}

/** The answers that a file has to items that do not apply; nothing is changed by looking. */
function notApplicableIn(taken) {
  const given = new Set(taken.keys());
  const kept = state.entries;
  state.entries = taken;
  const { places } = caseNow();
  state.entries = kept;
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
