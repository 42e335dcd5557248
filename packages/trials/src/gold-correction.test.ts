/** From "this reading is wrong" to a row of a gold set. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const text =
  "Inclusion Criteria:\n\n* GMFCS level II to IV\n* No seizures for 6 months\n\nExclusion Criteria:\n\n* Weight \\<10 kg";
const correction = {
  format: "cordwise-correction-1",
  nct: "NCT90000001",
  title: "A trial",
  textOrigin: "restated",
  eligibilityCriteria: text,
  criterion: { text: "GMFCS level II to IV", section: "inclusion", kind: "gmfcs" },
  readingShown: "GMFCS level II, III, and IV",
  note: "It means level V too",
  checked: null,
};
const checked = { by: "AB", on: "2026-11-22" };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cordwise-correction-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function add(file: object): { readonly status: number | null; readonly output: string } {
  const given = join(folder, "correction.json");
  writeFileSync(given, JSON.stringify(file));
  const program = fileURLToPath(new URL("../reference/gold-add.ts", import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, given, join(folder, "gold.json")],
    {
      encoding: "utf8",
    },
  );
  return { status, output: stdout + stderr };
}
const rows = () =>
  JSON.parse(readFileSync(join(folder, "gold.json"), "utf8")).documents.flatMap(
    ({ criteria }: { criteria: object[] }) => criteria,
  );

test("a correction that nobody has checked is shown with the row it would make, and not added", () => {
  const { status, output } = add(correction);
  expect(status).toBe(2);
  expect(output).toContain("It means level V too");
  expect(output).toMatch(/"value": \[\s*2,\s*3,\s*4\s*\]/);
  expect(output).toContain("Nobody has checked this correction");
  expect(() => rows()).toThrow();
});

test("one that is checked becomes a row, and a later one of the same words takes its place", () => {
  const criterion = { ...correction.criterion, value: [2, 3, 4, 5] };
  expect(add({ ...correction, criterion, checked }).status).toBe(0);
  expect(rows()).toMatchObject([{ line: 1, kind: "gmfcs", op: "in", value: [2, 3, 4, 5], effect: "must" }]);
  const weight = { text: "Weight \\<10 kg", section: "exclusion", kind: "body-weight" };
  expect(add({ ...correction, criterion: weight, checked }).status).toBe(0);
  expect(add({ ...correction, checked }).status).toBe(0);
  expect(rows()).toMatchObject([
    { line: 1, value: [2, 3, 4] },
    { line: 4, section: "exclusion", op: "<", value: 10, unit: "kg", effect: "must-not" },
  ]);
});

test("a line that means the other section keeps its place and turns its effect", () => {
  const criterion = { text: "No seizures for 6 months", section: "exclusion", kind: "comorbidity" };
  const before = rows().length;
  expect(add({ ...correction, criterion, checked }).status).toBe(0);
  expect(rows()).toHaveLength(before + 1);
  expect(rows().find(({ text: found }: { text: string }) => found === criterion.text)).toMatchObject({
    section: "inclusion",
    misplaced: true,
    effect: "must",
  });
});

test("the gold set made of corrections is judged by the lines that somebody looked at alone", () => {
  const program = fileURLToPath(new URL("../reference/gold-criteria.ts", import.meta.url));
  const { stdout } = spawnSync(process.execPath, [program, join(folder, "gold.json"), "--wrong"], {
    encoding: "utf8",
  });
  expect(stdout).toContain("kind + section, micro");
  expect(stdout).not.toContain("read where there is none");
});

test.each([
  [{ ...correction, format: "other" }, "is no correction"],
  [{ ...correction, criterion: { ...correction.criterion, kind: "mood" } }, 'The kind "mood" is none of'],
  [{ ...correction, criterion: { ...correction.criterion, text: "elsewhere" } }, "not a part of"],
  [{ ...correction, checked: "yes" }, "expected who and when"],
])("a file that does not fit ends in a sentence: %#", (file, sentence) => {
  const { status, output } = add(file);
  expect(status).toBe(2);
  expect(output).toContain(sentence);
});
