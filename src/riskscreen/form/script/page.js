/** The page: its parts in order, and how it begins and ends. */
import { ITEMS, RESULT, data, form, state } from "./state.js";
import { text, words } from "./words.js";
import { area, button, byId, element, line, own } from "./elements.js";
import { gateLines, guidanceView, itemView, paint } from "./item.js";
import { update } from "./standing.js";
import { openFile, save } from "./keeping.js";
import { embed } from "./embedded.js";

function reset() {
  state.entries = new Map();
  state.about = {};
  state.isUnsaved = false;
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
                "aria-pressed": String(each === state.language),
                onclick: () => {
                  state.language = each;
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
    state.language.words_in === state.language.tag.split("-")[0] || state.language.words_in === state.language.tag
      ? ""
      : element("p", { class: "small" }, words("only_english")),
    element("p", { class: "screen" }, element("b", {}, words("act_first")), ` ${words("stays_here")}`),
    element(
      "p",
      { class: "small" },
      element("b", {}, state.language.status),
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
    state.about[name] = typed;
    state.isUnsaved = true;
  };
  const label = { case: "case", as_of: "as_of", rater: "rater", source: "source_of_case" };
  return element(
    "section",
    { class: "about" },
    element("h2", {}, words("about_case")),
    element("p", { class: "hint", id: "no-names" }, words("no_names")),
    state.about.context ? element("p", { class: "note" }, words("context_kept")) : "",
    element(
      "div",
      { class: "fields" },
      Object.entries(label).map(([name, key]) =>
        line(`about-${name}`, words(key), state.about[name] ?? "", keep(name), { "aria-describedby": "no-names" }),
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
      state.about.notes ?? "",
      (typed) => {
        state.about.notes = typed;
        state.isUnsaved = true;
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
      if (file) openFile(file, render);
    },
  });
  const load = () => (state.isUnsaved ? sure("replace", () => chooser.click()) : chooser.click());
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
  document.documentElement.lang = state.language.words_in;
  document.documentElement.dir =
    data.languages.find((each) => each.tag === state.language.words_in)?.dir ??
    (state.language.words_in === "en" ? "ltr" : state.language.dir);
  document.title = text(form.title);
  state.before = { shown: null, said: "" };
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

state.changed = update;

// A browser that comes back to a page shows what was typed into it: the next user would see the last case.
// Kept whole, it is emptied; loaded anew, whatever the browser filled in gives way to what the page knows: nothing.
addEventListener("pageshow", (event) => (event.persisted ? reset() : render()));
addEventListener("beforeunload", (event) => {
  if (state.isUnsaved && !data.embedded) event.preventDefault();
});
render();
embed(render);
