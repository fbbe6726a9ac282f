// The unknown answer in an expression of SurveyJS: what was not answered counts as 0.
const { Model } = require("survey-core");

const total = "{threats} + {weapon} + {strangled}";
const survey = new Model({
  elements: ["threats", "weapon", "strangled"].map((name) => ({ type: "text", name })),
  calculatedValues: [{ name: "level", expression: `iif(${total} >= 2, 'high', iif(${total} >= 1, 'medium', 'low'))` }],
});
survey.data = { threats: 0, weapon: 0 };
console.log("iif(the sum >= 2, ...):", survey.calculatedValues[0].value);
