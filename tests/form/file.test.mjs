// Answers files as the page reads and writes them: node --test tests/form
import assert from "node:assert/strict";
import { test } from "node:test";
import { Digits, parsed, rangeOf, readAnswers, setOf, writtenAnswers } from "../../src/riskscreen/form/file.js";

const instrument = { id: "small", version: "0.1.0", digest: "sha256:0" };
const options = { kind: "options", options: [{ id: "0" }, { id: "1" }, { id: "2" }], unknown: true };
const number = { kind: "number", min: 0, max: 100, places: 1, unknown: true };
const FORM = {
  instrument,
  sections: [
    {
      items: [
        { id: "a", response: options, indicators: [{ id: "seen" }, { id: "heard" }] },
        { id: "n", response: number },
        { id: "t", response: { kind: "text", max_length: 5 } },
        { id: "strict", response: { ...options, unknown: false } },
      ],
    },
  ],
};

const file = (answers, more = "") =>
  `{"instrument": {"id": "small", "version": "0.1.0"}${more}, "answers": ${answers}}`;
const read = (answers, more) => readAnswers(file(answers, more), FORM);
const answer = (answers) => [...read(answers).entries.values()].map((entry) => entry.answer);
const keys = (text) => readAnswers(text, FORM).problems.map(([key]) => key);

test("answers are read in the one form that the page writes", () => {
  assert.deepEqual(answer('{"a": "1", "n": 2.5, "t": "hello"}'), ["1", "2.5", "hello"]);
  assert.deepEqual(answer('{"a": 2, "n": "10"}'), ["2", "10"]);
  assert.deepEqual(answer('{"a": ["2", "1"], "n": {"from": 2}}'), [["1", "2"], { from: "2", to: "10" }]);
  assert.deepEqual(answer('{"a": ["1"], "n": {"from": 2, "to": "2.0"}}'), ["1", "2"]);
  assert.deepEqual(answer('{"a": ["0", "1", "2"], "n": {"from": 0, "to": 10}}'), ["unknown", "unknown"]);
});

test("what an answer rests on comes along", () => {
  const { entries, problems } = read('{"a": {"answer": "1", "because": "b", "source": "s", "indicators": ["heard"]}}');
  assert.deepEqual(problems, []);
  assert.deepEqual(entries.get("a"), { answer: "1", because: "b", source: "s", indicators: ["heard"] });
});

test("what a file says of the case comes along", () => {
  const { about: texts } = read("{}", ', "case": "c", "as_of": "now", "rater": "r", "source": "s", "notes": "n"');
  assert.deepEqual(texts, { case: "c", as_of: "now", source: "s", rater: "r", notes: "n" });
});

test("a context goes along unchanged, and is never made up", () => {
  const context = { children: true, number_of_children: 2, problems: ["housing"], other: { team: "north" } };
  const { about, problems } = read("{}", `, "context": ${JSON.stringify(context)}`);
  assert.deepEqual(problems, []);
  assert.deepEqual(about.context, context);
  assert.deepEqual(JSON.parse(writtenAnswers(instrument, about, {})).context, context);
  assert.equal("context" in JSON.parse(writtenAnswers(instrument, {}, {})), false);
  for (const raw of ["1", "null", "[]", '{"n": 1.0}', '{"n": 12345678901234567890}']) {
    assert.deepEqual(
      read("{}", `, "context": ${raw}`).problems.map(([key]) => key),
      ["no_property"],
      raw,
    );
  }
});

test("a file may say its format, and no other than this", () => {
  assert.deepEqual(read("{}", ', "format": "riskscreen-answers/1"').problems, []);
  assert.deepEqual(
    read("{}", ', "format": "riskscreen-record/1"').problems.map(([key]) => key),
    ["other_format"],
  );
});

test("a file may name its schema for editors, and that means nothing", () => {
  const { about, problems } = read('{"a": "1"}', ', "$schema": "./answers.schema.json"');
  assert.deepEqual(problems, []);
  assert.equal("$schema" in JSON.parse(writtenAnswers(instrument, about, { a: "1" })), false);
  assert.deepEqual(
    read("{}", ', "$schema": 7').problems.map(([key]) => key),
    ["bad_text"],
  );
});

test("every problem of a file is listed", () => {
  const { problems } = read(
    '{"a": "3", "n": 10.1, "x": "1", "t": "longer", "strict": "unknown"}',
    ', "names": "x", "case": 7',
  );
  assert.deepEqual(problems.map(([key]) => key).sort(), [
    "bad_answer",
    "bad_answer",
    "bad_answer",
    "bad_answer",
    "bad_text",
    "no_item",
    "no_property",
  ]);
});

