// The walker by hand: node --test tests/form
import assert from "node:assert/strict";
import { test } from "node:test";
import { digitsOf, stepsOf, walkerOf } from "../../src/riskscreen/form/walker.js";

const option = (item, ...choices) => ({ item, kind: "option", choices });

// Two signs are high, one is medium; custody is asked of former partners alone, and counts as a sign.
const SIGNS = {
  format: "riskscreen-diagram/1",
  levels: ["low", "medium", "high"],
  exact: true,
  variables: [
    option("former_partner", "no", "yes"),
    option("threats", "absent", "present"),
    option("weapon", "absent", "present"),
    option("custody", "absent", "present"),
  ],
  root: 0,
  applies: { custody: 1 },
  nodes: [
    [0, 2, 3],
    [0, -1, -2],
    [1, 4, 5],
    [1, 6, 5],
    [2, -1, -2],
    [2, -2, -3],
    [2, 7, -2],
    [3, -1, -2],
  ],
};

// A number with one place: below 1.5 is low, below 3 medium, from 3 high.
const NUMBER = {
  format: "riskscreen-diagram/1",
  levels: ["low", "medium", "high"],
  exact: true,
  variables: [
    { item: "weeks", kind: "band", choices: ["few", "some", "many"], places: 1, starts: [-5, 15, 30], most: 95 },
  ],
  root: 0,
  applies: {},
  nodes: [[0, -1, -2, -3]],
};

// Whether there is an answer is asked first: where there is none, it is low.
const FILLED_IN = {
  format: "riskscreen-diagram/1",
  levels: ["low", "high"],
  exact: true,
  variables: [{ item: "a", kind: "given", choices: ["given", "missing"] }, option("a", "no", "maybe", "yes")],
  root: 0,
  applies: {},
  nodes: [
    [0, 1, -1],
    [1, -1, -1, -2],
  ],
};

test("what is unknown, or not answered, leaves every choice open", () => {
  const walker = walkerOf(SIGNS);
  assert.deepEqual(walker.possible({}), ["low", "medium", "high"]);
  assert.deepEqual(walker.possible({ threats: "unknown", weapon: "absent" }), ["low", "medium"]);
  assert.deepEqual(walker.possible({ former_partner: "no", threats: "present", weapon: "present" }), ["high"]);
});

test("a level in between that cannot occur is not there", () => {
  const walker = walkerOf({ ...NUMBER, nodes: [[0, -1, -3, -3]] });
  assert.deepEqual(walker.possible({}), ["low", "high"]);
});

test("whether an item applies hangs on the answers before it", () => {
  const walker = walkerOf(SIGNS);
  assert.equal(walker.applies("custody", {}), "maybe");
  assert.equal(walker.applies("custody", { former_partner: "unknown" }), "maybe");
  assert.equal(walker.applies("custody", { former_partner: "no" }), "no");
  assert.equal(walker.applies("custody", { former_partner: "yes" }), "yes");
  assert.equal(walker.applies("threats", {}), "yes");
});

test("a number is in the last band that starts at it or below it", () => {
  const walker = walkerOf(NUMBER);
  for (const [typed, level] of [
    ["-0.5", "low"],
    ["1.4", "low"],
    ["1.5", "medium"],
    ["1,5", "medium"],
    ["2.9", "medium"],
    ["3", "high"],
    ["03.0", "high"],
    ["9.5", "high"],
  ])
    assert.deepEqual(walker.possible({ weeks: typed }), [level], typed);
});

test("a set leaves the choices that it meets; the whole of it is unknown, one of it is an answer", () => {
  const walker = walkerOf(NUMBER);
  assert.deepEqual(walker.possible({ weeks: { from: "1.4", to: "1.5" } }), ["low", "medium"]);
  assert.deepEqual(walker.possible({ weeks: { from: "1.5" } }), ["medium", "high"]);
  assert.deepEqual(walker.possible({ weeks: { to: "1.4" } }), ["low"]);
  const filled = walkerOf(FILLED_IN);
  assert.deepEqual(filled.possible({ a: ["maybe", "yes"] }), ["low", "high"]);
  assert.deepEqual(filled.possible({ a: ["yes"] }), ["high"]);
  assert.deepEqual(filled.possible({ a: ["no", "maybe", "yes"] }), ["low"]);
});

