import { doseThresholds } from "motor";
import { expect, test } from "vitest";
import { evidencePack } from "./pack.ts";

test("every number of cells per kg that the arithmetic is set beside is in the data set, with its source", () => {
  const published = new Map(
    evidencePack().doseThresholds.map((threshold) => [threshold.cellsPerKg, threshold]),
  );
  for (const { cellsPerKg } of doseThresholds)
    expect(published.get(cellsPerKg)?.meanings.length).toBeGreaterThan(0);
});
