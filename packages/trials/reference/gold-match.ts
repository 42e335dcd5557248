/**
 * How well trials are matched, against a file of truth made by hand: `npm run gold:match -- FILE [TRIALS] [--wrong]`.
 * The trials (gzip NDJSON in the shape of API v2) are looked for beside the file, then among the shared records.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { readAnnotated } from "../src/annotation/read-annotated.ts";
import type { TrialChild } from "../src/child.ts";
import { compileTrial } from "../src/compile-trial.ts";
import { evaluate, type Verdict } from "../src/evaluate.ts";
import { type Fit, fitOf, judgeCriteria } from "../src/judge-criteria.ts";
import type { Trial } from "../src/record.ts";
import { readRecords } from "../src/records.ts";
import {
  GoldFileError,
  type GoldJudgement,
  type GoldMatches,
  orSay,
  pathOf,
  readMatches,
} from "./gold-file.ts";
import { childOf } from "./gold-profile.ts";
import { figures } from "./gold-score.ts";

/** A fit with the words that decided it: the text's, "@intervention" or "@structured:field". */
interface Found {
  readonly verdict: GoldJudgement["verdict"];
  readonly deciding: readonly string[];
  readonly opensOn?: string;
}

const inGold: Readonly<Record<Verdict, GoldJudgement["verdict"]>> = {
  met: "eligible",
  "not-met": "ineligible",
  unknown: "unknown",
};

export function found(trial: Trial, child: TrialChild, today: string): Found {
  const written: Fit = fitOf(judgeCriteria(readAnnotated(trial.eligibility), child, today));
  const lines = compileTrial(trial).lines.flatMap((line) => {
    if (
      line.basis === "written" ||
      line.id === "status" ||
      line.id === "country" ||
      line.criterion.kind === "not-told"
    )
      return [];
    const { verdict } = evaluate(line.criterion, child);
    return verdict === "met"
      ? []
      : [{ verdict, words: line.basis === "implied" ? "@intervention" : `@structured:${line.id}` }];
  });
  const broken = lines.filter(({ verdict }) => verdict === "not-met");
  const verdict =
    broken.length > 0
      ? "not-met"
      : written.verdict === "not-met"
        ? "not-met"
        : lines.length > 0
          ? "unknown"
          : written.verdict;
  const texts = written.verdict === verdict ? written.deciding.map(({ criterion }) => criterion.text) : [];
  const fields = lines.filter((line) => line.verdict === verdict).map(({ words }) => words);
  const opensOn = broken.length === 0 ? written.opensOn : undefined;
  return {
    verdict: inGold[verdict],
    deciding: [...texts, ...fields],
    ...(opensOn !== undefined && { opensOn }),
  };
}

export interface MatchScore {
  readonly pairs: number;
  readonly right: number;
  readonly strict: { readonly pairs: number; readonly right: number };
  /** Truth to what was found, counted. */
  readonly confusion: ReadonlyMap<string, number>;
  readonly saidToFit: readonly string[];
  readonly unknownSaidNo: readonly string[];
  readonly deciding: { readonly asked: number; readonly right: number };
  readonly opensOn: { readonly asked: number; readonly right: number };
  readonly wrong: readonly string[];
}

export function matchScore(gold: GoldMatches, trials: ReadonlyMap<string, Trial>): MatchScore {
  const children = new Map(
    gold.profiles.map((profile) => [profile.id, { child: childOf(profile), today: profile.asOf }]),
  );
  const confusion = new Map<string, number>();
  const [saidToFit, unknownSaidNo, wrong]: [string[], string[], string[]] = [[], [], []];
  const counts = {
    pairs: 0,
    right: 0,
    strictPairs: 0,
    strictRight: 0,
    deciding: 0,
    decidingRight: 0,
    opens: 0,
    opensRight: 0,
  };
  for (const truth of gold.judgements) {
    const trial = trials.get(truth.nct);
    const asked = children.get(truth.profile);
    if (asked === undefined)
      throw new GoldFileError(
        `A judgement names the profile ${truth.profile}, which the file does not hold.`,
      );
    if (trial === undefined)
      throw new GoldFileError(
        `A judgement names the trial ${truth.nct}, which is not among the trials read.`,
      );
    const is = found(trial, asked.child, asked.today);
    const pair = `${truth.profile} ${truth.nct}`;
    const right = is.verdict === truth.verdict;
    counts.pairs++;
    if (right) counts.right++;
    else
      wrong.push(
        `${pair}: ${truth.verdict} found ${is.verdict}: ${is.deciding.map((text) => text.slice(0, 90)).join(" | ")} (truth: ${truth.deciding.map(({ text }) => text.slice(0, 60)).join(" | ")})`,
      );
    if (!truth.borderline) {
      counts.strictPairs++;
      if (right) counts.strictRight++;
    }
    const cell = `${truth.verdict} -> ${is.verdict}`;
    confusion.set(cell, (confusion.get(cell) ?? 0) + 1);
    if (truth.verdict === "ineligible" && is.verdict === "eligible") saidToFit.push(pair);
    if (truth.verdict === "unknown" && is.verdict === "ineligible") unknownSaidNo.push(pair);
    if (right && truth.deciding.length > 0) {
      counts.deciding++;
      const named = truth.deciding.some(({ text }) => is.deciding.some((own) => names(text, own)));
      if (named) counts.decidingRight++;
      else
        wrong.push(
          `${pair}: decided by ${is.deciding.map((text) => text.slice(0, 90)).join(" | ")}, in truth by ${truth.deciding.map(({ text }) => text.slice(0, 60)).join(" | ")}`,
        );
    }
    if (truth.opensOn !== undefined) {
      counts.opens++;
      if (
        is.opensOn !== undefined &&
        Math.abs(Date.parse(is.opensOn) - Date.parse(truth.opensOn)) <= 86_400_000
      )
        counts.opensRight++;
      else wrong.push(`${pair}: opens on ${truth.opensOn}, found ${is.opensOn ?? "no day"}`);
    }
  }
  return {
    pairs: counts.pairs,
    right: counts.right,
    strict: { pairs: counts.strictPairs, right: counts.strictRight },
    confusion,
    saidToFit,
    unknownSaidNo,
    deciding: { asked: counts.deciding, right: counts.decidingRight },
    opensOn: { asked: counts.opens, right: counts.opensRight },
    wrong,
  };
}

