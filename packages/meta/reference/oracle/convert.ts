/** Cases of `convert`: conversions of the Cochrane Handbook, row by row. */
import { boxCoxEstimation } from "../../src/convert/box-cox.ts";
import { designEffect, effectiveSampleSize } from "../../src/convert/design.ts";
import { quantileEstimation } from "../../src/convert/quantile-estimation.ts";
import { type FiveNumbers, fromQuantiles } from "../../src/convert/quantiles.ts";
import {
  cellsFromOddsRatio,
  cellsFromPhi,
  fromReported,
  logOddsRatioToSmd,
  smdToLogOddsRatio,
} from "../../src/convert/reported.ts";
import {
  changeCorrelation,
  changeSd,
  combineGroups,
  pooledSdFromP,
  pooledSdFromSe,
  pooledSdFromT,
  sdFromInterval,
  sdFromSe,
  seFromInterval,
} from "../../src/convert/spread.ts";
import { powerOfMean } from "../../src/power.ts";
import type { Adapter, Adapters } from "../case.ts";

type Row = Readonly<Record<string, number | undefined>>;

/** Converts each row of the arguments and turns the results back into columns; text arguments are options. */
function byRow(
  convert: (row: Record<string, number>, given: Row) => Readonly<Record<string, unknown>>,
): Adapter {
  return ({ args }) => {
    const columns = Object.entries(args).filter(([, value]) => typeof value !== "string");
    const length = Math.max(...columns.map(([, value]) => (Array.isArray(value) ? value.length : 1)));
    const results = Array.from({ length }, (_, i) => {
      const row = columns.flatMap(([name, value]) => {
        const cell: unknown = Array.isArray(value) ? value[value.length === 1 ? 0 : i] : value;
        return cell === null || cell === undefined ? [] : [[name, Number(cell)]];
      });
      const given = Object.fromEntries(row) as Record<string, number>;
      return convert(given, given);
    });
    const keys = Object.keys(results[0] ?? {});
    return Object.fromEntries(keys.map((key) => [key, results.map((result) => result[key])]));
  };
}

const only = <T extends object>(value: T) => value as Readonly<Record<string, unknown>>;
/** Drops undefined entries, which exact optional properties do not allow. */
const given = <T>(entries: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as T;

const wald: Adapter = (call) => {
  const log = call.args.transf === "log";
  return byRow((_, row) => {
    if (row.out === undefined) return { yi: null, vi: null };
    const interval =
      row.ci_lb !== undefined && row.ci_ub !== undefined ? { low: row.ci_lb, high: row.ci_ub } : undefined;
    const found = fromReported(
      given({ estimate: row.out, interval, statistic: row.zval, p: row.pval, level: row.level }),
      { log },
    );
    return found.status === "converted" ? { yi: found.yi, vi: found.vi } : { yi: null, vi: null };
  })(call);
};

/** `method` names the estimators by their papers; "qe" and "bc" are those of McGrath et al. (2020). */
const fiveNumbers: Adapter = (call) =>
  byRow((_, { min, q1, median, q3, max, n }) => {
    const five = given<FiveNumbers>({ min, q1, median, q3, max, n });
    const { method } = call.args;
    if (method !== "qe" && method !== "bc") return only(fromQuantiles(five));
    const found = method === "qe" ? quantileEstimation(five) : boxCoxEstimation(five);
    return found.status === "converted" ? { mean: found.mean, sd: found.sd } : { mean: null, sd: null };
  })(call);

export const adapters: Adapters = {
  pooled_sd_from_p: byRow(({ md, p, n1, n2 }) => only(pooledSdFromP(md!, p!, n1!, n2!))),
  pooled_sd_from_t: byRow(({ md, t, n1, n2 }) => only(pooledSdFromT(md!, t!, n1!, n2!))),
  pooled_sd_from_se: byRow(({ se, n1, n2 }) => ({ sd: pooledSdFromSe(se!, n1!, n2!) })),
  sd_from_se: byRow(({ se, n }) => ({ sd: sdFromSe(se!, n!) })),
  sd_from_ci: byRow(({ lb, ub, ci_lb, ci_ub, n, level, df }) => ({
    sd: sdFromInterval((lb ?? ci_lb)!, (ub ?? ci_ub)!, n!, level, df),
    se: seFromInterval((lb ?? ci_lb)!, (ub ?? ci_ub)!, level, df),
  })),
  se_from_ci: byRow(({ lb, ub, ci_lb, ci_ub, level, df }) => ({
    se: seFromInterval((lb ?? ci_lb)!, (ub ?? ci_ub)!, level, df),
  })),
  combine_groups: byRow(({ n1, m1, sd1, n2, m2, sd2 }) =>
    only(combineGroups({ n: n1!, mean: m1!, sd: sd1! }, { n: n2!, mean: m2!, sd: sd2! })),
  ),
  change_sd: byRow(({ sd_base, sd_final, corr }) => ({ sd_change: changeSd(sd_base!, sd_final!, corr!) })),
  change_corr: byRow(({ sd_base, sd_final, sd_change }) => ({
    corr: changeCorrelation(sd_base!, sd_final!, sd_change!),
  })),
  smd_to_logor: byRow(({ d, var_d }) => {
    const { yi, vi } = smdToLogOddsRatio({ yi: d!, vi: var_d! });
    return { log_or: yi, var: vi };
  }),
  logor_to_smd: byRow(({ log_or, var: vi, var_log_or }) => {
    const size = logOddsRatioToSmd({ yi: log_or!, vi: (vi ?? var_log_or)! });
    return { d: size.yi, var: size.vi, var_d: size.vi };
  }),
  conv_fivenum: fiveNumbers,
  wan2014_iqr: byRow((_, { q1, median, q3, n }) =>
    only(fromQuantiles(given({ q1, median, q3, n }), { mean: "wan", sd: "wan" })),
  ),
  wan2014_range: byRow((_, { min, median, max, n }) =>
    only(fromQuantiles(given({ min, median, max, n }), { mean: "wan", sd: "wan" })),
  ),
  wan2014_both: byRow((_, { min, q1, median, q3, max, n }) =>
    only(fromQuantiles(given({ min, q1, median, q3, max, n }), { mean: "wan", sd: "wan" })),
  ),
  conv_wald: wald,
  conv_2x2: byRow((_, { ori, ri, ni, n1i, n2i }) => {
    const margins = { ni: ni!, n1i: n1i!, n2i: n2i! };
    const found = ori === undefined ? cellsFromPhi(ri!, margins) : cellsFromOddsRatio(ori, margins);
    if (found.status === "impossible") return { ai: null, bi: null, ci: null, di: null };
    return { ai: found.ai, bi: found.bi, ci: found.ci, di: found.di };
  }),
  design_effect: byRow(({ m, icc }) => ({ deff: designEffect(m!, icc!) })),
  effective_sample_size: byRow(({ n, m, icc }) => ({ n_eff: effectiveSampleSize(n!, m!, icc!) })),
  power_random_effects: ({ args }) => {
    const { delta, vbar, k, tau2, alpha } = args as Record<string, number>;
    return { power: powerOfMean({ delta: delta!, vi: vbar!, k: k!, tau2: tau2!, alpha: alpha! }) };
  },
};
