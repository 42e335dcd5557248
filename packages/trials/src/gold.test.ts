/**
 * Against truth made by hand. The first is about reading: what is read must be right, what is not read goes to
 * a person. The second is about matching: nobody who may take part is told that a line looks broken.
 */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { GmfcsLevel } from "motor";
import { describe, expect, test } from "vitest";
import { childOf, type GoldProfile } from "../reference/gold-profile.ts";
import type { GoldRow } from "../reference/gold-score.ts";
import type { TrialChild } from "./child.ts";
import { compileTrial } from "./compile-trial.ts";
import type { Criterion } from "./criterion.ts";
import { matchTrial } from "./match.ts";
import { readRecord } from "./read-record.ts";
import type { Trial } from "./record.ts";
import { readRecords } from "./records.ts";

const registry = new URL("../../../../shared/registry/", import.meta.url);
const here = existsSync(registry);
const unless = here ? "" : " (skipped: the gold files are not here)";
const json = (name: string) => JSON.parse(readFileSync(new URL(name, registry), "utf8"));

interface GoldMatches {
  readonly profiles: readonly (GoldProfile & {
    readonly ageMonths: number;
    readonly sex: string;
    readonly country: string;
    readonly gmfcs: number;
    readonly weightKg: number;
    readonly cordBlood: {
      readonly ownUnitStored: boolean;
      readonly siblingUnitStored: boolean;
      readonly totalNucleatedCells?: number;
    };
  })[];
  readonly judgements: readonly {
    readonly profile: string;
    readonly nct: string;
    readonly verdict: "eligible" | "ineligible" | "unknown";
    readonly deciding: readonly { readonly text: string }[];
  }[];
}

/** The gold row as a criterion, in completed months and level names. */
function expected({ kind, op, value, unit, effect }: GoldRow): Criterion | undefined {
  const turned = effect === "must-not";
  if (kind === "gmfcs") {
    const numbers = op === ">=" ? [1, 2, 3, 4, 5].filter((n) => n >= Number(value)) : (value as number[]);
    const names: readonly GmfcsLevel[] = ["I", "II", "III", "IV", "V"];
    return { kind, levels: names.filter((_, i) => numbers.includes(i + 1) !== turned) };
  }
  if (kind !== "age" || op === null || turned) return undefined;
  const step = unit === "year" ? 12 : 1;
  const at = (n: number) => ({ months: n * step, doubtMonths: 0 });
  const until = (n: number) => ({ months: n * step + step - 1, doubtMonths: 0 });
  const [low, high] = Array.isArray(value) ? (value as number[]) : [value as number];
  if (op === "between") return { kind, from: at(low!), to: until(high!) };
  if (op === "half-open") return { kind, from: at(low!), to: { months: high! * step - 1, doubtMonths: 0 } };
  if (op === "between-exclusive") {
    return {
      kind,
      from: { months: low! * step, doubtMonths: step },
      to: { months: high! * step - 1, doubtMonths: 0 },
    };
  }
  return op === ">=" ? { kind, from: at(low!) } : undefined;
}

function trialOf(document: {
  nct: string;
  structured: Record<string, string>;
  eligibilityCriteria: string;
}): Trial {
  const { nct, structured, eligibilityCriteria } = document;
  const protocolSection = {
    identificationModule: { nctId: nct },
    eligibilityModule: { ...structured, eligibilityCriteria },
  };
  const reading = readRecord({ protocolSection }, { origin: "registry", asOf: "2026-11-22" });
  if (reading.status === "refused") throw new Error(reading.because.code);
  return reading.trial;
}

test.skipIf(!here)(`nothing that is read about age, sex or GMFCS is misread${unless}`, () => {
  const { documents } = json("criteria-gold-dev.json");
  const score = new Map(["age", "gmfcs", "sex"].map((kind) => [kind, { read: 0, right: 0, gold: 0 }]));
  const wrong: unknown[] = [];
  for (const document of documents) {
    const rows: GoldRow[] = document.criteria;
    for (const row of rows) {
      for (const kind of [row.kind, ...(row.also ?? []).map((facet) => facet.kind)]) {
        const tally = score.get(kind);
        if (tally !== undefined) tally.gold++;
      }
    }
    for (const { criterion, quote, section, basis } of compileTrial(trialOf(document)).lines) {
      const tally = basis === "written" ? score.get(criterion.kind) : undefined;
      if (tally === undefined || quote.from !== "text") continue;
      tally.read++;
      const raw = document.eligibilityCriteria.slice(...quote.span);
      const near = rows.filter(
        ({ text, section: s }) => s === section && (text.includes(raw) || raw.includes(text)),
      );
      const { corrected: _, ...plain } =
        criterion.kind === "age" ? criterion : { ...criterion, corrected: undefined };
      const right = near.some((row) =>
        criterion.kind === "sex"
          ? [row, ...(row.also ?? [])].some((facet) => facet.kind === "sex" && facet.value === "ALL") &&
            criterion.sexes.length === 2
          : JSON.stringify(plain) === JSON.stringify(expected(row)),
      );
      if (right) tally.right++;
      else wrong.push({ nct: document.nct, raw, criterion });
    }
  }
  for (const [kind, { read, right, gold }] of score)
    console.info(`${kind}: ${right} of ${read} read are right, ${gold} in the gold file`);
  expect(wrong).toEqual([]);
  expect(score.get("gmfcs")!.right).toBeGreaterThanOrEqual(7);
  expect(score.get("age")!.right).toBeGreaterThanOrEqual(14);
});

