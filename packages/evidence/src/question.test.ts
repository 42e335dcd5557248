import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import { mixturesOf, scaleOf } from "./mixture.ts";
import type { OwnQuestion } from "./question.ts";
import { validateDataSet } from "./schema.ts";

const data = dataSet();
const vein = data.questions.find(({ id }) => id === "own.12m-vein") as OwnQuestion;
const withQuestion = (change: Partial<OwnQuestion>) =>
  validateDataSet({
    ...data,
    questions: data.questions.map((question) => (question === vein ? { ...vein, ...change } : question)),
  });
const zarrabi = "zarrabi-2022-intrathecal.ucb-v-sham.gmfm-66.12m";
const amanat = "amanat-2021-uct-msc.msc-v-sham.gmfm-66.12m";
const huang = "huang-2018-ucb-msc.msc-v-ctrl.gmfm-88.12m";

test("the published review heads the list, at both of its months", () => {
  expect(data.questions.slice(0, 2).map(({ role, month }) => [role, month])).toEqual([
    ["headline", 12],
    ["headline", 6],
  ]);
});
test("a trial by spine does not slip into a question of infusions by vein", () => {
  const problems = withQuestion({ contrasts: [...vein.contrasts, zarrabi] });
  expect(problems).toContainEqual(expect.objectContaining({ record: "own.12m-vein", field: "mixes" }));
  expect(problems).toContainEqual(expect.objectContaining({ record: "own.12m-vein", field: "routes" }));
});
test("cells grown from cord tissue are never pooled with cord blood, whatever a question declares", () => {
  const problems = withQuestion({ contrasts: [...vein.contrasts, amanat] });
  expect(problems).toContainEqual(
    expect.objectContaining({ field: "contrasts", expected: "contrasts of cord blood only" }),
  );
});
test("the GMFM-66 and the GMFM-88 are never on one scale", () => {
  const problems = withQuestion({ contrasts: [...vein.contrasts, huang] });
  expect(problems).toContainEqual(expect.objectContaining({ expected: "contrasts on one scale" }));
  expect(scaleOf("GMFM-66, adjusted")).toBe("GMFM-66");
  expect(scaleOf("GMFM, version not stated")).not.toBe(scaleOf("GMFM-66"));
});
test("a contrast or controlled trial left out without a reason fails by its name", () => {
  const without = (left: string) =>
    vein.exclusions.filter(
      (exclusion) => ("outcome" in exclusion ? exclusion.outcome : exclusion.study) !== left,
    );
  expect(withQuestion({ exclusions: without(zarrabi) })).toContainEqual(
    expect.objectContaining({ field: "exclusions", expected: expect.stringContaining(zarrabi) }),
  );
  expect(withQuestion({ exclusions: without("min-2020-factorial") })).toContainEqual(
    expect.objectContaining({ field: "exclusions", expected: expect.stringContaining("min-2020-factorial") }),
  );
});
test("what is mixed is found from the records", () => {
  const taken = vein.contrasts.map((id) => data.outcomes.find((outcome) => outcome.id === id)!);
  expect(mixturesOf(taken.slice(0, 1), data)).toEqual([]);
  expect(mixturesOf(taken, data)).toEqual(vein.mixes);
});
test("a question that names a record which is gone fails by name", () => {
  const gone = { ...data, outcomes: data.outcomes.filter(({ id }) => id !== zarrabi) };
  expect(validateDataSet(gone)).toContainEqual(
    expect.objectContaining({ record: "own.12m-vein", found: JSON.stringify(zarrabi) }),
  );
});
