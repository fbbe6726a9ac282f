// Reads lines of JSON, each [diagram, answers], and writes a line for each: the ranks that a walk can come to, and for
// each item under `applies` what its walk can come to.
const lines = require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean);

function choicesLeft(variable, answers) {
  const answer = variable.item in answers ? answers[variable.item] : null;
  if (variable.kind === "given") return [variable.choices.indexOf(answer === null ? "missing" : "given")];
  if (answer === null) return [...variable.choices.keys()];
  if (variable.kind === "band") return [variable.starts.filter((start) => start <= answer).length - 1];
  return [variable.choices.indexOf(answer)];
}

function ends(diagram, root, left) {
  const seen = new Set([root]);
  for (const place of seen) { // a set gives what is added while it is gone through
    if (place < 0) continue;
    const [variable, ...after] = diagram.nodes[place];
    for (const choice of left[variable]) seen.add(after[choice]);
  }
  return [...seen].filter((place) => place < 0).map((place) => -1 - place).sort((a, b) => a - b);
}

for (const line of lines) {
  const [diagram, answers] = JSON.parse(line);
  const left = diagram.variables.map((variable) => choicesLeft(variable, answers));
  const applies = Object.fromEntries(
    Object.entries(diagram.applies).map(([item, root]) => [item, ends(diagram, root, left)]));
  console.log(JSON.stringify([ends(diagram, diagram.root, left), applies]));
}
