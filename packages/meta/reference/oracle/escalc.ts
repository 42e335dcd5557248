/** Cases of `escalc`: a measure and the columns its family needs. */
import { type ChangeMeasure, changeMeasures, fromChanges } from "../../src/escalc/change.ts";
import * as correlation from "../../src/escalc/correlation.ts";
import type { EffectSize } from "../../src/escalc/effect-size.ts";
import { fromGenotypes } from "../../src/escalc/heterozygosity.ts";
import { fromPairedMargins } from "../../src/escalc/paired-margins.ts";
import {
  fromPairedTwoByTwo,
  type PairedTwoByTwoMeasure,
  pairedTwoByTwoMeasures,
} from "../../src/escalc/paired-two-by-two.ts";
import { fromRates, type RateMeasure, rateMeasures } from "../../src/escalc/person-time.ts";
import * as single from "../../src/escalc/single-group.ts";
import { fromSuperiority, superiorityMeasures } from "../../src/escalc/superiority.ts";
import { fromTwoByTwo, type TwoByTwoMeasure, twoByTwoMeasures } from "../../src/escalc/two-by-two.ts";
import { fromTwoMeans, type TwoMeansMeasure, twoMeansMeasures } from "../../src/escalc/two-means.ts";
import { type Adapters, type Call, numbers, numbersIfGiven } from "../case.ts";

/** Rows of the named columns; a row with a missing cell becomes undefined. */
function rows<Name extends string>(call: Call, names: readonly Name[]): (Record<Name, number> | undefined)[] {
  const given = names.filter((name) => call.args[name] !== undefined);
  const columns = given.map((name) => numbers(call, name));
  return (columns[0] ?? []).map((_, i) => {
    const row = Object.fromEntries(given.map((name, j) => [name, columns[j]![i]!]));
    return Object.values(row).some(Number.isNaN) ? undefined : (row as Record<Name, number>);
  });
}

/** Computes over the complete rows and puts the results back at their places. */
function computed<Row>(given: (Row | undefined)[], compute: (complete: Row[]) => EffectSize[]) {
  const sizes = compute(given.filter((row) => row !== undefined) as Row[]);
  let next = 0;
  const placed = given.map((row) => (row === undefined ? undefined : sizes[next++]));
  return {
    yi: placed.map((size) => (size?.status === "estimated" ? size.yi : (size?.limit ?? null))),
    vi: placed.map((size) => (size?.status === "estimated" ? size.vi : null)),
  };
}

/** Two arms given as events and sizes, or as four cells. */
export function tables(call: Call) {
  const [n1, n2] = [numbersIfGiven(call, "n1i"), numbersIfGiven(call, "n2i")];
  const [ai, ci] = [numbers(call, "ai"), numbers(call, "ci")];
  const bi = numbersIfGiven(call, "bi") ?? ai.map((a, i) => n1![i]! - a);
  const di = numbersIfGiven(call, "di") ?? ci.map((c, i) => n2![i]! - c);
  return ai.map((a, i) => {
    const table = { ai: a, bi: bi[i]!, ci: ci[i]!, di: di[i]! };
    return Object.values(table).some(Number.isNaN) ? undefined : table;
  });
}

const has = <T extends string>(list: readonly T[], measure: string): measure is T =>
  list.includes(measure as T);

export function escalc(call: Call) {
  const measure = String(call.args.measure);
  const options = Object.fromEntries(
    ["add", "to", "drop00", "vtype", "correct"].flatMap((name) =>
      call.args[name] === undefined ? [] : [[name, call.args[name]]],
    ),
  );
  if (has(twoByTwoMeasures, measure)) {
    return computed(tables(call), (each) => fromTwoByTwo(measure as TwoByTwoMeasure, each, options));
  }
  if (has(pairedTwoByTwoMeasures, measure)) {
    return computed(tables(call), (each) =>
      fromPairedTwoByTwo(measure as PairedTwoByTwoMeasure, each, options),
    );
  }
  if (has(rateMeasures, measure)) {
    const given = rows(call, ["x1i", "x2i", "t1i", "t2i"]);
    return computed(given, (each) => fromRates(measure as RateMeasure, each, options));
  }
  if (has(twoMeansMeasures, measure)) {
    const given = rows(call, ["m1i", "m2i", "sd1i", "sd2i", "n1i", "n2i"]);
    return computed(given, (each) => fromTwoMeans(measure as TwoMeansMeasure, each, options));
  }
  if (has(changeMeasures, measure)) {
    const given = rows(call, ["m1i", "m2i", "sd1i", "sd2i", "ni", "ri"]);
    return computed(given, (each) => fromChanges(measure as ChangeMeasure, each, options));
  }
  if (has(correlation.correlationMeasures, measure)) {
    return computed(rows(call, ["ri", "ni"]), (each) => correlation.fromCorrelations(measure, each, options));
  }
  if (has(correlation.partialCorrelationMeasures, measure)) {
    const given = rows(call, ["ti", "ri", "r2i", "ni", "mi"]);
    return computed(given, (each) => correlation.fromPartialCorrelations(measure, each));
  }
  if (has(correlation.squaredCorrelationMeasures, measure)) {
    return computed(rows(call, ["r2i", "ni", "mi"]), (each) =>
      correlation.fromSquaredCorrelations(measure, each),
    );
  }
  if (has(correlation.reliabilityMeasures, measure)) {
    return computed(rows(call, ["ai", "mi", "ni"]), (each) => correlation.fromReliabilities(measure, each));
  }
  if (has(single.proportionMeasures, measure)) {
    return computed(rows(call, ["xi", "ni"]), (each) => single.fromProportions(measure, each, options));
  }
  if (has(single.singleRateMeasures, measure)) {
    return computed(rows(call, ["xi", "ti"]), (each) => single.fromSingleRates(measure, each, options));
  }
  if (has(single.meanMeasures, measure)) {
    return computed(rows(call, ["mi", "sdi", "ni"]), (each) => single.fromMeans(measure, each, options));
  }
  if (measure === "REH") return computed(rows(call, ["ai", "bi", "ci"]), fromGenotypes);
  if (measure === "MPORM") {
    const given = rows(call, ["ai", "bi", "ci", "di", "ri", "pi"]);
    return computed(given, (each) => fromPairedMargins(each, options));
  }
  if (has(superiorityMeasures, measure)) {
    return computed(rows(call, ["ai", "n1i", "n2i"]), (each) => fromSuperiority(measure, each, options));
  }
  throw new RangeError(`measure: ${measure} is of no family known here.`);
}

export const adapters: Adapters = { escalc };
