import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  compareVersions,
  type EvidenceRelease,
  evidenceChanges,
  readReleases,
  releaseOf,
} from "./changes.ts";
import { dataSet, dataSetVersion } from "./data-set.ts";

const folder = new URL("../versions/", import.meta.url);
const files = Object.fromEntries(
  readdirSync(folder).map((name) => [
    name,
    JSON.parse(readFileSync(new URL(name, folder), "utf8")) as unknown,
  ]),
);
const releases = readReleases(files);
const now = releaseOf(dataSet(), dataSetVersion);

/** A release with one part changed. */
const but = (change: Partial<EvidenceRelease>): EvidenceRelease => ({ ...now, version: "9.0.0", ...change });
const effect = "ipd-2025.main.12m/effect";

test("every released version is kept under its own number", () => {
  expect(releases.length).toBeGreaterThan(0);
  for (const { version } of releases) expect(Object.keys(files)).toContain(`${version}.json`);
});

test("what is released under the present number is the present data; a change needs a new number", () => {
  const released = releases.find(({ version }) => version === dataSetVersion.version);
  if (released) expect(evidenceChanges(released, now)).toEqual([]);
  for (const { version } of releases) expect(compareVersions(version, dataSetVersion.version)).not.toBe(1);
});

test("the first release had 32 studies, five judgements and no ledger, and the ledger has come since", () => {
  const [first] = releases;
  expect(Object.keys(first!.studies)).toHaveLength(32);
  expect(Object.keys(first!.certainty)).toHaveLength(5);
  expect(first!.figures[effect]).toEqual({
    value: 1.42,
    ciLow: 0.31,
    ciHigh: 2.52,
    unit: "GMFM-66 points",
    nature: "published",
    checked: "abstract",
  });
  const came = evidenceChanges(first!, now).filter(({ of, was }) => of === "claim" && was === undefined);
  expect(came).toHaveLength(dataSet().claims.length);
});

test("between a version and itself nothing has changed", () => {
  expect(evidenceChanges(now, structuredClone(now))).toEqual([]);
});

test("an estimate that moves is told before other figures, with both values", () => {
  const other = "ipd-2025.description/meanAge";
  const moved = { ...now.figures[effect]!, value: 1.1 };
  const after = but({
    figures: { ...now.figures, [other]: { ...now.figures[other]!, value: 50 }, [effect]: moved },
  });
  expect(evidenceChanges(now, after).map(({ of, id }) => [of, id])).toEqual([
    ["estimate", effect],
    ["figure", other],
  ]);
  expect(evidenceChanges(now, after)[0]).toEqual({
    of: "estimate",
    id: effect,
    was: now.figures[effect],
    is: moved,
  });
});

test("a figure that was only checked further is told as that", () => {
  const figures = { ...now.figures, [effect]: { ...now.figures[effect]!, checked: "full text" as const } };
  expect(evidenceChanges(now, but({ figures }))).toEqual([
    expect.objectContaining({ of: "checking", id: effect }),
  ]);
});

test("certainty, verdicts, studies and conflicts that change, come or go are told", () => {
  const certainty = { ...now.certainty, "6-to-15": { ...now.certainty["6-to-15"]!, level: "low" as const } };
  const claims = { ...now.claims, "is-safe": { verdict: "partly" as const, certainty: "low" as const } };
  const { "sun-2017-autologous": gone, ...studies } = now.studies;
  const conflicts = { ...now.conflicts, new: "Something" };
  expect(evidenceChanges(now, but({ certainty, claims, studies, conflicts }))).toEqual([
    { of: "certainty", id: "6-to-15", was: now.certainty["6-to-15"], is: certainty["6-to-15"] },
    { of: "claim", id: "is-safe", was: now.claims["is-safe"], is: claims["is-safe"] },
    { of: "study", id: "sun-2017-autologous", was: gone },
    { of: "conflict", id: "new", is: "Something" },
  ]);
});

test("a conflict or a study that is only put in other words has not changed", () => {
  const conflicts = { ...now.conflicts, severity: "Put otherwise" };
  expect(evidenceChanges(now, but({ conflicts }))).toEqual([]);
});

test("read backwards, what came has gone and what was is", () => {
  const some = <Thing>(all: Readonly<Record<string, Thing>>) =>
    fc.subarray(Object.keys(all)).map((ids) => Object.fromEntries(ids.map((id) => [id, all[id]!])));
  const version = fc
    .record({ studies: some(now.studies), claims: some(now.claims), conflicts: some(now.conflicts) })
    .map((parts) => but(parts));
  fc.assert(
    fc.property(version, version, (a, b) => {
      const turned = evidenceChanges(b, a).map(({ was, is, ...change }) => ({
        ...change,
        ...(is !== undefined && { was: is }),
        ...(was !== undefined && { is: was }),
      }));
      const sorted = (all: readonly { of: string; id: string }[]) =>
        [...all].sort((x, y) => (`${x.of} ${x.id}` < `${y.of} ${y.id}` ? -1 : 1));
      expect(sorted(turned)).toEqual(sorted(evidenceChanges(a, b)));
    }),
    { numRuns: 50 },
  );
});

test("versions are ordered by number, not by letter", () => {
  expect(["0.10.0", "0.9.0", "1.0.0", "0.9.1"].sort(compareVersions)).toEqual([
    "0.9.0",
    "0.9.1",
    "0.10.0",
    "1.0.0",
  ]);
});

test("a file that is no release is refused by its name", () => {
  for (const content of [
    null,
    [],
    {},
    { ...now, format: 2 },
    { ...now, version: "next" },
    { ...now, studies: 3 },
  ])
    expect(() => readReleases({ "0.3.0.json": content })).toThrow("0.3.0.json was expected to be a release");
});
