import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import { figureIndex } from "./figure-index.ts";
import { figuredText, figuresNamedIn } from "./figured-text.ts";
import { validateDataSet } from "./schema.ts";

const data = dataSet();
const figures = figureIndex(data);

test("a text comes apart into words and the figures it names, its own by slot and others by id", () => {
  const text = "{treated} of them, {sun-2017-autologous.acb/children} elsewhere.";
  expect(
    figuredText(text, "sun-2021-sibling", figures).map((piece) =>
      typeof piece === "string" ? piece : piece.id,
    ),
  ).toEqual(["sun-2021-sibling/treated", " of them, ", "sun-2017-autologous.acb/children", " elsewhere."]);
});

test("a text without brackets stays one piece", () => {
  expect(figuredText("One centre.", "sun-2022-accent-cp", figures)).toEqual(["One centre."]);
});

test("a data set with a text that names no figure of it is refused by record and bracket", () => {
  const studies = data.studies.map((study) =>
    study.id === "sun-2021-sibling" ? { ...study, limits: ["{trated} children."] } : study,
  );
  expect(validateDataSet({ ...data, studies })).toContainEqual(
    expect.objectContaining({ record: "sun-2021-sibling", found: '"sun-2021-sibling/trated"' }),
  );
});

test("no number about children, cells or effects is typed into the text of a study, outcome, harm or conflict", () => {
  const texts = [data.studies, data.arms, data.outcomes, data.harms, data.conflicts]
    .flat()
    .flatMap((row) => [...sentences({ ...row, figures: {} })].map((text) => `${row.id}: ${text}`));
  // What is left may be a date, a registry number, or the name of a scale or a study.
  const named = /\{[^}]*\}|\b(19|20)\d\d\b|NCT\d{8}|GMFM-(66|88)|PDMS-2/g;
  const typed = texts.filter((text) => /\d/.test(text.slice(text.indexOf(": ")).replace(named, "")));
  expect(texts.length).toBeGreaterThan(150);
  expect(typed).toEqual([]);
});

test("some texts do name figures, and every one of them is there", () => {
  const named = [data.studies, data.arms, data.outcomes, data.harms, data.conflicts, data.pooled]
    .flat()
    .flatMap((row) => figuresNamedIn({ ...row }));
  expect(named.length).toBeGreaterThan(40);
  for (const id of named) expect(figures.has(id), id).toBe(true);
});

const codes = new Set(["id", "study", "arm", "comparator", "work", "readAt", "checkedOn", "measure"]);
function* sentences(value: unknown, key = ""): Generator<string> {
  if (typeof value === "string") {
    if (!codes.has(key)) yield value;
  } else if (Array.isArray(value)) {
    if (key !== "figures" && key !== "studies") for (const item of value) yield* sentences(item, key);
  } else if (typeof value === "object" && value !== null && key !== "source" && key !== "identity") {
    for (const [field, item] of Object.entries(value)) yield* sentences(item, field);
  }
}
