/**
 * The beta-binomial model for rare events: each arm of each study is a cluster whose risk is drawn from a beta
 * distribution with mean logit(mu) = b0 + b1 treated and one intraclass correlation rho = 1 / (alpha + beta + 1).
 * Studies without events in either arm are kept, for they inform the risk; nothing is added to empty cells. The
 * randomisation within studies is not used.
 * Sources: Kuss (2015), Stat Med 34(7):1097-1116, section 2.3.6; Skellam (1948), J R Stat Soc B 10(2):257-261 (the
 * likelihood as sums over counts, which stay exact where rho goes to 0).
 */
import { demand, requireWhole } from "./arguments.ts";
import { logChoose } from "./distributions/gamma-function.ts";
import type { TwoByTwo } from "./escalc/two-by-two.ts";
import { at, cholesky, choleskyInverse, choleskySolve, fromRows, type Matrix } from "./matrix.ts";
import { bfgs } from "./minimise.ts";
import { type Estimate, waldEstimate } from "./wald.ts";

export type BetaBinomialFit =
  | {
      readonly status: "converged";
      /** Log odds ratio of arm 1 over arm 2. */
      readonly logOddsRatio: Estimate;
      /** Logit of the risk in arm 2. */
      readonly intercept: Estimate;
      /** Intraclass correlation of events within an arm; 0 is the end of its range, a plain binomial. */
      readonly rho: number;
      readonly rhoAtBoundary: boolean;
      readonly logLik: number;
      readonly k: number;
    }
  | { readonly status: "not-converged" }
  | { readonly status: "too-few-studies"; readonly k: number; readonly needed: number }
  | { readonly status: "separation"; readonly because: string };

interface ArmCount {
  readonly y: number;
  readonly n: number;
  readonly treated: 0 | 1;
}

/**
 * The cost is linear in the number of people, for the likelihood runs over counts.
 * @param tables at least one; two are needed for rho.
 * @throws RangeError when a count is not a whole number of at least 0.
 */
export function betaBinomial(
  tables: readonly TwoByTwo[],
  { level = 95 }: { readonly level?: number } = {},
): BetaBinomialFit {
  const k = tables.length;
  demand(k > 0, "betaBinomial tables", k, "at least one table");
  const arms = tables.flatMap(({ ai, bi, ci, di }, i): ArmCount[] => {
    for (const [cell, count] of Object.entries({ ai, bi, ci, di }))
      requireWhole(`tables[${i}].${cell}`, count);
    return [
      { y: ai, n: ai + bi, treated: 1 },
      { y: ci, n: ci + di, treated: 0 },
    ];
  });
  if (k < 2) return { status: "too-few-studies", k, needed: 2 };
  const logits: [number, number] = [0, 0];
  for (const treated of [0, 1] as const) {
    const of = arms.filter((arm) => arm.treated === treated);
    const events = of.reduce((sum, { y }) => sum + y, 0);
    const people = of.reduce((sum, { n }) => sum + n, 0);
    if (events === 0 || events === people) {
      const what = events === 0 ? "no event" : "only events";
      return { status: "separation", because: `${what} in arm ${treated ? 1 : 2} of any study` };
    }
    logits[treated] = Math.log(events / (people - events));
  }
  // With rho = 0 the arms are plain binomials, whose estimate is known.
  const plain = Float64Array.from([logits[0], logits[1] - logits[0], 0]);
  const binomial = evaluate(arms, plain);
  const best = interior(arms, plain);
  if (best && best.value > binomial.value) return converged(best, k, level, false);
  if (binomial.gradient[2]! <= 0) return converged({ ...binomial, x: plain }, k, level, true);
  return { status: "not-converged" };
}

interface Evaluation {
  readonly value: number;
  /** By b0, b1 and phi = rho / (1 - rho). */
  readonly gradient: Float64Array;
  readonly information: Matrix;
}

