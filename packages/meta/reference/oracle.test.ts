import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import known from "./known-failures.json" with { type: "json" };
import { loadAdapters, runCases } from "./run-cases.ts";

const sharedCases = fileURLToPath(new URL("../../../../shared/meta-oracle", import.meta.url));
const present = existsSync(sharedCases);
const reasonToSkip = present
  ? ""
  : " (skipped: the folder of shared reference cases is not beside this clone)";

describe("the shared reference cases", () => {
  test.skipIf(!present)(`all pass but those listed with a reason${reasonToSkip}`, async () => {
    const adapters = await loadAdapters();
    const outcomes = await runCases(sharedCases);
    // A feature nobody has begun has no adapter; it is counted by the runner and is no regression.
    const begun = outcomes.filter(({ difference }) => !difference?.startsWith("no adapter"));
    const failing = begun.filter(({ difference }) => difference !== undefined);
    const listed = Object.keys(known);
    expect(failing.filter(({ id }) => !listed.includes(id))).toEqual([]);
    const passing = begun.filter(({ difference }) => difference === undefined).map(({ id }) => id);
    expect(listed.filter((id) => passing.includes(id))).toEqual([]);
    expect(adapters.size).toBeGreaterThan(0);
  });
});
