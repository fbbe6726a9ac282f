// Reads lines of JSON, each {form} or {answers}, and writes for each line with answers what the walker says of the last
// form: of every outcome the levels, whether it is final, and what to ask next; and of every item whether it applies.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { walkerOf } = await import(pathToFileURL(process.argv[2]));
let walkers = [];
let items = [];

for await (const line of createInterface({ input: process.stdin })) {
  const { form, answers, asks } = JSON.parse(line);
  if (form) {
    walkers = form.diagrams.map(walkerOf);
    items = form.sections.flatMap((section) => section.items.map((item) => item.id));
    continue;
  }
  const outcomes = walkers.map((walker) => ({
    possible: walker.possible(answers),
    isFinal: walker.isFinal(answers),
    questions: asks
      ? walker
          .questions(answers, items)
          .map(({ item, prospects }) => [item, prospects.map((each) => [each.answer, each.possible])])
      : [],
  }));
  console.log(JSON.stringify({ outcomes, applies: items.map((item) => walkers[0].applies(item, answers)) }));
}