describe.skipIf(!here)(`matching${unless}`, () => {
  const gold: GoldMatches = here ? json("match-gold-dev.json") : { profiles: [], judgements: [] };
  const text = here
    ? gunzipSync(readFileSync(new URL("studies-cp-restated.ndjson.gz", registry))).toString()
    : "";
  const trials = new Map(
    readRecords(text, { origin: "restated", asOf: "2026-11-22" }).trials.map((trial) => [
      trial.registryId,
      trial,
    ]),
  );
  const codes: Readonly<Record<string, string>> = {
    Canada: "CA",
    "United States": "US",
    Mexico: "MX",
    Slovenia: "SI",
    "United Kingdom": "GB",
    Belgium: "BE",
  };
  const children = new Map<string, TrialChild>(
    gold.profiles.map((profile) => [
      profile.id,
      {
        age: { low: profile.ageMonths, high: profile.ageMonths },
        sex: profile.sex === "FEMALE" ? "female" : "male",
        gmfcs: (["I", "II", "III", "IV", "V"] as const)[profile.gmfcs - 1],
        country: codes[profile.country],
        weightKg: profile.weightKg,
        cordBlood: {
          own: profile.cordBlood.ownUnitStored ? "stored" : "none",
          sibling: profile.cordBlood.siblingUnitStored ? "stored" : "none",
          totalNucleatedCells: profile.cordBlood.totalNucleatedCells,
        },
      } satisfies TrialChild,
    ]),
  );
  const findings = (profile: string, nct: string) =>
    matchTrial(compileTrial(trials.get(nct)!), children.get(profile)!, "2026-11-22").lines.filter(
      ({ id }) => id !== "status" && id !== "country",
    );
  const broken = (profile: string, nct: string) =>
    findings(profile, nct).filter(({ verdict }) => verdict === "not-met");

  test("no child who may take part, or may for all that is known, has a broken line", () => {
    for (const { profile, nct, verdict } of gold.judgements) {
      if (verdict === "ineligible") continue;
      expect(broken(profile, nct).map(({ quote }) => [profile, nct, quote.text])).toEqual([]);
    }
  });
  test("where a line is broken the truth names an age, a level or the cord blood too, or the child is out anyway", () => {
    let found = 0;
    for (const { profile, nct, verdict } of gold.judgements) {
      if (broken(profile, nct).length === 0) continue;
      expect([profile, nct, verdict]).toEqual([profile, nct, "ineligible"]);
      found++;
    }
    const ineligible = gold.judgements.filter(
      ({ verdict }: { verdict: string }) => verdict === "ineligible",
    ).length;
    console.info(
      `${found} of ${ineligible} ineligible pairs show a broken line by age, sex, GMFCS or cord blood`,
    );
    expect(found).toBeGreaterThanOrEqual(30);
  });
  test("with every fact of a profile, lines alone tell who is out, and nobody else has a broken one", () => {
    for (const { profile, nct, verdict } of gold.judgements) {
      const { asOf, ...told } = gold.profiles.find(({ id }) => id === profile)!;
      const { lines } = matchTrial(compileTrial(trials.get(nct)!), childOf({ asOf, ...told }), asOf);
      const isOut = lines.some(
        ({ id, verdict: found }) => found === "not-met" && id !== "status" && id !== "country",
      );
      expect([profile, nct, isOut]).toEqual([profile, nct, verdict === "ineligible"]);
    }
  });
  test("no line that settles it in truth is said to look met", () => {
    for (const { profile, nct, deciding } of gold.judgements) {
      const contradicting = findings(profile, nct).filter(({ verdict, basis, quote, criterion }) => {
        if (verdict !== "met" || basis === "field" || criterion.kind === "nothing") return false;
        return deciding.some(({ text }) =>
          text === "@intervention"
            ? basis === "implied"
            : basis === "written" && (text.includes(quote.text) || quote.text.includes(text)),
        );
      });
      expect(contradicting.map(({ quote }) => [profile, nct, quote.text])).toEqual([]);
    }
  });
});
