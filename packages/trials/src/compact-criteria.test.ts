import { expect, test } from "vitest";
import { compactLines, wholeLines } from "./compact-criteria.ts";
import { compileTrial } from "./compile-trial.ts";
import { starterTrials } from "./starter-trials.ts";

test("a trial's lines are the same after they were made compact and whole again", () => {
  for (const trial of starterTrials) {
    const { lines } = compileTrial(trial);
    expect(wholeLines(compactLines(lines, trial.eligibility), trial.eligibility)).toEqual(lines);
  }
});

test("compact lines do not repeat the registry's words", () => {
  const trial = starterTrials.find(({ eligibility }) => eligibility.includes("\n* "))!;
  const { lines } = compileTrial(trial);
  expect(
    compactLines(lines, trial.eligibility).filter((line) => "span" in line && !("quote" in line)),
  ).not.toEqual([]);
});