/** ln P = ln C(n, y) + sum ln(mu + r phi) + sum ln(1 - mu + r phi) - sum ln(1 + r phi): Skellam (1948), eq. 3. */
function evaluate(arms: readonly ArmCount[], x: Float64Array): Evaluation {
  const phi = x[2]!;
  const gradient = new Float64Array(3);
  const information = fromRows([
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ]);
  let value = 0;
  for (const { y, n, treated } of arms) {
    const eta = x[0]! + treated * x[1]!;
    const mu = 1 / (1 + Math.exp(-eta));
    const nu = 1 / (1 + Math.exp(eta));
    let [dMu, dPhi, dMuMu, dMuPhi, dPhiPhi] = [0, 0, 0, 0, 0];
    value += logChoose(n, y);
    const add = (count: number, start: number, sign: 1 | -1, slope: number) => {
      for (let r = 0; r < count; r++) {
        const term = start + r * phi;
        const inverse = 1 / term;
        value += sign * Math.log(term);
        dMu += sign * slope * inverse;
        dPhi += sign * r * inverse;
        dMuMu -= sign * slope * slope * inverse * inverse;
        dMuPhi -= sign * slope * r * inverse * inverse;
        dPhiPhi -= sign * r * r * inverse * inverse;
      }
    };
    add(y, mu, 1, 1);
    add(n - y, nu, 1, -1);
    add(n, 1, -1, 0);
    const slope = mu * nu;
    const dEta = dMu * slope;
    const dEtaEta = dMuMu * slope * slope + dMu * slope * (nu - mu);
    const dEtaPhi = dMuPhi * slope;
    gradient[0]! += dEta;
    gradient[1]! += treated * dEta;
    gradient[2]! += dPhi;
    const { values } = information;
    const entries = [
      dEtaEta,
      treated * dEtaEta,
      dEtaPhi,
      treated * dEtaEta,
      treated * dEtaEta,
      treated * dEtaPhi,
    ];
    entries.push(dEtaPhi, treated * dEtaPhi, dPhiPhi);
    for (let a = 0; a < 9; a++) values[a]! -= entries[a]!;
  }
  return { value, gradient, information };
}

/** The best point with phi above 0, searched on its logarithm and finished by Newton's method on phi itself. */
function interior(
  arms: readonly ArmCount[],
  plain: Float64Array,
): (Evaluation & { x: Float64Array }) | undefined {
  const natural = (z: Float64Array) => Float64Array.from([z[0]!, z[1]!, Math.exp(z[2]!)]);
  const found = bfgs((z) => -evaluate(arms, natural(z)).value, [plain[0]!, plain[1]!, Math.log(0.02)], {
    gradient: (z) => {
      const x = natural(z);
      const { gradient } = evaluate(arms, x);
      return Float64Array.from([-gradient[0]!, -gradient[1]!, -gradient[2]! * x[2]!]);
    },
    tolerance: 1e-7,
  });
  if (found.status !== "converged") return undefined;
  let x = natural(found.x);
  let state = evaluate(arms, x);
  for (let iteration = 0; iteration < 20; iteration++) {
    const factor = cholesky(state.information);
    if (!factor) return undefined;
    const step = choleskySolve(factor, state.gradient);
    const next = x.map((value, j) => value + step[j]!);
    if (!(next[2]! > 0)) return undefined;
    x = next;
    state = evaluate(arms, x);
    if (step.every((each, j) => Math.abs(each) <= 1e-12 * Math.max(1e-4, Math.abs(x[j]!)))) break;
  }
  return cholesky(state.information) && { ...state, x };
}

function converged(
  { x, value, information }: Evaluation & { x: Float64Array },
  k: number,
  level: number,
  rhoAtBoundary: boolean,
): BetaBinomialFit {
  // At its boundary phi is not estimated: the other two have the information of a plain binomial.
  const size = rhoAtBoundary ? 2 : 3;
  const rows = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => at(information, i, j)),
  );
  const factor = cholesky(fromRows(rows));
  if (!factor) return { status: "not-converged" };
  const covariance = choleskyInverse(factor);
  const estimate = (j: number) => waldEstimate(x[j]!, Math.sqrt(at(covariance, j, j)), level);
  return {
    status: "converged",
    logOddsRatio: estimate(1),
    intercept: estimate(0),
    rho: x[2]! / (1 + x[2]!),
    rhoAtBoundary,
    logLik: value,
    k,
  };
}
