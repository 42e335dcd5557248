import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import { type CitedFigure, type Figure, figureCodes, leastChecked, presentFigure } from "./figure.ts";
import { figureIndex } from "./figure-index.ts";
import { evidencePack } from "./pack.ts";

const all = [...figureIndex(dataSet()).values()];
const unverified = all.filter(({ checked }) => checked === "unverified");

test("there are unverified figures, or the next test would prove nothing", () => {
  expect(unverified.map(({ id }) => id)).toContain("rosenbaum.i/limit");
  expect(unverified.map(({ id }) => id)).toContain("dose.50m/bankPage");
});

test.each(unverified.map((figure) => [figure.id, figure] as const))(
  "%s cannot be presented without the word",
  (_, figure) => {
    const { code, values } = presentFigure(figure);
    expect(code).toContain("unverified");
    expect(values.checked).toBe("unverified");
  },
);

test("no checked figure is called unverified, and every figure is presented by a code of the list", () => {
  for (const figure of all) {
    const { code, values } = presentFigure(figure);
    expect(figureCodes).toContain(code);
    expect(code.includes("unverified")).toBe(figure.checked === "unverified");
    expect(values).toMatchObject({
      value: figure.value,
      unit: figure.unit,
      nature: figure.nature,
      work: figure.work,
    });
  }
});

test("an interval is presented with its level, a bound with its relation", () => {
  const effect = all.find(({ id }) => id === "ipd-2025.main.12m/effect")!;
  expect(presentFigure(effect)).toMatchObject({
    code: "figure-with-interval",
    values: {
      value: 1.42,
      ciLow: 0.31,
      ciHigh: 2.52,
      ciLevel: 0.95,
      unit: "GMFM-66 points",
      nature: "published",
    },
  });
  const p = all.find(({ id }) => id === "ipd-2025.dose.3m/p")!;
  expect(presentFigure(p).values).toMatchObject({ value: 0.001, relation: "less than" });
});

test("unverified survives into the pack: the bank page's dose is still presented with the word", () => {
  const bankPage: CitedFigure = evidencePack()
    .doseThresholds.flatMap(({ meanings }) => meanings)
    .find(({ meaning }) => meaning === "bank-page-claim")!.figure;
  expect(presentFigure(bankPage).code).toBe("figure-unverified");
});

test("several figures together are checked no better than the least checked of them", () => {
  expect(leastChecked(["full text", "secondary", "abstract"])).toBe("secondary");
  expect(leastChecked(["abstract", "unverified"])).toBe("unverified");
});

test("a figure that is both unverified and has an interval keeps both in its code", () => {
  const figure: Figure = {
    value: 1,
    unit: "GMFM-66 points",
    ciLow: 0,
    ciHigh: 2,
    work: "rosenbaum-2002",
    readIn: "memory, not read",
    checked: "unverified",
    nature: "published",
  };
  expect(presentFigure(figure).code).toBe("figure-with-interval-unverified");
});
