/**
 * A score on the 66-item Gross Motor Function Measure: 0 to 100 points, higher is better, with its error.
 *
 * The score is an estimate made by a scoring program, which prints a standard error with it. That error is
 * larger near the ends of the scale and with items left out, so it cannot be put in afterwards: where it was not
 * kept, the answer is that it is not known. No sum of items is made here; the score is entered as printed.
 */
import table from "../tables/score-error.json" with { type: "json" };
import { requirePlausible } from "./plausible.ts";
import { readSource, type Source } from "./source.ts";

/** Which version of the scoring program made the score; they agree closely but not exactly. */
export const scoringVersions = ["GMAE-2", "GMAE-3", "unknown"] as const;
export type ScoringVersion = (typeof scoringVersions)[number];

export interface Gmfm66 {
  /** Points, 0 to 100. */
  readonly score: number;
  /** Points, as the scoring program prints it; left out when not kept. */
  readonly standardError?: number;
  readonly scoringVersion?: ScoringVersion;
}

/** The one published example of a score's error, to show how wide an error can be; not this child's. */
export interface ScoreErrorExample {
  readonly nature: "published";
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly level: 95;
  readonly source: Source;
}

export type ScoreInterval =
  | {
      readonly error: "known";
      readonly nature: "derived";
      readonly score: number;
      readonly low: number;
      readonly high: number;
      readonly level: 95;
    }
  | { readonly error: "not known"; readonly score: number; readonly example: ScoreErrorExample };

export const scoreErrorExample: ScoreErrorExample = {
  nature: "published",
  score: table.example.score,
  low: table.example.low,
  high: table.example.high,
  level: 95,
  source: readSource(table.example.source),
};

/** Half the width of a 95% interval in standard errors, with the rounding the measure's own reports use. */
const z95 = 1.96;

/**
 * The 95% interval of one score, in points, cut off at 0 and 100 where the scale ends.
 * @throws ImplausibleInput when the score is not 0 to 100 or the standard error not 0.1 to 20.
 */
export function scoreInterval(gmfm66: Gmfm66): ScoreInterval {
  requireScore(gmfm66);
  const { score, standardError } = gmfm66;
  if (standardError === undefined) return { error: "not known", score, example: scoreErrorExample };
  return {
    error: "known",
    nature: "derived",
    score,
    low: Math.max(0, score - z95 * standardError),
    high: Math.min(100, score + z95 * standardError),
    level: 95,
  };
}

/** What can be said of two scores. Neither of the first two says that the child has or has not changed. */
export const changeCodes = [
  "change-larger-than-error", // points, low, high: 0 lies outside the 95% interval of the difference
  "change-within-error", // points, low, high
  "change-error-not-known", // points, missing: ["before"], ["after"] or both
] as const;

/** What a reader of two scores must be told besides. */
export const changeFlagCodes = [
  "scoring-versions-differ", // before, after
  "scoring-version-not-known", // missing: ["before"], ["after"] or both
] as const;

type Occasion = "before" | "after";

export type ScoreChange = { readonly flags: readonly ChangeFlag[]; readonly nature: "derived" } & (
  | {
      readonly code: "change-larger-than-error" | "change-within-error";
      /** Points gained, after minus before, with the 95% interval of that difference. */
      readonly values: {
        readonly points: number;
        readonly low: number;
        readonly high: number;
        readonly level: 95;
      };
    }
  | {
      readonly code: "change-error-not-known";
      readonly values: { readonly points: number; readonly missing: readonly Occasion[] };
    }
);

export type ChangeFlag =
  | {
      readonly code: "scoring-versions-differ";
      readonly values: { readonly before: ScoringVersion; readonly after: ScoringVersion };
    }
  | {
      readonly code: "scoring-version-not-known";
      readonly values: { readonly missing: readonly Occasion[] };
    };

/**
 * The difference between two scores of one child, in points. The errors of the two occasions are taken as
 * independent, so the standard error of the difference is the root of the sum of their squares. Growth, therapy
 * and a good or bad day are all in the difference: it says nothing about a cause.
 * @throws ImplausibleInput as `scoreInterval` does.
 */
export function change({ before, after }: { readonly before: Gmfm66; readonly after: Gmfm66 }): ScoreChange {
  requireScore(before);
  requireScore(after);
  const points = withoutBinaryNoise(after.score - before.score);
  const flags = changeFlags(before, after);
  if (before.standardError === undefined || after.standardError === undefined) {
    const missing = missingOf({ before: before.standardError, after: after.standardError });
    return { nature: "derived", flags, code: "change-error-not-known", values: { points, missing } };
  }
  const margin = z95 * Math.hypot(before.standardError, after.standardError);
  return {
    nature: "derived",
    flags,
    code: Math.abs(points) > margin ? "change-larger-than-error" : "change-within-error",
    values: { points, low: points - margin, high: points + margin, level: 95 },
  };
}

function changeFlags(before: Gmfm66, after: Gmfm66): ChangeFlag[] {
  const versions = { before: before.scoringVersion ?? "unknown", after: after.scoringVersion ?? "unknown" };
  const missing = missingOf({
    before: versions.before === "unknown" ? undefined : versions.before,
    after: versions.after === "unknown" ? undefined : versions.after,
  });
  if (missing.length > 0) return [{ code: "scoring-version-not-known", values: { missing } }];
  return versions.before === versions.after ? [] : [{ code: "scoring-versions-differ", values: versions }];
}

function missingOf(given: Readonly<Record<Occasion, unknown>>): Occasion[] {
  return (["before", "after"] as const).filter((occasion) => given[occasion] === undefined);
}

function requireScore({ score, standardError }: Gmfm66): void {
  requirePlausible("gmfm66", score);
  if (standardError !== undefined) requirePlausible("gmfm66StandardError", standardError);
}

/** Scores are printed with one or two decimals; 45.3 - 42.1 must not read 3.1999999999999957. */
function withoutBinaryNoise(points: number): number {
  return Number(points.toFixed(6));
}
