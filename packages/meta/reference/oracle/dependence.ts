/** Cases of `vcalc`, `gls` and `aggregate.escalc`. */
import { aggregateEffects, type WithinCluster } from "../../src/aggregate.ts";
import type { Label } from "../../src/multilevel/grouping.ts";
import { fitMultilevel } from "../../src/multilevel/multilevel.ts";
import { type SharedSampling, samplingCovariance } from "../../src/sampling-covariance.ts";
import { type Adapter, type Adapters, type Call, column, numbers, option } from "../case.ts";
import { multilevelCase, multilevelResult } from "./multilevel.ts";

/** A column that an argument names; arguments of dependence are columns though their names are no data roles. */
const labels = (call: Call, name: string): Label[] | undefined =>
  column(call, name)?.map((cell) => cell ?? "") as Label[] | undefined;

function sharedSampling(call: Call): SharedSampling {
  const rho = option<number | number[] | number[][] | undefined>(call, "rho", undefined);
  const obs = labels(call, "obs");
  const type = labels(call, "type");
  const named = (["subgroup", "obs", "type", "time1", "time2", "grp1", "grp2", "w1", "w2"] as const).flatMap(
    (name) => {
      const values = labels(call, name);
      return values ? [[name, values] as const] : [];
    },
  );
  const correlated = obs ?? type;
  const levels = [...new Set(correlated ?? [])].sort((a, b) => (a < b ? -1 : 1));
  return {
    cluster: labels(call, "cluster") ?? [],
    ...Object.fromEntries(named),
    ...(typeof rho === "number" && { rho }),
    ...(Array.isArray(rho) &&
      typeof rho[0] === "number" && { rho: { within: rho[0], between: Number(rho[1]) } }),
    ...(Array.isArray(rho) && Array.isArray(rho[0]) && { rho: { levels, rows: rho as number[][] } }),
    ...(call.args.phi !== undefined && { phi: Number(call.args.phi) }),
  };
}

const vcalc: Adapter = (call) => ({ V: samplingCovariance(numbers(call, "vi"), sharedSampling(call)) });

const gls: Adapter = (call) => {
  const { effects, options } = multilevelCase(call);
  const given = options.samplingCovariance;
  const shares = !given && labels(call, "cluster");
  const vi = effects.map((each) => each.vi);
  return multilevelResult(
    fitMultilevel(effects, {
      ...options,
      random: [],
      method: "ML",
      ...(shares && { samplingCovariance: samplingCovariance(vi, sharedSampling(call)) }),
    }),
  );
};

const aggregate: Adapter = (call) => {
  const vi = numbers(call, "vi");
  const effects = numbers(call, "yi").map((yi, i) => ({ yi, vi: vi[i]! }));
  const structure = option<"ID" | "CS" | "CAR" | "CS+CAR" | "CS*CAR">(call, "struct", "CS");
  const full = call.args.V as { rows: number[][] } | undefined;
  const within = (
    full
      ? { structure: "given", covariance: full.rows }
      : {
          structure,
          rho: call.args.rho,
          phi: call.args.phi,
          time: labels(call, "time")?.map(Number),
          obs: labels(call, "obs"),
        }
  ) as WithinCluster;
  const known = Object.fromEntries(Object.entries(within).filter(([, value]) => value !== undefined));
  const aggregated = aggregateEffects(effects, labels(call, "cluster")!, known as unknown as WithinCluster, {
    weighted: option(call, "weighted", true),
  });
  return {
    cluster: aggregated.map((each) => each.cluster),
    yi: aggregated.map((each) => each.yi),
    vi: aggregated.map((each) => each.vi),
  };
};

export const adapters: Adapters = { vcalc, gls, "aggregate.escalc": aggregate };
