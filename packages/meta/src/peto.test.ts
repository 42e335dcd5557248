import { expect, test } from "vitest";
import reference from "../reference/sparse-events.json" with { type: "json" };
import { mantelHaenszel } from "./mantel-haenszel.ts";
import { peto } from "./peto.ts";

const tables = reference.tables.map(({ ai, n1i, ci, n2i }) => ({ ai, bi: n1i - ai, ci, di: n2i - ci }));

test("Peto's odds ratio agrees with metafor to nine digits", () => {
  const fit = peto(tables);
  if (fit.status !== "pooled") throw new Error(fit.because);
  expect(fit.beta.estimate).toBeCloseTo(reference.peto.beta, 9);
  expect(fit.beta.se).toBeCloseTo(reference.peto.se, 9);
  expect(fit.heterogeneity.q).toBeCloseTo(reference.peto.QE, 8);
});

test("its squared test statistic is the Cochran-Mantel-Haenszel chi-squared without correction", () => {
  const fit = peto(tables);
  const mh = mantelHaenszel("OR", tables, { correct: false });
  if (fit.status !== "pooled" || mh.status !== "pooled") throw new Error("both can be pooled");
  expect(fit.beta.statistic ** 2).toBeCloseTo(mh.association!.statistic, 10);
});

test("a table without events changes nothing but k", () => {
  const more = peto([...tables, { ai: 0, bi: 30, ci: 0, di: 28 }]);
  expect(more).toEqual({ ...peto(tables), k: tables.length + 1 });
});

test("studies without events in either arm give a reason", () => {
  expect(peto([{ ai: 0, bi: 9, ci: 0, di: 9 }])).toMatchObject({ status: "not-estimable" });
  expect(() => peto([])).toThrow("at least one table");
});