test("evidence beside an answer changes nothing", () => {
  assert.deepEqual(walkerOf(FILLED_IN).possible({ a: { answer: "yes", because: "seen" } }), ["high"]);
});

test("one level is not final where an answer can still change it", () => {
  const walker = walkerOf(FILLED_IN);
  assert.deepEqual(walker.possible({}), ["low"]);
  assert.equal(walker.isFinal({}), false);
  assert.deepEqual(walker.questions({}), [
    {
      item: "a",
      prospects: [
        { answer: "no", possible: ["low"] },
        { answer: "maybe", possible: ["low"] },
        { answer: "yes", possible: ["high"] },
      ],
    },
  ]);
  assert.equal(walker.isFinal({ a: "no" }), true);
  assert.deepEqual(walker.questions({ a: "no" }), []);
});

test("what settles the most is asked first, and among equals what stands first in the form", () => {
  const items = (answers, order) =>
    walkerOf(SIGNS)
      .questions(answers, order)
      .map(({ item }) => item);
  // With threats, a weapon settles either way.
  assert.deepEqual(items({ threats: "present" }), ["weapon"].concat(["former_partner", "custody"]));
  assert.deepEqual(items({ former_partner: "no" }, ["weapon", "threats"]), ["weapon", "threats"]);
  assert.deepEqual(items({ former_partner: "no" }, ["threats", "weapon"]), ["threats", "weapon"]);
});

test("a question offers only what a set leaves", () => {
  const [first] = walkerOf(NUMBER).questions({ weeks: { from: "1.5" } });
  assert.deepEqual(
    first.prospects.map(({ answer }) => answer),
    ["some", "many"],
  );
});

test("where a part was too large, a walk takes each of its choices", () => {
  const walker = walkerOf({
    ...SIGNS,
    exact: false,
    variables: [{ kind: "open", choices: ["0", "1"] }, option("a", "no", "yes")],
    applies: {},
    nodes: [
      [0, 1, -3],
      [1, -1, -2],
    ],
  });
  assert.equal(walker.exact, false);
  assert.deepEqual(walker.possible({ a: "yes" }), ["medium", "high"]);
});

test("what is no answer is refused, and a float always is", () => {
  for (const weeks of [
    1.5,
    "1.55",
    "1e1",
    " 2",
    "2 ",
    "+2",
    "",
    "9.6",
    "-0.6",
    "1.",
    ".5",
    "1.5.0",
    null,
    true,
    [],
    {},
    ["2"],
    { from: "3", to: "2" },
    { from: 2 },
    { form: "2" },
    { from: "2", also: "3" },
  ]) {
    assert.throws(() => walkerOf(NUMBER).possible({ weeks }), /no answer to weeks/, JSON.stringify(weeks));
  }
  for (const threats of ["Present", "toString", [], ["absent", "absent"], ["unknown"], 1]) {
    assert.throws(() => walkerOf(SIGNS).possible({ threats }), /no answer to threats/, JSON.stringify(threats));
  }
});

test("another format is refused", () => {
  assert.throws(() => walkerOf({ ...SIGNS, format: "riskscreen-diagram/2" }), /riskscreen-diagram\/2/);
});

test("digits are read into whole steps and written from them, never through a float", () => {
  for (const [typed, places, steps] of [
    ["0.1", 1, 1],
    ["1000000", 3, 1000000000],
    ["-999999.999", 3, -999999999],
    ["0,3", 3, 300],
    ["2.50", 1, 25],
    ["-0", 0, 0],
    ["-0.0", 1, 0],
    ["00012", 0, 12],
  ]) {
    assert.equal(stepsOf(typed, places), steps, typed);
    assert.equal(Object.is(stepsOf(typed, places), -0), false);
  }
  for (const typed of ["", "-", "1,000.5", "1 000", "٣", "0x1", "1_0", "Infinity", "1.25"])
    assert.equal(stepsOf(typed, 1), null, typed);
  for (const [steps, places, digits] of [
    [15, 1, "1.5"],
    [-5, 1, "-0.5"],
    [5, 3, "0.005"],
    [100, 2, "1"],
    [0, 2, "0"],
    [12, 0, "12"],
  ]) {
    assert.equal(digitsOf(steps, places), digits);
  }
});
