/**
 * Corrections for designs other than a parallel trial of individuals.
 * Source: Higgins, Eldridge and Li, Cochrane Handbook for Systematic Reviews of Interventions, version 6, sections
 * 23.1.4 (clusters), 23.2.7 (crossover) and 23.3.4 (several arms).
 */
import { demand, requireFinite, requireNonNegative, requirePositive } from "../arguments.ts";
import { type Effect, requireEffects } from "../effect.ts";

/**
 * 1 + (m - 1) ICC: how much clusters of mean size m inflate a variance. Section 23.1.4.
 * @param cv coefficient of variation of the clusters' sizes, with which it is 1 + ((cv^2 + 1) m - 1) ICC: Eldridge et al.
 * (2006), Int J Epidemiol 35(5):1292-1300, eq. 2; 0 for clusters of one size.
 */
export function designEffect(meanClusterSize: number, icc: number, cv = 0): number {
  demand(
    meanClusterSize >= 1,
    "designEffect meanClusterSize",
    meanClusterSize,
    "at least 1 person a cluster",
  );
  demand(icc >= 0 && icc <= 1, "designEffect icc", icc, "an intracluster correlation from 0 to 1");
  requireNonNegative("designEffect cv", cv);
  const effect = 1 + ((cv ** 2 + 1) * meanClusterSize - 1) * icc;
  demand(Number.isFinite(effect), "designEffect meanClusterSize", meanClusterSize, "a size of clusters");
  return effect;
}

/** People or events of a cluster-randomised arm after division by the design effect. */
export function effectiveSampleSize(n: number, meanClusterSize: number, icc: number, cv = 0): number {
  requireNonNegative("effectiveSampleSize n", n);
  return n / designEffect(meanClusterSize, icc, cv);
}

/** An effect analysed as if individuals had been randomised, with its variance inflated. Section 23.1.4. */
export function inflateForClusters(effect: Effect, meanClusterSize: number, icc: number, cv = 0): Effect {
  requireEffects("inflateForClusters", [effect]);
  return { yi: effect.yi, vi: effect.vi * designEffect(meanClusterSize, icc, cv) };
}

export interface Crossover {
  /** Means on the intervention and on the comparison, in the same n people. */
  readonly m1: number;
  readonly m2: number;
  readonly sd1: number;
  readonly sd2: number;
  readonly n: number;
  readonly correlation: number;
}

/** The mean difference of a crossover trial, analysed as paired. Section 23.2.7.1. */
export function crossoverMeanDifference(trial: Crossover): Effect {
  requireCrossover("crossoverMeanDifference", trial);
  const { m1, m2, sd1, sd2, n, correlation } = trial;
  return ordinary("crossoverMeanDifference", {
    yi: m1 - m2,
    vi: (sd1 ** 2 + sd2 ** 2 - 2 * correlation * sd1 * sd2) / n,
  });
}

/** The standardised mean difference of a crossover trial, comparable with parallel ones. Section 23.2.7.2. */
export function crossoverSmd(trial: Crossover): Effect {
  requireCrossover("crossoverSmd", trial);
  const { m1, m2, sd1, sd2, n, correlation } = trial;
  const yi = (m1 - m2) / Math.sqrt((sd1 ** 2 + sd2 ** 2) / 2);
  return ordinary("crossoverSmd", { yi, vi: 2 * (1 - correlation) * (1 / n + yi ** 2 / (2 * n)) });
}

/** Numbers that are each finite can still have a variance that is not. */
function ordinary(of: string, effect: Effect): Effect {
  demand(Number.isFinite(effect.yi + effect.vi), of, effect.vi, "numbers whose variance is finite");
  return effect;
}

function requireCrossover(of: string, { m1, m2, sd1, sd2, n, correlation }: Crossover): void {
  for (const [name, mean] of Object.entries({ m1, m2 })) requireFinite(`${of} ${name}`, mean);
  for (const [name, sd] of Object.entries({ sd1, sd2 })) requireNonNegative(`${of} ${name}`, sd);
  demand(sd1 + sd2 > 0, `${of} sd1`, sd1, "a standard deviation above 0 in one of the periods");
  requirePositive(`${of} n`, n);
  demand(Math.abs(correlation) <= 1, `${of} correlation`, correlation, "from -1 to 1");
}

/** A control group divided among its comparisons; events are divided with the people. Section 23.3.4. */
export function splitSharedGroup(n: number, comparisons: number): number {
  requirePositive("splitSharedGroup n", n);
  demand(comparisons >= 1, "splitSharedGroup comparisons", comparisons, "at least 1 comparison");
  return n / comparisons;
}
