/** Where the case stands: the levels that are possible, what to ask next, and what is needed already. */
import { UNKNOWN } from "../walker.js";
import { ITEMS, ORDER, RESULT, WALKERS, form, state } from "./state.js";
import { counted, joinedBy, labelOf, questionsNamed, text, titled, words } from "./words.js";
import { byId, element, own, unseen } from "./elements.js";
import { answerOf, caseNow, gatesOf, hasEvidence, isShown } from "./answers.js";
import { goTo } from "./item.js";

const MOST_BARS = 9;

export function update() {
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
  if (state.before.shown !== null && said !== state.before.said) news.push(said);
  state.before = { shown: now.shown, said };
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
  if (state.before.shown === null) return "";
  const came = shown.filter((item) => !state.before.shown.includes(item));
  const went = state.before.shown.filter((item) => !shown.includes(item));
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
      const standing = !possible.includes(level.id) ? "out" : possible.length > 1 ? "may" : "is";
      const said = words(standing === "is" && isRoute(outcome) ? "is.route" : standing);
      return element(
        "li",
        { class: `${standing} ${toneOf(outcome, level)}` },
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
