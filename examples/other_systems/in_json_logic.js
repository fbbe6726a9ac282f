// The unknown answer in JsonLogic: the sum is not a number, and no number is at least 2.
const logic = require("json-logic-js");

const total = { "+": [{ var: "threats" }, { var: "weapon" }, { var: "strangled" }] };
const level = { if: [{ ">=": [total, 2] }, "high", { ">=": [total, 1] }, "medium", "low"] };
const answers = { threats: 0, weapon: 0, strangled: null };
console.log("the sum:", logic.apply(total, answers));
console.log("if the sum >= 2 ...:", logic.apply(level, answers));
