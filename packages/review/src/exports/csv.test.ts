import { parse } from "csv-parse/sync";
import { dataSet, dataSetVersion, figureIndex } from "evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csv, csvTables, evidenceCsv } from "./csv.ts";

const data = dataSet();
const read = (text: string): string[][] =>
  parse(text, { record_delimiter: "\r\n", relax_column_count: false });
const lines = (table: (typeof csvTables)[number]): Record<string, string>[] =>
  parse(evidenceCsv(table, data, dataSetVersion), { columns: true, record_delimiter: "\r\n" });

test.each(csvTables)(
  "the table of %s names version and day in every line and has as many columns in each",
  (table) => {
    const told = lines(table);
    expect(told.length).toBeGreaterThan(0);
    for (const line of told)
      expect([line.data_set_version, line.data_set_date]).toEqual([
        dataSetVersion.version,
        dataSetVersion.date,
      ]);
    expect(new Set(read(evidenceCsv(table, data, dataSetVersion)).map((row) => row.length)).size).toBe(1);
  },
);

test("the table of figures has one line for every figure, with its number, source and checking", () => {
  const figures = figureIndex(data);
  const told = lines("figures");
  expect(told.map(({ id }) => id)).toEqual([...figures.keys()]);
  for (const line of told) {
    const figure = figures.get(line.id!)!;
    expect(Number(line.value)).toBe(figure.value);
    expect(line.work).toBe(figure.work);
    expect(line.checked).toBe(figure.checked);
    expect(`${line.record}/${line.slot}`).toBe(line.id);
  }
});

test("lines end in CR and LF, the last one too", () => {
  const text = evidenceCsv("harms", data, dataSetVersion);
  expect(text.endsWith("\r\n")).toBe(true);
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
});

test("what goes in comes out, whatever signs are in it", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }), (texts) => {
      const plain = texts.map((text) => text.replace(/^[=+\-@\t\r]+/, ""));
      const told = read(
        csv(
          plain.map((text) => ({ text })),
          dataSetVersion,
        ),
      );
      expect(told.slice(1).map((row) => row[2])).toEqual(plain);
    }),
  );
});

test.each(["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1"])(
  "the text %j is not taken for a formula",
  (text) => {
    expect(read(csv([{ text }], dataSetVersion))[1]![2]).toBe(`'${text}`);
  },
);

test("a negative number stays a number", () => {
  expect(read(csv([{ number: -0.58 }], dataSetVersion))[1]![2]).toBe("-0.58");
});
