/**
 * Hostile but well-typed numbers at every entry: a RangeError that names what was wrong, or a result with a status; and
 * wherever the status says that there is a result, no NaN and no infinity in any field of it.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bayes } from "./bayes.ts";
import { boxCoxEstimation } from "./convert/box-cox.ts";
import { crossoverMeanDifference, crossoverSmd, designEffect } from "./convert/design.ts";
import { quantileEstimation } from "./convert/quantile-estimation.ts";
import { fromQuantiles } from "./convert/quantiles.ts";
import { fromReported } from "./convert/reported.ts";
import { changeMeasures, fromChanges } from "./escalc/change.ts";
import * as correlation from "./escalc/correlation.ts";
import { fromGenotypes } from "./escalc/heterozygosity.ts";
import { fromPairedMargins } from "./escalc/paired-margins.ts";
import { fromPairedTwoByTwo, pairedTwoByTwoMeasures } from "./escalc/paired-two-by-two.ts";
import { fromRates, rateMeasures } from "./escalc/person-time.ts";
import {
  sharedControlEvents,
  sharedControlMeans,
  sharedControlRates,
  sharedEventMeasures,
  sharedMeanMeasures,
  sharedRateMeasures,
} from "./escalc/shared-control.ts";
import * as single from "./escalc/single-group.ts";
import { fromSuperiority, superiorityMeasures } from "./escalc/superiority.ts";
import { fromTwoByTwo, twoByTwoMeasures } from "./escalc/two-by-two.ts";
import { fromTwoMeans, twoMeansMeasures } from "./escalc/two-means.ts";
import { fit } from "./fit.ts";
import { glmmOddsRatio, glmmProportion, glmmRateRatio } from "./glmm.ts";
import { mantelHaenszel, mantelHaenszelRates } from "./mantel-haenszel.ts";
import { fitMultilevel } from "./multilevel/multilevel.ts";
import { peto } from "./peto.ts";
import { robustFit } from "./robust.ts";
import { selectionModel } from "./selection.ts";
import { tau2Methods } from "./tau2.ts";

/** Where a result holds a number that is none; functions, options and inputs given back are not looked into. */
function notFinite(value: unknown, path = "result"): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path} = ${value}`];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value)
    .filter(([key]) => key !== "options" && key !== "effects")
    .flatMap(([key, part]) => notFinite(part, `${path}.${key}`));
}

/** Runs it: a RangeError is an answer when it names something; another error, or a number that is none, is not. */
function holds(run: () => unknown): void {
  let result: unknown;
  try {
    result = run();
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    expect((error as Error).message).toMatch(/: expected .+/);
    return;
  }
  expect(notFinite(result)).toEqual([]);
}

const anyNumber = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
  { weight: 2, arbitrary: fc.double() },
  {
    weight: 3,
    arbitrary: fc.constantFrom(0, -0, 1, -1, 1e-300, 1e300, 5e-324, 1.7e308, 1e-12, 1e12, Infinity, NaN),
  },
);
/** Mostly what the functions take, for most hostile numbers end at the first check. */
const positive = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: 0.01, max: 50, noNaN: true }) },
  { weight: 3, arbitrary: fc.constantFrom(1e-300, 1e-150, 1e-12, 1e12, 1e150, 1e300) },
  { weight: 1, arbitrary: anyNumber },
);
const count = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 40 }) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1, 1e6, 1e12) },
  { weight: 1, arbitrary: anyNumber },
);
const finiteNumber = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1e-300, 1e150, -1e300, 1e-12, 1e12) },
  { weight: 1, arbitrary: anyNumber },
);
const listOf = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 0, maxLength: 6 });
const effects = listOf(fc.record({ yi: finiteNumber, vi: positive }));
const table = fc.record({ ai: count, bi: count, ci: count, di: count });
const tables = listOf(table);
const rates = listOf(fc.record({ x1i: count, x2i: count, t1i: positive, t2i: positive }));
const share = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), anyNumber);

/** A property over one arbitrary, each value of it tried under a name. */
function never<T>(name: string, arbitrary: fc.Arbitrary<T>, run: (value: T) => unknown, numRuns = 150): void {
  test(name, () => {
    fc.assert(
      fc.property(arbitrary, (value) => holds(() => run(value))),
      { numRuns },
    );
  });
}

describe("effect sizes", () => {
  const means = listOf(
    fc.record({
      ...{ m1i: finiteNumber, m2i: finiteNumber, sd1i: positive, sd2i: positive },
      ...{ n1i: positive, n2i: positive },
    }),
  );
  for (const m of twoMeansMeasures) never(m, means, (each) => fromTwoMeans(m, each));
  for (const m of twoByTwoMeasures)
    never(m, tables, (each) => fromTwoByTwo(m, each), m.endsWith("TET") ? 40 : 150);
  for (const m of pairedTwoByTwoMeasures) never(m, tables, (each) => fromPairedTwoByTwo(m, each));
  for (const m of rateMeasures) never(m, rates, (each) => fromRates(m, each));
  const changes = listOf(
    fc.record({
      ...{ m1i: finiteNumber, m2i: finiteNumber, sd1i: positive, sd2i: positive },
      ...{ ni: positive, ri: share },
    }),
  );
  for (const m of changeMeasures) never(m, changes, (each) => fromChanges(m, each));
  const correlations = listOf(fc.record({ ri: share, ni: positive }));
  for (const m of correlation.correlationMeasures) {
    never(m, correlations, (each) => correlation.fromCorrelations(m, each), 40);
  }
  const partial = listOf(fc.record({ ti: finiteNumber, r2i: share, ni: positive, mi: positive }));
  for (const m of correlation.partialCorrelationMeasures) {
    never(m, partial, (each) => correlation.fromPartialCorrelations(m, each));
  }
  const squared = listOf(fc.record({ r2i: share, ni: positive, mi: positive }));
  for (const m of correlation.squaredCorrelationMeasures) {
    never(m, squared, (each) => correlation.fromSquaredCorrelations(m, each));
  }
  const alphas = listOf(fc.record({ ai: share, mi: positive, ni: positive }));
  for (const m of correlation.reliabilityMeasures) {
    never(m, alphas, (each) => correlation.fromReliabilities(m, each));
  }
  const proportions = listOf(fc.record({ xi: count, ni: positive }));
  for (const m of single.proportionMeasures) never(m, proportions, (each) => single.fromProportions(m, each));
  const counts = listOf(fc.record({ xi: count, ti: positive }));
  for (const m of single.singleRateMeasures) never(m, counts, (each) => single.fromSingleRates(m, each));
  const groups = listOf(fc.record({ mi: finiteNumber, sdi: positive, ni: positive }));
  for (const m of single.meanMeasures) never(m, groups, (each) => single.fromMeans(m, each));
  never("REH", listOf(fc.record({ ai: count, bi: count, ci: count })), fromGenotypes);
  const margins = listOf(fc.record({ ai: count, bi: count, ci: count, di: count, ri: share }));
  never("MPORM", margins, (each) => fromPairedMargins(each));
  const superior = listOf(fc.record({ ai: share, n1i: positive, n2i: positive }));
  for (const m of superiorityMeasures) never(m, superior, (each) => fromSuperiority(m, each));

  const meanGroup = fc.record({ m: finiteNumber, sd: positive, n: positive });
  for (const m of sharedMeanMeasures) {
    const given = fc.tuple(meanGroup, listOf(meanGroup));
    never(`shared ${m}`, given, ([control, arms]) => sharedControlMeans(m, control, arms));
  }
  const eventGroup = fc.record({ x: count, n: positive });
  for (const m of sharedEventMeasures) {
    const given = fc.tuple(eventGroup, listOf(eventGroup));
    never(`shared ${m}`, given, ([control, arms]) => sharedControlEvents(m, control, arms));
  }
  const rateGroup = fc.record({ x: count, t: positive });
  for (const m of sharedRateMeasures) {
    const given = fc.tuple(rateGroup, listOf(rateGroup));
    never(`shared ${m}`, given, ([control, arms]) => sharedControlRates(m, control, arms));
  }
});

describe("conversions", () => {
  const ordered = fc
    .tuple(fc.array(finiteNumber, { minLength: 5, maxLength: 5 }), positive)
    .map(([values, n]) => ({ values: values.sort((a, b) => a - b), n }));
  const fives = ordered.chain(({ values: [min, q1, median, q3, max], n }) =>
    fc.constantFrom(
      { min: min!, median: median!, max: max!, n },
      { q1: q1!, median: median!, q3: q3!, n },
      { min: min!, q1: q1!, median: median!, q3: q3!, max: max!, n },
    ),
  );
  never("five numbers", fives, (five) => fromQuantiles(five));
  never("quantile estimation", fives, quantileEstimation, 60);
  never("Box-Cox estimation", fives, boxCoxEstimation, 60);
  const reported = fc.record(
    {
      estimate: finiteNumber,
      se: positive,
      statistic: finiteNumber,
      p: share,
      level: positive,
      df: positive,
    },
    { requiredKeys: ["estimate"] },
  );
  never("reported results", fc.tuple(reported, fc.boolean()), ([each, log]) => fromReported(each, { log }));
  const crossover = fc.record({
    ...{ m1: finiteNumber, m2: finiteNumber, sd1: positive, sd2: positive, n: positive },
    correlation: share,
  });
  never("crossover trials", crossover, (each) => [crossoverMeanDifference(each), crossoverSmd(each)]);
  never("design effects", fc.tuple(positive, share, positive), ([m, icc, cv]) => designEffect(m, icc, cv));
});

describe("models", () => {
  for (const method of tau2Methods) {
    if (method.startsWith("GENQ")) continue;
    for (const t of ["z", "knha"] as const) {
      never(`fit, ${method}, ${t}`, effects, (each) => fit(each, { method, test: t }), 80);
    }
  }
  const moderated = fc.tuple(effects, fc.array(finiteNumber, { minLength: 6, maxLength: 6 }));
  never("fit with a moderator", moderated, ([each, x]) =>
    fit(each, { design: { names: ["intercept", "x"], rows: each.map((_, i) => [1, x[i]!]) } }),
  );
  for (const measure of ["OR", "RR", "RD"] as const) {
    never(`Mantel-Haenszel ${measure}`, tables, (each) => mantelHaenszel(measure, each));
  }
  for (const measure of ["IRR", "IRD"] as const) {
    never(`Mantel-Haenszel ${measure}`, rates, (each) => mantelHaenszelRates(measure, each));
  }
  never("Peto", tables, (each) => peto(each));
  for (const model of ["UM.FS", "CM.EL", "CM.AL"] as const) {
    never(`GLMM ${model}`, tables, (each) => glmmOddsRatio(model, each), 15);
  }
  never("GLMM of rates", rates, (each) => glmmRateRatio("UM.FS", each), 15);
  never(
    "GLMM of proportions",
    listOf(fc.record({ xi: count, ni: count })),
    (each) => glmmProportion(each),
    15,
  );
  never("multilevel", effects, (each) =>
    fitMultilevel(each, {
      random: [
        { kind: "intercept", group: each.map((_, i) => i >> 1) },
        { kind: "intercept", group: each.map((_, i) => i) },
      ],
    }),
  );
  never("robust", effects, (each) =>
    robustFit(
      {
        yi: each.map(({ yi }) => yi),
        design: each.map(() => [1]),
        covariance: each.map(({ vi }) => vi),
      },
      each.map((_, i) => i >> 1),
    ),
  );
  const priors = fc.oneof(
    positive.map((scale) => ({ family: "half-normal" as const, scale })),
    positive.map((scale) => ({ family: "half-t" as const, scale, df: 1 })),
    positive.map((upper) => ({ family: "uniform" as const, upper })),
  );
  never("Bayes", fc.tuple(effects, priors), ([each, tauPrior]) => bayes(each, { tauPrior }), 40);
  never("selection, a step", effects, (each) => selectionModel("stepfun", each, { steps: [0.025] }), 40);
  never("selection, logistic", effects, (each) => selectionModel("logistic", each), 10);
});
