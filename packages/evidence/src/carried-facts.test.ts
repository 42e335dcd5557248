/**
 * The facts were carried over from a collection that lies beside the repository where the project is made and is
 * not in a clone. Where it is present these tests compare; elsewhere they are skipped, and the name says why.
 */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import { figureIndex } from "./figure-index.ts";

const collection = new URL("../../../../shared/evidence/", import.meta.url);
const here = existsSync(collection);
const reason = here ? "" : " (skipped: the collection the facts came from is not in this clone)";
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, collection), "utf8"));

interface SourceStudy {
  readonly id: string;
  readonly doi: string | null;
  readonly pmid: string | null;
  readonly registry: readonly string[];
  readonly year: number | null;
  readonly outcomes: readonly Readonly<Record<string, unknown>>[];
  readonly adverse_events: readonly Readonly<Record<string, unknown>>[];
}

const data = dataSet();
const figures = [...figureIndex(data).values()];
const ourId = (id: string) => (id === "papadopoulos-2011" ? "papadopoulos-2011-toddlers" : id);
const numbersOf = (study: string) =>
  figures
    .filter(({ id }) => id.startsWith(`${study}.`) || id.startsWith(`${study}/`))
    .flatMap(({ value, ciLow, ciHigh }) => [value, ciLow, ciHigh].filter((number) => number !== undefined));

test.skipIf(!here)(`every study was carried, with its identifiers${reason}`, () => {
  for (const source of read("studies.json") as SourceStudy[]) {
    const study = data.studies.find(({ id }) => id === ourId(source.id));
    const work = data.works.find(({ id }) => id === study?.work);
    expect(work, source.id).toBeDefined();
    expect(work!.doi ?? null).toBe(source.doi);
    expect(work!.pmid ?? null).toBe(source.pmid);
    for (const number of source.registry) expect(work!.registry).toContain(number);
  }
});

test.skipIf(!here)(`every number of an outcome or a harm was carried${reason}`, () => {
  let compared = 0;
  for (const source of read("studies.json") as SourceStudy[]) {
    const carried = numbersOf(ourId(source.id));
    for (const row of [...source.outcomes, ...source.adverse_events]) {
      for (const field of [
        "mean_change",
        "sd",
        "se",
        "ci_low",
        "ci_high",
        "difference",
        "serious_n",
        "serious_N",
        "infusion_reactions_n",
        "infusions_N",
      ]) {
        const number = row[field];
        if (typeof number !== "number") continue;
        compared++;
        // What was computed there was rounded there: to two decimals for limits, three for standard errors.
        const near = carried.some(
          (own) => Math.abs(own - number) < (row.derived || field === "se" ? 0.0051 : 1e-9),
        );
        expect(near, `${source.id} ${String(row.measure ?? row.arm)} ${field} ${number}`).toBe(true);
      }
    }
  }
  expect(compared).toBeGreaterThan(150);
});

interface SourceReview {
  readonly id: string;
  readonly results?: readonly Readonly<Record<string, unknown>>[];
}

test.skipIf(!here)(`every pooled estimate was carried with its interval${reason}`, () => {
  let compared = 0;
  for (const { id, results = [] } of read("pooled.json") as SourceReview[]) {
    for (const { effect, ci_low, ci_high } of results) {
      if (typeof effect !== "number") continue;
      compared++;
      const found = figures.some(
        ({ value, ciLow, ciHigh }) => value === effect && ciLow === ci_low && ciHigh === ci_high,
      );
      expect(found, `${id} ${effect}`).toBe(true);
    }
  }
  expect(compared).toBeGreaterThan(7);
});

test.skipIf(!here)(
  `every other number of the collection was carried, but what it computed itself${reason}`,
  () => {
    const carried = new Set(
      figures
        .flatMap(({ value, ciLow, ciHigh }) => [value, ciLow, ciHigh])
        .filter((number) => number !== undefined),
    );
    const missing: string[] = [];
    const look = (value: unknown, path: string): void => {
      // Their own computations are computed anew here, with other rounding.
      if (/derived|\.pools|\.inputs|published_for_comparison|percentiles|\.year|\.month|\.ind$/.test(path))
        return;
      if (
        typeof value === "number" &&
        ![...carried].some((own) => Math.abs(own - value) <= 1e-9 * Math.abs(value))
      )
        missing.push(`${path} ${value}`);
      if (Array.isArray(value)) for (const [place, item] of value.entries()) look(item, `${path}[${place}]`);
      else if (typeof value === "object" && value !== null)
        for (const [field, item] of Object.entries(value)) look(item, `${path}.${field}`);
    };
    for (const name of ["natural-history", "rehab", "regulation"]) look(read(`${name}.json`), name);
    expect(missing).toEqual([]);
  },
);

/** Sentences of the collection and of others' abstracts stay there: facts may be carried, wording may not. */
test.skipIf(!here)(`no sentence of ours runs on for seven words as theirs does${reason}`, () => {
  const words = (text: string) => text.toLowerCase().match(/[a-z0-9.%]+/g) ?? [];
  const runs = (text: string) => {
    const all = words(text);
    return all.flatMap((_, i) => (i + 7 <= all.length ? [all.slice(i, i + 7).join(" ")] : []));
  };
  const sentencesIn = (value: unknown, key = ""): string[] => {
    // Titles are how a work is called, not how we tell of it.
    if (typeof value === "string") return key === "title" ? [] : [value];
    if (Array.isArray(value)) return value.flatMap((item) => sentencesIn(item, key));
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([field, item]) => sentencesIn(item, field));
  };
  const theirs = new Set(
    ["studies", "pooled", "regulation", "rehab", "natural-history"]
      .flatMap((name) => sentencesIn(read(`${name}.json`)))
      .concat(readFileSync(new URL("REPORT.md", collection), "utf8"))
      .flatMap(runs),
  );
  const { works: _, ...told } = data;
  const own = sentencesIn(told).filter((sentence) => !sentence.startsWith("https://"));
  expect(own.flatMap(runs).filter((run) => theirs.has(run))).toEqual([]);
});
