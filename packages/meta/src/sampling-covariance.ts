/**
 * The sampling covariance of effects that share participants: outcomes of one trial, repeated visits, or several
 * treatments against one control. What is seldom reported (how outcomes or visits correlate) is an assumption
 * of whoever calls, to be varied in a sensitivity analysis.
 * Sources: Gleser and Olkin (2009), in The Handbook of Research Synthesis and Meta-Analysis, 2nd ed., ch. 19
 * (shared control); Ishak et al. (2007), Clin Trials 4(5):525-539 (visits).
 */
import { demand, requireFinite, requirePositive } from "./arguments.ts";
import type { Label } from "./multilevel/grouping.ts";

export interface SharedSampling {
  /** Effects of different clusters are independent. */
  readonly cluster: readonly Label[];
  /** Within a cluster, effects of different subgroups are independent as well. */
  readonly subgroup?: readonly Label[];
  /** Outcomes, or other things measured on the same participants; two of the same are correlated by 1. */
  readonly obs?: readonly Label[];
  /** Kinds of outcomes, where `rho` gives two numbers. */
  readonly type?: readonly Label[];
  /**
   * How different `obs` correlate: one number for all, one within and one between types, or a matrix over the
   * labels of `obs` (of `type` when there is no `obs`).
   */
  readonly rho?:
    | number
    | { readonly within: number; readonly between: number }
    | { readonly levels: readonly Label[]; readonly rows: readonly (readonly number[])[] };
  /** When the first group was measured; two measurements d apart are correlated by phi^d. */
  readonly time1?: readonly number[];
  /** When the second was; as `time1` without. Without groups, effects are changes from time2 to time1. */
  readonly time2?: readonly number[];
  readonly phi?: number;
  /** The group of participants, and the one it is compared with; the same one for all without `grp2`. */
  readonly grp1?: readonly Label[];
  readonly grp2?: readonly Label[];
  /** What the groups' precision is proportional to, such as their sizes; equal without. */
  readonly w1?: readonly number[];
  readonly w2?: readonly number[];
}

/**
 * The k x k covariance, with vi on its diagonal.
 * @throws RangeError naming the argument when lengths disagree, a value cannot be used, or one is missing that
 * another needs.
 */
export function samplingCovariance(vi: readonly number[], shared: SharedSampling): number[][] {
  const of = "samplingCovariance";
  const k = vi.length;
  vi.forEach((v, i) => {
    requirePositive(`${of} vi[${i}]`, v);
  });
  const { cluster, subgroup, obs, type, rho, time1, time2, phi, grp1, grp2, w1, w2 } = shared;
  for (const [name, values] of Object.entries({
    cluster,
    subgroup,
    obs,
    type,
    time1,
    time2,
    grp1,
    grp2,
    w1,
    w2,
  })) {
    if (values)
      demand(values.length === k, `${of} ${name}`, `${values.length} values`, `${k}, one an effect`);
  }
  for (const [name, times] of Object.entries({ time1, time2 })) {
    times?.forEach((time, i) => {
      requireFinite(`${of} ${name}[${i}]`, time);
    });
  }
  for (const [name, weights] of Object.entries({ w1, w2 })) {
    weights?.forEach((weight, i) => {
      requirePositive(`${of} ${name}[${i}]`, weight);
    });
  }
  demand(!(obs || type) || rho !== undefined, `${of} rho`, rho, "a correlation, as obs or type is given");
  demand(!time1 || phi !== undefined, `${of} phi`, phi, "a correlation, as time1 is given");
  if (phi !== undefined) demand(phi >= 0 && phi <= 1, `${of} phi`, phi, "a correlation from 0 to 1");
  demand(!time2 || time1 !== undefined, `${of} time1`, time1, "times, as time2 is given");
  demand(!(time2 && grp1) || grp2 !== undefined, `${of} grp2`, grp2, "groups, as time2 and grp1 are given");
  demand(!grp2 || grp1 !== undefined, `${of} grp1`, grp1, "groups, as grp2 is given");

  const measured = correlationOf(of, { obs, type, rho });
  const everyones = Symbol("the group all others are compared with");
  /** The means whose difference an effect is: whose, when, how precise and with which sign. */
  const means = Array.from({ length: k }, (_, i) => {
    const first = { group: grp1?.[i], time: time1?.[i] ?? 0, size: Math.sqrt(1 / (w1?.[i] ?? 1)), sign: 1 };
    if (!grp1 && !time2) return [first];
    const second = {
      group: grp1 && !grp2 ? everyones : grp2?.[i],
      time: time2?.[i] ?? first.time,
      size: Math.sqrt(1 / (w2?.[i] ?? w1?.[i] ?? 1)),
      sign: -1,
    };
    return [first, second];
  });
  const together = (i: number, j: number) => {
    let sum = 0;
    for (const a of means[i]!) {
      for (const b of means[j]!) {
        if (a.group !== b.group) continue;
        sum += a.sign * b.sign * a.size * b.size * (phi === undefined ? 1 : phi ** Math.abs(a.time - b.time));
      }
    }
    return sum;
  };
  const own = Array.from({ length: k }, (_, i) => together(i, i));
  own.forEach((variance, i) => {
    demand(variance > 0, `${of} effect ${i + 1}`, "one mean compared with itself", "two that differ");
  });
  return Array.from({ length: k }, (_, i) =>
    Array.from({ length: k }, (_, j) => {
      if (i === j) return vi[i]!;
      if (cluster[i] !== cluster[j] || subgroup?.[i] !== subgroup?.[j]) return 0;
      const r = (measured(i, j) * together(i, j)) / Math.sqrt(own[i]! * own[j]!);
      return r * Math.sqrt(vi[i]! * vi[j]!);
    }),
  );
}

function correlationOf(
  of: string,
  { obs, type, rho }: { [name in "obs" | "type" | "rho"]: SharedSampling[name] | undefined },
): (i: number, j: number) => number {
  if (rho === undefined || (!obs && !type && typeof rho !== "number")) return () => 1;
  const labels = obs ?? type;
  const requireRho = (name: string, r: number) => {
    demand(r >= -1 && r <= 1, `${of} ${name}`, r, "a correlation from -1 to 1");
  };
  if (typeof rho === "number") {
    requireRho("rho", rho);
    return labels ? (i, j) => (labels[i] === labels[j] && type?.[i] === type?.[j] ? 1 : rho) : () => rho;
  }
  if ("levels" in rho) {
    const position = new Map(rho.levels.map((level, i) => [String(level), i]));
    const codes = labels!.map((label) => {
      const found = position.get(String(label));
      demand(found !== undefined, `${of} rho.levels`, rho.levels, `a level ${JSON.stringify(label)}`);
      return found;
    });
    return (i, j) => {
      const r = rho.rows[codes[i]!]?.[codes[j]!] ?? Number.NaN;
      requireRho(`rho.rows[${codes[i]}][${codes[j]}]`, r);
      return r;
    };
  }
  demand(type !== undefined, `${of} type`, type, "types, as rho is given within and between them");
  requireRho("rho.within", rho.within);
  requireRho("rho.between", rho.between);
  return (i, j) => {
    if (type[i] !== type[j]) return rho.between;
    return obs && obs[i] === obs[j] ? 1 : rho.within;
  };
}
