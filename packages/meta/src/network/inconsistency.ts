/**
 * Whether direct and indirect evidence agree: for the network as a whole, by designs (sets of treatments that
 * studies compare), and for one comparison, by splitting its node.
 * Sources: Higgins et al. (2012), Res Synth Methods 3(2):98-110 (design-by-treatment interaction); Krahn, Binder
 * and Koenig (2013), BMC Med Res Methodol 13:35 (Q within and between designs); Dias et al. (2010), Stat Med
 * 29(7-8):932-944 (node-splitting), with the half-and-half treatment of studies with more arms of White (2015),
 * Stata J 15(4):951-985.
 */

import { demand } from "../arguments.ts";
import { coefficient, type TestedCoefficient } from "../coefficients.ts";
import { chiSquaredUpper } from "../distributions/chi-squared.ts";
import { at, fromRows, inverseSymmetric, multiply, quadraticForm, transpose } from "../matrix.ts";
import {
  armsOf,
  buildNetwork,
  fitNetwork,
  fitRows,
  type Network,
  type NetworkFit,
  type NetworkOptions,
  type NetworkStudy,
  type QTest,
} from "./network.ts";

export interface Inconsistency {
  readonly status: "converged";
  /** With tau2 = 0: of all contrasts, among studies of the same design, and between designs. */
  readonly total: QTest;
  readonly within: QTest;
  readonly between: QTest;
  readonly designs: readonly (QTest & { readonly treatments: readonly string[]; readonly studies: number })[];
  /** The Wald test of designs disagreeing beyond a heterogeneity of `tau2` within them; undefined without loops. */
  readonly interaction: (QTest & { readonly tau2: number }) | undefined;
}

const qTest = (statistic: number, df: number): QTest => ({
  statistic,
  df,
  p: df > 0 ? chiSquaredUpper(statistic, df) : undefined,
});

/** The design-by-treatment interaction model; tau2 of its test is estimated within designs. */
export function inconsistency(
  studies: readonly NetworkStudy[],
  options: NetworkOptions = {},
): Inconsistency | Exclude<NetworkFit, { readonly status: "converged" }> {
  const consistent = fitNetwork(studies, options);
  if (consistent.status !== "converged") return consistent;
  const network = buildNetwork(studies, options.reference);
  if (network.status !== "ready") return network;
  const { design, meanings } = designColumns(network);
  const separate = fitRows(network, design, options);
  if (!separate) return { status: "not-converged" };
  const { q: within, tau2, estimates, covariance } = separate;
  const { q: total } = consistent;
  const groups = new Map<string, number[]>();
  network.designs.forEach((arms, study) => {
    const key = arms.join("\u0000");
    groups.set(key, [...(groups.get(key) ?? []), study]);
  });
  const designs = [...groups].map(([key, members]) => {
    const part = buildNetwork(members.map((study) => studies[study]!));
    const treatments = key.split("\u0000");
    const own =
      part.status === "ready" ? fitRows(part, designColumns(part).design, { method: "common" }) : undefined;
    return { ...(own?.q ?? qTest(0, 0)), treatments, studies: members.length };
  });
  // How far the designs' own estimates are from a consistent set, as a meta-regression of them.
  const columns = network.treatments.slice(1);
  const x = fromRows(
    meanings.map(({ treatment, versus }) =>
      columns.map((name) => Number(name === treatment) - Number(name === versus)),
    ),
  );
  const df = x.rows - x.columns;
  let interaction: Inconsistency["interaction"];
  if (df > 0) {
    const w = inverseSymmetric(covariance);
    const wx = w && multiply(w, x);
    const inverse = wx && inverseSymmetric(multiply(transpose(x), wx));
    if (!w || !wx || !inverse) return { status: "not-converged" };
    const b = { rows: x.rows, columns: 1, values: Float64Array.from(estimates) };
    const fitted = multiply(x, multiply(inverse, multiply(transpose(wx), b))).values;
    const e = b.values.map((value, i) => value - fitted[i]!);
    interaction = { ...qTest(quadraticForm(w, e), df), tau2 };
  }
  return {
    status: "converged",
    total,
    within,
    between: qTest(Math.max(0, total.statistic - within.statistic), total.df - within.df),
    designs,
    interaction,
  };
}