test("no answer is guessed", () => {
  for (const raw of [
    "null",
    "true",
    '""',
    "[]",
    '["1", "1"]',
    '["unknown"]',
    "{}",
    '{"from": 1}',
    '"present"',
    "1.0",
  ]) {
    assert.deepEqual(
      read(`{"a": ${raw}}`).problems.map(([key]) => key),
      ["bad_answer"],
      raw,
    );
  }
  for (const raw of [
    "1e1",
    "0.10000000000000000001",
    "-1",
    "10.01",
    '"1,5"',
    '" 1"',
    "[1]",
    '{"from": 5, "to": 4}',
    '{"form": 1}',
    "1.000000000000000000000000000000001",
  ]) {
    assert.deepEqual(
      read(`{"n": ${raw}}`).problems.map(([key]) => key),
      ["bad_answer"],
      raw,
    );
  }
  assert.deepEqual(
    read('{"t": "  "}').problems.map(([key]) => key),
    ["bad_answer"],
  );
  assert.deepEqual(
    read('{"strict": ["0", "1", "2"]}').problems.map(([key]) => key),
    ["bad_answer"],
  );
});

test("evidence that does not fit is a problem", () => {
  for (const part of [
    '"because": 1',
    '"source": null',
    '"indicators": ["felt"]',
    '"indicators": ["seen", "seen"]',
    '"note": "x"',
  ]) {
    assert.deepEqual(
      read(`{"a": {"answer": "1", ${part}}}`).problems.map(([key]) => key),
      ["bad_evidence"],
      part,
    );
  }
});

test("a file for another instrument, version or definition is refused whole", () => {
  assert.deepEqual(keys('{"instrument": {"id": "other", "version": "0.1.0"}, "answers": {}}'), ["other_instrument"]);
  assert.deepEqual(keys('{"instrument": {"id": "small", "version": "0.2.0"}, "answers": {}}'), ["other_instrument"]);
  assert.deepEqual(keys('{"instrument": {"id": "small", "version": "0.1.0", "digest": "sha256:1"}, "answers": {}}'), [
    "other_content",
  ]);
});

test("a result is an answers file too", () => {
  assert.deepEqual(
    read(
      '{"a": "1"}',
      ', "result": "r", "outcomes": {"r": {}}, "trace": [], "engine": "1", "format": "riskscreen-result/1"',
    ).problems,
    [],
  );
  assert.deepEqual(
    read('{"a": "1"}', ', "trace": []').problems.map(([key]) => key),
    ["no_property"],
  );
});

test("a name that stands twice is never one of its two answers", () => {
  assert.deepEqual(keys(file('{"a": "1", "a": "2"}')), ["twice"]);
});

test("JSON is read strictly, and numbers by their digits", () => {
  assert.deepEqual(parsed(' [1.50, -0, "\\u00e9"] '), [new Digits("1.50"), new Digits("-0"), "é"]);
  for (const text of [
    "",
    "{",
    "[1,]",
    "[1 2]",
    "01",
    "1.",
    "+1",
    "'a'",
    "[] []",
    "nul",
    '{"a" 1}',
    "{a: 1}",
    '"\n"',
    '"\\x"',
    "NaN",
    "[".repeat(40) + "]".repeat(40),
    "\ufeff{}",
    "{,}",
    "\u00a01",
  ])
    assert.throws(() => parsed(text), { key: "not_json" }, JSON.stringify(text));
  assert.deepEqual(keys("nothing"), ["not_json"]);
  assert.deepEqual(keys("[]"), ["not_json"]);
  assert.deepEqual(keys('{"answers": {}}'), ["not_json"]);
});

test("a name of JavaScript is a name like any other", () => {
  assert.deepEqual(
    readAnswers(file('{"__proto__": "1", "constructor": "1"}'), FORM).problems.map(([key]) => key),
    ["no_item", "no_item"],
  );
});

test("sets and ranges are what scoring makes of them", () => {
  assert.deepEqual(
    [setOf(options, ["1"]), setOf(options, ["0", "1"]), setOf(options, ["0", "1", "2"])],
    ["1", ["0", "1"], "unknown"],
  );
  assert.equal(setOf({ ...options, unknown: false }, ["0", "1", "2"]), undefined);
  assert.deepEqual(
    [rangeOf(number, 0, 100), rangeOf(number, 5, 5), rangeOf(number, 6, 5)],
    ["unknown", "0.5", undefined],
  );
});

test("what is written can be read again", () => {
  const written = writtenAnswers(
    instrument,
    { case: "c", notes: " " },
    { a: ["0", "1"], n: { answer: "2.5", because: "b" } },
  );
  assert.equal(JSON.parse(written).format, "riskscreen-answers/1");
  const { entries, about: texts, problems } = readAnswers(written, FORM);
  assert.deepEqual(problems, []);
  assert.deepEqual([texts.case, texts.notes], ["c", ""]);
  assert.deepEqual(
    [entries.get("a").answer, entries.get("n").answer, entries.get("n").because],
    [["0", "1"], "2.5", "b"],
  );
});
