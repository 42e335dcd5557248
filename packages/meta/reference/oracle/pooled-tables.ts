/** Cases of `mh` and `peto`, inverse-variance pooling of the same tables beside them. */
import type { Continuity } from "../../src/escalc/continuity.ts";
import type { TwoRates } from "../../src/escalc/person-time.ts";
import type { TwoByTwo } from "../../src/escalc/two-by-two.ts";
import { type MantelHaenszelFit, mantelHaenszel, mantelHaenszelRates } from "../../src/mantel-haenszel.ts";
import { type PetoFit, peto } from "../../src/peto.ts";
import { type Adapters, type Call, numbers, numbersIfGiven, option } from "../case.ts";
import { escalc } from "./escalc.ts";
import { adapters as univariate } from "./rma-uni.ts";

const complete = <Row extends object>(rows: readonly Row[]) =>
  rows.filter((row) => !Object.values(row).some(Number.isNaN));

/** Two arms given as events and sizes, or as four cells; rows with a missing cell are left out. */
export function completeTables(call: Call): TwoByTwo[] {
  const [n1, n2] = [numbersIfGiven(call, "n1i"), numbersIfGiven(call, "n2i")];
  const [ai, ci] = [numbers(call, "ai"), numbers(call, "ci")];
  const bi = numbersIfGiven(call, "bi") ?? ai.map((a, i) => n1![i]! - a);
  const di = numbersIfGiven(call, "di") ?? ci.map((c, i) => n2![i]! - c);
  return complete(ai.map((a, i) => ({ ai: a, bi: bi[i]!, ci: ci[i]!, di: di[i]! })));
}

export function completeRates(call: Call): TwoRates[] {
  const [x1i, t1i, x2i, t2i] = ["x1i", "t1i", "x2i", "t2i"].map((role) => numbers(call, role)) as [
    number[],
    number[],
    number[],
    number[],
  ];
  return complete(x1i.map((x, i) => ({ x1i: x, t1i: t1i[i]!, x2i: x2i[i]!, t2i: t2i[i]! })));
}

/** add, to and drop00 hold one value, or two: for the studies' effects and for the pooling. */
function continuity(call: Call, which: 0 | 1, otherwise: Required<Continuity>): Continuity {
  const pick = <T>(name: string, fallback: T): T => {
    const given = option<T | T[]>(call, name, fallback);
    if (!Array.isArray(given)) return which === 0 ? given : fallback;
    return given[which] ?? fallback;
  };
  return {
    add: pick("add", otherwise.add),
    to: pick("to", otherwise.to),
    drop00: pick("drop00", otherwise.drop00),
  };
}

function named(fit: MantelHaenszelFit | PetoFit) {
  if (fit.status !== "pooled") return { k: fit.k };
  const { beta, heterogeneity, k } = fit;
  return {
    ...{
      beta: beta.estimate,
      se: beta.se,
      stat: beta.statistic,
      pval: beta.p,
      ci_lb: beta.ciLow,
      ci_ub: beta.ciHigh,
    },
    ...{ QE: heterogeneity.q, QE_df: heterogeneity.df, QE_p: heterogeneity.p },
    ...{ I2: heterogeneity.i2, H2: heterogeneity.h2, k },
  };
}

export const adapters: Adapters = {
  "rma.mh": (call) => {
    const measure = String(call.args.measure);
    const options = {
      correct: option(call, "correct", true),
      level: option(call, "level", 95),
      ofEffects: continuity(call, 0, { add: 0.5, to: "only0", drop00: true }),
      ofPooling: continuity(call, 1, { add: 0, to: "none", drop00: false }),
    };
    const fit =
      measure === "IRR" || measure === "IRD"
        ? mantelHaenszelRates(measure, completeRates(call), options)
        : mantelHaenszel(measure as "OR" | "RR" | "RD", completeTables(call), options);
    if (fit.status !== "pooled") return named(fit);
    const { association: mh, breslowDay: bd, tarone: ta } = fit;
    return {
      ...named(fit),
      ...{ MH: mh?.statistic, MH_p: mh?.p, BD: bd?.statistic, BD_df: bd?.df, BD_p: bd?.p },
      ...{ TA: ta?.statistic, TA_df: ta?.df, TA_p: ta?.p },
    };
  },
  "escalc+rma.uni": (call) => {
    const { yi, vi } = escalc(call);
    return univariate["rma.uni"]!({ ...call, args: { ...call.args, yi, vi } });
  },
  "rma.peto": (call) => named(peto(completeTables(call), { level: option(call, "level", 95) })),
};
