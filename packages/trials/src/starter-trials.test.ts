import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { starterTrials } from "./starter-trials.ts";

describe("the starter trials", () => {
  test("are 35, each once, labelled as restated", () => {
    expect(new Set(starterTrials.map(({ registryId }) => registryId)).size).toBe(35);
    expect(starterTrials.every(({ origin }) => origin === "restated")).toBe(true);
  });
  test("each say what they ask, and all but one why they are in the list", () => {
    expect(starterTrials.every(({ eligibility }) => eligibility.length > 100)).toBe(true);
    const without = starterTrials.filter(({ whyCerebralPalsy }) => whyCerebralPalsy === undefined);
    // Hemiparesis after a stroke in childhood, which the record does not call cerebral palsy.
    expect(without.map(({ registryId }) => registryId)).toEqual(["NCT04309266"]);
  });
  test("carry no fact that was only assumed: the sex field is absent throughout", () => {
    expect(starterTrials.every(({ sex }) => sex === undefined)).toBe(true);
  });
  test("carry the later status where one was known, with its date", () => {
    const of = (id: string) => starterTrials.find(({ registryId }) => registryId === id);
    expect(of("NCT02106351")).toMatchObject({ status: "COMPLETED", asOf: "2018", asOfMeans: "status-seen" });
    expect(of("NCT05384990")).toMatchObject({ status: "ACTIVE_NOT_RECRUITING", asOf: "2025-11-14" });
    expect(of("NCT03791372")).toMatchObject({ status: "UNKNOWN", asOf: "2019-01-04" });
    expect(of("NCT05423171")).toMatchObject({ status: "RECRUITING", asOfMeans: "restating" });
  });
  test("all countries have a code", () => {
    expect(
      starterTrials.flatMap(({ countries }) => countries).filter(({ code }) => code === undefined),
    ).toEqual([]);
  });
});

const registry = new URL("../../../../shared/registry/", import.meta.url);
const here = existsSync(registry);

test.skipIf(!here)(
  `no title is the registry's own${here ? "" : " (skipped: the registry copies are not here)"}`,
  () => {
    const own = new Map(
      ["studies-text-only", "studies-v2-full", "studies-converted-from-classic"].flatMap((name) =>
        gunzipSync(readFileSync(new URL(`${name}.ndjson.gz`, registry)))
          .toString()
          .split("\n")
          .filter((line) => line.startsWith("{"))
          .map((line) => {
            const { nctId, briefTitle } = JSON.parse(line).protocolSection.identificationModule;
            return [nctId as string, String(briefTitle).toLowerCase()] as const;
          }),
      ),
    );
    const copied = starterTrials.filter(
      ({ registryId, title }) => own.get(registryId) === title.toLowerCase(),
    );
    expect(copied).toEqual([]);
  },
);