function names(truth: string, own: string): boolean {
  if (truth.startsWith("@") || own.startsWith("@")) return truth.split(":")[0] === own.split(":")[0];
  return truth.includes(own) || own.includes(truth);
}

/** Trials of gzip NDJSON files, by registry number. */
export function trialsOf(files: readonly string[]): Map<string, Trial> {
  const read = files.flatMap(
    (file) =>
      readRecords(gunzipSync(readFileSync(file)).toString(), { origin: "restated", asOf: "2026-11-22" })
        .trials,
  );
  return new Map(read.map((trial) => [trial.registryId, trial]));
}

function figuresOf(score: MatchScore): string[] {
  const share = (right: number, of: number) =>
    `${right} of ${of} (${of === 0 ? "none asked" : (right / of).toFixed(3)})`;
  const count = (fits: (truth: string, is: string) => boolean) =>
    [...score.confusion].reduce((sum, [cell, n]) => {
      const [truth, is] = cell.split(" -> ") as [string, string];
      return fits(truth, is) ? sum + n : sum;
    }, 0);
  const verdicts = ["eligible", "ineligible", "unknown"].map((name) => {
    const counted = {
      right: count((truth, is) => truth === name && is === name),
      read: count((_, is) => is === name),
      truth: count((truth) => truth === name),
    };
    const { precision, recall, f1 } = figures(counted);
    return `  ${name.padEnd(12)}precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}   ${counted.right} right of ${counted.read} found, ${counted.truth} true`;
  });
  return [
    `Verdicts right:             ${share(score.right, score.pairs)}   asked 0.93`,
    `  without borderline pairs: ${share(score.strict.right, score.strict.pairs)}   the strict score`,
    ...verdicts,
    "Truth -> found",
    ...[...score.confusion].sort().map(([cell, n]) => `  ${cell.padEnd(28)}${n}`),
    `Said to fit, in truth not:  ${score.saidToFit.length} ${score.saidToFit.join(", ")}   asked 0`,
    `Unknown said to be no:      ${score.unknownSaidNo.length} ${score.unknownSaidNo.join(", ")}   asked 0`,
    `A deciding line named:      ${share(score.deciding.right, score.deciding.asked)} of the verdicts that are right`,
    `Opens on the right day:     ${share(score.opensOn.right, score.opensOn.asked)}`,
  ];
}

/** The trials named, else those beside the file, else the shared ones. */
function trialFile(file: string, named: string | undefined): string {
  const shared = fileURLToPath(
    new URL("../../../../shared/registry/studies-cp-restated.ndjson.gz", import.meta.url),
  );
  const places =
    named === undefined
      ? [join(dirname(pathOf(file)), "studies-cp-restated.ndjson.gz"), shared]
      : [pathOf(named)];
  const found = places.find((place) => existsSync(place));
  if (found === undefined)
    throw new GoldFileError(
      `The trials were not found (looked for ${places.join(" and ")}). Name them: npm run gold:match -- FILE TRIALS`,
    );
  return found;
}

if (import.meta.main)
  orSay(() => {
    const [file, trials] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
    if (file === undefined)
      throw new GoldFileError("Name the file of truth: npm run gold:match -- FILE [TRIALS] [--wrong]");
    const score = matchScore(readMatches(file), trialsOf([trialFile(file, trials)]));
    for (const text of figuresOf(score)) console.log(text);
    if (process.argv.includes("--wrong")) for (const text of score.wrong) console.log(`  ${text}`);
    if (score.saidToFit.length > 0) process.exitCode = 1;
  });
