import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Copy } from "./record.ts";
import { readRecords } from "./records.ts";

const copy: Copy = { origin: "registry", asOf: "2026-11-22" };
const study = (id: string) => ({ protocolSection: { identificationModule: { nctId: id } } });
const [a, b] = [study("NCT00000001"), study("NCT00000002")];
const ids = (text: string) => readRecords(text, copy).trials.map(({ registryId }) => registryId);

describe("a file of records", () => {
  test("may be a list, an answer of the API, one study, or a study a line", () => {
    const both = ["NCT00000001", "NCT00000002"];
    expect(ids(JSON.stringify([a, b]))).toEqual(both);
    expect(ids(JSON.stringify({ studies: [a, b], nextPageToken: "x" }, null, 2))).toEqual(both);
    expect(ids(JSON.stringify(a, null, 2))).toEqual(["NCT00000001"]);
    expect(ids(`\n${JSON.stringify(a)}\r\n\r\n${JSON.stringify(b)}\r\n`)).toEqual(both);
    expect(ids(`\uFEFF${JSON.stringify([a, b])}`)).toEqual(both);
  });
  test("an empty list is a file without trials, not a fault", () => {
    expect(readRecords("[]", copy)).toEqual({ trials: [], refused: [] });
  });
  test("a record that is refused is told by its place and stops no other", () => {
    expect(readRecords(JSON.stringify({ studies: [a, {}, b] }), copy)).toMatchObject({
      trials: [{ registryId: "NCT00000001" }, { registryId: "NCT00000002" }],
      refused: [{ at: { index: 1 }, because: { code: "record-without-protocol" } }],
    });
  });
  test("a broken line is told by its number and stops no other, even if it is the first", () => {
    expect(readRecords(`{"protocolSection": {\n${JSON.stringify(b)}\n[]\n`, copy)).toMatchObject({
      trials: [{ registryId: "NCT00000002" }],
      refused: [
        { at: { line: 1 }, because: { code: "line-not-json", values: { line: 1 } } },
        { at: { line: 3 }, because: { code: "record-not-an-object" } },
      ],
    });
  });
});

describe("a file is refused", () => {
  test.each([
    ["", "file-empty", {}],
    [" \n ", "file-empty", {}],
    ["<!DOCTYPE html><p>Too many requests</p>", "file-is-html", {}],
    ["NCT Number,Title\nNCT00000001,x", "file-not-json", { line: 1 }],
    ['{"error": "no"}', "file-of-another-shape", { found: "error" }],
    ["42", "file-of-another-shape", { found: "number" }],
  ])("%j", (text, code, values) => {
    expect(readRecords(text, copy)).toEqual({ trials: [], refused: [{ because: { code, values } }] });
  });
  test("cut short, with the line where it ends", () => {
    const text = JSON.stringify({ studies: [a, b] }, null, 2);
    const cut = text.slice(0, text.indexOf("NCT00000002"));
    expect(readRecords(cut, copy)).toMatchObject({
      refused: [{ because: { code: "file-not-json", values: { line: cut.split("\n").length } } }],
    });
  });
});

test("reads or refuses any text", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const { trials, refused } = readRecords(text, copy);
      expect(Array.isArray(trials) && Array.isArray(refused)).toBe(true);
    }),
  );
});
