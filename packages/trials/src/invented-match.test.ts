/** Trials and children of our own invention, judged by hand before the program was: how well both meet. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readMatches } from "../reference/gold-file.ts";
import { matchScore } from "../reference/gold-match.ts";
import { childOf, type GoldProfile } from "../reference/gold-profile.ts";
import { readAnnotated } from "./annotation/read-annotated.ts";
import type { Verdict } from "./evaluate.ts";
import { fitOf, judgeCriteria } from "./judge-criteria.ts";
import { readRecord } from "./read-record.ts";
import type { Trial } from "./record.ts";

const file = fileURLToPath(new URL("../reference/invented-match.json", import.meta.url));

interface InventedTrial {
  readonly nct: string;
  readonly title: string;
  readonly minimumAge?: string;
  readonly maximumAge?: string;
  readonly sex?: string;
  readonly interventions: readonly string[];
  readonly eligibilityCriteria: string;
}

function trialOf({ nct, title, interventions, ...eligibility }: InventedTrial): Trial {
  const protocolSection = {
    identificationModule: { nctId: nct, briefTitle: title },
    eligibilityModule: { sex: "ALL", ...eligibility },
    armsInterventionsModule: { interventions: interventions.map((name) => ({ name })) },
  };
  const reading = readRecord({ protocolSection }, { origin: "restated", asOf: "2026-11-22" });
  if (reading.status === "refused") throw new Error(reading.because.code);
  return reading.trial;
}

test("on invented trials nobody is said to fit who does not, nothing unknown is said to be no, and most is right", () => {
  const { trials } = JSON.parse(readFileSync(file, "utf8")) as { trials: readonly InventedTrial[] };
  const score = matchScore(readMatches(file), new Map(trials.map((trial) => [trial.nct, trialOf(trial)])));
  console.info(`${score.right} of ${score.pairs} verdicts are right`);
  expect(score.saidToFit).toEqual([]);
  expect(score.unknownSaidNo).toEqual([]);
  expect(score.right / score.pairs).toBeGreaterThanOrEqual(0.97);
});

interface InventedLine {
  readonly section: "inclusion" | "exclusion";
  readonly text: string;
  /** What may be found for a child; more than one where careful readers differ. */
  readonly found: Readonly<Record<string, readonly Verdict[]>>;
}

describe("one line of a trial about cerebral palsy", () => {
  const { asOf, lines, profiles } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly asOf: string;
    readonly lines: readonly InventedLine[];
    readonly profiles: readonly Omit<GoldProfile, "asOf">[];
  };
  const children = new Map(
    profiles.map((profile) => [profile.id, childOf({ ...profile, asOf } as GoldProfile)]),
  );

  test.each(lines)("$section: $text", ({ section, text, found }) => {
    const heading = section === "inclusion" ? "" : "\n\nExclusion Criteria:\n";
    const criteria = readAnnotated(`Inclusion Criteria:\n\n* Cerebral palsy${heading}\n* ${text}`);
    for (const [id, allowed] of Object.entries(found)) {
      const { verdict } = fitOf(judgeCriteria(criteria, children.get(id)!, asOf));
      expect(allowed, `${id}: ${verdict}`).toContain(verdict);
    }
  });
});
