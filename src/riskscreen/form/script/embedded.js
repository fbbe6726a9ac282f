/** The page inside a cell of a notebook: what is filled in goes to the cell, and what the cell has comes in. */
import { data, state } from "./state.js";
import { fileNow, takeAnswers } from "./keeping.js";

/** Begin to tell whoever shows this page of every change, and to hear answers from there; nobody else is heard. */
export function embed(drawn) {
  if (!data.embedded) return;
  let last = fileNow();
  const tell = () => {
    const now = fileNow();
    if (now === last) return;
    last = now;
    parent.postMessage({ riskscreen: "answers", text: now }, "*");
  };
  for (const kind of ["input", "change", "click"]) document.addEventListener(kind, () => setTimeout(tell));
  state.opened = tell; // reading a file takes longer than the click that chose it
  addEventListener("message", (event) => {
    if (event.source !== parent || event.data?.riskscreen !== "answers") return;
    takeAnswers(event.data.text, drawn);
    last = fileNow();
  });
  parent.postMessage({ riskscreen: "ready" }, "*");
}
