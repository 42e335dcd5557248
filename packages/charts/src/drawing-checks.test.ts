import { expect, test } from "vitest";
import { faultsOf } from "./drawing-checks.ts";

const svg = (inside: string) => `<svg width="320" direction="ltr">${inside}</svg>`;

test.each([
  ["<g><text></g>", "unmatched"],
  ["<style></style>", "<style has no place"],
  ['<rect fill="https://example.org"/>', "https: has no place"],
  ['<g id="other"/>', "lacks the prefix"],
  ['<text x="0" font-size="12">a</text>', "text of 12 pixels"],
  ['<text x="300">too far out</text>', "off the drawing"],
  ['<text x="300" text-anchor="end" direction="rtl">too far out</text>', "off the drawing"],
])("the check of drawings finds the fault in %s", (inside, fault) => {
  expect(faultsOf(svg(inside), "a").join()).toContain(fault);
});

test("and finds none in a sound drawing", () => {
  expect(faultsOf(svg('<g id="a-b"><text x="320" text-anchor="end">in</text></g>'), "a")).toEqual([]);
});
