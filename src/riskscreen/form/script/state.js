/** What is asked, and what is filled in: it lives here until the page is left, also of items that do not apply now. */
import { walkerOf } from "../walker.js";

export const data = JSON.parse(document.getElementById("data").textContent);
export const { form } = data;
export const ITEMS = form.sections.flatMap((section) => section.items);
export const SECTION_OF = new Map(form.sections.flatMap((section) => section.items.map((item) => [item.id, section])));
export const ORDER = ITEMS.map((item) => item.id);
export const WALKERS = form.diagrams.map(walkerOf);
export const RESULT = form.outcomes.findIndex((outcome) => outcome.id === form.result);

export const state = {
  entries: new Map(),
  about: {},
  isUnsaved: false,
  language: data.languages[0],
  /** What was shown and said last, so that only news is said aloud. */
  before: { shown: null, said: "" },
  /** What is done once an answer has changed. */
  changed: () => {},
  /** What is done once the answers of a file have taken the place of all others. */
  opened: () => {},
};