/** A column for every contrast of every design with the first of its arms. */
function designColumns({ rows, designs }: Network) {
  const meanings: { key: string; treatment: string; versus: string }[] = [];
  const place = new Map<string, number>();
  for (const arms of designs) {
    const key = arms.join("\u0000");
    for (const treatment of arms.slice(1)) {
      const name = `${key}\u0001${treatment}`;
      if (place.has(name)) continue;
      place.set(name, meanings.length);
      meanings.push({ key, treatment, versus: arms[0]! });
    }
  }
  const design = rows.map(({ study, treatment, versus }) => {
    const arms = designs[study]!;
    const line = new Array<number>(meanings.length).fill(0);
    const key = arms.join("\u0000");
    if (treatment !== arms[0]) line[place.get(`${key}\u0001${treatment}`)!]! += 1;
    if (versus !== arms[0]) line[place.get(`${key}\u0001${versus}`)!]! -= 1;
    return line;
  });
  return { design, meanings };
}

export type NodeSplit =
  | {
      readonly status: "converged";
      readonly treatment: string;
      readonly versus: string;
      /** From the studies that compare the two. */
      readonly direct: TestedCoefficient;
      /** From all others, through other treatments. */
      readonly indirect: TestedCoefficient;
      /** Direct minus indirect. */
      readonly difference: TestedCoefficient;
      readonly tau2: number;
    }
  /** No study compares the two. */
  | { readonly status: "no-direct-evidence" }
  /** Without the studies that compare the two nothing connects them. */
  | { readonly status: "no-indirect-evidence" }
  | Exclude<NetworkFit, { readonly status: "converged" }>;

/** @throws RangeError when a treatment is not in the network. */
export function splitNode(
  studies: readonly NetworkStudy[],
  [treatment, versus]: readonly [string, string],
  options: NetworkOptions = {},
): NodeSplit {
  const network = buildNetwork(studies, options.reference);
  if (network.status !== "ready") return network;
  for (const name of [treatment, versus]) {
    demand(network.treatments.includes(name), "splitNode treatment", name, network.treatments.join(", "));
  }
  demand(treatment !== versus, "splitNode versus", versus, "another treatment");
  const both = studies.map((study) => {
    const arms = armsOf(study);
    return arms.includes(treatment) && arms.includes(versus);
  });
  if (!both.includes(true)) return { status: "no-direct-evidence" };
  const columns = network.treatments.slice(1);
  // In those studies one arm is half the difference above, the other half below what the network says.
  const shift = (name: string) => (name === treatment ? 0.5 : name === versus ? -0.5 : 0);
  const design = network.rows.map((row) => [
    ...columns.map((name) => Number(name === row.treatment) - Number(name === row.versus)),
    both[row.study] ? shift(row.treatment) - shift(row.versus) : 0,
  ]);
  const fitted = fitRows(network, design, options);
  if (!fitted) return { status: "no-indirect-evidence" };
  const { estimates, covariance, tau2 } = fitted;
  const { level = 95 } = options;
  const combine = (weights: readonly number[]) => {
    const estimate = weights.reduce((sum, weight, i) => sum + weight * estimates[i]!, 0);
    return coefficient(estimate, Math.sqrt(quadraticForm(covariance, weights)), level);
  };
  const p = columns.length;
  const basic = [...columns.map((name) => Number(name === treatment) - Number(name === versus)), 0];
  const omega = basic.map((_, i) => Number(i === p));
  if (!(at(covariance, p, p) > 0)) return { status: "no-indirect-evidence" };
  return {
    ...{ status: "converged", treatment, versus, tau2 },
    direct: combine(basic.map((weight, i) => weight + omega[i]!)),
    indirect: combine(basic),
    difference: combine(omega),
  };
}
