import fc from "fast-check";
import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import {
  certaintyPhrase,
  gradeDomains,
  gradeFindings,
  gradeLevel,
  gradeStarts,
  isMain,
  type Judgement,
  upgradeDomains,
} from "./grade.ts";
import { gradeLevels } from "./records.ts";
import { validateDataSet } from "./schema.ts";

const data = dataSet();
const steps = fc.record({
  start: fc.constantFrom(...(Object.keys(gradeStarts) as Judgement["start"][])),
  down: fc.tuple(
    ...gradeDomains.map((domain) => fc.constantFrom(0, -1, -2).map((step) => ({ domain, step }))),
  ),
  up: fc.tuple(...upgradeDomains.map((domain) => fc.constantFrom(0, 1, 2).map((step) => ({ domain, step })))),
}) as unknown as fc.Arbitrary<Pick<Judgement, "start" | "down" | "up">>;

test("each stored level is the one its steps lead to", () => {
  for (const judgement of data.judgements) expect(judgement.level, judgement.id).toBe(gradeLevel(judgement));
});
test("each stored phrase follows from level and finding", () => {
  for (const { id, level, finding, phrase } of data.judgements)
    expect(phrase, id).toBe(certaintyPhrase(level, finding));
});
test("randomised trials with no step taken are high, other studies low", () => {
  expect(gradeLevel({ start: "randomised trials", down: [], up: [] })).toBe("high");
  expect(gradeLevel({ start: "other studies", down: [], up: [] })).toBe("low");
});
test("one more step down never raises a level, and no steps leave the four", () => {
  fc.assert(
    fc.property(steps, (judgement) => {
      const level = gradeLevels.indexOf(gradeLevel(judgement));
      const lower = gradeLevel({
        ...judgement,
        down: [...judgement.down, { domain: "imprecision", step: -1, because: ["few-children-compared"] }],
      });
      expect(level).toBeGreaterThanOrEqual(0);
      expect(gradeLevels.indexOf(lower)).toBeGreaterThanOrEqual(level);
    }),
  );
});
test("very low certainty says nothing of direction or size", () => {
  for (const finding of gradeFindings) expect(certaintyPhrase("very low", finding)).toBe("we-do-not-know");
});
test("a level that its steps do not lead to is refused, and so is a phrase it does not allow", () => {
  const spoilt = (change: Partial<Judgement>) =>
    validateDataSet({
      ...data,
      // A claim that repeats the level is refused before.
      claims: [],
      judgements: data.judgements.map((row) => (isMain(row) ? { ...row, ...change } : row)),
    });
  expect(spoilt({ level: "moderate" })).toContainEqual(
    expect.objectContaining({ record: "all-children", field: "level" }),
  );
  expect(spoilt({ phrase: "improves" })).toContainEqual(
    expect.objectContaining({ record: "all-children", field: "phrase" }),
  );
});
test("the main outcome is judged for all children, the young, and those of 6 to 15", () => {
  const groups = data.judgements.filter(isMain).map(({ group }) => group);
  expect(groups).toEqual(["all-children", "about-under-5", "6-to-15", "16-and-over", "gmfcs-iv-v"]);
});
