import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCriteria } from "./read-criteria.ts";
import { readRecords } from "./records.ts";

const kinds = (text: string) =>
  readCriteria(text).map(({ criterion }) =>
    criterion.kind === "unread" ? criterion.why.code : criterion.kind,
  );

describe("from text to criteria", () => {
  test("each line is read, or kept with why it was not", () => {
    expect(
      kinds(
        "CP\n\nInclusion Criteria:\n* GMFCS I-II\n* CP with GMFCS I-II\n* Likes music\n* One of:\n  * GMFCS I\n* GMFCS II or\n* GMFCS III\n\nExclusion criteria for parents:\n* Under 18 years old",
      ),
    ).toEqual([
      "unread-no-section",
      "gmfcs",
      "gmfcs",
      "unread-rest-of-line",
      "unread-line",
      "unread-under-heading",
      "unread-under-heading",
      "unread-tied-to-neighbour",
      "unread-tied-to-neighbour",
      "unread-one-group",
    ]);
  });
  test("a line of many thousand characters is kept unread", () => {
    expect(kinds(`Inclusion Criteria:\n* GMFCS I ${"and so on ".repeat(500)}`)).toEqual(["unread-too-long"]);
  });
});

const spans = (text: string) => {
  const moved = readCriteria(text).filter(
    ({ text: words, span }) => text.slice(...span).replace(/\\(?=[><[\]*&~^])/g, "") !== words,
  );
  expect(moved).toEqual([]);
};

test("of any text, every quotation is in the text where it is said to be", () => {
  const fragment = fc.constantFrom(
    "\n* ",
    "\nInclusion Criteria:\n",
    "\nExclusion Criteria:\n",
    "GMFCS level ",
    "I-III",
    "\\> ",
    "\\<",
    "18 years",
    " old",
    " or ",
    "aged ",
    ";",
    "male or female",
    "autologous cord blood unit available",
    "TNC \\>= 2 x 10\\^7/kg",
    "(",
    ")",
    "\u0000",
    "\u202e",
    "CP with ",
  );
  const text = fc.array(fc.oneof(fragment, fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 40 });
  fc.assert(
    fc.property(text, (parts) => spans(parts.join(""))),
    { numRuns: 2000 },
  );
});

test("ten hostile megabytes are read to their end", () => {
  const size = 10_000_000;
  for (const unit of ["* GMFCS I or 18 years old ≥ 2 x 10^7/kg\n", "18 ", "* aged 5 to \n", "or GMFCS "]) {
    spans(`Inclusion Criteria:\n${unit.repeat(size / unit.length)}`);
  }
});

const registry = new URL("../../../../shared/registry/", import.meta.url);
const here = existsSync(registry);

test.skipIf(!here)(
  `of 4,000 real texts every quotation stands${here ? "" : " (skipped: the registry copies are not here)"}`,
  () => {
    let texts = 0;
    for (const name of ["studies-v2-full", "studies-converted-from-classic", "studies-criteria-partial"]) {
      const file = gunzipSync(readFileSync(new URL(`${name}.ndjson.gz`, registry))).toString();
      for (const { eligibility } of readRecords(file, { origin: "registry", asOf: "2026-11-22" }).trials) {
        spans(eligibility);
        texts++;
      }
    }
    expect(texts).toBeGreaterThan(4_000);
  },
  120_000, // every text there is, on whatever else the machine is doing
);
